#include "app/space/surface_3d.h"

#include <QCoreApplication>
#include <QVBoxLayout>
#include <QtDataVisualization/Q3DCamera>
#include <QtDataVisualization/Q3DScene>
#include <QtDataVisualization/Q3DSurface>
#include <QtDataVisualization/Q3DTheme>
#include <QtDataVisualization/QCustom3DItem>
#include <QtDataVisualization/QSurface3DSeries>
#include <QtDataVisualization/QSurfaceDataProxy>
#include <QtDataVisualization/QValue3DAxis>
#include <algorithm>
#include <tuple>

namespace stepgrad {
namespace {

constexpr qreal kLabelPoints = 55.0;     ///< of the texture that a label is painted into
constexpr std::size_t kMostBalls = 240;  ///< along all ways
constexpr float kDot = 0.035F, kEnd = 0.06F, kPresent = 0.1F;  ///< sizes of balls

void scale(QValue3DAxis* axis, const SpaceScene::Axis& to) {
    axis->setRange(to.low, to.high);
    axis->setTitle(to.title);
    axis->setTitleVisible(true);
    axis->setSegmentCount(4);
    axis->setLabelFormat(QStringLiteral("%.3g"));
}

}  // namespace

Surface3d::Surface3d() {
    m_graph = new Q3DSurface;
    m_series = new QSurface3DSeries;
    m_series->setDrawMode(QSurface3DSeries::DrawSurface);
    m_series->setFlatShadingEnabled(false);
    m_series->setItemLabelFormat(
        QStringLiteral("@xTitle @xLabel, @zTitle @zLabel: @yTitle @yLabel"));
    m_graph->addSeries(m_series);
    m_graph->setShadowQuality(QAbstract3DGraph::ShadowQualityNone);
    m_graph->setHorizontalAspectRatio(1.0);
    m_graph->setAspectRatio(1.8);
    m_graph->scene()->activeCamera()->setCameraPosition(-35.0F, 32.0F, 78.0F);
    QWidget* container = QWidget::createWindowContainer(m_graph, this);
    container->setAccessibleName(
        QCoreApplication::translate("stepgrad::Surface3d", "Loss surface in three dimensions"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(container);
}

void Surface3d::show(const SpaceScene& scene) {
    // While training, only the way grows.
    const auto axes = [](const SpaceScene& of) {
        return std::tuple(of.x.low, of.x.high, of.y.low, of.y.high, of.x.title, of.y.title,
                          of.ground.rgb());
    };
    if (scene.heights != m_shown.heights || axes(scene) != axes(m_shown)) {
        applyLook(scene);
        showHeights(scene);
        m_shown = scene;
        m_shown.ways.clear();
    }
    showWays(scene);
}

void Surface3d::applyLook(const SpaceScene& scene) {
    Q3DTheme* theme = m_graph->activeTheme();
    theme->setBackgroundEnabled(false);
    theme->setWindowColor(scene.ground);
    theme->setGridLineColor(scene.grid);
    theme->setLabelBackgroundEnabled(false);
    theme->setLabelBorderEnabled(false);
    theme->setLabelTextColor(scene.text);
    theme->setAmbientLightStrength(0.75F);
    theme->setLightStrength(4.0F);
    QFont labels = scene.font;
    labels.setPointSizeF(kLabelPoints);
    theme->setFont(labels);
    theme->setColorStyle(Q3DTheme::ColorStyleRangeGradient);
    theme->setBaseGradients({scene.scale});
    m_series->setColorStyle(Q3DTheme::ColorStyleRangeGradient);
    m_series->setBaseGradient(scene.scale);
}

void Surface3d::showHeights(const SpaceScene& scene) {
    const auto placeOf = [&scene](const SpaceScene::Axis& axis, int i) {
        return axis.low +
               (axis.high - axis.low) * static_cast<float>(i) / static_cast<float>(scene.side - 1);
    };
    auto* rows = new QSurfaceDataArray;
    for (int row = 0; row < scene.side; ++row) {
        auto* points = new QSurfaceDataRow(scene.side);
        for (int column = 0; column < scene.side; ++column) {
            const float height = scene.heights[static_cast<std::size_t>(row * scene.side + column)];
            (*points)[column].setPosition(
                {placeOf(scene.x, column), height, placeOf(scene.y, row)});
        }
        rows->append(points);
    }
    scale(m_graph->axisX(), scene.x);
    scale(m_graph->axisZ(), scene.y);
    scale(m_graph->axisY(), scene.height);
    m_series->dataProxy()->resetArray(rows);
}

void Surface3d::addBall(const SpaceScene::Point& at, float size, const QColor& colour) {
    QImage texture(2, 2, QImage::Format_RGB32);
    texture.fill(colour);
    auto* ball = new QCustom3DItem;
    ball->setMeshFile(QStringLiteral(":/defaultMeshes/sphereSmooth"));
    ball->setPosition({at.x, at.height, at.y});
    ball->setScaling({size, size, size});
    ball->setTextureImage(texture);
    ball->setShadowCasting(false);
    m_graph->addCustomItem(ball);
}

void Surface3d::showWays(const SpaceScene& scene) {
    m_graph->removeCustomItems();
    const std::size_t most = kMostBalls / std::max<std::size_t>(scene.ways.size(), 1);
    for (const SpaceScene::Way& way : scene.ways) {
        const auto& points = way.points;
        const std::size_t count = std::min(most, points.size());
        for (std::size_t i = 0; i + 1 < count; ++i)
            addBall(points[i * (points.size() - 1) / (count - 1)], kDot, way.colour);
        if (!points.empty())
            addBall(points.back(), &way == &scene.ways.back() ? kPresent : kEnd, way.colour);
    }
}

}  // namespace stepgrad

extern "C" __attribute__((visibility("default"))) stepgrad::SpaceSurface*
stepgradMakeSpaceSurface() {
    return new stepgrad::Surface3d;
}

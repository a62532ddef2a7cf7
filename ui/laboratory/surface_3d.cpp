#include "ui/laboratory/surface_3d.h"

#include <QGuiApplication>
#include <QOffscreenSurface>
#include <QOpenGLContext>
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

#include "ui/appearance.h"
#include "ui/laboratory/surface_scale.h"

namespace stepgrad {
namespace {

constexpr qreal kLabelPoints = 55.0;    ///< of the texture that a label is painted into
constexpr std::size_t kMostBalls = 60;  ///< along the way

QString findProblem() {
    const QString platform = QGuiApplication::platformName();
    if (platform == QLatin1String("offscreen") || platform == QLatin1String("minimal"))
        return Surface3d::tr("there is no screen");
    QOpenGLContext context;
    QOffscreenSurface surface;
    surface.create();
    if (!context.create() || !context.makeCurrent(&surface))
        return Surface3d::tr("there is no OpenGL here");
    context.doneCurrent();
    return {};
}

}  // namespace

const QString& Surface3d::problem() {
    static const QString kProblem = findProblem();
    return kProblem;
}

Surface3d::Surface3d(QWidget* parent) : QWidget(parent) {
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
    m_graph->scene()->activeCamera()->setCameraPosition(-35.0F, 32.0F, 92.0F);
    QWidget* container = QWidget::createWindowContainer(m_graph, this);
    container->setAccessibleName(tr("Loss surface in three dimensions"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(container);
    applyColours();
}

void Surface3d::applyColours() {
    const Palette& palette = Appearance::instance().palette();
    Q3DTheme* theme = m_graph->activeTheme();
    theme->setBackgroundEnabled(false);
    theme->setWindowColor(palette.panel);
    theme->setGridLineColor(palette.control);
    theme->setLabelBackgroundEnabled(false);
    theme->setLabelBorderEnabled(false);
    theme->setLabelTextColor(palette.text);
    theme->setAmbientLightStrength(0.75F);
    theme->setLightStrength(4.0F);
    QFont labels = font();
    labels.setPointSizeF(kLabelPoints);
    theme->setFont(labels);
    theme->setColorStyle(Q3DTheme::ColorStyleRangeGradient);
    QLinearGradient gradient;
    for (int i = 0; i <= 8; ++i)
        gradient.setColorAt(i / 8.0, SurfaceScale({0.0, 1.0}).colour(i / 8.0));
    theme->setBaseGradients({gradient});
    m_series->setColorStyle(Q3DTheme::ColorStyleRangeGradient);
    m_series->setBaseGradient(gradient);
}

void Surface3d::showSurface(const LossSurface& surface, const QString& xSymbol,
                            const QString& ySymbol) {
    m_surface = std::make_unique<LossSurface>(surface);
    const auto [least, greatest] = surface.range();
    auto* rows = new QSurfaceDataArray;
    for (int row = 0; row < surface.side; ++row) {
        auto* points = new QSurfaceDataRow(surface.side);
        for (int column = 0; column < surface.side; ++column) {
            const double value = std::min(surface.at(column, row), greatest);
            (*points)[column].setPosition({static_cast<float>(surface.x.at(column, surface.side)),
                                           static_cast<float>(value),
                                           static_cast<float>(surface.y.at(row, surface.side))});
        }
        rows->append(points);
    }
    const auto scale = [](QValue3DAxis* axis, double low, double high, const QString& title) {
        axis->setRange(static_cast<float>(low), static_cast<float>(high));
        axis->setTitle(title);
        axis->setTitleVisible(true);
        axis->setSegmentCount(4);
        axis->setLabelFormat(QStringLiteral("%.3g"));
    };
    scale(m_graph->axisX(), surface.x.low, surface.x.high, xSymbol);
    scale(m_graph->axisZ(), surface.y.low, surface.y.high, ySymbol);
    const double room = greatest > least ? 0.0 : 1e-6;
    scale(m_graph->axisY(), least, greatest + room, Appearance::instance().lossSymbol());
    m_series->dataProxy()->resetArray(rows);
    applyColours();
    const std::vector<SurfacePoint> path = std::move(m_path);
    showPath(path);
}

void Surface3d::addBall(const SurfacePoint& at, float size, const QColor& colour) {
    if (at.x < m_surface->x.low || at.x > m_surface->x.high || at.y < m_surface->y.low ||
        at.y > m_surface->y.high)
        return;
    QImage texture(2, 2, QImage::Format_RGB32);
    texture.fill(colour);
    auto* ball = new QCustom3DItem;
    ball->setMeshFile(QStringLiteral(":/defaultMeshes/sphereSmooth"));
    ball->setPosition({static_cast<float>(at.x), static_cast<float>(m_surface->between(at.x, at.y)),
                       static_cast<float>(at.y)});
    ball->setScaling({size, size, size});
    ball->setTextureImage(texture);
    ball->setShadowCasting(false);
    m_graph->addCustomItem(ball);
}

void Surface3d::showPath(const std::vector<SurfacePoint>& path) {
    if (path == m_path)
        return;
    m_path = path;
    m_graph->removeCustomItems();
    if (path.empty() || !m_surface)
        return;
    const QColor colour = Appearance::instance().palette().backward;
    const std::size_t count = std::min(kMostBalls, path.size());
    for (std::size_t i = 0; i + 1 < count; ++i)
        addBall(path[i * (path.size() - 1) / (count - 1)], 0.03F, colour);
    addBall(path.back(), 0.08F, colour);
}

}  // namespace stepgrad

#include "ui/laboratory/map_plot.h"

#include <QFontInfo>
#include <QFontMetricsF>
#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>
#include <algorithm>
#include <cmath>

#include "core/laboratory/label_words.h"
#include "ui/appearance.h"
#include "ui/charts/plot_frame.h"
#include "ui/laboratory/feature_axis.h"
#include "ui/response_picture.h"

namespace stepgrad {
namespace {

constexpr int kMostSide = 60, kLeastSide = 12;  ///< points of a map along an edge
constexpr double kMostWork = 2e7;               ///< products of a point and a parameter
constexpr int kCells = 6;                       ///< of the data
constexpr double kBar = 0.8;                    ///< width of the bar of colours, in lines
constexpr double kBarRoom = 4.5;

/// So many points that a map is made in an instant.
int sideFor(const Network& network) {
    const double points = kMostWork / static_cast<double>(network.parameterCount());
    return std::clamp(static_cast<int>(std::sqrt(points)), kLeastSide, kMostSide);
}

QString rounded(double value) {
    return QString::fromStdString(
        exactNumber(std::round(100.0 * value) / 100.0, Appearance::instance().notation().numbers));
}

}  // namespace

MapPlot::MapPlot(QWidget* parent) : QWidget(parent) {
    setAccessibleName(tr("Map of two features"));
    setFocusPolicy(Qt::TabFocus);
}

void MapPlot::showNetworks(const LearnedNetworks& networks, int x, int y, int output) {
    m_pictures.clear();
    m_names = networks.front().network.inputNames;
    const auto targets = networks.back().study->data().targets.col(output);
    m_least = targets.minCoeff();
    m_greatest = std::max(targets.maxCoeff(), m_least + 1e-12);
    for (const LearnedNetwork& each : networks) {
        const int side = sideFor(each.network);
        FeatureMap map = each.study->mapOf(each.network, x, y, output, side);
        QImage image = responsePicture(map.answers, side, {m_least, m_greatest}, 1.0);
        m_pictures.push_back({each.name, std::move(map), {}, each.study, std::move(image)});
    }
    Picture examples = m_pictures.back();
    examples.title = tr("the examples");
    examples.targets = examples.study->targetsOver(examples.map, output, kCells);
    examples.image = {};
    m_pictures.push_back(std::move(examples));
    setAccessibleDescription(
        tr("Colours of %1 over %2 and %3, beside the mean target of the examples")
            .arg(networks.back().name, QString::fromStdString(m_names[static_cast<std::size_t>(x)]),
                 QString::fromStdString(m_names[static_cast<std::size_t>(y)])));
    update();
}

QRectF MapPlot::areaOf(std::size_t picture, const QFont& small) const {
    const QFontMetricsF metrics(small);
    const double line = metrics.height();
    const double left = 1.7 * line + metrics.horizontalAdvance(QStringLiteral("00000"));
    const double each = (width() - kBarRoom * line) / double(m_pictures.size());
    const QRectF cell(each * double(picture), 0.0, each, height());
    const QRectF room = cell.adjusted(left, 1.5 * line, -0.6 * line, -2.5 * line);
    const double side = std::max(10.0, std::min(room.width(), 1.6 * room.height()));
    return {room.left(), room.top(), side, std::max(10.0, room.height())};
}

void MapPlot::paintData(QPainter& painter, const QRectF& area, const Picture& picture) const {
    const Palette& palette = Appearance::instance().palette();
    const int side = picture.targets.side;
    const double w = area.width() / side, h = area.height() / side;
    const std::int64_t most =
        *std::max_element(picture.targets.counts.begin(), picture.targets.counts.end());
    // Numbers in all cells or in none.
    double widest = 0.0;
    for (const double mean : picture.targets.means)
        widest = std::max<double>(widest, painter.fontMetrics().horizontalAdvance(rounded(mean)));
    const bool hasNumbers = widest <= w - 3.0 && painter.fontMetrics().height() <= h;
    for (int row = 0; row < side; ++row)
        for (int column = 0; column < side; ++column) {
            const auto cell = static_cast<std::size_t>(row * side + column);
            const std::int64_t count = picture.targets.counts[cell];
            const QRectF place(area.left() + column * w, area.top() + row * h, w, h);
            if (count == 0)
                continue;
            const double mean = picture.targets.means[cell];
            // Few examples say little, and are pale.
            const double weight = std::clamp(
                0.35 + 0.65 * std::log1p(double(count)) / std::log1p(double(most)), 0.0, 1.0);
            painter.fillRect(
                place,
                mixed(palette.panel, colourOfValue(palette, mean, m_least, m_greatest), weight));
            if (!hasNumbers)
                continue;
            painter.setPen(palette.text);
            painter.drawText(place, Qt::AlignCenter, rounded(mean));
        }
}

void MapPlot::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
    const Palette& palette = Appearance::instance().palette();
    painter.fillRect(rect(), palette.panel);
    if (m_pictures.empty())
        return;
    painter.setFont(plotFont(font()));
    const double line = painter.fontMetrics().height();
    for (std::size_t i = 0; i < m_pictures.size(); ++i) {
        const Picture& picture = m_pictures[i];
        const QRectF area = areaOf(i, painter.font());
        painter.setPen(palette.text);
        painter.drawText(QRectF(area.left(), 0.0, area.width(), 1.4 * line), Qt::AlignCenter,
                         painter.fontMetrics().elidedText(picture.title, Qt::ElideRight,
                                                          static_cast<int>(area.width())));
        if (picture.image.isNull())
            paintData(painter, area, picture);
        else
            painter.drawImage(area, picture.image);
        painter.setPen(QPen(palette.control, 1.0));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(area);
        const auto name = [&](int feature) {
            return QString::fromStdString(m_names[static_cast<std::size_t>(feature)]);
        };
        const FeatureMap& map = picture.map;
        paintFeatureAxis(painter, area, *picture.study, map.x, map.spanX, name(map.x), true);
        paintFeatureAxis(painter, area, *picture.study, map.y, map.spanY, name(map.y), false);
    }
    const QRectF last = areaOf(m_pictures.size() - 1, painter.font());
    const QRectF bar(width() - (kBarRoom - 0.6) * line, last.top(), kBar * line, last.height());
    constexpr int kSteps = 64;
    for (int i = 0; i < kSteps; ++i)
        painter.fillRect(QRectF(bar.left(), bar.top() + bar.height() * i / kSteps, bar.width(),
                                bar.height() / kSteps + 1.0),
                         colourOfValue(palette, kSteps - 1 - i, 0.0, kSteps - 1));
    painter.setPen(palette.quiet);
    const QRectF labels = bar.adjusted(bar.width() + 4.0, -0.5 * line, 3.0 * line, 0.5 * line);
    painter.drawText(labels, Qt::AlignLeft | Qt::AlignTop,
                     QStringLiteral("ŷ ") + rounded(m_greatest));
    painter.drawText(labels, Qt::AlignLeft | Qt::AlignVCenter,
                     rounded(0.5 * (m_least + m_greatest)));
    painter.drawText(labels, Qt::AlignLeft | Qt::AlignBottom, rounded(m_least));
    if (hasFocus()) {
        painter.setPen(QPen(palette.primary, 1.5));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(QRectF(rect()).adjusted(1, 1, -1, -1));
    }
}

QString MapPlot::textAt(const QPoint& at) const {
    const QFont small = plotFont(font());
    for (std::size_t i = 0; i < m_pictures.size(); ++i) {
        const QRectF area = areaOf(i, small);
        if (!area.contains(at))
            continue;
        const Picture& picture = m_pictures[i];
        const int side = picture.image.isNull() ? picture.targets.side : picture.map.side;
        const int column = static_cast<int>((at.x() - area.left()) / area.width() * side);
        const int row = static_cast<int>((at.y() - area.top()) / area.height() * side);
        const auto cell = static_cast<std::size_t>(std::clamp(row, 0, side - 1) * side +
                                                   std::clamp(column, 0, side - 1));
        if (!picture.image.isNull())
            return tr("%1: ŷ = %2")
                .arg(picture.title, rounded(picture.map.answers[Eigen::Index(cell)]));
        const std::int64_t count = picture.targets.counts[cell];
        if (count == 0)
            return tr("no examples here");
        return tr("%1 examples, mean target %2")
            .arg(QString::fromStdString(formatCount(count)), rounded(picture.targets.means[cell]));
    }
    return {};
}

bool MapPlot::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        auto* help = static_cast<QHelpEvent*>(event);
        if (const QString text = textAt(help->pos()); !text.isEmpty())
            QToolTip::showText(help->globalPos(), text, this);
        else
            QToolTip::hideText();
        return true;
    }
    return QWidget::event(event);
}

void MapPlot::changeEvent(QEvent* event) {
    if (event->type() == QEvent::FontChange)
        updateGeometry();
    QWidget::changeEvent(event);
}

QSize MapPlot::sizeHint() const {
    const int em = QFontInfo(font()).pixelSize();
    return {50 * em, 18 * em};
}

QSize MapPlot::minimumSizeHint() const {
    const int em = QFontInfo(font()).pixelSize();
    return {20 * em, 9 * em};
}

}  // namespace stepgrad

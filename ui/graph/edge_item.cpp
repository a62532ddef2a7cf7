#include "ui/graph/edge_item.h"

#include <QBackingStore>
#include <QGraphicsView>
#include <QPaintEngine>
#include <QPainter>

#include "ui/appearance.h"
#include "ui/graph/edge_worker.h"

namespace stepgrad {
namespace {

/// So many edges are painted in a few milliseconds, and need no thread.
constexpr std::int64_t kFew = 700;

EdgeColors colorsNow(const GraphState& state) {
    const Palette& palette = Appearance::instance().palette();
    return {palette.positive, palette.negative, palette.neuron, state.flowColor(),
            palette.backward};
}

bool isSame(const EdgePicture& a, const EdgePicture& b) {
    return a.version == b.version && a.frame == b.frame;
}

/// Whether this paints the window itself, and not a picture of it.
bool isForScreen(const QPainter& painter, const QWidget& viewport) {
    QBackingStore* store = viewport.window()->backingStore();
    return store && painter.paintEngine() &&
           painter.paintEngine()->paintDevice() == store->paintDevice();
}

}  // namespace

EdgeItem::EdgeItem(const GraphPicture& picture) : m_picture(picture) {}

EdgeItem::~EdgeItem() = default;

void EdgeItem::layOut() {
    auto geometry = std::make_shared<const EdgeGeometry>(m_picture.layout);
    // Of another network nothing is worth showing until the picture is made.
    // Nor is one that is still being made of the old one.
    if (!m_geometry || m_geometry->shape != geometry->shape) {
        m_shown = {};
        m_shown.version = m_version + 1;
    }
    m_geometry = std::move(geometry);
    rebuild();
}

void EdgeItem::rebuild() {
    ++m_version;
    m_groups.reset();
    update();
}

EdgeDrawing EdgeItem::drawing() const {
    return {m_picture.state, m_geometry, colorsNow(m_picture.state), focusOf(m_picture.selected),
            m_picture.paths ? std::optional(m_picture.paths->lit) : std::nullopt};
}

void EdgeItem::paint(QPainter* painter, const QStyleOptionGraphicsItem*, QWidget* widget) {
    if (m_picture.state.isEmpty() || !m_geometry)
        return;
    if (widget && !m_geometry->hasChips)
        paintPicture(*painter, *widget);
    else
        paintLines(*painter);
}

void EdgeItem::paintLines(QPainter& painter) {
    if (!m_groups)
        m_groups = edgeGroups(drawing());
    for (const auto& group : *m_groups) {
        painter.setPen(QPen(group.color, group.width, Qt::SolidLine, Qt::FlatCap));
        painter.drawLines(group.lines);
    }
}

bool EdgeItem::isPresent(const EdgePicture& picture, const EdgeFrame& frame) const {
    return picture.version == m_version && picture.frame == frame;
}

void EdgeItem::bringUpToDate(const EdgeFrame& frame, bool mayWait) {
    if (isPresent(m_shown, frame))
        return;
    if (m_geometry->shape.edgeCount() <= kFew || !mayWait) {
        m_shown = paintEdges({drawing(), frame, m_version});
        m_asked.reset();
    } else if (!m_asked || !isPresent(*m_asked, frame))
        ask(frame);
}

void EdgeItem::ask(const EdgeFrame& frame) {
    if (!m_worker) {
        m_worker = std::make_unique<EdgeWorker>();
        QObject::connect(m_worker.get(), &EdgeWorker::painted, m_worker.get(),
                         [this](const EdgePicture& picture) { take(picture); });
    }
    m_asked = EdgePicture{{}, frame, m_version};
    m_worker->request({drawing(), frame, m_version});
}

void EdgeItem::take(const EdgePicture& picture) {
    if (m_asked && isSame(*m_asked, picture))
        m_asked.reset();
    // Not where a later one has been made meanwhile.
    if (picture.version < m_shown.version || picture.image.isNull())
        return;
    m_shown = picture;
    update();
}

void EdgeItem::paintPicture(QPainter& painter, const QWidget& viewport) {
    const auto* view = qobject_cast<const QGraphicsView*>(viewport.parentWidget());
    if (!view)
        return;
    const EdgeFrame frame{view->viewportTransform(), viewport.size(), viewport.devicePixelRatioF()};
    bringUpToDate(frame, isForScreen(painter, viewport));
    if (m_shown.image.isNull())
        return;
    painter.save();
    const QTransform moved = m_shown.frame.toView.inverted() * frame.toView;
    painter.setWorldTransform(moved);
    painter.setRenderHint(QPainter::SmoothPixmapTransform, !moved.isIdentity());
    painter.drawImage(QPointF(), m_shown.image);
    painter.restore();
}

void EdgeAccentItem::paint(QPainter* painter, const QStyleOptionGraphicsItem*, QWidget*) {
    const auto accent = [&](const std::optional<ValueId>& id, float strength) {
        const auto parameter = id ? id->parameter() : std::nullopt;
        if (!parameter || parameter->kind != ValueKind::Weight ||
            !m_picture.state.exists(*parameter))
            return;
        const QLineF line =
            m_picture.layout.edge(parameter->layer, parameter->neuron, parameter->input);
        const double weight = m_picture.state.value(*parameter).value_or(0.0);
        QColor halo = signColor(weight);
        halo.setAlphaF(strength);
        // Thin edges grow a little, or their colour would drown in the halo.
        const qreal unit = m_picture.layout.metrics.unit;
        const qreal width = std::max(
            edgeWidth(m_picture.state.strength(weight), m_picture.layout.shape, unit), 0.17 * unit);
        painter->setPen(QPen(halo, width + 0.34 * unit));
        painter->drawLine(line);
        painter->setPen(QPen(signColor(weight), width, Qt::SolidLine, Qt::FlatCap));
        painter->drawLine(line);
    };
    accent(m_picture.selected, 0.35f);
    if (m_picture.pointed != m_picture.selected)
        accent(m_picture.pointed, 0.22f);
    for (const ValueId& id : m_picture.lit)
        if (id != m_picture.selected && id != m_picture.pointed)
            accent(id, 0.22f);
}

}  // namespace stepgrad

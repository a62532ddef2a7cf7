#include "ui/graph/graph_accessibility.h"

#include <QAccessibleWidget>
#include <algorithm>

#include "core/walkthrough/number_text.h"
#include "ui/appearance.h"
#include "ui/graph/accessible_stand_in.h"
#include "ui/graph/accessible_value.h"
#include "ui/graph/graph_legend.h"
#include "ui/graph/value_order.h"

namespace stepgrad {
namespace {

/// The view: its values first, then the stand-ins, the viewport (with the editor) and the legend.
class AccessibleNetworkView : public QAccessibleWidget {
public:
    AccessibleNetworkView(NetworkView* view, GraphAccessibility* graph)
        : QAccessibleWidget(view, QAccessible::Canvas), m_graph(graph) {}

    int childCount() const override {
        return values() +
               static_cast<int>(folded().size() + static_cast<std::size_t>(widgets().size()));
    }

    QAccessibleInterface* child(int index) const override {
        if (index < 0 || index >= childCount())
            return nullptr;
        if (index < values())
            return m_graph->interfaceOf(m_graph->values()[static_cast<std::size_t>(index)]);
        const auto columns = folded();
        const auto beyond = static_cast<std::size_t>(index - values());
        if (beyond < columns.size())
            return m_graph->standInOf(columns[beyond]);
        return QAccessible::queryAccessibleInterface(
            widgets()[static_cast<qsizetype>(beyond - columns.size())]);
    }

    int indexOfChild(const QAccessibleInterface* child) const override {
        const int index = m_graph ? m_graph->indexOf(child) : -1;
        const auto columns = folded();
        for (std::size_t i = 0; i < columns.size(); ++i)
            if (m_graph->standInOf(columns[i]) == child)
                return values() + static_cast<int>(i);
        if (index >= 0 || !child || !child->object())
            return index;
        const auto widget = widgets().indexOf(static_cast<QWidget*>(child->object()));
        return widget < 0 ? -1
                          : static_cast<int>(widget) + values() + static_cast<int>(columns.size());
    }

    QAccessibleInterface* childAt(int x, int y) const override {
        for (int i = 0; i < childCount(); ++i)
            if (child(i)->rect().contains(x, y))
                return child(i);
        return nullptr;
    }

    QAccessibleInterface* focusChild() const override {
        if (m_graph && m_graph->picture().hasFocus && m_graph->picture().focusedStandIn)
            return m_graph->standInOf(*m_graph->picture().focusedStandIn);
        if (m_graph && m_graph->picture().hasFocus && m_graph->picture().selected)
            return m_graph->interfaceOf(*m_graph->picture().selected);
        return QAccessibleWidget::focusChild();
    }

    QString text(QAccessible::Text kind) const override {
        if (kind == QAccessible::Description && m_graph && !m_graph->picture().state.isEmpty())
            return QString::fromStdString(m_graph->picture().state.network().shapeText());
        return QAccessibleWidget::text(kind);
    }

private:
    int values() const { return m_graph ? static_cast<int>(m_graph->values().size()) : 0; }

    std::vector<int> folded() const {
        return m_graph ? m_graph->foldedColumns() : std::vector<int>();
    }

    /// Not the scroll bars, which are never shown.
    QList<QWidget*> widgets() const {
        auto* view = static_cast<QAbstractScrollArea*>(widget());
        QList<QWidget*> all = {view->viewport()};
        if (auto* legend = view->findChild<GraphLegend*>())
            all << legend;
        return all;
    }

    QPointer<GraphAccessibility> m_graph;
};

QAccessibleInterface* makeInterface(const QString& className, QObject* object) {
    if (className != QLatin1String(NetworkView::staticMetaObject.className()))
        return nullptr;
    auto* view = static_cast<NetworkView*>(object);
    return new AccessibleNetworkView(
        view, view->findChild<GraphAccessibility*>(QString(), Qt::FindDirectChildrenOnly));
}

}  // namespace

void installGraphAccessibility() {
    static const bool installed = [] {
        QAccessible::installFactory(makeInterface);
        return true;
    }();
    Q_UNUSED(installed);
}

GraphAccessibility::GraphAccessibility(NetworkView* view, const GraphPicture& picture, Deeds deeds)
    : QObject(view), m_view(view), m_picture(picture), m_deeds(std::move(deeds)) {
    installGraphAccessibility();
}

GraphAccessibility::~GraphAccessibility() {
    for (const auto& [id, entry] : m_entries)
        QAccessible::deleteAccessibleInterface(entry.id);
    for (const auto& [column, id] : m_standIns)
        QAccessible::deleteAccessibleInterface(id);
}

std::vector<int> GraphAccessibility::foldedColumns() const {
    std::vector<int> columns;
    for (std::size_t c = 0; c < m_picture.layout.standIns.size(); ++c)
        if (!m_picture.layout.standIns[c].isEmpty())
            columns.push_back(static_cast<int>(c));
    return columns;
}

QAccessibleInterface* GraphAccessibility::standInOf(int column) {
    const auto known = m_standIns.find(column);
    if (known != m_standIns.end())
        return QAccessible::accessibleInterface(known->second);
    auto* made = new AccessibleStandIn(this, column);
    m_standIns[column] = QAccessible::registerAccessibleInterface(made);
    return made;
}

QAccessibleInterface* GraphAccessibility::interfaceOf(const ValueId& id) {
    if (!m_picture.state.exists(id))
        return nullptr;
    if (const auto known = m_entries.find(id); known != m_entries.end())
        return QAccessible::accessibleInterface(known->second.id);
    auto* made = new AccessibleValue(this, id);
    m_entries[id] = {QAccessible::registerAccessibleInterface(made), textOf(id)};
    return made;
}

int GraphAccessibility::indexOf(const QAccessibleInterface* child) const {
    const auto* value = dynamic_cast<const AccessibleValue*>(child);
    if (!value)
        return -1;
    const auto at = std::find(m_values.begin(), m_values.end(), value->value());
    return at == m_values.end() ? -1 : static_cast<int>(at - m_values.begin());
}

QString GraphAccessibility::nameOf(const ValueId& id) const {
    return QString::fromStdString(
        accessibleName(id, m_picture.state.network(), Appearance::instance().notation()));
}

QString GraphAccessibility::textOf(const ValueId& id) const {
    if (m_picture.state.isAsked(id))
        return tr("not yet revealed");
    const QString number = m_picture.state.number(id);
    return number.isEmpty() ? tr("not yet computed") : number;
}

QRect GraphAccessibility::screenRect(const ValueId& id) const {
    QRectF place = m_picture.rectOf(id);
    // A gradient that is not there yet: where its chip is.
    if (place.isEmpty())
        place = m_picture.frameOf(id);
    return toScreen(place);
}

QRect GraphAccessibility::toScreen(const QRectF& place) const {
    const QRect rect = m_view->mapFromScene(place).boundingRect();
    return {m_view->viewport()->mapToGlobal(rect.topLeft()), rect.size()};
}

bool GraphAccessibility::setText(const ValueId& id, const QString& text) const {
    const auto parsed = parseNumber(text.toStdString());
    const auto* value = std::get_if<double>(&parsed);
    return value && m_deeds.commit(id, *value, false).isEmpty();
}

void GraphAccessibility::listValues() {
    const Network& network = m_picture.state.network();
    const GraphShape& shape = m_picture.layout.shape;
    // Weight, gradient and new weight each: counted before anything is listed.
    const bool many =
        3 * static_cast<std::uint64_t>(network.parameterCount()) > std::uint64_t{kMostValues};
    std::optional<ValueId> weightsOf;
    if (many && m_picture.selected && m_picture.selected->layer >= 0)
        weightsOf = ValueId::h(m_picture.selected->layer, m_picture.selected->neuron);
    if (shape == m_shape && weightsOf == m_weightsOf && !m_values.empty())
        return;
    const bool reshaped = shape.counts != m_shape.counts || shape.biases != m_shape.biases;
    m_shape = shape;
    m_weightsOf = weightsOf;
    m_values = orderedValues(network, {!many, weightsOf});
    std::vector<ValueId> gone;
    for (const auto& [id, entry] : m_entries)
        if (reshaped || std::find(m_values.begin(), m_values.end(), id) == m_values.end())
            gone.push_back(id);
    for (const auto& id : gone)
        forget(id);
    if (isListenedTo()) {
        QAccessibleEvent event(m_view, QAccessible::ObjectReorder);
        QAccessible::updateAccessibility(&event);
    }
}

bool GraphAccessibility::isListenedTo() const {
    return QAccessible::isActive() || !m_entries.empty();
}

void GraphAccessibility::forget(const ValueId& id) {
    const auto known = m_entries.find(id);
    QAccessible::deleteAccessibleInterface(known->second.id);
    m_entries.erase(known);
}

void GraphAccessibility::announceValues() {
    if (m_picture.state.isEmpty())
        return;
    listValues();
    // Only what somebody has asked for has an entry, and something to announce.
    for (auto& [id, entry] : m_entries) {
        const QString text = textOf(id);
        if (text == entry.text)
            continue;
        QAccessibleInterface* object = QAccessible::accessibleInterface(entry.id);
        QAccessibleTextUpdateEvent update(object, 0, entry.text, text);
        entry.text = text;
        tell(update, id);
        if (const auto value = m_picture.state.value(id)) {
            QAccessibleValueChangeEvent change(object, *value);
            tell(change, id);
        }
    }
}

void GraphAccessibility::announceSelection() {
    if (m_picture.state.isEmpty())
        return;
    listValues();
    if (!isListenedTo() || !m_picture.hasFocus)
        return;
    if (m_picture.focusedStandIn) {
        QAccessibleEvent event(standInOf(*m_picture.focusedStandIn), QAccessible::Focus);
        QAccessible::updateAccessibility(&event);
    }
    if (!m_picture.selected)
        return;
    QAccessibleEvent event(interfaceOf(*m_picture.selected), QAccessible::Focus);
    tell(event, *m_picture.selected);
}

void GraphAccessibility::tell(QAccessibleEvent& event, const ValueId& id) {
    QAccessible::updateAccessibility(&event);
    emit announced(event.type(), id);
}

}  // namespace stepgrad

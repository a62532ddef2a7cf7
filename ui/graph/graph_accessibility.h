#pragma once

#include <QAccessible>
#include <QHash>
#include <QObject>
#include <QPoint>
#include <QRect>
#include <functional>
#include <map>
#include <optional>
#include <unordered_map>
#include <vector>

#include "ui/graph/graph_picture.h"
#include "ui/graph/network_view.h"

namespace stepgrad {

/// What assistive technology sees of a graph: each value as an object of its
/// own, named by kind and symbol, readable as text and number; weights, biases,
/// inputs and targets can be set. The objects are made when they are asked for;
/// a network with many values shows the weights of the selected neuron alone.
class GraphAccessibility : public QObject {
    Q_OBJECT
public:
    /// What may be done to the graph from outside.
    struct Deeds {
        std::function<void(const ValueId&)> select;
        std::function<void(const ValueId&)> focus;  ///< selects, and takes the keyboard
        std::function<void(const ValueId&)> edit;
        std::function<void(const ValueId&, double)> nudge;
        std::function<bool(const ValueId&)> isEditable;
        std::function<void(int)> unfold;  ///< the column
        NetworkView::Commit commit;
    };

    /// The parent's graph; found by its accessible interface as its child.
    GraphAccessibility(NetworkView* view, const GraphPicture& picture, Deeds deeds);
    ~GraphAccessibility() override;

    /// Above so many values the weights are shown of one neuron only.
    static constexpr std::size_t kMostValues = 500;

    NetworkView* view() const { return m_view; }
    const GraphPicture& picture() const { return m_picture; }
    const Deeds& deeds() const { return m_deeds; }

    /// The values that have an object, in the order of their computation.
    const std::vector<ValueId>& values() const { return m_values; }
    QAccessibleInterface* interfaceOf(const ValueId& id);
    int indexOf(const QAccessibleInterface* child) const;
    /// The columns that are folded; their stand-ins are objects after the values.
    std::vector<int> foldedColumns() const;
    QAccessibleInterface* standInOf(int column);

    QString nameOf(const ValueId& id) const;
    /// As shown, or "not yet computed".
    QString textOf(const ValueId& id) const;
    QRect screenRect(const ValueId& id) const;
    QRect toScreen(const QRectF& place) const;
    /// Sets a value from a text. @returns whether it was taken
    bool setText(const ValueId& id, const QString& text) const;

    /// After a change of values: tells what has another text now.
    void announceValues();
    /// After a change of the selection.
    void announceSelection();

signals:
    /// What has just been told, of which value.
    void announced(QAccessible::Event event, const stepgrad::ValueId& id);

private:
    struct Entry {
        QAccessible::Id id = 0;
        QString text;  ///< last told
    };
    bool isListenedTo() const;
    void tell(QAccessibleEvent& event, const ValueId& id);
    void listValues();
    void forget(const ValueId& id);

    NetworkView* m_view;
    const GraphPicture& m_picture;
    Deeds m_deeds;
    GraphShape m_shape;  ///< as it is folded
    std::optional<ValueId> m_weightsOf;
    std::vector<ValueId> m_values;
    std::unordered_map<ValueId, Entry> m_entries;
    std::map<int, QAccessible::Id> m_standIns;  ///< by column, once asked for
};

/// Makes Qt find the interface of a NetworkView. Any number of calls.
void installGraphAccessibility();

}  // namespace stepgrad

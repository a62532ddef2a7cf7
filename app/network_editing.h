#pragma once

#include <QObject>
#include <functional>
#include <optional>

#include "core/document/network_edit.h"
#include "core/network/value_id.h"

namespace stepgrad {

class Actions;
class Session;

/// Building the network by actions: they work on the layer of the selected value,
/// without one on the last hidden layer.
class NetworkEditing : public QObject {
    Q_OBJECT
public:
    NetworkEditing(Session& session, const Actions& actions, QWidget* window);

    using Selected = std::function<std::optional<ValueId>()>;
    void setSelected(Selected selected) { m_selected = std::move(selected); }
    /// Why nothing can be edited at present; empty where it can.
    void setGuard(std::function<QString()> guard) { m_guard = std::move(guard); }
    /// Makes the edit, or tells why not.
    void edit(const NetworkEdit& edit);

signals:
    void refused(const QString& reason);

private:
    int layer() const;  ///< or kInputColumn
    void removeNeuron();
    void askForWeights();

    Session& m_session;
    QWidget* m_window;
    Selected m_selected;
    std::function<QString()> m_guard;
};

}  // namespace stepgrad

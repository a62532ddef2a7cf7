#pragma once

#include <QObject>
#include <QPointer>
#include <functional>
#include <optional>

#include "core/network/value_id.h"

namespace stepgrad {

class Actions;
class ExplanationPanel;
class NetworkView;
class NumericalProofDialog;
class Session;

/// Two further views of the selected gradient: its paths to J, in graph and
/// explanation, and its numerical proof in a window of its own.
class GradientViews : public QObject {
    Q_OBJECT
public:
    GradientViews(Session& session, const Actions& actions, NetworkView& view,
                  ExplanationPanel& explanation, QWidget* window);

    /// Follows the selection.
    void selectValue(const std::optional<ValueId>& id);
    /// Why numbers cannot be edited at present; empty where they can.
    void setGuard(std::function<QString()> guard) { m_guard = std::move(guard); }

private:
    void openProof();
    void refreshProof();

    Session& m_session;
    const Actions& m_actions;
    QWidget* m_window;
    std::optional<ValueId> m_parameter;  ///< of the selected value
    QPointer<NumericalProofDialog> m_proof;
    std::function<QString()> m_guard;
};

}  // namespace stepgrad

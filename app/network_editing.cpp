#include "app/network_editing.h"

#include <QAction>
#include <QShortcut>
#include <algorithm>

#include "app/actions.h"
#include "app/initialize_dialog.h"
#include "core/document/session.h"

namespace stepgrad {

NetworkEditing::NetworkEditing(Session& session, const Actions& actions, QWidget* window)
    : QObject(window), m_session(session), m_window(window) {
    const auto on = [&](ActionId id, auto&& slot) {
        connect(&actions[id], &QAction::triggered, this, slot);
    };
    on(ActionId::AddNeuron, [this] {
        const Network& network = m_session.still().network();
        edit(SetNeurons{layer(), static_cast<int>(neuronsOf(network, layer())) + 1});
    });
    on(ActionId::RemoveNeuron, [this] { removeNeuron(); });
    on(ActionId::AddLayer, [this] {
        const Network& network = m_session.still().network();
        edit(layerFor(network, std::min(layer() + 1, network.layerCount() - 1)));
    });
    on(ActionId::RemoveLayer, [this] { edit(RemoveLayer{layer()}); });
    on(ActionId::Initialize, [this] { askForWeights(); });
    QAction& build = actions[ActionId::Build];
    auto* leave = new QShortcut(Qt::Key_Escape, window);
    leave->setEnabled(build.isChecked());
    connect(&build, &QAction::toggled, leave, &QShortcut::setEnabled);
    connect(leave, &QShortcut::activated, &build, [&build] { build.setChecked(false); });
}

int NetworkEditing::layer() const {
    const Network& network = m_session.still().network();
    const auto id = m_selected ? m_selected() : std::nullopt;
    if (id && id->kind == ValueKind::Input)
        return kInputColumn;
    if (id && id->layer >= 0 && id->layer < network.layerCount())
        return id->layer;
    if (id && (id->kind == ValueKind::Loss || id->kind == ValueKind::Target))
        return network.layerCount() - 1;
    return std::max(0, network.layerCount() - 2);
}

void NetworkEditing::edit(const NetworkEdit& edit) {
    QString reason = m_guard ? m_guard() : QString();
    if (reason.isEmpty())
        reason = m_session.editNetwork(edit);
    if (!reason.isEmpty())
        emit refused(tr("The network stays as it is: %1.").arg(reason));
}

void NetworkEditing::removeNeuron() {
    const int at = layer();
    const Network& network = m_session.still().network();
    const auto id = m_selected ? m_selected() : std::nullopt;
    const bool isNeuron =
        id && !id->parameter() && id->kind != ValueKind::Loss && id->kind != ValueKind::Target;
    edit(RemoveNeuron{at, isNeuron ? id->neuron : static_cast<int>(neuronsOf(network, at)) - 1});
}

void NetworkEditing::askForWeights() {
    const Project project = m_session.project();
    auto* dialog =
        new InitializeDialog(project.initializer.value_or(InitializerSettings{}), m_window);
    connect(dialog, &InitializeDialog::chosen, this, [this](const InitializerSettings& settings) {
        edit(Initialize{settings, {}});
    });
    dialog->open();
}

}  // namespace stepgrad

#include "ui/graph/layer_menu.h"

#include <QActionGroup>
#include <QCoreApplication>
#include <QInputDialog>
#include <QMenu>
#include <algorithm>

#include "ui/graph/graph_metrics.h"

namespace stepgrad {
namespace {

struct LayerMenu {
    Q_DECLARE_TR_FUNCTIONS(stepgrad::LayerMenu)
};

/// An action that makes the edit, or says why it cannot be made.
QAction* addEdit(QMenu* menu, const QString& text, const NetworkBuilder& builder,
                 const NetworkEdit& edit) {
    const QString reason = builder.reasonAgainst(edit);
    QAction* action = menu->addAction(text, menu, [run = builder.edit, edit] { run(edit); });
    action->setEnabled(reason.isEmpty());
    action->setToolTip(reason);
    menu->setToolTipsVisible(true);
    return action;
}

QAction* addChoice(QMenu* menu, QActionGroup* group, const QString& text, bool chosen,
                   const NetworkBuilder& builder, const NetworkEdit& edit) {
    QAction* action = addEdit(menu, text, builder, edit);
    action->setCheckable(true);
    action->setActionGroup(group);
    action->setChecked(chosen);
    if (chosen)
        action->setEnabled(true);
    return action;
}

/// The window that a menu belongs to, through the menus that it is part of. (A menu
/// is a window of its own, and may be gone when it is closed.)
QWidget* windowOf(const QMenu* menu) {
    QWidget* parent = menu->parentWidget();
    while (qobject_cast<QMenu*>(parent))
        parent = parent->parentWidget();
    return parent ? parent->window() : nullptr;
}

void askForCount(QWidget* parent, int layer, int now, const NetworkBuilder& builder) {
    auto* dialog = new QInputDialog(parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(layer == kInputColumn ? LayerMenu::tr("Inputs")
                                                 : LayerMenu::tr("Neurons"));
    dialog->setLabelText(layer == kInputColumn ? LayerMenu::tr("Number of inputs:")
                                               : LayerMenu::tr("Number of neurons:"));
    dialog->setInputMode(QInputDialog::IntInput);
    dialog->setIntRange(1, limits::kNeurons);
    dialog->setIntValue(now);
    QObject::connect(dialog, &QInputDialog::intValueSelected, dialog,
                     [builder, layer, now](int count) {
                         if (count != now)
                             builder.edit(SetNeurons{layer, count});
                     });
    dialog->open();
}

void fillActivations(QMenu* menu, const Layer& layer, int index, const NetworkBuilder& builder) {
    auto* group = new QActionGroup(menu);
    for (const ActivationInfo& activation : activations())
        addChoice(menu, group, QString::fromUtf8(activation.name),
                  activation.id == layer.activation, builder, SetActivation{index, activation.id});
}

/// What concerns how many inputs or neurons there are.
void addCounts(QMenu* menu, const Network& network, int layer, const NetworkBuilder& builder,
               std::optional<int> neuron) {
    const bool isInput = layer == kInputColumn;
    const int now = static_cast<int>(neuronsOf(network, layer));
    addEdit(menu, isInput ? LayerMenu::tr("&Add Input") : LayerMenu::tr("&Add Neuron"), builder,
            SetNeurons{layer, now + 1});
    if (neuron)
        addEdit(
            menu,
            isInput ? LayerMenu::tr("&Remove This Input") : LayerMenu::tr("&Remove This Neuron"),
            builder, RemoveNeuron{layer, *neuron});
    else
        addEdit(
            menu,
            isInput ? LayerMenu::tr("&Remove Last Input") : LayerMenu::tr("&Remove Last Neuron"),
            builder, RemoveNeuron{layer, now - 1});
    QAction* count = menu->addAction(
        isInput ? LayerMenu::tr("Number of &Inputs…") : LayerMenu::tr("&Number of Neurons…"), menu,
        [window = windowOf(menu), layer, now, builder] {
            askForCount(window, layer, now, builder);
        });
    const QString more = builder.reasonAgainst(SetNeurons{layer, now + 1});
    const QString fewer = builder.reasonAgainst(SetNeurons{layer, now - 1});
    count->setEnabled(more.isEmpty() || fewer.isEmpty());
    count->setToolTip(count->isEnabled() ? QString() : more);
}

}  // namespace

void fillLayerMenu(QMenu* menu, const Network& network, Loss loss, int column,
                   const NetworkBuilder& builder, std::optional<int> neuron) {
    const int layer = column - 1;
    const bool isInput = layer == kInputColumn;
    addCounts(menu, network, layer, builder, neuron);
    if (!isInput) {
        const Layer& l = network.layers[static_cast<std::size_t>(layer)];
        menu->addSeparator();
        fillActivations(menu->addMenu(LayerMenu::tr("A&ctivation")), l, layer, builder);
        if (network.isOutput(layer))
            fillLossMenu(menu->addMenu(LayerMenu::tr("&Loss")), loss, builder);
        QAction* biases = addEdit(menu, LayerMenu::tr("&Biases"), builder,
                                  SetBiases{layer, !l.biases.has_value()});
        biases->setCheckable(true);
        biases->setChecked(l.biases.has_value());
        QAction* freeze =
            addEdit(menu, LayerMenu::tr("&Frozen"), builder, SetFrozen{layer, !l.isFrozen()});
        freeze->setCheckable(true);
        freeze->setChecked(l.isFrozen());
        freeze->setToolTip(LayerMenu::tr("Every update leaves its weights and biases as they are"));
    }
    menu->addSeparator();
    if (!isInput)
        addEdit(menu, LayerMenu::tr("Add Hidden Layer B&efore"), builder, layerFor(network, layer));
    if (isInput || !network.isOutput(layer))
        addEdit(menu, LayerMenu::tr("Add Hidden Layer Af&ter"), builder,
                layerFor(network, layer + 1));
    if (!isInput)
        addEdit(menu, LayerMenu::tr("Re&move Layer"), builder, RemoveLayer{layer});
}

void addFoldEntry(QMenu* menu, int column, const LayerFolding& folding) {
    if (!folding.canFold(column))
        return;
    const bool isFolded = folding.isFolded(column);
    const QString text =
        column == 0 ? isFolded ? LayerMenu::tr("Unf&old Inputs") : LayerMenu::tr("F&old Inputs")
        : isFolded ? LayerMenu::tr("Unf&old Layer %1").arg(column)
                    : LayerMenu::tr("F&old Layer %1").arg(column);
    menu->addAction(text, menu,
                    [set = folding.setFolded, column, isFolded] { set(column, !isFolded); });
}

void fillLossMenu(QMenu* menu, Loss loss, const NetworkBuilder& builder) {
    auto* group = new QActionGroup(menu);
    for (const LossInfo& row : losses())
        addChoice(menu, group, QString::fromUtf8(row.name), row.id == loss, builder,
                  SetLoss{row.id});
}

}  // namespace stepgrad

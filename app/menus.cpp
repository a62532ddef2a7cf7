#include "app/menus.h"

#include <QActionGroup>
#include <QDockWidget>
#include <QFileInfo>
#include <QMainWindow>
#include <QMenu>
#include <QMenuBar>

#include "app/actions.h"
#include "app/documents.h"
#include "app/exports.h"
#include "app/learn_menu.h"
#include "app/look.h"
#include "app/step_bar.h"
#include "core/document/session.h"
#include "core/walkthrough/conventions.h"
#include "ui/graph/graph_metrics.h"
#include "ui/graph/layer_menu.h"

namespace stepgrad {
namespace {

/// A literal ampersand in the text of an action.
QString escaped(QString text) {
    return text.replace('&', QLatin1String("&&"));
}

}  // namespace

Menus::Menus(QMainWindow* window, const Actions& actions, Documents& documents, Look& look,
             Session& session, NetworkBuilder builder, Exports& exports)
    : QObject(window),
      m_window(window),
      m_actions(actions),
      m_documents(documents),
      m_look(look),
      m_session(session),
      m_builder(std::move(builder)),
      m_exports(exports) {
    buildFile();
    buildEdit();
    buildTraining();
    buildNetwork();
    buildData();
    buildView();
    buildHelp();
    buildLearn();
}

QMenu* Menus::addChoice(QMenu* menu, const QString& title, const QStringList& names,
                        const std::function<int()>& current,
                        const std::function<void(int)>& choose) {
    QMenu* choice = menu->addMenu(title);
    auto* group = new QActionGroup(choice);
    for (qsizetype i = 0; i < names.size(); ++i) {
        QAction* action = choice->addAction(names[i]);
        action->setCheckable(true);
        group->addAction(action);
        connect(action, &QAction::triggered, this, [choose, i] { choose(static_cast<int>(i)); });
    }
    connect(choice, &QMenu::aboutToShow, group, [group, current] {
        const auto actions = group->actions();
        if (const int index = current(); index >= 0 && index < actions.size())
            actions[index]->setChecked(true);
    });
    return choice;
}

void Menus::buildFile() {
    QMenu* menu = m_window->menuBar()->addMenu(tr("&File"));
    QMenu* examples = menu->addMenu(tr("&New from Example"));
    connect(examples, &QMenu::aboutToShow, this, [this, examples] { fillExamples(examples); });
    menu->addAction(&m_actions[ActionId::Open]);
    QMenu* recent = menu->addMenu(tr("Open &Recent"));
    connect(menu, &QMenu::aboutToShow, this, [this, recent] { fillRecent(recent); });
    menu->addSeparator();
    menu->addAction(&m_actions[ActionId::Save]);
    menu->addAction(&m_actions[ActionId::SaveAs]);
    menu->addAction(&m_actions[ActionId::UnsavedWork]);
    QMenu* files = menu->addMenu(tr("&Export"));
    m_exports.fill(files);
    files->addSeparator();
    files->addAction(&m_actions[ActionId::WorkedStep]);
    menu->addSeparator();
    menu->addAction(&m_actions[ActionId::Quit]);
}

void Menus::fillExamples(QMenu* menu) {
    if (!menu->isEmpty())
        return;
    for (const Documents::Example& example : Documents::examples())
        menu->addAction(escaped(example.name), this,
                        [this, path = example.path] { m_documents.newFromExample(path); });
}

void Menus::fillRecent(QMenu* menu) {
    menu->clear();
    const QStringList files = m_documents.recentFiles();
    menu->setEnabled(!files.isEmpty());
    for (qsizetype i = 0; i < files.size(); ++i) {
        const QFileInfo file(files[i]);
        QAction* action =
            menu->addAction(QStringLiteral("&%1 %2").arg(i + 1).arg(escaped(file.fileName())), this,
                            [this, path = files[i]] { m_documents.openAsking(path); });
        action->setToolTip(file.absoluteFilePath());
    }
    menu->setToolTipsVisible(true);
}

void Menus::buildEdit() {
    QMenu* menu = m_window->menuBar()->addMenu(tr("&Edit"));
    menu->addAction(&m_actions[ActionId::Undo]);
    menu->addAction(&m_actions[ActionId::Redo]);
    menu->addSeparator();
    menu->addAction(&m_actions[ActionId::Copy]);
    menu->addAction(&m_actions[ActionId::EditValue]);
}

void Menus::buildTraining() {
    QMenu* menu = m_window->menuBar()->addMenu(tr("&Training"));
    for (const ActionId id : {ActionId::Next, ActionId::Back, ActionId::NextPhase,
                              ActionId::Restart, ActionId::GoToUpdate, ActionId::Train})
        menu->addAction(&m_actions[id]);
    menu->addSeparator();
    QMenu* speed = addChoice(
        menu, tr("&Speed"), StepBar::speedNames(),
        [this] { return static_cast<int>(m_session.speed()); },
        [this](int index) { emit speedChosen(index); });
    speed->addSeparator();
    speed->addAction(&m_actions[ActionId::Slower]);
    speed->addAction(&m_actions[ActionId::Faster]);
    addChoice(
        menu, tr("&Detail of Next"), StepBar::detailNames(),
        [this] { return static_cast<int>(m_session.detail()); },
        [this](int index) { emit detailChosen(index); });
    menu->addAction(&m_actions[ActionId::LearningRate]);
}

void Menus::buildNetwork() {
    QMenu* menu = m_window->menuBar()->addMenu(tr("&Network"));
    connect(menu, &QMenu::aboutToShow, this, [this, menu] { fillNetwork(menu); });
    fillNetwork(menu);  // so that it has its actions before it is opened
}

void Menus::fillNetwork(QMenu* menu) {
    menu->clear();
    for (QMenu* old : menu->findChildren<QMenu*>(Qt::FindDirectChildrenOnly))
        old->deleteLater();
    menu->addAction(&m_actions[ActionId::Build]);
    menu->addSeparator();
    const Network& network = m_session.still().network();
    const Loss loss = m_session.still().trace->lossFunction;
    for (int column = 0; column <= network.layerCount(); ++column)
        fillLayerMenu(menu->addMenu(escaped(layerCaption(network, column))), network, loss, column,
                      m_builder);
    fillLossMenu(menu->addMenu(tr("Lo&ss")), loss, m_builder);
    menu->addSeparator();
    for (const ActionId id :
         {ActionId::AddNeuron, ActionId::RemoveNeuron, ActionId::AddLayer, ActionId::RemoveLayer})
        menu->addAction(&m_actions[id]);
    menu->addSeparator();
    menu->addAction(&m_actions[ActionId::Initialize]);
}

void Menus::buildData() {
    QMenu* menu = m_window->menuBar()->addMenu(tr("&Data"));
    for (const ActionId id : {ActionId::Generate, ActionId::ImportCsv, ActionId::SplitAndScaling})
        menu->addAction(&m_actions[id]);
}

void Menus::buildView() {
    QMenu* menu = m_window->menuBar()->addMenu(tr("&View"));
    for (QDockWidget* dock : m_window->findChildren<QDockWidget*>(Qt::FindDirectChildrenOnly))
        menu->addAction(dock->toggleViewAction());
    menu->addAction(&m_actions[ActionId::ResetLayout]);
    menu->addAction(&m_actions[ActionId::Present]);
    menu->addSeparator();
    addChoice(
        menu, tr("&Theme"), {tr("As the &System"), tr("&Light"), tr("&Dark")},
        [this] { return static_cast<int>(m_look.theme()); },
        [this](int index) { m_look.setTheme(static_cast<Look::Theme>(index)); });
    QStringList sizes;
    for (const int percent : Look::kTextSizes)
        sizes.push_back(tr("%1 %").arg(percent));
    QMenu* text = addChoice(
        menu, tr("Te&xt Size"), sizes,
        [this] {
            const auto* at = std::find(std::begin(Look::kTextSizes), std::end(Look::kTextSizes),
                                       m_look.textSize());
            return static_cast<int>(at - std::begin(Look::kTextSizes));
        },
        [this](int index) { m_look.setTextSize(Look::kTextSizes[index]); });
    text->addSeparator();
    text->addAction(&m_actions[ActionId::LargerText]);
    text->addAction(&m_actions[ActionId::SmallerText]);
    QStringList decimals;
    for (int count = 2; count <= 10; ++count)
        decimals.push_back(QString::number(count));
    addChoice(
        menu, tr("&Decimals"), decimals, [this] { return m_look.decimals() - 2; },
        [this](int index) { m_look.setDecimals(index + 2); });
    menu->addAction(&m_actions[ActionId::DecimalComma]);
    addChoice(
        menu, tr("&Weights are Numbered"),
        {tr("By &Source: w₂ from i₁ to neuron 2"), tr("By &Destination: w₂ from i₂ to neuron 1"),
         tr("With &Indices: w⁽¹⁾₂,₁")},
        [this] { return optionOf(m_look.notation(), Convention::Id::Numbering); },
        [this](int index) {
            Notation notation = m_look.notation();
            setOption(notation, Convention::Id::Numbering, index);
            m_look.setConventions(notation);
        });
    menu->addSeparator();
    menu->addAction(&m_actions[ActionId::Animations]);
    QMenu* inside = menu->addMenu(tr("In the Ne&urons"));
    inside->setToolTipsVisible(true);
    for (const ActionId id : {ActionId::NeuronValues, ActionId::NeuronDeltas,
                              ActionId::NeuronBiases, ActionId::NeuronMaps})
        inside->addAction(&m_actions[id]);
    menu->addAction(&m_actions[ActionId::FoldLarge]);
    menu->addAction(&m_actions[ActionId::Paths]);
    menu->addAction(&m_actions[ActionId::NumericalProof]);
    menu->addAction(&m_actions[ActionId::FitNetwork]);
}

void Menus::buildLearn() {
    QMenu* menu = learnMenu(m_window);
    menu->addAction(&m_actions[ActionId::Worksheet]);
    menu->addSeparator();
    menu->addAction(&m_actions[ActionId::Conventions]);
}

void Menus::buildHelp() {
    QMenu* menu = m_window->menuBar()->addMenu(tr("&Help"));
    menu->addAction(&m_actions[ActionId::Shortcuts]);
    menu->addAction(&m_actions[ActionId::About]);
}

}  // namespace stepgrad

#include "app/actions.h"

#include <QCoreApplication>
#include <array>

#include "ui/appearance.h"
#include "ui/icons.h"

namespace stepgrad {
namespace {

constexpr const char* kPause = QT_TRANSLATE_NOOP("stepgrad::Actions", "&Pause");
constexpr const char* kPauseTip =
    QT_TRANSLATE_NOOP("stepgrad::Actions", "Stop training after this update");

#define TEXT(text) QT_TRANSLATE_NOOP("stepgrad::Actions", text)
constexpr std::array kTable = {
    ActionInfo{ActionId::Open, TEXT("&Open…"), "Ctrl+O", TEXT("Open a project file"), "open", false,
               false},
    ActionInfo{ActionId::Save, TEXT("&Save"), "Ctrl+S", TEXT("Save the project"), "save", false,
               false},
    ActionInfo{ActionId::SaveAs, TEXT("Save &As…"), "Ctrl+Shift+S",
               TEXT("Save the project in another file"), "", false, false},
    ActionInfo{ActionId::UnsavedWork, TEXT("&Unsaved Work…"), "",
               TEXT("What was kept when the program ended without being closed"), "", false, false},
    ActionInfo{ActionId::Quit, TEXT("&Quit"), "Ctrl+Q", TEXT("Close the program"), "", false,
               false},
    ActionInfo{ActionId::Undo, TEXT("&Undo"), "Ctrl+Z", TEXT("Take the last change back"), "undo",
               false, true},
    ActionInfo{ActionId::Redo, TEXT("&Redo"), "Ctrl+Shift+Z; Ctrl+Y",
               TEXT("Make the change again that was taken back"), "redo", false, true},
    ActionInfo{ActionId::Copy, TEXT("&Copy Value"), "Ctrl+C",
               TEXT("Copy the selected value with all its digits"), "copy", false, false},
    ActionInfo{ActionId::EditValue, TEXT("&Edit Value…"), "F2",
               TEXT("Edit the selected value where it stands"), "edit", false, false},
    ActionInfo{ActionId::Next, TEXT("&Next"), "Right; Space; PgDown",
               TEXT("Compute what comes next"), "next", false, true},
    ActionInfo{ActionId::Back, TEXT("&Back"), "Left; PgUp", TEXT("One step back"), "back", false,
               true},
    ActionInfo{ActionId::NextPhase, TEXT("Next p&hase"), "Ctrl+Right",
               TEXT("To the end of this pass"), "next-phase", false, true},
    ActionInfo{ActionId::Restart, TEXT("&Restart"), "Home",
               TEXT("Back to the weights before the first update"), "restart", false, false},
    ActionInfo{ActionId::GoToUpdate, TEXT("&Go to Update…"), "Ctrl+Shift+U",
               TEXT("Back into this training, or forward again; also by a click on the curve"), "",
               false, false},
    ActionInfo{ActionId::Train, TEXT("&Train"), "T",
               TEXT("Repeat the training step, update after update"), "train", false, false},
    ActionInfo{ActionId::Slower, TEXT("&Slower"), "Ctrl+,", TEXT("Train more slowly"), "", false,
               false},
    ActionInfo{ActionId::Faster, TEXT("&Faster"), "Ctrl+.", TEXT("Train faster"), "", false, false},
    ActionInfo{ActionId::LearningRate, TEXT("&Learning Rate…"), "Ctrl+L",
               TEXT("Go to the field of the learning rate"), "", false, false},
    ActionInfo{ActionId::Build, TEXT("&Build on the Graph"), "B",
               TEXT("Show buttons at the layers to add and remove neurons and layers; Esc hides "
                    "them"),
               "edit", true, false},
    ActionInfo{ActionId::AddNeuron, TEXT("Add &Neuron"), "Ctrl+Up",
               TEXT("Add a neuron to the layer of the selected value"), "", false, true},
    ActionInfo{ActionId::RemoveNeuron, TEXT("Rem&ove Neuron"), "Ctrl+Down",
               TEXT("Remove the selected neuron, else the last one of the layer"), "", false, true},
    ActionInfo{ActionId::AddLayer, TEXT("Add &Layer"), "Ctrl+Shift+Right",
               TEXT("Add a hidden layer after that of the selected value"), "", false, false},
    ActionInfo{ActionId::RemoveLayer, TEXT("Re&move Layer"), "Ctrl+Shift+Left",
               TEXT("Remove the layer of the selected value"), "", false, false},
    ActionInfo{ActionId::Initialize, TEXT("New &Weights…"), "Ctrl+I",
               TEXT("Begin anew with other weights, from a seed"), "", false, false},
    ActionInfo{ActionId::Generate, TEXT("&Generate…"), "Ctrl+G",
               TEXT("Examples made by a rule, with noise and size as chosen"), "", false, false},
    ActionInfo{ActionId::ImportCsv, TEXT("Import &CSV…"), "Ctrl+Shift+O",
               TEXT("Examples from a table in a text file"), "", false, false},
    ActionInfo{ActionId::SplitAndScaling, TEXT("&Split and Scaling…"), "",
               TEXT("Keep examples back for testing, and scale the inputs"), "", false, false},
    ActionInfo{ActionId::WorkedStep, TEXT("Wor&ked Step…"), "",
               TEXT("This training step with every formula and number, as a file"), "", false,
               false},
    ActionInfo{ActionId::Worksheet, TEXT("&Worksheet…"), "Ctrl+Shift+W",
               TEXT("Exercises with blanks to fill in, and their solutions"), "", false, false},
    ActionInfo{ActionId::Conventions, TEXT("Con&ventions…"), "",
               TEXT("Letters, sign of delta and loss, as your textbook has them"), "", false,
               false},
    ActionInfo{ActionId::OpenLesson, TEXT("Open &Lesson…"), "",
               TEXT("A lesson from a file, one of your own or of a teacher"), "", false, false},
    ActionInfo{ActionId::ResumeLesson, TEXT("&Resume Lesson"), "",
               TEXT("Go on with the lesson that was left, where it was left"), "", false, false},
    ActionInfo{ActionId::LeaveLesson, TEXT("Lea&ve Lesson"), "",
               TEXT("Back to your own project, as it was before the lesson"), "", false, false},
    ActionInfo{ActionId::Present, TEXT("&Present"), "F11",
               TEXT("Full screen in large type, results revealed one by one"), "", false, false},
    ActionInfo{ActionId::Practice, TEXT("&Practice"), "P",
               TEXT("Work the values out yourself; what comes next is hidden until you have it"),
               "edit", true, false},
    ActionInfo{ActionId::PracticeAgain, TEXT("Practice with &New Numbers"), "Ctrl+Shift+P",
               TEXT("The same network with other, pleasant numbers"), "restart", false, false},
    ActionInfo{ActionId::CheckHomework, TEXT("Check &Homework…"), "Ctrl+Shift+H",
               TEXT("Enter or paste all your own values and see what is right, and why not"), "",
               false, false},
    ActionInfo{ActionId::NeuronValues, TEXT("&Values (u and h)"), "",
               TEXT("Neurons show their activation and their weighted input"), "", true, false},
    ActionInfo{ActionId::NeuronDeltas, TEXT("&Delta"), "",
               TEXT("Neurons show δ inside, once it is computed"), "", true, false},
    ActionInfo{ActionId::NeuronBiases, TEXT("&Bias"), "", TEXT("Neurons show their bias inside"),
               "", true, false},
    ActionInfo{ActionId::NeuronMaps, TEXT("Response &Maps"), "Ctrl+M",
               TEXT("For two inputs: each neuron shows where in their plane it is active"), "",
               true, false},
    ActionInfo{ActionId::FoldLarge, TEXT("F&old Large Layers"), "Ctrl+Shift+F",
               TEXT("Of layers with more than 12 neurons only the first 6 show"), "", true, false},
    ActionInfo{ActionId::Paths, TEXT("Pat&hs to J"), "W",
               TEXT("Light every path from the selected weight or neuron to J"), "", true, false},
    ActionInfo{ActionId::NumericalProof, TEXT("&Numerical Proof…"), "Ctrl+Shift+N",
               TEXT("The gradient of the selected weight as a tangent and by differences"), "",
               false, false},
    ActionInfo{ActionId::FitNetwork, TEXT("&Fit Network to Window"), "Ctrl+0",
               TEXT("Show the whole network"), "fit", false, false},
    ActionInfo{ActionId::ResetLayout, TEXT("A&rrange Panels Anew"), "",
               TEXT("All panels where they were at first"), "", false, false},
    ActionInfo{ActionId::LargerText, TEXT("&Larger"), "Ctrl++; Ctrl+=", TEXT("Larger text"), "",
               false, false},
    ActionInfo{ActionId::SmallerText, TEXT("&Smaller"), "Ctrl+-", TEXT("Smaller text"), "", false,
               false},
    ActionInfo{ActionId::DecimalComma, TEXT("Decimal &Comma"), "",
               TEXT("Write 0,25 instead of 0.25"), "", true, false},
    ActionInfo{ActionId::Animations, TEXT("&Animations"), "",
               TEXT("Let values travel along the edges"), "", true, false},
    ActionInfo{ActionId::Shortcuts, TEXT("&Keyboard Shortcuts"), "F1", TEXT("What every key does"),
               "", false, false},
    ActionInfo{ActionId::About, TEXT("&About Stepgrad"), "", TEXT("Version and licences"), "",
               false, false},
};
#undef TEXT

}  // namespace

std::span<const ActionInfo> actionTable() {
    return kTable;
}

Actions::Actions(QObject* parent) {
    for (const ActionInfo& row : kTable) {
        auto* action = new QAction(tr(row.text), parent);
        if (*row.keys)  // an empty text would be read as one empty key
            action->setShortcuts(QKeySequence::listFromString(QLatin1String(row.keys)));
        action->setAutoRepeat(row.repeats);
        action->setCheckable(row.isCheckable);
        action->setMenuRole(QAction::NoRole);
        m_actions.push_back(action);
        setTip(*action, tr(row.tip));
    }
    refreshIcons();
}

void Actions::setTip(QAction& action, const QString& tip) {
    const QString keys = keysText(action);
    action.setStatusTip(QString());
    action.setToolTip(keys.isEmpty() ? tip : tr("%1 (%2)").arg(tip, keys));
}

QString Actions::keysText(const QAction& action) {
    QStringList keys;
    for (const QKeySequence& sequence : action.shortcuts()) {
        QString text = sequence.toString(QKeySequence::NativeText);
        text.replace(QLatin1String("Right"), QStringLiteral("→"))
            .replace(QLatin1String("Left"), QStringLiteral("←"));
        keys.push_back(text);
    }
    return keys.join(QStringLiteral(", "));
}

void Actions::showTraining(bool training) {
    m_training = training;
    QAction& action = (*this)[ActionId::Train];
    const ActionInfo& row = kTable.at(static_cast<std::size_t>(ActionId::Train));
    action.setText(tr(training ? kPause : row.text));
    setTip(action, tr(training ? kPauseTip : row.tip));
    refreshIcons();
}

void Actions::showUndo(const QString& undo, const QString& redo) {
    const auto show = [this](ActionId id, const QString& name, const QString& what) {
        QAction& action = (*this)[id];
        action.setEnabled(!what.isEmpty());
        action.setText(what.isEmpty() ? name : tr("%1 %2").arg(name, what));
        action.setIconText(tr(kTable.at(static_cast<std::size_t>(id)).text).remove('&'));
    };
    show(ActionId::Undo, tr("&Undo"), undo);
    show(ActionId::Redo, tr("&Redo"), redo);
}

void Actions::refreshIcons() {
    const Palette& palette = Appearance::instance().palette();
    for (const ActionInfo& row : kTable) {
        QString name = QLatin1String(row.icon);
        if (row.id == ActionId::Train && m_training)
            name = QStringLiteral("pause");
        const bool isPrimary = row.id == ActionId::Next;
        QAction& action = (*this)[row.id];
        action.setIcon(
            tintedIcon(name, isPrimary ? palette.onPrimary : palette.text, palette.faint));
        action.setIconVisibleInMenu(!isPrimary);  // white on the menu's white
    }
}

}  // namespace stepgrad

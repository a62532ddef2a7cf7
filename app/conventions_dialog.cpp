#include "app/conventions_dialog.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QVBoxLayout>
#include <algorithm>
#include <array>

#include "app/actions.h"
#include "app/look.h"
#include "app/practice.h"
#include "core/document/session.h"
#include "core/walkthrough/conventions.h"
#include "core/walkthrough/derivation.h"
#include "ui/appearance.h"
#include "ui/formula/formula_view.h"

namespace stepgrad {
namespace {

constexpr int kLetters = 24;  ///< that a choice is wide at least

/// The losses that differ by a factor only: which one is a convention, too.
constexpr std::array kSquaredLosses = {Loss::HalfSquaredError, Loss::SquaredError,
                                       Loss::MeanSquaredError};

int placeOf(Loss loss) {
    const auto* at = std::find(kSquaredLosses.begin(), kSquaredLosses.end(), loss);
    return at == kSquaredLosses.end() ? -1 : static_cast<int>(at - kSquaredLosses.begin());
}

/// J, the output delta, a gradient and a new weight: where conventions differ.
std::vector<Equation> sampleOf(const Trace& trace, const Notation& notation) {
    const int last = trace.network.layerCount() - 1;
    std::vector<Equation> equations;
    for (const ValueId& id : {ValueId::loss(), ValueId::delta(last, 0),
                              ValueId::weightGradient(last, 0, 0), ValueId::newWeight(last, 0, 0)})
        equations.push_back(derive(trace, id, notation, false));
    return equations;
}

}  // namespace

ConventionsDialog::ConventionsDialog(Look& look, Session& session, const Actions& actions,
                                     QWidget* parent)
    : QDialog(parent), m_look(look), m_session(session), m_practice(actions[ActionId::Practice]) {
    setAttribute(Qt::WA_DeleteOnClose);
    setObjectName(QStringLiteral("conventions"));
    setWindowTitle(tr("Conventions"));
    build(actions);
    connect(&Appearance::instance(), &Appearance::changed, this, &ConventionsDialog::refresh);
    connect(&m_session, &Session::stillChanged, this, &ConventionsDialog::refresh);
    refresh();
}

QComboBox* ConventionsDialog::makeChoice(const QString& name, const QStringList& options) {
    auto* choice = new QComboBox(this);
    choice->setAccessibleName(name);
    choice->addItems(options);
    choice->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    choice->setMinimumContentsLength(kLetters);
    return choice;
}

void ConventionsDialog::build(const Actions& actions) {
    auto* form = new QFormLayout;
    QStringList presets;
    for (const ConventionPreset& preset : conventionPresets())
        presets << QString::fromUtf8(preset.name);
    presets << tr("as chosen below");
    m_preset = makeChoice(tr("Textbook"), presets);
    connect(m_preset, &QComboBox::activated, this, &ConventionsDialog::choosePreset);
    form->addRow(tr("Te&xtbook"), m_preset);
    for (const Convention& convention : conventions()) {
        QStringList options;
        for (const ConventionOption& option : convention.options)
            options << QString::fromUtf8(option.name);
        const QString name = QString::fromUtf8(convention.name);
        QComboBox* choice = makeChoice(name, options);
        connect(choice, &QComboBox::activated, this, [this, id = convention.id](int option) {
            Notation notation = m_look.notation();
            setOption(notation, id, option);
            m_look.setConventions(notation);
        });
        m_choices.push_back(choice);
        form->addRow(name, choice);
    }
    auto* comma = new QCheckBox(tr("Decimal comma: 0,25"), this);
    QAction* action = &actions[ActionId::DecimalComma];
    comma->setChecked(action->isChecked());
    connect(comma, &QCheckBox::clicked, action, &QAction::trigger);
    connect(action, &QAction::toggled, comma, &QCheckBox::setChecked);
    form->addRow(tr("Numbers"), comma);
    m_loss = makeChoice(tr("Squared error"),
                        {tr("with ½"), tr("without a factor"), tr("mean over the outputs")});
    connect(m_loss, &QComboBox::activated, this, &ConventionsDialog::chooseLoss);
    form->addRow(tr("&Squared error"), m_loss);
    m_note = new QLabel(this);
    m_note->setWordWrap(true);
    m_note->setProperty("kind", "quiet");
    m_formulas = new FormulaView(this);
    m_formulas->setAccessibleName(tr("What it looks like"));
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* page = new QWidget;
    auto* content = new QVBoxLayout(page);
    content->addLayout(form);
    content->addWidget(m_note);
    content->addWidget(m_formulas);
    content->addStretch();
    auto* area = new QScrollArea(this);
    area->setWidget(page);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    auto* column = new QVBoxLayout(this);
    column->addWidget(area);
    column->addWidget(buttons);
    const int em = fontMetrics().height();
    resize(QSize(32 * em, 47 * em).boundedTo(parentWidget()->size()));
}

void ConventionsDialog::choosePreset(int index) {
    const auto place = static_cast<std::size_t>(index);
    if (place < conventionPresets().size())
        m_look.setConventions(withPreset(m_look.notation(), conventionPresets()[place]));
    refresh();
}

void ConventionsDialog::chooseLoss(int index) {
    Project changed = m_session.project();
    changed.loss = kSquaredLosses.at(static_cast<std::size_t>(index));
    const QString reason = m_practice.isChecked() ? Practice::waitingText()
                                                  : m_session.changeSettings(changed, tr("loss"));
    refresh();
    if (!reason.isEmpty())
        m_note->setText(tr("The loss stays as it is: %1.").arg(reason));
}

void ConventionsDialog::refresh() {
    const Notation notation = m_look.notation();
    const auto preset = presetOf(notation);
    m_preset->setCurrentIndex(static_cast<int>(preset.value_or(conventionPresets().size())));
    for (std::size_t i = 0; i < m_choices.size(); ++i)
        m_choices[i]->setCurrentIndex(optionOf(notation, conventions()[i].id));
    const Trace& trace = *m_session.still().trace;
    const int loss = placeOf(trace.lossFunction);
    m_loss->setEnabled(loss >= 0);
    m_loss->setCurrentIndex(loss);
    const QString letter = QString::fromStdString(lossLetter(notation));
    m_note->setText(
        loss >= 0
            ? tr("The squared error belongs to the project, and Undo brings it back: %1, δ, the "
                 "gradients and the new weights change with it. All else changes what is written, "
                 "and δ its sign; what is learned stays the same.")
                  .arg(letter)
            : tr("The loss of this project has no factor to choose. All else changes what is "
                 "written, and δ its sign; what is learned stays the same."));
    m_formulas->setEquations(sampleOf(trace, notation));
}

}  // namespace stepgrad

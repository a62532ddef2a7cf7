#include "ui/panels/explanation_content.h"

#include <QAction>
#include <QFontInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>

#include "core/walkthrough/chain.h"
#include "core/walkthrough/difference_sweep.h"
#include "core/walkthrough/explanation_words.h"
#include "core/walkthrough/formula_latex.h"
#include "core/walkthrough/formula_text.h"
#include "ui/appearance.h"
#include "ui/formula/formula_view.h"
#include "ui/panels/current_step_label.h"
#include "ui/panels/paths_view.h"
#include "ui/panels/value_text.h"

namespace stepgrad {
namespace {

constexpr double kTitleSize = 1.15;  ///< of headings, against the text
constexpr double kHeadingSize = 1.05;

QLabel* makeText(QWidget* parent) {
    auto* label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    // Reading along needs no focus; what is selected can be copied all the same.
    label->setFocusPolicy(Qt::ClickFocus);
    return label;
}

QToolButton* makeLink(const QString& text, QWidget* parent) {
    auto* link = new QToolButton(parent);
    link->setText(text);
    link->setProperty("kind", "link");
    link->setAutoRaise(true);
    link->setCursor(Qt::PointingHandCursor);
    link->setFocusPolicy(Qt::TabFocus);
    return link;
}

void colour(QWidget* widget, const QColor& colour) {
    QPalette palette = widget->palette();
    palette.setColor(QPalette::WindowText, colour);
    palette.setColor(QPalette::ButtonText, colour);
    palette.setColor(QPalette::Text, colour);
    widget->setPalette(palette);
}

void showText(QLabel* label, const QString& text) {
    label->setText(text);
    label->setVisible(!text.isEmpty());
}

void showFormulas(FormulaView* view, std::vector<Equation> equations) {
    view->setVisible(!equations.empty());
    view->setEquations(std::move(equations));
}

QString qstring(const std::string& text) {
    return QString::fromStdString(text);
}

bool hasResult(const Equation& equation) {
    return std::any_of(equation.right.begin(), equation.right.end(),
                       [](const auto& side) { return side.role == Equation::Role::Result; });
}

}  // namespace

ExplanationContent::ExplanationContent(QWidget* parent)
    : QWidget(parent), m_column(new QVBoxLayout(this)) {
    buildHeading();
    m_column->addWidget(m_paragraph = makeText(this));
    m_column->addWidget(m_formulas = makeFormulas());
    m_column->addWidget(m_more = makeText(this));
    m_column->addWidget(m_rounding = makeText(this));
    m_column->addWidget(m_stepCheck = makeText(this));
    m_column->addWidget(m_valueTitle = makeText(this));
    m_column->addWidget(m_valueParagraph = makeText(this));
    m_column->addWidget(m_valueFormulas = makeFormulas());
    m_column->addWidget(m_valueRounding = makeText(this));
    m_column->addWidget(m_chainTitle = makeText(this));
    m_column->addWidget(m_chainFormulas = makeFormulas());
    m_column->addWidget(m_check = makeText(this));
    m_column->addWidget(m_chainActions = new QWidget(this));
    auto* actions = new QHBoxLayout(m_chainActions);
    actions->setContentsMargins(0, 0, 0, 0);
    actions->addStretch();
    m_column->addWidget(m_paths = new PathsView(this));
    connect(m_paths, &PathsView::valueHovered, this, &ExplanationContent::valueHovered);
    connect(m_paths, &PathsView::valueClicked, this, &ExplanationContent::valueClicked);
    connect(m_paths, &PathsView::pathPointed, this, &ExplanationContent::pathPointed);
    m_column->addWidget(m_wordsTitle = makeText(this));
    m_column->addWidget(m_words = makeText(this));
    buildLinks();
    m_column->addStretch();
    m_wordsTitle->setText(tr("In words"));
    setAutoFillBackground(true);
    showTitle({});
    showStill({}, {});
}

void ExplanationContent::buildHeading() {
    m_header = new QWidget(this);
    auto* row = new QHBoxLayout(m_header);
    row->setContentsMargins(0, 0, 0, 0);
    m_number = new QLabel(m_header);
    m_number->setTextFormat(Qt::PlainText);
    m_title = new CurrentStepLabel(m_header);
    m_title->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_number->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_title->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    row->addWidget(m_number);
    row->addWidget(m_title, 1);
    m_column->addWidget(m_header);
}

FormulaView* ExplanationContent::makeFormulas() {
    auto* view = new FormulaView(this);
    view->setTips([this](const ValueId& id) { return exactValueText(m_still, id); });
    connect(view, &FormulaView::valueHovered, this, &ExplanationContent::valueHovered);
    connect(view, &FormulaView::valueClicked, this, &ExplanationContent::valueClicked);
    return view;
}

void ExplanationContent::buildLinks() {
    m_links = new QBoxLayout(QBoxLayout::LeftToRight);
    m_copyLatex = makeLink(tr("Copy as LaTeX"), this);
    m_copyText = makeLink(tr("Copy as text"), this);
    for (auto* button : {m_copyLatex, m_copyText}) {
        m_links->addWidget(button, 0, Qt::AlignLeft);
    }
    m_links->addStretch();
    connect(m_copyLatex, &QToolButton::clicked, this,
            [this] { copyToClipboard(qstring(toLatex(equations()))); });
    connect(m_copyText, &QToolButton::clicked, this, [this] {
        QStringList lines;
        for (const auto& equation : equations())
            lines << qstring(toText(equation));
        copyToClipboard(lines.join('\n'));
    });
    m_column->addLayout(m_links);
}

void ExplanationContent::addChainAction(QAction* action) {
    QToolButton* link = makeLink(action->iconText(), m_chainActions);
    link->setDefaultAction(action);
    link->setToolButtonStyle(Qt::ToolButtonTextOnly);
    auto* row = static_cast<QBoxLayout*>(m_chainActions->layout());
    row->insertWidget(row->count() - 1, link);
}

void ExplanationContent::setPathsShown(bool shown) {
    m_pathsShown = shown;
    showPaths();
}

void ExplanationContent::dress(int width) {
    const Palette& palette = Appearance::instance().palette();
    const int em = QFontInfo(font()).pixelSize();
    const int side = std::min(em, width / 20);
    m_column->setContentsMargins(side, em * 3 / 4, side, em * 3 / 4);
    m_column->setSpacing(em * 3 / 4);
    const auto heading = [&](QLabel* label, double size) {
        QFont bold = font();
        bold.setBold(true);
        bold.setPixelSize(std::max(1, static_cast<int>(em * size + 0.5)));
        label->setFont(bold);
        colour(label, palette.text);
    };
    heading(m_number, kTitleSize);
    heading(m_title, kTitleSize);
    for (auto* label : {m_valueTitle, m_chainTitle, m_wordsTitle})
        heading(label, kHeadingSize);
    m_paths->dress(m_chainTitle->font(), em * 3 / 4);
    for (auto* label : {m_paragraph, m_valueParagraph})
        colour(label, palette.text);
    for (auto* label : {m_more, m_words, m_rounding, m_valueRounding})
        colour(label, palette.quiet);
    for (auto* button : {m_copyLatex, m_copyText})
        colour(button, palette.primary);
    QPalette background = this->palette();
    background.setColor(QPalette::Window, palette.panel);
    setPalette(background);
    const int links = m_copyLatex->sizeHint().width() + m_copyText->sizeHint().width() +
                      m_links->spacing() + 2 * side;
    m_links->setDirection(links <= width ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
}

void ExplanationContent::showTitle(const Still& still) {
    const Step* step = still.trace ? still.currentStep() : nullptr;
    showText(m_number, step ? QString::number(still.currentStepIndex() + 1) : QString());
    m_title->setTitle(step ? qstring(step->title) : tr("Before the first step"));
}

void ExplanationContent::showStill(const Still& still, const std::optional<ValueId>& selected) {
    m_still = still;
    const Notation& notation = Appearance::instance().notation();
    Explanation step, value;
    if (still.trace)
        step = explainStep(still, notation);
    if (still.trace && selected)
        value = explainValue(still, *selected, notation);
    // What stands above already is not said twice.
    const auto repeated = std::erase_if(value.equations, [&](const Equation& equation) {
        return equation.value &&
               std::any_of(step.equations.begin(), step.equations.end(),
                           [&](const Equation& other) { return other.value == equation.value; });
    });
    if (repeated > 0)
        value.rounding = roundingOf(still, value.equations, notation);
    showText(m_paragraph, qstring(step.paragraph));
    showFormulas(m_formulas, std::move(step.equations));
    showText(m_more, qstring(step.more));
    showText(m_rounding, qstring(step.rounding));
    showCheck();
    showText(m_valueTitle, qstring(value.title));
    showText(m_valueParagraph, qstring(value.paragraph));
    showFormulas(m_valueFormulas, std::move(value.equations));
    showText(m_valueRounding, qstring(value.rounding));
    showChain(selected);
    showWords(qstring(step.inWords), qstring(value.inWords));
    const bool hasFormulas = !equations().empty();
    m_copyLatex->setVisible(hasFormulas);
    m_copyText->setVisible(hasFormulas);
}

void ExplanationContent::showTraining() {
    showStill({}, {});
    showText(m_number, QString());
    m_title->setTitle(tr("Training"));
    showText(m_paragraph,
             tr("One update follows the other. The graph shows what the network makes of the next "
                "example with the weights of this moment. Pause, and the last update stands here, "
                "to be read and walked through."));
}

void ExplanationContent::showChain(const std::optional<ValueId>& selected) {
    std::optional<ChainRule> chain;
    m_chainOf.reset();
    if (m_still.trace && selected)
        chain = chainRule(m_still, chainStart(*selected), Appearance::instance().notation());
    if (chain)
        m_chainOf = chain->parameter;
    showPaths();
    showText(m_chainTitle, chain ? qstring(chain->title) : QString());
    showFormulas(m_chainFormulas,
                 chain ? std::vector<Equation>{chain->equation} : std::vector<Equation>{});
    if (!chain || !hasResult(chain->equation)) {
        showText(m_check, QString());
        return;
    }
    const Palette& palette = Appearance::instance().palette();
    const QString numerical = qstring(chain->numericalText);
    colour(m_check, chain->agrees ? palette.done : palette.loss);
    const QString difference = numberText(chain->numerical - chain->gradient);
    showText(m_check, chain->agrees ? tr("✓ %1").arg(numerical)
                                    : tr("✗ %1 (difference %2)").arg(numerical, difference));
}

/// The numerical check of all that the step has computed, in one quiet line.
void ExplanationContent::showCheck() {
    const auto check =
        m_still.trace ? checkStep(m_still, Appearance::instance().notation()) : std::nullopt;
    if (check) {
        const Palette& palette = Appearance::instance().palette();
        colour(m_stepCheck, check->agrees ? palette.done : palette.loss);
    }
    showText(m_stepCheck, check
                              ? (check->agrees ? tr("✓ %1") : tr("✗ %1")).arg(qstring(check->text))
                              : QString());
}

void ExplanationContent::showPaths() {
    m_chainActions->setVisible(m_chainOf.has_value());
    m_paths->setVisible(m_pathsShown && m_still.trace);
    if (m_pathsShown && m_still.trace)
        m_paths->showPaths(m_chainOf
                               ? pathView(m_still, *m_chainOf, Appearance::instance().notation())
                               : std::nullopt,
                           m_still);
}

void ExplanationContent::showWords(const QString& ofStep, const QString& ofValue) {
    QStringList all;
    for (const auto& text : {ofStep, ofValue})
        if (!text.isEmpty() && !all.contains(text))
            all << text;
    showText(m_words, all.join("\n\n"));
    m_wordsTitle->setVisible(!all.isEmpty());
}

void ExplanationContent::highlightValue(const std::optional<ValueId>& id) {
    for (auto* view : {m_formulas, m_valueFormulas, m_chainFormulas})
        view->highlightValue(id);
    m_paths->highlightValue(id);
}

std::vector<Equation> ExplanationContent::equations() const {
    std::vector<Equation> all;
    for (const auto* view : {m_formulas, m_valueFormulas, m_chainFormulas})
        all.insert(all.end(), view->equations().begin(), view->equations().end());
    if (m_pathsShown) {
        const auto ofPaths = m_paths->equations();
        all.insert(all.end(), ofPaths.begin(), ofPaths.end());
    }
    return all;
}

QRect ExplanationContent::selectionRect() const {
    QRect all;
    for (const QWidget* part : std::initializer_list<const QWidget*>{
             m_valueTitle, m_valueParagraph, m_valueFormulas, m_valueRounding, m_chainTitle,
             m_chainFormulas, m_check, m_chainActions})
        if (!part->isHidden())
            all |= part->geometry();
    return all;
}

QRect ExplanationContent::chainRect() const {
    if (m_check->isHidden())
        return {};
    return m_chainTitle->geometry() | m_chainFormulas->geometry() | m_check->geometry() |
           m_chainActions->geometry();
}

QRect ExplanationContent::pathsRect() const {
    return m_paths->isHidden() ? QRect() : m_paths->geometry();
}

}  // namespace stepgrad

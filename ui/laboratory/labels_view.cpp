#include "ui/laboratory/labels_view.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>
#include <memory>
#include <utility>

#include "core/document/session.h"
#include "core/laboratory/label_words.h"
#include "ui/appearance.h"
#include "ui/laboratory/label_plot.h"
#include "ui/plain_scroll_area.h"

namespace stepgrad {
namespace {

QLabel* makeText(const char* kind, const char* name) {
    auto* label = new QLabel;
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setObjectName(QLatin1String(name));
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    label->setProperty("kind", kind);
    return label;
}

const NumberFormat& numbers() {
    return Appearance::instance().notation().numbers;
}

}  // namespace

LabelsView::LabelsView(Session& session, QWidget* parent) : LaboratoryView(session, parent) {
    m_plot = new LabelPlot;
    m_tools = makeTools();
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(8, 2, 8, 4);
    row->addWidget(m_plot, 7);
    row->addWidget(makeWords(), 3);
    setFocusProxy(m_run);
    connect(m_plot, &LabelPlot::runChosen, this, &LabelsView::openRun);
    connect(&m_work, &Worker::finished, this, &LabelsView::tell);
}

QWidget* LabelsView::makeTools() {
    auto* tools = new QWidget(this);
    m_question = new QComboBox(tools);
    m_question->setObjectName(QStringLiteral("labelsQuestion"));
    m_question->setAccessibleName(tr("What is changed in the labels"));
    m_question->addItems({tr("Number of labels"), tr("Wrong labels")});
    // So that the window can be small.
    m_question->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_question->setMinimumContentsLength(13);
    m_question->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_question->setToolTip(tr("Train on fewer labels, or on labels some of which are wrong"));
    m_run = new QPushButton(tools);
    m_run->setObjectName(QStringLiteral("labelsRun"));
    m_run->setProperty("kind", "primary");
    m_anew = new QPushButton(tr("Start Anew"), tools);
    m_anew->setObjectName(QStringLiteral("labelsAnew"));
    m_anew->setToolTip(tr("Forget what was measured, and measure the project of the window"));
    auto* row = new QHBoxLayout(tools);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_question);
    row->addWidget(m_anew);
    row->addWidget(m_run);  // at the end, so that Stop stands where Measure stood
    connect(m_question, &QComboBox::activated, this, &LabelsView::chooseQuestion);
    connect(m_run, &QPushButton::clicked, this, &LabelsView::runOrStop);
    connect(m_anew, &QPushButton::clicked, this, &LabelsView::beginAnew);
    return tools;
}

QWidget* LabelsView::makeWords() {
    auto* inside = new QWidget;
    auto* column = new QVBoxLayout(inside);
    column->setContentsMargins(8, 4, 4, 0);
    m_of = makeText("heading", "labelsOf");
    m_found = makeText("", "labelsFound");
    m_plan = makeText("quiet", "labelsPlan");
    m_progress = new QProgressBar;
    m_progress->setAccessibleName(tr("Runs made"));
    m_progress->setFormat(tr("%v of %m runs"));
    column->addWidget(m_of);
    column->addWidget(m_progress);
    column->addWidget(m_found);
    column->addWidget(m_plan);
    column->addStretch(1);
    auto* area = plainScrollArea(inside);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    return area;
}

LabelQuestion LabelsView::question() const {
    return m_question->currentIndex() == 1 ? LabelQuestion::Wrong : LabelQuestion::Count;
}

std::optional<LabelCurve>& LabelsView::slot() {
    return m_curves[static_cast<std::size_t>(question())];
}

const LabelCurve* LabelsView::curve() const {
    const auto& curve = m_curves[static_cast<std::size_t>(question())];
    return curve ? &*curve : nullptr;
}

void LabelsView::refresh() {
    tell();
}

void LabelsView::leave() {
    m_work.stop();
}

void LabelsView::chooseQuestion() {
    m_work.stop();
    tell();
}

void LabelsView::runOrStop() {
    if (m_work.isRunning())
        m_work.stop();
    else if (slot() && !slot()->isDone())
        goOn();
    else
        return beginAnew();
    tell();
}

void LabelsView::beginAnew() {
    const Project project = session().project();
    if (reasonAgainstLabelCurve(project))
        return;
    m_work.stop();
    m_plot->showCurve(nullptr);
    slot().emplace(project, question());
    m_opened[static_cast<std::size_t>(question())].reset();
    goOn();
    tell();
}

void LabelsView::goOn() {
    // The curve changes here while the worker trains: it has its own copy of what it reads.
    const auto plan = std::make_shared<const LabelCurve>(*slot());
    m_work.run([this, plan](const std::stop_token& stop, const Worker::Post& post) {
        for (std::size_t i = plan->runs.size(); i < plan->runCount(); ++i) {
            auto run =
                runLabels(plan->project, plan->plan, plan->pointOf(i), plan->seedOf(i), stop);
            if (!run)
                return;
            post([this, run = std::move(*run)] { take(run); });
        }
    });
}

void LabelsView::take(LabelRun run) {
    slot()->runs.push_back(std::move(run));
    tell();
}

void LabelsView::openRun(std::size_t run) {
    const LabelCurve& curve = *slot();
    m_opened[static_cast<std::size_t>(question())] = run;
    const QString problem = session().beginWith(
        openedRun(curve.project, curve.plan, curve.runs.at(run)), tr("opening of a run"));
    if (!problem.isEmpty())
        emit refused(problem);
    tell();
}

void LabelsView::tellProgress() {
    const LabelCurve* measured = curve();
    m_progress->setVisible(measured && !measured->isDone());
    if (!measured)
        return;
    m_progress->setMaximum(static_cast<int>(measured->runCount()));
    m_progress->setValue(static_cast<int>(measured->runs.size()));
}

/// The axes of what would be measured now.
void LabelsView::preview() {
    const Project project = session().project();
    if (!m_preview || m_preview->plan.question != question() ||
        m_preview->project.data != project.data || m_preview->project.split != project.split ||
        m_preview->project.training != project.training)
        m_preview.emplace(project, question());
}

void LabelsView::tell() {
    const LabelCurve* measured = curve();
    const auto reason = reasonAgainstLabelCurve(session().project());
    const bool canGoOn = measured && !measured->isDone();
    m_run->setText(m_work.isRunning() ? tr("Stop") : canGoOn ? tr("Go On") : tr("Measure"));
    m_run->setEnabled(m_work.isRunning() || canGoOn || !reason);
    m_run->setToolTip(m_work.isRunning() ? tr("Stop for now; what was measured stays")
                      : question() == LabelQuestion::Count
                          ? tr("Train with ever more labels, many times over")
                          : tr("Train with ever more wrong labels, many times over"));
    m_anew->setVisible(canGoOn);
    m_anew->setEnabled(!reason);
    if (!measured && !reason)
        preview();
    m_plot->showCurve(measured ? measured : reason ? nullptr : &*m_preview);
    m_plot->mark(m_opened[static_cast<std::size_t>(question())]);
    tellProgress();
    m_of->setVisible(measured);
    m_plan->setVisible(measured);
    if (!measured) {
        m_found->setText(reason ? QString::fromStdString(*reason)
                         : question() == LabelQuestion::Count
                             ? tr("How many labels does it take? Measure trains this network "
                                  "afresh on a few labels, then on ever more, and says how well "
                                  "the test examples come out. The test examples stay the same.")
                             : tr("How much do wrong labels harm? Measure trains this network "
                                  "afresh on labels of which 0 to 40 % are wrong. The test "
                                  "examples keep their right labels."));
        return;
    }
    m_of->setText(QStringLiteral("%1, %2").arg(
        QString::fromStdString(measured->project.name),
        QString::fromStdString(measured->project.network.shapeText())));
    m_found->setText(QString::fromStdString(curveWords(*measured, numbers())));
    m_plan->setText(QString::fromStdString(planWords(*measured)) + QLatin1Char(' ') +
                    tr("A click on a run opens it in the window; Undo takes that back."));
}

}  // namespace stepgrad

// What is asked for on the surface: races, critical points, what the present point is.

#include <QComboBox>
#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>
#include <algorithm>

#include "core/document/session.h"
#include "ui/appearance.h"
#include "ui/laboratory/contour_plot.h"
#include "ui/laboratory/landscape_controls.h"
#include "ui/laboratory/landscape_view.h"
#include "ui/panels/value_text.h"
#include "ui/plain_scroll_area.h"

namespace stepgrad {
namespace {

/// Up to so many parameters the Hessian is that of all of them.
constexpr std::size_t kMostForHessian = 60;
constexpr double kMostForCurvature = 2e8;  ///< multiplications of forward passes
constexpr double kMostForSearch = 2e7;     ///< of one step of a search
constexpr Eigen::Index kMostEigenvaluesShown = 12;

QLabel* wrapped(const char* kind) {
    auto* label = new QLabel;
    label->setWordWrap(true);
    label->setProperty("kind", kind);
    label->setTextFormat(Qt::PlainText);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

/// Forward passes that a Hessian costs: two gradients a variable, each as dear as about
/// three forward passes.
double passesOf(std::size_t variables) {
    return 6.0 * static_cast<double>(variables + 1);
}

MeasuredExamples examplesFor(const Project& project, bool isOfOne, std::int64_t row,
                             std::size_t variables, double most) {
    return isOfOne ? oneExample(project, row) : examplesWithin(project, passesOf(variables), most);
}

}  // namespace

QWidget* LandscapeView::buildSide() {
    const auto button = [](const QString& text, const QString& tip) {
        auto* made = new QPushButton(text);
        made->setToolTip(tip);
        return made;
    };
    m_ranges = new LandscapeControls;
    m_examplesText = wrapped("quiet");
    m_verdict = wrapped("");
    m_verdict->setObjectName(QStringLiteral("verdict"));
    m_eigenvalues = wrapped("quiet");
    m_eigenvalues->setObjectName(QStringLiteral("eigenvalues"));
    m_taskText = wrapped("quiet");
    m_taskText->setObjectName(QStringLiteral("task"));
    m_findButton = button(tr("Find critical point"),
                          tr("By damped Newton steps from the present point to where the "
                             "gradient is 0: a minimum, a maximum or a saddle point"));
    m_goButton =
        button(tr("Go there"), tr("Set the weights and biases of the search to the point found"));
    m_raceButton = button(tr("Race"), tr("SGD, momentum and Adam, each from five starts"));
    m_stopButton = button(tr("Stop"), tr("End the search or the race"));
    m_raceTable = new RaceTable;
    showTask();
    auto* row = new QGridLayout;
    row->addWidget(m_findButton, 0, 0);
    row->addWidget(m_goButton, 0, 1);
    row->addWidget(m_raceButton, 1, 0);
    row->addWidget(m_stopButton, 1, 1);
    row->setColumnStretch(2, 1);
    auto* inside = new QWidget;
    auto* column = new QVBoxLayout(inside);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_ranges);
    column->addLayout(row);
    for (QWidget* each : std::initializer_list<QWidget*>{m_taskText, m_raceTable, m_verdict,
                                                         m_eigenvalues, m_examplesText})
        column->addWidget(each);
    column->addStretch(1);
    auto* area = plainScrollArea(inside);
    connect(m_findButton, &QPushButton::clicked, this, &LandscapeView::findCritical);
    connect(m_goButton, &QPushButton::clicked, this, &LandscapeView::goToCritical);
    connect(m_raceButton, &QPushButton::clicked, this, &LandscapeView::race);
    connect(m_stopButton, &QPushButton::clicked, this, &LandscapeView::stopTask);
    return area;
}

std::vector<ValueId> LandscapeView::variables(const Network& network) const {
    auto all = trainableParameters(network);
    if (!all.empty() && all.size() <= kMostForHessian)
        return all;
    if (m_x.parameter == m_y.parameter)
        return {m_x.parameter};
    return {m_x.parameter, m_y.parameter};
}

QString LandscapeView::whatVariables(const Network& network) const {
    const auto chosen = variables(network);
    if (chosen == trainableParameters(network))
        return tr("of the Hessian of all %1 weights and biases").arg(chosen.size());
    QStringList names;
    for (const ValueId& id : chosen)
        names << QString::fromStdString(symbolText(id, network, Appearance::instance().notation()));
    return tr("of the Hessian of %1 alone (all is for at most %2 weights and biases)")
        .arg(names.join(tr(" and ")))
        .arg(kMostForHessian);
}

void LandscapeView::examineHere(const Subject& subject) {
    if (session().isTraining()) {
        m_verdict->setText(tr("While training, the point moves; what it is is told at rest."));
        m_eigenvalues->clear();
        m_here.reset();
        return;
    }
    if (m_here && *m_here == subject && m_here->project->network == subject.project->network)
        return;
    m_here = subject;
    m_hereWorker.run([this, subject, chosen = variables(subject.project->network)](
                         const std::stop_token& stop, const Worker::Post& post) {
        const auto examples = examplesFor(*subject.project, subject.isOfOne, subject.row,
                                          chosen.size(), kMostForCurvature);
        LossFunction function(subject.project->network, subject.project->loss, examples.examples,
                              chosen);
        const auto curvature = curvatureAt(function, stop);
        post([this, curvature] { showCurvature(curvature); });
    });
}

void LandscapeView::showCurvature(const std::optional<Curvature>& curvature) {
    const Network& network = session().still().network();
    if (!curvature) {
        m_verdict->setText(tr("What is computed here is not finite."));
        m_eigenvalues->clear();
        return;
    }
    m_verdict->setText(QString::fromStdString(curvatureText(
        *curvature, whatVariables(network).toStdString(), Appearance::instance().notation())));
    QStringList values;
    const Vector& all = curvature->eigenvalues;
    const Eigen::Index shown = std::min(kMostEigenvaluesShown, all.size());
    for (Eigen::Index i = 0; i < shown; ++i)
        values << numberText(all[i]);
    if (shown < all.size())
        values << tr("… and %1 larger ones").arg(all.size() - shown);
    m_eigenvalues->setText(tr("%1 = %2 here. Eigenvalues: %3")
                               .arg(Appearance::instance().lossSymbol(),
                                    numberText(curvature->loss),
                                    values.join(QStringLiteral("  "))));
}

void LandscapeView::findCritical() {
    forgetTasks();
    session().pause();
    m_task = Task::Search;
    m_taskText->setText(tr("Searching …"));
    auto project = std::make_shared<const Project>(session().project());
    const auto chosen = variables(project->network);
    const bool isOfOne = m_ofChoice->currentIndex() == 1;
    m_taskWorker.run([this, project, chosen, isOfOne, row = session().example()](
                         const std::stop_token& stop, const Worker::Post& post) {
        const auto examples = examplesFor(*project, isOfOne, row, chosen.size(), kMostForSearch);
        LossFunction function(project->network, project->loss, examples.examples, chosen);
        if (auto search = findCriticalPoint(function, stop))
            post([this, found = std::move(*search), chosen] { showFound(found, chosen); });
    });
    showTask();
}

void LandscapeView::showFound(const CriticalSearch& search, const std::vector<ValueId>& chosen) {
    m_found = search;
    m_foundIds = chosen;
    m_marks->search.clear();
    const auto place = [&](const ValueId& id, const Vector& point, double present) {
        const auto at = std::ranges::find(chosen, id);
        return at == chosen.end() ? present : point[at - chosen.begin()];
    };
    for (const Vector& point : search.path)
        m_marks->search.push_back({place(m_x.parameter, point, m_marks->present.x),
                                   place(m_y.parameter, point, m_marks->present.y)});
    const QString letter = Appearance::instance().lossSymbol();
    if (search.curvature)
        m_taskText->setText(tr("The search came to %1 = %2 (Newton steps: %4). %3")
                                .arg(letter, numberText(search.curvature->loss),
                                     QString::fromStdString(curvatureText(
                                         *search.curvature,
                                         whatVariables(session().still().network()).toStdString(),
                                         Appearance::instance().notation())),
                                     QString::number(search.steps)));
    else
        m_taskText->setText(tr("The search came to where numbers are not finite."));
    showTask();
    showMarks();
}

void LandscapeView::goToCritical() {
    if (!m_found)
        return;
    std::vector<std::pair<ValueId, double>> values;
    for (std::size_t i = 0; i < m_foundIds.size(); ++i)
        values.emplace_back(m_foundIds[i], m_found->point[static_cast<Eigen::Index>(i)]);
    if (const QString problem = session().setParameters(values, tr("step to a critical point"));
        !problem.isEmpty())
        emit refused(problem);
    forgetTasks();  // what the place is, is told of the present point from now on
    refresh();
}

void LandscapeView::race() {
    forgetTasks();
    session().pause();
    m_task = Task::Race;
    RaceRules rules;
    rules.project = std::make_shared<const Project>(session().project());
    rules.x = m_x;
    rules.y = m_y;
    rules.entries = raceEntries(rules.project->optimizer, Appearance::instance().notation());
    m_entries = rules.entries;
    m_taskText->setText(tr("%1 updates from each of %2 points of the range (seed %3); all other "
                           "weights begin as they are. Losses at the end:")
                            .arg(rules.updates)
                            .arg(rules.starts)
                            .arg(rules.seed));
    m_taskWorker.run([this, rules](const std::stop_token& stop, const Worker::Post& post) {
        runRace(rules, stop, [&](const std::vector<Racer>& racers) {
            post([this, racers] { showRacers(racers); });
        });
    });
    showTask();
}

void LandscapeView::showRacers(const std::vector<Racer>& racers) {
    m_marks->racers = racers;
    m_raceTable->showRace(m_entries, racers);
    showTask();
    showMarks();
}

void LandscapeView::stopTask() {
    m_taskWorker.stop();
    if (m_task == Task::Search && !m_found)
        m_task = Task::None;
    showTask();
}

void LandscapeView::forgetTasks() {
    stopTask();
    m_task = Task::None;
    m_found.reset();
    m_marks->racers.clear();
    m_marks->search.clear();
    m_plot->showMarks(*m_marks);
    showTask();
}

void LandscapeView::showTask() {
    m_stopButton->setEnabled(m_taskWorker.isRunning());
    m_goButton->setEnabled(m_found.has_value());
    m_taskText->setVisible(m_task != Task::None);
    m_raceTable->setVisible(m_task == Task::Race && !m_marks->racers.empty());
}

}  // namespace stepgrad

#include "ui/panels/results_panel.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QVBoxLayout>
#include <algorithm>

#include "core/document/session.h"
#include "core/training/metrics.h"
#include "core/training/responses.h"
#include "core/walkthrough/number_text.h"
#include "ui/appearance.h"
#include "ui/panels/confusion_view.h"
#include "ui/panels/error_view.h"
#include "ui/panels/part_choice.h"
#include "ui/panels/surface_view.h"

namespace stepgrad {
namespace {

/// While training, pictures are made this seldom (milliseconds).
constexpr int kInterval = 120;
/// Above so many products of a parameter and an example they are made at rest only …
constexpr double kMostWorkLive = 2e6;
/// … and above so many not at all.
constexpr double kMostWork = 1e8;
constexpr int kPointsLive = 40, kPointsAtRest = 100;
constexpr int kMostNeurons = 200;  ///< in the list of surfaces
constexpr std::int64_t kMostErrors = 2000;
constexpr Eigen::Index kMostOutputs = 10;

}  // namespace

ResultsPanel::ResultsPanel(Session& session, QWidget* parent)
    : QWidget(parent), m_session(session) {
    m_surface = new SurfaceView;
    m_confusion = new ConfusionView;
    m_errors = new ErrorView;
    for (QWidget* view : std::initializer_list<QWidget*>{m_surface, m_confusion, m_errors})
        view->setMinimumSize(120, 100);
    m_note = new QLabel;
    m_note->setWordWrap(true);
    m_note->setProperty("kind", "quiet");
    m_tools = new QWidget(this);  // until a title bar takes it
    m_tools->hide();
    m_neuron = new QComboBox(m_tools);
    m_neuron->setAccessibleName(tr("Surface of"));
    m_neuron->setToolTip(tr("Whose surface is shown: the prediction's or any neuron's"));
    m_neuron->setFocusPolicy(Qt::TabFocus);
    m_neuron->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_neuron->setMinimumContentsLength(3);
    connect(m_neuron, &QComboBox::activated, this, &ResultsPanel::refresh);
    m_part = new PartChoice;
    connect(m_part, &PartChoice::chosen, this, &ResultsPanel::refresh);
    auto* row = new QHBoxLayout(m_tools);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_neuron);
    auto* pictures = new QHBoxLayout;
    pictures->addWidget(m_surface, 1);
    auto* counts = new QVBoxLayout;
    counts->setSpacing(2);
    counts->addWidget(m_part, 0, Qt::AlignRight);
    counts->addWidget(m_confusion, 1);
    counts->addWidget(m_errors, 1);
    pictures->addLayout(counts, 1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(6, 2, 6, 4);
    column->setSpacing(2);
    column->addLayout(pictures, 1);
    column->addWidget(m_note);
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &ResultsPanel::refresh);
    connect(m_surface, &SurfaceView::exampleChosen, this,
            [this](qint64 row_) { m_session.selectExample(row_); });
    connect(&m_session, &Session::stillChanged, this, [this](Session::Change change) {
        if (change == Session::Change::Opened)
            m_hasTest.reset();
        later();
    });
    connect(&m_session, &Session::trainingChanged, this, &ResultsPanel::later);
    connect(&m_session, &Session::documentChanged, this, &ResultsPanel::later);
    connect(&Appearance::instance(), &Appearance::changed, this, [this] {
        m_shown.reset();
        later();
    });
    refresh();
}

void ResultsPanel::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    refresh();
}

void ResultsPanel::later() {
    if (!isVisible() || m_timer.isActive())
        return;
    const qint64 passed = m_since.isValid() ? m_since.elapsed() : kInterval;
    m_timer.start(m_session.isTraining() ? static_cast<int>(std::max<qint64>(0, kInterval - passed))
                                         : 0);
}

void ResultsPanel::refreshChoices(const Project& project) {
    // ŷ first, then the hidden neurons from the last layer to the first.
    QStringList names;
    QList<QPoint> places;  // layer, neuron
    const Notation& notation = Appearance::instance().notation();
    for (int l = project.network.layerCount() - 1; l >= 0; --l)
        for (int j = 0; j < project.network.layers[static_cast<std::size_t>(l)].neurons(); ++j)
            if (names.size() < kMostNeurons) {
                names << QString::fromStdString(
                    symbolText(ValueId::h(l, j), project.network, notation));
                places << QPoint(l, j);
            }
    QStringList now;
    for (int i = 0; i < m_neuron->count(); ++i)
        now << m_neuron->itemText(i);
    if (now != names) {
        const QSignalBlocker blocker(m_neuron);
        // The same neuron stays chosen; outputs stay outputs, whatever stands before them.
        QPoint chosen = m_neuron->currentData().toPoint();
        if (m_neuron->count() == 0 || chosen.x() == m_neuron->itemData(0).toPoint().x())
            chosen.setX(project.network.layerCount() - 1);
        m_neuron->clear();
        for (qsizetype i = 0; i < names.size(); ++i)
            m_neuron->addItem(names[i], places[i]);
        m_neuron->setCurrentIndex(std::max(0, static_cast<int>(places.indexOf(chosen))));
    }
    m_neuron->setVisible(project.network.inputCount() == 2 && names.size() > 1);
    const auto examples = project.examples();
    m_part->showCounts(examples->training->size(), examples->test ? examples->test->size() : 0);
    // What was never seen tells more: another document begins with that.
    const bool hasTest = examples->test != nullptr;
    if (hasTest != m_hasTest)
        m_part->chooseTest(hasTest);
    m_hasTest = hasTest;
}

void ResultsPanel::refresh() {
    if (isVisible())
        bringUpToDate();
}

void ResultsPanel::bringUpToDate() {
    if (!m_session.still().trace)
        return;
    m_timer.stop();
    const Project project = m_session.project();
    refreshChoices(project);
    const bool hasSurface = project.network.inputCount() == 2;
    m_surface->setVisible(hasSurface);
    m_surface->mark(m_session.example());
    Shown now{{project.network, project.loss, project.examples()},
              m_neuron->currentData().toPoint(),
              m_part->isTest(),
              m_session.isTraining()};
    if (m_shown == now)
        return;
    m_shown = std::move(now);
    if (hasSurface)
        showSurface(project);
    showCounts(project);
    m_since.start();
}

void ResultsPanel::showSurface(const Project& project) {
    m_surface->showSurface(project, m_shown->neuron.x(), m_shown->neuron.y(),
                           m_shown->isTraining ? kPointsLive : kPointsAtRest);
}

void ResultsPanel::showCounts(const Project& project) {
    const auto examples = project.examples();
    const bool ofTest = examples->test && m_shown->ofTest;
    const Dataset& part = ofTest ? *examples->test : *examples->training;
    const double work =
        static_cast<double>(project.network.parameterCount()) * static_cast<double>(part.size());
    const bool isTooMuch = work > kMostWork;
    const bool isCounted = !isTooMuch && !(m_shown->isTraining && work > kMostWorkLive);
    m_note->setVisible(!isCounted);
    m_note->setText(isTooMuch ? tr("Too many examples to be counted here.")
                              : tr("As before training: so many examples are counted at rest."));
    const bool isClass = classCountOf(part.targets) > 0;
    const bool isShown = isCounted || (!isTooMuch && m_counted == examples);
    m_confusion->setVisible(isShown && isClass);
    m_errors->setVisible(isShown && !isClass);
    if (!isCounted)
        return;
    m_counted = examples;
    if (isClass)
        m_confusion->showCounts(measure(project.network, project.loss, part).confusion,
                                project.classNames);
    else
        showErrors(project, part);
}

void ResultsPanel::showErrors(const Project& project, const Dataset& part) {
    const Eigen::Index rows = std::min<Eigen::Index>(kMostErrors, part.size());
    const Eigen::Index outputs = std::min(kMostOutputs, project.network.outputCount());
    const Matrix predictions =
        responses(project.network, project.network.layerCount() - 1, part.inputs.topRows(rows));
    std::vector<QPointF> points;
    for (Eigen::Index k = 0; k < outputs; ++k)
        for (Eigen::Index row = 0; row < rows; ++row)
            points.emplace_back(part.targets(row, k), predictions(row, k));
    m_errors->showPoints(std::move(points));
    const auto count = [](Eigen::Index n) { return QString::fromStdString(formatCount(n)); };
    QStringList parts;
    if (rows < part.size())
        parts << tr("the first %1 of %2 examples").arg(count(rows), count(part.size()));
    if (outputs < project.network.outputCount())
        parts << tr("the first %1 of %2 outputs")
                     .arg(count(outputs), count(project.network.outputCount()));
    m_errors->setToolTip(parts.isEmpty() ? QString()
                                         : tr("Drawn: %1").arg(parts.join(QStringLiteral(", "))));
}

}  // namespace stepgrad

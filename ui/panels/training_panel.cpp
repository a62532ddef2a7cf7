#include "ui/panels/training_panel.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QScrollArea>
#include <QVBoxLayout>
#include <cmath>
#include <type_traits>

#include "core/document/session.h"
#include "core/training/metrics.h"
#include "core/walkthrough/number_text.h"
#include "ui/appearance.h"
#include "ui/number_field.h"
#include "ui/panels/value_text.h"
#include "ui/plain_scroll_area.h"

namespace stepgrad {
namespace {

/// Results cost a pass over the examples: above so many products of a parameter
/// and an example they are not measured on the way.
constexpr double kMostWork = 2e7;
constexpr double kMostCount = 1e15;  ///< of what only has to be a whole number
/// While training, results are measured this seldom (milliseconds).
constexpr int kResultsInterval = 400;

bool isSgd(const Project& p) {
    return p.optimizer.type == OptimizerType::Sgd;
}

bool isRmsProp(const Project& p) {
    return p.optimizer.type == OptimizerType::RmsProp;
}

bool isAdam(const Project& p) {
    return p.optimizer.type == OptimizerType::Adam;
}

}  // namespace

TrainingPanel::TrainingPanel(Session& session, QWidget* parent)
    : QWidget(parent), m_session(session) {
    auto* content = new QWidget;
    auto* inside = new QVBoxLayout(content);
    m_training = new QLabel(content);
    m_training->setObjectName(QStringLiteral("trainingResult"));
    m_test = new QLabel(content);
    m_test->setObjectName(QStringLiteral("testResult"));
    for (auto* label : {m_training, m_test}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        inside->addWidget(label);
    }
    m_form = new QFormLayout;
    m_form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_form->setRowWrapPolicy(QFormLayout::WrapLongRows);
    inside->addLayout(m_form);
    inside->addStretch(1);
    addOptimizer();
    addOrder();
    addStopRules();
    auto* area = plainScrollArea(content);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(area);
    connect(&m_session, &Session::stillChanged, this, &TrainingPanel::showResults);
    connect(&m_session, &Session::trainingChanged, this, &TrainingPanel::showResults);
    connect(&m_session, &Session::documentChanged, this, &TrainingPanel::refresh);
    connect(&Appearance::instance(), &Appearance::changed, this, [this] {
        m_measured.reset();
        refresh();
    });
    refresh();
}

TrainingPanel::~TrainingPanel() {
    // A field that goes with the panel would carry out what is written in it.
    for (const Row& row : m_rows)
        row.field->setModified(false);
}

void TrainingPanel::addNumber(const QString& name, const QString& tip,
                              std::function<double(const Project&)> get, Set set,
                              std::function<bool(const Project&)> belongs) {
    auto* field = new NumberField;
    field->setMinimumWidth(field->fontMetrics().horizontalAdvance(QStringLiteral("0.000000")));
    field->setAccessibleName(name);
    field->setToolTip(tip);
    field->setCommit([this, name, set = std::move(set)](double value) {
        return change(tr("change of %1").arg(name),
                      [&](Project& project) { return set(project, value); });
    });
    m_form->addRow(name, field);
    m_rows.push_back({field, std::move(get), std::move(belongs)});
}

template <typename Of>
void TrainingPanel::addCount(const QString& name, const QString& tip, double least, double most,
                             Of of) {
    addNumber(
        name, tip, [of](const Project& p) { return static_cast<double>(of(p)); },
        [of, least, most](Project& p, double value) {
            const QString problem = problemOfWhole(value, least, most);
            if (problem.isEmpty())
                of(p) = static_cast<std::remove_reference_t<decltype(of(p))>>(value);
            return problem;
        });
}

void TrainingPanel::addOptimizer() {
    m_optimizer = new QComboBox;
    m_optimizer->setAccessibleName(tr("Optimizer"));
    m_optimizer->setToolTip(tr("How weights follow their gradients"));
    m_optimizer->setFocusPolicy(Qt::TabFocus);
    m_optimizer->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    for (const OptimizerInfo& info : optimizers())
        m_optimizer->addItem(QString::fromUtf8(info.name));
    connect(m_optimizer, &QComboBox::activated, this, [this](int index) {
        change(tr("change of optimizer"), [index](Project& project) {
            project.optimizer.type = optimizers()[static_cast<std::size_t>(index)].id;
            return QString();
        });
        refresh();
    });
    m_form->addRow(tr("Optimizer"), m_optimizer);
    const auto addOption = [this](const QString& name, const QString& tip,
                                  double OptimizerSettings::*option,
                                  std::function<bool(const Project&)> belongs = {}) {
        addNumber(
            name, tip, [option](const Project& p) { return p.optimizer.*option; },
            [option](Project& p, double value) {
                p.optimizer.*option = value;
                return QString();
            },
            std::move(belongs));
    };
    addOption(tr("Momentum"), tr("Share of the last step that is kept, 0 to below 1"),
              &OptimizerSettings::momentum, isSgd);
    addOption(tr("α"), tr("Smoothing of the squared gradient, 0 to below 1"),
              &OptimizerSettings::alpha, isRmsProp);
    addOption(tr("β₁"), tr("Smoothing of the gradient, 0 to below 1"), &OptimizerSettings::beta1,
              isAdam);
    addOption(tr("β₂"), tr("Smoothing of the squared gradient, 0 to below 1"),
              &OptimizerSettings::beta2, isAdam);
    addOption(tr("ε"), tr("Keeps the division finite, above 0"), &OptimizerSettings::epsilon,
              [](const Project& p) { return !isSgd(p); });
    addOption(tr("L1"), tr("Draws weights to 0, all alike: l1·sign(w) is added to the gradient"),
              &OptimizerSettings::l1);
    addOption(tr("L2"), tr("Draws large weights towards 0: l2·w is added to the gradient"),
              &OptimizerSettings::l2);
    addOption(tr("Clip gradients at"),
              tr("The longest gradient of an update, all weights and biases together; a longer "
                 "one is shortened to this. 0: none is"),
              &OptimizerSettings::clipNorm);
}

void TrainingPanel::addOrder() {
    addCount(
        tr("Batch size"), tr("Examples for each update"), 1.0, kMostCount,
        [](auto& p) -> auto& { return p.training.batchSize; });
    m_shuffle = new QCheckBox(tr("another order every epoch"));
    m_shuffle->setAccessibleName(tr("Shuffle"));
    connect(m_shuffle, &QCheckBox::clicked, this, [this](bool on) {
        change(tr("change of order"), [on](Project& project) {
            project.training.shuffle = on;
            return QString();
        });
    });
    m_form->addRow(tr("Shuffle"), m_shuffle);
    addCount(
        tr("Seed"), tr("The same seed gives the same orders"), 0.0, kMostCount,
        [](auto& p) -> auto& { return p.training.seed; });
}

void TrainingPanel::addStopRules() {
    const auto addLimit = [this](const QString& name, const QString& tip,
                                 std::optional<double> StopRules::*rule) {
        addNumber(
            name, tip, [rule](const Project& p) { return (p.training.stop.*rule).value_or(0.0); },
            [rule](Project& p, double value) {
                p.training.stop.*rule = value == 0.0 ? std::nullopt : std::optional(value);
                return QString();
            });
    };
    addCount(
        tr("Stop after epochs"), tr("0: no such rule"), 0.0, static_cast<double>(kMostEpochs),
        [](auto& p) -> auto& { return p.training.stop.epochs; });
    addLimit(tr("Stop below loss"), tr("Mean loss of the training examples; 0: no such rule"),
             &StopRules::lossBelow);
    addLimit(tr("Stop at accuracy"),
             tr("Share of right answers on the training examples, to 1; 0: no such rule"),
             &StopRules::accuracyAbove);
    addCount(
        tr("Stop without progress"),
        tr("After so many epochs without a lower loss; 0: no such rule"), 0.0,
        static_cast<double>(kMostEpochs),
        [](auto& p) -> auto& { return p.training.stop.noProgressEpochs; });
}

QString TrainingPanel::change(const QString& what, const std::function<QString(Project&)>& set) {
    Project project = m_session.project();
    if (const QString problem = set(project); !problem.isEmpty())
        return problem;
    const bool wasTraining = m_session.isTraining();
    const QString problem = m_session.changeSettings(project, what);
    if (problem.isEmpty() && wasTraining)
        m_session.train();
    return problem;
}

void TrainingPanel::refresh() {
    if (!isVisible())  // what nobody sees need be neither written nor measured
        return;
    const Project project = m_session.project();
    int index = 0;
    while (optimizers()[static_cast<std::size_t>(index)].id != project.optimizer.type)
        ++index;
    m_optimizer->setCurrentIndex(index);
    m_shuffle->setChecked(project.training.shuffle);
    for (const Row& row : m_rows) {
        row.field->showNumber(row.get(project));
        const bool belongs = !row.belongs || row.belongs(project);
        row.field->setVisible(belongs);
        m_form->labelForField(row.field)->setVisible(belongs);
    }
    showResults();
}

void TrainingPanel::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    refresh();
}

void TrainingPanel::showResults() {
    const Still& still = m_session.still();
    if (!still.trace || !isVisible())
        return;
    if (m_session.isTraining() && m_sinceResults.isValid() &&
        m_sinceResults.elapsed() < kResultsInterval)
        return;
    const Project project = m_session.project();
    Measured now{still.network(), project.loss, project.examples()};
    if (m_measured == now)
        return;
    const Examples& examples = *now.examples;
    const double work = static_cast<double>(now.network.parameterCount()) *
                        static_cast<double>(examples.all->size());
    const bool isMeasured = work <= kMostWork;
    m_training->setText(isMeasured ? tr("Training data: %1").arg(resultOf(now, *examples.training))
                                   : tr("Too many examples to be measured on the way."));
    m_test->setVisible(isMeasured && examples.test);
    if (isMeasured && examples.test)
        m_test->setText(tr("Test data: %1").arg(resultOf(now, *examples.test)));
    m_measured = std::move(now);
    m_sinceResults.start();
}

QString TrainingPanel::resultOf(const Measured& measured, const Dataset& part) const {
    const Metrics metrics = measure(measured.network, measured.loss, part);
    QString text =
        tr("mean %1 %2").arg(Appearance::instance().lossSymbol(), numberText(metrics.loss));
    if (const auto accuracy = metrics.accuracy()) {
        NumberFormat percent = Appearance::instance().notation().numbers;
        percent.decimals = 1;
        text += tr(" · %1 of %2 right (%3\u00a0%)")
                    .arg(QString::fromStdString(formatCount(metrics.confusion.trace())),
                         QString::fromStdString(formatCount(metrics.examples)),
                         QString::fromStdString(formatNumber(100.0 * *accuracy, percent)));
    }
    return text;
}

}  // namespace stepgrad

#include "ui/laboratory/costs_view.h"

#include <QComboBox>
#include <QFontInfo>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QTableWidget>
#include <QVBoxLayout>
#include <array>

#include "core/document/session.h"
#include "core/laboratory/loss_function.h"
#include "ui/appearance.h"
#include "ui/laboratory/growth_plot.h"
#include "ui/number_field.h"
#include "ui/plain_scroll_area.h"

namespace stepgrad {
namespace {

constexpr double kSecondsPerFigure = 0.03, kSecondsPerPoint = 0.03;

QString count(std::int64_t n) {
    return QString::fromStdString(formatCount(n));
}

QString duration(double seconds) {
    return QString::fromStdString(durationText(seconds, Appearance::instance().notation()));
}

QString bytes(std::int64_t n) {
    return QString::fromStdString(bytesText(n, Appearance::instance().notation()));
}

QString detailOf(const Work& work) {
    const auto counted = [](std::int64_t n, const QString& one, const QString& many) {
        return n == 1 ? one : many.arg(count(n));
    };
    return QStringList{
        counted(work.multiplications, CostsView::tr("1 multiplication"),
                CostsView::tr("%1 multiplications")),
        counted(work.additions, CostsView::tr("1 addition"), CostsView::tr("%1 additions")),
        counted(work.functions, CostsView::tr("1 value of an activation, a slope or a root"),
                CostsView::tr("%1 values of activations, slopes or roots"))}
        .join(QStringLiteral(", "));
}

QLabel* wrapped(const char* name) {
    auto* label = new QLabel;
    label->setObjectName(QString::fromLatin1(name));
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

/// Whether the costs of the two are the same.
bool isAsDear(const Project& a, const Project& b) {
    return a.network == b.network && a.loss == b.loss && a.optimizer == b.optimizer &&
           a.training.batchSize == b.training.batchSize && a.data == b.data && a.split == b.split;
}

}  // namespace

CostsView::CostsView(Session& session, QWidget* parent) : LaboratoryView(session, parent) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(8, 0, 8, 4);
    row->addWidget(buildFigures(), 5);
    row->addWidget(buildGrowth(), 4);
    setFocusProxy(m_table);
    connect(&m_curve, &Worker::finished, this, &CostsView::showCurve);
    connect(&m_times, &Worker::finished, this, &CostsView::measureCurve);
}

QWidget* CostsView::buildFigures() {
    m_table = new QTableWidget(0, 5);
    m_table->setAccessibleName(tr("Operations and memory, layer by layer"));
    m_table->setHorizontalHeaderLabels(
        {tr("size"), tr("forward"), tr("backward"), tr("update"), tr("kept")});
    const std::array tips{tr("Inputs and neurons of the layer"),
                          tr("Operations of the forward pass of one example"),
                          tr("Operations of the backward pass of one example"),
                          tr("Operations of the update, its gradients known"),
                          tr("Bytes of u and h, kept of a whole batch for the backward pass")};
    for (int column = 0; column < 5; ++column)
        m_table->horizontalHeaderItem(column)->setToolTip(tips[static_cast<std::size_t>(column)]);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setSelectionMode(QAbstractItemView::NoSelection);
    m_table->setShowGrid(false);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_timeText = wrapped("times");
    m_memoryText = wrapped("memory");
    m_naiveText = wrapped("naive");
    m_billText = wrapped("bill");
    m_epochs = new NumberField;
    m_epochs->setObjectName(QStringLiteral("epochs"));
    m_epochs->setAccessibleName(tr("Epochs of the bill"));
    m_epochs->setMaximumWidth(6 * QFontInfo(font()).pixelSize());
    m_epochs->showNumber(static_cast<double>(m_epochCount));
    m_epochs->setCommit([this](double value) {
        const QString problem = problemOfWhole(value, 1.0, static_cast<double>(kMostEpochs));
        if (problem.isEmpty()) {
            m_epochCount = static_cast<std::int64_t>(value);
            tell();
        }
        return problem;
    });
    auto* bill = new QHBoxLayout;
    bill->addWidget(new QLabel(tr("A training of")));
    bill->addWidget(m_epochs);
    bill->addWidget(new QLabel(tr("epochs")));
    bill->addStretch(1);
    auto* inside = new QWidget;
    auto* column = new QVBoxLayout(inside);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_table);
    column->addWidget(m_timeText);
    column->addWidget(m_naiveText);
    column->addLayout(bill);
    column->addWidget(m_billText);
    column->addWidget(m_memoryText);
    column->addStretch(1);
    return plainScrollArea(inside);
}

QWidget* CostsView::buildGrowth() {
    m_growthChoice = new QComboBox;
    m_growthChoice->setObjectName(QStringLiteral("growth"));
    m_growthChoice->setAccessibleName(tr("What grows"));
    m_growthChoice->addItems({tr("with the width"), tr("with the depth"), tr("with the batch")});
    m_growthChoice->setToolTip(
        tr("Neurons of each hidden layer, hidden layers, or examples of one update"));
    m_stopButton = new QPushButton(tr("Stop"));
    m_stopButton->setToolTip(tr("End the measurement; its points stay"));
    m_stopButton->setEnabled(false);
    m_plot = new GrowthPlot;
    m_growthText = wrapped("growthText");
    auto* half = new QWidget;
    auto* column = new QVBoxLayout(half);
    column->setContentsMargins(0, 0, 0, 0);
    auto* row = new QHBoxLayout;
    row->addWidget(new QLabel(tr("How it grows")));
    row->addWidget(m_growthChoice);
    row->addWidget(m_stopButton);
    row->addStretch(1);
    column->addLayout(row);
    column->addWidget(m_plot, 1);
    column->addWidget(m_growthText);
    connect(m_growthChoice, &QComboBox::activated, this, [this] {
        m_isCurveAsked = false;
        measureCurve();
    });
    connect(m_stopButton, &QPushButton::clicked, this, [this] {
        m_curve.stop();
        showCurve();
    });
    return half;
}

Growth CostsView::growth() const {
    return static_cast<Growth>(m_growthChoice->currentIndex());
}

void CostsView::refresh() {
    auto project = std::make_shared<Project>(session().project());
    project->network = withoutNumbers(project->network);
    const bool isSame = m_subject && isAsDear(*m_subject, *project);
    if (!isSame) {
        m_times.stop();
        m_curve.stop();
        m_measured.reset();
        m_points.clear();
        m_isCurveAsked = false;
        m_subject = project;
        const std::int64_t batch = std::min<std::int64_t>(project->training.batchSize,
                                                          project->examples()->training->size());
        m_costs = countCosts(project->network, project->loss, project->optimizer, batch);
        fillTable(*m_costs);
    }
    tell();
    showCurve();
    if (session().isTraining()) {  // two at once would be measured too slow
        m_times.stop();
        m_isCurveAsked = m_isCurveAsked && !m_curve.isRunning();
        m_curve.stop();
        return;
    }
    if (!m_measured)
        measure();
    else
        measureCurve();
}

void CostsView::leave() {
    m_times.stop();
    m_curve.stop();
    m_isCurveAsked = m_isCurveAsked && m_points.size() == growthSizes(growth()).size();
}

void CostsView::fillTable(const Costs& costs) {
    const int layers = static_cast<int>(costs.layers.size());
    m_table->setRowCount(layers + 1);
    const auto put = [&](int row, int column, const QString& text, const QString& tip) {
        auto* item = new QTableWidgetItem(text);
        item->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
        item->setToolTip(tip);
        QFont weight = font();
        weight.setBold(row == layers);
        item->setFont(weight);
        m_table->setItem(row, column, item);
    };
    for (int row = 0; row < layers; ++row) {
        const LayerCosts& layer = costs.layers[static_cast<std::size_t>(row)];
        m_table->setVerticalHeaderItem(row, new QTableWidgetItem(tr("layer %1").arg(row + 1)));
        put(row, 0, QStringLiteral("%1–%2").arg(count(layer.inputs), count(layer.neurons)),
            tr("%1 weights and biases").arg(count(layer.parameters)));
        put(row, 1, count(layer.forward.all()), detailOf(layer.forward));
        put(row, 2, count(layer.backward.all()), detailOf(layer.backward));
        put(row, 3, count(layer.update.all()), detailOf(layer.update));
        put(row, 4, bytes(layer.keptBytes), {});
    }
    m_table->setVerticalHeaderItem(layers, new QTableWidgetItem(tr("all")));
    put(layers, 0, {}, {});
    put(layers, 1, count(costs.forward.all()), detailOf(costs.forward));
    put(layers, 2, count(costs.backward.all()), detailOf(costs.backward));
    put(layers, 3, count(costs.update.all()), detailOf(costs.update));
    put(layers, 4, bytes(costs.memory.kept), {});
    const int shown = std::min(layers + 1, 6);
    m_table->setFixedHeight(m_table->horizontalHeader()->sizeHint().height() +
                            shown * m_table->verticalHeader()->sectionSize(0) + 4);
}

void CostsView::tell() {
    const Costs& costs = *m_costs;
    QString text = (costs.batch == 1 ? tr("One update of one example takes %1 operations.")
                                     : tr("One update of %2 examples takes %1 operations."))
                       .arg(count(costs.perUpdate().all()));
    if (costs.batch > 1)
        text = text.arg(count(costs.batch)) +
               tr(" %1 of them add the gradients up to their mean.").arg(count(costs.mean.all()));
    if (m_subject->optimizer.clips())
        text += tr(" Clipping comes on top: the length of the gradient.");
    if (m_measured)
        text += tr(" Measured here, the passes of the walkthrough take %1 forward, %2 backward and "
                   "%3 for the update; training at full speed takes %4 for all of it.")
                    .arg(duration(m_measured->forward), duration(m_measured->backward),
                         duration(m_measured->update), duration(m_measured->training));
    else
        text += session().isTraining() ? tr(" Times are measured at rest.") : tr(" Measuring …");
    m_timeText->setText(text);
    const Memory& memory = costs.memory;
    m_memoryText->setText(
        tr("Memory: weights and biases %1, their gradients %2, the optimizer's %3. For the "
           "backward pass, u and h of all layers are kept: %4; a forward pass alone could do with "
           "%5, two neighbouring layers.")
            .arg(bytes(memory.parameters), bytes(memory.gradients), bytes(memory.optimizer),
                 bytes(memory.kept), bytes(memory.forwardOnly)));
    const Notation& notation = Appearance::instance().notation();
    m_naiveText->setText(QString::fromStdString(
        naiveText(costs, m_measured ? m_measured->naiveRatio() : 0.0, notation)));
    m_billText->setText(
        m_measured ? QString::fromStdString(billText(
                         billOf(*m_subject, m_epochCount,
                                m_measured->training / static_cast<double>(m_measured->batch)),
                         notation))
                   : tr("Its price is known once an update has been measured."));
}

void CostsView::measure() {
    if (m_times.isRunning())
        return;
    m_times.run([this, project = std::make_shared<const Project>(session().project())](
                    const std::stop_token& stop, const Worker::Post& post) {
        if (const auto times = measurePhases(*project, kSecondsPerFigure, stop))
            post([this, times] {
                m_measured = times;
                tell();
            });
    });
}

void CostsView::measureCurve() {
    if (m_isCurveAsked)
        return;
    m_isCurveAsked = true;
    m_points.clear();
    m_curve.run([this, project = m_subject, what = growth()](const std::stop_token& stop,
                                                             const Worker::Post& post) {
        measureGrowth(*project, what, kSecondsPerPoint, stop, [&](const GrowthPoint& point) {
            post([this, point] {
                m_points.push_back(point);
                showCurve();
            });
        });
    });
    showCurve();
}

void CostsView::showCurve() {
    const std::array titles{tr("neurons of each hidden layer"), tr("hidden layers"),
                            tr("examples of one update")};
    m_plot->showPoints(growth(), titles.at(static_cast<std::size_t>(growth())), m_points);
    m_stopButton->setEnabled(m_curve.isRunning());
    if (m_points.size() < 2) {
        m_growthText->clear();
        return;
    }
    const GrowthPoint &last = m_points.back(), &before = m_points[m_points.size() - 2];
    const auto times = [](double ratio) {
        return QString::fromStdString(
            formatNumber(ratio, {2, Appearance::instance().notation().numbers.decimalComma}));
    };
    m_growthText->setText(tr("From %1 to %2: %3 times the operations, %4 times the time.")
                              .arg(count(before.size), count(last.size),
                                   times(last.operations / before.operations),
                                   times(last.seconds / before.seconds)));
}

}  // namespace stepgrad

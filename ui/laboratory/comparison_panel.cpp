#include "ui/laboratory/comparison_panel.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include "core/laboratory/comparison_words.h"
#include "ui/appearance.h"
#include "ui/panels/confusion_view.h"

namespace stepgrad {

ComparisonPanel::ComparisonPanel(QWidget* parent) : QWidget(parent) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(4, 0, 4, 0);
    row->setSpacing(24);
    for (std::size_t run = 0; run < 2; ++run) {
        m_columns.push_back(makeColumn(run));
        row->addWidget(m_columns.back().widget, 1);
    }
}

ComparisonPanel::Column ComparisonPanel::makeColumn(std::size_t run) {
    Column column;
    column.widget = new QWidget;
    column.words = new QLabel;
    column.words->setWordWrap(true);
    column.words->setTextFormat(Qt::PlainText);
    column.confusion = new ConfusionView;
    column.confusion->setMinimumSize(120, 120);
    column.confusion->setMaximumHeight(300);
    column.take = new QPushButton(tr("Take into the Window"));
    column.take->setObjectName(QStringLiteral("takeRun%1").arg(run));
    column.take->setToolTip(
        tr("Go on with this trained network in place of the present one; Undo takes it back"));
    connect(column.take, &QPushButton::clicked, this, [this, run] { emit taken(run); });
    auto* layout = new QVBoxLayout(column.widget);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(column.words);
    layout->addWidget(column.confusion, 1);
    layout->addWidget(column.take, 0, Qt::AlignLeft);
    return column;
}

void ComparisonPanel::showRuns(const std::vector<TrainingRun>& runs) {
    const NumberFormat& numbers = Appearance::instance().notation().numbers;
    for (std::size_t i = 0; i < m_columns.size(); ++i) {
        const Column& column = m_columns[i];
        column.widget->setVisible(i < runs.size());
        if (i >= runs.size())
            continue;
        const TrainingRun& run = runs[i];
        const Metrics& metrics = run.test ? *run.test : run.training;
        column.words->setText(QString::fromStdString(runWords(run, numbers)));
        column.confusion->setVisible(metrics.hasClasses());
        column.confusion->showCounts(metrics.confusion, run.project->classNames);
        column.take->setAccessibleName(
            tr("Take %1 into the window")
                .arg(QString::fromStdString(networkName(run.state->network))));
    }
}

}  // namespace stepgrad

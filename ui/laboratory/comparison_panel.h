#pragma once

#include <QWidget>
#include <vector>

#include "core/laboratory/training_run.h"

class QLabel;
class QPushButton;

namespace stepgrad {

class ConfusionView;

/// The networks that were trained side by side: how well each does, its confusion matrix on the
/// test examples, and a button that takes it into the window.
class ComparisonPanel : public QWidget {
    Q_OBJECT
public:
    explicit ComparisonPanel(QWidget* parent = nullptr);

    /// @param runs  one or two
    void showRuns(const std::vector<TrainingRun>& runs);

signals:
    void taken(std::size_t run);

private:
    struct Column {
        QWidget* widget = nullptr;
        QLabel* words = nullptr;
        ConfusionView* confusion = nullptr;
        QPushButton* take = nullptr;
    };
    Column makeColumn(std::size_t run);

    std::vector<Column> m_columns;
};

}  // namespace stepgrad

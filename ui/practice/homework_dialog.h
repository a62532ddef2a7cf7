#pragma once

#include <QDialog>
#include <QTimer>
#include <memory>

#include "core/practice/homework.h"

class QLabel;
class QPushButton;
class QTableWidget;
class QTableWidgetItem;

namespace stepgrad {

/// The sheet on which a learner's own values are typed or pasted, each marked with what
/// happened to it. The values themselves are shown on request only.
class HomeworkDialog : public QDialog {
    Q_OBJECT
public:
    explicit HomeworkDialog(QWidget* parent = nullptr);

    /// A sheet for another training step. What was entered is kept where the same values
    /// are asked for.
    void setStep(const TracePtr& trace, const Walk& walk, const Notation& notation);
    const Homework& homework() const { return *m_homework; }
    /// Enters what was copied elsewhere, from the current row on.
    void paste(const QString& text);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    enum Column { Symbol, Yours, Mark, Result, What };
    void build();
    void buildTable();
    void fillTable();
    void addItems(int row);
    void showMarks();
    void showMark(int row);
    void takeText(QTableWidgetItem* item);
    void showResults(bool shown);

    std::unique_ptr<Homework> m_homework;
    QTableWidget* m_table;
    QLabel* m_intro = nullptr;  ///< how it is filled, and what of a large step it has
    QLabel* m_summary;
    QPushButton* m_results;
    QTimer m_measuring;  ///< of the rows, soon
    bool m_filling = false;
};

}  // namespace stepgrad

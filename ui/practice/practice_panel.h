#pragma once

#include <QFrame>

#include "core/practice/practice_round.h"

class QBoxLayout;
class QComboBox;
class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;

namespace stepgrad {

class FormulaView;
class VerdictLabel;

/// The strip above the graph in which a learner answers: which value is asked, a field
/// for it, what is said of the answer, hints. Shows a round; what is done to it it says.
class PracticePanel : public QFrame {
    Q_OBJECT
public:
    explicit PracticePanel(QWidget* parent = nullptr);

    /// The value that is asked, or the summary where the round is over. What was said of
    /// the last answer stays until it is replaced.
    void showRound(const PracticeRound& round);
    void showVerdict(Diagnosis::Verdict verdict, const QString& text);
    /// Why the text is no number.
    void showProblem(const QString& reason);
    void showHint(std::vector<Equation> equations);
    void clearSaid();   ///< neither verdict nor hint
    void focusField();  ///< unless a part is being chosen by the keyboard
    /// Digits and signs typed over that widget (the graph) go into the field.
    void takeDigitsFrom(QWidget* widget);

    QSize minimumSizeHint() const override;
    QSize sizeHint() const override;

signals:
    void answered(const QString& text);
    void hintAsked();
    void showAsked();
    void againAsked();
    void leaveAsked();
    void partChosen(stepgrad::PracticeRound::Part part);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QBoxLayout* buildHead();
    QBoxLayout* buildQuestion();
    void fold();

    QBoxLayout *m_head, *m_question;
    QLabel *m_progress, *m_symbol;
    QProgressBar* m_bar;
    QComboBox* m_part;
    QLineEdit* m_field;
    QPushButton *m_check, *m_hint, *m_show, *m_again, *m_leave;
    QWidget* m_asking;  ///< what is there only while something is asked
    VerdictLabel* m_verdict;
    bool m_isOver = false;
    FormulaView* m_formulas;
};

}  // namespace stepgrad

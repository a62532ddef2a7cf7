#pragma once

#include <QLineEdit>
#include <functional>

namespace stepgrad {

/// A text field for one number, in any way people write numbers (`parseNumber`).
/// Enter and leaving it accept; Esc brings the old value back. What is refused
/// stays, marked, with the reason beside it, until it is mended; leaving the
/// field with it brings the old value back.
class NumberField : public QLineEdit {
    Q_OBJECT
public:
    explicit NumberField(QWidget* parent = nullptr);

    /// Carries the new value out; returns an empty text, or why it is refused.
    using Commit = std::function<QString(double)>;
    void setCommit(Commit commit) { m_commit = std::move(commit); }

    /// Whether the reason of a refusal stands beside the field; without, only
    /// `refused` tells it, where it is shown elsewhere.
    void setTipShown(bool shown) { m_showsTip = shown; }

    /// What stands for that one number: "none" for 0.
    void setWord(double number, const QString& word);

    /// Shows a value, unless the user is writing another.
    void showNumber(double value);
    double number() const { return m_number; }
    /// Why the present text was refused; empty where it was not.
    QString problem() const { return m_problem; }

    /// Carries out what is written. False where it is refused; it stays, marked.
    bool accept();

signals:
    void refused(const QString& reason);
    void entered();  ///< what is written was accepted with Enter

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    void showProblem(const QString& reason);
    void restore();

    Commit m_commit;
    double m_number = 0.0;
    double m_wordFor = 0.0;
    QString m_word;  ///< that is shown for it; may be empty
    QString m_problem;
    bool m_showsTip = true;
};

/// Why this is no whole number from `least` to `most`; empty where it is one.
QString problemOfWhole(double value, double least = 0.0, double most = 1e15);

/// Gives a widget a property that the style sheet looks at, and restyles it.
void setKind(QWidget* widget, const char* kind);

}  // namespace stepgrad

#pragma once

#include <QLabel>
#include <QWidget>

#include "core/practice/diagnosis.h"

namespace stepgrad {

/// What is said of an answer: an icon in the colour of right or wrong, a word that says
/// the same, and the reason. Announced to assistive technology.
class VerdictLabel : public QWidget {
    Q_OBJECT
public:
    explicit VerdictLabel(QWidget* parent = nullptr);

    /// @param text  beside the word; may be empty
    void showVerdict(Diagnosis::Verdict verdict, const QString& text);
    /// Something that is neither right nor wrong: what a hint is, the end of a round.
    void showNote(const QString& text);
    void clear();
    QString text() const { return m_text->text(); }

    /// "Right", "Carried on", "Not right".
    static QString wordOf(Diagnosis::Verdict verdict);
    static QString iconOf(Diagnosis::Verdict verdict);
    static QColor colourOf(Diagnosis::Verdict verdict);

private:
    void showText(const QString& text);
    void refreshIcon();

    QLabel *m_icon, *m_text;
    bool m_isNote = true;
    Diagnosis::Verdict m_verdict = Diagnosis::Verdict::Right;
};

}  // namespace stepgrad

#pragma once

#include <QWidget>
#include <memory>
#include <optional>
#include <vector>

#include "core/lessons/verdict.h"

namespace stepgrad {

/// A stop of a lesson as it is to be read: texts filled in for a training step.
struct LessonPage {
    QString lesson;  ///< its title
    QString title;   ///< of the stop
    int number = 1, count = 1;
    using Text = std::vector<TextPiece>;
    std::vector<Text> paragraphs;
    std::optional<CheckKind> check;  ///< none: nothing is asked
    Text question;
    std::vector<Text> options;  ///< of a choice
};

/// One stop of a lesson: what is told, the question with its control, what is said of
/// the answer, and the way on, which is always open. Symbols can be pointed at and
/// clicked, as in formulas. Knows no lessons: shows a page, and says what is done.
class LessonPanel : public QWidget {
    Q_OBJECT
public:
    explicit LessonPanel(QWidget* parent = nullptr);
    ~LessonPanel() override;

    /// The lesson's name and how far one is, for the title of the dock.
    QWidget* header() const;

    /// Another stop: nothing answered yet, seen from its beginning.
    void showPage(const LessonPage& page);
    /// The texts of the same stop in another notation; what was answered stays.
    void showTexts(const LessonPage& page);
    void showVerdict(const Verdict& verdict);
    /// What is said, "" where nothing is yet; for tests and assistive technology.
    QString feedback() const;

signals:
    void numberGiven(const QString& text);
    void optionChosen(int index);
    void nextAsked();
    void backAsked();
    void leaveAsked();
    void valueHovered(const std::optional<stepgrad::ValueId>& id);
    void valueClicked(const stepgrad::ValueId& id);

protected:
    bool event(QEvent* event) override;

private:
    class Private;
    std::unique_ptr<Private> d;
};

}  // namespace stepgrad

#include "ui/panels/lesson_panel.h"

#include <QAccessible>
#include <QButtonGroup>
#include <QEvent>
#include <QLineEdit>
#include <QMouseEvent>
#include <QPushButton>
#include <QRadioButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QVBoxLayout>

#include "ui/appearance.h"
#include "ui/fitting_label.h"
#include "ui/panels/lesson_label.h"

namespace stepgrad {
namespace {

/// The words beside a radio button, which themselves choose it.
class OptionText : public LessonLabel {
public:
    OptionText(QRadioButton* button, QWidget* parent) : LessonLabel(parent), m_button(button) {
        setTextInteractionFlags(Qt::NoTextInteraction);
        setBuddy(button);
    }

protected:
    void mouseReleaseEvent(QMouseEvent* event) override {
        if (rect().contains(event->pos()))
            m_button->click();
    }

private:
    QRadioButton* m_button;
};

/// The name, what stands before its colon, and ever fewer of its words.
QStringList shorter(const QString& name) {
    QStringList texts{name};
    if (name.contains(':'))
        texts << name.section(':', 0, 0);
    for (QStringList words = name.split(' '); words.size() > 1;) {
        words.removeLast();
        texts << words.join(' ') + QStringLiteral(" …");
    }
    return texts << QString();
}

QPushButton* makeButton(const QString& text, const char* name, QWidget* parent) {
    auto* button = new QPushButton(text, parent);
    button->setObjectName(QLatin1String(name));
    button->setFocusPolicy(Qt::TabFocus);  // a click leaves the keys to the walkthrough
    return button;
}

}  // namespace

class LessonPanel::Private {
public:
    explicit Private(LessonPanel* panel);
    void addParagraph(const LessonPage::Text& text);
    void clear();
    void buildQuestion(const LessonPage& page);
    void buildOptions(const LessonPage& page);
    void follow(LessonLabel* label);
    void showFeedback();
    void dress();

    LessonPanel* q;
    QWidget* header;
    FittingLabel* lesson;
    QLabel *progress, *title;
    QScrollArea* area;
    QWidget* page;
    QVBoxLayout* column;
    QList<LessonLabel*> paragraphs;
    QFrame* card = nullptr;
    LessonLabel* question = nullptr;
    QLineEdit* answer = nullptr;
    QList<LessonLabel*> options;
    LessonLabel* feedback = nullptr;
    std::optional<Verdict> verdict;
    QPushButton *back, *next, *leave;
};

LessonPanel::Private::Private(LessonPanel* panel) : q(panel) {
    header = new QWidget(q);
    lesson = new FittingLabel(header);
    lesson->setProperty("kind", "heading");
    lesson->setTextFormat(Qt::PlainText);
    progress = new QLabel(header);
    progress->setProperty("kind", "quiet");
    progress->setObjectName(QStringLiteral("lessonProgress"));
    title = new QLabel(q);
    title->setProperty("kind", "heading");
    title->setWordWrap(true);
    title->setTextFormat(Qt::PlainText);
    title->setObjectName(QStringLiteral("lessonStop"));
    auto* head = new QHBoxLayout(header);
    head->setContentsMargins(0, 0, 0, 0);
    head->addWidget(lesson, 1);
    head->addWidget(progress);
    page = new QWidget;
    column = new QVBoxLayout(page);
    area = new QScrollArea(q);
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setFocusPolicy(Qt::NoFocus);
    area->setBackgroundRole(QPalette::Base);
    page->setBackgroundRole(QPalette::Base);
    area->setWidget(page);
    back = makeButton(tr("Back"), "lessonBack", q);
    back->setAccessibleName(tr("Back to the stop before"));
    next = makeButton(tr("Next stop"), "lessonNext", q);
    leave = makeButton(tr("Leave"), "lessonLeave", q);
    leave->setAccessibleName(tr("Leave the lesson"));
    leave->setToolTip(tr("Back to your own project; the lesson can be resumed"));
    auto* foot = new QHBoxLayout;
    foot->addWidget(back);
    foot->addWidget(next);
    foot->addStretch(1);
    foot->addWidget(leave);
    auto* all = new QVBoxLayout(q);
    all->addWidget(title);
    all->addWidget(area, 1);
    all->addLayout(foot);
    connect(back, &QPushButton::clicked, q, &LessonPanel::backAsked);
    connect(next, &QPushButton::clicked, q, &LessonPanel::nextAsked);
    connect(leave, &QPushButton::clicked, q, &LessonPanel::leaveAsked);
}

void LessonPanel::Private::follow(LessonLabel* label) {
    connect(label, &LessonLabel::valueHovered, q, &LessonPanel::valueHovered);
    connect(label, &LessonLabel::valueClicked, q, &LessonPanel::valueClicked);
}

void LessonPanel::Private::clear() {
    qDeleteAll(paragraphs);
    delete card;
    while (QLayoutItem* item = column->takeAt(0))
        delete item;
    paragraphs.clear();
    options.clear();
    card = nullptr;
    question = feedback = nullptr;
    answer = nullptr;
    verdict.reset();
}

void LessonPanel::Private::addParagraph(const LessonPage::Text& text) {
    auto* label = new LessonLabel(page);
    label->showPieces(text);
    follow(label);
    column->addWidget(label);
    paragraphs << label;
}

void LessonPanel::Private::buildOptions(const LessonPage& shown) {
    auto* group = new QButtonGroup(card);
    for (std::size_t i = 0; i < shown.options.size(); ++i) {
        auto* button = new QRadioButton(card);
        auto* text = new OptionText(button, card);
        text->showPieces(shown.options[i]);
        button->setAccessibleName(text->plain());
        button->setFocusPolicy(Qt::TabFocus);
        group->addButton(button, static_cast<int>(i));
        auto* row = new QHBoxLayout;
        row->addWidget(button, 0, Qt::AlignTop);
        row->addWidget(text, 1);
        static_cast<QVBoxLayout*>(card->layout())->addLayout(row);
        options << text;
    }
    connect(group, &QButtonGroup::idClicked, q, &LessonPanel::optionChosen);
}

void LessonPanel::Private::buildQuestion(const LessonPage& shown) {
    card = new QFrame(page);
    card->setObjectName(QStringLiteral("lessonQuestion"));
    card->setProperty("kind", "card");
    auto* inside = new QVBoxLayout(card);
    question = new LessonLabel(card);
    question->showPieces(shown.question);
    follow(question);
    inside->addWidget(question);
    if (shown.check == CheckKind::Number) {
        answer = new QLineEdit(card);
        answer->setObjectName(QStringLiteral("lessonAnswer"));
        answer->setProperty("kind", "answer");
        answer->setAccessibleName(tr("Your answer"));
        answer->setPlaceholderText(tr("a number"));
        auto* check = makeButton(tr("Check"), "lessonCheck", card);
        auto* row = new QHBoxLayout;
        row->addWidget(answer, 1);
        row->addWidget(check);
        inside->addLayout(row);
        const auto give = [this] { emit q->numberGiven(answer->text()); };
        connect(answer, &QLineEdit::returnPressed, q, give);
        connect(check, &QPushButton::clicked, q, give);
    } else if (shown.check == CheckKind::Choice) {
        buildOptions(shown);
    }
    feedback = new LessonLabel(card);
    feedback->setObjectName(QStringLiteral("lessonFeedback"));
    feedback->hide();
    follow(feedback);
    inside->addWidget(feedback);
    column->addWidget(card);
}

void LessonPanel::Private::showFeedback() {
    if (!feedback || !verdict)
        return;
    const Palette& palette = Appearance::instance().palette();
    switch (verdict->kind) {
        case Verdict::Kind::Right:
            feedback->showMarked(QStringLiteral("✓"), verdict->words, palette.done);
            break;
        case Verdict::Kind::Wrong:
            feedback->showMarked(QStringLiteral("✗"), verdict->words, palette.loss);
            break;
        case Verdict::Kind::Unclear:
            feedback->showMarked(QStringLiteral("…"), verdict->words, palette.quiet);
            break;
    }
    feedback->show();
}

void LessonPanel::Private::dress() {
    const int unit = q->fontMetrics().height();
    q->layout()->setContentsMargins(unit * 4 / 5, unit / 5, unit * 4 / 5, unit / 2);
    q->layout()->setSpacing(unit / 3);
    column->setContentsMargins(0, unit / 3, unit / 3, unit / 3);
    column->setSpacing(unit / 2);
    if (card)
        card->layout()->setContentsMargins(unit / 2, unit / 2, unit / 2, unit / 2);
}

LessonPanel::LessonPanel(QWidget* parent) : QWidget(parent), d(std::make_unique<Private>(this)) {
    setMinimumWidth(QFontMetrics(font()).averageCharWidth() * 24);
    d->dress();
    connect(&Appearance::instance(), &Appearance::changed, this, [this] {
        d->dress();
        d->showFeedback();
    });
}

LessonPanel::~LessonPanel() = default;

QWidget* LessonPanel::header() const {
    return d->header;
}

void LessonPanel::showPage(const LessonPage& page) {
    d->clear();
    for (const auto& paragraph : page.paragraphs)
        d->addParagraph(paragraph);
    if (page.check)
        d->buildQuestion(page);
    d->column->addStretch(1);
    d->back->setEnabled(page.number > 1);
    d->next->setText(page.number == page.count ? tr("Finish") : tr("Next stop"));
    showTexts(page);
    d->dress();
    d->area->verticalScrollBar()->setValue(0);
}

void LessonPanel::showTexts(const LessonPage& page) {
    d->lesson->showTexts(shorter(page.lesson));
    d->progress->setText(tr("%1 of %2").arg(page.number).arg(page.count));
    d->title->setText(page.title);
    for (qsizetype i = 0; i < d->paragraphs.size(); ++i)
        d->paragraphs[i]->showPieces(page.paragraphs[static_cast<std::size_t>(i)]);
    if (d->question)
        d->question->showPieces(page.question);
    for (qsizetype i = 0; i < d->options.size(); ++i)
        d->options[i]->showPieces(page.options[static_cast<std::size_t>(i)]);
    d->showFeedback();
}

void LessonPanel::showVerdict(const Verdict& verdict) {
    if (!d->feedback)
        return;
    d->verdict = verdict;
    d->showFeedback();
    QAccessibleEvent event(d->feedback, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
    // Once there is room for it.
    QMetaObject::invokeMethod(
        this,
        [this] {
            if (d->feedback)
                d->area->ensureWidgetVisible(d->feedback);
        },
        Qt::QueuedConnection);
}

QString LessonPanel::feedback() const {
    return d->feedback && d->verdict ? d->feedback->plain() : QString();
}

bool LessonPanel::event(QEvent* event) {
    const bool done = QWidget::event(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        d->dress();
    return done;
}

}  // namespace stepgrad

#include "ui/laboratory/mail_editor.h"

#include <QKeyEvent>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QTextBlock>
#include <QTextEdit>
#include <QVBoxLayout>
#include <algorithm>
#include <utility>

#include "ui/appearance.h"
#include "ui/number_field.h"

namespace stepgrad {
namespace {

/// Marks beyond these would make each keystroke slow; all places are counted.
constexpr std::size_t kMostMarks = 4000;

/// What is pasted becomes what is shown, so that each character has its place.
class PlainText : public QTextEdit {
public:
    using QTextEdit::QTextEdit;

protected:
    void insertFromMimeData(const QMimeData* source) override {
        insertPlainText(
            shownText(source->text().left(static_cast<qsizetype>(mailLimits().textBytes))));
    }
};

class OneLine : public QPlainTextEdit {
public:
    using QPlainTextEdit::QPlainTextEdit;

protected:
    void insertFromMimeData(const QMimeData* source) override {
        constexpr qsizetype kLongest = 2000;
        insertPlainText(shownText(source->text().left(kLongest)).simplified());
    }
};

using Selections = QList<QTextEdit::ExtraSelection>;

void addMark(Selections& marks, QTextDocument* document, const TextRange& range,
             MailFeature feature, bool isLit) {
    if (static_cast<std::size_t>(marks.size()) >= kMostMarks)
        return;
    QTextEdit::ExtraSelection mark;
    mark.cursor = QTextCursor(document);
    mark.cursor.setPosition(static_cast<int>(range.start));
    mark.cursor.setPosition(static_cast<int>(range.end()), QTextCursor::KeepAnchor);
    mark.format.setBackground(tintOf(feature, isLit));
    marks << mark;
}

/// Links in a document: runs of characters that stand for the same target.
std::vector<MailAnchor> anchorsIn(const QTextDocument& document) {
    std::vector<MailAnchor> anchors;
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
        for (auto at = block.begin(); !at.atEnd(); ++at) {
            const QTextFragment piece = at.fragment();
            const QString target = piece.charFormat().anchorHref();
            if (target.isEmpty())
                continue;
            const TextRange range{piece.position(), piece.length()};
            // A link goes on after a line end, which belongs to no piece.
            if (!anchors.empty() && anchors.back().target == target &&
                anchors.back().range.end() + 1 >= range.start)
                anchors.back().range.length = range.end() - anchors.back().range.start;
            else
                anchors.push_back({target, range});
        }
    }
    return anchors;
}

}  // namespace

QColor tintOf(MailFeature feature, bool isLit) {
    const Palette& palette = Appearance::instance().palette();
    const auto tint = [&](const QColor& colour, double calm, double lit) {
        return mixed(palette.panel, colour, isLit ? lit : calm);
    };
    switch (feature) {
        case MailFeature::Free:
            return tint(palette.loss, 0.28, 0.6);
        case MailFeature::Links:
            return tint(palette.primary, 0.22, 0.5);
        case MailFeature::CapsPercent:
            return tint(palette.negative, 0.26, 0.6);
        case MailFeature::Length:
            return tint(palette.done, 0.12, 0.25);
    }
    return {};
}

MailEditor::MailEditor(QWidget* parent)
    : QWidget(parent), m_subject(new OneLine(this)), m_text(new PlainText(this)) {
    m_subject->setObjectName(QStringLiteral("mailSubject"));
    m_subject->setAccessibleName(tr("Subject of the mail"));
    m_subject->setPlaceholderText(tr("Subject"));
    m_subject->setTabChangesFocus(true);
    m_subject->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_subject->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_subject->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_subject->installEventFilter(this);
    m_text->setObjectName(QStringLiteral("mailText"));
    m_text->setAccessibleName(tr("Text of the mail"));
    m_text->setPlaceholderText(tr("Write or paste a mail here, or drop an .eml file."));
    m_text->setAcceptRichText(false);
    m_text->setTabChangesFocus(true);
    setKind(m_subject, "field");
    setKind(m_text, "field");
    // A file that is dropped is opened by the view, not pasted as its name.
    m_subject->setAcceptDrops(false);
    m_text->setAcceptDrops(false);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(fontMetrics().height() / 4);
    column->addWidget(m_subject);
    column->addWidget(m_text, 1);
    setFocusProxy(m_text);
    fitSubject();
    const auto tell = [this] {
        if (!m_isSetting)
            emit edited();
    };
    connect(m_subject, &QPlainTextEdit::textChanged, this, tell);
    connect(m_text, &QTextEdit::textChanged, this, tell);
}

void MailEditor::fitSubject() {
    const int frame = 2 * std::max(m_subject->frameWidth(), 2);
    const int margin = static_cast<int>(2 * m_subject->document()->documentMargin());
    m_subject->setFixedHeight(m_subject->fontMetrics().height() + margin + frame + 2);
}

bool MailEditor::eventFilter(QObject* watched, QEvent* event) {
    if (watched != m_subject)
        return QWidget::eventFilter(watched, event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        fitSubject();
    if (event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Return || key == Qt::Key_Enter || key == Qt::Key_Down) {
            m_text->setFocus();  // a subject has one line
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void MailEditor::setMail(const Mail& mail) {
    m_isSetting = true;
    m_subject->setPlainText(mail.subject);
    m_text->setPlainText(mail.text);
    m_onPictures.clear();
    QTextCursor cursor(m_text->document());
    cursor.beginEditBlock();
    for (const MailAnchor& anchor : mail.anchors) {
        if (anchor.range.length == 0) {
            m_onPictures.push_back({anchor.target, {}});
            continue;
        }
        cursor.setPosition(static_cast<int>(anchor.range.start));
        cursor.setPosition(static_cast<int>(anchor.range.end()), QTextCursor::KeepAnchor);
        QTextCharFormat format;
        format.setAnchor(true);
        format.setAnchorHref(anchor.target);
        format.setToolTip(anchor.target);
        format.setFontUnderline(true);
        cursor.mergeCharFormat(format);
    }
    cursor.endEditBlock();
    m_text->document()->clearUndoRedoStacks();
    m_text->moveCursor(QTextCursor::Start);
    m_isSetting = false;
}

Mail MailEditor::mail() const {
    Mail mail{m_subject->toPlainText(), m_text->toPlainText(), anchorsIn(*m_text->document())};
    mail.anchors.insert(mail.anchors.end(), m_onPictures.begin(), m_onPictures.end());
    return mail;
}

void MailEditor::mark(const MailFeatures& features, std::optional<MailFeature> lit) {
    Selections subject, text;
    for (const TextRange& range : features.free)
        addMark(subject, m_subject->document(), range, MailFeature::Free, lit == MailFeature::Free);
    if (lit == MailFeature::Length)
        addMark(text, m_text->document(), {0, m_text->document()->characterCount() - 1},
                MailFeature::Length, true);
    // What is lit comes last, in front of the other.
    const auto addLinks = [&] {
        for (const MailLink& link : features.links)
            for (const TextRange& range : link.places)
                addMark(text, m_text->document(), range, MailFeature::Links,
                        lit == MailFeature::Links);
    };
    const auto addCapitals = [&] {
        for (const TextRange& range : features.capitals)
            addMark(text, m_text->document(), range, MailFeature::CapsPercent,
                    lit == MailFeature::CapsPercent);
    };
    if (lit != MailFeature::Links)
        addLinks();
    addCapitals();
    if (lit == MailFeature::Links)
        addLinks();
    m_subject->setExtraSelections(subject);
    m_text->setExtraSelections(text);
}

QSize MailEditor::sizeHint() const {
    return {fontMetrics().averageCharWidth() * 60, fontMetrics().height() * 14};
}

QSize MailEditor::minimumSizeHint() const {
    return {fontMetrics().averageCharWidth() * 24, fontMetrics().height() * 6};
}

}  // namespace stepgrad

#include "ui/panels/lesson_label.h"

#include "ui/appearance.h"

namespace stepgrad {
namespace {

bool standsOnGraph(const TextPiece& piece) {
    const bool isNamed =
        piece.kind == TextPiece::Kind::Symbol || piece.kind == TextPiece::Kind::Number;
    return isNamed && piece.quantity.kind != Quantity::Kind::LearningRate;
}

}  // namespace

LessonLabel::LessonLabel(QWidget* parent) : QLabel(parent) {
    setTextFormat(Qt::RichText);
    setWordWrap(true);
    setTextInteractionFlags(Qt::TextBrowserInteraction);
    connect(this, &QLabel::linkHovered, this,
            [this](const QString& link) { emit valueHovered(valueOf(link)); });
    connect(this, &QLabel::linkActivated, this, [this](const QString& link) {
        if (const auto id = valueOf(link))
            emit valueClicked(*id);
    });
}

QString LessonLabel::htmlOf(const std::vector<TextPiece>& pieces, const QColor& colour) {
    m_pieces = pieces;
    QString html;
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        const TextPiece& piece = pieces[i];
        QString text = QString::fromStdString(piece.text).toHtmlEscaped();
        if (piece.kind == TextPiece::Kind::Emphasis)
            text = QStringLiteral("<b>%1</b>").arg(text);
        else if (standsOnGraph(piece))
            text = QStringLiteral(
                       "<a href=\"%1\" style=\"color:%2; text-decoration:none; "
                       "white-space:nowrap\"><b>%3</b></a>")
                       .arg(i)
                       .arg(colour.name(), text);
        html += text;
    }
    return html;
}

void LessonLabel::showPieces(const std::vector<TextPiece>& pieces) {
    setText(htmlOf(pieces, Appearance::instance().palette().primary));
    setAccessibleName(plain());
}

void LessonLabel::showMarked(const QString& mark, const std::vector<TextPiece>& pieces,
                             const QColor& colour) {
    setText(QStringLiteral("<span style=\"color:%1\"><b>%2</b> %3</span>")
                .arg(colour.name(), mark.toHtmlEscaped(), htmlOf(pieces, colour)));
    setAccessibleName(plain());
}

QString LessonLabel::plain() const {
    return QString::fromStdString(plainText(m_pieces));
}

std::optional<ValueId> LessonLabel::valueOf(const QString& link) const {
    bool isIndex = false;
    const auto index = link.toUInt(&isIndex);
    if (!isIndex || index >= m_pieces.size())
        return std::nullopt;
    return m_pieces[index].quantity.value;
}

}  // namespace stepgrad

// glib first: it has members of the name of a keyword of Qt.
#include <glib.h>

#include <QRegularExpression>
#include <QStringDecoder>
#include <memory>

#include "core/mail/mail_parts.h"

namespace stepgrad {
namespace {

struct Free {
    void operator()(gchar* memory) const { g_free(memory); }
};
using GText = std::unique_ptr<gchar, Free>;

/// Names of charsets only: others could mean options of the converter.
bool isCharsetName(const QByteArray& name) {
    static const QRegularExpression pattern(
        QStringLiteral("\\A[A-Za-z0-9][A-Za-z0-9._:+-]{1,39}\\z"));
    return pattern.match(QString::fromLatin1(name)).hasMatch();
}

std::optional<QString> strictUtf8(const QByteArray& bytes) {
    QStringDecoder decoder(QStringDecoder::Utf8);
    QString text = decoder(bytes);
    if (decoder.hasError())
        return std::nullopt;
    return text;
}

std::optional<QString> inCharset(const QByteArray& bytes, const QByteArray& charset) {
    if (bytes.isEmpty() || !isCharsetName(charset))
        return std::nullopt;
    gsize length = 0;
    const GText utf8(g_convert(bytes.constData(), bytes.size(), "UTF-8", charset.constData(),
                               nullptr, &length, nullptr));
    if (!utf8)
        return std::nullopt;
    return QString::fromUtf8(utf8.get(), static_cast<qsizetype>(length));
}

/// Neither seen nor white space.
bool isControl(QChar c) {
    return (c.unicode() < 0x20 && !c.isSpace()) || c.unicode() == 0x7f || c.unicode() == 0xfeff;
}

}  // namespace

QString decodedText(const QByteArray& bytes, const QByteArray& charset) {
    if (auto text = inCharset(bytes, charset))
        return *text;
    if (auto text = strictUtf8(bytes))
        return *text;
    return QString::fromLatin1(bytes);
}

QByteArray charsetInHtml(const QByteArray& html) {
    constexpr qsizetype kSearched = 4096;
    static const QRegularExpression pattern(
        QStringLiteral("<meta\\b[^>]{0,200}?\\bcharset\\s*=\\s*[\"']?([A-Za-z0-9._:-]+)"),
        QRegularExpression::CaseInsensitiveOption);
    return pattern.match(QString::fromLatin1(html.left(kSearched))).captured(1).toLatin1();
}

bool looksLikeHtml(const QString& text) {
    static const QRegularExpression beginning(
        QStringLiteral(
            "\\A\\s*(?:<!--.{0,2000}?-->\\s*)?<(?:!doctype\\s+html|(?:html|head|body|title|meta|"
            "style|table|center|font|div|span|p|br|a|b|img|h[1-6])(?=[\\s>/]))[^<>]*>"),
        QRegularExpression::CaseInsensitiveOption | QRegularExpression::DotMatchesEverythingOption);
    if (beginning.match(text).hasMatch())
        return true;
    for (const char* element : {"html", "body"}) {
        const QLatin1String name(element);
        const qsizetype open =
            text.indexOf(QStringLiteral("<%1").arg(name), 0, Qt::CaseInsensitive);
        if (open >= 0 &&
            text.indexOf(QStringLiteral("</%1>").arg(name), open, Qt::CaseInsensitive) >= 0)
            return true;
    }
    return false;
}

QString shownText(const QString& text) {
    QString shown;
    shown.reserve(text.size());
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        if (c == u'\r' || c == QChar::LineSeparator || c == QChar::ParagraphSeparator) {
            if (c != u'\r' || i + 1 == text.size() || text[i + 1] != u'\n')
                shown += u'\n';
        } else if (c == u'\n' || c == u'\t') {
            shown += c;
        } else if (c.isSpace()) {
            shown += u' ';
        } else if (!isControl(c) && !c.isNonCharacter()) {
            shown += c;
        }
    }
    return shown;
}

void VisibleText::append(VisibleText next) {
    if (next.text.isEmpty() && next.anchors.empty())
        return;
    if (!text.isEmpty() && !text.endsWith(u'\n') && !next.text.isEmpty())
        text += u'\n';
    for (MailAnchor& anchor : next.anchors) {
        anchor.range.start += text.size();
        anchors.push_back(std::move(anchor));
    }
    text += next.text;
}

}  // namespace stepgrad

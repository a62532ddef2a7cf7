#pragma once

#include <QByteArray>
#include <QString>
#include <stdexcept>
#include <string>
#include <vector>

#include "core/mail/mail.h"

namespace stepgrad {

/// Why a mail is refused, for people.
struct MailRefusal : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// Throws MailRefusal: "it has more than 50 parts inside each other".
[[noreturn]] void refuseMoreThan(int most, const std::string& of);

/// What the parts of a mail would cost is estimated from above by looking once at its
/// lines. Throws MailRefusal where a limit is exceeded.
void checkMailLimits(const QByteArray& bytes);
/// The same for HTML, whose longest tag bounds the time of reading.
void checkHtmlLimits(const QByteArray& html);

/// The visible text of a part of a mail, and its links.
struct VisibleText {
    QString text;
    std::vector<MailAnchor> anchors{};

    /// With nothing to read but white space.
    bool isBlank() const { return text.trimmed().isEmpty(); }
    /// Adds the text of the part that follows, on a line of its own.
    void append(VisibleText next);
};

/// The text of bytes in that charset. Where it is unknown or the bytes are no text in it:
/// in UTF-8, and where they are none, in Latin-1.
QString decodedText(const QByteArray& bytes, const QByteArray& charset);

/// The charset that a page of HTML names in itself; empty where it names none.
QByteArray charsetInHtml(const QByteArray& html);

/// Whether a text that is said to be plain is HTML: it begins with an element of HTML, or
/// it holds a whole page.
bool looksLikeHtml(const QString& text);

/// What a reader sees of HTML: no tags, scripts, styles or titles; lines where blocks
/// begin and end. Nothing is fetched. Throws MailRefusal where elements are nested deeper
/// than the limit.
VisibleText htmlText(const QString& html);

}  // namespace stepgrad

#pragma once

#include <QByteArray>
#include <QString>
#include <cstddef>
#include <string>
#include <vector>

namespace stepgrad {

/// Characters of a text, in the units of QString.
struct TextRange {
    qsizetype start = 0;
    qsizetype length = 0;
    qsizetype end() const { return start + length; }
    bool operator==(const TextRange&) const = default;
};

/// A link whose target is not what is read: <a href> or <area href> of an HTML part.
struct MailAnchor {
    QString target;   ///< as written, never followed
    TextRange range;  ///< of the visible text; empty for a link on a picture
    bool operator==(const MailAnchor&) const = default;
};

/// What a reader sees of a mail. A value; nothing of it is ever fetched or run.
struct Mail {
    QString subject;  ///< decoded
    /// The visible text: the text parts decoded, of several versions of the same the last
    /// that is not empty, HTML without tags, scripts and styles; no attachments.
    QString text;
    std::vector<MailAnchor> anchors{};
    bool operator==(const Mail&) const = default;
};

/// What is read at most of a mail, all in one place. Whatever has more is refused before
/// memory is taken for it; reading what is left takes seconds at the worst.
struct MailLimits {
    std::size_t bytes = std::size_t{8} << 20;      ///< of a mail with its attachments
    std::size_t textBytes = std::size_t{1} << 20;  ///< of all text parts, decoded
    int headerLines = 20'000;                      ///< lines of headers, those of parts included
    int fieldBytes = 65'536;                       ///< of one header, with the lines it goes on in
    int addressColons = 500;     ///< of one header with addresses: groups inside groups
    int multiparts = 100;        ///< parts that hold others
    int boundaryLines = 10'000;  ///< lines that may part a mail ("--…")
    int depth = 50;              ///< of parts inside parts
    int htmlDepth = 500;         ///< of HTML elements inside elements
    int htmlWords = 8'000;       ///< between one '<' of HTML and the next: words, attributes
};
const MailLimits& mailLimits();

/// Reads a mail as it is stored or sent (RFC 5322 and MIME, an .eml file). What is damaged
/// is read as far as it makes sense: a part that ends too early ends there, and bytes that
/// are no text in the charset they claim are read as UTF-8, or else as Latin-1.
/// @param name  for messages: the file's name
/// Throws ReadError where a limit is exceeded.
Mail readMail(const QByteArray& bytes, const std::string& name);

/// The same of a file, or of one that is compiled into the program. Throws ReadError with
/// the path, also where the system refuses.
Mail loadMail(const std::string& path);

/// A text as it is shown: lines end in LF, spaces are plain, and control characters, which
/// nobody sees, are left out.
QString shownText(const QString& text);

}  // namespace stepgrad

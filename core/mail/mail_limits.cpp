// What a mail would cost, before it is taken apart. Parsers take time and memory that grow
// faster than the mail does: with the number of parts, headers and attributes, and with how
// deeply they are nested.

#include <QByteArrayView>
#include <algorithm>
#include <array>

#include "core/mail/mail_parts.h"

namespace stepgrad {
namespace {

/// Headers whose value is taken apart as addresses, in groups that may nest.
constexpr std::array<const char*, 6> kAddressFields{"to",  "from",   "cc",
                                                    "bcc", "sender", "reply-to"};

bool isHeaderLine(QByteArrayView line) {
    const auto colon = line.indexOf(':');
    return colon > 0 && std::all_of(line.begin(), line.begin() + colon,
                                    [](char c) { return c > '\x1f' && c < '\x7f'; });
}

bool isAddressField(QByteArrayView line) {
    const auto colon = line.indexOf(':');
    if (colon < 0)
        return false;
    const QByteArrayView name = line.first(colon).trimmed();
    return std::any_of(kAddressFields.begin(), kAddressFields.end(), [name](const char* field) {
        return name.compare(field, Qt::CaseInsensitive) == 0;
    });
}

int countOf(QByteArrayView line, const QByteArray& word) {
    int count = 0;
    const QByteArray lower = QByteArray::fromRawData(line.data(), line.size()).toLower();
    for (auto at = lower.indexOf(word); at >= 0; at = lower.indexOf(word, at + word.size()))
        ++count;
    return count;
}

/// What is counted of all lines of a mail.
class Estimate {
public:
    explicit Estimate(const QByteArray& bytes) {
        for (qsizetype start = 0; start < bytes.size();) {
            qsizetype end = bytes.indexOf('\n', start);
            end = end < 0 ? bytes.size() : end;
            take(QByteArrayView(bytes).sliced(start, end - start));
            start = end + 1;
        }
    }

    int headerLines = 0, multiparts = 0, boundaryLines = 0;
    qsizetype longestField = 0;
    int mostColons = 0;  ///< of a field with addresses, wherever such a line stands

private:
    void take(QByteArrayView line) {
        const bool isBoundary = line.startsWith("--");
        const bool isBlank = line.isEmpty() || line == QByteArrayView("\r");
        const bool isFolded = line.startsWith(' ') || line.startsWith('\t');
        m_isHeader = isBoundary || isBlank || (m_isHeader && (isFolded || isHeaderLine(line)));
        boundaryLines += isBoundary;
        headerLines += m_isHeader && !isBlank && !isBoundary;
        multiparts += countOf(line, QByteArrayLiteral("boundary"));
        takeField(line, isFolded);
    }
    void takeField(QByteArrayView line, bool isFolded) {
        if (!isFolded) {
            m_fieldBytes = m_colons = 0;
            m_isAddress = isAddressField(line);
        }
        m_fieldBytes += line.size();
        if (m_isHeader)
            longestField = std::max(longestField, m_fieldBytes);
        if (!m_isAddress)
            return;
        m_colons += static_cast<int>(std::count(line.begin(), line.end(), ':'));
        mostColons = std::max(mostColons, m_colons);
    }

    bool m_isHeader = true;  ///< headers follow on the beginning, on boundaries, on headers
    bool m_isAddress = false;
    qsizetype m_fieldBytes = 0;
    int m_colons = 0;
};

}  // namespace

const MailLimits& mailLimits() {
    static const MailLimits limits;
    return limits;
}

void refuseMoreThan(int most, const std::string& of) {
    throw MailRefusal("it has more than " + std::to_string(most) + " " + of);
}

void checkMailLimits(const QByteArray& bytes) {
    const MailLimits& limits = mailLimits();
    if (static_cast<std::size_t>(bytes.size()) > limits.bytes)
        refuseMoreThan(static_cast<int>(limits.bytes >> 20), "MB");
    const Estimate cost(bytes);
    const auto check = [](qsizetype count, int most, const char* of) {
        if (count > most)
            refuseMoreThan(most, of);
    };
    check(cost.multiparts, limits.multiparts, "parts with parts of their own");
    check(cost.boundaryLines, limits.boundaryLines, "lines that may part it");
    check(cost.headerLines, limits.headerLines, "lines of headers");
    check(cost.mostColons, limits.addressColons, "groups of addresses in a header");
    if (cost.longestField > limits.fieldBytes)
        refuseMoreThan(limits.fieldBytes >> 10, "kB in one header");
}

void checkHtmlLimits(const QByteArray& html) {
    const auto parts = [](char c) {
        return c == ' ' || c == '\n' || c == '\t' || c == '=' || c == '"' || c == '\'';
    };
    int words = 0;
    for (const char c : html) {
        words = c == '<' ? 0 : words + int{parts(c)};
        if (words > mailLimits().htmlWords)
            refuseMoreThan(mailLimits().htmlWords, "words of HTML without a tag between them");
    }
}

}  // namespace stepgrad

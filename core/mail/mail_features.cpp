#include "core/mail/mail_features.h"

#include <QRegularExpression>
#include <algorithm>
#include <cmath>
#include <map>

namespace stepgrad {
namespace {

constexpr auto kAnyCase =
    QRegularExpression::CaseInsensitiveOption | QRegularExpression::UseUnicodePropertiesOption;

std::vector<TextRange> freeIn(const QString& subject) {
    static const QRegularExpression word(QStringLiteral("\\bfree\\b"), kAnyCase);
    std::vector<TextRange> places;
    for (const QRegularExpressionMatch& match : word.globalMatch(subject))
        places.push_back({match.capturedStart(), match.capturedLength()});
    return places;
}

bool isClosing(QChar c) {
    static const QString marks = QStringLiteral(".,;:!?)]}>'\"`*|…’”»");
    return marks.contains(c);
}

QString withoutClosing(QString text) {
    while (!text.isEmpty() && isClosing(text.back()))
        text.chop(1);
    return text;
}

/// A link somewhere in the mail.
struct FoundLink {
    QString target;
    TextRange place;
};

std::vector<FoundLink> linksIn(const Mail& mail) {
    static const QRegularExpression url(QStringLiteral("(?:https?://|\\bwww\\.(?=\\w))[^\\s<>\"]+"),
                                        kAnyCase);
    std::vector<FoundLink> found;
    for (const QRegularExpressionMatch& match : url.globalMatch(mail.text))
        found.push_back(
            {match.captured(), {match.capturedStart(), withoutClosing(match.captured()).size()}});
    for (const MailAnchor& anchor : mail.anchors)
        found.push_back({anchor.target, anchor.range});
    std::ranges::stable_sort(found, {}, [](const FoundLink& link) { return link.place.start; });
    return found;
}

/// The same words may be a link twice: written as a URL, and around it.
void addPlace(std::vector<TextRange>& places, const TextRange& place) {
    if (place.length == 0)
        return;
    if (!places.empty() && place.start < places.back().end())
        places.back().length = std::max(places.back().end(), place.end()) - places.back().start;
    else
        places.push_back(place);
}

std::vector<MailLink> distinctLinks(const Mail& mail) {
    std::vector<MailLink> links;
    std::map<QString, std::size_t> known;
    for (const FoundLink& link : linksIn(mail)) {
        const QString target = countedTarget(link.target);
        if (target.isEmpty())
            continue;
        const auto [at, isNew] = known.try_emplace(target, links.size());
        if (isNew)
            links.push_back({target, {}});
        addPlace(links[at->second].places, link.place);
    }
    return links;
}

void countCapitals(const QString& text, MailFeatures& features) {
    for (qsizetype i = 0; i < text.size();) {
        const bool isPair =
            text[i].isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate();
        const char32_t c =
            isPair ? QChar::surrogateToUcs4(text[i], text[i + 1]) : char32_t{text[i].unicode()};
        const qsizetype width = isPair ? 2 : 1;
        features.letterCount += QChar::isLetter(c);
        if (QChar::category(c) == QChar::Letter_Uppercase) {
            ++features.capitalCount;
            auto& places = features.capitals;
            if (!places.empty() && places.back().end() == i)
                places.back().length += width;
            else
                places.push_back({i, width});
        }
        i += width;
    }
}

}  // namespace

const std::array<MailFeatureInfo, 4>& mailFeatures() {
    static const std::array<MailFeatureInfo, 4> table{{
        {MailFeature::Free, "free", "1 where the subject has the word \"free\", else 0"},
        {MailFeature::Links, "links", "different links in the text"},
        {MailFeature::CapsPercent, "caps_percent", "capitals among the letters of the text, in %"},
        {MailFeature::Length, "length", "characters of the text"},
    }};
    return table;
}

double MailFeatures::value(MailFeature feature) const {
    switch (feature) {
        case MailFeature::Free:
            return free.empty() ? 0.0 : 1.0;
        case MailFeature::Links:
            return static_cast<double>(links.size());
        case MailFeature::CapsPercent:
            if (letterCount == 0)
                return 0.0;
            return std::round(1000.0 * static_cast<double>(capitalCount) /
                              static_cast<double>(letterCount)) /
                   10.0;
        case MailFeature::Length:
            return static_cast<double>(length);
    }
    return 0.0;
}

QString countedTarget(const QString& target) {
    QString bare = target;
    bare.removeIf([](QChar c) { return c.isSpace(); });
    static const QRegularExpression uncounted(QStringLiteral("\\A(?:mailto:|javascript:|#)"),
                                              kAnyCase);
    if (uncounted.match(bare).hasMatch() || bare.contains(u"mailman", Qt::CaseInsensitive) ||
        bare.contains(u"listinfo", Qt::CaseInsensitive))
        return {};
    static const QRegularExpression scheme(QStringLiteral("\\A[a-z][a-z0-9+.-]*://"), kAnyCase);
    const qsizetype begin = scheme.match(bare).capturedLength();
    bare = withoutClosing(bare.mid(begin));
    if (bare.endsWith(u'/'))
        bare.chop(1);
    static const QRegularExpression afterHost(QStringLiteral("[/?#]"));
    const qsizetype host = bare.indexOf(afterHost);
    return bare.left(host).toLower() + (host < 0 ? QString() : bare.mid(host));
}

MailFeatures featuresOf(const Mail& mail) {
    MailFeatures features;
    features.free = freeIn(mail.subject);
    features.links = distinctLinks(mail);
    countCapitals(mail.text, features);
    features.length = mail.text.simplified().size();
    return features;
}

}  // namespace stepgrad

#pragma once

#include <QString>
#include <array>
#include <string_view>
#include <vector>

#include "core/mail/mail.h"

namespace stepgrad {

/// What is counted of a mail, in the order and by the names of the shipped data.
enum class MailFeature { Free, Links, CapsPercent, Length };

/// One row of the table of features.
struct MailFeatureInfo {
    MailFeature id;
    std::string_view key;         ///< column of the data, name of the network's input
    std::string_view definition;  ///< how it is counted, for people
};
const std::array<MailFeatureInfo, 4>& mailFeatures();

/// A link that counts, once however often it stands there.
struct MailLink {
    QString target;                 ///< without scheme, closing punctuation and last slash
    std::vector<TextRange> places;  ///< of the visible text; none for links on pictures only
    bool operator==(const MailLink&) const = default;
};

/// The four features, and the places that counted.
///   free          1 where the subject has the whole word "free", in any case, else 0
///   links         number of different targets: URLs (http://, https://, www.) in the
///                 visible text, and targets of links in HTML. Not: mailto:, javascript:,
///                 "#…", and targets with "mailman" or "listinfo", of mailing-list footers
///   caps_percent  100 · capitals / letters of the visible text (Unicode), one decimal; 0
///                 without letters
///   length        characters of the visible text, white space in a row counted as one
/// Source: the definitions of the shipped data, resources/data/README.md.
struct MailFeatures {
    std::vector<TextRange> free;      ///< of the subject: each time the word stands there
    std::vector<MailLink> links;      ///< in the order of the text
    std::vector<TextRange> capitals;  ///< of the visible text; neighbours joined
    qsizetype capitalCount = 0, letterCount = 0;
    qsizetype length = 0;

    /// The value as it stands in the data.
    double value(MailFeature feature) const;
    bool operator==(const MailFeatures&) const = default;
};

MailFeatures featuresOf(const Mail& mail);

/// The target as links are told apart by: without scheme, closing punctuation and last
/// slash, the host in lower case. Empty where it does not count.
QString countedTarget(const QString& target);

}  // namespace stepgrad

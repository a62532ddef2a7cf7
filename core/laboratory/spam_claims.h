#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/laboratory/feature_effect.h"
#include "core/walkthrough/number_text.h"

namespace stepgrad {

/// Whether the project has the four features of mails (free, links, caps_percent, length) and one
/// answer, spam or not.
bool isSpamProject(const Project& project);

/// Whether the first rows of its data are those of the shipped table, with the 250 newsletters in
/// rows 3901 to 4150.
bool hasNewsletters(const Project& project);
/// The project without them: the others stay in their part of the split, and the scaling is found
/// again on the training part, each input by the kind that it has. Throws
/// std::invalid_argument where there are none.
Project withoutNewsletters(const Project& project);

/// What is said of spam in general, held against a network and the data.
struct Claim {
    enum class Verdict { Confirmed, Partly, Refuted };
    std::string text;      ///< the hypothesis
    std::string measured;  ///< of the network: how the answer changes
    std::string data;      ///< of the mails themselves
    std::string words;     ///< what this says of the hypothesis
    Verdict verdict = Verdict::Refuted;
};

/// The four hypotheses, in order: FREE is strong, many links are moderate, capitals weak, and a
/// short mail with many links suspicious.
///
/// Of a single feature: confirmed where the answer rises with it (see FeatureStudy) by the
/// strength said; partly where it rises, by at least "weak", with another strength.
/// Of short with many links (10 % quantile of length, 90 % quantile of links): confirmed where the
/// answer is higher by at least 0.05 than for a short mail with few links and than for a long
/// one with many; partly where it is higher than one of the two.
/// @param study  of an isSpamProject
std::vector<Claim> spamClaims(const FeatureStudy& study, const Network& network,
                              const NumberFormat& format = {});

/// What the mails are: "Mails of 2001–2002 …", with the source.
std::string spamSource();

}  // namespace stepgrad

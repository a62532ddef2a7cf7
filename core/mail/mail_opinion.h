#pragma once

#include <optional>
#include <string>

#include "core/document/project.h"
#include "core/mail/mail_features.h"
#include "core/network/trace.h"
#include "core/network/value_id.h"
#include "core/walkthrough/number_text.h"

namespace stepgrad {

/// Why a network cannot judge mails: it has other inputs than the four features, by
/// name and in any order, or more than one output. Empty where it can. For people.
std::string reasonAgainstMails(const Network& network);

/// The input of a network that is this feature, from 0. The network must take mails.
Eigen::Index inputOf(MailFeature feature, const Network& network);

/// The features in the order of the network's inputs. The network must take mails.
Vector inputsFrom(const MailFeatures& features, const Network& network);

/// What a network says of a mail.
struct MailOpinion {
    Vector entered;         ///< the features, as they stand in the data
    Vector seen;            ///< the same as the network sees them: scaled as its data are
    double output = 0.0;    ///< the prediction
    bool isChance = false;  ///< whether that is a probability, of spam
    bool isSpam = false;    ///< the verdict: whether it is nearer to 1 than to 0
};

/// The opinion of a project's network. Nothing where a scaled input or the output would
/// be too large to be a number. The network must take mails.
std::optional<MailOpinion> opinionOn(const MailFeatures& features, const Project& project);

/// "87 % chance this is spam"; "0 %" and "100 %" are never said of a chance, and an output
/// that is none is told as a number: "ŷ = 1.2000 (spam is 1)".
std::string sentenceOf(const MailOpinion& opinion, const NumberFormat& format = {});

/// A weight, and how far an update moves it.
struct WeightMove {
    ValueId weight;
    double change = 0.0;
};

/// Of the weights that lead from this input, the one that the update moves farthest.
/// @param trace  a complete training step
WeightMove farthestMove(const Trace& trace, Eigen::Index input);

/// The prediction for the same example with the weights after the update.
double outputAfter(const Trace& trace);

/// The sentence that has to stand beside every verdict.
std::string ageOfMails();

}  // namespace stepgrad

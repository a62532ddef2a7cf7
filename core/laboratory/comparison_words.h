#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/laboratory/feature_effect.h"
#include "core/laboratory/training_run.h"
#include "core/walkthrough/number_text.h"

namespace stepgrad {

/// "4–4–1", or "single neuron 4–1": what a network without hidden layer is.
std::string networkName(const Network& network);

/// "4–4–1: 81.6 % of the test examples right, 81.1 % of the training examples."
std::string runWords(const TrainingRun& run, const NumberFormat& format = {});

/// Which of the networks that were compared does better on the test examples and by how much:
/// less than one point is called no difference. Empty where nothing is compared.
std::string comparisonWords(const std::vector<TrainingRun>& runs, const NumberFormat& format = {});

/// What two features do together in a network, beyond the sum of both (see Interaction).
std::string interactionWords(const FeatureStudy& study, const Network& network, int x, int y,
                             int output, const NumberFormat& format = {});

/// The same in a few words: "4–4–1: −4.6 in u beyond the sum".
std::string interactionInShort(const FeatureStudy& study, const Network& network, int x, int y,
                               int output, const NumberFormat& format = {});

/// What leaving out the newsletters does to the weight of links in the network without hidden
/// layer. @param with, without  runs of `compareLayers`; null where not trained
std::string newslettersWords(const std::vector<TrainingRun>* with,
                             const std::vector<TrainingRun>* without,
                             const NumberFormat& format = {});

}  // namespace stepgrad

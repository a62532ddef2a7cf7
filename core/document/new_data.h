#pragma once

#include <optional>

#include "core/data/generators.h"
#include "core/document/project.h"

namespace stepgrad {

/// Which part of the examples is kept back, and how inputs are scaled.
struct Preparation {
    std::optional<Split> split;
    /// Of every input; nothing: the numbers of the present scaling stay as they are.
    std::optional<ScalingKind> scaling = ScalingKind::None;
    /// For `withData`: begin with a network and with training settings that suit the
    /// data (see core/document/suggestion.h) instead of those of the project.
    bool newNetwork = false;
    bool newTraining = false;
};

/// The project with its data split and scaled so; the scaling is found on the
/// training part only, unless the present one is to stay. Throws std::invalid_argument for values
/// that cannot be scaled so, and for a split out of range.
Project prepared(Project project, const Preparation& preparation);

/// The kind of scaling that gives the project's, looked for among those that
/// treat every input alike; nothing where it is another.
std::optional<ScalingKind> kindOfScaling(const Project& project);

/// The project with other examples: inputs and outputs as they have; classes of
/// three and more with softmax and cross-entropy; a class of 0 or 1 with an output
/// that can say so; numbers that a squashing output cannot reach with a linear one.
/// The hidden layers stay. The weights are kept where the network has the same
/// shape, else they begin anew, by the project's initializer.
/// A scaling that is to stay as it is stays where the data have as many inputs.
/// Throws std::invalid_argument as `prepared` does, and for data that the network
/// would be too large for.
Project withData(Project project, NamedData data, const Preparation& preparation);

}  // namespace stepgrad

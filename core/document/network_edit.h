#pragma once

#include <optional>
#include <string>
#include <variant>

#include "core/document/project.h"
#include "core/network/structure.h"
#include "core/training/training_state.h"

namespace stepgrad {

// Changes of how a network is built. Layers count from 0; where it is said,
// kInputColumn stands for the inputs.

/// A new hidden layer before the layer `at`.
struct AddLayer {
    int at = 0;
    int neurons = 1;
    Activation activation = Activation::Sigmoid;
    bool biases = false;
};
struct RemoveLayer {
    int layer = 0;
};
/// As many neurons or inputs, added or taken away at the end. The examples follow
/// a change of inputs or outputs: a new column of theirs is 0 everywhere.
struct SetNeurons {
    int layer = 0;  ///< or kInputColumn
    int count = 1;
};
struct RemoveNeuron {
    int layer = 0;  ///< or kInputColumn
    int neuron = 0;
};
struct SetActivation {
    int layer = 0;
    Activation activation = Activation::Sigmoid;
};
struct SetBiases {
    int layer = 0;
    bool hasBiases = false;
};
/// A frozen layer keeps its weights and biases in every update.
struct SetFrozen {
    int layer = 0;
    bool frozen = true;
};
/// The loss; the output layer takes the activation that goes with it, see `outputFor`.
struct SetLoss {
    Loss loss = Loss::HalfSquaredError;
};
/// New weights for the whole network, which begins to learn anew; or for one layer.
struct Initialize {
    InitializerSettings settings;
    std::optional<int> layer;
};

using NetworkEdit = std::variant<AddLayer, RemoveLayer, SetNeurons, RemoveNeuron, SetActivation,
                                 SetBiases, SetFrozen, SetLoss, Initialize>;

/// A new layer that suits its place: it works like the hidden layer beside it,
/// and has as many neurons as the layer behind it had sources, 16 at most.
AddLayer layerFor(const Network& network, int at);

/// The activation of the output layer that goes with a loss: the one that it
/// needs, else the present one, else sigmoid.
Activation outputFor(Loss loss, Activation present);

/// Why the edit cannot be made, in words that end a sentence ("softmax … may
/// stand in the output layer only"); nothing where it can. Only the shapes of
/// `project.network` matter.
/// What goes with what: softmax in the output layer only, and exactly with
/// cross-entropy, of two outputs or more; binary cross-entropy with sigmoid;
/// cross-entropies with targets from 0 to 1. The inputs and outputs are those of
/// the data: fixed where these are columns of a file, and outputs where these
/// are classes with names. Sizes up to `limits`.
std::optional<std::string> reasonAgainst(const Project& project, const NetworkEdit& edit);

/// Makes the edit. Weights that have their place in the network after it are
/// kept bit for bit, with what the optimizer remembers (see structure.h).
/// @param project  its data, loss and initializer follow; its network becomes
/// the state's
/// Throws std::invalid_argument where there is a reason against it.
void apply(const NetworkEdit& edit, Project& project, TrainingState& state);

/// Whether nothing that was learned is left after the edit: the training begins anew.
bool isNewStart(const NetworkEdit& edit);

}  // namespace stepgrad

#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "core/network/loss.h"
#include "core/network/network.h"
#include "core/network/optimizer.h"
#include "core/network/value_id.h"

namespace stepgrad {

/// What one training step computes in one layer.
struct LayerTrace {
    Vector u;                             ///< weighted inputs (neurons)
    Vector h;                             ///< activations (neurons)
    Vector delta;                         ///< dJ/du (neurons)
    Matrix weightGradients;               ///< dJ/dw (neurons x inputs)
    std::optional<Vector> biasGradients;  ///< dJ/db, where the layer has biases
    Matrix newWeights;                    ///< after the update
    std::optional<Vector> newBiases;
};

/// The truth of one training step: everything that went in and everything that
/// came out. Shared as immutable `TracePtr`; the engine alone keeps one that it
/// writes again and again.
struct Trace {
    Network network;  ///< the parameters before the update
    Loss lossFunction = Loss::HalfSquaredError;
    OptimizerSettings optimizer;
    OptimizerState stateBefore;  ///< the optimizer's memory before the update
    OptimizerState stateAfter;   ///< and after it
    Vector inputs;
    Vector targets;
    std::vector<LayerTrace> layers;
    double loss = 0.0;       ///< J with the parameters before the update
    double lossAfter = 0.0;  ///< J of the same example with the new parameters
    /// Where the optimizer clips (see clipping.h): the norm of the gradient of all that
    /// is trained, and what the update multiplies it by.
    double gradientNorm = 0.0;
    double clipFactor = 1.0;

    const Vector& prediction() const { return layers.back().h; }
    /// What feeds a layer: the inputs, or the activations of the layer before.
    const Vector& sources(int layer) const {
        return layer == 0 ? inputs : layers[static_cast<std::size_t>(layer) - 1].h;
    }
    /// The value of that name, or nothing where the network has none such.
    std::optional<double> value(const ValueId& id) const;
    /// The network with the new parameters.
    Network networkAfter() const;
};

using TracePtr = std::shared_ptr<const Trace>;

}  // namespace stepgrad

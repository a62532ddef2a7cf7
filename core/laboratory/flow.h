#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/network/trace.h"
#include "core/walkthrough/paths.h"

namespace stepgrad {

/// What of the loss arrives at one layer on the way back, in one training step.
struct LayerFlow {
    double delta = 0.0;     ///< ‖δ‖, the Euclidean norm over the neurons of the layer
    double gradient = 0.0;  ///< ‖∂J/∂W, ∂J/∂b‖, over all weights and biases of the layer
};
/// Of every layer, the first one first. The trace must have its backward pass.
std::vector<LayerFlow> flowOf(const Trace& trace);

/// One factor on the way back: from a neuron over one weight to a neuron before it.
struct FlowStep {
    ValueId neuron;                 ///< Delta of the neuron that is arrived at
    std::optional<ValueId> weight;  ///< that was passed; none at the output layer
    double slope = 0.0;             ///< f'(u) of the neuron; 1 where there is none, as of softmax
    double factor = 0.0;            ///< weight · slope; at the output layer δ itself
    double product = 0.0;           ///< of all factors from the output to here
};
/// The running product of w · f' along one path from the output to the first layer: from
/// the output with the largest |δ|, then always over the weight that carries most,
/// |w · f'(u)|. In a chain of single neurons the product is δ itself.
/// Last layer first. Chain rule: δ_k = Σ_m δ_m · w_{k→m} · f'(u_k), one term of each sum.
std::vector<FlowStep> strongestPath(const Trace& trace);

/// The same with a factor for each weight and each slope, from δ of the output down.
GradientPath pathOf(const Trace& trace, const std::vector<FlowStep>& steps,
                    const Notation& notation);

/// Where the gradient of the first layer is below one part in so much of the last one's,
/// it is said to vanish; where ‖δ‖ grows beyond so much, δ is said to explode.
constexpr double kMuchOfGradient = 1e3;

/// One layer in words: the lengths of its delta and its gradient, and its factor of the path.
/// @param layer  from 0
std::string layerFlowText(const Trace& trace, const std::vector<LayerFlow>& flow,
                          const std::vector<FlowStep>& steps, int layer, const Notation& notation);

/// What was measured, in words: the first layer's gradient against the last one's, the
/// mean factor of the path, and what clipping does.
std::string flowText(const Trace& trace, const std::vector<LayerFlow>& flow,
                     const std::vector<FlowStep>& steps, const Notation& notation);

}  // namespace stepgrad

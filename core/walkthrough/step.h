#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/network/trace.h"

namespace stepgrad {

enum class Phase { Forward, Backward, Update };

enum class StepKind { WeightedInput, Activation, Loss, Delta, Gradient, Update };

/// How far one press of Next goes.
enum class Detail { Phase, Step, Value };

/// One step of the walkthrough: the values it computes are the stops
/// [first, first + count) of the walk.
struct Step {
    StepKind kind = StepKind::WeightedInput;
    Phase phase = Phase::Forward;
    int layer = -1;          ///< from 0; -1 for the loss and the update
    std::int64_t first = 0;  ///< its first stop
    std::int64_t count = 0;  ///< how many values it computes
    std::string id;          ///< "forward.1.weighted_input", layers counted from 1
    std::string title;       ///< "Hidden weighted inputs"
};

/// One training step of a network, told in order: every u, h, J, delta,
/// gradient and new parameter is a stop; the steps group them. 2–2–1 without
/// biases has ten steps and 22 stops.
///
/// A position in the walk is the number of values computed so far, from 0
/// (nothing) to stopCount() (the update is done).
class Walk {
public:
    explicit Walk(const Network& network);

    const std::vector<Step>& steps() const { return m_steps; }
    std::int64_t stopCount() const { return m_stops; }
    /// The step that computes that stop. @param stop 0 … stopCount() - 1
    int stepOf(std::int64_t stop) const;
    /// The value computed at a stop. Inside a step: by neuron; gradients and
    /// new weights layer by layer, in a layer by source, then by destination,
    /// then the biases.
    ValueId valueAt(std::int64_t stop) const;
    /// The stop that computes the value; nothing for inputs, targets and
    /// parameters, which are there from the start, and for values that the
    /// network does not have.
    std::optional<std::int64_t> stopOf(const ValueId& id) const;
    /// The position after one press of Next or of Back, at most the end or the start.
    std::int64_t next(std::int64_t position, Detail detail) const;
    std::int64_t back(std::int64_t position, Detail detail) const;

private:
    struct LayerShape {
        int neurons, inputs;
        bool biases;
        std::int64_t parameters() const {
            return std::int64_t{neurons} * inputs + (biases ? neurons : 0);
        }
    };
    void add(StepKind kind, Phase phase, int layer, std::int64_t count);
    std::string titleOf(StepKind kind, int layer) const;
    ValueId parameterAt(int layer, std::int64_t index, bool isNew) const;
    std::int64_t parameterIndex(const ValueId& id) const;
    bool has(const ValueId& id) const;

    std::vector<LayerShape> m_layers;
    std::vector<Step> m_steps;
    std::int64_t m_stops = 0;
};

/// A still of the walkthrough: a training step, and how much of it has been
/// told. All that graph, panels and command line need; a value, cheap to copy.
struct Still {
    TracePtr trace;
    std::shared_ptr<const Walk> walk;
    std::int64_t position = 0;  ///< values computed so far
    std::int64_t from = 0;    ///< [from, position) is what the last press computed, all in one step
    std::int64_t update = 0;  ///< updates made before this training step
    /// Above `position`: [position, asked), all in one step, is asked for. How it is
    /// computed is told, its results are left for the next press to reveal.
    std::int64_t asked = 0;

    const Network& network() const { return trace->network; }
    bool isStart() const { return position == 0 && !isAsking(); }
    bool isEnd() const { return position == walk->stopCount(); }
    bool isAsking() const { return asked > position; }
    /// The step of the last value that is computed or asked for; null before the first.
    const Step* currentStep() const;
    int currentStepIndex() const;  ///< -1 before the first
    /// Inputs, targets and parameters always; the others once the walk is past them.
    bool isComputed(const ValueId& id) const;
    /// Whether the last press computed it, or asks for it.
    bool isCurrent(const ValueId& id) const;
    bool isAsked(const ValueId& id) const;  ///< its result is to be revealed
    /// The value, if computed (and if the network has such a value).
    std::optional<double> value(const ValueId& id) const;
    /// What the values of the last press are computed from: the items to
    /// light as "read". Each once, in the order of the formula; empty at the start.
    std::vector<ValueId> reads() const;
};

/// What one value is computed from, by the formulas of mathematics: u from its
/// weights, sources and bias; h from u; J from predictions and targets; an
/// output delta from prediction, target and u (not u where the loss is a
/// cross-entropy: there it is prediction less target); a hidden delta from the
/// next layer's deltas, the weights between and its slope (written with h for sigmoid
/// and tanh, with u for the others, 1 for linear); a gradient from delta and
/// source; a new parameter from the old one and its gradient, a frozen one from
/// the old one alone. Empty for values that the network does not have.
std::vector<ValueId> readsOf(const Network& network, const ValueId& id,
                             Loss loss = Loss::HalfSquaredError);

}  // namespace stepgrad

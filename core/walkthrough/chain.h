#pragma once

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "core/walkthrough/expression.h"
#include "core/walkthrough/notation.h"
#include "core/walkthrough/step.h"

namespace stepgrad {

/// One partial derivative on the way from J down, what it is, and where it arises.
struct ChainFactor {
    enum class Place {
        Loss,    ///< between an output and J: dJ/dŷ (dJ/du where the loss merges both)
        Neuron,  ///< f'(u) of a neuron
        Edge,    ///< a weight that is passed
        Source,  ///< what feeds the parameter: i or h; 1 for a bias
        Delta    ///< delta of a neuron: all that lies between it and J
    };
    Place place = Place::Loss;
    ValueId at;         ///< Loss, Neuron: H; Edge: the weight; Source: input or H (of a
                        ///< bias the bias itself); Delta: the delta
    Formula partial;    ///< "∂ŷ/∂u₃"
    Formula shortName;  ///< "σ′(u₃)", "w₅", "i₁"; of the loss the partial itself
    Expression what;    ///< ŷ(1 − ŷ)
};
using ChainPath = std::vector<ChainFactor>;

/// The paths that lead from J down to one weight, bias, U or H of a trace. Refers to
/// trace and notation, which must outlive it.
class Chain {
public:
    /// @param id  a parameter, U or H of the trace's network
    Chain(const Trace& trace, const ValueId& id, const Notation& notation);

    /// How many paths lead from a neuron of the layer to J; as many as fit at most.
    std::int64_t pathCount(int layer) const;
    /// All of them, each with the factors from J down; ordered by the neurons that
    /// they pass, those of the next layer first.
    /// As many paths as `pathCount` says: to be asked for only where these are few.
    std::vector<ChainPath> paths() const;
    /// The same collected by the deltas of the next layer: one path for each neuron
    /// there. Only below the output layer. @param most  the first so many
    std::vector<ChainPath> collectedPaths(int most) const;

    /// dJ/d(id) as a product of partials, and of what they are; summed over the paths,
    /// with what all have in common in front and behind.
    std::pair<Expression, Expression> byPaths() const;
    /// The same collected by the deltas of the next layer: Σ δ · w first.
    std::pair<Formula, Expression> byDeltas() const;
    /// dJ/d(id), the same way as `byDeltas` where there are more than `mostPaths`.
    Expression whole(int mostPaths) const;

    Formula partialOf(const ValueId& above, const ValueId& below) const;
    /// ∂J/∂id, standing for the value that it is.
    Formula lossPartial(const ValueId& id) const;

private:
    const Network& network() const { return m_trace.network; }
    int neuronsOf(int layer) const;
    Formula symbolOf(const ValueId& id) const { return symbol(id, network(), m_notation); }
    ChainFactor slopeFactor(int layer, int neuron) const;
    ChainFactor weightFactor(int layer, int to, int from) const;
    ChainFactor parameterFactor() const;
    void addEnd(ChainPath& path) const;
    std::vector<ChainPath> pathsToInput(int layer, int neuron) const;
    std::vector<ChainPath> pathsToActivation(int layer, int neuron) const;

    const Trace& m_trace;
    const ValueId m_id;
    const Notation& m_notation;
};

/// Whose chain rule is told of a value: the parameter of a gradient or new value, U
/// of a delta, else the value itself.
ValueId chainStart(const ValueId& id);

/// Whether there is a chain rule for it: parameters, U and H of the network.
bool hasChain(const Network& network, const ValueId& id);

/// What stands for dJ/d(id) among the values of a trace; an activation has none.
std::optional<ValueId> derivativeId(const ValueId& id);

/// The same among the values as they are shown: none where delta has the other sign.
std::optional<ValueId> shownDerivativeId(const ValueId& id, const Notation& notation);

/// Whether the walk has come as far as dJ/d(id).
bool isDerivativeReached(const Still& still, const ValueId& id);

}  // namespace stepgrad

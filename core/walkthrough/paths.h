#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/walkthrough/chain.h"
#include "core/walkthrough/derivation.h"

namespace stepgrad {

/// Which way paths take from J down to a value: through one neuron of a layer, or
/// through all of them. A value; large networks cost no more than small ones.
struct PathSet {
    ValueId start;             ///< a parameter, U or H
    std::vector<int> through;  ///< a layer: the neuron that is passed; −1: every one

    /// Whether one of the paths goes along there: over a weight, through a neuron (U,
    /// H, Delta), from the source of the start. J always; a target where its output
    /// is passed; of gradients and new values as of their parameter.
    bool passes(const ValueId& id) const;
};

/// One factor on a path.
struct PathFactor {
    ChainFactor::Place place = ChainFactor::Place::Loss;
    ValueId at;                     ///< see ChainFactor
    std::string name;               ///< "∂J/∂ŷ", "σ′(u₃)", "w₅", "i₁"
    std::optional<double> worth;    ///< once the walk has come there (and finite)
    std::optional<double> product;  ///< of all factors from J to this one
};

struct GradientPath {
    std::vector<PathFactor> factors;  ///< from J down
    Equation equation;                ///< p₁ = symbols [= numbers = product]
    std::optional<double> product;    ///< of all of them, once dJ/d(start) is reached
    std::int64_t paths = 1;           ///< how many it stands for, collected by a delta
    PathSet set;
    std::string description;  ///< "path 1 through ŷ and h₁"
};

/// All paths from a weight, bias or neuron to J.
struct PathView {
    ValueId start;
    std::int64_t count = 1;    ///< of single paths; as many as fit at most
    bool isCollected = false;  ///< too many: one for each neuron of the next layer, by its delta
    std::vector<GradientPath> paths;
    std::int64_t left = 0;  ///< further neurons of the next layer, whose paths are not listed
    PathSet all;
    Equation sum;                    ///< ∂J/∂w₁ = p₁ + p₂ [= numbers = gradient]
    std::optional<double> gradient;  ///< once the walk has come there
    std::string summary;             ///< how many paths there are, and what is done with them
    std::string saving;              ///< multiplications with and without delta, for all gradients
    std::string hint;                ///< what to do to see the numbers; empty where they are there
};

/// The paths of a value, with numbers only as far as the walk has come: those of
/// dJ/dŷ and f'(u) with the delta that they first belong to, products with the
/// gradient. Nothing for values without a chain rule.
/// @param mostPaths  beyond so many they are collected by the deltas of the next layer,
///                   of which the first so many are listed
std::optional<PathView> pathView(const Still& still, const ValueId& start,
                                 const Notation& notation = {}, int mostPaths = 8);

}  // namespace stepgrad

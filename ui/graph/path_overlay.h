#pragma once

#include <QString>
#include <optional>
#include <vector>

#include "core/walkthrough/paths.h"

namespace stepgrad {

/// The paths from a value to J that are lit in the graph, and the chips of their
/// factors where these arise. A value.
struct PathOverlay {
    struct Chip {
        ChainFactor::Place place;
        ValueId at;
        QString name;    ///< "σ′(u₃)"
        QString number;  ///< empty until the walk has come there
        int row = 0;     ///< of those at the loss: which one, from the top
        int rows = 1;    ///< and how many there are
    };
    PathSet lit;
    std::vector<Chip> chips;

    /// The chip of a factor; null where there is none.
    const Chip* chipOf(ChainFactor::Place place, const ValueId& at) const;
    bool isFaded(const ValueId& id) const { return !lit.passes(id); }
};

/// How visible what no path passes still is.
constexpr double kFaded = 0.22;

/// Nothing where no chain rule belongs to the value.
/// @param path  lights only this one of the paths that are listed
std::optional<PathOverlay> overlayOf(const Still& still, const std::optional<ValueId>& selected,
                                     const Notation& notation, std::optional<int> path);

}  // namespace stepgrad

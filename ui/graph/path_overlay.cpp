#include "ui/graph/path_overlay.h"

#include <algorithm>

namespace stepgrad {

using Place = ChainFactor::Place;

const PathOverlay::Chip* PathOverlay::chipOf(Place place, const ValueId& at) const {
    const auto found = std::find_if(chips.begin(), chips.end(), [&](const Chip& chip) {
        return chip.place == place && chip.at == at;
    });
    return found == chips.end() ? nullptr : &*found;
}

std::optional<PathOverlay> overlayOf(const Still& still, const std::optional<ValueId>& selected,
                                     const Notation& notation, std::optional<int> path) {
    const auto view =
        selected && still.trace ? pathView(still, chainStart(*selected), notation) : std::nullopt;
    if (!view)
        return std::nullopt;
    const bool isOne = path && *path >= 0 && *path < static_cast<int>(view->paths.size());
    PathOverlay overlay;
    overlay.lit = isOne ? view->paths[static_cast<std::size_t>(*path)].set : view->all;
    int rows = 0;
    for (const GradientPath& each : view->paths)
        for (const PathFactor& factor : each.factors) {
            // A delta has its badge already.
            if (factor.place == Place::Delta || overlay.chipOf(factor.place, factor.at))
                continue;
            PathOverlay::Chip chip{
                factor.place, factor.at, QString::fromStdString(factor.name), {}};
            if (factor.worth)
                chip.number = QString::fromStdString(formatNumber(*factor.worth, notation.numbers));
            if (factor.place == Place::Loss)
                chip.row = rows++;
            overlay.chips.push_back(std::move(chip));
        }
    for (auto& chip : overlay.chips)
        chip.rows = rows;
    std::erase_if(overlay.chips,
                  [&](const PathOverlay::Chip& chip) { return !overlay.lit.passes(chip.at); });
    return overlay;
}

}  // namespace stepgrad

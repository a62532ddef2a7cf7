// The paths from the selected value to J.

#include "ui/appearance.h"
#include "ui/graph/network_view_private.h"

namespace stepgrad {

bool NetworkView::Private::refreshPaths() {
    const bool before = picture.paths.has_value();
    const Still* still = picture.state.still();
    picture.paths = pathsShown && still ? overlayOf(*still, picture.selected,
                                                    Appearance::instance().notation(), pathPointed)
                                        : std::nullopt;
    return before || picture.paths;
}

void NetworkView::setPathsShown(bool shown) {
    if (shown == d->pathsShown)
        return;
    d->pathsShown = shown;
    d->pathPointed.reset();
    d->repaint();
}

bool NetworkView::arePathsShown() const {
    return d->pathsShown;
}

void NetworkView::pointAtPath(std::optional<int> path) {
    if (path == d->pathPointed)
        return;
    d->pathPointed = path;
    d->repaint();
}

bool NetworkView::isLit(const ValueId& id) const {
    return d->picture.paths && !d->picture.paths->isFaded(id);
}

std::vector<NetworkView::FactorChip> NetworkView::factorChips() const {
    std::vector<FactorChip> chips;
    if (d->picture.paths)
        for (const auto& chip : d->picture.paths->chips)
            if (const QRectF rect = d->picture.rectOf(chip); !rect.isEmpty())
                chips.push_back({chip.name, chip.number, d->toViewport(rect)});
    return chips;
}

}  // namespace stepgrad

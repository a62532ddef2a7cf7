#pragma once

#include <cstdint>
#include <optional>
#include <stop_token>
#include <vector>

#include "core/document/history.h"
#include "core/laboratory/loss_surface.h"

namespace stepgrad {

/// Where a training stood over two parameters.
struct WayPoint {
    SurfacePoint at;
    std::int64_t update = 0;  ///< after so many updates
    bool isSet = false;       ///< brought here by an edit, not by an update
    bool operator==(const WayPoint&) const = default;
};

/// The way of a training over two parameters, in the order of its updates.
using Way = std::vector<WayPoint>;

/// What is known of the way from the beginning of the training to the place without
/// computing: the states that its history has kept, that of the place not always among them. What
/// the present way of building the network has not is left out.
Way knownWay(const HistoryPlace& place, const ValueId& x, const ValueId& y);

/// The same with the updates between, made again bit for bit, where two known states are
/// farther apart than a sixtieth of an axis: a point wherever the way has gone a
/// threehundredth farther. Of long runs of large networks only the first parts, within a
/// fixed number of operations; later ones stay straight. Nothing once stop is requested.
std::optional<Way> exactWay(const HistoryPlace& place, const SurfaceAxis& x, const SurfaceAxis& y,
                            const std::stop_token& stop);

/// The beginning of the way of a run in progress from that place, by making its first
/// updates beside it, within a fixed number of operations.
std::optional<Way> beginningOfRun(const HistoryPlace& start, const SurfaceAxis& x,
                                  const SurfaceAxis& y, const std::stop_token& stop);

}  // namespace stepgrad

#include "core/data/plane.h"

#include <algorithm>
#include <cmath>

namespace stepgrad {

Plane planeOf(const Dataset& examples) {
    const auto low = examples.inputs.colwise().minCoeff();
    const auto high = examples.inputs.colwise().maxCoeff();
    const auto room = [&](int axis) {
        const double spread = high[axis] - low[axis];
        return spread > 0.0 ? 0.12 * spread : std::max(0.5, 0.1 * std::abs(low[axis]));
    };
    return {low[0] - room(0), low[1] - room(1), high[0] - low[0] + 2.0 * room(0),
            high[1] - low[1] + 2.0 * room(1)};
}

Matrix gridOver(const Plane& plane, int side) {
    Matrix grid(side * side, 2);
    for (int y = 0; y < side; ++y)
        for (int x = 0; x < side; ++x) {
            grid(y * side + x, 0) = plane.left + (x + 0.5) / side * plane.width;
            grid(y * side + x, 1) = plane.bottom + plane.height - (y + 0.5) / side * plane.height;
        }
    return grid;
}

}  // namespace stepgrad

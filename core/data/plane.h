#pragma once

#include "core/data/dataset.h"

namespace stepgrad {

/// A part of the plane of two inputs, as entered.
struct Plane {
    double left = 0.0, bottom = 0.0, width = 1.0, height = 1.0;
};

/// Where the examples lie, and 12 % of their spread beyond on every side.
/// @param examples  at least one, of two inputs
Plane planeOf(const Dataset& examples);

/// The middles of side x side equal cells: points x 2, row by row, top left first.
Matrix gridOver(const Plane& plane, int side);

}  // namespace stepgrad

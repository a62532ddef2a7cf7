#pragma once

#include <QLineF>
#include <vector>

namespace stepgrad {

struct LossSurface;

/// The pieces of the line on which the surface has that height, by marching squares:
/// straight through each cell, both axes from 0 to 1, y upwards. Cells with a corner
/// that is not finite have none.
std::vector<QLineF> contourLines(const LossSurface& surface, double level);

}  // namespace stepgrad

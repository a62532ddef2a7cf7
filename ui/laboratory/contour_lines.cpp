#include "ui/laboratory/contour_lines.h"

#include <array>
#include <cmath>

#include "core/laboratory/loss_surface.h"

namespace stepgrad {
namespace {

struct Corner {
    QPointF at;
    double value;
};

/// Where the line crosses the four sides of a cell, side by side.
std::vector<QPointF> crossings(const std::array<Corner, 4>& corners, double level) {
    std::vector<QPointF> found;
    for (std::size_t i = 0; i < 4; ++i) {
        const Corner &a = corners[i], &b = corners[(i + 1) % 4];
        if ((a.value < level) != (b.value < level))
            found.push_back(a.at + (level - a.value) / (b.value - a.value) * (b.at - a.at));
    }
    return found;
}

}  // namespace

std::vector<QLineF> contourLines(const LossSurface& surface, double level) {
    std::vector<QLineF> lines;
    const double step = 1.0 / (surface.side - 1);
    for (int row = 0; row + 1 < surface.side; ++row)
        for (int column = 0; column + 1 < surface.side; ++column) {
            const auto corner = [&](int right, int up) {
                return Corner{{(column + right) * step, (row + up) * step},
                              surface.at(column + right, row + up)};
            };
            const std::array corners{corner(0, 0), corner(1, 0), corner(1, 1), corner(0, 1)};
            double sum = 0.0;
            for (const Corner& each : corners)
                sum += each.value;
            if (!std::isfinite(sum))
                continue;
            const auto at = crossings(corners, level);
            if (at.size() == 2)
                lines.emplace_back(at[0], at[1]);
            if (at.size() < 4)
                continue;
            // A saddle of the cell: the middle says which corners belong together.
            const bool isMiddleLow = sum / 4.0 < level;
            const std::size_t first = (corners[0].value < level) == isMiddleLow ? 1 : 0;
            lines.emplace_back(at[first == 1 ? 0 : 3], at[first == 1 ? 1 : 0]);
            lines.emplace_back(at[first == 1 ? 2 : 1], at[first == 1 ? 3 : 2]);
        }
    return lines;
}

}  // namespace stepgrad

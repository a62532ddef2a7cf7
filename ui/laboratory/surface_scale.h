#pragma once

#include <QColor>
#include <utility>
#include <vector>

namespace stepgrad {

struct LossSurface;

/// Between the least and the greatest J of a surface: which colour a value has, and
/// where contour lines stand. Values count by the root of their height above the least,
/// so that the ground, where training goes, has more colours and lines than the walls.
class SurfaceScale {
public:
    explicit SurfaceScale(std::pair<double, double> range) : m_range(range) {}

    double least() const { return m_range.first; }
    double greatest() const { return m_range.second; }
    double share(double value) const;  ///< 0 … 1; 1 where it is not finite
    double valueAt(double share) const;
    /// In the colours chosen: near that of panels at the least.
    QColor colour(double value) const;
    static QColor colourAt(double share);
    /// Heights of contour lines, ascending.
    std::vector<double> levels() const;

private:
    std::pair<double, double> m_range;
};

}  // namespace stepgrad

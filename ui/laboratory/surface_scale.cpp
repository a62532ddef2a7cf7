#include "ui/laboratory/surface_scale.h"

#include <algorithm>
#include <cmath>

#include "ui/appearance.h"

namespace stepgrad {
namespace {

constexpr int kLevels = 16;
constexpr double kFaintest = 0.04, kStrongest = 0.72;  ///< share of the loss's colour

}  // namespace

double SurfaceScale::share(double value) const {
    if (!std::isfinite(value) || !(greatest() > least()))
        return std::isfinite(value) ? 0.0 : 1.0;
    return std::sqrt(std::clamp((value - least()) / (greatest() - least()), 0.0, 1.0));
}

double SurfaceScale::valueAt(double share) const {
    return least() + share * share * (greatest() - least());
}

QColor SurfaceScale::colour(double value) const {
    return colourAt(share(value));
}

QColor SurfaceScale::colourAt(double share) {
    const Palette& palette = Appearance::instance().palette();
    return mixed(palette.panel, palette.loss, kFaintest + (kStrongest - kFaintest) * share);
}

std::vector<double> SurfaceScale::levels() const {
    std::vector<double> levels;
    if (greatest() > least())
        for (int i = 1; i < kLevels; ++i)
            levels.push_back(valueAt(static_cast<double>(i) / kLevels));
    return levels;
}

}  // namespace stepgrad

#include "core/laboratory/loss_surface.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/network/gradient_check.h"
#include "core/training/loss_point.h"
#include "core/training/training_pass.h"

namespace stepgrad {
namespace {

/// On both sides of what a surface is to show: weights of a few units saturate a sigmoid.
constexpr double kRoom = 4.5;

/// From below 0 and the least to above 0 and the greatest, in tenths of a power of ten.
SurfaceAxis axisAround(const ValueId& id, double least, double greatest) {
    const double low = std::min(0.0, least), high = std::max(0.0, greatest);
    const double room = std::max(kRoom, 0.25 * (high - low));
    const double perUnit = std::pow(10.0, 1.0 - std::floor(std::log10(high - low + 2.0 * room)));
    return {id, std::floor((low - room) * perUnit) / perUnit,
            std::ceil((high + room) * perUnit) / perUnit};
}

}  // namespace

double LossSurface::between(double atX, double atY) const {
    const auto place = [&](const SurfaceAxis& axis, double value) {
        const double share = (value - axis.low) / (axis.high - axis.low) * (side - 1);
        const int cell = std::clamp(static_cast<int>(share), 0, side - 2);
        return std::pair(cell, share - cell);
    };
    const auto [column, right] = place(x, atX);
    const auto [row, up] = place(y, atY);
    return (1.0 - up) * ((1.0 - right) * at(column, row) + right * at(column + 1, row)) +
           up * ((1.0 - right) * at(column, row + 1) + right * at(column + 1, row + 1));
}

std::pair<double, double> LossSurface::range() const {
    double least = std::numeric_limits<double>::infinity(), greatest = -least;
    for (const double value : values)
        if (std::isfinite(value)) {
            least = std::min(least, value);
            greatest = std::max(greatest, value);
        }
    return least <= greatest ? std::pair(least, greatest) : std::pair(0.0, 1.0);
}

std::optional<LossSurface> computeSurface(const SurfaceQuestion& question, int side,
                                          const std::stop_token& stop,
                                          const std::function<void(double)>& progress) {
    Network network = question.network;
    double& x = parameterOf(network, question.x.parameter);
    double& y = parameterOf(network, question.y.parameter);
    TrainingPass pass(network, question.loss, {}, {}, 1);
    LossSurface surface{question.x, question.y, side, {}};
    surface.values.reserve(static_cast<std::size_t>(side) * static_cast<std::size_t>(side));
    for (int row = 0; row < side; ++row) {
        y = question.y.at(row, side);
        for (int column = 0; column < side; ++column) {
            x = question.x.at(column, side);
            pass.read(network, {});
            const auto loss = meanLoss(pass, question.loss, *question.examples, stop);
            if (!loss)
                return std::nullopt;
            surface.values.push_back(*loss);
        }
        if (progress)
            progress((row + 1.0) / side);
    }
    return surface;
}

std::pair<SurfaceAxis, SurfaceAxis> axesAround(const Network& network, const ValueId& x,
                                               const ValueId& y,
                                               const std::vector<SurfacePoint>& path) {
    const double atX = parameterOf(network, x), atY = parameterOf(network, y);
    SurfacePoint least{atX, atY}, greatest = least;
    for (const SurfacePoint& point : path) {
        least = {std::min(least.x, point.x), std::min(least.y, point.y)};
        greatest = {std::max(greatest.x, point.x), std::max(greatest.y, point.y)};
    }
    return {axisAround(x, least.x, greatest.x), axisAround(y, least.y, greatest.y)};
}

}  // namespace stepgrad

#pragma once

#include <functional>
#include <optional>
#include <stop_token>
#include <utility>
#include <vector>

#include "core/laboratory/loss_function.h"

namespace stepgrad {

/// One of the two parameters that span a surface, and how far.
struct SurfaceAxis {
    ValueId parameter;
    double low = -1.0, high = 1.0;  ///< low < high
    bool operator==(const SurfaceAxis&) const = default;
    double at(int i, int side) const { return low + (high - low) * i / (side - 1); }
};

/// What a surface is computed from; everything else of the network as it is.
struct SurfaceQuestion {
    Network network;
    Loss loss = Loss::HalfSquaredError;
    DatasetPtr examples;
    SurfaceAxis x, y;
};

/// The mean J over the examples on side x side points, both ends of the axes included.
struct LossSurface {
    SurfaceAxis x, y;
    int side = 0;
    std::vector<double> values;  ///< row by row, from the low end of y; may be infinite

    double at(int column, int row) const {
        return values[static_cast<std::size_t>(row * side + column)];
    }
    /// Between the four points around; both in range.
    double between(double x, double y) const;
    /// Of those that are finite; 0 and 1 where none is.
    std::pair<double, double> range() const;
};

/// By the fast passes (TrainingPass), whose forward pass has the bits of the readable
/// one. Nothing once stop is requested.
/// @param progress  told the share that is done, 0 … 1, after each row; may be empty
std::optional<LossSurface> computeSurface(const SurfaceQuestion& question, int side,
                                          const std::stop_token& stop,
                                          const std::function<void(double)>& progress = {});

/// Multiplications that a surface may take; beyond, a part of the examples is used.
constexpr double kMostForSurface = 1.5e9;

/// A point over two parameters.
struct SurfacePoint {
    double x = 0.0, y = 0.0;
    bool operator==(const SurfacePoint&) const = default;
};

/// Ranges in which 0, the present values and the path lie, with at least 4.5 on both sides;
/// round numbers.
std::pair<SurfaceAxis, SurfaceAxis> axesAround(const Network& network, const ValueId& x,
                                               const ValueId& y,
                                               const std::vector<SurfacePoint>& path);

}  // namespace stepgrad

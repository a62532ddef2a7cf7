#include "core/data/scaling.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <stdexcept>

namespace stepgrad {
namespace {

constexpr std::array<ScalingInfo, 4> kKinds{{
    {ScalingKind::None, "none", "as entered"},
    {ScalingKind::Standardise, "standardise", "standardised: mean 0, spread 1"},
    {ScalingKind::ZeroToOne, "zero_to_one", "from 0 to 1"},
    {ScalingKind::LogStandardise, "log_standardise", "logarithm, then standardised"},
}};

/// 1 / spread, or 1 where the values are as good as equal: noise of rounding
/// must not be blown up to the size of data.
double factorOf(double spread, double magnitude) {
    if (!std::isfinite(spread))
        throw std::invalid_argument("the values lie too far apart to be scaled");
    const bool constant = spread <= magnitude * 1e-14 || !std::isfinite(1.0 / spread);
    return constant ? 1.0 : 1.0 / spread;
}

InputScaling standardised(const Vector& values, bool log1p) {
    const double count = static_cast<double>(values.size());
    // Divided first: the sum of large values may be beyond what a double holds.
    const double mean = (values / count).sum();
    const double spread = std::sqrt(((values.array() - mean).square() / count).sum());
    return {log1p, mean, factorOf(spread, values.cwiseAbs().maxCoeff())};
}

}  // namespace

std::span<const ScalingInfo> scalingKinds() {
    return kKinds;
}

double InputScaling::apply(double x) const {
    return ((log1p ? std::log1p(x) : x) - offset) * factor;
}

double InputScaling::invert(double scaled) const {
    const auto plain = [this](double value) {
        const double t = value / factor + offset;
        return log1p ? std::expm1(t) : t;
    };
    double best = plain(scaled);
    // Rounding may have missed the value by a few units in the last place.
    double below = best, above = best;
    for (int i = 0; i < 4; ++i) {
        below = std::nextafter(below, -HUGE_VAL);
        above = std::nextafter(above, HUGE_VAL);
        for (const double x : {below, above})
            if (std::abs(apply(x) - scaled) < std::abs(apply(best) - scaled))
                best = x;
    }
    return best;
}

Matrix Scaling::apply(const Matrix& raw) const {
    Matrix scaled(raw.rows(), raw.cols());
    for (Eigen::Index row = 0; row < raw.rows(); ++row)
        for (Eigen::Index k = 0; k < raw.cols(); ++k)
            scaled(row, k) = inputs[static_cast<std::size_t>(k)].apply(raw(row, k));
    return scaled;
}

Vector Scaling::apply(const Vector& raw) const {
    Vector scaled(raw.size());
    for (Eigen::Index k = 0; k < raw.size(); ++k)
        scaled[k] = inputs[static_cast<std::size_t>(k)].apply(raw[k]);
    return scaled;
}

InputScaling fitScaling(ScalingKind kind, std::span<const double> values) {
    Vector column = Eigen::Map<const Vector>(values.data(), std::ssize(values));
    switch (kind) {
        case ScalingKind::None:
            break;
        case ScalingKind::Standardise:
            return standardised(column, false);
        case ScalingKind::ZeroToOne: {
            const double least = column.minCoeff();
            const double spread = column.maxCoeff() - least;
            return {false, least, factorOf(spread, 0.0)};
        }
        case ScalingKind::LogStandardise:
            if (!(column.minCoeff() > -1.0))
                throw std::invalid_argument(
                    "the logarithm of 1 + x needs values above −1 everywhere");
            column = column.unaryExpr([](double x) { return std::log1p(x); });
            return standardised(column, true);
    }
    return {};
}

Scaling fitScaling(std::span<const ScalingKind> kinds, const Matrix& raw,
                   std::span<const std::int64_t> rows) {
    const auto inputs = static_cast<std::size_t>(raw.cols());
    if (kinds.size() != 1 && kinds.size() != inputs)
        throw std::invalid_argument("expected one kind of scaling for each input, or one for all");
    Scaling scaling;
    std::vector<double> values(rows.size());
    for (std::size_t k = 0; k < inputs; ++k) {
        std::transform(rows.begin(), rows.end(), values.begin(),
                       [&](std::int64_t row) { return raw(row, static_cast<Eigen::Index>(k)); });
        try {
            scaling.inputs.push_back(fitScaling(kinds[kinds.size() == 1 ? 0 : k], values));
        } catch (const std::invalid_argument& error) {
            throw std::invalid_argument("input " + std::to_string(k + 1) + ": " + error.what());
        }
    }
    return scaling;
}

std::optional<std::string> problemOf(const Scaling& scaling, const Matrix& raw) {
    if (std::ssize(scaling.inputs) != raw.cols())
        return "scaling: expected numbers for " + std::to_string(raw.cols()) +
               " inputs, found them for " + std::to_string(scaling.inputs.size());
    for (std::size_t k = 0; k < scaling.inputs.size(); ++k) {
        const InputScaling& input = scaling.inputs[k];
        const std::string index = "[" + std::to_string(k) + "]: ";
        if (!std::isfinite(input.offset))
            return "scaling.offset" + index + "a finite number was expected";
        if (!std::isfinite(input.factor) || input.factor == 0.0)
            return "scaling.factor" + index + "a finite number other than 0 was expected";
        for (Eigen::Index row = 0; row < raw.rows(); ++row)
            if (!std::isfinite(input.apply(raw(row, static_cast<Eigen::Index>(k)))))
                return "inputs[" + std::to_string(row) + "]" + index +
                       (input.log1p ? "a number above −1 was expected, since its logarithm is used"
                                    : "the scaled value would be too large to be a number");
    }
    return std::nullopt;
}

}  // namespace stepgrad

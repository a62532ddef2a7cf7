#include "core/walkthrough/difference_sweep.h"

#include <algorithm>
#include <cmath>

#include "core/walkthrough/chain.h"
#include "core/walkthrough/loss_along.h"
#include "core/walkthrough/numerical_slope.h"

namespace stepgrad {
namespace {

constexpr int kDecades = 11;  ///< from 10^-1 to 10^-12
constexpr int kADecade = 3;
constexpr std::size_t kFewestForSlope = 3;
/// Parameters times differences: a tenth of a second.
constexpr std::int64_t kMostWork = 5'000'000;

std::optional<double> errorOf(double difference, double distance, double gradient) {
    const double error = std::abs(difference / distance - gradient);
    return distance != 0.0 && std::isfinite(error) ? std::optional(error) : std::nullopt;
}

std::optional<std::size_t> leastOf(const std::vector<SweepPoint>& points,
                                   std::optional<double> SweepPoint::*error) {
    std::optional<std::size_t> least;
    for (std::size_t i = 0; i < points.size(); ++i)
        if (points[i].*error && (!least || *(points[i].*error) < *(points[*least].*error)))
            least = i;
    return least;
}

/// Through the central errors of [first, last) that are above a least one.
std::optional<SweepBranch> branchOf(const std::vector<SweepPoint>& points, std::size_t first,
                                    std::size_t last, double least) {
    double n = 0.0, sx = 0.0, sy = 0.0, sxx = 0.0, sxy = 0.0;
    SweepBranch branch;
    for (std::size_t i = first; i < last; ++i) {
        const double error = points[i].centralError.value_or(0.0);
        if (error <= least)
            continue;
        if (n == 0.0)
            branch.highH = points[i].h;
        branch.lowH = points[i].h;
        const double x = std::log10(points[i].h), y = std::log10(error);
        n += 1.0, sx += x, sy += y, sxx += x * x, sxy += x * y;
    }
    if (n < kFewestForSlope)
        return std::nullopt;
    branch.slope = (n * sxy - sx * sy) / (n * sxx - sx * sx);
    const auto errorAt = [&](double h) {
        return std::pow(10.0, (sy - branch.slope * sx) / n + branch.slope * std::log10(h));
    };
    branch.lowError = errorAt(branch.lowH);
    branch.highError = errorAt(branch.highH);
    return branch;
}

/// How many leading digits the difference has in common with the gradient.
int commonDigits(double error, double gradient) {
    if (gradient == 0.0)
        return 0;
    return std::clamp(
        static_cast<int>(std::floor(-std::log10(std::max(error / std::abs(gradient), 1e-16)))), 0,
        16);
}

}  // namespace

DifferenceSweep differenceSweep(const Trace& trace, const ValueId& parameter) {
    LossAlong loss(trace, parameter);
    DifferenceSweep sweep;
    sweep.parameter = parameter;
    sweep.gradient = *trace.value(*derivativeId(parameter));
    const double w = loss.present(), here = loss(w);
    for (int i = 0; i <= kDecades * kADecade; ++i) {
        SweepPoint point;
        point.h = i % kADecade == 0 ? std::pow(10.0, -1 - i / kADecade)
                                    : std::pow(10.0, -1.0 - i / double{kADecade});
        const double high = w + point.h, low = w - point.h;
        const double above = loss(high), below = loss(low);
        point.forwardError = errorOf(above - here, high - w, sweep.gradient);
        point.centralError = errorOf(above - below, high - low, sweep.gradient);
        sweep.points.push_back(point);
    }
    sweep.best = leastOf(sweep.points, &SweepPoint::centralError);
    sweep.bestForward = leastOf(sweep.points, &SweepPoint::forwardError);
    if (sweep.best) {
        const double least = *sweep.points[*sweep.best].centralError;
        sweep.truncation = branchOf(sweep.points, 0, *sweep.best, 10.0 * least);
        sweep.rounding = branchOf(sweep.points, *sweep.best + 1, sweep.points.size(), 0.0);
    }
    return sweep;
}

std::string sweepText(const DifferenceSweep& sweep, const Network& network,
                      const Notation& notation) {
    const auto number = [&](double value) { return formatNumber(value, notation.numbers); };
    const auto slope = [&](double value) {
        NumberFormat format = notation.numbers;
        format.decimals = 2;
        return formatNumber(std::round(100.0 * value) / 100.0, format);
    };
    const std::string w = symbolText(sweep.parameter, network, notation);
    const std::string j = lossLetter(notation);
    if (!sweep.best)
        return j + " is no finite number near this " + w + ": there is no difference to take.";
    const SweepPoint& best = sweep.points[*sweep.best];
    const double least = *best.centralError;
    const bool isExact = std::all_of(
        sweep.points.begin(), sweep.points.end(),
        [](const SweepPoint& point) { return point.centralError.value_or(0.0) == 0.0; });
    if (isExact)
        return "The central difference is exact for every h: " + j + " does not bend along " + w +
               ".";
    std::string text;
    if (sweep.truncation && sweep.points.front().centralError)
        text = "At h = " + exactNumber(sweep.points.front().h, notation.numbers) +
               " the central difference is off by " + number(*sweep.points.front().centralError) +
               "; as h shrinks, so does what it leaves out of the curve of " + j +
               ", by h² (slope " + slope(sweep.truncation->slope) + " in the plot). ";
    else
        text = "There is no truncation branch here: along " + w + " " + j +
               " has no more than the bend that a central difference takes into account. ";
    text += "The best h is " + number(best.h) + ", with an error of " + number(least);
    if (const int digits = commonDigits(least, sweep.gradient); digits > 0)
        text += ": " + std::to_string(digits) + (digits == 1 ? " digit is" : " digits are") +
                " the same as by backpropagation";
    text += ". ";
    if (sweep.rounding && sweep.rounding->slope < 0.0)
        text += "With smaller h it grows again, about as 1/h (slope " +
                slope(sweep.rounding->slope) + "): " + j +
                " is known to some 16 digits, and subtracting two values of it that hardly "
                "differ leaves few of them.";
    return text;
}

std::optional<StepCheck> checkStep(const Still& still, const Notation& notation, int most) {
    const Step* step = still.trace ? still.currentStep() : nullptr;
    if (!step || (step->kind != StepKind::Delta && step->kind != StepKind::Gradient))
        return std::nullopt;
    const std::int64_t last =
        std::min({still.position, step->first + step->count, step->first + most});
    if ((last - step->first) * still.network().parameterCount() > kMostWork)
        return std::nullopt;
    StepCheck check;
    for (std::int64_t stop = step->first; stop < last; ++stop) {
        const ValueId id = still.walk->valueAt(stop);
        const double numerical = numericalSlope(*still.trace, chainStart(id));
        if (!std::isfinite(numerical))
            continue;
        const bool agrees = agree(*still.trace->value(id), numerical, still.trace->loss);
        check.agrees = check.agrees && agrees;
        check.text += check.text.empty() ? "numerical check " : " · ";
        check.text += symbolText(id, still.network(), notation) + ' ' +
                      formatNumber(numerical, notation.numbers) + (agrees ? "" : " differs");
    }
    return check.text.empty() ? std::nullopt : std::optional(check);
}

}  // namespace stepgrad

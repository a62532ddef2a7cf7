#include "core/walkthrough/tangent.h"

#include <algorithm>
#include <cmath>
#include <tuple>

#include "core/walkthrough/chain.h"
#include "core/walkthrough/derivation_values.h"
#include "core/walkthrough/loss_along.h"

namespace stepgrad {
namespace {

constexpr double kLeastReach = 2.0;   ///< to both sides of the present value
constexpr double kMostReach = 20.0;   ///< for a step: a larger one leads out of the picture
constexpr double kBeyondStep = 1.25;  ///< so that the step does not end at the edge

}  // namespace

TangentCurve tangentCurve(const Trace& trace, const ValueId& parameter,
                          std::optional<std::pair<double, double>> range, int samples) {
    LossAlong loss(trace, parameter);
    TangentCurve curve;
    curve.parameter = parameter;
    curve.present = {loss.present(), trace.loss};
    curve.slope = *trace.value(*derivativeId(parameter));
    const bool isWeight = parameter.kind == ValueKind::Weight;
    const double next =
        *trace.value(parameter.as(isWeight ? ValueKind::NewWeight : ValueKind::NewBias));
    curve.after = {next, loss(next)};
    curve.promised = curve.tangentAt(next);
    const double step = kBeyondStep * std::abs(next - curve.present.value);
    const double reach = std::max({kLeastReach, 1.5 * std::abs(curve.present.value),
                                   std::min(kMostReach, std::isfinite(step) ? step : 0.0)});
    std::tie(curve.low, curve.high) =
        range.value_or(std::pair(curve.present.value - reach, curve.present.value + reach));
    for (int i = 0; i < samples; ++i) {
        const double t = i / (samples - 1.0);
        const double value = (1.0 - t) * curve.low + t * curve.high;
        if (const double j = loss(value); std::isfinite(j))
            curve.points.push_back({value, j});
    }
    return curve;
}

std::string tangentText(const TangentCurve& curve, const Trace& trace, const Notation& notation,
                        bool withStep) {
    const auto number = [&](double value) {
        return std::isfinite(value) ? formatNumber(value, notation.numbers) : "no finite number";
    };
    const std::string w = symbolText(curve.parameter, trace.network, notation);
    const std::string j = lossLetter(notation);
    const std::string slope = curve.slope > 0.0   ? "rises: a larger " + w + " means a larger " + j
                              : curve.slope < 0.0 ? "falls: a larger " + w + " means a smaller " + j
                                                  : "is level";
    std::string text = "At " + w + " = " + number(curve.present.value) +
                       " the tangent has the slope " + number(curve.slope) + ", the gradient. It " +
                       slope + ". ";
    if (!withStep)
        return text + "The step that the update takes is shown once the walk has come there.";
    if (isFrozen(trace.network, curve.parameter))
        return text + "The update leaves it as it is: it is frozen.";
    const bool isPlain = trace.optimizer.memory() == 0 &&
                         (curve.parameter.kind == ValueKind::Bias || !trace.optimizer.hasPenalty());
    const bool clips = trace.optimizer.clips();
    text += isPlain
                ? "The step −η · " + std::string(clips ? "k · slope" : "slope") +
                      ", with η = " + exactNumber(trace.optimizer.learningRate, notation.numbers) +
                      (clips ? " and the clipping factor k = " + number(trace.clipFactor) : "") +
                      ", leads to "
                : std::string("The step of the optimizer leads to ");
    return text + number(curve.after.value) + ". There the tangent promises " + j + " = " +
           number(curve.promised) + "; with this " +
           (curve.parameter.kind == ValueKind::Weight ? "weight" : "bias") + " alone changed, " +
           j + " is " + number(curve.after.loss) + ".";
}

}  // namespace stepgrad

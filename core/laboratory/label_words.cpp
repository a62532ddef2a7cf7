#include "core/laboratory/label_words.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace stepgrad {
namespace {

constexpr double kByHeart = 0.1;  ///< right answers on the training examples more than on others
constexpr double kNearly = 0.01;  ///< of all right answers: less is said to change little
constexpr double kHarm = 0.02;    ///< loss of right answers that is said to be small

/// "61 % (55 to 66)"
std::string spreadText(const LabelCurve& curve, const LabelPoint& point,
                       const NumberFormat& format) {
    std::string text = scoreText(curve, point.mean, format);
    if (point.runs > 1)
        text += " (from " + scoreText(curve, point.least, format) + " to " +
                scoreText(curve, point.greatest, format) + ")";
    return text;
}

std::string seedsText(const LabelPoint& point) {
    return point.runs == 1 ? "in one run"
                           : "in the mean of " + std::to_string(point.runs) + " runs";
}

std::string ends(const LabelCurve& curve, const LabelPoint& first, const LabelPoint& last,
                 const NumberFormat& format) {
    const std::string what = curve.hasClasses() ? " of the test examples come out right "
                                                : " is the mean loss of the test examples ";
    return "With " + labelText(curve.plan, first.value) + " " + spreadText(curve, first, format) +
           what + seedsText(first) + "; with " + labelText(curve.plan, last.value) + " " +
           spreadText(curve, last, format) + ".";
}

/// From which value on the mean stays within kNearly of the last one.
std::string flattening(const LabelCurve& curve, const std::vector<LabelPoint>& points) {
    std::size_t from = points.size() - 1;
    while (from > 0 && points[from - 1].runs > 0 &&
           std::abs(points[from - 1].mean - points.back().mean) <= kNearly)
        --from;
    if (from == 0)
        return " More labels than the fewest change it by less than one point.";
    if (from + 1 == points.size())
        return " It has not come to an end: the last step is still more than one point.";
    return " From " + labelText(curve.plan, points[from].value) +
           " on, more of them change it by one point at most.";
}

std::string byHeart(const LabelCurve& curve, const LabelPoint& first, const NumberFormat& format) {
    if (first.trainingMean - first.mean < kByHeart)
        return {};
    return " Of the " + labelText(curve.plan, first.value) + " themselves " +
           scoreText(curve, first.trainingMean, format) +
           " come out right: they are learned by heart, the rest is not.";
}

/// Up to which share of wrong labels the mean loses no more than kHarm.
std::string endurance(const std::vector<LabelPoint>& points, const NumberFormat& format) {
    std::size_t upTo = 0;
    while (upTo + 1 < points.size() && points[upTo + 1].runs > 0 &&
           points.front().mean - points[upTo + 1].mean <= kHarm)
        ++upTo;
    if (upTo == 0)
        return " Already the smallest share of wrong labels costs more than two points.";
    return " Up to " + percentText(points[upTo].value, format) +
           " wrong labels cost two points at most.";
}

}  // namespace

std::string percentText(double share, const NumberFormat& format) {
    return exactNumber(std::round(1000.0 * share) / 10.0, format) + " %";
}

std::string scoreText(const LabelCurve& curve, double score, const NumberFormat& format) {
    if (!std::isfinite(score))
        return "too large to be a number";
    return curve.hasClasses() ? percentText(score, format) : formatNumber(score, format);
}

std::string labelText(const LabelPlan& plan, double value) {
    if (plan.question == LabelQuestion::Wrong)
        return percentText(value) + " wrong labels";
    const auto count = std::llround(value);
    return count == 1 ? "1 label" : formatCount(count) + " labels";
}

std::string planWords(const LabelCurve& curve) {
    const LabelPlan& plan = curve.plan;
    std::string text = "Every run makes the same " + formatCount(plan.updates) +
                       " updates, as many as " + formatCount(plan.epochs) +
                       (plan.epochs == 1 ? " epoch" : " epochs") + " with all labels have, with " +
                       std::to_string(plan.seeds) + " seeds.";
    if (plan.isShortened)
        text += " These are fewer than the project asks for, so that it does not take too long.";
    return text;
}

std::string curveWords(const LabelCurve& curve, const NumberFormat& format) {
    const std::vector<LabelPoint> points = curve.points();
    const LabelPoint &first = points.front(), &last = points.back();
    if (first.runs == 0 || last.runs == 0)
        return {};
    std::string text = ends(curve, first, last, format);
    const auto early = std::ranges::count_if(curve.runs, &LabelRun::isDiverged);
    if (early > 0)
        text += " " + formatCount(early) + " of " +
                formatCount(static_cast<std::int64_t>(curve.runs.size())) +
                " runs stopped early, before numbers too large.";
    if (!curve.hasClasses())
        return text;
    return text + (curve.plan.question == LabelQuestion::Count
                       ? flattening(curve, points) + byHeart(curve, first, format)
                       : endurance(points, format));
}

}  // namespace stepgrad

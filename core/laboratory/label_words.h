#pragma once

#include <string>

#include "core/laboratory/label_curve.h"
#include "core/walkthrough/number_text.h"

namespace stepgrad {

/// "80.9 %": a share in percent, with one decimal at most and a space that does not break.
std::string percentText(double share, const NumberFormat& format = {});

/// A score as the curve shows it: a share of right answers in percent, or a mean loss.
std::string scoreText(const LabelCurve& curve, double score, const NumberFormat& format = {});

/// What a run's labels are: "100 labels", "10 % wrong labels".
std::string labelText(const LabelPlan& plan, double value);

/// What every run of the plan does, and what was shortened for a large network.
std::string planWords(const LabelCurve& curve);

/// What the runs made so far have shown, in words and numbers; what is said is decided by
/// stated differences. Empty before both ends of the curve have a run.
std::string curveWords(const LabelCurve& curve, const NumberFormat& format = {});

}  // namespace stepgrad

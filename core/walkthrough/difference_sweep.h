#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/walkthrough/notation.h"
#include "core/walkthrough/step.h"

namespace stepgrad {

/// Difference quotients of one h, as distances from the gradient by backpropagation.
struct SweepPoint {
    double h = 0.0;
    /// |(J(w+h) − J(w)) / h − gradient|; nothing where that is not finite.
    std::optional<double> forwardError;
    /// |(J(w+h) − J(w−h)) / 2h − gradient|. Both are divided by the distance that
    /// w and w ± h really have as doubles.
    std::optional<double> centralError;
};

/// A straight line through one side of the errors, over the logarithms of both.
struct SweepBranch {
    double slope = 0.0;
    double lowH = 0.0, lowError = 0.0;    ///< its ends: at the smallest h that it was
    double highH = 0.0, highError = 0.0;  ///< fitted to, and at the largest
};

/// How the error of numerical gradients depends on h, for one weight or bias.
///
/// A difference quotient leaves out the rest of the Taylor series: h²/6 J‴ for the
/// central one, h/2 J″ for the forward one (the truncation branch, slope 2 or 1 over
/// log h). And J is known to about 16 digits, so that the difference has an error of
/// about 1e-16 |J| / h (the rounding branch, slope −1). Both meet near
/// h = (3 · 1e-16 |J| / |J‴|)^(1/3). — Numerical Recipes, "Numerical Derivatives".
struct DifferenceSweep {
    ValueId parameter;
    double gradient = 0.0;            ///< by backpropagation
    std::vector<SweepPoint> points;   ///< h = 10^-1 … 10^-12, three a decade, largest first
    std::optional<std::size_t> best;  ///< the point with the least central error
    std::optional<std::size_t> bestForward;  ///< and with the least forward error
    /// Fitted to the central errors on both sides of the best point (at least three, on
    /// the side of truncation at least ten times the best one); nothing where there are none.
    std::optional<SweepBranch> truncation, rounding;
};

/// Throws std::invalid_argument for what is no weight or bias of the trace's network.
DifferenceSweep differenceSweep(const Trace& trace, const ValueId& parameter);

/// Explains both branches and the best h by these very numbers, in a few sentences.
std::string sweepText(const DifferenceSweep& sweep, const Network& network,
                      const Notation& notation = {});

/// The central differences of what a step has computed, beside its gradients.
struct StepCheck {
    std::string text;    ///< "numerical check ∂J/∂w₅ −0.0633 · ∂J/∂w₆ −0.0842"
    bool agrees = true;  ///< all of them, as in numerical_slope.h
};

/// For the deltas or gradients that the current step has computed so far; nothing in
/// other steps, where no difference is finite, and for networks so large that one
/// would wait for it.
/// @param most  so many values at most
std::optional<StepCheck> checkStep(const Still& still, const Notation& notation = {},
                                   int most = 12);

}  // namespace stepgrad

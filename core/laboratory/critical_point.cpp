#include "core/laboratory/critical_point.h"

#include <Eigen/Eigenvalues>
#include <algorithm>
#include <cmath>

namespace stepgrad {
namespace {

using Solver = Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd>;

constexpr double kFound = 1e-10;  ///< norm of the gradient at which a search ends
constexpr int kMostSteps = 200;
constexpr double kLongest = 1.0;  ///< of one step
constexpr double kLeastDamping = 1e-14, kMostDamping = 1e12;

CriticalKind kindOf(const Curvature& c) {
    if (!(c.gradientNorm <= kCriticalGradient))
        return CriticalKind::NotCritical;
    if (c.down == 0 && c.up == 0)
        return CriticalKind::Plateau;
    if (c.down > 0)
        return c.up == 0 && c.flat == 0 ? CriticalKind::Maximum : CriticalKind::Saddle;
    return c.flat == 0 ? CriticalKind::Minimum : CriticalKind::Valley;
}

Vector dampedStep(const Solver& solver, const Vector& gradient, double damping) {
    Vector along = solver.eigenvectors().transpose() * gradient;
    for (Eigen::Index i = 0; i < along.size(); ++i) {
        const double bend = solver.eigenvalues()[i];
        along[i] *= -bend / (bend * bend + damping);
    }
    Vector step = solver.eigenvectors() * along;
    if (const double length = step.norm(); length > kLongest)
        step *= kLongest / length;
    return step;
}

std::string signsText(const Curvature& c, const std::string& what, const Notation& notation) {
    const auto number = [&](double value) { return formatNumber(value, notation.numbers); };
    return "The eigenvalues " + what + " go from " + number(c.eigenvalues[0]) + " to " +
           number(c.eigenvalues[c.eigenvalues.size() - 1]) + ": " + formatCount(c.down) +
           " below 0, " + formatCount(c.up) + " above, " + formatCount(c.flat) + " within ±" +
           number(c.tolerance) + " of it.";
}

std::string directions(int count, Eigen::Index of) {
    return formatCount(count) + " of " + formatCount(of) +
           (of == 1 ? " direction" : " directions") + (count == 1 ? " leads" : " lead");
}

}  // namespace

Curvature classify(double loss, const Vector& gradient, const Eigen::MatrixXd& hessian) {
    Curvature result;
    result.loss = loss;
    result.gradientNorm = gradient.norm();
    result.eigenvalues = Solver(hessian, Eigen::EigenvaluesOnly).eigenvalues();
    result.tolerance = kFlatCurvature * std::max(1.0, result.eigenvalues.cwiseAbs().maxCoeff());
    for (const double value : result.eigenvalues)
        ++(value < -result.tolerance  ? result.down
           : value > result.tolerance ? result.up
                                      : result.flat);
    result.kind = kindOf(result);
    return result;
}

std::optional<Curvature> curvatureAt(LossFunction& function, const std::stop_token& stop) {
    const Vector gradient = function.gradient();
    const auto hessian = function.hessian(stop);
    if (!hessian || !gradient.allFinite() || !hessian->allFinite())
        return std::nullopt;
    return classify(function.value(), gradient, *hessian);
}

std::optional<CriticalSearch> findCriticalPoint(LossFunction& function,
                                                const std::stop_token& stop) {
    CriticalSearch search;
    Vector point = function.point(), gradient = function.gradient();
    search.path.push_back(point);
    double damping = 1e-3;
    while (search.steps < kMostSteps && gradient.norm() > kFound && damping < kMostDamping) {
        const auto hessian = function.hessian(stop);
        if (!hessian)
            return std::nullopt;
        if (!hessian->allFinite())
            break;
        const Solver solver(*hessian);
        for (bool isBetter = false; !isBetter && damping < kMostDamping;) {
            if (stop.stop_requested())
                return std::nullopt;
            const Vector next = point + dampedStep(solver, gradient, damping);
            function.moveTo(next);
            const Vector there = function.gradient();
            isBetter = there.allFinite() && there.norm() < gradient.norm();
            damping = isBetter ? std::max(kLeastDamping, damping / 10.0) : damping * 10.0;
            if (isBetter) {
                point = next;
                gradient = there;
                search.path.push_back(point);
                ++search.steps;
            }
        }
    }
    function.moveTo(point);
    search.point = point;
    search.curvature = curvatureAt(function, stop);
    if (stop.stop_requested())
        return std::nullopt;
    return search;
}

std::string curvatureText(const Curvature& c, const std::string& what, const Notation& notation) {
    const std::string letter = lossLetter(notation);
    const std::string norm =
        "‖∇" + letter + "‖ = " + formatNumber(c.gradientNorm, notation.numbers);
    std::string text;
    switch (c.kind) {
        case CriticalKind::NotCritical:
            text = "Not a critical point: " + norm + ". Downhill it goes against the gradient.";
            break;
        case CriticalKind::Minimum:
            text = "Minimum: " + norm + ", and every direction leads up.";
            break;
        case CriticalKind::Maximum:
            text = "Maximum: " + norm + ", and every direction leads down.";
            break;
        case CriticalKind::Saddle:
            text = "Saddle point: " + norm + ", and " + directions(c.down, c.eigenvalues.size()) +
                   " down.";
            break;
        case CriticalKind::Plateau:
            text = "Plateau: " + norm + ", and " + letter +
                   " is flat in every direction. No gradient says where to go.";
            break;
        case CriticalKind::Valley:
            text = "Floor of a valley: " + norm + ", no direction leads down, and " +
                   formatCount(c.flat) + " of " + formatCount(c.eigenvalues.size()) +
                   " are flat, where second derivatives cannot tell.";
            break;
    }
    return text + " " + signsText(c, what, notation);
}

}  // namespace stepgrad

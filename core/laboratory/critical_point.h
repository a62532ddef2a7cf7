#pragma once

#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "core/laboratory/loss_function.h"
#include "core/walkthrough/notation.h"

namespace stepgrad {

/// What a point of the loss is, by its gradient and the signs of the eigenvalues of the
/// Hessian (second derivative test: Goodfellow, Bengio & Courville, Deep Learning,
/// section 4.3.1).
enum class CriticalKind {
    NotCritical,  ///< the gradient is no 0
    Minimum,      ///< all eigenvalues above the tolerance
    Maximum,      ///< all below minus the tolerance
    Saddle,       ///< some below it, and some not
    Plateau,      ///< all within the tolerance
    Valley        ///< none below it, some within: flat in these directions
};

/// The norm of a gradient up to which a point is taken as critical.
constexpr double kCriticalGradient = 1e-6;
/// Of eigenvalues; times the largest size of an eigenvalue where that is above 1.
constexpr double kFlatCurvature = 1e-6;

/// How the loss bends at a point.
struct Curvature {
    double loss = 0.0;
    double gradientNorm = 0.0;  ///< Euclidean
    Vector eigenvalues;         ///< of the Hessian, ascending
    double tolerance = kFlatCurvature;
    int down = 0, flat = 0, up = 0;  ///< how many eigenvalues are below, within, above
    CriticalKind kind = CriticalKind::NotCritical;
};

/// @param hessian  symmetric and finite; not empty
Curvature classify(double loss, const Vector& gradient, const Eigen::MatrixXd& hessian);

/// The same at the point of the function. Nothing once stop is requested, or where
/// something is not finite.
std::optional<Curvature> curvatureAt(LossFunction& function, const std::stop_token& stop = {});

/// Where a search for a critical point came to.
struct CriticalSearch {
    Vector point;
    std::optional<Curvature> curvature;  ///< there; see curvatureAt
    int steps = 0;
    std::vector<Vector> path;  ///< from the start to the point
};

/// From the point of the function to one where the gradient g is 0, of whatever kind,
/// by damped Newton steps on g = 0: with the Hessian H each step is
/// s = -(H² + λ I)⁻¹ H g, the Levenberg–Marquardt step for ½ ‖g‖² (Marquardt 1963),
/// by the eigenvectors of H; no longer than 1. A step that makes ‖g‖ smaller is taken
/// and λ is divided by 10, otherwise λ is multiplied by 10. It ends at ‖g‖ <= 1e-10,
/// after 200 steps, or where no step helps. The function is left at the point.
/// Nothing once stop is requested.
std::optional<CriticalSearch> findCriticalPoint(LossFunction& function,
                                                const std::stop_token& stop = {});

/// "Saddle point: 1 of 2 directions leads down." and why, in numbers.
/// @param what  whose directions: "of all 9 weights and biases"
std::string curvatureText(const Curvature& curvature, const std::string& what,
                          const Notation& notation);

}  // namespace stepgrad

#include "core/network/clipping.h"

#include <algorithm>
#include <cmath>

#include "core/network/trace.h"

namespace stepgrad {
namespace {

/// @param unit  what the gradients are divided by
double sumOfSquares(const Trace& trace, double unit) {
    double sum = 0.0;
    for (std::size_t l = 0; l < trace.layers.size(); ++l) {
        const LayerTrace& layer = trace.layers[l];
        const Layer& parameters = trace.network.layers[l];
        const bool hasBiases = parameters.biases && parameters.biasesTrainable;
        for (Eigen::Index j = 0; j < parameters.neurons(); ++j) {
            double squares = 0.0;
            if (parameters.weightsTrainable)
                for (Eigen::Index k = 0; k < parameters.inputs(); ++k) {
                    const double g = layer.weightGradients(j, k) / unit;
                    squares += g * g;
                }
            if (hasBiases) {
                const double g = (*layer.biasGradients)[j] / unit;
                squares += g * g;
            }
            sum += squares;
        }
    }
    return sum;
}

double largest(const Trace& trace) {
    double most = 0.0;
    for (std::size_t l = 0; l < trace.layers.size(); ++l) {
        const Layer& parameters = trace.network.layers[l];
        if (parameters.weightsTrainable)
            most = std::max(most, trace.layers[l].weightGradients.cwiseAbs().maxCoeff());
        if (parameters.biases && parameters.biasesTrainable)
            most = std::max(most, trace.layers[l].biasGradients->cwiseAbs().maxCoeff());
    }
    return most;
}

}  // namespace

double gradientNorm(const Trace& trace) {
    const double sum = sumOfSquares(trace, 1.0);
    if (std::isfinite(sum))
        return std::sqrt(sum);
    const double unit = largest(trace);
    return std::isfinite(unit) ? unit * std::sqrt(sumOfSquares(trace, unit)) : sum;
}

double clipFactor(const OptimizerSettings& settings, double norm) {
    return settings.clipNorm > 0.0 ? settings.clipNorm / std::max(settings.clipNorm, norm) : 1.0;
}

}  // namespace stepgrad

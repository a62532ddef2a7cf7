#include "core/training/responses.h"

#include <stdexcept>

namespace stepgrad {
namespace {

/// f(u) of every column; softmax shares out 1 in each of them.
void activateColumns(Activation activation, Matrix& u) {
    Vector flat;
    if (!info(activation).outputOnly) {
        flat = Eigen::Map<const Vector>(u.data(), u.size());
        Vector h(flat.size());
        activate(activation, flat, h);
        Eigen::Map<Vector>(u.data(), u.size()) = h;
        return;
    }
    Vector h(u.rows());
    for (Eigen::Index i = 0; i < u.cols(); ++i) {
        flat = u.col(i);
        activate(activation, flat, h);
        u.col(i) = h;
    }
}

}  // namespace

std::vector<Matrix> layerResponses(const Network& network, const Matrix& points) {
    if (points.cols() != network.inputCount())
        throw std::invalid_argument("another number of inputs");
    std::vector<Matrix> responses;
    Matrix h = points.transpose();
    for (const Layer& layer : network.layers) {
        Matrix u = layer.weights * h;
        if (layer.biases)
            u.colwise() += *layer.biases;
        activateColumns(layer.activation, u);
        h = std::move(u);
        responses.push_back(h.transpose());
    }
    return responses;
}

Matrix responses(const Network& network, int layer, const Matrix& points) {
    if (layer < 0 || layer >= network.layerCount())
        throw std::invalid_argument("no such layer");
    return std::move(layerResponses(network, points)[static_cast<std::size_t>(layer)]);
}

}  // namespace stepgrad

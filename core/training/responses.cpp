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

Matrix responses(const Network& network, int layer, const Matrix& points) {
    if (layer < 0 || layer >= network.layerCount())
        throw std::invalid_argument("no such layer");
    if (points.cols() != network.inputCount())
        throw std::invalid_argument("another number of inputs");
    Matrix h = points.transpose();
    for (int l = 0; l <= layer; ++l) {
        const Layer& at = network.layers[static_cast<std::size_t>(l)];
        Matrix u = at.weights * h;
        if (at.biases)
            u.colwise() += *at.biases;
        activateColumns(at.activation, u);
        h = std::move(u);
    }
    return h.transpose();
}

}  // namespace stepgrad

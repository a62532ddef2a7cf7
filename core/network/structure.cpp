#include "core/network/structure.h"

#include <algorithm>
#include <stdexcept>
#include <string>

namespace stepgrad {
namespace {

using Slots = OptimizerState::Slots;

void require(bool holds, const char* what) {
    if (!holds)
        throw std::invalid_argument(what);
}

std::size_t at(int layer) {
    return static_cast<std::size_t>(layer);
}

/// The matrix in another size: what is in both sizes is kept, the rest comes
/// from `fresh`, which has the new size.
Matrix pasted(const Matrix& old, Matrix fresh) {
    const Eigen::Index rows = std::min(old.rows(), fresh.rows());
    const Eigen::Index columns = std::min(old.cols(), fresh.cols());
    fresh.topLeftCorner(rows, columns) = old.topLeftCorner(rows, columns);
    return fresh;
}

Matrix pastedOnZeros(const Matrix& old, Eigen::Index rows, Eigen::Index columns) {
    return pasted(old, Matrix::Zero(rows, columns));
}

Vector pastedOnZeros(const Vector& old, Eigen::Index size) {
    Vector vector = Vector::Zero(size);
    const Eigen::Index kept = std::min(old.size(), size);
    vector.head(kept) = old.head(kept);
    return vector;
}

Matrix withoutRow(const Matrix& m, Eigen::Index row) {
    Matrix rest(m.rows() - 1, m.cols());
    rest.topRows(row) = m.topRows(row);
    rest.bottomRows(m.rows() - 1 - row) = m.bottomRows(m.rows() - 1 - row);
    return rest;
}

Matrix withoutColumn(const Matrix& m, Eigen::Index column) {
    Matrix rest(m.rows(), m.cols() - 1);
    rest.leftCols(column) = m.leftCols(column);
    rest.rightCols(m.cols() - 1 - column) = m.rightCols(m.cols() - 1 - column);
    return rest;
}

Vector without(const Vector& v, Eigen::Index index) {
    Vector rest(v.size() - 1);
    rest.head(index) = v.head(index);
    rest.tail(v.size() - 1 - index) = v.tail(v.size() - 1 - index);
    return rest;
}

/// Both matrices that are remembered of a layer, where there are some.
template <typename Change>
void changeWeights(Slots& slots, const Change& change) {
    for (Matrix* matrix : {&slots.firstWeights, &slots.secondWeights})
        if (matrix->size() > 0)
            *matrix = change(*matrix);
}

template <typename Change>
void changeBiases(Slots& slots, const Change& change) {
    for (Vector* vector : {&slots.firstBiases, &slots.secondBiases})
        if (vector->size() > 0)
            *vector = change(*vector);
}

/// What an optimizer remembers of a layer that it knows nothing of yet.
/// @param example  of another layer: how much is remembered
Slots emptySlots(const Layer& layer, const Slots& example) {
    Slots slots;
    const Eigen::Index biases = layer.biases ? layer.neurons() : 0;
    slots.firstWeights = Matrix::Zero(layer.neurons(), layer.inputs());
    slots.firstBiases = Vector::Zero(biases);
    if (example.secondWeights.size() > 0) {
        slots.secondWeights = slots.firstWeights;
        slots.secondBiases = slots.firstBiases;
    }
    return slots;
}

/// The weights that the initializer makes for a layer of that size at that place.
Matrix fresh(int layer, Eigen::Index neurons, Eigen::Index inputs,
             const InitializerSettings& settings) {
    Network network;
    network.layers.resize(at(layer) + 1);
    network.layers.back().weights = Matrix(neurons, inputs);
    initialize(network, settings);
    return std::move(network.layers.back().weights);
}

/// Whether a row from `first` on equals another one.
bool repeatsRow(const Matrix& m, Eigen::Index first) {
    for (Eigen::Index j = first; j < m.rows(); ++j)
        for (Eigen::Index i = 0; i < j; ++i)
            if (m.row(i) == m.row(j))
                return true;
    return false;
}

/// Incoming weights for a layer that has grown. Where a neuron was taken out
/// before, the numbers of its place may be another's: the next seed has others.
Matrix grownRows(const Layer& old, int layer, Eigen::Index neurons, InitializerSettings settings) {
    constexpr int kTries = 8;
    Matrix grown;
    for (int i = 0; i < kTries; ++i, ++settings.seed) {
        grown = pasted(old.weights, fresh(layer, neurons, old.inputs(), settings));
        if (!info(settings.type).isRandom || !repeatsRow(grown, old.neurons()))
            break;
    }
    return grown;
}

/// Gives a layer another number of sources.
void setInputs(Structure s, int layer, Eigen::Index inputs, const InitializerSettings& settings) {
    Layer& l = s.network.layers[at(layer)];
    l.weights = pasted(l.weights, fresh(layer, l.neurons(), inputs, settings));
    if (!s.optimizer.layers.empty())
        changeWeights(s.optimizer.layers[at(layer)],
                      [&](const Matrix& m) { return pastedOnZeros(m, m.rows(), inputs); });
}

void forgetWeights(Structure s, int layer) {
    if (s.optimizer.layers.empty())
        return;
    const Layer& l = s.network.layers[at(layer)];
    changeWeights(s.optimizer.layers[at(layer)],
                  [&](const Matrix&) -> Matrix { return Matrix::Zero(l.neurons(), l.inputs()); });
}

void requireLayer(const Network& network, int layer, int first = 0) {
    require(layer >= first && layer < network.layerCount(), "no such layer");
}

std::string freeName(const std::vector<std::string>& names) {
    for (std::size_t n = names.size() + 1;; ++n) {
        std::string name = "i" + std::to_string(n);
        if (std::find(names.begin(), names.end(), name) == names.end())
            return name;
    }
}

}  // namespace

Eigen::Index neuronsOf(const Network& network, int layer) {
    requireLayer(network, layer, kInputColumn);
    return layer == kInputColumn ? network.inputCount() : network.layers[at(layer)].neurons();
}

void addNeurons(Structure s, int layer, int count, const InitializerSettings& settings) {
    requireLayer(s.network, layer, kInputColumn);
    require(count >= 0, "no negative number of neurons");
    const Eigen::Index neurons = neuronsOf(s.network, layer) + count;
    if (layer == kInputColumn) {
        for (int i = 0; i < count; ++i)
            s.network.inputNames.push_back(freeName(s.network.inputNames));
    } else {
        Layer& l = s.network.layers[at(layer)];
        l.weights = grownRows(l, layer, neurons, settings);
        if (l.biases)
            l.biases = pastedOnZeros(*l.biases, neurons);
        if (!s.optimizer.layers.empty()) {
            Slots& slots = s.optimizer.layers[at(layer)];
            changeWeights(slots,
                          [&](const Matrix& m) { return pastedOnZeros(m, neurons, m.cols()); });
            changeBiases(slots, [&](const Vector& v) { return pastedOnZeros(v, neurons); });
        }
    }
    if (layer + 1 < s.network.layerCount())
        setInputs(s, layer + 1, neurons, settings);
}

void removeNeuron(Structure s, int layer, int neuron) {
    const Eigen::Index neurons = neuronsOf(s.network, layer);
    require(neuron >= 0 && neuron < neurons, "no such neuron");
    require(neurons > 1, "a layer needs a neuron");
    const bool remembers = !s.optimizer.layers.empty();
    if (layer == kInputColumn) {
        s.network.inputNames.erase(s.network.inputNames.begin() + neuron);
    } else {
        Layer& l = s.network.layers[at(layer)];
        l.weights = withoutRow(l.weights, neuron);
        if (l.biases)
            l.biases = without(*l.biases, neuron);
        if (remembers) {
            Slots& slots = s.optimizer.layers[at(layer)];
            changeWeights(slots, [&](const Matrix& m) { return withoutRow(m, neuron); });
            changeBiases(slots, [&](const Vector& v) { return without(v, neuron); });
        }
    }
    if (layer + 1 >= s.network.layerCount())
        return;
    Layer& behind = s.network.layers[at(layer + 1)];
    behind.weights = withoutColumn(behind.weights, neuron);
    if (remembers)
        changeWeights(s.optimizer.layers[at(layer + 1)],
                      [&](const Matrix& m) { return withoutColumn(m, neuron); });
}

void insertLayer(Structure s, int place, int neurons, const Layer& layer,
                 const InitializerSettings& settings) {
    requireLayer(s.network, place);
    require(neurons > 0, "a layer needs a neuron");
    Layer added = layer;
    added.weights = fresh(place, neurons, neuronsOf(s.network, place - 1), settings);
    if (added.biases)
        added.biases = Vector::Zero(neurons);
    auto& remembered = s.optimizer.layers;
    if (!remembered.empty())
        remembered.insert(remembered.begin() + place, emptySlots(added, remembered.front()));
    s.network.layers.insert(s.network.layers.begin() + place, std::move(added));
    setInputs(s, place + 1, neurons, settings);
    forgetWeights(s, place + 1);
}

void removeLayer(Structure s, int layer, const InitializerSettings& settings) {
    requireLayer(s.network, layer);
    require(!s.network.isOutput(layer), "the output layer stays");
    s.network.layers.erase(s.network.layers.begin() + layer);
    if (!s.optimizer.layers.empty())
        s.optimizer.layers.erase(s.optimizer.layers.begin() + layer);
    // The first layer has no other that tells how many sources there are.
    const auto sources = layer == 0 ? static_cast<Eigen::Index>(s.network.inputNames.size())
                                    : neuronsOf(s.network, layer - 1);
    setInputs(s, layer, sources, settings);
    forgetWeights(s, layer);
}

void setBiases(Structure s, int layer, bool hasBiases) {
    requireLayer(s.network, layer);
    Layer& l = s.network.layers[at(layer)];
    if (l.biases.has_value() == hasBiases)
        return;
    const Eigen::Index size = hasBiases ? l.neurons() : 0;
    if (hasBiases)
        l.biases = Vector::Zero(size);
    else
        l.biases.reset();
    if (s.optimizer.layers.empty())
        return;
    Slots& slots = s.optimizer.layers[at(layer)];
    slots.firstBiases = Vector::Zero(size);
    slots.secondBiases = Vector::Zero(slots.secondWeights.size() > 0 ? size : 0);
}

void initializeLayer(Structure s, int layer, const InitializerSettings& settings) {
    requireLayer(s.network, layer);
    Layer& l = s.network.layers[at(layer)];
    l.weights = fresh(layer, l.neurons(), l.inputs(), settings);
    if (l.biases)
        l.biases->setZero();
    if (!s.optimizer.layers.empty()) {
        auto& remembered = s.optimizer.layers;
        remembered[at(layer)] = emptySlots(l, remembered[at(layer)]);
    }
}

}  // namespace stepgrad

#include "core/network/structure.h"

#include <gtest/gtest.h>

#include <array>
#include <bit>
#include <stdexcept>

#include "tests/oracle/random_case.h"

namespace stepgrad {
namespace {

constexpr InitializerSettings kXavier{InitializerType::XavierUniform, 7, 0.5};

/// 3–4–5–2 with biases in the middle layer, and all that Adam remembers of it
/// filled with numbers that differ.
struct Sample {
    Network network;
    OptimizerState optimizer;

    Sample() {
        network.inputNames = {"i1", "width", "i3"};
        Dice dice(11);
        int inputs = 3;
        for (const int neurons : {4, 5, 2}) {
            Layer layer;
            layer.weights = Matrix::NullaryExpr(neurons, inputs, [&] { return dice.real(-1, 1); });
            if (neurons == 5)
                layer.biases = Vector::NullaryExpr(neurons, [&] { return dice.real(-1, 1); });
            network.layers.push_back(layer);
            inputs = neurons;
        }
        OptimizerSettings adam;
        adam.type = OptimizerType::Adam;
        optimizer = initialState(adam, network);
        optimizer.updates = 12;
        for (auto& slots : optimizer.layers) {
            for (Matrix* m : {&slots.firstWeights, &slots.secondWeights})
                for (double& x : m->reshaped())
                    x = dice.real(0.1, 1);
            for (Vector* v : {&slots.firstBiases, &slots.secondBiases})
                for (double& x : *v)
                    x = dice.real(0.1, 1);
        }
    }
    Structure structure() { return {network, optimizer}; }
};

void expectShapesOfMemory(const Sample& s) {
    ASSERT_EQ(s.optimizer.layers.size(), s.network.layers.size());
    for (std::size_t l = 0; l < s.network.layers.size(); ++l) {
        const Layer& layer = s.network.layers[l];
        const auto& slots = s.optimizer.layers[l];
        for (const Matrix* m : {&slots.firstWeights, &slots.secondWeights}) {
            EXPECT_EQ(m->rows(), layer.weights.rows());
            EXPECT_EQ(m->cols(), layer.weights.cols());
        }
        for (const Vector* v : {&slots.firstBiases, &slots.secondBiases})
            EXPECT_EQ(v->size(), layer.biases ? layer.biases->size() : 0);
    }
}

oracle::Numbers outputs(const Network& network, const oracle::Numbers& inputs) {
    const oracle::Numbers targets(static_cast<std::size_t>(network.outputCount()), 0.0L);
    return oracle::solve(toOracle(network, Loss::HalfSquaredError), inputs, targets).h.back();
}

TEST(Structure, ANewNeuronLeavesAllOtherParametersAndTheirMemoryBitForBit) {
    const Sample before;
    for (const int layer : {0, 1, 2}) {
        Sample after;
        addNeurons(after.structure(), layer, 1, kXavier);
        expectShapesOfMemory(after);
        for (std::size_t l = 0; l < 3; ++l) {
            const Layer &was = before.network.layers[l], &is = after.network.layers[l];
            const auto &wasKept = before.optimizer.layers[l], &isKept = after.optimizer.layers[l];
            for (Eigen::Index j = 0; j < was.neurons(); ++j) {
                for (Eigen::Index k = 0; k < was.inputs(); ++k) {
                    EXPECT_EQ(std::bit_cast<std::uint64_t>(is.weights(j, k)),
                              std::bit_cast<std::uint64_t>(was.weights(j, k)));
                    EXPECT_EQ(isKept.firstWeights(j, k), wasKept.firstWeights(j, k));
                    EXPECT_EQ(isKept.secondWeights(j, k), wasKept.secondWeights(j, k));
                }
                if (was.biases) {
                    EXPECT_EQ((*is.biases)[j], (*was.biases)[j]);
                    EXPECT_EQ(isKept.secondBiases[j], wasKept.secondBiases[j]);
                }
            }
        }
        EXPECT_EQ(after.optimizer.updates, 12);
        EXPECT_EQ(after.network.layers[static_cast<std::size_t>(layer)].neurons(),
                  before.network.layers[static_cast<std::size_t>(layer)].neurons() + 1);
    }
}

TEST(Structure, NothingIsRememberedOfNewParameters) {
    Sample s;
    addNeurons(s.structure(), 1, 2, kXavier);
    const auto& own = s.optimizer.layers[1];
    const auto& behind = s.optimizer.layers[2];
    EXPECT_TRUE((own.firstWeights.bottomRows(2).array() == 0.0).all());
    EXPECT_TRUE((own.secondBiases.tail(2).array() == 0.0).all());
    EXPECT_TRUE((behind.secondWeights.rightCols(2).array() == 0.0).all());
    EXPECT_TRUE((s.network.layers[1].biases->tail(2).array() == 0.0).all());
}

TEST(Structure, ANewNeuronWhoseOutgoingWeightsAreZeroChangesNoOutput) {
    Sample s;
    const oracle::Numbers inputs{0.3L, -1.2L, 0.8L};
    const auto before = outputs(s.network, inputs);
    addNeurons(s.structure(), 1, 1, kXavier);
    EXPECT_NE(outputs(s.network, inputs), before);
    s.network.layers[2].weights.col(5).setZero();
    EXPECT_EQ(outputs(s.network, inputs), before);
}

TEST(Structure, NewWeightsAreThoseOfTheInitializerAndTheSameEachTime) {
    Sample a, b;
    addNeurons(a.structure(), 1, 3, kXavier);
    addNeurons(b.structure(), 1, 3, kXavier);
    EXPECT_EQ(a.network, b.network);
    Network whole = a.network;
    initialize(whole, kXavier);
    EXPECT_TRUE(a.network.layers[1].weights.bottomRows(3) == whole.layers[1].weights.bottomRows(3));
    EXPECT_TRUE(a.network.layers[2].weights.rightCols(3) == whole.layers[2].weights.rightCols(3));
    Sample c;
    addNeurons(c.structure(), 1, 3, {InitializerType::Constant, 1, 0.25});
    EXPECT_TRUE((c.network.layers[1].weights.bottomRows(3).array() == 0.25).all());
}

TEST(Structure, ANeuronAddedAfterOneWasTakenOutIsNoTwinOfAnother) {
    Sample s;
    initialize(s.network, kXavier);
    removeNeuron(s.structure(), 0, 0);
    addNeurons(s.structure(), 0, 1, kXavier);
    const Matrix& w = s.network.layers[0].weights;
    for (Eigen::Index j = 0; j + 1 < w.rows(); ++j)
        EXPECT_FALSE(w.row(j) == w.row(w.rows() - 1)) << j;
}

TEST(Structure, ARemovedNeuronTakesItsOwnRowAndColumnAndNoOther) {
    const Sample before;
    Sample after;
    removeNeuron(after.structure(), 1, 2);
    expectShapesOfMemory(after);
    const std::array kept = {0, 1, 3, 4};
    for (int j = 0; j < 4; ++j) {
        const int was = kept[static_cast<std::size_t>(j)];
        EXPECT_EQ((*after.network.layers[1].biases)[j], (*before.network.layers[1].biases)[was]);
        EXPECT_EQ(after.optimizer.layers[1].firstBiases[j],
                  before.optimizer.layers[1].firstBiases[was]);
        for (int k = 0; k < 4; ++k)
            EXPECT_EQ(after.network.layers[1].weights(j, k),
                      before.network.layers[1].weights(was, k));
        for (int o = 0; o < 2; ++o) {
            EXPECT_EQ(after.network.layers[2].weights(o, j),
                      before.network.layers[2].weights(o, was));
            EXPECT_EQ(after.optimizer.layers[2].secondWeights(o, j),
                      before.optimizer.layers[2].secondWeights(o, was));
        }
    }
    EXPECT_TRUE(after.network.layers[0] == before.network.layers[0]);
}

TEST(Structure, AddingAndRemovingTheSameNeuronLeavesWhatWasThere) {
    const Sample before;
    for (const int layer : {kInputColumn, 0, 1, 2}) {
        Sample after;
        addNeurons(after.structure(), layer, 1, kXavier);
        removeNeuron(after.structure(), layer, static_cast<int>(neuronsOf(before.network, layer)));
        EXPECT_EQ(after.network, before.network) << layer;
        EXPECT_EQ(after.optimizer, before.optimizer) << layer;
    }
}

TEST(Structure, InputsGetFreeNames) {
    Sample s;
    s.network.inputNames[0] = "i4";
    addNeurons(s.structure(), kInputColumn, 2, kXavier);
    EXPECT_EQ(s.network.inputNames, (std::vector<std::string>{"i4", "width", "i3", "i5", "i6"}));
    EXPECT_EQ(s.network.inputCount(), 5);
    removeNeuron(s.structure(), kInputColumn, 1);
    EXPECT_EQ(s.network.inputNames, (std::vector<std::string>{"i4", "i3", "i5", "i6"}));
}

TEST(Structure, ANewLayerKeepsTheWeightsBehindItAsFarAsThereAreSources) {
    const Sample before;
    Layer tanh;
    tanh.activation = Activation::Tanh;
    tanh.biases.emplace();
    for (const int neurons : {2, 4, 6}) {
        Sample after;
        insertLayer(after.structure(), 1, neurons, tanh, kXavier);
        ASSERT_EQ(after.network.shapeText(), "3–4–" + std::to_string(neurons) + "–5–2");
        expectShapesOfMemory(after);
        EXPECT_TRUE(after.network.layers[0] == before.network.layers[0]);
        EXPECT_TRUE(after.network.layers[3] == before.network.layers[2]);
        EXPECT_EQ(after.network.layers[1].activation, Activation::Tanh);
        EXPECT_TRUE((after.network.layers[1].biases->array() == 0.0).all());
        const int kept = std::min(neurons, 4);
        EXPECT_TRUE(after.network.layers[2].weights.leftCols(kept) ==
                    before.network.layers[1].weights.leftCols(kept));
        EXPECT_TRUE((after.optimizer.layers[2].firstWeights.array() == 0.0).all());
        EXPECT_EQ(after.optimizer.layers[2].firstBiases, before.optimizer.layers[1].firstBiases);
        EXPECT_EQ(after.optimizer.layers[3], before.optimizer.layers[2]);
        EXPECT_EQ(problemOf(after.network, Loss::HalfSquaredError), std::nullopt);
    }
}

TEST(Structure, ARemovedLayerLeavesANetworkThatChains) {
    const Sample before;
    Sample first, second;
    removeLayer(first.structure(), 0, kXavier);
    EXPECT_EQ(first.network.shapeText(), "3–5–2");
    EXPECT_TRUE(first.network.layers[0].weights == before.network.layers[1].weights.leftCols(3));
    EXPECT_TRUE(first.network.layers[1] == before.network.layers[2]);
    expectShapesOfMemory(first);
    removeLayer(second.structure(), 1, kXavier);
    EXPECT_EQ(second.network.shapeText(), "3–4–2");
    EXPECT_TRUE(second.network.layers[1].weights == before.network.layers[2].weights.leftCols(4));
    expectShapesOfMemory(second);
    for (const Sample* s : {&first, &second})
        EXPECT_EQ(problemOf(s->network, Loss::HalfSquaredError), std::nullopt);
}

TEST(Structure, BiasesComeAsZerosAndGoWithTheirMemory) {
    Sample s;
    setBiases(s.structure(), 0, true);
    EXPECT_EQ(s.network.layers[0].biases, Vector::Zero(4));
    setBiases(s.structure(), 1, false);
    EXPECT_FALSE(s.network.layers[1].biases);
    expectShapesOfMemory(s);
    const Sample untouched;
    EXPECT_TRUE(s.network.layers[1].weights == untouched.network.layers[1].weights);
    EXPECT_EQ(s.optimizer.layers[1].firstWeights, untouched.optimizer.layers[1].firstWeights);
}

TEST(Structure, OneLayerIsInitializedAsTheWholeNetworkWouldBe) {
    Sample s;
    initializeLayer(s.structure(), 1, kXavier);
    const Sample before;
    Network whole = before.network;
    initialize(whole, kXavier);
    EXPECT_TRUE(s.network.layers[0] == before.network.layers[0]);
    EXPECT_TRUE(s.network.layers[1] == whole.layers[1]);
    EXPECT_TRUE(s.network.layers[2] == before.network.layers[2]);
    EXPECT_TRUE((s.optimizer.layers[1].secondWeights.array() == 0.0).all());
    EXPECT_EQ(s.optimizer.layers[2], before.optimizer.layers[2]);
}

TEST(Structure, PlainGradientDescentRemembersNothingAfterwardsEither) {
    Sample s;
    s.optimizer = {};
    addNeurons(s.structure(), 1, 1, kXavier);
    insertLayer(s.structure(), 0, 3, Layer{}, kXavier);
    removeNeuron(s.structure(), 2, 0);
    setBiases(s.structure(), 0, true);
    initializeLayer(s.structure(), 1, kXavier);
    removeLayer(s.structure(), 1, kXavier);
    EXPECT_EQ(s.optimizer, OptimizerState{});
    EXPECT_EQ(problemOf(s.network, Loss::HalfSquaredError), std::nullopt);
}

TEST(Structure, RefusesWhatIsOutOfRange) {
    Sample s;
    EXPECT_THROW(addNeurons(s.structure(), 3, 1, kXavier), std::invalid_argument);
    EXPECT_THROW(removeNeuron(s.structure(), 1, 5), std::invalid_argument);
    EXPECT_THROW(removeLayer(s.structure(), 2, kXavier), std::invalid_argument);
    EXPECT_THROW(insertLayer(s.structure(), 3, 1, Layer{}, kXavier), std::invalid_argument);
    for (int i = 0; i < 3; ++i)
        removeNeuron(s.structure(), 0, 0);
    EXPECT_THROW(removeNeuron(s.structure(), 0, 0), std::invalid_argument);
}

}  // namespace
}  // namespace stepgrad

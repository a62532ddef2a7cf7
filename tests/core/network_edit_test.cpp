#include "core/document/network_edit.h"

#include <gtest/gtest.h>

#include <stdexcept>

namespace stepgrad {
namespace {

/// 2–2–2 with softmax and cross-entropy on two classes.
Project classes() {
    Project p = articleExample();
    p.network.layers[1].weights = Matrix{{1.2, -0.7}, {0.3, 0.5}};
    p.network.layers[1].activation = Activation::Softmax;
    p.loss = Loss::CrossEntropy;
    Dataset data;
    data.inputs = Matrix{{0.0, 1.0}, {1.0, 0.0}, {1.0, 1.0}};
    data.targets = Matrix{{1.0, 0.0}, {0.0, 1.0}, {1.0, 0.0}};
    p.data = std::make_shared<const Dataset>(data);
    return p;
}

TrainingState stateOf(const Project& p) {
    return {p.network, initialState(p.optimizer, p.network), 0, {}};
}

std::string refusal(const Project& p, const NetworkEdit& edit) {
    return reasonAgainst(p, edit).value_or("");
}

Project edited(Project p, const NetworkEdit& edit) {
    TrainingState state = stateOf(p);
    apply(edit, p, state);
    EXPECT_EQ(p.network, state.network);
    EXPECT_EQ(problemOf(p).value_or(""), "");
    return p;
}

void expectRefused(const Project& p, const NetworkEdit& edit, const std::string& because) {
    const std::string reason = refusal(p, edit);
    EXPECT_NE(reason.find(because), std::string::npos) << "said: " << reason;
    Project untouched = p;
    TrainingState state = stateOf(p);
    EXPECT_THROW(apply(edit, untouched, state), std::invalid_argument);
    EXPECT_EQ(untouched, p);
    EXPECT_EQ(state, stateOf(p));
}

TEST(NetworkEdit, RefusesSoftmaxInsideWithTheReason) {
    expectRefused(articleExample(), SetActivation{0, Activation::Softmax}, "outputs only");
    AddLayer layer = layerFor(articleExample().network, 0);
    layer.activation = Activation::Softmax;
    expectRefused(articleExample(), layer, "outputs only");
}

TEST(NetworkEdit, AllowsExactlyThePairsOfLossAndOutputThatTheFileFormatAllows) {
    for (const auto& loss : losses())
        for (const auto& activation : activations()) {
            Project p = classes();
            p.network.layers.back().activation = outputFor(loss.id, Activation::Sigmoid);
            p.loss = loss.id;
            ASSERT_EQ(problemOf(p).value_or(""), "");
            const SetActivation edit{1, activation.id};
            const bool refused = !refusal(p, edit).empty();
            p.network.layers.back().activation = activation.id;
            EXPECT_EQ(refused, problemOf(p).has_value()) << loss.key << " " << activation.key;
        }
}

TEST(NetworkEdit, ALossBringsTheOutputThatItNeeds) {
    Project p = classes();
    p.network.layers.back().activation = Activation::Tanh;
    p.loss = Loss::SquaredError;
    const Project cross = edited(p, SetLoss{Loss::CrossEntropy});
    EXPECT_EQ(cross.network.layers.back().activation, Activation::Softmax);
    EXPECT_EQ(edited(cross, SetLoss{Loss::HalfSquaredError}).network.layers.back().activation,
              Activation::Sigmoid);
    EXPECT_EQ(edited(p, SetLoss{Loss::MeanSquaredError}).network.layers.back().activation,
              Activation::Tanh);
    EXPECT_EQ(edited(p, SetLoss{Loss::BinaryCrossEntropy}).network.layers.back().activation,
              Activation::Sigmoid);
}

TEST(NetworkEdit, RefusesCrossEntropyOfOneOutputAndOfTargetsThatAreNoClasses) {
    expectRefused(articleExample(), SetLoss{Loss::CrossEntropy}, "two outputs");
    expectRefused(classes(), SetNeurons{1, 1}, "two outputs");
    Project p = articleExample();
    Dataset data = *p.data;
    data.targets(0, 0) = 3.0;
    p.data = std::make_shared<const Dataset>(data);
    expectRefused(p, SetLoss{Loss::BinaryCrossEntropy}, "targets from 0 to 1");
    EXPECT_EQ(refusal(p, SetLoss{Loss::SquaredError}), "");
}

TEST(NetworkEdit, ExamplesEnteredByHandFollowInputsAndOutputs) {
    const Project p =
        edited(edited(articleExample(), SetNeurons{kInputColumn, 4}), SetNeurons{1, 3});
    EXPECT_EQ(p.network.shapeText(), "4–2–3");
    EXPECT_EQ(p.data->inputs, (Matrix{{1.0, 0.5, 0.0, 0.0}}));
    EXPECT_EQ(p.data->targets, (Matrix{{1.0, 0.0, 0.0}}));
    const Project less = edited(p, RemoveNeuron{kInputColumn, 0});
    EXPECT_EQ(less.data->inputs, (Matrix{{0.5, 0.0, 0.0}}));
    EXPECT_EQ(less.network.inputNames, (std::vector<std::string>{"i2", "i3", "i4"}));
}

TEST(NetworkEdit, AScalingFollowsTheInputs) {
    Project p = articleExample();
    p.scaling = Scaling{{{false, 1.0, 2.0}, {true, 0.5, 4.0}}};
    const Project more = edited(p, SetNeurons{kInputColumn, 3});
    EXPECT_EQ(more.scaling->inputs.size(), 3u);
    EXPECT_EQ(more.scaling->inputs[1], p.scaling->inputs[1]);
    EXPECT_EQ(more.scaling->inputs[2], InputScaling{});
    const Project less = edited(p, RemoveNeuron{kInputColumn, 0});
    EXPECT_EQ(less.scaling->inputs, (std::vector<InputScaling>{{true, 0.5, 4.0}}));
}

TEST(NetworkEdit, ColumnsOfAFileAndNamedClassesKeepInputsAndOutputsAsTheyAre) {
    Project p = classes();
    p.source = CsvSource{"iris.csv", {"a", "b"}};
    expectRefused(p, SetNeurons{kInputColumn, 3}, "iris.csv");
    expectRefused(p, SetNeurons{1, 3}, "iris.csv");
    p.source.reset();
    p.classNames = {"red", "blue"};
    expectRefused(p, SetNeurons{1, 3}, "class");
    expectRefused(p, RemoveNeuron{1, 0}, "class");
    EXPECT_EQ(refusal(p, SetNeurons{kInputColumn, 3}), "");
    EXPECT_EQ(refusal(p, SetNeurons{0, 3}), "");
}

TEST(NetworkEdit, KeepsALayerANeuronAndTheNetworkItsOutputs) {
    Project p = articleExample();
    p = edited(p, SetNeurons{0, 1});
    expectRefused(p, SetNeurons{0, 0}, "one neuron at least");
    expectRefused(p, RemoveNeuron{0, 0}, "one neuron at least");
    expectRefused(p, RemoveLayer{1}, "prediction");
    expectRefused(p, RemoveLayer{kInputColumn}, "inputs");
    p = edited(p, RemoveLayer{0});
    EXPECT_EQ(p.network.shapeText(), "2–1");
    EXPECT_EQ(edited(p, layerFor(p.network, 0)).network.shapeText(), "2–2–1");
}

TEST(NetworkEdit, RefusesWhatIsTooLargeBeforeMemoryIsTaken) {
    expectRefused(articleExample(), SetNeurons{0, 20000}, "16384 neurons at most");
    Project p = edited(articleExample(), SetNeurons{0, 4000});
    AddLayer wide = layerFor(p.network, 1);
    wide.neurons = 16000;
    expectRefused(p, wide, "16000000");
    wide.neurons = 30;
    EXPECT_EQ(refusal(p, wide), "");
}

TEST(NetworkEdit, NoLayerOutOfRangeIsEdited) {
    const Project p = articleExample();
    for (const NetworkEdit& edit : std::initializer_list<NetworkEdit>{
             AddLayer{2}, RemoveLayer{5}, SetNeurons{2, 3}, RemoveNeuron{-2, 0},
             SetActivation{-1, Activation::Tanh}, SetBiases{7, true}, SetFrozen{2, true},
             Initialize{{}, 2}})
        expectRefused(p, edit, "no such layer");
    expectRefused(p, RemoveNeuron{0, 2}, "no such neuron");
}

TEST(NetworkEdit, ANewLayerSuitsItsPlace) {
    Project p = articleExample();
    p.network.layers[0].activation = Activation::Relu;
    p.network.layers[0].biases = Vector{{0.1, 0.2}};
    const AddLayer behind = layerFor(p.network, 1);
    EXPECT_EQ(behind.neurons, 2);
    EXPECT_EQ(behind.activation, Activation::Relu);
    EXPECT_TRUE(behind.biases);
    EXPECT_EQ(layerFor(p.network, 0).activation, Activation::Relu);
    EXPECT_EQ(layerFor(classes().network, 1).activation, Activation::Sigmoid);
    Network perceptron = classes().network;
    perceptron.layers.erase(perceptron.layers.begin());
    EXPECT_EQ(layerFor(perceptron, 0).activation, Activation::Sigmoid);
}

TEST(NetworkEdit, AFrozenLayerIsWrittenAndAllElseStays) {
    const Project p = edited(articleExample(), SetFrozen{0, true});
    EXPECT_FALSE(p.network.layers[0].weightsTrainable);
    EXPECT_FALSE(p.network.layers[0].biasesTrainable);
    EXPECT_TRUE(p.network.layers[1].weightsTrainable);
    EXPECT_EQ(edited(p, SetFrozen{0, false}), articleExample());
}

TEST(NetworkEdit, NewWeightsAreTheInitializersAndAreNamedInTheProject) {
    const InitializerSettings he{InitializerType::HeNormal, 99, 0.5};
    const Project p = edited(articleExample(), Initialize{he, {}});
    Network expected = articleExample().network;
    initialize(expected, he);
    EXPECT_EQ(p.network, expected);
    EXPECT_EQ(p.initializer, he);
    const Project one = edited(articleExample(), Initialize{he, 1});
    EXPECT_EQ(one.network.layers[1], expected.layers[1]);
    EXPECT_EQ(one.network.layers[0], articleExample().network.layers[0]);
    EXPECT_EQ(one.initializer, std::nullopt);
    expectRefused(articleExample(), Initialize{{InitializerType::Uniform, 1, -1.0}, {}}, "scale");
}

}  // namespace
}  // namespace stepgrad

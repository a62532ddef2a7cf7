#include "core/network/backpropagation.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <stdexcept>

#include "core/document/project.h"
#include "core/walkthrough/notation.h"
#include "tests/oracle/random_case.h"

namespace stepgrad {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

Trace articleTrace() {
    const Project p = articleExample();
    return trainingStep(p.network, p.loss, p.optimizer, {}, p.data->input(0), p.data->target(0));
}

Trace traceOf(const RandomCase& c, const OptimizerSettings& optimizer = {}) {
    return trainingStep(c.network, c.loss, optimizer, {}, c.inputs, c.targets);
}

TEST(ArticleExample, EveryNumberIsTheExactOne) {
    struct Row {
        ValueId id;
        double value;
    };
    const Row rows[] = {
        {ValueId::inputOf(0), 1.0},
        {ValueId::inputOf(1), 0.5},
        {ValueId::target(0), 1.0},
        {ValueId::weight(0, 0, 0), 0.3},
        {ValueId::weight(0, 1, 0), 0.8},
        {ValueId::weight(0, 0, 1), -0.2},
        {ValueId::weight(0, 1, 1), 0.4},
        {ValueId::weight(1, 0, 0), 1.2},
        {ValueId::weight(1, 0, 1), -0.7},
        {ValueId::u(0, 0), 0.2},
        {ValueId::u(0, 1), 1.0},
        {ValueId::h(0, 0), 0.549833997312478},
        {ValueId::h(0, 1), 0.7310585786300049},
        {ValueId::u(1, 0), 0.1480597917339701},
        {ValueId::h(1, 0), 0.5369474766169516},
        {ValueId::loss(), 0.10720881970570427},
        {ValueId::delta(1, 0), -0.11513101042411927},
        {ValueId::weightGradient(1, 0, 0), -0.06330294367611806},
        {ValueId::weightGradient(1, 0, 1), -0.08416751283689292},
        {ValueId::delta(0, 0), -0.0341961997356377},
        {ValueId::delta(0, 1), 0.015845291374871902},
        {ValueId::weightGradient(0, 0, 0), -0.0341961997356377},
        {ValueId::weightGradient(0, 1, 0), 0.015845291374871902},
        {ValueId::weightGradient(0, 0, 1), -0.01709809986781885},
        {ValueId::weightGradient(0, 1, 1), 0.007922645687435951},
        {ValueId::newWeight(0, 0, 0), 0.30341961997356376},
        {ValueId::newWeight(0, 1, 0), 0.7984154708625129},
        {ValueId::newWeight(0, 0, 1), -0.19829019001321813},
        {ValueId::newWeight(0, 1, 1), 0.3992077354312564},
        {ValueId::newWeight(1, 0, 0), 1.2063302943676117},
        {ValueId::newWeight(1, 0, 1), -0.6915832487163107},
    };
    const Trace trace = articleTrace();
    for (const Row& row : rows) {
        SCOPED_TRACE(accessibleName(row.id, trace.network));
        ASSERT_TRUE(trace.value(row.id).has_value());
        EXPECT_NEAR(*trace.value(row.id), row.value, 1e-12);
    }
    std::size_t values = 0;
    forEveryValue(trace.network, [&](const ValueId&) { ++values; });
    EXPECT_EQ(std::size(rows), values) << "the table has every value of the step";
}

TEST(ArticleExample, TheLossFallsWithTheNewWeights) {
    const Trace trace = articleTrace();
    EXPECT_LT(trace.lossAfter, trace.loss);
    EXPECT_EQ(trace.lossAfter,
              lossOf(trace.networkAfter(), trace.lossFunction, trace.inputs, trace.targets));
    EXPECT_EQ(predict(trace.network, trace.inputs), trace.prediction());
}

TEST(Backpropagation, HiddenDeltaUsesTheWeightFromBeforeTheUpdate) {
    const Trace trace = articleTrace();
    const double d = trace.layers[1].delta[0], h = trace.layers[0].h[0];
    const double old = *trace.value(ValueId::weight(1, 0, 0));
    const double fresh = *trace.value(ValueId::newWeight(1, 0, 0));
    const double delta = trace.layers[0].delta[0];
    EXPECT_NEAR(delta, d * old * h * (1.0 - h), 1e-15);
    EXPECT_GT(std::abs(delta - d * fresh * h * (1.0 - h)), 1e-5) << "the two tell apart";

    Trace again = trace;
    computeBackward(again);
    EXPECT_EQ(again.layers[0].delta, trace.layers[0].delta) << "an update moves nothing of before";
    EXPECT_EQ(again.network, articleExample().network);
}

TEST(Backpropagation, ALargeLearningRateChangesNoGradient) {
    const RandomCase c = randomCase(7, Activation::Tanh, Activation::Linear, Loss::SquaredError);
    OptimizerSettings slow, fast;
    slow.learningRate = 1e-6;
    fast.learningRate = 1e3;
    const Trace a = traceOf(c, slow), b = traceOf(c, fast);
    for (std::size_t l = 0; l < a.layers.size(); ++l) {
        EXPECT_EQ(a.layers[l].delta, b.layers[l].delta);
        EXPECT_EQ(a.layers[l].weightGradients, b.layers[l].weightGradients);
    }
}

/// One output activation with one loss that goes with it.
struct Pairing {
    Activation output;
    Loss loss;
};

std::vector<Pairing> pairings() {
    std::vector<Pairing> all;
    for (const auto& loss : losses())
        for (const auto& output : activations())
            if (fits(loss.id, output.id))
                all.push_back({output.id, loss.id});
    return all;
}

class EveryPairing : public ::testing::TestWithParam<Pairing> {
protected:
    /// Four random nets with each hidden activation.
    template <typename Check>
    void forRandomNets(const Check& check) {
        std::uint64_t seed = 1;
        for (const Activation hidden : hiddenActivations())
            for (int i = 0; i < 4; ++i, ++seed) {
                const RandomCase c = randomCase(seed, hidden, GetParam().output, GetParam().loss);
                SCOPED_TRACE("hidden " + std::string(info(hidden).key) + ", seed " +
                             std::to_string(seed) + ", " + c.network.shapeText());
                check(c);
            }
    }
};

std::string nameOf(const ::testing::TestParamInfo<Pairing>& info) {
    return std::string(stepgrad::info(info.param.loss).key) + "_of_" +
           std::string(stepgrad::info(info.param.output).key);
}

INSTANTIATE_TEST_SUITE_P(Backpropagation, EveryPairing, ::testing::ValuesIn(pairings()), nameOf);

/// Holds a value against the oracle's: twelve digits, and of sums that cancel,
/// twelve digits of what is summed.
class Comparison {
public:
    Comparison(const Trace& trace, double scale) : m_trace(trace), m_scale(scale) {}
    void operator()(const ValueId& id, long double expected) const {
        const auto found = m_trace.value(id);
        ASSERT_TRUE(found.has_value());
        EXPECT_LE(std::abs(static_cast<long double>(*found) - expected),
                  1e-12L * std::abs(expected) + 1e-14L * m_scale)
            << accessibleName(id, m_trace.network) << ": " << *found << ", by the oracle "
            << static_cast<double>(expected);
    }

private:
    const Trace& m_trace;
    double m_scale;
};

double largest(const std::vector<oracle::Numbers>& numbers) {
    long double most = 0.0L;
    for (const auto& row : numbers)
        for (const long double x : row)
            most = std::max(most, std::abs(x));
    return static_cast<double>(most);
}

TEST_P(EveryPairing, AgreesWithAnIndependentOracle) {
    forRandomNets([](const RandomCase& c) {
        const Trace trace = traceOf(c);
        const oracle::Answer answer = askOracle(c);
        const Comparison forward(trace, std::max(1.0, largest(answer.u)));
        const Comparison loss(trace, std::max(1.0, static_cast<double>(answer.loss)));
        double slopes = largest(answer.delta);
        for (const auto& layer : answer.weightSlope)
            slopes = std::max(slopes, largest(layer));
        const Comparison backward(trace, slopes);
        loss(ValueId::loss(), answer.loss);
        for (int l = 0; l < c.network.layerCount(); ++l) {
            const Layer& layer = c.network.layers[static_cast<std::size_t>(l)];
            for (int j = 0; j < layer.neurons(); ++j) {
                forward(ValueId::u(l, j), answer.u[l][j]);
                forward(ValueId::h(l, j), answer.h[l][j]);
                backward(ValueId::delta(l, j), answer.delta[l][j]);
                for (int k = 0; k < layer.inputs(); ++k)
                    backward(ValueId::weightGradient(l, j, k), answer.weightSlope[l][j][k]);
                if (layer.biases)
                    backward(ValueId::biasGradient(l, j), answer.biasSlope[l][j]);
            }
        }
        // predict and lossOf take a shorter way to the very same bits.
        EXPECT_EQ(predict(c.network, c.inputs), trace.prediction());
        EXPECT_EQ(lossOf(c.network, c.loss, c.inputs, c.targets), trace.loss);
    });
}

TEST_P(EveryPairing, OneUpdateTakesEtaTimesTheGradientFromEveryWeightAndBias) {
    forRandomNets([](const RandomCase& c) {
        OptimizerSettings optimizer;
        optimizer.learningRate = 0.3;
        const Trace trace = traceOf(c, optimizer);
        const Network after = trace.networkAfter();
        for (std::size_t l = 0; l < c.network.layers.size(); ++l) {
            const Layer& layer = c.network.layers[l];
            for (int j = 0; j < layer.neurons(); ++j) {
                for (int k = 0; k < layer.inputs(); ++k)
                    EXPECT_EQ(after.layers[l].weights(j, k),
                              layer.weights(j, k) - 0.3 * trace.layers[l].weightGradients(j, k));
                if (layer.biases) {
                    EXPECT_EQ((*after.layers[l].biases)[j],
                              (*layer.biases)[j] - 0.3 * trace.layers[l].delta[j])
                        << "once, however many weights enter the neuron";
                }
            }
            EXPECT_EQ(after.layers[l].biases.has_value(), layer.biases.has_value());
        }
    });
}

TEST(Backpropagation, FrozenPartsKeepTheirValuesInEveryUpdate) {
    for (const auto& type : optimizers()) {
        RandomCase c = randomCase(21, Activation::Tanh, Activation::Linear, Loss::SquaredError);
        for (auto& layer : c.network.layers)
            layer.biases = Vector::Constant(layer.neurons(), 0.25);
        ASSERT_GE(c.network.layers.size(), 2u);
        c.network.layers[0].weightsTrainable = false;
        c.network.layers[1].biasesTrainable = false;
        OptimizerSettings optimizer;
        optimizer.type = type.id;
        const Trace trace = traceOf(c, optimizer);
        const auto& before = c.network.layers;
        EXPECT_EQ(trace.layers[0].newWeights, before[0].weights) << type.key;
        EXPECT_NE(*trace.layers[0].newBiases, *before[0].biases) << type.key;
        EXPECT_NE(trace.layers[1].newWeights, before[1].weights) << type.key;
        EXPECT_EQ(*trace.layers[1].newBiases, *before[1].biases) << type.key;
        EXPECT_NE(trace.layers[0].weightGradients.norm(), 0.0)
            << "its gradient is computed all the same";
        const Network after = trace.networkAfter();
        EXPECT_FALSE(after.layers[0].weightsTrainable);
        EXPECT_FALSE(after.layers[1].biasesTrainable);
    }
}

TEST(Backpropagation, NothingIsLearnedThroughAStep) {
    Project p = articleExample();
    p.network.layers[0].activation = Activation::Step;
    const Trace trace =
        trainingStep(p.network, p.loss, {}, {}, p.data->input(0), p.data->target(0));
    EXPECT_EQ(trace.layers[0].h, (Vector{{1.0, 1.0}}));
    EXPECT_EQ(trace.layers[0].weightGradients.norm(), 0.0);
    EXPECT_EQ(trace.layers[0].newWeights, p.network.layers[0].weights);
    EXPECT_NE(trace.layers[1].newWeights, p.network.layers[1].weights);
}

TEST(Backpropagation, ComputingAgainInTheSameTraceGivesTheSameBits) {
    const RandomCase c = randomCase(9, Activation::Sigmoid, Activation::Tanh, Loss::SquaredError);
    const Trace fresh = traceOf(c);
    Trace used = makeTrace(c.network, c.loss, {}, {});
    computeForward(used, (c.inputs.array() + 1.0).matrix(), (c.targets.array() - 1.0).matrix());
    computeBackward(used);
    computeUpdate(used);
    computeForward(used, c.inputs, c.targets);
    computeBackward(used);
    computeUpdate(used);
    forEveryValue(c.network, [&](const ValueId& id) {
        EXPECT_EQ(used.value(id), fresh.value(id)) << accessibleName(id, c.network);
    });
    EXPECT_EQ(used.stateAfter.updates, 1);
}

TEST(Backpropagation, ExtremeWeightedInputsGiveFiniteRightDeltas) {
    // One input, one sigmoid neuron: u is the weight itself.
    const auto traceAt = [](double u, double y, Loss loss) {
        Network network;
        network.inputNames = {"i1"};
        network.layers = {{Activation::Sigmoid, Matrix{{u}}, std::nullopt}};
        return trainingStep(network, loss, {}, {}, Vector{{1.0}}, Vector{{y}});
    };
    for (const double u : {40.0, -40.0, 710.0, -710.0, 1e300, -1e300, 5e-324}) {
        SCOPED_TRACE(u);
        for (const double y : {0.0, 1.0}) {
            EXPECT_EQ(firstNotFinite(traceAt(u, y, Loss::HalfSquaredError), true), std::nullopt);
            const Trace trace = traceAt(u, y, Loss::BinaryCrossEntropy);
            EXPECT_EQ(firstNotFinite(trace, true), std::nullopt);
            const double wrong = y == 1.0 ? -u : u;  // how far u lies on the wrong side
            if (wrong > 1.0) {
                EXPECT_DOUBLE_EQ(trace.loss, wrong);
                EXPECT_DOUBLE_EQ(trace.layers[0].delta[0], y == 1.0 ? -1.0 : 1.0);
            }
        }
    }
}

TEST(Backpropagation, FindsTheFirstValueThatIsNotFinite) {
    const Project p = articleExample();
    const auto firstOf = [&](auto spoil) {
        Trace trace = articleTrace();
        spoil(trace);
        return firstNotFinite(trace, true);
    };
    EXPECT_EQ(firstNotFinite(articleTrace(), true), std::nullopt);
    EXPECT_EQ(firstOf([](Trace& t) { t.layers[0].u[1] = kInfinity; }), ValueId::u(0, 1));
    EXPECT_EQ(firstOf([](Trace& t) { t.layers[1].h[0] = -kInfinity; }), ValueId::h(1, 0));
    EXPECT_EQ(firstOf([](Trace& t) { t.loss = std::nan(""); }), ValueId::loss());
    EXPECT_EQ(firstOf([](Trace& t) { t.layers[0].delta[1] = kInfinity; }), ValueId::delta(0, 1));
    EXPECT_EQ(firstOf([](Trace& t) { t.layers[0].weightGradients(1, 0) = kInfinity; }),
              ValueId::weightGradient(0, 1, 0));
    EXPECT_EQ(firstOf([](Trace& t) { t.layers[1].newWeights(0, 1) = kInfinity; }),
              ValueId::newWeight(1, 0, 1));
    EXPECT_EQ(
        firstOf([](Trace& t) { t.layers[1].h[0] = t.layers[0].delta[0] = t.loss = kInfinity; }),
        ValueId::h(1, 0))
        << "the first in the order of computation";
    Trace trace = articleTrace();
    trace.layers[1].newWeights(0, 1) = kInfinity;
    EXPECT_EQ(firstNotFinite(trace, false), std::nullopt);
}

TEST(Backpropagation, FindsBiasesThatAreNotFinite) {
    RandomCase c = randomCase(3, Activation::Tanh, Activation::Linear, Loss::SquaredError);
    c.network.layers[0].biases = Vector::Zero(c.network.layers[0].neurons());
    Trace trace = traceOf(c);
    (*trace.layers[0].newBiases)[0] = kInfinity;
    EXPECT_EQ(firstNotFinite(trace, true), ValueId::newBias(0, 0));
    (*trace.layers[0].biasGradients)[0] = kInfinity;
    EXPECT_EQ(firstNotFinite(trace, true), ValueId::biasGradient(0, 0));
}

TEST(Backpropagation, AnOptimizerMemoryThatOverflowsIsFound) {
    Network network;
    network.inputNames = {"i1"};
    network.layers = {{Activation::Linear, Matrix{{1e200}}, std::nullopt}};
    OptimizerSettings adam;
    adam.type = OptimizerType::Adam;
    // The gradient 1e200 is finite, and so is the new weight: its square is not.
    Trace trace = makeTrace(network, Loss::HalfSquaredError, adam, {});
    computeForward(trace, Vector{{1.0}}, Vector{{0.0}});
    trace.loss = 0.0;
    computeBackward(trace);
    computeUpdate(trace);
    ASSERT_TRUE(std::isfinite(trace.layers[0].newWeights(0, 0)));
    EXPECT_EQ(firstNotFinite(trace, true), ValueId::newWeight(0, 0, 0));
}

TEST(Backpropagation, RefusesSizesThatAreNotTheNetworks) {
    const Project p = articleExample();
    const Vector one{{1.0}}, two{{1.0, 0.5}}, three{{1.0, 0.5, 2.0}};
    EXPECT_THROW(trainingStep(p.network, p.loss, {}, {}, three, one), std::invalid_argument);
    EXPECT_THROW(trainingStep(p.network, p.loss, {}, {}, two, two), std::invalid_argument);
    EXPECT_THROW(predict(p.network, one), std::invalid_argument);
    EXPECT_THROW(lossOf(p.network, p.loss, two, two), std::invalid_argument);
    EXPECT_THROW(makeTrace(p.network, Loss::CrossEntropy, {}, {}), std::invalid_argument);
}

TEST(Trace, HasNoValueThatTheNetworkHasNot) {
    const Trace trace = articleTrace();
    for (const ValueId& id : {ValueId::bias(0, 0), ValueId::newBias(0, 0), ValueId::u(2, 0),
                              ValueId::inputOf(2), ValueId::weight(0, 0, 2)})
        EXPECT_EQ(trace.value(id), std::nullopt);
}

}  // namespace
}  // namespace stepgrad

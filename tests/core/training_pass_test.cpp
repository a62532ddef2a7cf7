#include "core/training/training_pass.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>
#include <stop_token>
#include <thread>
#include <vector>

#include "core/network/backpropagation.h"
#include "tests/oracle/random_case.h"
#include "tests/oracle/runnable_kernels.h"

namespace stepgrad {
namespace {

/// A network of wider layers than randomCase makes, some parts frozen, and examples.
struct Setting {
    Network network;
    Loss loss = Loss::HalfSquaredError;
    OptimizerSettings optimizer;
    Matrix inputs, targets;
};

OptimizerSettings optimizerNumber(int n) {
    OptimizerSettings out;
    out.learningRate = 0.05;
    out.type = n < 2 ? OptimizerType::Sgd : n == 2 ? OptimizerType::RmsProp : OptimizerType::Adam;
    out.momentum = n == 1 ? 0.9 : 0.0;
    return out;
}

Setting randomSetting(Dice& dice, Activation hidden, Activation output, Loss loss) {
    Setting s;
    s.loss = loss;
    s.optimizer = optimizerNumber(dice.whole(0, 3));
    if (dice.coin())
        s.optimizer.clipNorm = dice.real(0.01, 1.0);
    const int layers = dice.whole(1, 4);
    int inputs = dice.whole(1, 20);
    s.inputs = Matrix::NullaryExpr(37, inputs, [&] { return dice.real(-2.0, 2.0); });
    for (int k = 0; k < inputs; ++k)
        s.network.inputNames.push_back("i" + std::to_string(k + 1));
    for (int l = 0; l < layers; ++l) {
        Layer layer;
        layer.activation = l + 1 == layers ? output : hidden;
        const int neurons = dice.whole(1, dice.coin() ? 5 : 40);
        const double most = 1.5 / std::sqrt(inputs);
        layer.weights =
            Matrix::NullaryExpr(neurons, inputs, [&] { return dice.real(-most, most); });
        if (dice.coin())
            layer.biases = Vector::NullaryExpr(neurons, [&] { return dice.real(-1.0, 1.0); });
        layer.weightsTrainable = dice.whole(0, 4) != 0;
        layer.biasesTrainable = dice.whole(0, 4) != 0;
        inputs = neurons;
        s.network.layers.push_back(layer);
    }
    const bool fraction = info(loss).output.has_value();
    s.targets = Matrix::NullaryExpr(
        37, inputs, [&] { return fraction ? dice.real(0.0, 1.0) : dice.real(-2.0, 2.0); });
    return s;
}

/// Calls `visit` with settings of all losses with all outputs that they go with
/// and all hidden activations.
template <typename Visit>
void forManySettings(const Visit& visit) {
    Dice dice(7);
    for (const auto& loss : losses())
        for (const auto& output : activations())
            for (const Activation hidden : hiddenActivations())
                if (fits(loss.id, output.id))
                    for (int i = 0; i < 4; ++i)
                        visit(randomSetting(dice, hidden, output.id, loss.id), dice);
}

TrainingPass passOf(const Setting& s, std::int64_t most, const Kernels& k) {
    return TrainingPass(s.network, s.loss, s.optimizer, initialState(s.optimizer, s.network), most,
                        k);
}

void setRow(TrainingPass& pass, const Setting& s, std::int64_t i, std::int64_t row) {
    pass.setExample(i, s.inputs.data() + row * s.inputs.cols(),
                    s.targets.data() + row * s.targets.cols());
}

/// One update from the mean gradient of these rows by the readable passes.
Trace readableUpdate(const Setting& s, const Network& network, const OptimizerState& state,
                     std::int64_t first, std::int64_t n) {
    Trace trace = makeTrace(network, s.loss, s.optimizer, state);
    auto sums = trace.layers;
    for (std::int64_t i = 0; i < n; ++i) {
        computeForward(trace, s.inputs.row(first + i).transpose(),
                       s.targets.row(first + i).transpose());
        computeBackward(trace);
        for (std::size_t l = 0; l < sums.size(); ++l) {
            sums[l].weightGradients += trace.layers[l].weightGradients;
            if (sums[l].biasGradients)
                *sums[l].biasGradients += *trace.layers[l].biasGradients;
        }
    }
    for (std::size_t l = 0; l < sums.size() && n > 1; ++l) {
        trace.layers[l].weightGradients = sums[l].weightGradients / static_cast<double>(n);
        if (sums[l].biasGradients)
            trace.layers[l].biasGradients = *sums[l].biasGradients / static_cast<double>(n);
    }
    computeUpdate(trace);
    return trace;
}

/// Whether all that the kernels look at is far below what they decline.
bool isModest(const Trace& trace) {
    return std::all_of(trace.layers.begin(), trace.layers.end(), [](const LayerTrace& layer) {
        return layer.u.cwiseAbs().maxCoeff() < 1e59 && layer.delta.cwiseAbs().maxCoeff() < 1e59;
    });
}

TEST(TrainingPass, AnUpdateFromOneExampleHasTheBitsOfTheReadablePasses) {
    // The table of activations uses the best kernels; others may round otherwise.
    const Kernels& k = kernels();
    forManySettings([&](const Setting& s, Dice&) {
        auto pass = passOf(s, 1, k);
        Network network = s.network, found = s.network;
        OptimizerState state = initialState(s.optimizer, s.network), foundState = state;
        for (std::int64_t row = 0; row < 6; ++row) {
            const Trace trace = readableUpdate(s, network, state, row, 1);
            network = trace.networkAfter();
            state = trace.stateAfter;
            setRow(pass, s, 0, row);
            if (!isModest(trace))
                return;  // it diverges: not a matter of this test
            ASSERT_EQ(pass.update(1), Outcome::Made) << info(s.loss).key << " " << trace.loss;
            pass.write(found, foundState);
            ASSERT_EQ(found, network) << found.shapeText() << " " << info(s.loss).key;
            ASSERT_EQ(foundState, state);
            Trace told = trace;
            pass.describe(1, told);
            ASSERT_EQ(told.loss, trace.loss);
            for (std::size_t l = 0; l < told.layers.size(); ++l) {
                ASSERT_EQ(told.layers[l].u, trace.layers[l].u);
                ASSERT_EQ(told.layers[l].h, trace.layers[l].h);
                ASSERT_EQ(told.layers[l].delta, trace.layers[l].delta);
                ASSERT_EQ(told.layers[l].weightGradients, trace.layers[l].weightGradients);
                ASSERT_EQ(told.layers[l].newWeights, trace.layers[l].newWeights);
            }
        }
    });
}

/// |a - b| against the size of what it is computed from.
void expectNear(const Matrix& a, const Matrix& b, double tolerance) {
    ASSERT_EQ(a.rows(), b.rows());
    ASSERT_LE((a - b).cwiseAbs().maxCoeff(), tolerance * std::max(1.0, b.cwiseAbs().maxCoeff()));
}

TEST(TrainingPass, AnUpdateFromSeveralIsThatOfTheirMeanGradient) {
    for (const Kernels* k : runnableKernels())
        forManySettings([&](const Setting& s, Dice& dice) {
            const std::int64_t n = dice.whole(2, 33);
            auto pass = passOf(s, 33, *k);
            pass.keepGradients(true);
            for (std::int64_t i = 0; i < n; ++i)
                setRow(pass, s, i, i);
            const auto state = initialState(s.optimizer, s.network);
            const Trace trace = readableUpdate(s, s.network, state, 0, n);
            ASSERT_EQ(pass.update(n), Outcome::Made);
            Trace told = makeTrace(s.network, s.loss, s.optimizer, state);
            pass.describe(n, told);
            for (std::size_t l = 0; l < told.layers.size(); ++l) {
                expectNear(told.layers[l].weightGradients, trace.layers[l].weightGradients, 1e-13);
                // RMSProp and Adam divide a gradient by its own size: a small one's
                // rounding weighs as much as a large one's.
                const double tolerance = s.optimizer.type == OptimizerType::Sgd ? 1e-13 : 1e-6;
                expectNear(told.layers[l].newWeights, trace.layers[l].newWeights, tolerance);
                if (told.layers[l].newBiases)
                    expectNear(*told.layers[l].newBiases, *trace.layers[l].newBiases, tolerance);
            }
        });
}

TEST(TrainingPass, KeepingGradientsChangesNothing) {
    forManySettings([&](const Setting& s, Dice&) {
        auto a = passOf(s, 10, kernels()), b = passOf(s, 10, kernels());
        a.keepGradients(true);
        for (std::int64_t i = 0; i < 10; ++i) {
            setRow(a, s, i, i);
            setRow(b, s, i, i);
        }
        for (const std::int64_t n : {10, 7, 1}) {
            ASSERT_EQ(a.update(n), Outcome::Made);
            ASSERT_EQ(b.update(n), Outcome::Made);
        }
        ASSERT_TRUE(std::equal(a.parameters().begin(), a.parameters().end(), b.parameters().begin(),
                               b.parameters().end()));
    });
}

/// Layers so wide that an update from all of `examples` takes long.
Setting wideSetting(Dice& dice, std::int64_t examples, const OptimizerSettings& optimizer) {
    Setting s;
    s.optimizer = optimizer;
    s.inputs = Matrix::NullaryExpr(examples, 50, [&] { return dice.real(-1.0, 1.0); });
    s.targets = Matrix::NullaryExpr(examples, 3, [&] { return dice.real(0.0, 1.0); });
    for (int k = 0; k < 50; ++k)
        s.network.inputNames.push_back("i" + std::to_string(k + 1));
    for (const auto& [inputs, neurons] : {std::pair{50, 130}, {130, 90}, {90, 3}}) {
        Layer layer;
        layer.weights = Matrix::NullaryExpr(neurons, inputs, [&] { return dice.real(-0.2, 0.2); });
        layer.biases = Vector::NullaryExpr(neurons, [&] { return dice.real(-0.2, 0.2); });
        s.network.layers.push_back(layer);
    }
    return s;
}

TEST(TrainingPass, ALongUpdateHasTheSameBitsWhetherItMayBeStoppedOrNot) {
    Dice dice(4);
    constexpr std::int64_t kExamples = 2999;
    for (const Kernels* k : runnableKernels())
        for (int optimizer = 0; optimizer < 8; ++optimizer) {
            OptimizerSettings settings = optimizerNumber(optimizer / 2);
            settings.clipNorm = optimizer % 2 ? 0.1 : 0.0;
            const Setting s = wideSetting(dice, kExamples, settings);
            auto whole = passOf(s, kExamples, *k), pieces = passOf(s, kExamples, *k);
            ASSERT_TRUE(whole.isLong(kExamples));
            for (std::int64_t i = 0; i < kExamples; ++i) {
                setRow(whole, s, i, i);
                setRow(pieces, s, i, i);
            }
            const std::stop_source nobody;
            ASSERT_EQ(whole.update(kExamples), Outcome::Made);
            ASSERT_EQ(pieces.update(kExamples, nobody.get_token()), Outcome::Made);
            ASSERT_TRUE(std::ranges::equal(whole.parameters(), pieces.parameters()));
        }
}

TEST(TrainingPass, ALongUpdateThatIsStoppedChangesNothingWhereverItStood) {
    Dice dice(5);
    constexpr std::int64_t kExamples = 2999;
    OptimizerSettings settings = optimizerNumber(3);
    const Setting s = wideSetting(dice, kExamples, settings);
    auto pass = passOf(s, kExamples, kernels());
    for (std::int64_t i = 0; i < kExamples; ++i)
        setRow(pass, s, i, i);
    int stopped = 0;
    for (int i = 0; i < 40; ++i) {
        const std::vector<double> before(pass.parameters().begin(), pass.parameters().end());
        const std::int64_t updates = pass.updates();
        std::stop_source source;
        std::jthread stopper([&source, i] {
            std::this_thread::sleep_for(std::chrono::microseconds(500 * i));
            source.request_stop();
        });
        if (i == 0)
            stopper.join();
        const bool isStopped = pass.update(kExamples, source.get_token()) == Outcome::Stopped;
        EXPECT_EQ(std::ranges::equal(pass.parameters(), before), isStopped);
        EXPECT_EQ(pass.updates(), isStopped ? updates : updates + 1);
        stopped += isStopped ? 1 : 0;
    }
    EXPECT_GT(stopped, 0);
}

TEST(TrainingPass, ASmallerBatchAfterALargerOneSeesNothingOfIt) {
    forManySettings([&](const Setting& s, Dice&) {
        auto used = passOf(s, 33, kernels()), fresh = passOf(s, 33, kernels());
        for (std::int64_t i = 0; i < 33; ++i)
            setRow(used, s, i, i);
        const std::vector<double> start(used.parameters().begin(), used.parameters().end());
        ASSERT_EQ(used.update(33), Outcome::Made);
        used.restore(start, 0);
        for (std::int64_t i = 0; i < 3; ++i) {
            setRow(used, s, i, 20 + i);
            setRow(fresh, s, i, 20 + i);
        }
        ASSERT_EQ(used.update(3), Outcome::Made);
        ASSERT_EQ(fresh.update(3), Outcome::Made);
        ASSERT_TRUE(std::equal(used.parameters().begin(), used.parameters().end(),
                               fresh.parameters().begin(), fresh.parameters().end()));
    });
}

TEST(TrainingPass, DeclinesWhatCouldLeadToANumberThatIsNotFinite) {
    Dice dice(3);
    for (const Kernels* k : runnableKernels())
        for (const double number : {1e61, -1e200, 1e308, std::numeric_limits<double>::infinity(),
                                    -std::numeric_limits<double>::infinity(), std::nan("")}) {
            const Setting s =
                randomSetting(dice, Activation::Linear, Activation::Linear, Loss::SquaredError);
            for (const bool inTarget : {false, true})
                for (const std::int64_t n : {1, 5}) {
                    Setting strange = s;
                    Matrix& m = inTarget ? strange.targets : strange.inputs;
                    m(n - 1, m.cols() - 1) = number;
                    auto pass = passOf(strange, 5, *k);
                    for (std::int64_t i = 0; i < n; ++i)
                        setRow(pass, strange, i, i);
                    const std::vector<double> before(pass.parameters().begin(),
                                                     pass.parameters().end());
                    EXPECT_EQ(pass.update(n), Outcome::Strange) << number;
                    EXPECT_TRUE(
                        std::equal(before.begin(), before.end(), pass.parameters().begin()));
                }
        }
}

}  // namespace
}  // namespace stepgrad

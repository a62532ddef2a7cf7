// Clipped updates, against scalar textbook formulas.

#include "core/network/clipping.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "core/network/backpropagation.h"
#include "core/training/trainer.h"
#include "core/walkthrough/derivation_values.h"
#include "core/walkthrough/formula_text.h"
#include "tests/core/session_support.h"
#include "tests/oracle/random_case.h"

namespace stepgrad {
namespace {

/// Every parameter or gradient of a network as one list.
template <typename Of>
std::vector<long double> listed(const Network& network, const Of& of) {
    std::vector<long double> all;
    for (int l = 0; l < network.layerCount(); ++l) {
        const Layer& layer = network.layers[static_cast<std::size_t>(l)];
        for (int j = 0; j < layer.neurons(); ++j) {
            for (int k = 0; k < layer.inputs(); ++k)
                all.push_back(of(l, j, k));
            if (layer.biases)
                all.push_back(of(l, j, -1));
        }
    }
    return all;
}

std::vector<long double> parametersOf(const Network& network) {
    return listed(network, [&](int l, int j, int k) -> long double {
        const Layer& layer = network.layers[static_cast<std::size_t>(l)];
        return k < 0 ? (*layer.biases)[j] : layer.weights(j, k);
    });
}

std::vector<long double> oracleGradients(const RandomCase& c) {
    const oracle::Answer answer = askOracle(c);
    return listed(c.network, [&](int l, int j, int k) {
        const auto i = static_cast<std::size_t>(l), to = static_cast<std::size_t>(j);
        return k < 0 ? answer.biasSlope[i][to]
                     : answer.weightSlope[i][to][static_cast<std::size_t>(k)];
    });
}

long double lengthOf(const std::vector<long double>& v) {
    long double sum = 0.0L;
    for (const long double x : v)
        sum += x * x;
    return std::sqrt(sum);
}

/// Two updates as textbooks write them, one number at a time.
class NaiveLearner {
public:
    NaiveLearner(const OptimizerSettings& settings, std::size_t count)
        : m_settings(settings), m_first(count), m_second(count) {}

    void update(std::vector<long double>& p, std::vector<long double> g) {
        ++m_t;
        const long double length = lengthOf(g), limit = m_settings.clipNorm;
        if (length > limit)
            for (long double& x : g)
                x *= limit / length;
        for (std::size_t i = 0; i < p.size(); ++i)
            p[i] -= m_settings.learningRate * step(i, g[i]);
    }

private:
    long double step(std::size_t i, long double g) {
        const auto& s = m_settings;
        if (s.type == OptimizerType::Sgd)
            return m_first[i] = s.momentum * m_first[i] + g;
        if (s.type == OptimizerType::RmsProp) {
            m_first[i] = s.alpha * m_first[i] + (1.0L - s.alpha) * g * g;
            return g / (std::sqrt(m_first[i]) + s.epsilon);
        }
        m_first[i] = s.beta1 * m_first[i] + (1.0L - s.beta1) * g;
        m_second[i] = s.beta2 * m_second[i] + (1.0L - s.beta2) * g * g;
        const long double beta1 = s.beta1, beta2 = s.beta2;
        return m_first[i] / (1.0L - std::pow(beta1, m_t)) /
               (std::sqrt(m_second[i] / (1.0L - std::pow(beta2, m_t))) + s.epsilon);
    }

    OptimizerSettings m_settings;
    std::vector<long double> m_first, m_second;
    int m_t = 0;
};

std::vector<OptimizerSettings> clippingOptimizers(double limit) {
    std::vector<OptimizerSettings> all(4);
    all[1].momentum = 0.9;
    all[2].type = OptimizerType::RmsProp;
    all[3].type = OptimizerType::Adam;
    for (OptimizerSettings& settings : all) {
        settings.learningRate = 0.05;
        settings.clipNorm = limit;
    }
    return all;
}

TEST(Clipping, UpdatesAreThoseOfTheTextbookWithAShortenedGradient) {
    int clipped = 0, whole = 0;
    for (std::uint64_t seed = 1; seed <= 40; ++seed)
        for (const OptimizerSettings& settings : clippingOptimizers(1.5)) {
            RandomCase c =
                randomCase(seed, Activation::Tanh, Activation::Linear, Loss::HalfSquaredError);
            auto parameters = parametersOf(c.network);
            NaiveLearner naive(settings, parameters.size());
            OptimizerState state;
            for (int update = 0; update < 3; ++update) {
                naive.update(parameters, oracleGradients(c));
                const Trace t =
                    trainingStep(c.network, c.loss, settings, state, c.inputs, c.targets);
                ++(t.clipFactor < 1.0 ? clipped : whole);
                state = t.stateAfter;
                c.network = t.networkAfter();
            }
            const auto found = parametersOf(c.network);
            for (std::size_t i = 0; i < found.size(); ++i)
                ASSERT_NEAR(double(found[i]), double(parameters[i]), 1e-9) << seed << " " << i;
        }
    EXPECT_GT(clipped, 40);
    EXPECT_GT(whole, 20) << clipped;
}

TEST(Clipping, ALongGradientHasTheLengthOfTheLimitAfterwardsAndAShortOneItsOwn) {
    OptimizerSettings settings;
    settings.learningRate = 1.0;
    for (std::uint64_t seed = 1; seed <= 50; ++seed) {
        const RandomCase c =
            randomCase(seed, Activation::Sigmoid, Activation::Linear, Loss::SquaredError);
        const double length = static_cast<double>(lengthOf(oracleGradients(c)));
        for (const double part : {0.25, 0.99, 1.01, 40.0}) {
            settings.clipNorm = part * length;
            const Trace t = trainingStep(c.network, c.loss, settings, {}, c.inputs, c.targets);
            auto moved = parametersOf(c.network);
            const auto after = parametersOf(t.networkAfter());
            for (std::size_t i = 0; i < moved.size(); ++i)
                moved[i] -= after[i];
            EXPECT_NEAR(double(lengthOf(moved)), std::min(part, 1.0) * length, 1e-12 * length);
            EXPECT_NEAR(t.gradientNorm, length, 1e-13 * length);
            EXPECT_EQ(t.clipFactor == 1.0, part > 1.0);
        }
    }
}

TEST(Clipping, WhatIsFrozenIsNoPartOfTheLength) {
    RandomCase c = randomCase(3, Activation::Tanh, Activation::Linear, Loss::HalfSquaredError);
    while (c.network.layerCount() < 2)
        c = randomCase(static_cast<std::uint64_t>(c.network.parameterCount()) + 17,
                       Activation::Tanh, Activation::Linear, Loss::HalfSquaredError);
    OptimizerSettings settings;
    settings.clipNorm = 1e-3;
    c.network.layers[0].weightsTrainable = c.network.layers[0].biasesTrainable = false;
    const Trace t = trainingStep(c.network, c.loss, settings, {}, c.inputs, c.targets);
    double squares = 0.0;
    for (std::size_t l = 1; l < t.layers.size(); ++l) {
        squares += t.layers[l].weightGradients.squaredNorm();
        if (t.layers[l].biasGradients)
            squares += t.layers[l].biasGradients->squaredNorm();
    }
    EXPECT_NEAR(t.gradientNorm, std::sqrt(squares), 1e-14);
}

TEST(Clipping, AGradientWhoseSquaresAreNoNumbersHasALengthAllTheSame) {
    Trace t = trainingStep(articleExample().network, Loss::HalfSquaredError, {}, {},
                           Vector{{1.0, 0.5}}, Vector{{1.0}});
    for (LayerTrace& layer : t.layers)
        layer.weightGradients.setZero();
    t.layers[0].weightGradients(0, 0) = 3e200;
    t.layers[1].weightGradients(0, 1) = -4e200;
    EXPECT_NEAR(gradientNorm(t) / 5e200, 1.0, 1e-15);
}

TEST(Clipping, TheTrainersUpdatesAreTheStepsThatAreShown) {
    for (OptimizerSettings settings : clippingOptimizers(0.02)) {
        settings.l2 = settings.type == OptimizerType::RmsProp ? 0.01 : 0.0;  // the readable way
        Project project = test::xorProject();
        project.optimizer = settings;
        TrainingState state{project.network, initialState(settings, project.network), 0, {}};
        Trainer trainer(std::make_shared<const Project>(project), state);
        for (int update = 0; update < 40; ++update) {
            const TrainingState before = trainer.state();
            const Trace shown =
                trainingStep(before.network, project.loss, settings, before.optimizer,
                             project.data->input(update % 4), project.data->target(update % 4));
            ASSERT_FALSE(trainer.step());
            ASSERT_EQ(trainer.network(), shown.networkAfter()) << update;
            ASSERT_LT(shown.clipFactor, 1.0);
        }
    }
}

/// The listener's trace tells the factor, and hearing changes nothing.
TEST(Clipping, IsTheSameWithAndWithoutAListener) {
    struct Listener : TrainerListener {
        void updateFinished(const Trace& trace) override {
            factors.push_back(trace.clipFactor);
            norms.push_back(trace.gradientNorm);
        }
        std::vector<double> factors, norms;
    };
    for (const std::int64_t batch : {1, 3})
        for (const OptimizerSettings& settings : clippingOptimizers(0.02)) {
            Project project = test::xorProject();
            project.optimizer = settings;
            project.training.batchSize = batch;
            const TrainingState state{
                project.network, initialState(settings, project.network), 0, {}};
            const auto shared = std::make_shared<const Project>(project);
            Trainer heard(shared, state), alone(shared, state);
            Listener listener;
            heard.setListener(&listener);
            for (int i = 0; i < 50; ++i) {
                ASSERT_FALSE(heard.step());
                ASSERT_FALSE(alone.step());
            }
            EXPECT_EQ(heard.state(), alone.state());
            ASSERT_EQ(listener.factors.size(), 50u);
            for (std::size_t i = 0; i < 50; ++i)
                EXPECT_EQ(listener.factors[i], 0.02 / std::max(0.02, listener.norms[i]));
        }
}

TEST(Clipping, DerivationsGiveTheNumbersOfTheUpdateToTheLastBit) {
    for (std::uint64_t seed = 1; seed <= 30; ++seed)
        for (OptimizerSettings settings : clippingOptimizers(0.1)) {
            settings.l1 = seed % 3 == 0 ? 0.01 : 0.0;
            const RandomCase c = randomCase(seed);
            Trace t = trainingStep(c.network, c.loss, settings, {}, c.inputs, c.targets);
            t = trainingStep(t.networkAfter(), c.loss, settings, t.stateAfter, c.inputs, c.targets);
            forEveryValue(t.network, [&](const ValueId& id) {
                if (id.kind == ValueKind::NewWeight || id.kind == ValueKind::NewBias) {
                    // RMSProp and Adam are written with a fraction that the update, as it
                    // calculates, does not have.
                    const double told = evaluate(expressionOf(t, id), t);
                    const bool isExact = settings.type == OptimizerType::Sgd;
                    EXPECT_NEAR(told, *t.value(id), isExact ? 0.0 : 1e-14);
                }
            });
            const auto told = deriveClipping(t);
            ASSERT_EQ(told.size(), 2u);
            EXPECT_EQ(toText(told[0].right.back().formula), formatNumber(t.gradientNorm));
            EXPECT_EQ(toText(told[1].right.back().formula), formatNumber(t.clipFactor));
        }
}

TEST(Clipping, OfTheArticlesExampleIsToldInFormulasAndWords) {
    OptimizerSettings settings;
    settings.clipNorm = 0.05;
    const Project article = articleExample();
    const auto trace = std::make_shared<const Trace>(
        trainingStep(article.network, article.loss, settings, {}, article.data->input(0),
                     article.data->target(0)));
    // ‖g‖² of the gradients that mathematics.md lists: 0.0128674
    const auto told = deriveClipping(*trace);
    EXPECT_TRUE(toText(told[0]).starts_with("‖g‖ = √((∂J/∂w₁)² + "));
    EXPECT_EQ(toText(told[1]), "k = c/max(c, ‖g‖) = 0.05/max(0.05, 0.1134) = 0.4408");
    EXPECT_EQ(toText(derive(*trace, ValueId::newWeight(1, 0, 0))),
              "w₅ new = w₅ − η · k · ∂J/∂w₅ = 1.2000 − 0.1 · 0.4408 · (−0.0633) = 1.2028");
    Still still{trace, std::make_shared<const Walk>(article.network), 0, 0, 0};
    still.position = still.walk->stopCount();
    const Explanation update = explainStep(still);
    EXPECT_EQ(toText(update.equations[1]), toText(told[1]));
    EXPECT_EQ(update.equations.size(), 2u + 6u);
    EXPECT_NE(update.paragraph.find("c = 0.05"), std::string::npos) << update.paragraph;
    EXPECT_NE(update.paragraph.find("k = 0.4408"), std::string::npos) << update.paragraph;
    const Explanation value = explainValue(still, ValueId::weight(1, 0, 0));
    EXPECT_EQ(value.equations.size(), 5u);
}

}  // namespace
}  // namespace stepgrad

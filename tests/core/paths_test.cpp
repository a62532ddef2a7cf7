#include "core/walkthrough/paths.h"

#include <gtest/gtest.h>

#include <cmath>

#include "core/walkthrough/formula_text.h"
#include "tests/core/walkthrough_support.h"
#include "tests/oracle/random_case.h"

namespace stepgrad::test {
namespace {

constexpr int kAll = 1'000'000;  ///< more paths than any of these networks has

Still atEndOf(const RandomCase& c) {
    return atEnd(std::make_shared<const Trace>(
        trainingStep(c.network, c.loss, {}, {}, c.inputs, c.targets)));
}

/// dJ/d(id) by dual numbers.
double slopeByOracle(const oracle::Answer& answer, const ValueId& id) {
    const auto l = static_cast<std::size_t>(id.layer), j = static_cast<std::size_t>(id.neuron);
    if (id.kind == ValueKind::Weight)
        return static_cast<double>(answer.weightSlope[l][j][static_cast<std::size_t>(id.input)]);
    return static_cast<double>(answer.delta[l][j]);
}

std::vector<ValueId> startsOf(const Network& network) {
    std::vector<ValueId> ids;
    forEveryValue(network, [&](const ValueId& id) {
        if (id.isParameter() || id.kind == ValueKind::U)
            ids.push_back(id);
    });
    return ids;
}

double sumOf(const PathView& view) {
    double sum = 0.0;
    for (const auto& path : view.paths)
        sum += path.product.value_or(NAN);
    return sum;
}

TEST(Paths, TheirProductsAddUpToTheGradient) {
    int collected = 0;
    for (std::uint64_t seed = 0; seed < 200; ++seed) {
        SCOPED_TRACE(seed);
        const RandomCase c = randomCase(seed);
        const oracle::Answer answer = askOracle(c);
        const Still still = atEndOf(c);
        for (const auto& id : startsOf(c.network)) {
            const double slope = slopeByOracle(answer, id);
            for (const int most : {kAll, 2}) {
                const auto view = pathView(still, id, {}, most);
                ASSERT_TRUE(view && view->gradient);
                EXPECT_NEAR(*view->gradient, slope, 1e-12 * std::max(1.0, std::abs(slope)));
                collected += view->isCollected ? 1 : 0;
                if (view->left == 0) {
                    EXPECT_NEAR(sumOf(*view), slope, 1e-12 * std::max(1.0, std::abs(slope)));
                }
            }
        }
    }
    EXPECT_GT(collected, 500);
}

TEST(Paths, OfAnActivationAddUpToItsDerivative) {
    for (std::uint64_t seed = 0; seed < 100; ++seed) {
        const RandomCase c = randomCase(seed);
        const Still still = atEndOf(c);
        for (int l = 0; l + 1 < c.network.layerCount(); ++l) {
            const Layer& next = c.network.layers[static_cast<std::size_t>(l) + 1];
            const auto answer = askOracle(c);
            double slope = 0.0;
            for (int m = 0; m < next.neurons(); ++m)
                slope += next.weights(m, 0) * slopeByOracle(answer, ValueId::u(l + 1, m));
            const auto view = pathView(still, ValueId::h(l, 0), {}, kAll);
            EXPECT_NEAR(sumOf(*view), slope, 1e-12 * std::max(1.0, std::abs(slope)));
            EXPECT_NEAR(*view->gradient, slope, 1e-12 * std::max(1.0, std::abs(slope)));
        }
    }
}

TEST(Paths, TheRunningProductOfEachIsThatOfItsFactors) {
    for (std::uint64_t seed = 0; seed < 100; ++seed) {
        const RandomCase c = randomCase(seed);
        const Still still = atEndOf(c);
        for (const auto& id : startsOf(c.network)) {
            const auto view = pathView(still, id);
            for (const auto& path : view->paths) {
                double product = 1.0;
                for (const auto& factor : path.factors) {
                    product *= *factor.worth;
                    EXPECT_EQ(*factor.product, product);
                }
                EXPECT_EQ(*path.product, product);
            }
        }
    }
}

TEST(Paths, OfTheArticlesFirstWeightIsOneAndGoesThroughW5) {
    const auto view = pathView(atEnd(articleTrace()), ValueId::weight(0, 0, 0));
    ASSERT_EQ(view->paths.size(), 1u);
    EXPECT_EQ(view->count, 1);
    const GradientPath& path = view->paths[0];
    std::vector<std::string> names;
    for (const auto& factor : path.factors)
        names.push_back(factor.name);
    EXPECT_EQ(names, (std::vector<std::string>{"∂J/∂ŷ", "σ′(u₃)", "w₅", "σ′(u₁)", "i₁"}));
    EXPECT_EQ(path.factors[0].at, ValueId::h(1, 0));
    EXPECT_EQ(path.factors[2].at, ValueId::weight(1, 0, 0));
    EXPECT_EQ(path.factors[4].at, ValueId::inputOf(0));
    EXPECT_EQ(toText(path.equation),
              "∂J/∂w₁ = (ŷ − y) · ŷ(1 − ŷ) · w₅ · h₁(1 − h₁) · i₁ = "
              "−0.4631 · 0.2486 · 1.2000 · 0.2475 · 1.0000 = −0.0342");
    EXPECT_EQ(view->summary, "One path leads from w₁ to J.");
    EXPECT_TRUE(view->all.passes(ValueId::weight(1, 0, 0)));
    EXPECT_FALSE(view->all.passes(ValueId::weight(1, 0, 1)));
    EXPECT_FALSE(view->all.passes(ValueId::weight(0, 1, 0)));
    EXPECT_TRUE(view->all.passes(ValueId::inputOf(0)));
    EXPECT_FALSE(view->all.passes(ValueId::inputOf(1)));
    EXPECT_FALSE(view->all.passes(ValueId::h(0, 1)));
    EXPECT_TRUE(view->all.passes(ValueId::loss()));
}

/// 1–2–2–1, all weights 0.5.
Network diamond() {
    Network net;
    net.inputNames = {"x"};
    Layer layer;
    for (const auto& shape : {std::pair(2, 1), std::pair(2, 2), std::pair(1, 2)}) {
        layer.weights = Matrix::Constant(shape.first, shape.second, 0.5);
        net.layers.push_back(layer);
    }
    return net;
}

Still diamondStill() {
    return atEnd(std::make_shared<const Trace>(
        trainingStep(diamond(), Loss::HalfSquaredError, {}, {}, Vector{{1.0}}, Vector{{1.0}})));
}

TEST(Paths, ThroughALayerEachPassesItsOwnNeuronOnly) {
    const auto view = pathView(diamondStill(), ValueId::weight(0, 0, 0));
    ASSERT_EQ(view->paths.size(), 2u);
    EXPECT_FALSE(view->isCollected);
    EXPECT_EQ(view->paths[0].description, "path 1 through ŷ and h₃");
    EXPECT_TRUE(view->paths[0].set.passes(ValueId::weight(1, 0, 0)));
    EXPECT_FALSE(view->paths[0].set.passes(ValueId::weight(1, 1, 0)));
    EXPECT_FALSE(view->paths[0].set.passes(ValueId::weight(2, 0, 1)));
    EXPECT_TRUE(view->all.passes(ValueId::weight(2, 0, 1)));
    EXPECT_FALSE(view->all.passes(ValueId::weight(1, 0, 1)));  // comes from h₂
    EXPECT_TRUE(toText(view->sum).starts_with("∂J/∂w₁ = p₁ + p₂ = "));
}

TEST(Paths, WhereThereAreTooManyTheDeltasCollectThem) {
    const auto view = pathView(diamondStill(), ValueId::weight(0, 0, 0), {}, 1);
    EXPECT_TRUE(view->isCollected);
    ASSERT_EQ(view->paths.size(), 1u);
    EXPECT_EQ(view->left, 1);
    EXPECT_EQ(view->count, 2);
    EXPECT_EQ(view->paths[0].factors[0].at, ValueId::delta(1, 0));
    EXPECT_TRUE(toText(view->sum).starts_with("∂J/∂w₁ = p₁ + ⋯"));
    EXPECT_EQ(view->summary,
              "2 paths lead from w₁ to J, too many to list. δ₃ collects the one path that goes on "
              "from there, so 2 terms are left, of which 1 are listed.");
}

TEST(Paths, GiveNothingAwayThatTheWalkHasNotComeTo) {
    const TracePtr trace = articleTrace();
    const auto at = [&](int steps) {
        return *pathView(afterSteps(trace, steps), ValueId::weight(0, 0, 0));
    };
    const auto told = [](const PathView& view) {
        std::string known;
        for (const auto& factor : view.paths[0].factors)
            known += factor.worth ? (factor.product ? '#' : '+') : '.';
        return known;
    };
    // w₅ and i₁ are given; δ₃ comes in step 6, δ₁ in step 8, ∂J/∂w₁ in step 9.
    EXPECT_EQ(told(at(0)), "..+.+");
    EXPECT_EQ(told(at(5)), "..+.+");
    EXPECT_EQ(told(at(6)), "###.+");
    EXPECT_EQ(told(at(8)), "####+");
    EXPECT_EQ(told(at(9)), "#####");
    for (int steps = 0; steps < 9; ++steps) {
        const PathView view = at(steps);
        EXPECT_FALSE(view.gradient);
        EXPECT_FALSE(view.paths[0].product);
        EXPECT_EQ(view.paths[0].equation.right.size(), 1u);
        EXPECT_FALSE(view.hint.empty());
    }
    EXPECT_TRUE(at(9).hint.empty());
}

TEST(Paths, AreOnlyThereForParametersAndNeurons) {
    const Still still = atEnd(articleTrace());
    for (const auto& id : {ValueId::inputOf(0), ValueId::target(0), ValueId::loss(),
                           ValueId::bias(0, 0), ValueId::weight(5, 0, 0)})
        EXPECT_FALSE(pathView(still, id));
    EXPECT_EQ(chainStart(ValueId::newWeight(0, 1, 0)), ValueId::weight(0, 1, 0));
    EXPECT_EQ(chainStart(ValueId::delta(0, 1)), ValueId::u(0, 1));
}

}  // namespace
}  // namespace stepgrad::test

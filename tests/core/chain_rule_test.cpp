#include <gtest/gtest.h>

#include <cmath>

#include "core/document/project.h"
#include "core/walkthrough/derivation.h"
#include "core/walkthrough/formula_text.h"
#include "core/walkthrough/numerical_slope.h"
#include "tests/core/formula_reader.h"
#include "tests/core/walkthrough_support.h"

namespace stepgrad::test {
namespace {

constexpr unsigned kNets = 300;

/// dJ/du of an output by the textbook, straight from the formulas.
double outputSlope(const Trace& t, int k) {
    const auto& last = t.layers.back();
    const double h = last.h[k], y = t.targets[k], u = last.u[k];
    switch (t.lossFunction) {
        case Loss::BinaryCrossEntropy:
            return h - y;
        case Loss::CrossEntropy:
            return h * t.targets.sum() - y;
        default:
            break;
    }
    const double outputs = static_cast<double>(t.targets.size());
    const double factor = t.lossFunction == Loss::HalfSquaredError ? 1.0
                          : t.lossFunction == Loss::SquaredError   ? 2.0
                                                                   : 2.0 / outputs;
    return factor * (h - y) * info(t.network.layers.back().activation).derivative(u);
}

/// Walks every path from u of a neuron to J, multiplies along it, and adds up.
void walkPaths(const Trace& t, int layer, int neuron, double product, double& sum,
               std::int64_t& paths) {
    if (t.network.isOutput(layer)) {
        sum += product * outputSlope(t, neuron);
        ++paths;
        return;
    }
    const auto l = static_cast<std::size_t>(layer);
    const double slope = info(t.network.layers[l].activation).derivative(t.layers[l].u[neuron]);
    const Layer& next = t.network.layers[l + 1];
    for (int m = 0; m < next.neurons(); ++m)
        walkPaths(t, layer + 1, m, product * slope * next.weights(m, neuron), sum, paths);
}

std::vector<ValueId> askable(const Network& network) {
    std::vector<ValueId> ids;
    for (const auto& id : givenValues(network))
        if (id.isParameter())
            ids.push_back(id);
    for (const auto& id : computedValues(network))
        if (id.kind == ValueKind::U)
            ids.push_back(id);
    return ids;
}

TEST(ChainRule, IsTheSumOverAllPaths) {
    for (unsigned seed = 0; seed < kNets; ++seed) {
        const RandomStep step = randomStep(seed);
        SCOPED_TRACE(step.description);
        const Trace& t = *step.trace;
        const Still still = atEnd(step.trace);
        for (const auto& id : askable(t.network)) {
            const auto rule = chainRule(still, id);
            ASSERT_TRUE(rule.has_value());
            double sum = 0.0;
            std::int64_t paths = 0;
            walkPaths(t, id.layer, id.neuron, 1.0, sum, paths);
            if (id.kind == ValueKind::Weight)
                sum *= t.value(sourceOf(id.layer, id.input)).value();
            EXPECT_EQ(rule->paths, paths);
            EXPECT_NEAR(rule->gradient, sum, 1e-12 * std::max(1.0, std::abs(sum)));
        }
    }
}

TEST(ChainRule, ItsFactorsInSymbolsAndInNumbersGiveTheResult) {
    int read = 0;
    for (unsigned seed = 0; seed < kNets; ++seed) {
        const RandomStep step = randomStep(seed);
        SCOPED_TRACE(step.description);
        const Trace& t = *step.trace;
        const FormulaReader symbols([&](const Formula& f) -> std::optional<Interval> {
            if (f.value)
                return Interval{t.value(*f.value).value(), t.value(*f.value).value()};
            if (f.kind == Formula::Kind::Number)
                return printedInterval(f.text, true);
            return std::nullopt;
        });
        const FormulaReader numbers([](const Formula& f) -> std::optional<Interval> {
            if (f.kind != Formula::Kind::Number)
                return std::nullopt;
            return printedInterval(f.text, f.text == "1");
        });
        for (const auto& id : askable(t.network)) {
            for (const int mostPaths : {1, 4}) {
                const auto rule = chainRule(atEnd(step.trace), id, {}, mostPaths);
                const auto& sides = rule->equation.right;
                const auto result = numbers.read(sides.back().formula);
                for (const auto& side : sides) {
                    if (toText(side.formula).find("⋯") != std::string::npos)
                        continue;
                    if (side.role == Equation::Role::Numbers) {
                        const auto worth = numbers.read(side.formula);
                        ASSERT_TRUE(worth.has_value()) << toText(rule->equation);
                        EXPECT_TRUE(worth->meets(*result)) << toText(rule->equation);
                    } else if (const auto worth = symbols.read(side.formula)) {
                        ++read;
                        EXPECT_NEAR(worth->middle(), rule->gradient,
                                    1e-9 * std::max(1.0, std::abs(rule->gradient)))
                            << toText(rule->equation);
                    }
                }
            }
        }
    }
    EXPECT_GT(read, 5000);
}

/// Smooth networks only: at a kink a central difference sees both sides.
bool isSmooth(const Network& network) {
    for (const auto& layer : network.layers)
        if (layer.activation == Activation::Relu || layer.activation == Activation::LeakyRelu ||
            layer.activation == Activation::Step)
            return false;
    return true;
}

TEST(ChainRule, AgreesWithTheCentralDifferenceForParametersAndNeurons) {
    int checked = 0;
    for (unsigned seed = 0; seed < kNets; ++seed) {
        const RandomStep step = randomStep(seed);
        SCOPED_TRACE(step.description);
        if (!isSmooth(step.trace->network))
            continue;
        auto ids = askable(step.trace->network);
        for (const auto& id : computedValues(step.trace->network))
            if (id.kind == ValueKind::H)
                ids.push_back(id);
        for (const auto& id : ids) {
            const auto rule = chainRule(atEnd(step.trace), id);
            if (rule->numericalText.empty())
                continue;
            ++checked;
            EXPECT_TRUE(rule->agrees) << symbolText(id, step.trace->network) << ": "
                                      << rule->gradient << " and " << rule->numerical;
            EXPECT_EQ(rule->numericalText, "numerical check " + formatNumber(rule->numerical));
        }
    }
    EXPECT_GT(checked, 1000);
}

TEST(ChainRule, SaysSoWhereTheNumericalCheckDiffers) {
    // ReLU exactly at its kink: backpropagation takes the slope 0, the central
    // difference the mean of 0 and 1.
    Network net;
    net.inputNames = {"x"};
    Layer layer;
    layer.activation = Activation::Relu;
    layer.weights = Matrix{{0.0}};
    net.layers = {layer};
    const auto trace = std::make_shared<const Trace>(
        trainingStep(net, Loss::HalfSquaredError, {}, {}, Vector{{1.0}}, Vector{{1.0}}));
    const auto rule = chainRule(atEnd(trace), ValueId::weight(0, 0, 0));
    EXPECT_EQ(rule->gradient, 0.0);
    EXPECT_NEAR(rule->numerical, -0.5, 1e-5);
    EXPECT_FALSE(rule->agrees);
    EXPECT_EQ(rule->numericalText, "numerical check −0.5000 differs");
}

TEST(ChainRule, NamesEachFactorOfTheArticlesFirstWeight) {
    const auto rule = chainRule(atEnd(articleTrace()), ValueId::weight(0, 0, 0));
    ASSERT_TRUE(rule.has_value());
    EXPECT_EQ(rule->title, "Chain rule for w₁");
    EXPECT_EQ(rule->paths, 1);
    EXPECT_EQ(toText(rule->equation),
              "∂J/∂w₁ = ∂J/∂ŷ · ∂ŷ/∂u₃ · ∂u₃/∂h₁ · ∂h₁/∂u₁ · ∂u₁/∂w₁ = "
              "(ŷ − y) · ŷ(1 − ŷ) · w₅ · h₁(1 − h₁) · i₁ = "
              "−0.4631 · 0.2486 · 1.2000 · 0.2475 · 1.0000 = −0.0342");
    EXPECT_NEAR(rule->gradient, -0.0341961997356377, 1e-15);
    EXPECT_TRUE(rule->agrees);
    EXPECT_EQ(rule->numericalText, "numerical check −0.0342");
    EXPECT_EQ(rule->equation.value, ValueId::weightGradient(0, 0, 0));
}

TEST(ChainRule, HasSymbolsAloneUntilTheGradientIsComputed) {
    const TracePtr trace = articleTrace();
    // Step 9 computes the gradients of w₁ … w₄, step 8 δ₁ and δ₂, step 6 δ₃.
    const auto sides = [&](int steps, const ValueId& id) {
        const auto rule = chainRule(afterSteps(trace, steps), id);
        EXPECT_EQ(rule->numericalText.empty(), rule->equation.right.size() < 3);
        if (rule->equation.right.size() < 3) {
            EXPECT_EQ(rule->gradient, 0.0);
            EXPECT_FALSE(rule->agrees);
        }
        return rule->equation.right.size();
    };
    EXPECT_EQ(sides(8, ValueId::weight(0, 0, 0)), 2u);
    EXPECT_EQ(sides(9, ValueId::weight(0, 0, 0)), 4u);
    EXPECT_EQ(sides(7, ValueId::u(0, 1)), 2u);
    EXPECT_EQ(sides(8, ValueId::u(0, 1)), 4u);
    EXPECT_EQ(sides(5, ValueId::h(0, 1)), 2u);
    EXPECT_EQ(sides(6, ValueId::h(0, 1)), 4u);
    EXPECT_EQ(sides(6, ValueId::weight(1, 0, 0)), 2u);
    EXPECT_EQ(sides(7, ValueId::weight(1, 0, 0)), 4u);
}

TEST(ChainRule, IsOnlyForParametersAndNeuronsOfTheNetwork) {
    const Still still = atEnd(articleTrace());
    for (const auto& id :
         {ValueId::inputOf(0), ValueId::target(0), ValueId::loss(), ValueId::delta(0, 0),
          ValueId::weightGradient(0, 0, 0), ValueId::newWeight(0, 0, 0), ValueId::bias(0, 0),
          ValueId::weight(5, 0, 0)})
        EXPECT_FALSE(chainRule(still, id).has_value());
}

TracePtr twoOutputs(Loss loss, Activation output) {
    Network net = articleTrace()->network;
    net.layers[1].weights = Matrix{{1.2, -0.7}, {0.5, 0.25}};
    net.layers[1].activation = output;
    net.layers[0].biases = Vector{{0.1, 0.2}};
    return std::make_shared<const Trace>(
        trainingStep(net, loss, {}, {}, Vector{{1.0, 0.5}}, Vector{{1.0, 0.0}}));
}

TEST(ChainRule, PutsWhatAllPathsShareOutsideTheBrackets) {
    const auto rule =
        chainRule(afterSteps(twoOutputs(Loss::HalfSquaredError, Activation::Sigmoid), 0),
                  ValueId::bias(0, 0));
    EXPECT_EQ(rule->paths, 2);
    EXPECT_EQ(toText(rule->equation),
              "∂J/∂b₁ = (∂J/∂ŷ₁ · ∂ŷ₁/∂u₃ · ∂u₃/∂h₁ + ∂J/∂ŷ₂ · ∂ŷ₂/∂u₄ · ∂u₄/∂h₁) · ∂h₁/∂u₁ · "
              "∂u₁/∂b₁ = [(ŷ₁ − y₁) · ŷ₁(1 − ŷ₁) · w₅ + (ŷ₂ − y₂) · ŷ₂(1 − ŷ₂) · w₆] · "
              "h₁(1 − h₁) · 1");
}

TEST(ChainRule, MergesLossAndOutputOfACrossEntropy) {
    const auto rule = chainRule(afterSteps(twoOutputs(Loss::CrossEntropy, Activation::Softmax), 0),
                                ValueId::weight(0, 0, 1));
    EXPECT_EQ(toText(rule->equation),
              "∂J/∂w₃ = (∂J/∂u₃ · ∂u₃/∂h₁ + ∂J/∂u₄ · ∂u₄/∂h₁) · ∂h₁/∂u₁ · ∂u₁/∂w₃ = "
              "[(ŷ₁ − y₁) · w₅ + (ŷ₂ − y₂) · w₆] · h₁(1 − h₁) · i₂");
}

TEST(ChainRule, CollectsManyPathsByTheDeltasOfTheNextLayer) {
    const auto rule =
        chainRule(afterSteps(twoOutputs(Loss::HalfSquaredError, Activation::Sigmoid), 0),
                  ValueId::weight(0, 0, 0), {}, 1);
    EXPECT_EQ(rule->paths, 2);
    EXPECT_EQ(toText(rule->equation),
              "∂J/∂w₁ = (Σₘ δₘ · ∂uₘ/∂h₁) · ∂h₁/∂u₁ · ∂u₁/∂w₁ = "
              "(δ₃ · w₅ + δ₄ · w₆) · h₁(1 − h₁) · i₁");
}

TEST(ChainRule, LeavesOutNumbersThatAreNotFinite) {
    // −y/ŷ with ŷ = e^−800 : e^… that is 0 in double precision.
    Network net;
    net.inputNames = {"x"};
    Layer layer;
    layer.weights = Matrix{{-800.0}};
    net.layers = {layer};
    const auto trace = std::make_shared<const Trace>(
        trainingStep(net, Loss::BinaryCrossEntropy, {}, {}, Vector{{1.0}}, Vector{{1.0}}));
    const auto rule = chainRule(atEnd(trace), ValueId::h(0, 0));
    EXPECT_EQ(toText(rule->equation), "∂J/∂ŷ = (1 − y)/(1 − ŷ) − y/ŷ");
    EXPECT_TRUE(rule->numericalText.empty());
}

TEST(ChainRule, CountsPathsOfDeepNetworksWithoutOverflow) {
    Network net;
    net.inputNames = {"x"};
    Layer first, wide;
    first.weights = Matrix::Constant(32, 1, 0.1);
    wide.weights = Matrix::Constant(32, 32, 0.1);
    net.layers = {first};
    net.layers.insert(net.layers.end(), 20, wide);
    const auto trace = std::make_shared<const Trace>(trainingStep(
        net, Loss::HalfSquaredError, {}, {}, Vector{{1.0}}, Vector::Constant(32, 0.5)));
    const auto rule = chainRule(atEnd(trace), ValueId::weight(0, 0, 0));
    EXPECT_EQ(rule->paths, std::numeric_limits<std::int64_t>::max());
    EXPECT_TRUE(rule->agrees);
}

TEST(NumericalSlope, RefusesWhatIsNeitherParameterNorNeuron) {
    EXPECT_THROW(numericalSlope(*articleTrace(), ValueId::loss()), std::invalid_argument);
    EXPECT_THROW(numericalSlope(*articleTrace(), ValueId::inputOf(0)), std::invalid_argument);
}

}  // namespace
}  // namespace stepgrad::test

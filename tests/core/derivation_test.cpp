#include "core/walkthrough/derivation.h"

#include <gtest/gtest.h>

#include <cmath>

#include "core/walkthrough/derivation_values.h"
#include "core/walkthrough/formula_text.h"
#include "tests/core/formula_reader.h"
#include "tests/core/walkthrough_support.h"

namespace stepgrad::test {
namespace {

constexpr unsigned kNets = 400;

/// What a formula in symbols is worth, leaf by leaf from the trace; settings by
/// their symbols. Nothing for memories, whose symbols stand for no value.
FormulaReader symbolReader(const Trace& trace) {
    return FormulaReader([&trace](const Formula& f) -> std::optional<Interval> {
        if (f.value) {
            const double value = trace.value(*f.value).value();
            return Interval{value, value};
        }
        if (f.kind == Formula::Kind::Number)
            return printedInterval(f.text, true);
        if (f.kind == Formula::Kind::Symbol && f.text == "η")
            return Interval{trace.optimizer.learningRate, trace.optimizer.learningRate};
        return std::nullopt;
    });
}

/// How large the numbers are that a value is put together from: what the error
/// of floating-point sums is proportional to.
double scaleOf(const Trace& trace, const ValueId& id) {
    double scale = std::abs(trace.value(id).value());
    if (id.kind == ValueKind::U || id.kind == ValueKind::Delta || id.kind == ValueKind::NewWeight ||
        id.kind == ValueKind::NewBias)
        for (const auto& read : readsOf(trace.network, id))
            scale = std::max(scale, std::abs(trace.value(read).value()));
    return scale;
}

/// Whether a prediction is so near 0 or 1 that 1 − ŷ and its logarithm cannot be
/// worked out from ŷ in double precision, as the formula in symbols says.
bool isSaturated(const Trace& trace) {
    for (const double h : trace.prediction())
        if (std::min(std::abs(h), std::abs(1.0 - h)) < 1e-4)
            return true;
    return false;
}

TEST(Derivation, ExpressionsAreWorthTheValuesOfTheTrace) {
    for (unsigned seed = 0; seed < kNets; ++seed) {
        const RandomStep step = randomStep(seed);
        SCOPED_TRACE(step.description);
        for (const auto& id : computedValues(step.trace->network)) {
            const double value = step.trace->value(id).value();
            EXPECT_NEAR(evaluate(expressionOf(*step.trace, id), *step.trace), value,
                        1e-12 * scaleOf(*step.trace, id))
                << symbolText(id, step.trace->network);
        }
    }
}

TEST(Derivation, FormulasInSymbolsReadAsTheyAreWritten) {
    int read = 0, values = 0;
    for (unsigned seed = 0; seed < kNets; ++seed) {
        const RandomStep step = randomStep(seed);
        SCOPED_TRACE(step.description);
        const FormulaReader reader = symbolReader(*step.trace);
        for (const auto& id : computedValues(step.trace->network)) {
            const Equation equation = derive(*step.trace, id);
            ++values;
            const auto worth = reader.read(equation.right.front().formula);
            // Cut sums cannot be read, nor what an optimizer remembers; and in
            // symbols 1 − h has no more digits than h.
            if (!worth || (id.kind == ValueKind::Loss && isSaturated(*step.trace)))
                continue;
            ++read;
            EXPECT_NEAR(worth->middle(), step.trace->value(id).value(),
                        1e-9 * std::max(1.0, scaleOf(*step.trace, id)))
                << toText(equation);
        }
    }
    EXPECT_GT(read, values * 7 / 10);
}

TEST(Derivation, DisplayedNumbersGiveTheDisplayedResult) {
    int lines = 0, sharp = 0;
    const auto check = [&](const FormulaReader& reader, const Equation& equation) {
        const auto result = reader.read(equation.right.back().formula);
        ASSERT_TRUE(result.has_value()) << toText(equation);
        for (const auto& side : equation.right) {
            if (side.role != Equation::Role::Numbers ||
                toText(side.formula).find("⋯") != std::string::npos)
                continue;
            const auto worth = reader.read(side.formula);
            ASSERT_TRUE(worth.has_value()) << toText(equation);
            ++lines;
            EXPECT_TRUE(worth->meets(*result))
                << toText(equation) << "   [" << worth->low << ", " << worth->high << "]";
            sharp += worth->width() <= 0.05 * std::abs(result->middle()) + 0.001 ? 1 : 0;
        }
    };
    for (unsigned seed = 0; seed < kNets; ++seed) {
        const RandomStep step = randomStep(seed);
        SCOPED_TRACE(step.description);
        const FormulaReader reader = numberReader(*step.trace);
        for (const auto& id : computedValues(step.trace->network)) {
            check(reader, derive(*step.trace, id));
            for (const auto& memory : deriveMemory(*step.trace, id))
                check(reader, memory);
        }
    }
    // The check is worth something only where rounding leaves little room.
    EXPECT_GT(lines, 5000);
    EXPECT_GT(sharp, lines * 9 / 10);
}

TEST(Derivation, EveryEquationHasSymbolsFirstAndTheResultLast) {
    for (unsigned seed = 0; seed < kNets; ++seed) {
        const RandomStep step = randomStep(seed);
        SCOPED_TRACE(step.description);
        for (const auto& id : computedValues(step.trace->network)) {
            const Equation e = derive(*step.trace, id);
            EXPECT_EQ(e.value, id);
            ASSERT_GE(e.right.size(), 2u);
            ASSERT_LE(e.right.size(), 4u);
            EXPECT_EQ(e.right.front().role, Equation::Role::Symbols);
            EXPECT_EQ(e.right.back().role, Equation::Role::Result);
            EXPECT_EQ(toText(e.right.back().formula), formatNumber(step.trace->value(id).value()));
            for (std::size_t i = 1; i + 1 < e.right.size(); ++i)
                EXPECT_EQ(e.right[i].role, Equation::Role::Numbers) << toText(e);
            const Equation symbols = derive(*step.trace, id, {}, false);
            ASSERT_EQ(symbols.right.size(), 1u);
            EXPECT_EQ(symbols.right.front().formula, e.right.front().formula);
        }
        for (const auto& id : givenValues(step.trace->network)) {
            const Equation e = derive(*step.trace, id);
            ASSERT_EQ(e.right.size(), 1u);
            EXPECT_EQ(toText(e.left), symbolText(id, step.trace->network));
            EXPECT_EQ(toText(e.right.front().formula), formatNumber(step.trace->value(id).value()));
        }
    }
}

TEST(Derivation, FormulasStandForValuesOfTheNetworkAndAreNeverEmpty) {
    for (unsigned seed = 0; seed < kNets; ++seed) {
        const RandomStep step = randomStep(seed);
        SCOPED_TRACE(step.description);
        for (const auto& id : computedValues(step.trace->network)) {
            const Equation e = derive(*step.trace, id);
            for (const auto& formula : formulasOf(e)) {
                EXPECT_FALSE(toText(formula).empty());
                for (const auto& value : valuesIn(formula))
                    EXPECT_TRUE(exists(step.trace->network, value)) << toText(e);
            }
            EXPECT_EQ(toText(e).find("nan"), std::string::npos) << toText(e);
            EXPECT_EQ(toText(e).find("inf"), std::string::npos) << toText(e);
        }
    }
}

/// All numbers of a formula that stand for a value.
void collectNumbers(const Formula& f, std::vector<Formula>& out) {
    if (f.kind == Formula::Kind::Number && f.value)
        out.push_back(f);
    for (const auto& part : f.parts)
        collectNumbers(part, out);
}

TEST(Derivation, NumbersStandForTheValuesThatTheyShow) {
    for (unsigned seed = 0; seed < 100; ++seed) {
        const RandomStep step = randomStep(seed);
        SCOPED_TRACE(step.description);
        for (const auto& id : computedValues(step.trace->network)) {
            const Equation e = derive(*step.trace, id);
            std::vector<Formula> numbers;
            for (const auto& formula : formulasOf(e))
                collectNumbers(formula, numbers);
            ASSERT_FALSE(numbers.empty());
            for (const auto& number : numbers) {
                // Slopes and complements light the neuron or target they belong to.
                if (number.value->kind != ValueKind::H && number.value->kind != ValueKind::Target) {
                    EXPECT_EQ(number.text, formatNumber(step.trace->value(*number.value).value()));
                }
            }
        }
    }
}

/// One neuron: one input 1, one weight, no bias.
Trace oneNeuron(Activation f, Loss loss, double weight, double target) {
    Network net;
    net.inputNames = {"x"};
    Layer layer;
    layer.activation = f;
    layer.weights = Matrix{{weight}};
    net.layers = {layer};
    return trainingStep(net, loss, {}, {}, Vector{{1.0}}, Vector{{target}});
}

TEST(Derivation, ASaturatedPredictionKeepsItsOwnDigits) {
    // σ(12) = 0.99999386, 1 − σ(12) = 6.14e−6.
    const Trace t = oneNeuron(Activation::Sigmoid, Loss::BinaryCrossEntropy, 12.0, 0.0);
    EXPECT_EQ(toText(derive(t, ValueId::loss())),
              "J = −[y · ln(ŷ) + (1 − y) · ln(1 − ŷ)] = −[0.0000 · (−6.14e−6) + 1.0000 · "
              "ln(6.14e−6)] = 12.0000");
    const Trace far = oneNeuron(Activation::Sigmoid, Loss::BinaryCrossEntropy, -900.0, 1.0);
    EXPECT_EQ(toText(derive(far, ValueId::loss())),
              "J = −[y · ln(ŷ) + (1 − y) · ln(1 − ŷ)] = −[1.0000 · (−900.0000) + 0.0000 · "
              "ln(1.0000)] = 900.0000");
    const Trace squared = oneNeuron(Activation::Sigmoid, Loss::HalfSquaredError, 12.0, 1.0);
    EXPECT_EQ(toText(derive(squared, ValueId::delta(0, 0))),
              "δ₁ = ∂J/∂u₁ = (ŷ − y) · ŷ(1 − ŷ) = −6.14e−6 · 1.0000 · 6.14e−6 = −6.14e−6 · "
              "6.14e−6 = −3.78e−11");
}

TEST(Derivation, EachActivationHasItsFormulaAndItsSlope) {
    const auto textOf = [](Activation f, double w, const ValueId& id) {
        return toText(derive(oneNeuron(f, Loss::SquaredError, w, 0.25), id));
    };
    const ValueId h = ValueId::h(0, 0), d = ValueId::delta(0, 0);
    EXPECT_EQ(textOf(Activation::Sigmoid, 0.2, h),
              "ŷ = σ(u₁) = 1/(1 + e^(−u₁)) = 1/(1 + e^(−0.2000)) = 0.5498");
    EXPECT_EQ(textOf(Activation::Sigmoid, -0.2, h),
              "ŷ = σ(u₁) = 1/(1 + e^(−u₁)) = 1/(1 + e^(−(−0.2000))) = 0.4502");
    EXPECT_EQ(textOf(Activation::Tanh, 0.5, h), "ŷ = tanh(u₁) = tanh(0.5000) = 0.4621");
    EXPECT_EQ(textOf(Activation::Relu, -0.5, h),
              "ŷ = ReLU(u₁) = max(0, u₁) = max(0, −0.5000) = 0.0000");
    EXPECT_EQ(textOf(Activation::LeakyRelu, -0.5, h),
              "ŷ = LReLU(u₁) = max(0.01 · u₁, u₁) = max(0.01 · (−0.5000), −0.5000) = −0.00500");
    EXPECT_EQ(textOf(Activation::Linear, 0.5, h), "ŷ = u₁ = 0.5000");
    EXPECT_EQ(textOf(Activation::Step, 0.5, h), "ŷ = step(u₁) = step(0.5000) = 1.0000");
    EXPECT_EQ(textOf(Activation::Tanh, 0.5, d),
              "δ₁ = ∂J/∂u₁ = 2(ŷ − y) · (1 − ŷ²) = 2(0.4621 − 0.2500) · (1 − 0.4621²) = 0.4242 · "
              "0.7864 = 0.3336");
    EXPECT_EQ(textOf(Activation::Relu, 0.5, d),
              "δ₁ = ∂J/∂u₁ = 2(ŷ − y) · ReLU′(u₁) = 2(0.5000 − 0.2500) · 1.0000 = 0.5000 · "
              "1.0000 = 0.5000");
    EXPECT_EQ(textOf(Activation::Step, 0.5, d),
              "δ₁ = ∂J/∂u₁ = 2(ŷ − y) · step′(u₁) = 2(1.0000 − 0.2500) · 0.0000 = 1.5000 · "
              "0.0000 = 0.0000");
}

TEST(Derivation, LongSumsAreCutAndKeepTheirResult) {
    Network net;
    Layer layer;
    layer.weights = Matrix::Constant(1, 784, 0.01);
    layer.biases = Vector{{0.5}};
    net.layers = {layer};
    net.inputNames.assign(784, "x");
    const Trace t = trainingStep(net, Loss::HalfSquaredError, {}, {}, Vector::Constant(784, 0.25),
                                 Vector{{1.0}});
    EXPECT_EQ(toText(derive(t, ValueId::u(0, 0))),
              "u₁ = w⁽¹⁾₁,₁i₁ + w⁽¹⁾₁,₂i₂ + w⁽¹⁾₁,₃i₃ + ⋯ + w⁽¹⁾₁,₇₈₄i₇₈₄ + b₁ = 0.0100 · 0.2500 + "
              "0.0100 · 0.2500 + 0.0100 · 0.2500 + ⋯ + 0.0100 · 0.2500 + 0.5000 = 2.4600");
}

TEST(Derivation, ACutCrossEntropyShowsTheClassThatCounts) {
    Network net;
    net.inputNames = {"x"};
    Layer layer;
    layer.activation = Activation::Softmax;
    layer.weights = Matrix::Zero(10, 1);
    net.layers = {layer};
    const auto lossText = [&](int right) {
        Vector y = Vector::Zero(10);
        y[right] = 1.0;
        return toText(
            derive(trainingStep(net, Loss::CrossEntropy, {}, {}, Vector{{1.0}}, y), ValueId::loss())
                .right[1]
                .formula);
    };
    const std::string zero = "0.0000 · ln(0.1000)", one = "1.0000 · ln(0.1000)";
    const std::string head = "−[" + zero + " + " + zero + " + " + zero + " + ";
    EXPECT_EQ(lossText(5), head + "⋯ + " + one + " + ⋯ + " + zero + "]");
    EXPECT_EQ(lossText(3), head + one + " + ⋯ + " + zero + "]");
    EXPECT_EQ(lossText(8), head + "⋯ + " + one + " + " + zero + "]");
    EXPECT_EQ(lossText(9), head + "⋯ + " + one + "]");
}

TEST(Derivation, AFrozenWeightIsItsOwnNewValue) {
    Network net = articleTrace()->network;
    net.layers[1].weightsTrainable = false;
    const Trace t =
        trainingStep(net, Loss::HalfSquaredError, {}, {}, Vector{{1.0, 0.5}}, Vector{{1.0}});
    EXPECT_EQ(toText(derive(t, ValueId::newWeight(1, 0, 0))), "w₅ new = w₅ = 1.2000");
    EXPECT_TRUE(deriveMemory(t, ValueId::newWeight(1, 0, 0)).empty());
}

std::vector<std::string> updateOfW5(OptimizerSettings settings) {
    const TracePtr article = articleTrace();
    Trace t = *article;
    for (int i = 0; i < 2; ++i)
        t = trainingStep(article->network, Loss::HalfSquaredError, settings,
                         i == 0 ? OptimizerState{} : t.stateAfter, article->inputs,
                         article->targets);
    std::vector<std::string> lines;
    for (const auto& memory : deriveMemory(t, ValueId::newWeight(1, 0, 0)))
        lines.push_back(toText(memory));
    lines.push_back(toText(derive(t, ValueId::newWeight(1, 0, 0))));
    return lines;
}

// The second update with the same gradient g = −0.0633029: v = 0.9 g + g.
TEST(Derivation, MomentumShowsItsVelocity) {
    OptimizerSettings settings;
    settings.momentum = 0.9;
    EXPECT_EQ(updateOfW5(settings),
              (std::vector<std::string>{
                  "v₅ new = μ · v₅ + ∂J/∂w₅ = 0.9 · (−0.0633) + (−0.0633) = −0.1203",
                  "w₅ new = w₅ − η · v₅ new = 1.2000 − 0.1 · (−0.1203) = 1.2120"}));
}

// s = (0.99 · 0.01 + 0.01) g² = 7.974e−5, its root 0.0089298.
TEST(Derivation, RmsPropShowsItsMeanSquare) {
    OptimizerSettings settings;
    settings.type = OptimizerType::RmsProp;
    settings.learningRate = 0.01;
    EXPECT_EQ(
        updateOfW5(settings),
        (std::vector<std::string>{
            "s₅ new = α · s₅ + (1 − α) · (∂J/∂w₅)² = 0.99 · 4.01e−5 + (1 − 0.99) · (−0.0633)² = "
            "7.97e−5",
            "w₅ new = w₅ − η/(√(s₅ new) + ε) · ∂J/∂w₅ = 1.2000 − 0.01/(√(7.97e−5) + 1e−8) · "
            "(−0.0633) = 1.2709"}));
}

// With equal gradients m̂ = g and v̂ = g² at every update, so the step is η.
TEST(Derivation, AdamShowsBothMeansAndTheirCorrection) {
    OptimizerSettings settings;
    settings.type = OptimizerType::Adam;
    settings.learningRate = 0.01;
    EXPECT_EQ(
        updateOfW5(settings),
        (std::vector<std::string>{
            "m₅ new = β₁ · m₅ + (1 − β₁) · ∂J/∂w₅ = 0.9 · (−0.00633) + (1 − 0.9) · (−0.0633) = "
            "−0.0120",
            "v₅ new = β₂ · v₅ + (1 − β₂) · (∂J/∂w₅)² = 0.999 · 4.01e−6 + (1 − 0.999) · (−0.0633)² "
            "= 8.01e−6",
            "m̂₅ = m₅ new/(1 − β₁^t) = −0.0120/(1 − 0.9²) = −0.0633",
            "v̂₅ = v₅ new/(1 − β₂^t) = 8.01e−6/(1 − 0.999²) = 0.00401",
            "w₅ new = w₅ − η · m̂₅/(√(v̂₅) + ε) = 1.2000 − 0.01 · (−0.0633)/(√(0.00401) + 1e−8) = "
            "1.2100"}));
}

TEST(Derivation, TheMemoryThatItShowsIsTheOneThatIsKept) {
    for (unsigned seed = 0; seed < 200; ++seed) {
        const RandomStep step = randomStep(seed);
        SCOPED_TRACE(step.description);
        const auto& slots = step.trace->stateAfter.layers;
        for (const auto& id : computedValues(step.trace->network)) {
            const auto memory = deriveMemory(*step.trace, id);
            if (id.kind != ValueKind::NewWeight || memory.empty())
                continue;
            const auto& kept = slots[static_cast<std::size_t>(id.layer)];
            EXPECT_EQ(toText(memory[0].right.back().formula),
                      formatNumber(kept.firstWeights(id.neuron, id.input)));
            if (memory.size() > 1) {
                EXPECT_EQ(toText(memory[1].right.back().formula),
                          formatNumber(kept.secondWeights(id.neuron, id.input)));
            }
        }
    }
}

TEST(Derivation, NumbersFollowTheNotation) {
    Notation notation;
    notation.numbers.decimalComma = true;
    notation.numbers.decimals = 2;
    EXPECT_EQ(toText(derive(*articleTrace(), ValueId::newWeight(1, 0, 0), notation)),
              "w₅ new = w₅ − η · ∂J/∂w₅ = 1,20 − 0,1 · (−0,0633) = 1,21");
}

}  // namespace
}  // namespace stepgrad::test

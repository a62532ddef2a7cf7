#include <gtest/gtest.h>

#include <cmath>
#include <map>

#include "core/network/backpropagation.h"
#include "core/practice/diagnosis.h"
#include "core/walkthrough/conventional_value.h"
#include "core/walkthrough/derivation_values.h"
#include "tests/core/walkthrough_support.h"
#include "tests/oracle/random_case.h"
#include "tests/oracle/rounded_step.h"

namespace stepgrad {
namespace {

using Verdict = Diagnosis::Verdict;

/// A network of the size of an exercise: 1 to 3 layers of 1 to 3 neurons, every
/// activation and loss, with and without biases, now and then with frozen weights;
/// numbers with 1 to 3 decimals.
struct Exercise {
    RandomCase numbers;
    OptimizerSettings optimizer;
    TracePtr trace;
    std::string description;
};

double withDecimals(Dice& dice, double size, int decimals) {
    const double units = std::pow(10.0, decimals);
    const double x = std::round(dice.real(-size, size) * units) / units;
    return x == 0.0 ? 0.3 : x;
}

RandomCase drawNumbers(Dice& dice) {
    RandomCase c;
    c.loss = static_cast<Loss>(dice.whole(0, 4));
    const int layers = dice.whole(1, 3), decimals = dice.whole(1, 3);
    int inputs = dice.whole(1, 3);
    for (int k = 0; k < inputs; ++k)
        c.network.inputNames.push_back("i" + std::to_string(k + 1));
    const auto number = [&] { return withDecimals(dice, 1.5, decimals); };
    c.inputs = Vector::NullaryExpr(inputs, number);
    for (int l = 0; l < layers; ++l) {
        Layer layer;
        const auto any = hiddenActivations()[static_cast<std::size_t>(dice.whole(0, 5))];
        layer.activation = l + 1 < layers ? any : info(c.loss).output.value_or(any);
        const int neurons = dice.whole(1, 3);
        layer.weights = Matrix::NullaryExpr(neurons, inputs, number);
        if (dice.coin())
            layer.biases = Vector::NullaryExpr(neurons, number);
        layer.weightsTrainable = dice.whole(0, 9) > 0;
        c.network.layers.push_back(layer);
        inputs = neurons;
    }
    c.targets = Vector::Zero(inputs);
    c.targets[dice.whole(0, inputs - 1)] = 1.0;
    return c;
}

Exercise exercise(std::uint64_t seed, bool anyOptimizer) {
    Dice dice(seed);
    Exercise e;
    e.numbers = drawNumbers(dice);
    e.optimizer.learningRate = dice.coin() ? 0.1 : 0.5;
    if (anyOptimizer && dice.whole(0, 2) == 0) {
        e.optimizer.type = static_cast<OptimizerType>(dice.whole(0, 2));
        e.optimizer.momentum = 0.9;
        e.optimizer.l2 = 0.01;
    } else if (anyOptimizer && dice.coin()) {
        e.optimizer.clipNorm = 0.02;
    }
    const RandomCase& c = e.numbers;
    Trace first = trainingStep(c.network, c.loss, e.optimizer, {}, c.inputs, c.targets);
    if (anyOptimizer && e.optimizer.memory() > 0)
        first = trainingStep(c.network, c.loss, e.optimizer, first.stateAfter, c.inputs, c.targets);
    e.trace = std::make_shared<const Trace>(std::move(first));
    e.description = "seed " + std::to_string(seed) + ", " + c.network.shapeText() + ", " +
                    std::string(info(c.loss).key);
    for (const Layer& layer : c.network.layers)
        e.description += ", " + std::string(info(layer.activation).key);
    return e;
}

/// Both signs of delta, in turn.
Notation notationOf(std::uint64_t seed) {
    Notation notation;
    if (seed % 2 == 1)
        notation.deltaSign = Notation::DeltaSign::NegativeSlope;
    return notation;
}

double rounded(double x, int decimals) {
    return oracle::ByHand{decimals, false}(x);
}

/// Whether the digits tell that anything was computed: not 0 for what is not, nor the
/// parameter as it was before.
bool tellsNothing(const Trace& trace, const ValueId& id, const Answer& answer) {
    if (answer.value == 0.0)
        return *trace.value(id) != 0.0;
    if (id.kind != ValueKind::NewWeight && id.kind != ValueKind::NewBias)
        return false;
    const double units = std::pow(10.0, answer.decimals);
    return std::abs(*trace.value(*id.parameter()) - answer.value) * units <= 0.5 + 1e-6;
}

/// What the oracle has for a value.
double handValue(const oracle::HandStep& s, const ValueId& id) {
    const auto l = static_cast<std::size_t>(std::max(id.layer, 0));
    const auto j = static_cast<std::size_t>(std::max(id.neuron, 0));
    const auto k = static_cast<std::size_t>(std::max(id.input, 0));
    switch (id.kind) {
        case ValueKind::U:
            return s.u[l][j];
        case ValueKind::H:
            return s.h[l][j];
        case ValueKind::Delta:
        case ValueKind::BiasGradient:
            return s.delta[l][j];
        case ValueKind::WeightGradient:
            return s.gradient[l][j][k];
        case ValueKind::NewWeight:
            return s.newWeight[l][j][k];
        case ValueKind::NewBias:
            return s.newBias[l][j];
        default:
            return s.loss;
    }
}

TEST(DiagnosisOfRandomNetworks, NeverTakesARightAnswerForAMistake) {
    int answers = 0, coarse = 0;
    for (std::uint64_t seed = 0; answers < 10'000; ++seed) {
        const Exercise e = exercise(seed, false);
        const RandomCase& c = e.numbers;
        const oracle::ByHand hand{2 + static_cast<int>(seed % 5), seed % 3 == 0};
        const auto byHand = oracle::stepByHand(
            toOracle(c.network, c.loss), {c.inputs.begin(), c.inputs.end()},
            {c.targets.begin(), c.targets.end()}, e.optimizer.learningRate, hand);
        const Notation notation = notationOf(seed);
        const Diagnostician diagnostician(e.trace, notation);
        GivenAnswers earlier;
        for (const auto& id : test::computedValues(c.network)) {
            const bool isTurned = id.kind == ValueKind::Delta && notation.turnsDelta();
            const double value = (isTurned ? -1.0 : 1.0) * handValue(byHand, id);
            // The logarithm of a prediction that was rounded to 0; no step to calculate.
            if (!std::isfinite(value) || isFrozen(c.network, id))
                continue;
            ++answers;
            const Answer answer{value, hand.decimals};
            const auto alone = diagnostician.diagnose(id, answer, {});
            const bool isCoarse = alone.verdict == Verdict::TooFewDigits;
            coarse += isCoarse ? 1 : 0;
            EXPECT_TRUE(isCoarse ? tellsNothing(*e.trace, id, answer) : alone.isRight())
                << e.description << ": " << symbolText(id, c.network) << " = " << value << ", "
                << hand.decimals << " digits, exact " << *e.trace->value(id) << ": "
                << alone.sentence;
            EXPECT_EQ(diagnostician.diagnose(id, answer, earlier).verdict, alone.verdict);
            earlier[id] = {answer, true};
        }
    }
    EXPECT_LT(coarse, answers / 20) << "enough digits are to be taken as they are";
}

/// How often mistakes are recognised as what, for one number of digits.
struct Count {
    int asItself = 0, asAnotherOfTheSameWorth = 0, asRight = 0;
};

class Recognition {
public:
    /// Answers with every slip of every rule for one value.
    void tryAll(const Exercise& e, const Diagnostician& diagnostician, const ValueId& id,
                int decimals) {
        const Notation& notation = diagnostician.notation();
        const AskedValue asked = askedValue(*e.trace, id, notation);
        for (const MistakeRule& rule : mistakeRules())
            for (const Slip& slip : rule.slips(asked)) {
                const double worth =
                    evaluate(slip.expression, conventionalValues(*e.trace, notation));
                if (std::isfinite(worth) && std::abs(worth) < 1e6)
                    tryOne(e, diagnostician, asked, rule, {rounded(worth, decimals), decimals});
            }
    }

    std::map<int, Count> counts;
    std::map<std::string, int> seen;
    int cases = 0;

private:
    void tryOne(const Exercise& e, const Diagnostician& diagnostician, const AskedValue& asked,
                const MistakeRule& rule, const Answer& answer) {
        ++cases;
        Count& count = counts[answer.decimals];
        const Diagnosis d = diagnostician.diagnose(asked.id, answer, {});
        const std::string where = e.description + ": " + symbolText(asked.id, e.trace->network) +
                                  " = " + std::to_string(answer.value) + ", " + rule.id;
        if (diagnostician.tolerance(answer.decimals).of(asked.id).contains(answer.value)) {
            EXPECT_TRUE(d.isSound()) << where;
            ++count.asRight;
            return;
        }
        ASSERT_EQ(d.verdict, Verdict::Mistake) << where << ": " << d.sentence;
        EXPECT_FALSE(d.sentence.empty());
        if (d.mistake->id == std::string(rule.id)) {
            ++count.asItself;
            ++seen[rule.id];
            return;
        }
        ++count.asAnotherOfTheSameWorth;
        EXPECT_TRUE(givesTheSame(asked, *d.mistake, answer)) << where << " as " << d.mistake->id;
        EXPECT_LT(d.mistake, &rule) << where << ": the first of the table is to be named";
    }

    /// Whether the mistake, computed exactly, rounds to the answer as well.
    static bool givesTheSame(const AskedValue& asked, const MistakeRule& rule,
                             const Answer& answer) {
        const auto slips = rule.slips(asked);
        return std::any_of(slips.begin(), slips.end(), [&](const Slip& slip) {
            const double units = std::pow(10.0, answer.decimals);
            const double worth =
                evaluate(slip.expression, conventionalValues(asked.trace, asked.notation));
            return std::abs(worth - answer.value) * units <= 0.5 + 1e-6;
        });
    }
};

TEST(DiagnosisOfRandomNetworks, RecognisesEveryMistakeOfTheTable) {
    Recognition recognition;
    for (std::uint64_t seed = 0; recognition.cases < 40'000; ++seed) {
        const Exercise e = exercise(1'000'000 + seed, true);
        const Notation notation = notationOf(seed);
        const Diagnostician diagnostician(e.trace, notation);
        const auto values = test::computedValues(e.trace->network);
        // A few values of each network; all kinds come up.
        for (std::size_t i = seed % 4; i < values.size(); i += 4)
            recognition.tryAll(e, diagnostician, values[i], 2 + static_cast<int>((seed + i) % 5));
    }
    for (const auto& [decimals, count] : recognition.counts) {
        const int distinct = count.asItself + count.asAnotherOfTheSameWorth;
        std::printf(
            "%d digits: %d as itself, %d as another of the same worth, %d within the "
            "tolerance\n",
            decimals, count.asItself, count.asAnotherOfTheSameWorth, count.asRight);
        EXPECT_GT(count.asItself, distinct / 2) << decimals << " digits";
    }
    for (const MistakeRule& rule : mistakeRules())
        EXPECT_GT(recognition.seen[rule.id], 0) << rule.id << " was never recognised as itself";
}

TEST(DiagnosisOfRandomNetworks, RecognisesErrorsThatAreCarriedOn) {
    int following = 0;
    for (std::uint64_t seed = 0; following < 2'000; ++seed) {
        const Exercise e = exercise(2'000'000 + seed, false);
        Dice dice(seed);
        const Notation notation = notationOf(seed);
        const Diagnostician diagnostician(e.trace, notation);
        const int decimals = 2 + static_cast<int>(seed % 5);
        for (const auto& id : test::computedValues(e.trace->network)) {
            const Expression expression = expressionOf(*e.trace, id, notation);
            for (const auto& leaf : readsOf(e.trace->network, id, e.trace->lossFunction)) {
                if (leaf.isEditable())
                    continue;
                const double wrong = rounded(
                    conventionalValue(*e.trace, leaf, notation) + dice.real(-0.9, 0.9), decimals);
                const GivenAnswers earlier{{leaf, {{wrong, decimals}, false}}};
                const double worth = evaluate(expression, [&](const ValueId& of) {
                    return of == leaf ? wrong : conventionalValue(*e.trace, of, notation);
                });
                if (!std::isfinite(worth) || std::abs(worth) > 1e6)
                    continue;
                const Diagnosis d =
                    diagnostician.diagnose(id, {rounded(worth, decimals), decimals}, earlier);
                if (d.isSound())
                    continue;
                ++following;
                EXPECT_EQ(d.verdict, Verdict::RightFollowing)
                    << e.description << ": " << symbolText(id, e.trace->network) << ", "
                    << symbolText(leaf, e.trace->network) << " = " << wrong;
                EXPECT_EQ(d.carried, std::vector{leaf});
            }
        }
    }
}

}  // namespace
}  // namespace stepgrad

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "core/walkthrough/derivation.h"
#include "core/walkthrough/explanation_words.h"
#include "core/walkthrough/formula_text.h"
#include "tests/core/walkthrough_support.h"

namespace stepgrad::test {
namespace {

Explanation article(int step) {
    return explainStep(afterSteps(articleTrace(), step));
}

bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

/// The article's network with two opposite softmax outputs; class 2 is the target.
TracePtr twoClasses() {
    Network net = articleTrace()->network;
    net.layers[1].activation = Activation::Softmax;
    net.layers[1].weights = Matrix{{1.0, 1.0}, {-1.0, -1.0}};
    return std::make_shared<const Trace>(
        trainingStep(net, Loss::CrossEntropy, {}, {}, Vector{{1.0, 0.5}}, Vector{{0.0, 1.0}}));
}

TEST(Explanation, BeforeTheFirstStepSaysWhatThereIsAndWhatToDo) {
    const Explanation e = article(0);
    EXPECT_EQ(e.title, "Before the first step");
    EXPECT_TRUE(contains(e.paragraph, "press Next")) << e.paragraph;
    EXPECT_TRUE(contains(e.paragraph, "hidden weighted inputs")) << e.paragraph;
    EXPECT_TRUE(e.equations.empty());
    Still later = afterSteps(articleTrace(), 0);
    later.update = 7;
    EXPECT_TRUE(contains(explainStep(later).paragraph, "update 7"));
}

TEST(Explanation, TitlesCountTheSteps) {
    const std::vector<std::string> titles{"1 Hidden weighted inputs",
                                          "2 Hidden activations",
                                          "3 Output weighted input",
                                          "4 Prediction",
                                          "5 Loss",
                                          "6 Output delta",
                                          "7 Output weight gradients",
                                          "8 Hidden deltas",
                                          "9 Input weight gradients",
                                          "10 Weight update"};
    for (int step = 1; step <= 10; ++step)
        EXPECT_EQ(article(step).title, titles[static_cast<std::size_t>(step) - 1]);
}

TEST(Explanation, ReadsTheResultsOfTheArticle) {
    EXPECT_EQ(article(1).inWords,
              "u₁ is positive, so h₁ will be above 0.5. u₂ is positive, so h₂ will be above 0.5.");
    EXPECT_EQ(article(4).inWords,
              "The network gives 53.7 % to class 1. The target is 1, so ŷ is too low.");
    EXPECT_EQ(article(5).inWords, "ŷ is 0.4631 too low. Were it on the target, J would be 0.");
    EXPECT_EQ(article(6).inWords,
              "δ₃ is negative, because ŷ is too low: raising u₃ would lower the loss.");
    EXPECT_EQ(article(8).inWords,
              "δ₁ is negative: raising u₁ would lower the loss. δ₂ is positive, because δ₃ and w₆ "
              "are both negative: raising u₂ would raise the loss.");
    EXPECT_EQ(article(9).inWords,
              "Raising w₁ and w₃ would lower the loss; raising w₂ and w₄ would raise it. Of these, "
              "J depends "
              "most on w₁.");
    EXPECT_EQ(article(10).inWords,
              "w₁, w₃, w₅ and w₆ grow; w₂ and w₄ shrink. With the new weights J falls from 0.1072 "
              "to 0.1059.");
}

TEST(Explanation, SaysWhereRoundedNumbersGiveAnotherLastDigit) {
    // 1.2 · 0.5498 − 0.7 · 0.7311 = 0.14799, and 1/(1 + e^−0.1481) = 0.53696 (by pocket
    // calculator).
    const std::string why = " Stepgrad calculates with all digits and rounds only what it shows.";
    EXPECT_EQ(article(3).rounding,
              "With the rounded numbers as they are shown one gets u₃ = 0.1480." + why);
    EXPECT_EQ(article(4).rounding,
              "With the rounded numbers as they are shown one gets ŷ = 0.5370." + why);
    EXPECT_EQ(article(1).rounding, "");  // 0.3 · 1.0 − 0.2 · 0.5: nothing is rounded
    EXPECT_EQ(article(6).rounding, "");  // −0.4631 · 0.2486 = −0.11513
    Notation comma;
    comma.numbers.decimalComma = true;
    EXPECT_TRUE(contains(explainStep(afterSteps(articleTrace(), 3), comma).rounding, "0,1480"));
    // With all digits on show nothing differs.
    Notation fine;
    fine.numbers.decimals = 15;
    EXPECT_EQ(explainStep(afterSteps(articleTrace(), 7), fine).rounding, "");
}

TEST(Explanation, RoundedNumbersOfASoftmaxLossAreThoseThatAreShown) {
    const TracePtr trace = twoClasses();
    const double shown = roundedAsShown(trace->value(ValueId::h(1, 1)).value());
    const double byHand = -std::log(shown);
    ASSERT_NE(formatNumber(byHand), formatNumber(trace->loss)) << "no rounding to tell of";
    EXPECT_TRUE(
        contains(explainStep(afterSteps(trace, 5)).rounding, "J = " + formatNumber(byHand) + "."));
}

TEST(Explanation, AHiddenDeltaNamesAllSignsThatMakeItsOwn) {
    Network net = articleTrace()->network;
    net.layers[1].weights(0, 1) = -0.7;
    const auto reads = [&](double target) {
        const auto trace = std::make_shared<const Trace>(trainingStep(
            net, Loss::HalfSquaredError, {}, {}, Vector{{1.0, 0.5}}, Vector{{target}}));
        return explainValue(atEnd(trace), ValueId::delta(0, 1)).inWords;
    };
    EXPECT_TRUE(contains(reads(1.0), "δ₂ is positive, because δ₃ and w₆ are both negative:"))
        << reads(1.0);
    EXPECT_TRUE(contains(reads(0.0), "δ₂ is negative, because w₆ is negative:")) << reads(0.0);
}

TEST(Explanation, TellsTheHiddenDeltasByLossAndActivation) {
    EXPECT_EQ(article(8).paragraph,
              "Each hidden neuron gets its share of the output error: δ₃ travels back through the "
              "weight that the activation left by, and is scaled by the slope of the sigmoid "
              "there.");
    Network net = articleTrace()->network;
    net.layers[0].activation = Activation::Tanh;
    const auto trace = std::make_shared<const Trace>(
        trainingStep(net, Loss::BinaryCrossEntropy, {}, {}, Vector{{1.0, 0.5}}, Vector{{0.0}}));
    EXPECT_TRUE(contains(explainStep(afterSteps(trace, 8)).paragraph, "hyperbolic tangent"));
    EXPECT_TRUE(contains(explainStep(afterSteps(trace, 6)).paragraph,
                         "simply the prediction minus the target"));
    EXPECT_TRUE(contains(explainStep(afterSteps(trace, 5)).inWords, "The right answer got "));
}

TEST(Explanation, OneValueAtATimeIsReadByItself) {
    const TracePtr trace = articleTrace();
    Still still = afterSteps(trace, 9);
    while (still.walk->valueAt(still.position) != ValueId::newWeight(1, 0, 0))
        still.position = still.walk->next(still.position, Detail::Value);
    still.from = still.position;
    still.position = still.walk->next(still.position, Detail::Value);
    const Explanation e = explainStep(still);
    EXPECT_EQ(e.inWords, "Gradient −0.0633 is negative, so w₅ grows from 1.2000 to 1.2063.");
    // The equations of the step so far, the last one being the new one.
    EXPECT_EQ(e.equations.size(), 5u);
    EXPECT_EQ(e.equations.back().value, ValueId::newWeight(1, 0, 0));
    // With room for two only, the new one still shows.
    const Explanation cut = explainStep(still, {}, 2);
    ASSERT_EQ(cut.equations.size(), 2u);
    EXPECT_EQ(cut.equations.back().value, ValueId::newWeight(1, 0, 0));
    EXPECT_EQ(cut.more, "and 3 more");
}

TEST(Explanation, LongListsAreCutFromTheirStart) {
    const Explanation e = explainStep(afterSteps(articleTrace(), 10), {}, 4);
    ASSERT_EQ(e.equations.size(), 4u);
    EXPECT_EQ(e.equations.front().value, ValueId::newWeight(0, 0, 0));
    EXPECT_EQ(e.more, "and 2 more");
    EXPECT_EQ(article(10).more, "");
}

TEST(Explanation, TheUpdateSaysWhereTheLossGoes) {
    const TracePtr trace = articleTrace();
    Trace moved = *trace;
    const auto wordsFor = [&](double after) {
        moved.lossAfter = after;
        return explainStep(atEnd(std::make_shared<const Trace>(moved))).inWords;
    };
    EXPECT_TRUE(contains(wordsFor(0.2), "J rises from 0.1072 to 0.2000: the step was too long"));
    EXPECT_TRUE(contains(wordsFor(trace->loss), "J stays at 0.1072."));
    EXPECT_TRUE(contains(wordsFor(trace->loss - 1e-6), "J falls by 1.00e−6, to 0.1072."));
    // Only when the update is complete.
    Still still = atEnd(trace);
    --still.position;
    EXPECT_FALSE(contains(explainStep(still).inWords, "With the new weights"));
}

/// 1–1–1 with weights 2 and 3.
TracePtr chain(Activation hidden, double input, double firstWeight, double target = 1.0) {
    Network net;
    net.inputNames = {"x"};
    Layer first, last;
    first.activation = hidden;
    first.weights = Matrix{{firstWeight}};
    last.activation = Activation::Linear;
    last.weights = Matrix{{3.0}};
    net.layers = {first, last};
    return std::make_shared<const Trace>(
        trainingStep(net, Loss::HalfSquaredError, {}, {}, Vector{{input}}, Vector{{target}}));
}

std::string reading(const TracePtr& trace, const ValueId& id) {
    return explainValue(atEnd(trace), id).inWords;
}

TEST(Explanation, SaysWhyAGradientIsZero) {
    const ValueId d = ValueId::delta(0, 0), g = ValueId::weightGradient(0, 0, 0);
    const TracePtr dead = chain(Activation::Relu, 1.0, -2.0);
    EXPECT_EQ(reading(dead, d),
              "δ₁ is 0, because u₁ is not above 0 and the ReLU is flat there: a small change of u₁ "
              "does not change the loss.");
    EXPECT_EQ(reading(dead, g), "∂J/∂w₁ is 0, because δ₁ is 0.");
    EXPECT_EQ(reading(dead, ValueId::h(0, 0)).substr(0, 49),
              "h₁ is 0: the neuron is silent for this example.");
    EXPECT_TRUE(contains(reading(chain(Activation::Step, 1.0, 2.0), d),
                         "because the step function is flat everywhere"));
    EXPECT_EQ(reading(chain(Activation::Tanh, 0.0, 2.0), g), "∂J/∂w₁ is 0, because i₁ is 0.");
    const TracePtr hit = chain(Activation::Linear, 1.0, 2.0, 6.0);
    EXPECT_EQ(reading(hit, ValueId::delta(1, 0)),
              "δ₂ is 0, because ŷ hits the target: a small change of u₂ does not change the loss.");
    EXPECT_TRUE(contains(reading(hit, d), "because no error comes back to it"));
    EXPECT_EQ(reading(hit, ValueId::weight(0, 0, 0)), "The gradient is 0, so w₁ stays at 2.0000.");
}

TEST(Explanation, SaysWhatIsFrozen) {
    Network net = articleTrace()->network;
    net.layers[0].weightsTrainable = false;
    const auto trace = std::make_shared<const Trace>(
        trainingStep(net, Loss::HalfSquaredError, {}, {}, Vector{{1.0, 0.5}}, Vector{{1.0}}));
    EXPECT_EQ(reading(trace, ValueId::weight(0, 0, 0)), "w₁ is frozen and keeps 0.3000.");
    EXPECT_TRUE(contains(explainStep(atEnd(trace)).paragraph, "frozen"));
    EXPECT_FALSE(contains(article(10).paragraph, "frozen"));
}

TEST(Explanation, AMemoryCanOutweighTheGradient) {
    OptimizerSettings momentum;
    momentum.momentum = 0.9;
    const TracePtr article = articleTrace();
    OptimizerState state = initialState(momentum, article->network);
    state.layers[1].firstWeights(0, 0) = 1.0;
    const auto trace = std::make_shared<const Trace>(
        trainingStep(article->network, Loss::HalfSquaredError, momentum, state, article->inputs,
                     article->targets));
    EXPECT_EQ(reading(trace, ValueId::weight(1, 0, 0)),
              "w₅ shrinks from 1.2000 to 1.1163: what the optimizer remembers outweighs the "
              "gradient −0.0633.");
}

TEST(Explanation, SoftmaxNamesTheClasses) {
    const TracePtr trace = twoClasses();
    // u₃ = h₁ + h₂ = 1.280893, u₄ = −u₃: shares σ(±2.561785).
    EXPECT_EQ(
        explainStep(afterSteps(trace, 4)).inWords,
        "Class 1 gets the largest share, 92.8 %. The target says class 2, which gets 7.16 %.");
    EXPECT_EQ(explainStep(afterSteps(trace, 5)).inWords,
              "The right answer got 7.16 %; had it got all, J would be 0.");
}

TEST(Explanation, OfAWeightGrowsWithTheWalk) {
    const TracePtr trace = articleTrace();
    const ValueId w3 = ValueId::weight(0, 0, 1);
    const auto lines = [&](int steps) {
        std::vector<std::string> all;
        for (const auto& equation : explainValue(afterSteps(trace, steps), w3).equations)
            all.push_back(toText(equation));
        return all;
    };
    using Lines = std::vector<std::string>;
    EXPECT_EQ(lines(0), (Lines{"w₃ = −0.2000", "∂J/∂w₃ = δ₁ · i₂", "w₃ new = w₃ − η · ∂J/∂w₃"}));
    EXPECT_EQ(lines(9), (Lines{"w₃ = −0.2000", "∂J/∂w₃ = δ₁ · i₂ = −0.0342 · 0.5000 = −0.0171",
                               "w₃ new = w₃ − η · ∂J/∂w₃"}));
    EXPECT_EQ(lines(10)[2], "w₃ new = w₃ − η · ∂J/∂w₃ = −0.2000 − 0.1 · (−0.0171) = −0.1983");
    const Explanation e = explainValue(afterSteps(trace, 9), w3);
    EXPECT_EQ(e.title, "Weight w₃");
    EXPECT_EQ(e.paragraph,
              "w₃ leads from i₂ to h₁. It is negative: the larger i₂, the smaller u₁. Double-click "
              "it in the graph to change it.");
    EXPECT_EQ(e.inWords, "∂J/∂w₃ is negative: raising w₃ a little would lower the loss.");
    EXPECT_EQ(explainValue(afterSteps(trace, 8), w3).inWords, "");
}

TEST(Explanation, OfAnythingThatIsNotInTheNetworkIsEmpty) {
    const Explanation e = explainValue(atEnd(articleTrace()), ValueId::bias(0, 0));
    EXPECT_TRUE(e.title.empty());
    EXPECT_TRUE(e.equations.empty());
}

void expectGoodWords(const Explanation& e) {
    EXPECT_FALSE(e.title.empty());
    EXPECT_FALSE(e.paragraph.empty());
    for (const auto* text : {&e.title, &e.paragraph, &e.inWords}) {
        EXPECT_FALSE(contains(*text, "nan")) << *text;
        EXPECT_FALSE(contains(*text, "inf")) << *text;
        EXPECT_FALSE(contains(*text, "  ")) << *text;
        EXPECT_FALSE(contains(*text, " .")) << *text;
        // A hyphen joins words; a minus is a sign of its own.
        for (auto at = text->find('-'); at != std::string::npos; at = text->find('-', at + 1))
            EXPECT_FALSE(at + 1 < text->size() && (*text)[at + 1] >= '0' && (*text)[at + 1] <= '9')
                << *text;
    }
    for (const auto* text : {&e.paragraph, &e.inWords})
        EXPECT_TRUE(text->empty() || text->back() == '.') << *text;
}

TEST(Explanation, EveryStepOfEveryNetworkHasItsWords) {
    for (unsigned seed = 0; seed < 300; ++seed) {
        const RandomStep random = randomStep(seed);
        SCOPED_TRACE(random.description);
        const int steps = static_cast<int>(random.walk->steps().size());
        for (int step = 0; step <= steps; ++step) {
            const Explanation e = explainStep(afterSteps(random.trace, step));
            expectGoodWords(e);
            EXPECT_LE(e.equations.size(), 12u);
            EXPECT_EQ(e.equations.empty(), step == 0);
        }
        for (const auto& step : random.walk->steps())
            EXPECT_FALSE(paragraphOf(step, random.trace->network).empty());
    }
}

TEST(Explanation, EveryValueHasItsWordsAtEveryMoment) {
    for (unsigned seed = 0; seed < 60; ++seed) {
        const RandomStep random = randomStep(seed);
        SCOPED_TRACE(random.description);
        const int steps = static_cast<int>(random.walk->steps().size());
        for (const int done : {0, steps / 2, steps}) {
            const Still still = afterSteps(random.trace, done);
            auto ids = computedValues(random.trace->network);
            for (const auto& id : givenValues(random.trace->network))
                ids.push_back(id);
            for (const auto& id : ids) {
                const Explanation e = explainValue(still, id);
                expectGoodWords(e);
                ASSERT_FALSE(e.equations.empty());
                for (const auto& equation : e.equations)
                    if (equation.value && !still.isComputed(*equation.value)) {
                        EXPECT_EQ(equation.right.size(), 1u) << toText(equation);
                    }
            }
        }
    }
}

TEST(Explanation, ReadsSignsAsTheyAre) {
    int signs = 0;
    for (unsigned seed = 0; seed < 200; ++seed) {
        const RandomStep random = randomStep(seed);
        SCOPED_TRACE(random.description);
        const Still end = atEnd(random.trace);
        for (const auto& id : computedValues(random.trace->network)) {
            const bool slope = id.kind == ValueKind::Delta ||
                               id.kind == ValueKind::WeightGradient ||
                               id.kind == ValueKind::BiasGradient;
            if (!slope)
                continue;
            const double value = random.trace->value(id).value();
            const std::string words = explainValue(end, id).inWords;
            EXPECT_EQ(contains(words, "would lower the loss"), value < 0.0) << words;
            EXPECT_EQ(contains(words, "would raise the loss"), value > 0.0) << words;
            const std::string name = symbolText(id, random.trace->network);
            EXPECT_EQ(contains(words, name + " is negative"), value < 0.0) << words;
            EXPECT_EQ(contains(words, name + " is 0"), value == 0.0) << words;
            ++signs;
        }
    }
    EXPECT_GT(signs, 1000);
}

TEST(Explanation, NumbersInWordsFollowTheNotation) {
    Notation comma;
    comma.numbers.decimalComma = true;
    const Still still = afterSteps(articleTrace(), 4);
    EXPECT_EQ(explainStep(still, comma).inWords,
              "The network gives 53,7 % to class 1. The target is 1, so ŷ is too low.");
}

TEST(Explanation, ValuesThatAreNotFiniteAreNamedInWords) {
    Trace broken = *articleTrace();
    broken.loss = broken.lossAfter = std::numeric_limits<double>::infinity();
    broken.layers[1].newWeights(0, 0) = std::nan("");
    broken.layers[1].h[0] = std::nan("");
    broken.layers[1].delta[0] = -std::numeric_limits<double>::infinity();
    const auto trace = std::make_shared<const Trace>(std::move(broken));
    for (int step = 0; step <= 10; ++step)
        expectGoodWords(explainStep(afterSteps(trace, step)));
    EXPECT_EQ(toText(derive(*trace, ValueId::newWeight(1, 0, 0)).right.back().formula),
              "too large");
}

}  // namespace
}  // namespace stepgrad::test

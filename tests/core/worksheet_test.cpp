#include "core/worksheet/worksheet.h"

#include <gtest/gtest.h>

#include <set>

#include "core/walkthrough/conventional_value.h"
#include "core/worksheet/sheet.h"
#include "tests/core/formula_reader.h"
#include "tests/core/walkthrough_support.h"

namespace stepgrad::test {
namespace {

using Kind = SheetBlock::Kind;

ExerciseNetwork network(std::vector<int> shape, Activation hidden, Activation output, Loss loss,
                        bool hasBiases) {
    return {std::move(shape), hidden, output, loss, hasBiases, 0.1};
}

/// Networks of many builds.
std::vector<ExerciseNetwork> networks() {
    return {
        {},
        network({2, 2, 1}, Activation::Tanh, Activation::Linear, Loss::SquaredError, true),
        network({3, 4, 3, 2}, Activation::Relu, Activation::Sigmoid, Loss::BinaryCrossEntropy,
                true),
        network({2, 3, 3}, Activation::LeakyRelu, Activation::Softmax, Loss::CrossEntropy, false),
        network({4, 4, 4, 2}, Activation::Sigmoid, Activation::Sigmoid, Loss::MeanSquaredError,
                true),
        network({2, 1}, Activation::Sigmoid, Activation::Sigmoid, Loss::HalfSquaredError, false),
    };
}

bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

/// The computed values that a sheet's walk asks for.
std::vector<ValueId> askedIn(const Trace& trace, const Asked& asked) {
    const Walk walk(trace.network);
    std::vector<ValueId> ids;
    for (std::int64_t stop = 0; stop < walk.stopCount(); ++stop)
        if (asked.has(walk.steps()[static_cast<std::size_t>(walk.stepOf(stop))].kind))
            ids.push_back(walk.valueAt(stop));
    return ids;
}

/// A number of LaTeX as the screen shows it.
std::string shownNumber(std::string latex) {
    const auto replace = [&latex](const std::string& from, const std::string& to) {
        for (auto at = latex.find(from); at != std::string::npos; at = latex.find(from, at))
            latex.replace(at, from.size(), to);
    };
    replace(" \\times 10^{", "e");
    replace("{,}", ",");
    replace("}", "");
    replace("-", "−");
    return latex;
}

TEST(Worksheet, TheSameSeedGivesTheSameBytes) {
    for (const ExerciseNetwork& build : networks()) {
        const Project project = projectOf(build);
        const std::vector<Sheet> a = exercisesOf(makeClassSet(project, 7, 3, {}));
        const std::vector<Sheet> b = exercisesOf(makeClassSet(project, 7, 3, {}));
        EXPECT_EQ(toMarkdown(a), toMarkdown(b));
        EXPECT_EQ(toLatex(a), toLatex(b));
        EXPECT_EQ(toHtml(a), toHtml(b));
        EXPECT_EQ(toHtml({a[1]}), toHtml({exerciseOf(makeWorksheet(project, 8, {}))}));
    }
}

TEST(Worksheet, ThirtySheetsDifferFromEachOtherInMoreThanTheirNames) {
    std::set<std::string> sheets, solutions;
    for (Worksheet& worksheet : makeClassSet(projectOf({}), 1, 30, {})) {
        worksheet.seed = "x";
        EXPECT_TRUE(sheets.insert(toMarkdown({exerciseOf(worksheet)})).second);
        EXPECT_TRUE(solutions.insert(toMarkdown({solutionOf(worksheet)})).second);
    }
}

TEST(Worksheet, EverySolutionPrintsTheTraceToItsDigits) {
    int checked = 0;
    for (const ExerciseNetwork& build : networks())
        for (const int digits : {2, 4, 6})
            for (const bool turned : {false, true})
                for (std::uint64_t seed = 1; seed <= 4; ++seed) {
                    SheetOptions options;
                    options.notation.numbers = {digits, seed % 2 == 0};
                    if (turned)
                        options.notation.deltaSign = Notation::DeltaSign::NegativeSlope;
                    const Worksheet worksheet = makeWorksheet(projectOf(build), seed, options);
                    const Sheet sheet = solutionOf(worksheet);
                    const std::string text = toMarkdown({sheet});
                    std::size_t at = 0;
                    for (const SheetBlock& block : sheet.blocks)
                        for (const Equation& equation : block.equations) {
                            at = text.find("- $", at) + 1;
                            const auto end = text.find("$\n", at);
                            const auto sign = text.rfind(" = ", end);
                            const std::string number =
                                shownNumber(text.substr(sign + 3, end - sign - 3));
                            const double value = conventionalValue(
                                *worksheet.trace, equation.value.value(), options.notation);
                            EXPECT_TRUE(printedInterval(number, false).meets({value, value}))
                                << number << " for " << value;
                            ++checked;
                        }
                }
    EXPECT_GT(checked, 1000);
}

TEST(Worksheet, WhatIsAskedForHasABlankAndNoResultLeaks) {
    const char* const asks[] = {
        "forward,backward,update", "forward",       "backward", "update", "delta",
        "loss,gradient",           "weighted-input"};
    for (const ExerciseNetwork& build : networks())
        for (const char* words : asks) {
            SCOPED_TRACE(words);
            SheetOptions options;
            options.asked = askedFrom(words).value();
            options.hasFormulas = true;
            const Worksheet worksheet = makeWorksheet(projectOf(build), 3, options);
            const Trace& trace = *worksheet.trace;
            const Sheet sheet = exerciseOf(worksheet);
            std::set<ValueId> blanks;
            std::set<std::string> given;
            for (const SheetBlock& block : sheet.blocks)
                for (const SheetValue& value : block.values) {
                    if (value.number.empty())
                        EXPECT_TRUE(blanks.insert(value.id).second);
                    else
                        given.insert(value.number);
                }
            const auto asked = askedIn(trace, options.asked);
            EXPECT_EQ(blanks, std::set<ValueId>(asked.begin(), asked.end()));
            const std::string text = toHtml({sheet}) + toMarkdown({sheet}) + toLatex({sheet});
            for (const ValueId& id : asked) {
                const std::string number = formatNumber(trace.value(id).value());
                if (number.size() > 5 && !given.contains(number)) {
                    EXPECT_FALSE(contains(text, ">" + number + "<")) << number;
                    EXPECT_FALSE(contains(text, "= " + number)) << number;
                }
            }
        }
}

TEST(Worksheet, WhatComesBeforeIsGivenAndWhatComesAfterIsLeftOut) {
    SheetOptions options;
    options.asked = askedFrom("delta").value();
    const Worksheet worksheet = makeWorksheet(projectOf({}), 5, options);
    std::set<ValueKind> given;
    for (const SheetBlock& block : exerciseOf(worksheet).blocks)
        for (const SheetValue& value : block.values)
            if (!value.number.empty())
                given.insert(value.id.kind);
    EXPECT_TRUE(given.contains(ValueKind::U));
    EXPECT_TRUE(given.contains(ValueKind::Loss));
    EXPECT_FALSE(given.contains(ValueKind::Delta));
    EXPECT_FALSE(given.contains(ValueKind::NewWeight));
}

TEST(Worksheet, TellsAStepThatStandsAsAWorkedSolution) {
    const Sheet sheet = solutionOf(workedStep("One step by hand", articleTrace(), {}));
    EXPECT_EQ(sheet.title, "One step by hand");
    const std::string text = toMarkdown({sheet});
    EXPECT_TRUE(contains(text, "### 8 Hidden deltas\n"));
    EXPECT_TRUE(contains(text, "\\delta_{3} = \\frac{\\partial J}{\\partial u_{3}}"));
    EXPECT_TRUE(contains(text, " = -0.1151$\n"));
    EXPECT_FALSE(contains(text, "Name"));
}

TEST(Worksheet, FollowsTheConventions) {
    SheetOptions options;
    options.notation.neurons = Notation::Neurons::ZA;
    options.notation.output = Notation::Output::O;
    options.notation.loss = Notation::LossLetter::E;
    options.hasFormulas = true;
    const Worksheet worksheet = makeWorksheet(projectOf({}), 2, options);
    for (const Sheet& sheet : {exerciseOf(worksheet), solutionOf(worksheet)})
        for (const std::string& text : {toMarkdown({sheet}), toLatex({sheet}), toHtml({sheet})}) {
            EXPECT_TRUE(contains(text, "E"));
            for (const char* letter : {"ŷ", "hat{y}", "u_{", "h_{", "<mi>u</mi>", "<mi>h</mi>",
                                       "<mi>J</mi>", "partial J", "h₁", "Loss J"})
                EXPECT_FALSE(contains(text, letter)) << letter;
        }
}

TEST(Worksheet, RefusesWhatCannotBeCalculatedByHand) {
    const auto reason = [](const ExerciseNetwork& build) { return problemOf(build).value_or(""); };
    EXPECT_EQ(reason({}), "");
    EXPECT_TRUE(contains(reason(network({2}, {}, {}, {}, false)), "2 to 6 numbers"));
    EXPECT_TRUE(contains(reason(network({2, 9, 1}, {}, {}, {}, false)), "found 9"));
    EXPECT_TRUE(contains(reason(network({2, 0, 1}, {}, {}, {}, false)), "found 0"));
    EXPECT_TRUE(contains(reason(network({2, 2, 1}, Activation::Softmax, {}, {}, false)),
                         "only stand in the output"));
    EXPECT_TRUE(
        contains(reason(network({2, 2, 1}, {}, Activation::Tanh, Loss::BinaryCrossEntropy, false)),
                 "does not go with"));
    ExerciseNetwork still;
    still.learningRate = 0.0;
    EXPECT_TRUE(contains(reason(still), "learning rate"));
    EXPECT_THROW(projectOf(still), std::invalid_argument);
}

TEST(Worksheet, ReadsShapesAndWordsAsPeopleWriteThem) {
    const std::vector<int> shape{2, 3, 1};
    for (const char* text : {"2-3-1", "2–3–1", "2 3 1", " 2 - 3 - 1 "})
        EXPECT_EQ(shapeFrom(text), shape) << text;
    for (const char* text : {"", "a", "2,3", "2.5-1", "–"})
        EXPECT_EQ(shapeFrom(text), std::nullopt) << text;
    EXPECT_EQ(askedFrom("forward,backward,update"), Asked{});
    EXPECT_TRUE(askedFrom("delta")->has(StepKind::Delta));
    EXPECT_FALSE(askedFrom("delta")->has(StepKind::Gradient));
    for (const char* text : {"", "all", "forward,", "forward backward"})
        EXPECT_EQ(askedFrom(text), std::nullopt) << text;
}

}  // namespace
}  // namespace stepgrad::test

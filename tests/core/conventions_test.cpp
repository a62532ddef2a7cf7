#include "core/walkthrough/conventions.h"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <set>

#include "core/walkthrough/conventional_value.h"
#include "core/walkthrough/derivation.h"
#include "core/walkthrough/formula_latex.h"
#include "core/walkthrough/formula_text.h"
#include "tests/core/formula_reader.h"
#include "tests/core/walkthrough_support.h"

namespace stepgrad::test {
namespace {

/// Every combination of options, one after the other.
std::vector<Notation> allNotations() {
    std::vector<Notation> all{Notation{}};
    for (const Convention& convention : conventions()) {
        std::vector<Notation> next;
        for (const Notation& notation : all)
            for (std::size_t option = 0; option < convention.options.size(); ++option) {
                next.push_back(notation);
                setOption(next.back(), convention.id, static_cast<int>(option));
            }
        all = std::move(next);
    }
    for (std::size_t i = 0; i < all.size(); i += 2)
        all[i].numbers.decimalComma = true;
    return all;
}

/// What a reader of the page must find for a value: delta has the sign of y − ŷ there.
double expected(const Trace& trace, const ValueId& id, const Notation& notation) {
    const double value = trace.value(id).value();
    return id.kind == ValueKind::Delta && notation.deltaSign == Notation::DeltaSign::NegativeSlope
               ? -value
               : value;
}

bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

/// Whether the letter stands with an index: "u₁".
bool hasIndexed(const std::string& text, const std::string& letter) {
    return contains(text, letter + "\xE2\x82");  // ₀ … ₉ begin so
}

void expectOnlyLettersOf(const Notation& notation, const std::string& text) {
    const bool isUH = notation.neurons == Notation::Neurons::UH;
    EXPECT_FALSE(hasIndexed(text, isUH ? "z" : "u")) << text;
    EXPECT_FALSE(hasIndexed(text, isUH ? "a" : "h")) << text;
    if (notation.output != Notation::Output::YHat) {
        EXPECT_FALSE(contains(text, "ŷ")) << text;
    }
    if (notation.loss != Notation::LossLetter::J) {
        EXPECT_FALSE(contains(text, "J")) << text;
    }
    for (const char* hole : {"  ", "= =", "()", "∂/", "/∂ ", "nan", "inf"})
        EXPECT_FALSE(contains(text, hole)) << hole << " in " << text;
}

void expectNoHoles(const Formula& f) {
    using Kind = Formula::Kind;
    const bool isLeaf = f.kind == Kind::Symbol || f.kind == Kind::Number ||
                        f.kind == Kind::Operator || f.kind == Kind::Text;
    if (isLeaf) {
        EXPECT_FALSE(f.text.empty());
    }
    for (std::size_t i = 0; i < f.parts.size(); ++i) {
        const bool mayBeEmpty = f.kind == Kind::Scripts && i > 0;
        EXPECT_TRUE(mayBeEmpty || !f.parts[i].isEmpty());
        expectNoHoles(f.parts[i]);
    }
}

void expectWhole(const Notation& notation, const std::vector<Equation>& equations) {
    for (const Equation& equation : equations) {
        for (const Formula& formula : formulasOf(equation))
            expectNoHoles(formula);
        expectOnlyLettersOf(notation, toText(equation));
        const std::string latex = toLatex(equation);
        EXPECT_FALSE(contains(latex, "{}")) << latex;
        if (notation.neurons == Notation::Neurons::ZA) {
            EXPECT_FALSE(contains(latex, "u_{")) << latex;
            EXPECT_FALSE(contains(latex, "h_{")) << latex;
        }
        if (notation.loss != Notation::LossLetter::J) {
            EXPECT_FALSE(contains(latex, "J")) << latex;
        }
    }
}

TEST(Conventions, EveryOneRendersEveryStepWithoutAHole) {
    unsigned seed = 0;
    for (const Notation& notation : allNotations()) {
        for (int nets = 0; nets < 3; ++nets) {
            const RandomStep random = randomStep(seed++);
            SCOPED_TRACE(random.description);
            const int steps = static_cast<int>(random.walk->steps().size());
            for (int step = 0; step <= steps; ++step) {
                const Explanation e = explainStep(afterSteps(random.trace, step), notation);
                expectWhole(notation, e.equations);
                for (const auto& text : {e.title, e.paragraph, e.rounding, e.inWords})
                    expectOnlyLettersOf(notation, text);
            }
            const Still end = atEnd(random.trace);
            for (const ValueId& id : computedValues(random.trace->network)) {
                const Explanation e = explainValue(end, id, notation);
                expectWhole(notation, e.equations);
                for (const auto& text : {e.title, e.paragraph, e.rounding, e.inWords})
                    expectOnlyLettersOf(notation, text);
                if (const auto chain = chainRule(end, id, notation)) {
                    expectOnlyLettersOf(notation, chain->title);
                    expectWhole(notation, {chain->equation});
                }
            }
        }
    }
}

/// The sides of a row between its equal signs.
std::vector<Formula> betweenEqualSigns(const Formula& f) {
    if (f.kind != Formula::Kind::Row)
        return {f};
    std::vector<Formula> sides{Formula{}};
    for (const Formula& part : f.parts) {
        if (part.kind == Formula::Kind::Operator && part.text == "=")
            sides.emplace_back();
        else
            sides.back().parts.push_back(part);
    }
    return sides;
}

/// Reads symbols with all digits, knowing what the page says of each value.
FormulaReader symbolReader(const Trace& trace, const Notation& notation) {
    return FormulaReader([&trace, notation](const Formula& f) -> std::optional<Interval> {
        if (f.kind == Formula::Kind::Number)
            return printedInterval(f.text, true);
        if (f.kind == Formula::Kind::Symbol && f.text == "η") {
            const double eta = trace.optimizer.learningRate;
            return Interval{eta, eta};
        }
        if (f.value) {
            const double value = expected(trace, *f.value, notation);
            return Interval{value, value};
        }
        return std::nullopt;
    });
}

Notation turned() {
    Notation notation;
    notation.deltaSign = Notation::DeltaSign::NegativeSlope;
    return notation;
}

bool isSaturated(const Trace& trace) {
    for (const double h : trace.prediction())
        if (std::min(std::abs(h), std::abs(1.0 - h)) < 1e-4)
            return true;
    return false;
}

TEST(Conventions, FormulasInSymbolsAreTrueUnderEachSignOfDelta) {
    int read = 0;
    for (const Notation& notation : {Notation{}, turned()})
        for (unsigned seed = 0; seed < 200; ++seed) {
            const RandomStep random = randomStep(seed);
            SCOPED_TRACE(random.description);
            const Trace& trace = *random.trace;
            const FormulaReader reader = symbolReader(trace, notation);
            for (const ValueId& id : computedValues(trace.network)) {
                if (id.kind == ValueKind::Loss && isSaturated(trace))
                    continue;
                const Equation equation = derive(trace, id, notation);
                const double value = expected(trace, id, notation);
                for (const Formula& side : betweenEqualSigns(equation.right.front().formula)) {
                    const auto worth = reader.read(side);
                    if (!worth)
                        continue;
                    ++read;
                    EXPECT_NEAR(worth->middle(), value, 1e-9 * std::max(1.0, std::abs(value)))
                        << toText(equation);
                }
            }
        }
    EXPECT_GT(read, 5000);
}

TEST(Conventions, NumbersGiveTheResultUnderEachSignOfDelta) {
    int lines = 0;
    for (unsigned seed = 0; seed < 300; ++seed) {
        const RandomStep random = randomStep(seed);
        SCOPED_TRACE(random.description);
        const FormulaReader reader = numberReader(*random.trace);
        for (const ValueId& id : computedValues(random.trace->network)) {
            const Equation equation = derive(*random.trace, id, turned());
            const auto result = reader.read(equation.right.back().formula);
            ASSERT_TRUE(result.has_value());
            const double value = expected(*random.trace, id, turned());
            EXPECT_TRUE(result->meets({value, value})) << toText(equation);
            for (const auto& side : equation.right) {
                if (side.role != Equation::Role::Numbers || contains(toText(side.formula), "⋯"))
                    continue;
                const auto worth = reader.read(side.formula);
                ASSERT_TRUE(worth.has_value()) << toText(equation);
                EXPECT_TRUE(worth->meets(*result)) << toText(equation);
                ++lines;
            }
        }
    }
    EXPECT_GT(lines, 3000);
}

TEST(Conventions, ChainRulesKeepTheTrueSlopesUnderEachSignOfDelta) {
    int checked = 0;
    for (unsigned seed = 0; seed < 150; ++seed) {
        const RandomStep random = randomStep(seed);
        SCOPED_TRACE(random.description);
        const FormulaReader reader = symbolReader(*random.trace, turned());
        for (const ValueId& id : computedValues(random.trace->network))
            for (const int most : {1, 4}) {
                const auto asSlope = chainRule(atEnd(random.trace), id, {}, most);
                const auto rule = chainRule(atEnd(random.trace), id, turned(), most);
                ASSERT_EQ(rule.has_value(), asSlope.has_value());
                if (!rule || rule->equation.right.back().role != Equation::Role::Result)
                    continue;
                EXPECT_DOUBLE_EQ(rule->gradient, asSlope->gradient);
                EXPECT_EQ(rule->numericalText, asSlope->numericalText);
                for (const auto& side : rule->equation.right)
                    if (const auto worth = reader.read(side.formula);
                        side.role == Equation::Role::Symbols && worth) {
                        ++checked;
                        EXPECT_NEAR(worth->middle(), rule->gradient,
                                    1e-9 * std::max(1.0, std::abs(rule->gradient)))
                            << toText(rule->equation);
                    }
            }
    }
    EXPECT_GT(checked, 500);
}

TEST(Conventions, TheTurnedDeltaIsWrittenAsOlderTextbooksDo) {
    const TracePtr trace = articleTrace();
    const auto text = [&](const ValueId& id) {
        return toText(derive(*trace, id, turned(), false));
    };
    EXPECT_EQ(text(ValueId::delta(1, 0)), "δ₃ = −∂J/∂u₃ = (y − ŷ) · ŷ(1 − ŷ)");
    EXPECT_EQ(text(ValueId::delta(0, 0)), "δ₁ = −∂J/∂u₁ = δ₃ · w₅ · h₁(1 − h₁)");
    EXPECT_EQ(text(ValueId::weightGradient(1, 0, 0)), "∂J/∂w₅ = −δ₃ · h₁");
    EXPECT_EQ(text(ValueId::newWeight(1, 0, 0)), "w₅ new = w₅ + η · δ₃ · h₁ = w₅ − η · ∂J/∂w₅");
    const Explanation e = explainStep(afterSteps(trace, 6), turned());
    EXPECT_TRUE(contains(e.inWords, "δ₃ is positive, because ŷ is too low: raising u₃ would lower"))
        << e.inWords;
    EXPECT_TRUE(contains(e.paragraph, "how much J falls")) << e.paragraph;
}

TEST(Conventions, OnlyDeltaChangesItsValueAndOnlyWithItsSign) {
    const TracePtr trace = articleTrace();
    for (const Notation& notation : allNotations())
        for (const ValueId& id : computedValues(trace->network))
            EXPECT_EQ(conventionalValue(*trace, id, notation), expected(*trace, id, notation));
    EXPECT_THROW(conventionalValue(*trace, ValueId::bias(0, 0), {}), std::out_of_range);
    const Still start = afterSteps(trace, 0);
    EXPECT_FALSE(conventionalValue(start, ValueId::delta(1, 0), turned()).has_value());
}

TEST(Conventions, PresetsKeepTheNumbersAndAreFoundAgain) {
    Notation notation;
    notation.numbers = {6, true};
    std::set<std::string> keys;
    for (std::size_t i = 0; i < conventionPresets().size(); ++i) {
        const ConventionPreset& preset = conventionPresets()[i];
        const Notation chosen = withPreset(notation, preset);
        EXPECT_EQ(chosen.numbers, notation.numbers);
        EXPECT_EQ(presetOf(chosen), i);
        EXPECT_TRUE(keys.insert(preset.key).second);
    }
    EXPECT_EQ(presetOf(Notation{}), 0u);
    setOption(notation, Convention::Id::Loss, 3);
    EXPECT_EQ(presetOf(notation), std::nullopt);
}

TEST(Conventions, EveryOptionIsTakenAndGivenBack) {
    for (const Convention& convention : conventions())
        for (std::size_t option = 0; option < convention.options.size(); ++option) {
            Notation notation;
            setOption(notation, convention.id, static_cast<int>(option));
            EXPECT_EQ(optionOf(notation, convention.id), static_cast<int>(option));
        }
}

}  // namespace
}  // namespace stepgrad::test

#include "core/walkthrough/formula_text.h"

#include <gtest/gtest.h>

#include "tests/core/walkthrough_support.h"

namespace stepgrad::test {
namespace {

std::vector<std::string> linesOf(int step) {
    std::vector<std::string> lines;
    for (const auto& equation : explainStep(afterSteps(articleTrace(), step)).equations)
        lines.push_back(toText(equation));
    return lines;
}

using Lines = std::vector<std::string>;

TEST(FormulaText, WritesTheForwardPassOfTheArticle) {
    EXPECT_EQ(linesOf(1), (Lines{"u₁ = w₁i₁ + w₃i₂ = 0.3000 · 1.0000 + (−0.2000) · 0.5000 = 0.2000",
                                 "u₂ = w₂i₁ + w₄i₂ = 0.8000 · 1.0000 + 0.4000 · 0.5000 = 1.0000"}));
    EXPECT_EQ(linesOf(2), (Lines{"h₁ = σ(u₁) = 1/(1 + e^(−u₁)) = 1/(1 + e^(−0.2000)) = 0.5498",
                                 "h₂ = σ(u₂) = 1/(1 + e^(−u₂)) = 1/(1 + e^(−1.0000)) = 0.7311"}));
    EXPECT_EQ(linesOf(3),
              (Lines{"u₃ = w₅h₁ + w₆h₂ = 1.2000 · 0.5498 + (−0.7000) · 0.7311 = 0.1481"}));
    EXPECT_EQ(linesOf(4), (Lines{"ŷ = σ(u₃) = 1/(1 + e^(−u₃)) = 1/(1 + e^(−0.1481)) = 0.5369"}));
    EXPECT_EQ(linesOf(5), (Lines{"J = ½(ŷ − y)² = ½(0.5369 − 1.0000)² = ½(−0.4631)² = 0.1072"}));
}

TEST(FormulaText, WritesTheBackwardPassOfTheArticle) {
    EXPECT_EQ(linesOf(6), (Lines{"δ₃ = ∂J/∂u₃ = (ŷ − y) · ŷ(1 − ŷ) = (0.5369 − 1.0000) · 0.5369 · "
                                 "0.4631 = −0.4631 · 0.2486 = −0.1151"}));
    EXPECT_EQ(linesOf(7), (Lines{"∂J/∂w₅ = δ₃ · h₁ = −0.1151 · 0.5498 = −0.0633",
                                 "∂J/∂w₆ = δ₃ · h₂ = −0.1151 · 0.7311 = −0.0842"}));
    EXPECT_EQ(linesOf(8),
              (Lines{"δ₁ = ∂J/∂u₁ = δ₃ · w₅ · h₁(1 − h₁) = −0.1151 · 1.2000 · 0.2475 = −0.0342",
                     "δ₂ = ∂J/∂u₂ = δ₃ · w₆ · h₂(1 − h₂) = −0.1151 · (−0.7000) · 0.1966 = "
                     "0.0158"}));
    EXPECT_EQ(linesOf(9), (Lines{"∂J/∂w₁ = δ₁ · i₁ = −0.0342 · 1.0000 = −0.0342",
                                 "∂J/∂w₂ = δ₂ · i₁ = 0.0158 · 1.0000 = 0.0158",
                                 "∂J/∂w₃ = δ₁ · i₂ = −0.0342 · 0.5000 = −0.0171",
                                 "∂J/∂w₄ = δ₂ · i₂ = 0.0158 · 0.5000 = 0.00792"}));
}

TEST(FormulaText, WritesTheUpdateOfTheArticle) {
    EXPECT_EQ(linesOf(10),
              (Lines{"w₁ new = w₁ − η · ∂J/∂w₁ = 0.3000 − 0.1 · (−0.0342) = 0.3034",
                     "w₂ new = w₂ − η · ∂J/∂w₂ = 0.8000 − 0.1 · 0.0158 = 0.7984",
                     "w₃ new = w₃ − η · ∂J/∂w₃ = −0.2000 − 0.1 · (−0.0171) = −0.1983",
                     "w₄ new = w₄ − η · ∂J/∂w₄ = 0.4000 − 0.1 · 0.00792 = 0.3992",
                     "w₅ new = w₅ − η · ∂J/∂w₅ = 1.2000 − 0.1 · (−0.0633) = 1.2063",
                     "w₆ new = w₆ − η · ∂J/∂w₆ = −0.7000 − 0.1 · (−0.0842) = −0.6916"}));
}

TEST(FormulaText, SymbolsReadAsInTheRestOfTheProgram) {
    const TracePtr article = articleTrace();
    Network wide = article->network;
    wide.layers[0].weights = Matrix::Constant(12, 2, 0.1);
    wide.layers[0].biases = Vector::Zero(12);
    wide.layers[1].weights = Matrix::Constant(3, 12, 0.1);
    for (const auto& network : {article->network, wide}) {
        auto ids = computedValues(network);
        for (const auto& id : givenValues(network))
            ids.push_back(id);
        for (const auto& id : ids)
            EXPECT_EQ(toText(symbol(id, network)), symbolText(id, network));
    }
}

TEST(FormulaText, PutsBracketsWhereOneLineNeedsThem) {
    using namespace formula;
    const Formula sum = row({number("1"), op("+"), symbol("x")});
    EXPECT_EQ(toText(fraction(sum, symbol("x"))), "(1 + x)/x");
    EXPECT_EQ(toText(fraction(symbol("x"), sum)), "x/(1 + x)");
    EXPECT_EQ(toText(fraction(number("1"), number("2"))), "½");
    EXPECT_EQ(toText(fraction(fraction(symbol("a"), symbol("b")), symbol("c"))), "(a/b)/c");
    EXPECT_EQ(toText(row({symbol("η"), op("·"), fraction(number("−2"), number("3"))})),
              "η · (−2)/3");
    EXPECT_EQ(toText(fraction(row({symbol("∂"), symbol("J")}), row({symbol("∂"), symbol("u")}))),
              "∂J/∂u");
    EXPECT_EQ(toText(sup(symbol("e"), row({op("−"), sub(symbol("u"), number("1"))}))), "e^(−u₁)");
    EXPECT_EQ(toText(sup(sub(symbol("β"), number("1")), symbol("t"))), "β₁^t");
    EXPECT_EQ(toText(sup(fenced(sum), number("2"))), "(1 + x)²");
}

TEST(FormulaText, WritesHatsSumsAndMarks) {
    using namespace formula;
    EXPECT_EQ(toText(hat(symbol("y"))), "ŷ");
    EXPECT_EQ(toText(sub(hat(symbol("m")), number("5"))), "m̂₅");
    EXPECT_EQ(toText(row({sum(symbol("m")), sub(symbol("δ"), symbol("m"))})), "Σₘ δₘ");
    EXPECT_EQ(toText(sup(upright("ReLU"), symbol("′"))), "ReLU′");
    EXPECT_EQ(toText(scripts(symbol("v"), number("1"), row({symbol("b"), words(" new")}))),
              "vᵇ₁ new");
    EXPECT_EQ(toText(row({symbol("a"), op("←"), symbol("b"), op("≈"), symbol("c")})), "a ← b ≈ c");
    EXPECT_EQ(toText(row({upright("max"), fenced(row({number("0"), op(","), number("−1")}))})),
              "max(0, −1)");
    EXPECT_EQ(toText(row({root(symbol("s")), op("+"), symbol("ε")})), "√(s) + ε");
    EXPECT_EQ(toText(Formula{}), "");
}

}  // namespace
}  // namespace stepgrad::test

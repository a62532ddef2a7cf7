#include "core/walkthrough/formula_latex.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/core/walkthrough_support.h"

namespace stepgrad::test {
namespace {

std::string stepLatex(int step) {
    return toLatex(explainStep(afterSteps(articleTrace(), step)).equations);
}

TEST(FormulaLatex, WritesTheForwardPassOfTheArticle) {
    EXPECT_EQ(stepLatex(1), R"(\begin{align*}
u_{1} &= w_{1}i_{1} + w_{3}i_{2} \\
&= 0.3000 \cdot 1.0000 + (-0.2000) \cdot 0.5000 \\
&= 0.2000 \\
u_{2} &= w_{2}i_{1} + w_{4}i_{2} \\
&= 0.8000 \cdot 1.0000 + 0.4000 \cdot 0.5000 \\
&= 1.0000
\end{align*})");
    EXPECT_EQ(stepLatex(2), R"(\begin{align*}
h_{1} &= \sigma(u_{1}) = \frac{1}{1 + e^{-u_{1}}} \\
&= \frac{1}{1 + e^{-0.2000}} \\
&= 0.5498 \\
h_{2} &= \sigma(u_{2}) = \frac{1}{1 + e^{-u_{2}}} \\
&= \frac{1}{1 + e^{-1.0000}} \\
&= 0.7311
\end{align*})");
    EXPECT_EQ(stepLatex(3), R"(\begin{align*}
u_{3} &= w_{5}h_{1} + w_{6}h_{2} \\
&= 1.2000 \cdot 0.5498 + (-0.7000) \cdot 0.7311 \\
&= 0.1481
\end{align*})");
    EXPECT_EQ(stepLatex(4), R"(\begin{align*}
\hat{y} &= \sigma(u_{3}) = \frac{1}{1 + e^{-u_{3}}} \\
&= \frac{1}{1 + e^{-0.1481}} \\
&= 0.5369
\end{align*})");
    EXPECT_EQ(stepLatex(5), R"(\begin{align*}
J &= \frac{1}{2}(\hat{y} - y)^{2} \\
&= \frac{1}{2}(0.5369 - 1.0000)^{2} \\
&= \frac{1}{2}(-0.4631)^{2} \\
&= 0.1072
\end{align*})");
}

TEST(FormulaLatex, WritesTheBackwardPassOfTheArticle) {
    EXPECT_EQ(stepLatex(6), R"(\begin{align*}
\delta_{3} &= \frac{\partial J}{\partial u_{3}} = (\hat{y} - y) \cdot \hat{y}(1 - \hat{y}) \\
&= (0.5369 - 1.0000) \cdot 0.5369 \cdot 0.4631 \\
&= -0.4631 \cdot 0.2486 \\
&= -0.1151
\end{align*})");
    EXPECT_EQ(stepLatex(7), R"(\begin{align*}
\frac{\partial J}{\partial w_{5}} &= \delta_{3} \cdot h_{1} \\
&= -0.1151 \cdot 0.5498 \\
&= -0.0633 \\
\frac{\partial J}{\partial w_{6}} &= \delta_{3} \cdot h_{2} \\
&= -0.1151 \cdot 0.7311 \\
&= -0.0842
\end{align*})");
    EXPECT_EQ(stepLatex(8), R"(\begin{align*}
\delta_{1} &= \frac{\partial J}{\partial u_{1}} = \delta_{3} \cdot w_{5} \cdot h_{1}(1 - h_{1}) \\
&= -0.1151 \cdot 1.2000 \cdot 0.2475 \\
&= -0.0342 \\
\delta_{2} &= \frac{\partial J}{\partial u_{2}} = \delta_{3} \cdot w_{6} \cdot h_{2}(1 - h_{2}) \\
&= -0.1151 \cdot (-0.7000) \cdot 0.1966 \\
&= 0.0158
\end{align*})");
    EXPECT_EQ(stepLatex(9), R"(\begin{align*}
\frac{\partial J}{\partial w_{1}} &= \delta_{1} \cdot i_{1} \\
&= -0.0342 \cdot 1.0000 \\
&= -0.0342 \\
\frac{\partial J}{\partial w_{2}} &= \delta_{2} \cdot i_{1} \\
&= 0.0158 \cdot 1.0000 \\
&= 0.0158 \\
\frac{\partial J}{\partial w_{3}} &= \delta_{1} \cdot i_{2} \\
&= -0.0342 \cdot 0.5000 \\
&= -0.0171 \\
\frac{\partial J}{\partial w_{4}} &= \delta_{2} \cdot i_{2} \\
&= 0.0158 \cdot 0.5000 \\
&= 0.00792
\end{align*})");
}

TEST(FormulaLatex, WritesTheUpdateOfTheArticle) {
    const std::string latex = stepLatex(10);
    EXPECT_NE(
        latex.find(R"(w_{5}^{\text{new}} &= w_{5} - \eta \cdot \frac{\partial J}{\partial w_{5}} \\
&= 1.2000 - 0.1 \cdot (-0.0633) \\
&= 1.2063 \\
)"),
        std::string::npos)
        << latex;
    EXPECT_NE(latex.find(R"(&= -0.7000 - 0.1 \cdot (-0.0842) \\
&= -0.6916
\end{align*})"),
              std::string::npos)
        << latex;
    EXPECT_EQ(std::count(latex.begin(), latex.end(), '&'), 18);
}

TEST(FormulaLatex, WritesNumbersRootsAndNames) {
    using namespace formula;
    EXPECT_EQ(toLatex(number("−1.23e−5")), R"(-1.23 \times 10^{-5})");
    EXPECT_EQ(toLatex(number("0,25")), "0{,}25");
    EXPECT_EQ(toLatex(row({root(symbol("s")), op("+"), symbol("ε")})), R"(\sqrt{s} + \varepsilon)");
    EXPECT_EQ(toLatex(row({upright("ln"), fenced(symbol("x"))})), R"(\ln(x))");
    EXPECT_EQ(toLatex(row({upright("ln"), symbol("x")})), R"(\ln x)");
    EXPECT_EQ(toLatex(row({sup(upright("ReLU"), symbol("′")), fenced(symbol("u"))})),
              R"(\operatorname{ReLU}^{\prime}(u))");
    EXPECT_EQ(toLatex(fenced(fraction(number("1"), number("3")), "[]")),
              R"(\left[\frac{1}{3}\right])");
    EXPECT_EQ(toLatex(sup(sub(symbol("h"), number("1")), number("2"))), R"({h_{1}}^{2})");
    EXPECT_EQ(toLatex(row({sum(symbol("m")), sub(symbol("δ"), symbol("m"))})),
              R"(\sum_{m}\delta_{m})");
    EXPECT_EQ(toLatex(row({number("1"), op("+"), upright("⋯"), op("+"), number("9")})),
              R"(1 + \cdots + 9)");
}

TEST(FormulaLatex, MakesWordsHarmless) {
    EXPECT_EQ(toLatex(formula::words("50 % & {a_b} $x$ #1 ~^\\")),
              R"(\text{50 \% \& \{a\_b\} \$x\$ \#1 \~{}\^{}\textbackslash{}})");
}

/// Braces that are closed in order, and as many \left as \right.
bool isBalanced(const std::string& latex) {
    int depth = 0;
    for (std::size_t i = 0; i < latex.size(); ++i) {
        const bool escaped = i > 0 && latex[i - 1] == '\\';
        if (escaped)
            continue;
        depth += latex[i] == '{' ? 1 : latex[i] == '}' ? -1 : 0;
        if (depth < 0)
            return false;
    }
    const auto count = [&](const std::string& what) {
        int found = 0;
        for (auto at = latex.find(what); at != std::string::npos; at = latex.find(what, at + 1))
            ++found;
        return found;
    };
    // \leftarrow is none of them.
    return depth == 0 && count("\\left") - count("\\leftarrow") == count("\\right");
}

TEST(FormulaLatex, IsBalancedAndPlainAsciiForEveryNetwork) {
    for (unsigned seed = 0; seed < 300; ++seed) {
        const RandomStep step = randomStep(seed);
        SCOPED_TRACE(step.description);
        const Still still = atEnd(step.trace);
        const auto check = [](const Equation& equation) {
            const std::string latex = toLatex(equation);
            EXPECT_TRUE(isBalanced(latex)) << latex;
            EXPECT_TRUE(std::all_of(latex.begin(), latex.end(), [](char c) {
                return static_cast<signed char>(c) > 0;
            })) << latex;
        };
        for (const auto& id : computedValues(step.trace->network)) {
            check(derive(*step.trace, id));
            for (const auto& memory : deriveMemory(*step.trace, id))
                check(memory);
            if (const auto rule = chainRule(still, id))
                check(rule->equation);
        }
    }
}

}  // namespace
}  // namespace stepgrad::test

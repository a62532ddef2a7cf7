#include <cmath>

#include "core/walkthrough/conventional_value.h"
#include "core/walkthrough/derivation_values.h"
#include "core/walkthrough/explanation_words.h"

namespace stepgrad {
namespace {

constexpr std::size_t kMostNamed = 3;

/// What comes out of the last line of numbers, as it would be written; nothing
/// where that is the result itself, or no number.
std::optional<std::string> otherResult(const Trace& trace, const ValueId& id,
                                       const Notation& notation) {
    const NumberFormat& format = notation.numbers;
    const double byHand =
        evaluateAsShown(expressionOf(trace, id, notation), conventionalValues(trace, notation),
                        [&format](double value) { return roundedAsShown(value, format); });
    const double exact = conventionalValue(trace, id, notation);
    if (!std::isfinite(byHand) || !std::isfinite(exact))
        return std::nullopt;
    std::string text = formatNumber(byHand, format);
    if (text == formatNumber(exact, format))
        return std::nullopt;
    return text;
}

}  // namespace

std::string roundingOf(const Still& still, const std::vector<Equation>& equations,
                       const Notation& notation) {
    std::vector<std::string> others;
    for (const auto& equation : equations) {
        if (others.size() > kMostNamed)
            break;
        if (!equation.value || equation.value->isEditable() || !still.isComputed(*equation.value))
            continue;
        if (const auto other = otherResult(*still.trace, *equation.value, notation))
            others.push_back(symbolText(*equation.value, still.network(), notation) + " = " +
                             *other);
    }
    if (others.empty())
        return {};
    if (others.size() > kMostNamed)
        others.back() = "other digits elsewhere";
    return "With the rounded numbers as they are shown one gets " + listed(others) +
           ". Stepgrad calculates with all digits and rounds only what it shows.";
}

}  // namespace stepgrad

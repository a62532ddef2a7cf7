#include "core/practice/mistake_tools.h"

/// Slips of the pen, which can happen with any value.
namespace stepgrad {
namespace {

using namespace mistake;
namespace ex = expression;

std::vector<Slip> otherPlace(const AskedValue& a) {
    if (!isKind(a, {ValueKind::U, ValueKind::H, ValueKind::Delta, ValueKind::WeightGradient,
                    ValueKind::BiasGradient, ValueKind::NewWeight, ValueKind::NewBias}))
        return {};
    Slips slips;
    const bool hasInput = a.id.input >= 0;
    const int inputs = hasInput ? static_cast<int>(layerOf(a, a.id.layer).inputs()) : 1;
    for (int k = 0; k < inputs && !slips.isFull(); ++k)
        for (int j = 0; j < neuronsIn(a, a.id.layer); ++j) {
            const ValueId other{a.id.kind, a.id.layer, j, hasInput ? k : -1};
            if (other != a.id)
                slips.add(ex::value(other),
                          "This is " + nameOf(a, other) + "; asked is " + nameOf(a) + ".");
        }
    return slips.take();
}

std::vector<Slip> signSlip(const AskedValue& a) {
    return {{ex::negative(a.right), "The size is right, the sign is not: " + needs(a)}};
}

std::vector<Slip> decimalSlip(const AskedValue& a) {
    return {{ex::product({ex::constant(10.0), a.right}),
             "The digits are right; the decimal sign has slipped, this is ten times too much."},
            {ex::quotient(a.right, ex::constant(10.0)),
             "The digits are right; the decimal sign has slipped, this is a tenth of it."}};
}

}  // namespace

std::span<const MistakeRule> slipsOfThePen() {
    static constexpr MistakeRule kRules[] = {
        {"sign_slip", "sign", signSlip},
        {"decimal_slip", "decimal sign", decimalSlip},
        {"other_place", "value of another place", otherPlace},
    };
    return kRules;
}

}  // namespace stepgrad

#include "core/practice/mistake_tools.h"
#include "core/walkthrough/derivation_values.h"

/// Mistakes with the deltas.
namespace stepgrad {
namespace {

using namespace mistake;
using Meaning = Expression::Meaning;
using Opening = Expression::Opening;
namespace ex = expression;

bool isDelta(const AskedValue& a) {
    return a.id.kind == ValueKind::Delta;
}

bool hasSlope(const AskedValue& a) {
    return isDelta(a) && has(a.right, Meaning::Slope);
}

Activation activationOf(const AskedValue& a) {
    return layerOf(a, a.id.layer).activation;
}

std::string slopeText(const AskedValue& a) {
    return textOf(a, ex::slope(activationOf(a), ex::value(a.id.as(ValueKind::U))));
}

Slip withSlope(const AskedValue& a, const Expression& other, const std::string& sentence) {
    return {regrouped(a.right, Meaning::Slope, other), sentence};
}

std::vector<Slip> slopeForgotten(const AskedValue& a) {
    if (!hasSlope(a))
        return {};
    return {withSlope(a, ex::constant(1.0),
                      "Here the slope " + slopeText(a) + " is missing: " + needs(a))};
}

std::vector<Slip> newWeights(const AskedValue& a) {
    if (!isHiddenDelta(a))
        return {};
    const int next = a.id.layer + 1, neurons = neuronsIn(a, next);
    Expression all = a.right;
    for (int m = 0; m < neurons; ++m)
        all = exchanged(all, ValueId::weight(next, m, a.id.neuron),
                        ValueId::newWeight(next, m, a.id.neuron));
    const ValueId first = ValueId::weight(next, 0, a.id.neuron);
    return {{std::move(all),
             neurons == 1 ? "Here the new " + nameOf(a, first) + " was used: " + nameOf(a) +
                                " needs " + nameOf(a, first) + " as it was before the update."
                          : "Here the new weights were used: " + nameOf(a) +
                                " needs the weights as they were before the update."}};
}

std::vector<Slip> slopeOfActivation(const AskedValue& a) {
    if (!hasSlope(a))
        return {};
    const ValueId h = a.id.as(ValueKind::H), u = a.id.as(ValueKind::U);
    const Expression wrong = ex::slope(activationOf(a), ex::value(h));
    return {withSlope(a, wrong,
                      "Here the slope was taken at " + nameOf(a, h) + ": it is " + slopeText(a) +
                          ", at " + nameOf(a, u) + ".")};
}

std::vector<Slip> slopeFromInput(const AskedValue& a) {
    if (!hasSlope(a))
        return {};
    const Expression u = ex::value(a.id.as(ValueKind::U)), one = ex::constant(1.0);
    const std::string sentence = "Here " + nameOf(a, *u.value) +
                                 " stands in the slope in place of " +
                                 nameOf(a, a.id.as(ValueKind::H)) + ": " + needs(a);
    if (activationOf(a) == Activation::Sigmoid)
        return {withSlope(a, ex::product({u, ex::difference(one, u)}), sentence)};
    if (activationOf(a) == Activation::Tanh)
        return {withSlope(a, ex::difference(one, ex::square(u)), sentence)};
    return {};
}

std::vector<Slip> slopeOfOther(const AskedValue& a) {
    if (!hasSlope(a))
        return {};
    Slips slips;
    const auto other = [&](int layer, int neuron) {
        slips.add(
            regrouped(a.right, Meaning::Slope, slopeOf(a.trace, layer, neuron, Opening::Closed)),
            "This slope belongs to " + nameOf(a, ValueId::u(layer, neuron)) + ": " + needs(a));
    };
    for (int k = 0; k < neuronsIn(a, a.id.layer); ++k)
        if (k != a.id.neuron)
            other(a.id.layer, k);
    for (const int layer : {a.id.layer + 1, a.id.layer - 1})
        if (layer >= 0 && layer < a.trace.network.layerCount() &&
            layerOf(a, layer).activation != Activation::Softmax)
            for (int k = 0; k < neuronsIn(a, layer); ++k)
                other(layer, k);
    return slips.take();
}

std::vector<Slip> activationForSlope(const AskedValue& a) {
    if (!hasSlope(a))
        return {};
    const Expression h = ex::value(a.id.as(ValueKind::H));
    std::vector<Slip> slips{withSlope(a, h,
                                      "Here " + nameOf(a, *h.value) +
                                          " stands in place of the slope " + slopeText(a) + ": " +
                                          needs(a))};
    if (activationOf(a) == Activation::Sigmoid)
        slips.push_back(withSlope(a, ex::difference(ex::constant(1.0), h),
                                  "Here only a part of the slope was taken: " + needs(a)));
    return slips;
}

std::vector<Slip> signOfError(const AskedValue& a) {
    if (!isOutputDelta(a) || !has(a.right, Meaning::Error))
        return {};
    const Expression e = changed(a.right, [](const Expression& part) -> std::optional<Expression> {
        if (part.kind == Expression::Kind::Group && part.meaning == Meaning::Error)
            return ex::negative(part);
        return std::nullopt;
    });
    return {{e, "The error has the wrong sign: " + needs(a)}};
}

std::vector<Slip> errorForgotten(const AskedValue& a) {
    if (!isOutputDelta(a) || !hasSlope(a))
        return {};
    return {{a.right.parts.back(),
             "This is the slope " + slopeText(a) + " alone; the error is missing: " + needs(a)}};
}

std::vector<Slip> factorTwo(const AskedValue& a) {
    if (!isOutputDelta(a))
        return {};
    const bool halved = a.trace.lossFunction == Loss::HalfSquaredError;
    const std::string twice =
        halved ? "There is no 2 here, the ½ of the loss cancels it: " : "This is twice as much: ";
    const std::string half = halved ? "The ½ of the loss is cancelled by the 2 of its derivative: "
                             : info(a.trace.lossFunction).output
                                 ? "This is half as much: "
                                 : "Here the 2 of the derivative is missing: ";
    return {{ex::product({ex::constant(2.0), a.right}), twice + needs(a)},
            {ex::product({ex::constant(0.5), a.right}), half + needs(a)}};
}

std::vector<Slip> slopeTooMany(const AskedValue& a) {
    if (!isOutputDelta(a) || hasSlope(a) || activationOf(a) == Activation::Softmax)
        return {};
    return {{ex::product({a.right, slopeOf(a.trace, a.id.layer, a.id.neuron, Opening::Closed)}),
             "The slope is too many here, this loss cancels it: " + needs(a)}};
}

std::vector<Slip> weightForgotten(const AskedValue& a) {
    if (!isHiddenDelta(a))
        return {};
    Expression e = changed(a.right, [](const Expression& part) -> std::optional<Expression> {
        if (part.kind == Expression::Kind::Value && part.value->kind == ValueKind::Weight)
            return ex::constant(1.0);
        return std::nullopt;
    });
    return {{std::move(e), "Here the weight is missing: " + needs(a)}};
}

/// The sum over the neurons of the next layer; the slope is the other factor.
std::vector<Slip> termForgotten(const AskedValue& a) {
    if (!isHiddenDelta(a))
        return {};
    Slips slips;
    const auto terms = termsOf(a.right.parts.front());
    for (std::size_t i = 0; i < terms.size() && terms.size() > 1 && !slips.isFull(); ++i) {
        auto fewer = terms;
        fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(i));
        slips.add(ex::product({ex::sum(std::move(fewer)), a.right.parts.back()}),
                  "Here the term " + textOf(a, terms[i]) + " is missing: " + needs(a));
    }
    return slips.take();
}

std::vector<Slip> wrongEdge(const AskedValue& a) {
    if (!isHiddenDelta(a))
        return {};
    Slips slips;
    const int next = a.id.layer + 1, k = a.id.neuron;
    const int neurons = neuronsIn(a, next), sources = neuronsIn(a, a.id.layer);
    const auto one = [&](const ValueId& w, const ValueId& other) {
        if (w != other)
            slips.add(exchanged(a.right, w, other), "Here " + nameOf(a, other) +
                                                        " stands in place of " + nameOf(a, w) +
                                                        ": " + needs(a));
    };
    const auto all = [&](const auto& other, const std::string& sentence) {
        slips.add(changed(a.right,
                          [&](const Expression& part) -> std::optional<Expression> {
                              if (part.kind == Expression::Kind::Value &&
                                  part.value->kind == ValueKind::Weight)
                                  return ex::value(other(*part.value));
                              return std::nullopt;
                          }),
                  sentence + needs(a));
    };
    if (k < neurons && neurons <= sources && neurons > 1)
        all([&](const ValueId& w) { return ValueId::weight(next, k, w.neuron); },
            "Here rows and columns of the weights are exchanged: ");
    for (int other = 0; other < sources && neurons > 1; ++other)
        if (other != k)
            all([&](const ValueId& w) { return ValueId::weight(next, w.neuron, other); },
                "These are the weights of " + nameOf(a, ValueId::h(a.id.layer, other)) + ": ");
    for (int m = 0; m < neurons && !slips.isFull(); ++m) {
        const ValueId w = ValueId::weight(next, m, k);
        for (int other = 0; other < sources; ++other)
            one(w, ValueId::weight(next, m, other));
        for (int other = 0; other < neurons; ++other)
            one(w, ValueId::weight(next, other, k));
        for (int i = 0; i < layerOf(a, a.id.layer).inputs(); ++i)
            one(w, ValueId::weight(a.id.layer, k, i));
    }
    return slips.take();
}

std::vector<Slip> errorForDelta(const AskedValue& a) {
    const int next = a.id.layer + 1;
    if (!isHiddenDelta(a) || !a.trace.network.isOutput(next) || mergesOutput(a.trace.lossFunction))
        return {};
    const Expression e = changed(a.right, [&](const Expression& part) -> std::optional<Expression> {
        if (part.kind == Expression::Kind::Value && part.value->kind == ValueKind::Delta)
            return regrouped(expressionOf(a.trace, *part.value, a.notation), Meaning::Slope,
                             ex::constant(1.0));
        return std::nullopt;
    });
    return {{e, "Here the error stands in place of " + nameOf(a, ValueId::delta(next, 0)) +
                    ", in which the slope of the output is contained: " + needs(a)}};
}

}  // namespace

std::span<const MistakeRule> deltaMistakes() {
    static constexpr MistakeRule kRules[] = {
        {"slope_forgotten", "slope forgotten", slopeForgotten},
        {"new_weight_for_delta", "new weight used for δ", newWeights},
        {"slope_of_activation", "slope at h in place of u", slopeOfActivation},
        {"slope_from_input", "u in the slope in place of h", slopeFromInput},
        {"slope_of_other", "slope of another neuron", slopeOfOther},
        {"activation_for_slope", "activation in place of the slope", activationForSlope},
        {"sign_of_error", "sign of the error", signOfError},
        {"error_forgotten", "error forgotten", errorForgotten},
        {"factor_two", "factor 2 or ½", factorTwo},
        {"slope_too_many", "slope too many", slopeTooMany},
        {"weight_forgotten", "weight forgotten", weightForgotten},
        {"path_forgotten", "term forgotten", termForgotten},
        {"wrong_edge_back", "weight of a wrong edge", wrongEdge},
        {"error_for_delta", "error in place of δ", errorForDelta},
    };
    return kRules;
}

}  // namespace stepgrad

#include <cmath>

#include "core/practice/mistake_tools.h"

/// Mistakes of the forward pass: weighted inputs, activations, the loss.
namespace stepgrad {
namespace {

using namespace mistake;
using Meaning = Expression::Meaning;
namespace ex = expression;

bool isWeightedInput(const AskedValue& a) {
    return a.id.kind == ValueKind::U;
}

Activation activationOf(const AskedValue& a) {
    return layerOf(a, a.id.layer).activation;
}

int inputsOf(const AskedValue& a) {
    return static_cast<int>(layerOf(a, a.id.layer).inputs());
}

std::vector<Slip> biasForgotten(const AskedValue& a) {
    if (!isWeightedInput(a) || !layerOf(a, a.id.layer).biases)
        return {};
    auto terms = termsOf(a.right);
    terms.pop_back();
    return {{ex::sum(std::move(terms)),
             "Here the bias " + nameOf(a, a.id.as(ValueKind::Bias)) + " is missing: " + needs(a)}};
}

std::vector<Slip> biasForEachWeight(const AskedValue& a) {
    if (!isWeightedInput(a) || !layerOf(a, a.id.layer).biases || inputsOf(a) < 2)
        return {};
    auto terms = termsOf(a.right);
    terms.back() =
        ex::product({ex::constant(static_cast<double>(inputsOf(a))), std::move(terms.back())});
    return {{ex::sum(std::move(terms)), "The bias " + nameOf(a, a.id.as(ValueKind::Bias)) +
                                            " is added once, not once for every weight."}};
}

std::vector<Slip> activationForInput(const AskedValue& a) {
    if (!isWeightedInput(a) || activationOf(a) == Activation::Softmax)
        return {};
    return {{ex::activate(activationOf(a), a.right), "This is " + nameOf(a, a.id.as(ValueKind::H)) +
                                                         ", the activation; asked is " + nameOf(a) +
                                                         ", before the activation function."}};
}

std::vector<Slip> weightedInputsAsSources(const AskedValue& a) {
    if (!isWeightedInput(a) || a.id.layer == 0)
        return {};
    Expression e = a.right;
    for (int k = 0; k < inputsOf(a); ++k)
        e = exchanged(e, ValueId::h(a.id.layer - 1, k), ValueId::u(a.id.layer - 1, k));
    return {{std::move(e),
             "Here weighted inputs went into the next layer in place of "
             "activations: " +
                 needs(a)}};
}

std::vector<Slip> termForgotten(const AskedValue& a) {
    if (!isWeightedInput(a))
        return {};
    Slips slips;
    const auto terms = termsOf(a.right);
    const auto weights = static_cast<std::size_t>(inputsOf(a));
    for (std::size_t i = 0; i < weights && terms.size() > 1 && !slips.isFull(); ++i) {
        auto fewer = terms;
        fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(i));
        slips.add(ex::sum(std::move(fewer)),
                  "Here the term " + textOf(a, terms[i]) + " is missing: " + needs(a));
    }
    return slips.take();
}

std::vector<Slip> signOfTerm(const AskedValue& a) {
    if (!isWeightedInput(a))
        return {};
    Slips slips;
    const auto terms = termsOf(a.right);
    for (std::size_t i = 0; i < terms.size() && terms.size() > 1 && !slips.isFull(); ++i) {
        auto turned = terms;
        turned[i] = ex::negative(turned[i]);
        slips.add(ex::sum(std::move(turned)),
                  "The term " + textOf(a, terms[i]) + " has the wrong sign here.");
    }
    return slips.take();
}

/// All weights with rows and columns exchanged, then those of another neuron, then
/// one weight in place of another.
std::vector<Slip> wrongEdge(const AskedValue& a) {
    if (!isWeightedInput(a))
        return {};
    Slips slips;
    const int l = a.id.layer, j = a.id.neuron, inputs = inputsOf(a), neurons = neuronsIn(a, l);
    const auto everyWeight = [&](const auto& other) {
        return changed(a.right, [&](const Expression& part) -> std::optional<Expression> {
            if (part.kind == Expression::Kind::Value && part.value->kind == ValueKind::Weight)
                return ex::value(other(*part.value));
            return std::nullopt;
        });
    };
    if (j < inputs && inputs <= neurons && inputs > 1)
        slips.add(everyWeight([&](const ValueId& w) { return ValueId::weight(l, w.input, j); }),
                  "Here rows and columns of the weights are exchanged: " + needs(a));
    for (int m = 0; m < neurons; ++m)
        if (m != j)
            slips.add(
                everyWeight([&](const ValueId& w) { return ValueId::weight(l, m, w.input); }),
                "These are the weights into " + nameOf(a, ValueId::u(l, m)) + ": " + needs(a));
    const auto one = [&](int k, const ValueId& other) {
        const ValueId w = ValueId::weight(l, j, k);
        slips.add(
            exchanged(a.right, w, other),
            "Here " + nameOf(a, other) + " stands in place of " + nameOf(a, w) + ": " + needs(a));
    };
    for (int k = 0; k < inputs && !slips.isFull(); ++k) {
        for (int m = 0; m < neurons; ++m)
            if (m != j)
                one(k, ValueId::weight(l, m, k));
        for (int i = 0; i < inputs; ++i)
            if (i != k)
                one(k, ValueId::weight(l, j, i));
    }
    return slips.take();
}

std::vector<Slip> activationForgotten(const AskedValue& a) {
    if (a.id.kind != ValueKind::H)
        return {};
    const ValueId u = a.id.as(ValueKind::U);
    return {{ex::value(u), "This is " + nameOf(a, u) +
                               "; the activation function is still to be applied: " + needs(a)}};
}

std::vector<Slip> slopeForActivation(const AskedValue& a) {
    if (a.id.kind != ValueKind::H || activationOf(a) == Activation::Softmax)
        return {};
    const Expression u = ex::value(a.id.as(ValueKind::U));
    return {{ex::slope(activationOf(a), u),
             "This is the slope " + textOf(a, ex::slope(activationOf(a), u)) +
                 " of the activation function; asked is its value: " + needs(a)}};
}

std::vector<Slip> signOfExponent(const AskedValue& a) {
    if (a.id.kind != ValueKind::H || activationOf(a) != Activation::Sigmoid)
        return {};
    const Expression u = ex::value(a.id.as(ValueKind::U));
    return {{ex::activate(Activation::Sigmoid, ex::negative(u)),
             "The exponent of e has the wrong sign here: " + needs(a)}};
}

std::vector<Slip> notNormalised(const AskedValue& a) {
    if (a.id.kind != ValueKind::H || activationOf(a) != Activation::Softmax)
        return {};
    return {{ex::call(Expression::Function::Exp, {ex::value(a.id.as(ValueKind::U))}),
             "Here the division by the sum is missing: " + needs(a)}};
}

bool isLoss(const AskedValue& a) {
    return a.id.kind == ValueKind::Loss;
}

bool isSquared(const AskedValue& a) {
    return !info(a.trace.lossFunction).output;
}

std::vector<Slip> squareForgotten(const AskedValue& a) {
    if (!isLoss(a) || !isSquared(a))
        return {};
    const auto rootOf = [](const Expression& part) -> std::optional<Expression> {
        if (part.kind == Expression::Kind::Power)
            return part.parts[0];
        return std::nullopt;
    };
    const Expression e = changed(a.right, rootOf);
    const std::string sentence = "Here the error is not squared: " + needs(a);
    return {{e, sentence}, {ex::negative(e), sentence}};
}

std::vector<Slip> errorForLoss(const AskedValue& a) {
    if (!isLoss(a) || a.trace.network.outputCount() != 1)
        return {};
    const ValueId h = ValueId::h(a.trace.network.layerCount() - 1, 0);
    const Expression e = ex::difference(ex::value(h), ex::value(ValueId::target(0)));
    const std::string sentence = "This is the error, prediction less target: " + needs(a);
    return {{e, sentence}, {ex::negative(e), sentence}};
}

std::vector<Slip> factorOfLoss(const AskedValue& a) {
    if (!isLoss(a) || !isSquared(a))
        return {};
    const auto outputs = static_cast<double>(a.trace.network.outputCount());
    Slips slips;
    if (a.trace.lossFunction == Loss::HalfSquaredError)
        slips.add(ex::product({ex::constant(2.0), a.right}), "Here the ½ is missing: " + needs(a));
    else
        slips.add(ex::product({ex::constant(0.5), a.right}),
                  "There is no ½ in this loss: " + needs(a));
    if (outputs > 1.0 && a.trace.lossFunction == Loss::MeanSquaredError)
        slips.add(ex::product({ex::constant(outputs), a.right}),
                  "This is the sum, not the mean of the squared errors: " + needs(a));
    else if (outputs > 1.0)
        slips.add(ex::quotient(a.right, ex::constant(outputs)),
                  "This loss is a sum, not a mean: " + needs(a));
    return slips.take();
}

std::vector<Slip> outputForgotten(const AskedValue& a) {
    const int outputs = static_cast<int>(a.trace.network.outputCount());
    if (!isLoss(a) || !isSquared(a) || outputs < 2)
        return {};
    Slips slips;
    const int l = a.trace.network.layerCount() - 1;
    for (int k = 0; k < outputs && !slips.isFull(); ++k) {
        const ValueId h = ValueId::h(l, k);
        slips.add(changed(a.right,
                          [&](const Expression& part) -> std::optional<Expression> {
                              if (part.kind == Expression::Kind::Group &&
                                  part.meaning == Meaning::Error && part.value == h)
                                  return ex::constant(0.0);
                              return std::nullopt;
                          }),
                  "Here the error of " + nameOf(a, h) + " is missing: " + needs(a));
    }
    return slips.take();
}

std::vector<Slip> commonLogarithm(const AskedValue& a) {
    if (!isLoss(a) || isSquared(a))
        return {};
    return {{ex::quotient(a.right, ex::constant(std::log(10.0))),
             "Here the logarithm is to the base 10; ln is to the base e."}};
}

}  // namespace

std::span<const MistakeRule> forwardMistakes() {
    static constexpr MistakeRule kRules[] = {
        {"bias_forgotten", "bias forgotten", biasForgotten},
        {"bias_for_each_weight", "bias once for every weight", biasForEachWeight},
        {"activation_for_input", "activation for weighted input", activationForInput},
        {"input_for_activation", "weighted inputs in place of activations",
         weightedInputsAsSources},
        {"term_forgotten", "term forgotten", termForgotten},
        {"sign_of_term", "sign of a term", signOfTerm},
        {"wrong_edge", "weight of a wrong edge", wrongEdge},
        {"activation_forgotten", "activation function forgotten", activationForgotten},
        {"slope_for_activation", "slope for activation", slopeForActivation},
        {"sign_of_exponent", "sign of the exponent", signOfExponent},
        {"not_normalised", "not divided by the sum", notNormalised},
        {"factor_of_loss", "factor of the loss", factorOfLoss},
        {"square_forgotten", "square forgotten", squareForgotten},
        {"error_for_loss", "error for loss", errorForLoss},
        {"output_forgotten", "output forgotten", outputForgotten},
        {"common_logarithm", "logarithm to the base 10", commonLogarithm},
    };
    return kRules;
}

}  // namespace stepgrad

#include "core/walkthrough/derivation_values.h"

#include <cmath>
#include <utility>

namespace stepgrad {
namespace {

using Meaning = Expression::Meaning;
using Opening = Expression::Opening;
namespace ex = expression;

int outputLayer(const Trace& trace) {
    return trace.network.layerCount() - 1;
}

std::size_t outputs(const Trace& trace) {
    return static_cast<std::size_t>(trace.network.outputCount());
}

const Layer& layerOf(const Trace& trace, int layer) {
    return trace.network.layers[static_cast<std::size_t>(layer)];
}

/// All weighted inputs of the output layer, behind what is there.
std::vector<Expression> outputInputs(const Trace& trace, std::vector<Expression> list = {}) {
    for (int k = 0; k < trace.network.outputCount(); ++k)
        list.push_back(ex::value(ValueId::u(outputLayer(trace), k)));
    return list;
}

Expression prediction(const Trace& trace, int k) {
    return ex::value(ValueId::h(outputLayer(trace), k));
}

/// 1 − h of a sigmoid neuron. σ(−u) is the same and keeps its digits where h
/// rounds to 1.
Expression complementOf(int layer, int neuron) {
    const ValueId h = ValueId::h(layer, neuron);
    return ex::group(
        Meaning::Complement, Opening::Closed, ex::difference(ex::constant(1.0), ex::value(h)),
        ex::activate(Activation::Sigmoid, ex::negative(ex::value(ValueId::u(layer, neuron)))), h);
}

Expression complementOfTarget(int k) {
    const ValueId y = ValueId::target(k);
    const Expression rest = ex::difference(ex::constant(1.0), ex::value(y));
    return ex::group(Meaning::Complement, Opening::Closed, rest, rest, y);
}

/// a − b, or b − a.
Expression differenceIn(Sense sense, Expression a, Expression b) {
    return sense == Sense::AsIs ? ex::difference(std::move(a), std::move(b))
                                : ex::difference(std::move(b), std::move(a));
}

/// ŷ − y.
Expression errorOf(const Trace& trace, int k, Opening opening, Sense sense = Sense::AsIs) {
    const int l = outputLayer(trace);
    const Expression y = ex::value(ValueId::target(k));
    const Expression shown = differenceIn(sense, prediction(trace, k), y);
    Expression exact = shown;
    if (trace.lossFunction == Loss::BinaryCrossEntropy) {
        // As the loss computes it: keeps its digits where ŷ rounds to y.
        const Expression u = ex::value(ValueId::u(l, k));
        exact = differenceIn(sense,
                             ex::product({ex::difference(ex::constant(1.0), y),
                                          ex::activate(Activation::Sigmoid, u)}),
                             ex::product({y, ex::activate(Activation::Sigmoid, ex::negative(u))}));
    }
    return ex::group(Meaning::Error, opening, shown, std::move(exact), ValueId::h(l, k));
}

Expression weightedInput(const Trace& trace, const ValueId& id) {
    const Layer& layer = layerOf(trace, id.layer);
    const auto inputs = static_cast<std::size_t>(layer.inputs());
    const auto term = [&](std::size_t i) {
        if (i == inputs)
            return ex::value(ValueId::bias(id.layer, id.neuron));
        const int k = static_cast<int>(i);
        return ex::tightProduct(
            {ex::value(ValueId::weight(id.layer, id.neuron, k)), ex::value(sourceOf(id.layer, k))});
    };
    return layer.biases ? ex::longSum(inputs + 1, term, 2) : ex::longSum(inputs, term);
}

Expression softmaxOf(const Trace& trace, const ValueId& id) {
    const auto exponential = [&](int k) {
        return ex::call(Expression::Function::Exp, {ex::value(ValueId::u(id.layer, k))});
    };
    const Expression shown =
        ex::quotient(exponential(id.neuron), ex::longSum(outputs(trace), [&](std::size_t k) {
                         return exponential(static_cast<int>(k));
                     }));
    return ex::group(Meaning::None, Opening::Open, shown,
                     ex::call(Expression::Function::Softmax,
                              outputInputs(trace, {ex::value(ValueId::u(id.layer, id.neuron))})));
}

Expression activationOf(const Trace& trace, const ValueId& id) {
    const Expression u = ex::value(ValueId::u(id.layer, id.neuron));
    const Activation activation = layerOf(trace, id.layer).activation;
    const Expression exact = ex::activate(activation, u);
    const auto shownAs = [&](Expression shown) {
        return ex::group(Meaning::None, Opening::Open, std::move(shown), exact);
    };
    switch (activation) {
        case Activation::Sigmoid: {
            const Expression one = ex::constant(1.0);
            return shownAs(ex::quotient(
                one, ex::sum({one, ex::call(Expression::Function::Exp, {ex::negative(u)})})));
        }
        case Activation::Relu:
            return shownAs(ex::call(Expression::Function::Maximum, {ex::constant(0.0), u}));
        case Activation::LeakyRelu:
            return shownAs(
                ex::call(Expression::Function::Maximum, {ex::product({ex::constant(0.01), u}), u}));
        case Activation::Linear:
            return u;
        case Activation::Softmax:
            return softmaxOf(trace, id);
        case Activation::Tanh:
        case Activation::Step:
            break;
    }
    return exact;
}

/// The sum of the squared errors, whole.
Expression squaredErrors(const Trace& trace) {
    return ex::longSum(outputs(trace), [&](std::size_t k) {
        return ex::square(errorOf(trace, static_cast<int>(k), Opening::First));
    });
}

Expression binaryCrossEntropy(const Trace& trace) {
    const int l = outputLayer(trace);
    // ln ŷ = −softplus(−u) and ln(1 − ŷ) = −softplus(u): finite for every u.
    const auto logarithm = [&](Expression of, Expression softplusOf, int k) {
        return ex::group(
            Meaning::Logarithm, Opening::Open, ex::call(Expression::Function::Ln, {std::move(of)}),
            ex::negative(ex::call(Expression::Function::Softplus, {std::move(softplusOf)})),
            ValueId::h(l, k));
    };
    return ex::negative(ex::longSum(
        2 * outputs(trace),
        [&](std::size_t i) {
            const int k = static_cast<int>(i / 2);
            const Expression u = ex::value(ValueId::u(l, k));
            if (i % 2 == 0)
                return ex::product({ex::value(ValueId::target(k)),
                                    logarithm(prediction(trace, k), ex::negative(u), k)});
            return ex::product({complementOfTarget(k), logarithm(complementOf(l, k), u, k)});
        },
        2));
}

Expression crossEntropy(const Trace& trace) {
    const int l = outputLayer(trace);
    const auto term = [&](std::size_t i) {
        const int k = static_cast<int>(i);
        return ex::product({ex::value(ValueId::target(k)),
                            ex::group(Meaning::Logarithm, Opening::Open,
                                      ex::call(Expression::Function::Ln, {prediction(trace, k)}),
                                      ex::call(Expression::Function::LogSoftmax,
                                               outputInputs(trace, {ex::value(ValueId::u(l, k))})),
                                      ValueId::h(l, k))});
    };
    std::vector<Expression> all = outputInputs(trace);
    for (int k = 0; k < trace.network.outputCount(); ++k)
        all.push_back(ex::value(ValueId::target(k)));
    const Expression exact = ex::call(Expression::Function::CrossEntropy, std::move(all));
    const auto whole = [&] { return ex::negative(exact); };
    Eigen::Index likeliest = 0;
    trace.targets.maxCoeff(&likeliest);
    // A group of its own, so that not every term has to be made for its worth.
    return ex::group(Meaning::CutSum, Opening::Open,
                     ex::negative(ex::longSum(outputs(trace), term, 1, whole,
                                              static_cast<std::size_t>(likeliest))),
                     exact);
}

Expression lossOf(const Trace& trace) {
    const double count = static_cast<double>(outputs(trace));
    switch (trace.lossFunction) {
        case Loss::HalfSquaredError:
            return ex::tightProduct(
                {ex::quotient(ex::constant(1.0), ex::constant(2.0)), squaredErrors(trace)});
        case Loss::SquaredError:
            return squaredErrors(trace);
        case Loss::MeanSquaredError:
            if (outputs(trace) == 1)
                return squaredErrors(trace);
            return ex::product(
                {ex::quotient(ex::constant(1.0), ex::constant(count)), squaredErrors(trace)});
        case Loss::BinaryCrossEntropy:
            return binaryCrossEntropy(trace);
        case Loss::CrossEntropy:
            return crossEntropy(trace);
    }
    return {};
}

Expression deltaOf(const Trace& trace, const ValueId& id, const Notation& notation) {
    if (trace.network.isOutput(id.layer)) {
        const Sense sense = notation.turnsDelta() ? Sense::Negative : Sense::AsIs;
        if (mergesOutput(trace.lossFunction))
            return mergedErrorOf(trace, id.neuron, Opening::First, sense);
        return ex::product({lossSlopeOf(trace, id.neuron, Opening::First, sense),
                            slopeOf(trace, id.layer, id.neuron, Opening::First)});
    }
    const int next = id.layer + 1;
    const auto count = static_cast<std::size_t>(layerOf(trace, next).neurons());
    Expression slope = slopeOf(trace, id.layer, id.neuron, Opening::Closed);
    const auto term = [&](std::size_t i) {
        const int m = static_cast<int>(i);
        return ex::product(
            {ex::value(ValueId::delta(next, m)), ex::value(ValueId::weight(next, m, id.neuron))});
    };
    return ex::product({ex::longSum(count, term), std::move(slope)});
}

/// From delta of the neuron that the parameter enters; what feeds a weight times it.
Expression gradientOf(const ValueId& id, const Notation& notation) {
    Expression e = ex::value(ValueId::delta(id.layer, id.neuron));
    if (id.kind == ValueKind::WeightGradient)
        e = ex::product({std::move(e), ex::value(sourceOf(id.layer, id.input))});
    return notation.turnsDelta() ? ex::negative(std::move(e)) : e;
}

}  // namespace

bool mergesOutput(Loss loss) {
    return info(loss).output.has_value();
}

Expression slopeOf(const Trace& trace, int layer, int neuron, Opening opening) {
    const Activation activation = layerOf(trace, layer).activation;
    const Expression u = ex::value(ValueId::u(layer, neuron));
    const Expression h = ex::value(ValueId::h(layer, neuron));
    const Expression exact = ex::slope(activation, u);
    const auto shownAs = [&](Expression shown) {
        return ex::group(Meaning::Slope, opening, std::move(shown), exact, h.value);
    };
    switch (activation) {
        case Activation::Sigmoid:
            return shownAs(ex::tightProduct({h, complementOf(layer, neuron)}));
        case Activation::Tanh:
            return shownAs(ex::difference(ex::constant(1.0), ex::square(h)));
        case Activation::Linear:
            return shownAs(ex::constant(1.0));
        case Activation::Relu:
        case Activation::LeakyRelu:
        case Activation::Step:
        case Activation::Softmax:
            break;
    }
    return ex::group(Meaning::Slope, Opening::Closed, exact, exact, h.value);
}

Expression lossSlopeOf(const Trace& trace, int output, Opening opening, Sense sense) {
    const Expression y = ex::value(ValueId::target(output));
    const Expression h = prediction(trace, output);
    const double count = static_cast<double>(outputs(trace));
    const auto grouped = [&](const Expression& e) {
        return ex::group(Meaning::LossSlope, opening, e, e, h.value);
    };
    switch (trace.lossFunction) {
        case Loss::HalfSquaredError:
            return errorOf(trace, output, opening, sense);
        case Loss::SquaredError:
            return grouped(
                ex::tightProduct({ex::constant(2.0), errorOf(trace, output, opening, sense)}));
        case Loss::MeanSquaredError: {
            Expression factor = ex::constant(2.0);
            if (outputs(trace) > 1)
                return grouped(ex::product({ex::quotient(std::move(factor), ex::constant(count)),
                                            errorOf(trace, output, opening, sense)}));
            return grouped(
                ex::tightProduct({std::move(factor), errorOf(trace, output, opening, sense)}));
        }
        case Loss::BinaryCrossEntropy:
            return grouped(differenceIn(
                sense,
                ex::quotient(complementOfTarget(output), complementOf(outputLayer(trace), output)),
                ex::quotient(y, h)));
        case Loss::CrossEntropy:
            return grouped(sense == Sense::AsIs ? ex::negative(ex::quotient(y, h))
                                                : ex::quotient(y, h));
    }
    return {};
}

Expression mergedErrorOf(const Trace& trace, int output, Opening opening, Sense sense) {
    // Softmax: dJ/du = ŷ Σy − y, and the targets of one example usually sum to 1.
    constexpr double kRounding = 1e-14;
    const double sum = trace.targets.sum();
    if (trace.lossFunction != Loss::CrossEntropy ||
        std::abs(sum - 1.0) <= kRounding * static_cast<double>(outputs(trace)))
        return errorOf(trace, output, opening, sense);
    const Expression targets = ex::longSum(outputs(trace), [](std::size_t k) {
        return ex::value(ValueId::target(static_cast<int>(k)));
    });
    const Expression e = differenceIn(sense, ex::product({prediction(trace, output), targets}),
                                      ex::value(ValueId::target(output)));
    return ex::group(Meaning::Error, opening, e, e, ValueId::h(outputLayer(trace), output));
}

Expression expressionOf(const Trace& trace, const ValueId& id, const Notation& notation) {
    switch (id.kind) {
        case ValueKind::U:
            return weightedInput(trace, id);
        case ValueKind::H:
            return activationOf(trace, id);
        case ValueKind::Loss:
            return lossOf(trace);
        case ValueKind::Delta:
            return deltaOf(trace, id, notation);
        case ValueKind::WeightGradient:
        case ValueKind::BiasGradient:
            return gradientOf(id, notation);
        case ValueKind::NewWeight:
        case ValueKind::NewBias:
            return updateOf(trace, id, notation);
        case ValueKind::Input:
        case ValueKind::Target:
        case ValueKind::Weight:
        case ValueKind::Bias:
            break;
    }
    return ex::value(id);
}

}  // namespace stepgrad

#include <utility>

#include "core/walkthrough/derivation_values.h"

namespace stepgrad {
namespace {

using Meaning = Expression::Meaning;
using Opening = Expression::Opening;
namespace ex = expression;

Formula normSymbol() {
    return formula::symbol("‖g‖");
}

/// The gradients of all that is trained, by number: those of a layer's weights by source,
/// then by destination, and of its biases, layer by layer.
class Trained {
public:
    explicit Trained(const Network& network) {
        for (int l = 0; l < network.layerCount(); ++l) {
            const Layer& layer = network.layers[static_cast<std::size_t>(l)];
            const auto neurons = static_cast<std::size_t>(layer.neurons());
            if (layer.weightsTrainable)
                add({l, neurons, static_cast<std::size_t>(layer.weights.size()), true});
            if (layer.biases && layer.biasesTrainable)
                add({l, neurons, neurons, false});
        }
    }

    std::size_t count() const { return m_count; }
    ValueId at(std::size_t index) const {
        auto part = m_parts.begin();
        for (; index >= part->count; ++part)
            index -= part->count;
        const auto j = static_cast<int>(index % part->neurons);
        return part->isWeights ? ValueId::weightGradient(part->layer, j,
                                                         static_cast<int>(index / part->neurons))
                               : ValueId::biasGradient(part->layer, j);
    }

private:
    struct Part {
        int layer;
        std::size_t neurons, count;
        bool isWeights;
    };
    void add(const Part& part) {
        m_parts.push_back(part);
        m_count += part.count;
    }
    std::vector<Part> m_parts;
    std::size_t m_count = 0;
};

Expression norm(const Trace& trace) {
    return ex::named(normSymbol(), trace.gradientNorm, false);
}

/// c / max(c, ‖g‖)
Expression factor(const Trace& trace) {
    const Expression limit = ex::named(formula::symbol("c"), trace.optimizer.clipNorm, true);
    return ex::quotient(limit, ex::call(Expression::Function::Maximum, {limit, norm(trace)}));
}

}  // namespace

Expression clippedOf(const Trace& trace, Expression gradient) {
    if (!trace.optimizer.clips())
        return gradient;
    // One number, the same for all parameters.
    return ex::product({ex::group(Meaning::Memory, Opening::Closed,
                                  ex::named(formula::symbol("k"), 0.0, false), factor(trace)),
                        std::move(gradient)});
}

std::vector<Equation> deriveClipping(const Trace& trace, const Notation& notation,
                                     bool withNumbers) {
    const Trained trained(trace.network);
    if (!trace.optimizer.clips() || trained.count() == 0)
        return {};
    const Expression squares = ex::longSum(
        trained.count(), [&](std::size_t i) { return ex::square(ex::value(trained.at(i))); }, 1,
        [&] { return ex::named(normSymbol(), trace.gradientNorm * trace.gradientNorm, false); });
    const Expression root = ex::call(Expression::Function::SquareRoot, {squares});
    return {equationOf(normSymbol(), {}, root, trace, notation, withNumbers),
            equationOf(formula::symbol("k"), {}, factor(trace), trace, notation, withNumbers)};
}

}  // namespace stepgrad

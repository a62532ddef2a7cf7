#include "core/walkthrough/chain.h"

#include <algorithm>
#include <limits>

#include "core/walkthrough/derivation_values.h"
#include "core/walkthrough/expression_formula.h"

namespace stepgrad {
namespace {

using Opening = Expression::Opening;
using Place = ChainFactor::Place;
namespace ex = expression;

/// The sum over the paths; what all have in common stands in front and behind.
template <typename Leaf>
Expression assembled(const std::vector<ChainPath>& paths, Leaf leaf) {
    const std::size_t length = paths.front().size();
    const auto common = [&](std::size_t at) {
        for (const auto& path : paths)
            if (!(path[at].partial == paths.front()[at].partial))
                return false;
        return true;
    };
    std::size_t head = 0, tail = length;
    while (head < length && common(head))
        ++head;
    while (tail > head && common(tail - 1))
        --tail;
    const auto part = [&](const ChainPath& path, std::size_t from, std::size_t to,
                          std::vector<Expression> before = {}) {
        for (std::size_t i = from; i < to; ++i)
            before.push_back(leaf(path[i]));
        return before;
    };
    std::vector<Expression> factors = part(paths.front(), 0, head);
    if (head < tail) {
        std::vector<Expression> terms;
        for (const auto& path : paths)
            terms.push_back(ex::product(part(path, head, tail)));
        factors.push_back(ex::sum(std::move(terms)));
    }
    return ex::product(part(paths.front(), tail, length, std::move(factors)));
}

}  // namespace

Chain::Chain(const Trace& trace, const ValueId& id, const Notation& notation)
    : m_trace(trace), m_id(id), m_notation(notation) {}

int Chain::neuronsOf(int layer) const {
    return static_cast<int>(network().layers[static_cast<std::size_t>(layer)].neurons());
}

std::int64_t Chain::pathCount(int layer) const {
    std::int64_t count = 1;
    for (int l = layer + 1; l < network().layerCount(); ++l) {
        if (count > std::numeric_limits<std::int64_t>::max() / neuronsOf(l))
            return std::numeric_limits<std::int64_t>::max();
        count *= neuronsOf(l);
    }
    return count;
}

Formula Chain::partialOf(const ValueId& above, const ValueId& below) const {
    return partial(symbolOf(above), symbolOf(below));
}

Formula Chain::lossPartial(const ValueId& id) const {
    Formula whole = partialOf(ValueId::loss(), id);
    const auto derivative = shownDerivativeId(id, m_notation);
    return derivative ? formula::standingFor(std::move(whole), *derivative) : whole;
}

ChainFactor Chain::slopeFactor(int layer, int neuron) const {
    const ValueId u = ValueId::u(layer, neuron), h = ValueId::h(layer, neuron);
    const Activation f = network().layers[static_cast<std::size_t>(layer)].activation;
    return {Place::Neuron, h, partialOf(h, u),
            inSymbols(ex::slope(f, ex::value(u)), network(), m_notation),
            slopeOf(m_trace, layer, neuron, Opening::Closed)};
}

ChainFactor Chain::weightFactor(int layer, int to, int from) const {
    const ValueId weight = ValueId::weight(layer, to, from);
    return {Place::Edge, weight, partialOf(ValueId::u(layer, to), ValueId::h(layer - 1, from)),
            symbolOf(weight), ex::value(weight)};
}

/// From u to the parameter: what feeds a weight, 1 for a bias.
ChainFactor Chain::parameterFactor() const {
    Formula partial = partialOf(ValueId::u(m_id.layer, m_id.neuron), m_id);
    if (m_id.kind != ValueKind::Weight)
        return {Place::Source, m_id, std::move(partial), formula::number("1"), ex::constant(1.0)};
    const ValueId source = sourceOf(m_id.layer, m_id.input);
    return {Place::Source, source, std::move(partial), symbolOf(source), ex::value(source)};
}

/// All ways from J to u of a neuron.
std::vector<ChainPath> Chain::pathsToInput(int layer, int neuron) const {
    const ValueId u = ValueId::u(layer, neuron);
    if (network().isOutput(layer) && mergesOutput(m_trace.lossFunction)) {
        Formula partial = lossPartial(u);
        return {{{Place::Loss, ValueId::h(layer, neuron), partial, partial,
                  mergedErrorOf(m_trace, neuron, Opening::Closed)}}};
    }
    auto paths = pathsToActivation(layer, neuron);
    for (auto& path : paths)
        path.push_back(slopeFactor(layer, neuron));
    return paths;
}

/// All ways from J to h of a neuron.
std::vector<ChainPath> Chain::pathsToActivation(int layer, int neuron) const {
    const ValueId h = ValueId::h(layer, neuron);
    if (network().isOutput(layer)) {
        Formula partial = partialOf(ValueId::loss(), h);
        return {
            {{Place::Loss, h, partial, partial, lossSlopeOf(m_trace, neuron, Opening::Closed)}}};
    }
    std::vector<ChainPath> all;
    for (int m = 0; m < neuronsOf(layer + 1); ++m)
        for (auto& path : pathsToInput(layer + 1, m)) {
            path.push_back(weightFactor(layer + 1, m, neuron));
            all.push_back(std::move(path));
        }
    return all;
}

std::vector<ChainPath> Chain::paths() const {
    auto paths = m_id.kind == ValueKind::H ? pathsToActivation(m_id.layer, m_id.neuron)
                                           : pathsToInput(m_id.layer, m_id.neuron);
    if (m_id.isParameter())
        for (auto& path : paths)
            path.push_back(parameterFactor());
    return paths;
}

void Chain::addEnd(ChainPath& path) const {
    if (m_id.kind != ValueKind::H)
        path.push_back(slopeFactor(m_id.layer, m_id.neuron));
    if (m_id.isParameter())
        path.push_back(parameterFactor());
}

std::vector<ChainPath> Chain::collectedPaths(int most) const {
    const int next = m_id.layer + 1;
    std::vector<ChainPath> all;
    for (int m = 0; m < std::min(most, neuronsOf(next)); ++m) {
        const ValueId delta = ValueId::delta(next, m);
        const bool isTurned = m_notation.turnsDelta();
        ChainPath path{
            {Place::Delta, delta, partialOf(ValueId::loss(), ValueId::u(next, m)),
             isTurned ? formula::row({formula::op("−"), symbolOf(delta)}) : symbolOf(delta),
             isTurned ? ex::negative(ex::value(delta)) : ex::value(delta)},
            weightFactor(next, m, m_id.neuron)};
        addEnd(path);
        all.push_back(std::move(path));
    }
    return all;
}

std::pair<Expression, Expression> Chain::byPaths() const {
    const auto all = paths();
    return {assembled(all, [](const ChainFactor& f) { return ex::named(f.partial, 0.0, false); }),
            assembled(all, [](const ChainFactor& f) { return f.what; })};
}

std::pair<Formula, Expression> Chain::byDeltas() const {
    const int next = m_id.layer + 1;
    const ValueId h = ValueId::h(m_id.layer, m_id.neuron);
    const auto indexed = [](std::string letter) {
        return formula::sub(formula::symbol(std::move(letter)), formula::symbol("m"));
    };
    Formula sum = formula::row({formula::sum(formula::symbol("m")), indexed("δ"), formula::op("·"),
                                partial(indexed(weightedInputLetter(m_notation)), symbolOf(h))});
    std::vector<Expression> factors{
        ex::longSum(static_cast<std::size_t>(neuronsOf(next)), [&](std::size_t m) {
            const int to = static_cast<int>(m);
            return ex::product({ex::value(ValueId::delta(next, to)),
                                ex::value(ValueId::weight(next, to, m_id.neuron))});
        })};
    const bool isTurned = m_notation.turnsDelta();
    const auto signedRow = [isTurned](std::vector<Formula> row) {
        if (isTurned)
            row.insert(row.begin(), formula::op("−"));
        return formula::row(std::move(row));
    };
    const auto signedProduct = [isTurned](std::vector<Expression> all) {
        Expression product = ex::product(std::move(all));
        return isTurned ? ex::negative(std::move(product)) : product;
    };
    if (m_id.kind == ValueKind::H)
        return {signedRow(std::move(sum.parts)), signedProduct(std::move(factors))};
    std::vector<Formula> row{formula::fenced(std::move(sum))};
    ChainPath end;
    addEnd(end);
    for (ChainFactor& factor : end) {
        row.push_back(formula::op("·"));
        row.push_back(std::move(factor.partial));
        factors.push_back(std::move(factor.what));
    }
    return {signedRow(std::move(row)), signedProduct(std::move(factors))};
}

Expression Chain::whole(int mostPaths) const {
    const bool isShort = pathCount(m_id.layer) <= mostPaths || network().isOutput(m_id.layer);
    return isShort ? byPaths().second : byDeltas().second;
}

ValueId chainStart(const ValueId& id) {
    if (const auto parameter = id.parameter())
        return *parameter;
    return id.kind == ValueKind::Delta ? id.as(ValueKind::U) : id;
}

bool hasChain(const Network& network, const ValueId& id) {
    const bool asked = id.isParameter() || id.kind == ValueKind::U || id.kind == ValueKind::H;
    return asked && exists(network, id);
}

std::optional<ValueId> derivativeId(const ValueId& id) {
    switch (id.kind) {
        case ValueKind::Weight:
            return id.as(ValueKind::WeightGradient);
        case ValueKind::Bias:
            return id.as(ValueKind::BiasGradient);
        case ValueKind::U:
            return id.as(ValueKind::Delta);
        default:
            return std::nullopt;
    }
}

std::optional<ValueId> shownDerivativeId(const ValueId& id, const Notation& notation) {
    const auto derivative = derivativeId(id);
    const bool isTurned =
        derivative && derivative->kind == ValueKind::Delta && notation.turnsDelta();
    return isTurned ? std::nullopt : derivative;
}

bool isDerivativeReached(const Still& still, const ValueId& id) {
    if (const auto derivative = derivativeId(id))
        return still.isComputed(*derivative);
    if (still.network().isOutput(id.layer))
        return still.isComputed(ValueId::delta(id.layer, id.neuron));
    const auto next = static_cast<std::size_t>(id.layer) + 1;
    const int last = static_cast<int>(still.network().layers[next].neurons()) - 1;
    return still.isComputed(ValueId::delta(id.layer + 1, last));
}

}  // namespace stepgrad

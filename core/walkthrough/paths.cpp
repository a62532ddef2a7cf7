#include "core/walkthrough/paths.h"

#include <cmath>
#include <utility>

#include "core/walkthrough/conventional_value.h"
#include "core/walkthrough/derivation_values.h"
#include "core/walkthrough/explanation_words.h"
#include "core/walkthrough/expression_formula.h"
#include "core/walkthrough/formula_text.h"
#include "core/walkthrough/operation_count.h"

namespace stepgrad {
namespace {

using Place = ChainFactor::Place;
using Role = Equation::Role;
namespace ex = expression;

/// Whether the walk has come to the factor.
bool isReached(const Still& still, const ChainFactor& factor) {
    switch (factor.place) {
        case Place::Loss:
        case Place::Neuron:
            return still.isComputed(factor.at.as(ValueKind::Delta));
        case Place::Delta:
        case Place::Source:
            return still.isComputed(factor.at);
        case Place::Edge:
            break;
    }
    return true;
}

/// Makes the parts of one view.
class Paths {
public:
    Paths(const Still& still, const ValueId& start, const Notation& notation, int most)
        : m_still(still),
          m_start(start),
          m_notation(notation),
          m_most(most),
          m_chain(*still.trace, start, notation) {}

    PathView make() {
        const Network& network = m_still.network();
        PathView view;
        view.start = m_start;
        view.count = m_chain.pathCount(m_start.layer);
        view.isCollected = view.count > m_most;
        view.all = {m_start, anywhere()};
        const auto derivative = derivativeId(m_start);
        const double gradient = derivative ? *m_still.trace->value(*derivative)
                                           : evaluate(m_chain.whole(m_most), worths());
        if (isDerivativeReached(m_still, m_start) && std::isfinite(gradient))
            view.gradient = gradient;
        const auto chains = view.isCollected ? m_chain.collectedPaths(m_most) : m_chain.paths();
        for (const ChainPath& chain : chains)
            view.paths.push_back(path(chain, view.paths.size(), view));
        if (view.isCollected)
            view.left = nextNeurons() - static_cast<std::int64_t>(chains.size());
        view.sum = sumOf(view);
        view.summary = summaryOf(view);
        view.saving = savingText(countMultiplications(network, m_still.trace->lossFunction));
        if (!view.gradient)
            view.hint = isDerivativeReached(m_still, m_start)
                            ? "The products are no finite numbers here."
                            : "The numbers stand here once the walk has come to them: go on "
                              "with Next.";
        return view;
    }

private:
    std::vector<int> anywhere() const {
        std::vector<int> through(m_still.network().layers.size(), -1);
        through[static_cast<std::size_t>(m_start.layer)] = m_start.neuron;
        return through;
    }

    std::int64_t nextNeurons() const {
        return m_still.network().layers[static_cast<std::size_t>(m_start.layer) + 1].neurons();
    }

    /// What the values are worth as the notation tells them.
    ValueLookup worths() const { return conventionalValues(*m_still.trace, m_notation); }

    Formula derivative() const { return m_chain.lossPartial(m_start); }

    static Formula nameOf(std::size_t index) {
        return formula::sub(formula::symbol("p"), formula::number(std::to_string(index + 1)));
    }

    PathFactor factorOf(const ChainFactor& from) const {
        PathFactor factor{from.place, from.at, toText(from.shortName), {}, {}};
        if (isReached(m_still, from))
            if (const double worth = evaluate(from.what, worths()); std::isfinite(worth))
                factor.worth = worth;
        return factor;
    }

    GradientPath path(const ChainPath& chain, std::size_t index, const PathView& view) const {
        GradientPath path;
        path.set = {m_start, anywhere()};
        std::vector<Expression> factors;
        std::optional<double> product = 1.0;
        for (const ChainFactor& from : chain) {
            PathFactor factor = factorOf(from);
            factors.push_back(from.what);
            // The last product is a share of what the walk has yet to tell.
            if (!factor.worth || (factors.size() == chain.size() && !view.gradient))
                product.reset();
            else if (product)
                *product *= *factor.worth;
            factor.product = product;
            if (from.place == Place::Edge)
                path.set.through[static_cast<std::size_t>(from.at.layer)] = from.at.neuron;
            path.factors.push_back(std::move(factor));
        }
        if (product && std::isfinite(*product))
            path.product = product;
        if (view.isCollected)
            path.paths = m_chain.pathCount(m_start.layer + 1);
        const bool isOnly = view.count == 1;
        path.equation.left = isOnly ? derivative() : nameOf(index);
        complete(path.equation, ex::product(std::move(factors)), path.product);
        path.description = descriptionOf(path, index);
        return path;
    }

    /// Symbols, and where there is a result, numbers and result.
    void complete(Equation& equation, const Expression& what,
                  const std::optional<double>& result) const {
        equation.right.push_back({Role::Symbols, inSymbols(what, m_still.network(), m_notation)});
        if (!result)
            return;
        Formula numbers = inNumbers(what, *m_still.trace, m_notation, false);
        if (numbers.kind != Formula::Kind::Number && numbers.kind != Formula::Kind::Text)
            equation.right.push_back({Role::Numbers, std::move(numbers)});
        equation.right.push_back({Role::Result, numberFormula(*result, m_notation)});
    }

    std::string descriptionOf(const GradientPath& path, std::size_t index) const {
        std::vector<std::string> passed;
        for (std::size_t l = path.set.through.size(); l-- > 0;)
            if (const int neuron = path.set.through[l];
                neuron >= 0 && static_cast<int>(l) > m_start.layer)
                passed.push_back(symbolText(ValueId::h(static_cast<int>(l), neuron),
                                            m_still.network(), m_notation));
        const std::string name = "path " + std::to_string(index + 1);
        return passed.empty() ? name : name + " through " + listed(passed);
    }

    Equation sumOf(const PathView& view) const {
        Equation sum;
        sum.value = derivativeId(m_start);
        sum.left = derivative();
        if (view.count == 1)
            return sum;
        std::vector<Expression> terms;
        bool isTold = view.gradient.has_value();
        for (std::size_t i = 0; i < view.paths.size(); ++i) {
            isTold = isTold && view.paths[i].product;
            terms.push_back(ex::named(nameOf(i), view.paths[i].product.value_or(0.0), false));
        }
        if (view.left > 0)
            terms.push_back(ex::ellipsis());
        complete(sum, ex::sum(std::move(terms)), isTold ? view.gradient : std::nullopt);
        return sum;
    }

    std::string summaryOf(const PathView& view) const {
        const std::string from = symbolText(m_start, m_still.network(), m_notation);
        if (view.count == 1)
            return "One path leads from " + from + " to " + lossLetter(m_notation) + ".";
        const std::string leads =
            countText(view.count) + " paths lead from " + from + " to " + lossLetter(m_notation);
        if (!view.isCollected)
            return capitalised(leads) + "; the products along them add up to the gradient.";
        const ValueId first = ValueId::delta(m_start.layer + 1, 0);
        std::string text = capitalised(leads) + ", too many to list. ";
        const std::int64_t each = view.paths.front().paths;
        text += symbolText(first, m_still.network(), m_notation) + " collects " +
                (each == 1 ? std::string("the one path that goes")
                           : "the " + countText(each) + " that go") +
                " on from there, so " + formatCount(nextNeurons()) + " terms are left";
        return text + (view.left > 0
                           ? ", of which " + std::to_string(view.paths.size()) + " are listed."
                           : ".");
    }

    const Still& m_still;
    const ValueId m_start;
    const Notation& m_notation;
    const int m_most;
    const Chain m_chain;
};

}  // namespace

bool PathSet::passes(const ValueId& id) const {
    const auto goes = [this](int layer, int neuron) {
        if (layer < start.layer || layer >= static_cast<int>(through.size()))
            return false;
        const int only = through[static_cast<std::size_t>(layer)];
        return only < 0 || only == neuron;
    };
    const bool isWeight = start.kind == ValueKind::Weight;
    if (const auto parameter = id.parameter()) {
        if (*parameter == start)
            return true;
        return parameter->kind == ValueKind::Weight && parameter->layer > start.layer &&
               goes(parameter->layer, parameter->neuron) &&
               goes(parameter->layer - 1, parameter->input);
    }
    switch (id.kind) {
        case ValueKind::Input:
            return isWeight && start.layer == 0 && id.neuron == start.input;
        case ValueKind::Target:
            return goes(static_cast<int>(through.size()) - 1, id.neuron);
        case ValueKind::Loss:
            return true;
        default:
            return goes(id.layer, id.neuron) ||
                   (isWeight && id.layer == start.layer - 1 && id.neuron == start.input);
    }
}

std::optional<PathView> pathView(const Still& still, const ValueId& start, const Notation& notation,
                                 int mostPaths) {
    if (!still.trace || !hasChain(still.network(), start))
        return std::nullopt;
    return Paths(still, start, notation, mostPaths).make();
}

}  // namespace stepgrad

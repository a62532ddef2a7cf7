#include "core/walkthrough/operation_count.h"

#include "core/walkthrough/derivation_values.h"
#include "core/walkthrough/number_text.h"

namespace stepgrad {
namespace {

constexpr std::int64_t kMostCounted = 1'000'000'000'000'000'000;

/// A count that stays beyond counting once it is there.
class Count {
public:
    Count(std::int64_t n) : m_n(n > kMostCounted ? kBeyondCounting : n) {}
    Count operator+(Count other) const {
        std::int64_t sum = 0;
        return __builtin_add_overflow(m_n, other.m_n, &sum) ? Count(kBeyondCounting) : Count(sum);
    }
    Count operator*(Count other) const {
        std::int64_t product = 0;
        return __builtin_mul_overflow(m_n, other.m_n, &product) ? Count(kBeyondCounting)
                                                                : Count(product);
    }
    std::int64_t number() const { return m_n; }

private:
    std::int64_t m_n;
};

}  // namespace

OperationCounts countMultiplications(const Network& network, Loss loss) {
    const std::int64_t outputSlope = mergesOutput(loss) ? 0 : 1;
    Count paths = 1, byPaths = 0, byDeltas = 0;
    std::int64_t behind = outputSlope;
    for (int l = network.layerCount() - 1; l >= 0; --l) {
        const Layer& layer = network.layers[static_cast<std::size_t>(l)];
        const Count neurons = layer.neurons();
        const Count weights = neurons * Count(layer.inputs());
        const Count biases = layer.biases ? neurons : Count(0);
        byPaths = byPaths + paths * (weights * Count(behind + 1) + biases * Count(behind));
        if (network.isOutput(l)) {
            byDeltas = byDeltas + neurons * Count(outputSlope);
        } else {
            const Layer& next = network.layers[static_cast<std::size_t>(l) + 1];
            byDeltas = byDeltas + neurons * Count(next.neurons()) + neurons;
        }
        byDeltas = byDeltas + weights;
        paths = paths * neurons;
        behind += 2;
    }
    return {network.parameterCount(), byPaths.number(), byDeltas.number()};
}

std::string countText(std::int64_t count) {
    return count > kMostCounted ? "more than 10¹⁸" : formatCount(count);
}

std::string savingText(const OperationCounts& counts) {
    const std::string all = counts.gradients == 1 ? "The one gradient of this network takes "
                                                  : "All " + formatCount(counts.gradients) +
                                                        " gradients of this network take ";
    const std::string text = all + countText(counts.byPaths) +
                             (counts.byPaths == 1 ? " multiplication" : " multiplications") +
                             " path by path, ";
    if (counts.byPaths == counts.byDeltas)
        return text + "and as many with δ: here no two paths have anything in common.";
    if (counts.byPaths < counts.byDeltas)
        return text + "and " + countText(counts.byDeltas) + " with δ.";
    return text + "and only " + countText(counts.byDeltas) +
           " with δ, which is computed once for each neuron and used by every path through it.";
}

}  // namespace stepgrad

#include "core/training/training_state.h"

#include <algorithm>
#include <numeric>
#include <random>
#include <utility>

namespace stepgrad {
namespace {

/// Spreads seed and epoch over all 64 bits (splitmix64's finalizer, Steele et
/// al. 2014), so that neighbouring epochs have unrelated orders.
std::uint64_t mix(std::uint64_t seed, std::uint64_t epoch) {
    std::uint64_t z = seed + 0x9e3779b97f4a7c15ULL * (epoch + 1);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
    return z ^ (z >> 31);
}

}  // namespace

ExampleOrder::ExampleOrder(std::int64_t examples, const TrainingSettings& settings)
    : m_examples(examples), m_shuffle(settings.shuffle), m_seed(settings.seed) {}

void ExampleOrder::prepare(std::int64_t epoch) {
    if (epoch == m_epoch)
        return;
    m_epoch = epoch;
    m_order.resize(static_cast<std::size_t>(m_examples));
    std::iota(m_order.begin(), m_order.end(), std::int64_t{0});
    std::mt19937_64 random(mix(m_seed, static_cast<std::uint64_t>(epoch)));
    // Not std::shuffle, whose order is the library's own. The remainder's bias
    // is below 2^-38 for any data set that is accepted.
    for (std::size_t i = m_order.size(); i > 1; --i)
        std::swap(m_order[i - 1], m_order[random() % i]);
}

ExampleCursor ExampleOrder::find(std::int64_t epoch, std::int64_t row) {
    if (!m_shuffle)
        return {epoch, row};
    prepare(epoch);
    const auto at = std::find(m_order.begin(), m_order.end(), row);
    return {epoch, at - m_order.begin()};
}

}  // namespace stepgrad

#pragma once

#include <cstddef>
#include <cstdint>
#include <random>
#include <utility>
#include <vector>

namespace stepgrad {

/// Random numbers that a seed determines: the bits of std::mt19937_64, which the
/// standard fixes, and transforms of our own, since those of the standard library
/// differ from one library to the next.
class Random {
public:
    explicit Random(std::uint64_t seed) : m_bits(seed) {}

    /// Evenly from 0 to below 1, a multiple of 2^-53.
    double uniform() { return static_cast<double>(m_bits() >> 11) * 0x1p-53; }
    double uniform(double least, double most) { return least + (most - least) * uniform(); }
    /// Mean 0, standard deviation 1 (Box & Muller 1958, the first of each pair).
    double normal();
    /// Evenly from 0 to below `count` (> 0). The remainder's bias is below 2^-32
    /// for anything that can be counted here.
    std::uint64_t below(std::uint64_t count) { return m_bits() % count; }

    /// Fisher–Yates.
    template <typename T>
    void shuffle(std::vector<T>& values) {
        for (std::size_t i = values.size(); i > 1; --i)
            std::swap(values[i - 1], values[below(i)]);
    }

private:
    std::mt19937_64 m_bits;
};

}  // namespace stepgrad

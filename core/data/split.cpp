#include "core/data/split.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/network/random.h"

namespace stepgrad {

std::optional<std::string> problemOf(const Split& split) {
    if (split.testShare > 0.0 && split.testShare < 1.0)
        return std::nullopt;
    return "test_share: a number above 0 and below 1 was expected";
}

SplitRows splitRows(std::int64_t examples, const Split& split) {
    std::vector<std::int64_t> rows(static_cast<std::size_t>(examples));
    std::iota(rows.begin(), rows.end(), std::int64_t{0});
    if (examples < 2)
        return {rows, {}};
    Random(split.seed).shuffle(rows);
    const auto wanted = std::llround(static_cast<double>(examples) * split.testShare);
    const auto count = std::clamp<std::int64_t>(wanted, 1, examples - 1);
    const auto border = rows.begin() + count;
    SplitRows parts{{border, rows.end()}, {rows.begin(), border}};
    std::sort(parts.training.begin(), parts.training.end());
    std::sort(parts.test.begin(), parts.test.end());
    return parts;
}

}  // namespace stepgrad

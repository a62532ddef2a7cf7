#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include "core/data/dataset.h"
#include "core/data/scaling.h"
#include "core/data/split.h"

namespace stepgrad {

/// The examples as the network sees them: inputs scaled, parted for training and
/// testing. Immutable. With neither split nor scaling all of it is the data as
/// entered, not a copy.
struct Examples {
    DatasetPtr all;       ///< every row as entered, in that order
    DatasetPtr walkable;  ///< these, and after the last the example of the user's own
    DatasetPtr training;  ///< never null, at least one example
    DatasetPtr test;      ///< null without a split, or where one example is all there is
    /// Rows of `all` that make up the parts; both empty without a split.
    std::vector<std::int64_t> trainingRows, testRows;

    /// @param entered  at least one example; split and scaling valid for it
    /// @param own      as wide as these; may be none
    Examples(const DatasetPtr& entered, const std::optional<Split>& split,
             const std::optional<Scaling>& scaling, const std::optional<OwnExample>& own = {});

    /// The row of `all` that is the index-th of the training part.
    std::int64_t rowOfTraining(std::int64_t index) const {
        return trainingRows.empty() ? index : trainingRows[static_cast<std::size_t>(index)];
    }
    /// The other way round; nothing for a row that is kept back for testing, and for
    /// the example of the user's own.
    std::optional<std::int64_t> indexInTraining(std::int64_t row) const;
};

/// Keeps the examples of a project until its data, split, scaling or own example change. May
/// be asked from several threads at once. Copies share what is computed.
class ExamplesCache {
public:
    ExamplesCache() = default;
    ExamplesCache(const ExamplesCache& other) : m_entry(other.entry()) {}
    ExamplesCache& operator=(const ExamplesCache& other);

    std::shared_ptr<const Examples> get(const DatasetPtr& entered,
                                        const std::optional<Split>& split,
                                        const std::optional<Scaling>& scaling,
                                        const std::optional<OwnExample>& own) const;

private:
    struct Entry {
        DatasetPtr entered;
        std::optional<Split> split;
        std::optional<Scaling> scaling;
        std::optional<OwnExample> own;
        Examples examples;
    };
    std::shared_ptr<const Entry> entry() const;

    mutable std::mutex m_mutex;
    mutable std::shared_ptr<const Entry> m_entry;
};

}  // namespace stepgrad

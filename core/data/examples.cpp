#include "core/data/examples.h"

#include <algorithm>
#include <utility>

namespace stepgrad {
namespace {

DatasetPtr scaled(const DatasetPtr& entered, const std::optional<Scaling>& scaling) {
    if (!scaling)
        return entered;
    return std::make_shared<const Dataset>(
        Dataset{scaling->apply(entered->inputs), entered->targets});
}

DatasetPtr part(const Dataset& all, const std::vector<std::int64_t>& rows) {
    return std::make_shared<const Dataset>(
        Dataset{all.inputs(rows, Eigen::all), all.targets(rows, Eigen::all)});
}

/// The examples, and the user's own after the last.
DatasetPtr withOwn(const DatasetPtr& all, const std::optional<OwnExample>& own,
                   const std::optional<Scaling>& scaling) {
    if (!own)
        return all;
    Dataset both = *all;
    const Eigen::Index last = all->size();
    both.inputs.conservativeResize(last + 1, Eigen::NoChange);
    both.targets.conservativeResize(last + 1, Eigen::NoChange);
    both.inputs.row(last) = (scaling ? scaling->apply(own->input) : own->input).transpose();
    both.targets.row(last) = own->target.transpose();
    return std::make_shared<const Dataset>(std::move(both));
}

}  // namespace

Examples::Examples(const DatasetPtr& entered, const std::optional<Split>& split,
                   const std::optional<Scaling>& scaling, const std::optional<OwnExample>& own)
    : all(scaled(entered, scaling)), walkable(withOwn(all, own, scaling)), training(all) {
    if (!split || entered->size() < 2)
        return;
    SplitRows rows = splitRows(entered->size(), *split);
    trainingRows = std::move(rows.training);
    testRows = std::move(rows.test);
    training = part(*all, trainingRows);
    test = part(*all, testRows);
}

std::optional<std::int64_t> Examples::indexInTraining(std::int64_t row) const {
    if (trainingRows.empty())
        return row < training->size() ? std::optional(row) : std::nullopt;
    const auto found = std::lower_bound(trainingRows.begin(), trainingRows.end(), row);
    if (found == trainingRows.end() || *found != row)
        return std::nullopt;
    return found - trainingRows.begin();
}

ExamplesCache& ExamplesCache::operator=(const ExamplesCache& other) {
    auto theirs = other.entry();
    const std::scoped_lock lock(m_mutex);
    m_entry = std::move(theirs);
    return *this;
}

std::shared_ptr<const ExamplesCache::Entry> ExamplesCache::entry() const {
    const std::scoped_lock lock(m_mutex);
    return m_entry;
}

std::shared_ptr<const Examples> ExamplesCache::get(const DatasetPtr& entered,
                                                   const std::optional<Split>& split,
                                                   const std::optional<Scaling>& scaling,
                                                   const std::optional<OwnExample>& own) const {
    const std::scoped_lock lock(m_mutex);
    if (!m_entry || m_entry->entered != entered || m_entry->split != split ||
        m_entry->scaling != scaling || m_entry->own != own)
        m_entry = std::make_shared<const Entry>(
            Entry{entered, split, scaling, own, Examples(entered, split, scaling, own)});
    return {m_entry, &m_entry->examples};
}

}  // namespace stepgrad

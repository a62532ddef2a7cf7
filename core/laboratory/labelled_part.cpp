#include "core/laboratory/labelled_part.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/network/random.h"
#include "core/training/metrics.h"

namespace stepgrad {
namespace {

std::vector<std::int64_t> trainingRowsOf(const Project& project) {
    const auto examples = project.examples();
    if (!examples->trainingRows.empty())
        return examples->trainingRows;
    std::vector<std::int64_t> all(static_cast<std::size_t>(examples->all->size()));
    std::iota(all.begin(), all.end(), std::int64_t{0});
    return all;
}

std::vector<std::int64_t> shuffledTrainingRows(const Project& project, Random& random) {
    std::vector<std::int64_t> rows = trainingRowsOf(project);
    random.shuffle(rows);
    return rows;
}

/// Another class than the one in the row.
void mislabel(Matrix& targets, Eigen::Index row, int classes, Random& random) {
    const int true_ = classOf(targets.row(row).transpose());
    const auto drawn = static_cast<int>(random.below(static_cast<std::uint64_t>(classes - 1)));
    const int wrong = drawn < true_ ? drawn : drawn + 1;
    if (targets.cols() == 1) {
        targets(row, 0) = wrong;
        return;
    }
    targets.row(row).setZero();
    targets(row, wrong) = 1.0;
}

}  // namespace

Project withRows(const Project& project, std::span<const std::int64_t> training,
                 std::span<const std::int64_t> test) {
    Project part = project;
    part.source.reset();
    part.progress.reset();
    part.split.reset();
    const auto size = static_cast<std::int64_t>(training.size() + test.size());
    Dataset data{Matrix(size, project.data->inputs.cols()),
                 Matrix(size, project.data->targets.cols())};
    const auto copy = [&](std::int64_t from, std::int64_t to) {
        data.inputs.row(to) = project.data->inputs.row(from);
        data.targets.row(to) = project.data->targets.row(from);
    };
    if (test.empty()) {
        for (std::size_t i = 0; i < training.size(); ++i)
            copy(training[i], static_cast<std::int64_t>(i));
    } else {
        part.split = Split{static_cast<double>(test.size()) / static_cast<double>(size),
                           project.split ? project.split->seed : Split{}.seed};
        const SplitRows places = splitRows(size, *part.split);
        for (std::size_t i = 0; i < training.size(); ++i)
            copy(training[i], places.training[i]);
        for (std::size_t i = 0; i < test.size(); ++i)
            copy(test[i], places.test[i]);
    }
    part.data = std::make_shared<const Dataset>(std::move(data));
    return part;
}

std::vector<std::int64_t> labelledRows(const Project& project, std::int64_t count,
                                       std::uint64_t seed) {
    Random random(seed);
    std::vector<std::int64_t> rows = shuffledTrainingRows(project, random);
    rows.resize(static_cast<std::size_t>(
        std::clamp<std::int64_t>(count, 1, static_cast<std::int64_t>(rows.size()))));
    std::sort(rows.begin(), rows.end());
    return rows;
}

Project withLabels(const Project& project, std::int64_t count, std::uint64_t seed) {
    return withRows(project, labelledRows(project, count, seed), project.examples()->testRows);
}

std::int64_t wrongCount(const Project& project, double share) {
    return std::llround(share * static_cast<double>(project.examples()->training->size()));
}

Project withWrongLabels(const Project& project, double share, std::uint64_t seed) {
    Random random(seed);
    const std::vector<std::int64_t> rows = shuffledTrainingRows(project, random);
    const auto count = static_cast<std::size_t>(wrongCount(project, share));
    const Matrix& right = project.examples()->training->targets;
    Project noisy = project;
    noisy.progress.reset();
    if (count == 0)
        return noisy;
    Dataset data = *project.data;
    const int classes = classCountOf(data.targets);
    const Vector least = right.colwise().minCoeff(), greatest = right.colwise().maxCoeff();
    for (std::size_t i = 0; i < count; ++i)
        if (classes > 0)
            mislabel(data.targets, rows[i], classes, random);
        else
            for (Eigen::Index k = 0; k < right.cols(); ++k)
                data.targets(rows[i], k) = random.uniform(least[k], greatest[k]);
    noisy.source.reset();
    noisy.data = std::make_shared<const Dataset>(std::move(data));
    return noisy;
}

}  // namespace stepgrad

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/laboratory/training_run.h"

namespace stepgrad {

/// What the labels are changed in: how many there are, or how many of them are wrong.
enum class LabelQuestion { Count, Wrong };

/// Which runs make a curve.
struct LabelPlan {
    LabelQuestion question = LabelQuestion::Count;
    std::vector<double> values;  ///< numbers of labels, or shares of wrong ones, rising
    int seeds = 0;               ///< 1 … seeds, each at every value
    std::int64_t epochs = 0;     ///< over all training examples
    std::int64_t updates = 0;    ///< of every run: as many as these epochs have
    bool isShortened = false;    ///< fewer epochs than the project asks for
};

/// Why no curve can be measured with the project, for people; or nothing.
std::optional<std::string> reasonAgainstLabelCurve(const Project& project);

/// The runs for this project: 10, 30, 100, 300 … labels up to all; or 0, 5, 10, 20, 30 and
/// 40 % of them wrong. As many epochs as the project's rule says, else 60, and 10 seeds; for
/// large networks and data 3 seeds at least, and then fewer epochs, so that all of it
/// costs no more than a fixed number of operations.
LabelPlan labelPlan(const Project& project, LabelQuestion question);

/// One run of a curve.
struct LabelRun {
    std::size_t point = 0;  ///< which value of the plan
    std::uint64_t seed = 0;
    Metrics training, test;  ///< after its updates
    std::shared_ptr<const TrainingState> state;
    bool isDiverged = false;  ///< it ended before its time
};

/// What a run starts with: `withLabels` or `withWrongLabels`, and `begunWithSeed`. The seed chooses
/// the labels, the first weights and the order of the examples.
Project labelProject(const Project& project, const LabelPlan& plan, std::size_t point,
                     std::uint64_t seed);

/// Makes a run; nothing once stop is requested.
std::optional<LabelRun> runLabels(const Project& project, const LabelPlan& plan, std::size_t point,
                                  std::uint64_t seed, const std::stop_token& stop);

/// The run itself: its project with the trained weights, to be opened.
Project openedRun(const Project& project, const LabelPlan& plan, const LabelRun& run);

/// What a run is judged by on the test and on the training examples: the share of right
/// answers of classes, else the mean loss. The training examples of wrong labels are those
/// that it was trained on, wrong ones included.
double testScore(const LabelRun& run);
double trainingScore(const LabelRun& run);

/// The runs at one value.
struct LabelPoint {
    double value = 0.0;
    int runs = 0;  ///< made so far; the rest is of meaning from 1 on
    double mean = 0.0, least = 0.0, greatest = 0.0;  ///< of the test scores
    double trainingMean = 0.0;
};

/// A curve while it is measured: the project and its plan, and the runs made so far.
struct LabelCurve {
    Project project;
    LabelPlan plan;
    std::vector<LabelRun> runs;  ///< in the order of `nextOf`

    LabelCurve(Project measured, LabelQuestion question);
    bool hasClasses() const { return m_hasClasses; }
    bool isDone() const;
    std::size_t runCount() const {
        return plan.values.size() * static_cast<std::size_t>(plan.seeds);
    }
    /// The runs so far, one row for each value.
    std::vector<LabelPoint> points() const;
    /// What always answering the most frequent class of the training part would score on the test
    /// part; of numbers, nothing.
    const std::optional<double>& baseline() const { return m_baseline; }

    /// The run-th run of the plan: all values with seed 1, then with seed 2, and so on.
    std::size_t pointOf(std::size_t run) const { return run % plan.values.size(); }
    std::uint64_t seedOf(std::size_t run) const { return run / plan.values.size() + 1; }

private:
    bool m_hasClasses = false;
    std::optional<double> m_baseline;
};

}  // namespace stepgrad

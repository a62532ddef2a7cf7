#include "core/laboratory/label_curve.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "core/document/history.h"
#include "core/laboratory/labelled_part.h"
#include "core/walkthrough/number_text.h"

namespace stepgrad {
namespace {

constexpr double kMostCost = 1.6e10;  ///< of a curve, see epochCost
constexpr int kMostSeeds = 10, kLeastSeeds = 3;
constexpr std::int64_t kUsualEpochs = 60;
constexpr std::int64_t kMostParameters = 200'000;
constexpr std::int64_t kLeastTraining = 4;
constexpr double kApart = 1.25;  ///< the last number of labels before all, by this factor

std::vector<double> numbersOfLabels(std::int64_t all) {
    std::vector<double> values;
    const std::int64_t first = all >= 30 ? 10 : 1;
    for (std::int64_t ten = first; ten < all; ten *= 10)
        for (const std::int64_t value : {ten, 3 * ten})
            if (static_cast<double>(all) >= kApart * static_cast<double>(value))
                values.push_back(static_cast<double>(value));
    values.push_back(static_cast<double>(all));
    return values;
}

double scoreOf(const Metrics& metrics) {
    return metrics.accuracy().value_or(metrics.loss);
}

/// See LabelCurve::baseline. @param classes  at least two
double mostFrequent(const Examples& examples, int classes) {
    std::vector<std::int64_t> training(static_cast<std::size_t>(classes)), test = training;
    for (const auto& [part, counts] :
         {std::pair{examples.training, &training}, std::pair{examples.test, &test}})
        for (Eigen::Index row = 0; row < part->size(); ++row)
            ++(*counts)[static_cast<std::size_t>(classOf(part->target(row)))];
    const auto most = std::max_element(training.begin(), training.end()) - training.begin();
    return static_cast<double>(test[static_cast<std::size_t>(most)]) /
           static_cast<double>(examples.test->size());
}

}  // namespace

std::optional<std::string> reasonAgainstLabelCurve(const Project& project) {
    const auto examples = project.examples();
    if (!examples->test)
        return "No examples are kept back for testing, so nothing tells how well the network does "
               "on what it has not seen. Data → Split and Scaling keeps some back.";
    if (examples->training->size() < kLeastTraining)
        return "There are too few training examples: " + formatCount(examples->training->size()) +
               ".";
    if (project.network.parameterCount() > kMostParameters)
        return "The network is too large to be trained many times: it has " +
               formatCount(project.network.parameterCount()) + " weights and biases, at most " +
               formatCount(kMostParameters) + " are.";
    return std::nullopt;
}

LabelPlan labelPlan(const Project& project, LabelQuestion question) {
    LabelPlan plan;
    plan.question = question;
    if (question == LabelQuestion::Count)
        plan.values = numbersOfLabels(project.examples()->training->size());
    else
        plan.values = {0.0, 0.05, 0.1, 0.2, 0.3, 0.4};
    const std::int64_t asked = project.training.stop.epochs;
    plan.epochs = asked > 0 ? asked : kUsualEpochs;
    const double each = epochCost(project) * static_cast<double>(plan.values.size());
    const double seeds = kMostCost / (each * static_cast<double>(plan.epochs));
    plan.seeds = static_cast<int>(std::clamp<double>(seeds, kLeastSeeds, kMostSeeds));
    if (seeds < kLeastSeeds) {
        const double epochs = std::floor(kMostCost / (each * kLeastSeeds));
        plan.epochs = std::max<std::int64_t>(1, static_cast<std::int64_t>(epochs));
        plan.isShortened = asked > plan.epochs;
    }
    plan.updates = plan.epochs * updatesPerEpoch(project);
    return plan;
}

Project labelProject(const Project& project, const LabelPlan& plan, std::size_t point,
                     std::uint64_t seed) {
    const double value = plan.values.at(point);
    const bool isCount = plan.question == LabelQuestion::Count;
    Project start = isCount ? withLabels(project, std::llround(value), seed)
                            : withWrongLabels(project, value, seed);
    start.name += isCount ? ", " + formatCount(std::llround(value)) + " labels"
                          : ", " + formatCount(std::llround(100.0 * value)) + " % wrong labels";
    start.name += ", seed " + std::to_string(seed);
    return begunWithSeed(std::move(start), seed);
}

std::optional<LabelRun> runLabels(const Project& project, const LabelPlan& plan, std::size_t point,
                                  std::uint64_t seed, const std::stop_token& stop) {
    auto run = trainFor(labelProject(project, plan, point, seed), plan.updates, stop);
    if (!run)
        return std::nullopt;
    return LabelRun{point,
                    seed,
                    std::move(run->training),
                    std::move(*run->test),
                    run->state,
                    run->divergence.has_value()};
}

Project openedRun(const Project& project, const LabelPlan& plan, const LabelRun& run) {
    return withState(labelProject(project, plan, run.point, run.seed), *run.state);
}

double testScore(const LabelRun& run) {
    return scoreOf(run.test);
}

double trainingScore(const LabelRun& run) {
    return scoreOf(run.training);
}

LabelCurve::LabelCurve(Project measured, LabelQuestion question)
    : project(std::move(measured)), plan(labelPlan(project, question)) {
    const int classes = classCountOf(project.data->targets);
    m_hasClasses = classes > 0;
    if (m_hasClasses)
        m_baseline = mostFrequent(*project.examples(), classes);
}

bool LabelCurve::isDone() const {
    return runs.size() >= runCount();
}

std::vector<LabelPoint> LabelCurve::points() const {
    std::vector<LabelPoint> points(plan.values.size());
    for (std::size_t p = 0; p < points.size(); ++p)
        points[p].value = plan.values[p];
    for (const LabelRun& run : runs) {
        LabelPoint& point = points[run.point];
        const double score = testScore(run);
        point.least = point.runs == 0 ? score : std::min(point.least, score);
        point.greatest = point.runs == 0 ? score : std::max(point.greatest, score);
        ++point.runs;
        point.mean += score;
        point.trainingMean += trainingScore(run);
    }
    for (LabelPoint& point : points)
        if (point.runs > 0) {
            point.mean /= point.runs;
            point.trainingMean /= point.runs;
        }
    return points;
}

}  // namespace stepgrad

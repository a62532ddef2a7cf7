#include "core/laboratory/race.h"

#include <algorithm>
#include <limits>

#include "core/document/history.h"
#include "core/network/gradient_check.h"
#include "core/network/random.h"
#include "core/training/trainer.h"

namespace stepgrad {
namespace {

constexpr double kMomentum = 0.9, kPlainRate = 0.1, kAdamRate = 0.05;
constexpr std::int64_t kUpdatesAtOnce = 10;
constexpr double kMostBetween = 3e7;  ///< products of all measurements of a race on the way

/// A racer's trainer, with its settings.
std::unique_ptr<Trainer> trainerFor(const RaceRules& rules, const RaceEntry& entry,
                                    const SurfacePoint& start) {
    auto project = std::make_shared<Project>(*rules.project);
    project->optimizer = entry.optimizer;
    parameterOf(project->network, rules.x.parameter) = start.x;
    parameterOf(project->network, rules.y.parameter) = start.y;
    project->progress.reset();
    const TrainingState state = initialStateOf(*project);
    return std::make_unique<Trainer>(std::move(project), state);
}

void addPoint(Racer& racer, const Trainer& trainer, const RaceRules& rules) {
    const Network& network = trainer.network();
    racer.path.push_back(
        {parameterOf(network, rules.x.parameter), parameterOf(network, rules.y.parameter)});
}

void go(Racer& racer, Trainer& trainer, const RaceRules& rules, std::int64_t updates,
        bool isMeasured, const std::stop_token& stop) {
    for (std::int64_t i = 0; i < updates && !racer.hasDiverged && !stop.stop_requested(); ++i) {
        racer.hasDiverged = trainer.step().has_value();
        addPoint(racer, trainer, rules);
    }
    racer.loss = std::numeric_limits<double>::quiet_NaN();
    if (isMeasured)
        racer.loss = trainer.meanLoss(stop).value_or(racer.loss);
}

/// Whether all racers can be measured each time that they are told of.
bool isQuick(const RaceRules& rules, std::size_t racers) {
    const Project& project = *rules.project;
    return static_cast<double>(project.network.parameterCount()) *
               static_cast<double>(project.examples()->training->size()) *
               static_cast<double>(racers) * static_cast<double>(rules.updates / kUpdatesAtOnce) <
           kMostBetween;
}

}  // namespace

std::vector<RaceEntry> raceEntries(const OptimizerSettings& own, const Notation& notation) {
    OptimizerSettings plain, momentum, adam;
    const bool isSgd = own.type == OptimizerType::Sgd;
    plain.learningRate = isSgd ? own.learningRate : kPlainRate;
    momentum = plain;
    momentum.momentum = isSgd && own.momentum > 0.0 ? own.momentum : kMomentum;
    adam.type = OptimizerType::Adam;
    adam.learningRate = kAdamRate;
    if (own.type == OptimizerType::Adam)
        adam = own;
    const auto number = [&](double value) { return exactNumber(value, notation.numbers); };
    return {{"SGD, η " + number(plain.learningRate), plain},
            {"Momentum " + number(momentum.momentum) + ", η " + number(momentum.learningRate),
             momentum},
            {"Adam, η " + number(adam.learningRate), adam}};
}

bool runRace(const RaceRules& rules, const std::stop_token& stop,
             const std::function<void(const std::vector<Racer>&)>& progress) {
    Random random(rules.seed);
    std::vector<Racer> racers;
    std::vector<std::unique_ptr<Trainer>> trainers;
    for (int start = 0; start < rules.starts; ++start) {
        const double x = random.uniform(rules.x.low, rules.x.high);
        const double y = random.uniform(rules.y.low, rules.y.high);
        for (std::size_t entry = 0; entry < rules.entries.size(); ++entry) {
            trainers.push_back(trainerFor(rules, rules.entries[entry], {x, y}));
            racers.push_back({entry, start, {{x, y}}, 0.0, false});
        }
    }
    const bool isAlwaysMeasured = isQuick(rules, racers.size());
    for (std::int64_t done = 0; done < rules.updates; done += kUpdatesAtOnce) {
        for (std::size_t i = 0; i < racers.size(); ++i)
            go(racers[i], *trainers[i], rules, std::min(kUpdatesAtOnce, rules.updates - done),
               isAlwaysMeasured || done + kUpdatesAtOnce >= rules.updates, stop);
        if (stop.stop_requested())
            return false;
        progress(racers);
    }
    return true;
}

}  // namespace stepgrad

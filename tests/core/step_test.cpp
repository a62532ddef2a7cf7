#include "core/walkthrough/step.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <set>
#include <stdexcept>

#include "core/document/project.h"
#include "core/network/backpropagation.h"
#include "core/walkthrough/notation.h"
#include "tests/oracle/random_case.h"

namespace stepgrad {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

Still stillOf(const Network& network, Loss loss, const Vector& inputs, const Vector& targets) {
    Still still;
    still.trace =
        std::make_shared<const Trace>(trainingStep(network, loss, {}, {}, inputs, targets));
    still.walk = std::make_shared<const Walk>(network);
    return still;
}

Still articleStill() {
    const Project p = articleExample();
    return stillOf(p.network, p.loss, p.data->input(0), p.data->target(0));
}

TEST(Walk, TheArticlesExampleHasTenStepsAndTwentyTwoStops) {
    const Walk walk(articleExample().network);
    std::vector<std::string> ids, titles;
    std::vector<std::int64_t> counts;
    for (const Step& step : walk.steps()) {
        ids.push_back(step.id);
        titles.push_back(step.title);
        counts.push_back(step.count);
    }
    EXPECT_THAT(ids, ElementsAre("forward.1.weighted_input", "forward.1.activation",
                                 "forward.2.weighted_input", "forward.2.activation", "forward.loss",
                                 "backward.2.delta", "backward.2.gradient", "backward.1.delta",
                                 "backward.1.gradient", "update"));
    EXPECT_THAT(counts, ElementsAre(2, 2, 1, 1, 1, 1, 2, 2, 4, 6));
    EXPECT_EQ(walk.stopCount(), 22);
    EXPECT_EQ(titles[0], "Hidden weighted inputs");
    EXPECT_EQ(titles[2], "Output weighted input");
    EXPECT_EQ(titles[3], "Prediction");
    EXPECT_EQ(titles[7], "Hidden deltas");
    EXPECT_EQ(titles[8], "Input weight gradients");
    EXPECT_EQ(std::set<std::string>(titles.begin(), titles.end()).size(), 10u)
        << "no two steps of a walk look alike";
}

TEST(Walk, TellsTheArticlesValuesInTheirOrder) {
    const Network network = articleExample().network;
    const Walk walk(network);
    std::vector<std::string> order;
    for (std::int64_t stop = 0; stop < walk.stopCount(); ++stop)
        order.push_back(accessibleName(walk.valueAt(stop), network));
    EXPECT_THAT(order, ElementsAre("u1", "u2", "h1", "h2", "u3", "prediction y", "loss J",
                                   "delta 3", "gradient w5", "gradient w6", "delta 1", "delta 2",
                                   "gradient w1", "gradient w2", "gradient w3", "gradient w4",
                                   "new w1", "new w2", "new w3", "new w4", "new w5", "new w6"));
}

TEST(Walk, HasThreePhasesEachInOnePiece) {
    for (std::uint64_t seed = 1; seed <= 40; ++seed) {
        const Network network = randomCase(seed).network;
        const Walk walk(network);
        EXPECT_EQ(static_cast<int>(walk.steps().size()), 4 * network.layerCount() + 2);
        std::vector<Phase> phases;
        std::int64_t stop = 0;
        for (const Step& step : walk.steps()) {
            if (phases.empty() || phases.back() != step.phase)
                phases.push_back(step.phase);
            EXPECT_EQ(step.first, stop);
            EXPECT_GT(step.count, 0);
            stop += step.count;
        }
        EXPECT_EQ(stop, walk.stopCount());
        EXPECT_THAT(phases, ElementsAre(Phase::Forward, Phase::Backward, Phase::Update));
    }
}

TEST(Walk, StopsAndValuesAreInverse) {
    for (std::uint64_t seed = 1; seed <= 100; ++seed) {
        const Network network = randomCase(seed).network;
        SCOPED_TRACE("seed " + std::to_string(seed) + ", " + network.shapeText());
        const Walk walk(network);
        std::set<ValueId> seen;
        for (std::int64_t stop = 0; stop < walk.stopCount(); ++stop) {
            const ValueId id = walk.valueAt(stop);
            EXPECT_EQ(walk.stopOf(id), stop);
            EXPECT_TRUE(seen.insert(id).second) << "each value once";
        }
        forEveryValue(network, [&](const ValueId& id) {
            const auto stop = walk.stopOf(id);
            EXPECT_EQ(stop.has_value(), !id.isEditable()) << accessibleName(id, network);
            EXPECT_EQ(stop.has_value(), seen.contains(id)) << accessibleName(id, network);
            if (stop) {
                EXPECT_EQ(walk.valueAt(*stop), id);
            }
        });
    }
}

TEST(Walk, KnowsNoStopOfValuesThatTheNetworkHasNot) {
    const Walk walk(articleExample().network);
    for (const ValueId& id :
         {ValueId::u(2, 0), ValueId::h(0, 2), ValueId::biasGradient(0, 0), ValueId::newBias(1, 0),
          ValueId::weightGradient(1, 0, 2), ValueId::newWeight(-1, 0, 0), ValueId::delta(0, -1)})
        EXPECT_EQ(walk.stopOf(id), std::nullopt);
    EXPECT_THROW(walk.valueAt(-1), std::out_of_range);
    EXPECT_THROW(walk.valueAt(22), std::out_of_range);
    EXPECT_THROW(walk.stepOf(22), std::out_of_range);
}

TEST(Walk, EveryValueComesAfterWhatItIsComputedFrom) {
    for (std::uint64_t seed = 1; seed <= 40; ++seed) {
        const RandomCase c = randomCase(seed);
        const Walk walk(c.network);
        for (std::int64_t stop = 0; stop < walk.stopCount(); ++stop)
            for (const ValueId& id : readsOf(c.network, walk.valueAt(stop), c.loss))
                EXPECT_LT(walk.stopOf(id).value_or(-1), stop);
    }
}

TEST(Walk, NextAndBackGoAsFarAsTheDetailSays) {
    const Walk walk(articleExample().network);
    const auto forward = [&](Detail detail) {
        std::vector<std::int64_t> at;
        for (std::int64_t p = 0; p < walk.stopCount(); at.push_back(p))
            p = walk.next(p, detail);
        return at;
    };
    const auto backward = [&](Detail detail) {
        std::vector<std::int64_t> at;
        for (std::int64_t p = walk.stopCount(); p > 0; p = walk.back(p, detail))
            at.push_back(p);
        std::reverse(at.begin(), at.end());
        return at;
    };
    EXPECT_THAT(forward(Detail::Phase), ElementsAre(7, 16, 22));
    EXPECT_THAT(forward(Detail::Step), ElementsAre(2, 4, 5, 6, 7, 8, 10, 12, 16, 22));
    EXPECT_EQ(forward(Detail::Value).size(), 22u);
    for (const Detail detail : {Detail::Phase, Detail::Step, Detail::Value}) {
        EXPECT_EQ(backward(detail), forward(detail)) << "Back stops where Next stopped";
        EXPECT_EQ(walk.next(22, detail), 22);
        EXPECT_EQ(walk.back(0, detail), 0);
    }
    // From the middle of a step: to its end, and to its start.
    EXPECT_EQ(walk.next(13, Detail::Step), 16);
    EXPECT_EQ(walk.back(13, Detail::Step), 12);
    EXPECT_EQ(walk.next(13, Detail::Phase), 16);
    EXPECT_EQ(walk.back(13, Detail::Phase), 7);
}

TEST(Walk, TitlesTellSeveralHiddenLayersApart) {
    Network network;
    network.inputNames = {"i1"};
    for (int l = 0; l < 3; ++l)
        network.layers.push_back({Activation::Sigmoid, Matrix{{1.0}}, std::nullopt});
    std::set<std::string> titles;
    const Walk walk(network);
    for (const Step& step : walk.steps())
        EXPECT_TRUE(titles.insert(step.title).second) << step.title;
    EXPECT_TRUE(titles.contains("Hidden 2 weighted input")) << "one neuron, one input";
    EXPECT_TRUE(titles.contains("Hidden 1 delta"));
    EXPECT_TRUE(titles.contains("Output delta"));
}

TEST(Still, ShowsWhatTheWalkHasReached) {
    Still still = articleStill();
    EXPECT_TRUE(still.isStart());
    EXPECT_EQ(still.currentStep(), nullptr);
    EXPECT_EQ(still.currentStepIndex(), -1);
    EXPECT_THAT(still.reads(), IsEmpty());
    EXPECT_EQ(still.value(ValueId::weight(0, 0, 0)), 0.3) << "there from the start";
    EXPECT_EQ(still.value(ValueId::u(0, 0)), std::nullopt);

    for (std::int64_t p = 1; p <= still.walk->stopCount(); ++p) {
        still.position = p;
        still.from = p - 1;
        const ValueId last = still.walk->valueAt(p - 1);
        EXPECT_TRUE(still.isComputed(last));
        EXPECT_TRUE(still.isCurrent(last));
        EXPECT_EQ(still.value(last), still.trace->value(last));
        if (p < still.walk->stopCount()) {
            const ValueId next = still.walk->valueAt(p);
            EXPECT_FALSE(still.isComputed(next));
            EXPECT_EQ(still.value(next), std::nullopt);
        }
        EXPECT_EQ(still.currentStepIndex(), still.walk->stepOf(p - 1));
    }
    EXPECT_TRUE(still.isEnd());
    EXPECT_EQ(still.currentStep()->id, "update");
    EXPECT_FALSE(still.isComputed(ValueId::bias(0, 0))) << "the network has none";
    EXPECT_FALSE(still.isCurrent(ValueId::weight(0, 0, 0)));
}

/// Textbook formulas over an accessor that notes what they ask for: the values
/// that a value is really computed from.
class Formulas {
public:
    explicit Formulas(const Trace& trace) : m_trace(trace) {}

    double compute(const ValueId& id) {
        m_read.clear();
        const int l = id.layer, j = id.neuron;
        switch (id.kind) {
            case ValueKind::U:
                return weightedInput(l, j);
            case ValueKind::H:
                return activation(l, j);
            case ValueKind::Loss:
                return loss();
            case ValueKind::Delta:
                return l + 1 == m_trace.network.layerCount() ? lastDelta(l, j) : innerDelta(l, j);
            case ValueKind::WeightGradient:
                return at(ValueId::delta(l, j)) * at(sourceOf(l, id.input));
            case ValueKind::BiasGradient:
                return at(ValueId::delta(l, j));
            case ValueKind::NewWeight:
                return at(ValueId::weight(l, j, id.input)) -
                       0.1 * at(ValueId::weightGradient(l, j, id.input));
            case ValueKind::NewBias:
                return at(ValueId::bias(l, j)) - 0.1 * at(ValueId::biasGradient(l, j));
            default:
                throw std::invalid_argument("nothing to compute");
        }
    }
    const std::set<ValueId>& read() const { return m_read; }

private:
    double at(const ValueId& id) {
        m_read.insert(id);
        return m_trace.value(id).value();
    }
    const Layer& layer(int l) const { return m_trace.network.layers[static_cast<std::size_t>(l)]; }
    oracle::Dual slope(int l, int j) {
        return oracle::activated(std::string(info(layer(l).activation).key),
                                 {at(ValueId::u(l, j)), 1.0L});
    }
    /// As textbooks write it: by the activation where it can be.
    double derivative(int l, int j) {
        switch (layer(l).activation) {
            case Activation::Sigmoid:
                return at(ValueId::h(l, j)) * (1.0 - at(ValueId::h(l, j)));
            case Activation::Tanh:
                return 1.0 - at(ValueId::h(l, j)) * at(ValueId::h(l, j));
            case Activation::Linear:
                return 1.0;
            default:
                return static_cast<double>(slope(l, j).slope);
        }
    }
    double weightedInput(int l, int j) {
        double u = layer(l).biases ? at(ValueId::bias(l, j)) : 0.0;
        for (int k = 0; k < layer(l).inputs(); ++k)
            u += at(ValueId::weight(l, j, k)) * at(sourceOf(l, k));
        return u;
    }
    double activation(int l, int j) {
        if (layer(l).activation != Activation::Softmax)
            return static_cast<double>(slope(l, j).value);
        double sum = 0.0;
        for (int k = 0; k < layer(l).neurons(); ++k)
            sum += std::exp(at(ValueId::u(l, k)));
        return std::exp(at(ValueId::u(l, j))) / sum;
    }
    double loss() {
        const int l = m_trace.network.layerCount() - 1;
        std::vector<oracle::Dual> h;
        oracle::Numbers y;
        for (int k = 0; k < layer(l).neurons(); ++k) {
            h.emplace_back(at(ValueId::h(l, k)));
            y.push_back(at(ValueId::target(k)));
        }
        return static_cast<double>(
            oracle::lossOf(std::string(info(m_trace.lossFunction).key), h, y).value);
    }
    double lastDelta(int l, int j) {
        const double error = at(ValueId::h(l, j)) - at(ValueId::target(j));
        const double n = static_cast<double>(layer(l).neurons());
        switch (m_trace.lossFunction) {
            case Loss::BinaryCrossEntropy:
            case Loss::CrossEntropy:
                return error;
            case Loss::HalfSquaredError:
                return error * derivative(l, j);
            case Loss::SquaredError:
                return 2.0 * error * derivative(l, j);
            case Loss::MeanSquaredError:
                return 2.0 / n * error * derivative(l, j);
        }
        return 0.0;
    }
    double innerDelta(int l, int j) {
        double sum = 0.0;
        for (int m = 0; m < layer(l + 1).neurons(); ++m)
            sum += at(ValueId::delta(l + 1, m)) * at(ValueId::weight(l + 1, m, j));
        return sum * derivative(l, j);
    }

    const Trace& m_trace;
    std::set<ValueId> m_read;
};

TEST(Still, ReadsExactlyWhatTheFormulasReadAndTheyGiveTheValue) {
    std::uint64_t seed = 50;
    for (const auto& loss : losses())
        for (const auto& output : activations()) {
            if (!fits(loss.id, output.id))
                continue;
            RandomCase c = randomCase(++seed, Activation::Tanh, output.id, loss.id);
            c.targets.setZero();
            c.targets[0] = 1.0;  // the targets of a softmax sum to 1, as they should
            Still still = stillOf(c.network, c.loss, c.inputs, c.targets);
            Formulas formulas(*still.trace);
            for (std::int64_t p = 1; p <= still.walk->stopCount(); ++p) {
                still.position = p;
                still.from = p - 1;
                const ValueId id = still.walk->valueAt(p - 1);
                SCOPED_TRACE(std::string(loss.key) + " of " + std::string(output.key) + ": " +
                             accessibleName(id, c.network));
                const double expected = formulas.compute(id);
                EXPECT_NEAR(*still.value(id), expected, 1e-12 * std::abs(expected) + 1e-15);
                const auto reads = still.reads();
                EXPECT_EQ(std::set<ValueId>(reads.begin(), reads.end()), formulas.read());
                EXPECT_EQ(reads.size(), formulas.read().size()) << "each once";
            }
        }
}

TEST(Still, ReadsOfAStepAreThoseOfItsValuesTogetherEachOnce) {
    Still still = articleStill();
    still.from = 10;
    still.position = 12;  // both hidden deltas
    EXPECT_THAT(still.reads(),
                ElementsAre(ValueId::delta(1, 0), ValueId::weight(1, 0, 0), ValueId::h(0, 0),
                            ValueId::weight(1, 0, 1), ValueId::h(0, 1)));
}

TEST(Still, AFrozenParameterReadsOnlyItself) {
    Network network = articleExample().network;
    network.layers[0].weightsTrainable = false;
    network.layers[1].biases = Vector{{0.5}};
    network.layers[1].biasesTrainable = false;
    EXPECT_THAT(readsOf(network, ValueId::newWeight(0, 1, 0)),
                ElementsAre(ValueId::weight(0, 1, 0)));
    EXPECT_THAT(readsOf(network, ValueId::newBias(1, 0)), ElementsAre(ValueId::bias(1, 0)));
    EXPECT_THAT(readsOf(network, ValueId::newWeight(1, 0, 0)),
                ElementsAre(ValueId::weight(1, 0, 0), ValueId::weightGradient(1, 0, 0)));
    EXPECT_THAT(readsOf(network, ValueId::bias(1, 0)), IsEmpty());
    EXPECT_THAT(readsOf(network, ValueId::newBias(0, 0)), IsEmpty()) << "no such value";
}

}  // namespace
}  // namespace stepgrad

#include "core/training/trainer.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>
#include <random>
#include <set>

#include "core/network/backpropagation.h"
#include "core/training/run_record.h"

namespace stepgrad {
namespace {

/// The four rows of XOR on a 2–2–1 network with biases.
Project xorProject() {
    Project p = articleExample();
    p.network.layers[0].biases = Vector{{0.1, -0.1}};
    p.network.layers[1].biases = Vector{{0.05}};
    Dataset data;
    data.inputs = Matrix{{0, 0}, {0, 1}, {1, 0}, {1, 1}};
    data.targets = Matrix{{0}, {1}, {1}, {0}};
    p.data = std::make_shared<const Dataset>(data);
    return p;
}

std::shared_ptr<const Project> shared(Project p) {
    return std::make_shared<const Project>(std::move(p));
}

TrainingState startOf(const Project& p) {
    return {p.network, initialState(p.optimizer, p.network), 0, {}};
}

/// Gradient of one example by a written-out 2–2–1 chain rule, biases included:
/// independent of the code under test.
struct Hand {
    double w[9];  // w1 w2 w3 w4 w5 w6 b1 b2 b3
    static bool isWeight(int i) { return i < 6; }
    static double s(double u) { return 1.0 / (1.0 + std::exp(-u)); }
    void gradient(double x1, double x2, double y, double (&g)[9]) const {
        const double h1 = s(w[0] * x1 + w[2] * x2 + w[6]);
        const double h2 = s(w[1] * x1 + w[3] * x2 + w[7]);
        const double o = s(w[4] * h1 + w[5] * h2 + w[8]);
        const double d3 = (o - y) * o * (1 - o);
        const double d1 = d3 * w[4] * h1 * (1 - h1), d2 = d3 * w[5] * h2 * (1 - h2);
        const double all[9] = {d1 * x1, d2 * x1, d1 * x2, d2 * x2, d3 * h1, d3 * h2, d1, d2, d3};
        std::copy(std::begin(all), std::end(all), std::begin(g));
    }
};

Hand handOf(const Network& n) {
    const auto& a = n.layers[0];
    const auto& b = n.layers[1];
    return {{a.weights(0, 0), a.weights(1, 0), a.weights(0, 1), a.weights(1, 1), b.weights(0, 0),
             b.weights(0, 1), (*a.biases)[0], (*a.biases)[1], (*b.biases)[0]}};
}

TEST(Trainer, GoesThroughAllExamplesInTurnWithOneUpdateEach) {
    const auto p = shared(xorProject());
    Trainer trainer(p, startOf(*p));
    Hand hand = handOf(p->network);
    for (int update = 0; update < 10; ++update) {
        const auto row = update % 4;
        double g[9];
        hand.gradient(p->data->inputs(row, 0), p->data->inputs(row, 1), p->data->targets(row, 0),
                      g);
        for (int i = 0; i < 9; ++i)
            hand.w[i] -= 0.1 * g[i];
        ASSERT_FALSE(trainer.step());
    }
    const Hand learned = handOf(trainer.network());
    for (int i = 0; i < 9; ++i)
        EXPECT_NEAR(learned.w[i], hand.w[i], 1e-13) << "parameter " << i;
    EXPECT_EQ(trainer.update(), 10);
    EXPECT_EQ(trainer.cursor(), (ExampleCursor{2, 2}));
}

/// Two epochs of four examples in batches of three, by the trainer and by hand.
/// @param l2  with a penalty, the trainer makes its updates in the readable way
void expectMeansOfBatches(double l2) {
    Project project = xorProject();
    project.training.batchSize = 3;
    project.optimizer.l2 = l2;
    const auto p = shared(project);
    Trainer trainer(p, startOf(*p));
    Hand hand = handOf(p->network);
    const std::vector<int> first{0, 1, 2}, rest{3};
    for (const auto& rows : {first, rest, first, rest}) {
        double sum[9] = {};
        for (const int row : rows) {
            double g[9];
            hand.gradient(p->data->inputs(row, 0), p->data->inputs(row, 1),
                          p->data->targets(row, 0), g);
            for (int i = 0; i < 9; ++i)
                sum[i] += g[i];
        }
        for (int i = 0; i < 9; ++i) {
            const double penalty = Hand::isWeight(i) ? l2 * hand.w[i] : 0.0;
            hand.w[i] -= 0.1 * (sum[i] / static_cast<double>(rows.size()) + penalty);
        }
        ASSERT_FALSE(trainer.step());
    }
    const Hand learned = handOf(trainer.network());
    for (int i = 0; i < 9; ++i)
        EXPECT_NEAR(learned.w[i], hand.w[i], 1e-13) << "parameter " << i;
    EXPECT_EQ(trainer.cursor(), (ExampleCursor{2, 0}));
}

TEST(Trainer, AveragesABatchAndASmallerLastBatchOverItsOwnSize) {
    expectMeansOfBatches(0.0);
}

TEST(Trainer, AveragesABatchWithAPenaltyToo) {
    expectMeansOfBatches(0.3);
}

TEST(Trainer, StaysOnTheOnlyRowWhenStepsAreMadeByHand) {
    const auto p = shared(xorProject());
    Trainer trainer(p, startOf(*p), RunRule{2});
    ASSERT_FALSE(trainer.step());
    const Trace expected =
        trainingStep(p->network, p->loss, p->optimizer, {}, p->data->input(2), p->data->target(2));
    EXPECT_EQ(trainer.network(), expected.networkAfter());
    EXPECT_EQ(trainer.cursor(), ExampleCursor{});
}

TEST(Trainer, LeavesFrozenPartsAlone) {
    Project project = xorProject();
    project.network.layers[0].weightsTrainable = false;
    project.network.layers[1].biasesTrainable = false;
    const auto p = shared(project);
    Trainer trainer(p, startOf(*p));
    for (int i = 0; i < 50; ++i)
        ASSERT_FALSE(trainer.step());
    EXPECT_EQ(trainer.network().layers[0].weights, project.network.layers[0].weights);
    EXPECT_EQ(*trainer.network().layers[1].biases, *project.network.layers[1].biases);
    EXPECT_NE(*trainer.network().layers[0].biases, *project.network.layers[0].biases);
    EXPECT_NE(trainer.network().layers[1].weights, project.network.layers[1].weights);
}

/// A linear neuron with J = (w x - y)^2 / 2 and a learning rate that makes w
/// swing wider every time: it must diverge.
Project exploding() {
    Project p = articleExample();
    p.network.layers = {p.network.layers[1]};
    p.network.layers[0].activation = Activation::Linear;
    p.network.layers[0].weights = Matrix{{1.0, 1.0}};
    p.optimizer.learningRate = 1e6;
    return p;
}

TEST(Trainer, StopsBeforeAValueThatIsNotFiniteAndKeepsTheLastFiniteWeights) {
    const auto p = shared(exploding());
    Trainer trainer(p, startOf(*p));
    std::optional<Divergence> divergence;
    Network before = trainer.network();
    for (int i = 0; i < 1000 && !divergence; ++i) {
        before = trainer.network();
        divergence = trainer.step();
    }
    ASSERT_TRUE(divergence);
    EXPECT_EQ(divergence->update, trainer.update() + 1);
    EXPECT_GT(divergence->update, 5);
    EXPECT_TRUE(trainer.network().layers[0].weights.allFinite());
    // And J with the kept weights is finite, so that they can be shown.
    EXPECT_TRUE(
        std::isfinite(lossOf(trainer.network(), p->loss, p->data->input(0), p->data->target(0))));
    EXPECT_NE(
        divergence->text(trainer.network()).find("update " + std::to_string(divergence->update)),
        std::string::npos);
    // Trying again ends at the same place.
    const Network kept = trainer.network();
    divergence.reset();
    for (int i = 0; i < 3 && !divergence; ++i)
        divergence = trainer.step();
    EXPECT_TRUE(divergence);
    EXPECT_EQ(trainer.network(), kept);
}

TEST(Trainer, StopsBeforeAnOptimizerRemembersWhatIsNotFinite) {
    // u 1e153, J 5e305, gradient 1e183: finite, as is the new weight; not its square.
    Project p = xorProject();
    p.network.inputNames = {"i1"};
    p.network.layers = {{Activation::Linear, Matrix{{1e123}}, std::nullopt}};
    p.optimizer.type = OptimizerType::Adam;
    p.data = std::make_shared<const Dataset>(Dataset{Matrix{{1e30}}, Matrix{{0.0}}});
    Trainer trainer(shared(p), startOf(p));
    const auto divergence = trainer.step();
    ASSERT_TRUE(divergence.has_value());
    EXPECT_EQ(divergence->value, ValueId::newWeight(0, 0, 0));
    EXPECT_EQ(trainer.network(), p.network);
}

/// Counts calls and checks each update against the trace's own numbers.
struct Witness : TrainerListener {
    int forward = 0, backward = 0, update = 0;
    void forwardFinished(const Trace&) override { ++forward; }
    void backwardFinished(const Trace&) override { ++backward; }
    void updateFinished(const Trace& t) override {
        ++update;
        const auto& layer = t.layers[0];
        const Matrix expected = t.network.layers[0].weights - 0.1 * layer.weightGradients;
        EXPECT_LT((layer.newWeights - expected).cwiseAbs().maxCoeff(), 1e-15);
        // A batch multiplies and adds in one rounding.
        EXPECT_NEAR(t.loss, lossOf(t.network, t.lossFunction, t.inputs, t.targets), 1e-15);
    }
};

TEST(Trainer, AListenerHearsEveryUpdateAndChangesNothing) {
    for (const std::int64_t batch : {1, 3}) {
        Project project = xorProject();
        project.training.batchSize = batch;
        const auto p = shared(project);
        Trainer heard(p, startOf(*p)), alone(p, startOf(*p));
        Witness witness;
        heard.setListener(&witness);
        for (int i = 0; i < 50; ++i) {
            ASSERT_FALSE(heard.step());
            ASSERT_FALSE(alone.step());
        }
        EXPECT_EQ(witness.forward, 50);
        EXPECT_EQ(witness.backward, 50);
        EXPECT_EQ(witness.update, 50);
        EXPECT_EQ(heard.state(), alone.state());
    }
}

TEST(Trainer, ALateDivergenceTakesBackExactlyTheLastUpdate) {
    // Grows slowly enough to pass several checkpoints, then leaves all bounds.
    Project project = exploding();
    project.optimizer.learningRate = 2.0;  // w grows by a constant factor an update
    const auto p = shared(project);
    Trainer trainer(p, startOf(*p));
    std::vector<TrainingState> states{trainer.state()};
    std::optional<Divergence> divergence;
    while (!(divergence = trainer.step()) && states.size() < 20000)
        states.push_back(trainer.state());
    ASSERT_TRUE(divergence);
    ASSERT_GT(states.size(), 600u);
    EXPECT_EQ(trainer.state(), states[static_cast<std::size_t>(trainer.update())]);
    EXPECT_EQ(divergence->update, trainer.update() + 1);
    EXPECT_TRUE(
        std::isfinite(lossOf(trainer.network(), p->loss, p->data->input(0), p->data->target(0))));
}

TEST(Trainer, TheLastUpdateIsTakenBackWhereverTheRunBegan) {
    // Also where parameters have just been remembered: every 256 updates.
    Project project = exploding();
    project.optimizer.learningRate = 2.0;
    const auto p = shared(project);
    Trainer trainer(p, startOf(*p));
    std::vector<TrainingState> states{trainer.state()};
    while (!trainer.step() && states.size() < 20000)
        states.push_back(trainer.state());
    ASSERT_GT(states.size(), 600u);
    for (std::size_t before = 250; before < 262; ++before) {
        Trainer again(p, states[states.size() - before]);
        while (!again.step() && again.update() < 20000) {
        }
        EXPECT_EQ(again.state(), trainer.state()) << before;
    }
}

TEST(Trainer, ALongUpdateIsGivenUpWhereItIsAskedToStop) {
    // Fast, and by the readable passes, which alone know penalties.
    for (const double penalty : {0.0, 1e-4}) {
        Project project = articleExample();
        project.network.layers[0].weights = Matrix::Random(300, 64);
        project.network.layers[0].biases = Vector::Zero(300);
        project.network.layers[1].weights = Matrix::Random(1, 300);
        project.network.inputNames.clear();
        for (int k = 0; k < 64; ++k)
            project.network.inputNames.push_back("x" + std::to_string(k));
        Dataset data;
        data.inputs = Matrix::Random(4000, 64);
        data.targets = Matrix::Random(4000, 1);
        project.data = std::make_shared<const Dataset>(data);
        project.training.batchSize = 4000;
        project.optimizer.l2 = penalty;
        const auto p = shared(project);
        Trainer trainer(p, startOf(*p));
        std::stop_source source;
        EXPECT_FALSE(trainer.step(source.get_token()));
        EXPECT_EQ(trainer.update(), 1);
        const TrainingState state = trainer.state();
        source.request_stop();
        EXPECT_FALSE(trainer.step(source.get_token()));
        EXPECT_EQ(trainer.state(), state);
        EXPECT_FALSE(trainer.step());
        EXPECT_EQ(trainer.update(), 2);
    }
}

TEST(ExampleOrder, IsAPermutationOfItsOwnForEveryEpochAndRepeatable) {
    TrainingSettings settings;
    settings.shuffle = true;
    settings.seed = 42;
    ExampleOrder a(100, settings), b(100, settings);
    std::set<std::vector<std::int64_t>> orders;
    for (std::int64_t epoch : {5, 0, 1, 2, 5}) {
        std::vector<std::int64_t> rows;
        for (std::int64_t i = 0; i < 100; ++i)
            rows.push_back(a.row({epoch, i}));
        EXPECT_EQ(a.find(epoch, rows[17]), (ExampleCursor{epoch, 17}));
        EXPECT_EQ(b.row({epoch, 99}), rows[99]);
        auto sorted = rows;
        std::sort(sorted.begin(), sorted.end());
        for (std::int64_t i = 0; i < 100; ++i)
            EXPECT_EQ(sorted[static_cast<std::size_t>(i)], i);
        orders.insert(rows);
    }
    EXPECT_EQ(orders.size(), 4u);
}

TEST(RunRecord, ReturnsEveryStateBitForBit) {
    for (const auto type : {OptimizerType::Sgd, OptimizerType::Adam}) {
        Project project = xorProject();
        project.training.shuffle = true;
        project.optimizer.type = type;
        project.optimizer.momentum = 0.5;
        const auto p = shared(project);
        RunRecord record(p, startOf(project), {});
        Trainer trainer(p, startOf(project));
        std::vector<TrainingState> states{trainer.state()};
        for (int i = 0; i < 3000; ++i) {
            ASSERT_FALSE(trainer.step());
            record.afterUpdate(trainer);
            if (i == 2700 || i == 2950 || i == 2990)
                record.keepLatest(trainer);
            states.push_back(trainer.state());
        }
        for (std::int64_t i = 3000; i >= 0; i -= i > 2900 || i < 50 ? 1 : 37)
            ASSERT_EQ(record.stateAt(i), states[static_cast<std::size_t>(i)]) << i;
    }
}

TEST(RunRecord, KeepsLossesAtWideningIntervals) {
    const auto p = shared(xorProject());
    RunRecord record(p, startOf(*p), {});
    Trainer trainer(p, startOf(*p));
    for (int i = 0; i < 20000; ++i) {
        ASSERT_FALSE(trainer.step());
        record.afterUpdate(trainer);
    }
    const auto& losses = record.losses();
    EXPECT_LE(losses.size(), 4097u);
    EXPECT_GE(losses.size(), 2000u);
    EXPECT_EQ(losses.front().update, 0);
    EXPECT_GT(losses.back().update, 19900);
    for (const std::size_t i : {std::size_t{0}, losses.size() / 3, losses.size() - 1}) {
        const Network network = record.stateAt(losses[i].update).network;
        double sum = 0.0;
        for (int row = 0; row < 4; ++row)
            sum += lossOf(network, p->loss, p->data->input(row), p->data->target(row));
        EXPECT_DOUBLE_EQ(losses[i].loss, sum / 4.0);
    }
}

}  // namespace
}  // namespace stepgrad

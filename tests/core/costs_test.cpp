// What a training step costs: counts against an instrumented run, and sizes of what is timed.

#include <gtest/gtest.h>

#include <QCoreApplication>
#include <numeric>

#include "core/document/project_json.h"
#include "core/laboratory/costs.h"
#include "core/laboratory/timing.h"
#include "core/training/worker.h"
#include "core/walkthrough/operation_count.h"
#include "tests/core/session_support.h"
#include "tests/oracle/counting_number.h"
#include "tests/oracle/random_case.h"

namespace stepgrad {
namespace {

using oracle::Counted;

Project example(const std::string& name) {
    return loadProject(STEPGRAD_SOURCE_DIR "/resources/examples/" + name + ".stepgrad");
}

Counted sumOf(const std::vector<Counted>& terms) {
    Counted sum = terms.front();
    for (std::size_t i = 1; i < terms.size(); ++i)
        sum = sum + terms[i];
    return sum;
}

/// Multiplications and additions of the forward passes of `inputs`, as textbooks have it.
void runForward(const Network& network, std::int64_t& functions) {
    for (const Layer& layer : network.layers)
        for (int j = 0; j < layer.neurons(); ++j) {
            std::vector<Counted> terms;
            for (int k = 0; k < layer.inputs(); ++k)
                terms.push_back(Counted{layer.weights(j, k)} * Counted{1.0L});
            if (layer.biases)
                terms.push_back(Counted{(*layer.biases)[j]});
            sumOf(terms);
            ++functions;
        }
}

void runBackward(const Network& network, bool isMerged, std::int64_t& functions) {
    std::vector<Counted> next;
    for (int l = network.layerCount() - 1; l >= 0; --l) {
        const Layer& layer = network.layers[static_cast<std::size_t>(l)];
        std::vector<Counted> delta;
        for (int j = 0; j < layer.neurons(); ++j) {
            Counted error{0.5L};
            if (network.isOutput(l)) {
                error = Counted{0.75L} + Counted{-0.25L};  // prediction minus target
                if (isMerged) {
                    delta.push_back(error);
                    continue;
                }
            }
            if (!network.isOutput(l)) {
                const Layer& behind = network.layers[static_cast<std::size_t>(l) + 1];
                std::vector<Counted> terms;
                for (std::size_t m = 0; m < next.size(); ++m)
                    terms.push_back(next[m] * Counted{behind.weights(static_cast<int>(m), j)});
                error = sumOf(terms);
            }
            delta.push_back(error * Counted{0.25L});
            ++functions;
        }
        for (const Counted d : delta)
            for (int k = 0; k < layer.inputs(); ++k)
                d* Counted{1.0L};
        next = delta;
    }
}

TEST(Costs, AreThoseOfAnInstrumentedRun) {
    for (std::uint64_t seed = 1; seed <= 40; ++seed) {
        const RandomCase c = randomCase(seed);
        const bool isMerged = info(c.loss).output.has_value();
        const Costs costs = countCosts(c.network, c.loss, {}, 1);
        Work counted;
        Counted::multiplications = Counted::additions = 0;
        runForward(c.network, counted.functions);
        counted.multiplications = Counted::multiplications;
        counted.additions = Counted::additions;
        EXPECT_EQ(costs.forward, counted) << seed;
        counted = {};
        Counted::multiplications = Counted::additions = 0;
        runBackward(c.network, isMerged, counted.functions);
        counted.multiplications = Counted::multiplications;
        counted.additions = Counted::additions;
        EXPECT_EQ(costs.backward, counted) << seed;
    }
}

TEST(Costs, OfTheBackwardPassAgreeWithThoseOfThePaths) {
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        const RandomCase c = randomCase(seed);
        EXPECT_EQ(countCosts(c.network, c.loss, {}, 1).backward.multiplications,
                  countMultiplications(c.network, c.loss).byDeltas);
    }
}

TEST(Costs, OfAnUpdateAreThoseOfItsFormula) {
    const Network network = articleExample().network;  // six weights, no biases
    OptimizerSettings settings;
    EXPECT_EQ(countCosts(network, Loss::HalfSquaredError, settings, 1).update, (Work{6, 6, 0}));
    const Costs ofFour = countCosts(network, Loss::HalfSquaredError, settings, 4);
    EXPECT_EQ(ofFour.update, (Work{6, 6, 0}));
    EXPECT_EQ(ofFour.mean, (Work{6, 18, 0}));
    const Work passes = (ofFour.forward + ofFour.backward) * 4;
    EXPECT_EQ(ofFour.perUpdate(), (passes + Work{12, 24, 0}));
    settings.momentum = 0.9;
    EXPECT_EQ(countCosts(network, Loss::HalfSquaredError, settings, 1).update, (Work{12, 12, 0}));
    settings = {};
    settings.type = OptimizerType::Adam;
    EXPECT_EQ(countCosts(network, Loss::HalfSquaredError, settings, 1).update, (Work{54, 24, 6}));
    Network frozen = network;
    frozen.layers[0].weightsTrainable = false;
    EXPECT_EQ(countCosts(frozen, Loss::HalfSquaredError, {}, 1).update, (Work{2, 2, 0}));
}

TEST(Costs, OfMemoryGrowWithTheBatchOnlyInWhatIsKept) {
    const Network network = example("xor-2-3-1").network;
    OptimizerSettings adam;
    adam.type = OptimizerType::Adam;
    const Memory one = countCosts(network, Loss::HalfSquaredError, adam, 1).memory;
    const Memory many = countCosts(network, Loss::HalfSquaredError, adam, 32).memory;
    EXPECT_EQ(one.kept, 2 * 8 * (3 + 1));
    EXPECT_EQ(many.kept, 32 * one.kept);
    EXPECT_EQ(one.parameters, 8 * network.parameterCount());
    EXPECT_EQ(one.optimizer, 16 * network.parameterCount());
    EXPECT_EQ(one.forwardOnly, 8 * (2 + 3));
    EXPECT_EQ(many.parameters, one.parameters);
}

TEST(Costs, OfTheNaiveWayAreOneForwardPassForEachParameterAndOne) {
    const Network network = articleExample().network;
    const Costs costs = countCosts(network, Loss::HalfSquaredError, {}, 1);
    EXPECT_EQ(costs.forward.all(), 6 + 3 + 3);
    EXPECT_EQ(costs.naive(), 7 * 12);
    EXPECT_NE(naiveText(costs, 0.0, {}).find("84 operations"), std::string::npos);
}

TEST(Bill, CountsASmallerLastBatchAsItIs) {
    Project project = example("xor");  // four examples
    project.training.batchSize = 3;
    const Bill bill = billOf(project, 10, 1e-6);
    const auto update = [&](std::int64_t batch) {
        return static_cast<double>(
            countCosts(project.network, project.loss, project.optimizer, batch).perUpdate().all());
    };
    EXPECT_EQ(bill.updates, 20);
    EXPECT_DOUBLE_EQ(bill.operations, 10.0 * (update(3) + update(1)));
    EXPECT_DOUBLE_EQ(bill.seconds, 40e-6);
    EXPECT_EQ(billText(bill, {}).substr(0, 24), "10 epochs of 4 examples:");
}

TEST(Durations, AreToldInUnitsOfTheirSize) {
    EXPECT_EQ(durationText(1.234e-8, {}), "12.3 ns");
    EXPECT_EQ(durationText(4.5e-6, {}), "4.5 µs");
    EXPECT_EQ(durationText(0.25, {}), "250 ms");
    EXPECT_EQ(durationText(12.0, {}), "12 s");
    EXPECT_EQ(durationText(600.0, {}), "10 min");
    EXPECT_EQ(durationText(7500.0, {}), "2 h 5 min");
    EXPECT_EQ(bytesText(96, {}), "96 bytes");
    EXPECT_EQ(bytesText(2400, {}), "2.4 kB");
}

TEST(Growth, ChangesWidthOrDepthAndNothingElse) {
    const Network network = example("xor-2-3-1").network;
    EXPECT_EQ(grown(network, Growth::Width, 16).shapeText(), "2–16–1");
    EXPECT_EQ(grown(network, Growth::Depth, 4).shapeText(), "2–3–3–3–3–1");
    EXPECT_EQ(grown(network, Growth::Batch, 4), network);
    const Network single = example("local-minimum").network;
    EXPECT_EQ(grown(single, Growth::Width, 4).shapeText(), "1–4–1");
    EXPECT_EQ(grown(single, Growth::Depth, 2).shapeText(), "1–8–8–1");
}

TEST(Growth, IsMeasuredAtEverySizeInOrder) {
    const Project project = example("xor");
    for (const Growth growth : {Growth::Width, Growth::Depth, Growth::Batch}) {
        std::vector<std::int64_t> sizes;
        EXPECT_TRUE(measureGrowth(project, growth, 0.0, {}, [&](const GrowthPoint& point) {
            sizes.push_back(point.size);
            EXPECT_GT(point.operations, 0.0);
            EXPECT_GE(point.seconds, 0.0);
        }));
        EXPECT_EQ(sizes, growthSizes(growth));
    }
}

TEST(Growth, TakesABatchThatIsLargerThanTheDataForAllOfIt) {
    Project project = example("xor");
    project.training.batchSize = std::int64_t{1} << 60;
    const double whole = static_cast<double>(
        countCosts(grown(project.network, Growth::Depth, 1), project.loss, project.optimizer, 4)
            .perUpdate()
            .all());
    std::vector<double> operations;
    EXPECT_TRUE(measureGrowth(project, Growth::Depth, 0.0, {}, [&](const GrowthPoint& point) {
        operations.push_back(point.operations);
    }));
    EXPECT_EQ(operations.front(), whole);
}

TEST(Growth, EndsWhenItIsStopped) {
    std::stop_source stop;
    int told = 0;
    EXPECT_FALSE(measureGrowth(example("xor"), Growth::Depth, 0.0, stop.get_token(),
                               [&](const GrowthPoint&) {
                                   ++told;
                                   stop.request_stop();
                               }));
    EXPECT_EQ(told, 1);
    EXPECT_FALSE(measurePhases(example("xor"), 0.0, stop.get_token()));
}

TEST(Worker, PostsInOrderAndThenSaysThatItHasFinished) {
    Worker worker;
    std::vector<int> told;
    QObject::connect(&worker, &Worker::finished, [&] { told.push_back(99); });
    worker.run([&](const std::stop_token&, const Worker::Post& post) {
        for (int i = 0; i < 3; ++i)
            post([&told, i] { told.push_back(i); });
    });
    EXPECT_TRUE(worker.isRunning());
    ASSERT_TRUE(test::waitFor([&] { return !worker.isRunning(); }));
    EXPECT_EQ(told, (std::vector{0, 1, 2, 99}));
}

TEST(Worker, GoesOnAfterAJobThatThrew) {
    Worker worker;
    int finished = 0;
    QObject::connect(&worker, &Worker::finished, [&] { ++finished; });
    worker.run([](const std::stop_token&, const Worker::Post&) { throw std::bad_alloc(); });
    ASSERT_TRUE(test::waitFor([&] { return finished == 1; }));
    worker.run([](const std::stop_token&, const Worker::Post&) {});
    ASSERT_TRUE(test::waitFor([&] { return finished == 2; }));
}

TEST(Worker, TellsNothingOfAJobThatWasStoppedOrReplaced) {
    Worker worker;
    int told = 0, finished = 0;
    QObject::connect(&worker, &Worker::finished, [&] { ++finished; });
    const auto endless = [&](const std::stop_token& stop, const Worker::Post& post) {
        post([&] { ++told; });
        while (!stop.stop_requested())
            std::this_thread::yield();
        post([&] { ++told; });
    };
    worker.run(endless);
    worker.stop();
    EXPECT_FALSE(worker.isRunning());
    bool isSecond = false;
    worker.run(endless);
    worker.run(
        [&](const std::stop_token&, const Worker::Post& post) { post([&] { isSecond = true; }); });
    ASSERT_TRUE(test::waitFor([&] { return isSecond && !worker.isRunning(); }));
    EXPECT_EQ(told, 0);
    EXPECT_EQ(finished, 1);
}

}  // namespace
}  // namespace stepgrad

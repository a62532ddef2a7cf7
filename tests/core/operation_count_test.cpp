#include "core/walkthrough/operation_count.h"

#include <gtest/gtest.h>

#include "tests/core/walkthrough_support.h"
#include "tests/oracle/counting_number.h"
#include "tests/oracle/random_case.h"

namespace stepgrad::test {
namespace {

TEST(OperationCount, IsWhatAnInstrumentedRunCounts) {
    for (std::uint64_t seed = 0; seed < 300; ++seed) {
        SCOPED_TRACE(seed);
        const RandomCase c = randomCase(seed);
        const auto step =
            oracle::countedStep(toOracle(c.network, c.loss), {c.inputs.begin(), c.inputs.end()},
                                {c.targets.begin(), c.targets.end()});
        const auto paths = oracle::gradientsByPaths(step);
        const auto deltas = oracle::gradientsByDeltas(step);
        const OperationCounts counts = countMultiplications(c.network, c.loss);
        EXPECT_EQ(counts.gradients, static_cast<std::int64_t>(paths.values.size()));
        EXPECT_EQ(counts.byPaths, paths.multiplications);
        EXPECT_EQ(counts.byDeltas, deltas.multiplications);
    }
}

TEST(OperationCount, OfBothInstrumentedRunsTheGradientsAreTheRightOnes) {
    for (std::uint64_t seed = 0; seed < 100; ++seed) {
        SCOPED_TRACE(seed);
        const RandomCase c = randomCase(seed);
        const auto network = toOracle(c.network, c.loss);
        const auto step = oracle::countedStep(network, {c.inputs.begin(), c.inputs.end()},
                                              {c.targets.begin(), c.targets.end()});
        const oracle::Answer answer = askOracle(c);
        const auto paths = oracle::gradientsByPaths(step).values;
        const auto deltas = oracle::gradientsByDeltas(step).values;
        std::size_t at = 0;
        for (std::size_t l = 0; l < answer.weightSlope.size(); ++l)
            for (std::size_t j = 0; j < answer.weightSlope[l].size(); ++j) {
                auto expected = answer.weightSlope[l][j];
                if (!answer.biasSlope[l].empty())
                    expected.push_back(answer.biasSlope[l][j]);
                for (const long double slope : expected) {
                    EXPECT_NEAR(static_cast<double>(paths[at] - slope), 0.0, 1e-12);
                    EXPECT_NEAR(static_cast<double>(deltas[at] - slope), 0.0, 1e-12);
                    ++at;
                }
            }
    }
}

TEST(OperationCount, OfTheArticlesNetworkIsTwentyByPathsAndElevenByDeltas) {
    // By paths: w₅, w₆ 3 factors; w₁ … w₄ 5 factors. By deltas: δ₃ 1, δ₁ and δ₂ 2 each,
    // and one for each of six gradients.
    const OperationCounts counts =
        countMultiplications(articleTrace()->network, Loss::HalfSquaredError);
    EXPECT_EQ(counts.byPaths, 2 * 2 + 4 * 4);
    EXPECT_EQ(counts.byDeltas, 1 + 2 * 2 + 6);
    EXPECT_EQ(savingText(counts),
              "All 6 gradients of this network take 20 multiplications path by path, and only 11 "
              "with δ, which is computed once for each neuron and used by every path through it.");
}

TEST(OperationCount, SaysSoWhereNothingIsSaved) {
    Network net;
    net.inputNames = {"x"};
    net.layers.resize(1);
    net.layers[0].weights = Matrix{{0.5}};
    EXPECT_EQ(savingText(countMultiplications(net, Loss::HalfSquaredError)),
              "The one gradient of this network takes 2 multiplications path by path, and as many "
              "with δ: here no two paths have anything in common.");
}

TEST(OperationCount, BeyondTenToTheEighteenthItSaysMoreThan) {
    Network net;
    net.inputNames = {"x"};
    Layer first, wide;
    first.weights = Matrix::Constant(64, 1, 0.1);
    wide.weights = Matrix::Constant(64, 64, 0.1);
    net.layers = {first};
    net.layers.insert(net.layers.end(), 255, wide);
    const OperationCounts counts = countMultiplications(net, Loss::HalfSquaredError);
    EXPECT_EQ(counts.byPaths, kBeyondCounting);
    EXPECT_LT(counts.byDeltas, 10'000'000);
    EXPECT_EQ(countText(counts.byPaths), "more than 10¹⁸");
    EXPECT_EQ(countText(1'000'000'000'000'000'000), formatCount(1'000'000'000'000'000'000));
}

}  // namespace
}  // namespace stepgrad::test

#include "core/data/generators.h"

#include <gtest/gtest.h>

#include <cmath>
#include <stdexcept>

namespace stepgrad {
namespace {

GeneratorParameters parametersOf(const GeneratorInfo& about, std::uint64_t seed) {
    GeneratorParameters parameters = about.defaults();
    parameters.seed = seed;
    return parameters;
}

TEST(Generators, KeysLeadBackToTheirEntries) {
    for (const auto& about : generators()) {
        EXPECT_EQ(generatorFromKey(about.key), about.id);
        EXPECT_EQ(&info(about.id), &about);
    }
    EXPECT_FALSE(generatorFromKey("moons"));
}

TEST(Generators, EverySetHasTheSizeAskedForAndFiniteNumbers) {
    for (const auto& about : generators())
        for (const std::int64_t size : {about.leastSize, about.defaultSize}) {
            const auto made = generate(about.id, {size, about.mostNoise, 3});
            EXPECT_EQ(made.data.size(), size) << about.key;
            EXPECT_EQ(made.data.targets.rows(), size) << about.key;
            EXPECT_EQ(std::ssize(made.inputNames), made.data.inputs.cols()) << about.key;
            EXPECT_EQ(made.classNames.size(), about.hasClasses ? 2u : 0u) << about.key;
            EXPECT_TRUE(made.data.inputs.allFinite() && made.data.targets.allFinite());
        }
}

TEST(Generators, TheSameSeedGivesTheSameBitsAndAnotherSeedOthers) {
    for (const auto& about : generators()) {
        const auto first = generate(about.id, parametersOf(about, 7));
        EXPECT_TRUE(first.data == generate(about.id, parametersOf(about, 7)).data) << about.key;
        const bool same = first.data == generate(about.id, parametersOf(about, 8)).data;
        EXPECT_EQ(same, about.isTable()) << about.key;
    }
}

TEST(Generators, TablesAreTheTruthTables) {
    const auto targets = [](Generator table) {
        return generate(table, info(table).defaults()).data.targets.col(0).eval();
    };
    EXPECT_EQ(targets(Generator::And), (Vector{{0.0, 0.0, 0.0, 1.0}}));
    EXPECT_EQ(targets(Generator::Or), (Vector{{0.0, 1.0, 1.0, 1.0}}));
    EXPECT_EQ(targets(Generator::Xor), (Vector{{0.0, 1.0, 1.0, 0.0}}));
}

TEST(Generators, ClassesAreOfEqualNumberAndTakeTurns) {
    for (const auto& about : generators()) {
        if (!about.hasClasses || about.isTable())
            continue;
        const auto made = generate(about.id, {101, 0.3, 1});
        for (Eigen::Index row = 0; row < made.data.size(); ++row)
            EXPECT_EQ(made.data.targets(row, 0), row % 2 == 1 ? 1.0 : 0.0) << about.key;
    }
}

TEST(Generators, WithoutNoiseTheDiscLiesInsideTheRing) {
    const auto made = generate(Generator::Circle, {400, 0.0, 5});
    for (Eigen::Index row = 0; row < made.data.size(); ++row) {
        const double radius = made.data.inputs.row(row).norm();
        if (made.data.targets(row, 0) == 1.0)
            EXPECT_LE(radius, 0.5 + 1e-12);
        else
            EXPECT_TRUE(radius >= 0.7 - 1e-12 && radius <= 1.0 + 1e-12) << radius;
    }
}

TEST(Generators, WithoutNoiseTheSignsTellTheCloudsOfXorApart) {
    const auto made = generate(Generator::XorClouds, {400, 0.0, 5});
    for (Eigen::Index row = 0; row < made.data.size(); ++row) {
        const bool different = made.data.inputs(row, 0) * made.data.inputs(row, 1) < 0.0;
        EXPECT_EQ(made.data.targets(row, 0), different ? 1.0 : 0.0);
    }
}

TEST(Generators, WithoutNoiseOneArmOfTheSpiralsIsTheOtherTurnedByHalfATurn) {
    const auto made = generate(Generator::Spirals, {40, 0.0, 5});
    for (Eigen::Index row = 0; row < made.data.size(); row += 2)
        EXPECT_LT((made.data.inputs.row(row) + made.data.inputs.row(row + 1)).norm(), 1e-12);
}

TEST(Generators, WithoutNoiseTheSurfacesAreTheirFormulas) {
    const auto plane = generate(Generator::Plane, {50, 0.0, 2}).data;
    const auto waves = generate(Generator::Waves, {50, 0.0, 2}).data;
    for (Eigen::Index row = 0; row < 50; ++row) {
        EXPECT_NEAR(plane.targets(row, 0), plane.inputs.row(row).mean(), 1e-15);
        EXPECT_NEAR(waves.targets(row, 0),
                    std::sin(3.14159265358979323846 * waves.inputs(row, 0)) *
                        std::cos(1.57079632679489661923 * waves.inputs(row, 1)),
                    1e-14);
    }
}

TEST(Generators, CloudsHaveTheirCentresAndTheSpreadOfTheNoise) {
    const auto data = generate(Generator::Gaussians, {20000, 0.4, 9}).data;
    double sum = 0.0, squares = 0.0;
    for (Eigen::Index row = 0; row < data.size(); ++row) {
        const double away = data.inputs(row, 0) - (row % 2 == 1 ? 0.5 : -0.5);
        sum += away;
        squares += away * away;
    }
    EXPECT_NEAR(sum / 20000.0, 0.0, 0.01);  // standard error 0.002
    EXPECT_NEAR(std::sqrt(squares / 20000.0), 0.1 + 0.5 * 0.4, 0.01);
}

TEST(Generators, SizesAndNoiseOutOfRangeAreRefused) {
    EXPECT_THROW(generate(Generator::Xor, {5, 0.0, 1}), std::invalid_argument);
    EXPECT_THROW(generate(Generator::Xor, {4, 0.1, 1}), std::invalid_argument);
    EXPECT_THROW(generate(Generator::Circle, {1, 0.0, 1}), std::invalid_argument);
    EXPECT_THROW(generate(Generator::Circle, {100, 1.1, 1}), std::invalid_argument);
    EXPECT_THROW(generate(Generator::Circle, {100, std::nan(""), 1}), std::invalid_argument);
}

}  // namespace
}  // namespace stepgrad

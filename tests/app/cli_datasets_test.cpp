// The shipped data sets reach what a plain network of that size reaches.

#include <cmath>

#include "core/data/split.h"
#include "core/document/project_json.h"
#include "tests/app/cli_run.h"

namespace stepgrad {
namespace {

using namespace cli_test;

struct Reached {
    const char* name;
    /// Mean less two standard deviations of the test accuracy that plain gradient
    /// descent reached over several splits with another implementation.
    double least;
};

TEST_F(CommandLine, TheShippedDataSetsAreLearned) {
    const Reached sets[] = {{"iris", 0.930}, {"penguins", 0.975}, {"digits", 0.960},
                            {"spam", 0.777}, {"circle", 0.95},    {"spirals", 0.95}};
    for (const auto& [name, least] : sets) {
        const Outcome run =
            cli({"train", example(name), "--format", "json", "--output", path("trained.stepgrad")});
        ASSERT_EQ(run.status, 0) << name << run.error;
        const Json json = run.json();
        EXPECT_EQ(json["stopped_by"], "epochs") << name;
        EXPECT_GE(json["test_accuracy"].get<double>(), least) << name;
        EXPECT_GE(json["accuracy"].get<double>(), least) << name;
    }
}

TEST(ShippedData, ScalingIsFittedOnTheTrainingPartOnly) {
    for (const char* name : {"iris", "penguins", "spam"}) {
        const Project project = loadProject(example(name).toStdString());
        ASSERT_TRUE(project.scaling && project.split) << name;
        const auto rows = splitRows(project.data->size(), *project.split).training;
        const auto count = static_cast<double>(rows.size());
        for (std::size_t k = 0; k < project.scaling->inputs.size(); ++k) {
            const InputScaling& scaling = project.scaling->inputs[k];
            const auto seen = [&](std::int64_t row) {
                const double x = project.data->inputs(row, static_cast<Eigen::Index>(k));
                return scaling.log1p ? std::log(1.0 + x) : x;
            };
            double mean = 0.0, square = 0.0;
            for (const auto row : rows)
                mean += seen(row) / count;
            for (const auto row : rows)
                square += (seen(row) - mean) * (seen(row) - mean) / count;
            EXPECT_NEAR(scaling.offset, mean, 1e-9 * std::abs(mean)) << name << " " << k;
            EXPECT_NEAR(scaling.factor, 1.0 / std::sqrt(square), 1e-9 * scaling.factor) << name;
        }
    }
}

}  // namespace
}  // namespace stepgrad

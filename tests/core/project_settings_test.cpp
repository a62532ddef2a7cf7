// The keys of a project file that say how it is trained and what its data are.

#include <gtest/gtest.h>

#include "core/data/generators.h"
#include "core/data/read_error.h"
#include "core/document/project_json.h"
#include "tests/core/project_json_samples.h"

namespace stepgrad {
namespace {

std::string refusal(const std::string& key, const std::string& value) {
    try {
        parseProject(samples::with(key, value), "f", STEPGRAD_SOURCE_DIR "/tests/data");
    } catch (const ReadError& error) {
        return error.what();
    }
    return {};
}

std::string dataWith(const std::string& more) {
    return R"({"inputs": [[1, 0.5], [0, 1]], "targets": [[1], [0]], )" + more + "}";
}

TEST(ProjectSettings, AllOfThemAreWrittenAndReadBack) {
    Project project = articleExample();
    project.data = std::make_shared<const Dataset>(generate(Generator::Circle, {20, 0.1, 1}).data);
    project.training.stop = {500, 0.01, 0.95, 20};
    project.initializer = InitializerSettings{InitializerType::Uniform, 9, 0.25};
    project.optimizer.l1 = 0.001;
    project.optimizer.l2 = 0.02;
    project.optimizer.clipNorm = 0.1;
    project.classNames = {"outside", "inside"};
    project.split = Split{0.25, 12345678901234567890u};
    project.scaling = Scaling{{{false, 0.1, 3.0}, {false, -1.0, 0.7}}};
    const std::string text = writeProject(project);
    const Project read = parseProject(text, "f", ".");
    EXPECT_EQ(read, project) << text;
    EXPECT_EQ(writeProject(read), text);
}

TEST(ProjectSettings, WithoutThemNothingOfThemIsWritten) {
    const std::string text = writeProject(articleExample());
    for (const char* key : {"epochs", "loss_below", "accuracy_above", "no_progress", "initializer",
                            "l1", "l2", "clip_norm", "class_names", "split", "scaling"})
        EXPECT_EQ(text.find(key), std::string::npos) << key;
}

TEST(ProjectSettings, WrongOnesAreRefusedWithTheirPlace) {
    struct Bad {
        const char* key;
        std::string value;
        const char* where;
    };
    const Bad cases[] = {
        {"training", R"({"epochs": -1})", "f: training.epochs: "},
        {"training", R"({"epochs": 1.5})", "f: training.epochs: "},
        {"training", R"({"loss_below": 0})", "f: training.loss_below: "},
        {"training", R"({"loss_below": "a"})", "f: training.loss_below: "},
        {"training", R"({"accuracy_above": 1.01})", "f: training.accuracy_above: "},
        {"training", R"({"no_progress_epochs": -1})", "f: training.no_progress_epochs: "},
        {"training", R"({}, "initializer": {"type": "best"})", "f: initializer.type: "},
        {"training", R"({}, "initializer": {"type": "uniform", "scale": 0})",
         "f: initializer.scale: "},
        {"training", R"({}, "initializer": {"seed": 1})", "f: initializer.type: "},
        {"training", R"({}, "initializer": {"type": "zeros", "seed": -1})",
         "f: initializer.seed: "},
        {"optimizer", R"({"type": "sgd", "l1": -0.1})", "f: optimizer.l1: "},
        {"optimizer", R"({"type": "adam", "l2": "x"})", "f: optimizer.l2: "},
        {"optimizer", R"({"type": "adam", "clip_norm": -1})", "f: optimizer.clip_norm: "},
        {"optimizer", R"({"type": "sgd", "clip_norm": null})", "f: optimizer.clip_norm: "},
        {"data", dataWith(R"("split": {"test_share": 0})"), "f: data.split.test_share: "},
        {"data", dataWith(R"("split": {"test_share": 1})"), "f: data.split.test_share: "},
        {"data", dataWith(R"("split": {"seed": 1})"), "f: data.split.test_share: "},
        {"data", dataWith(R"("split": {"test_share": 0.5, "part": 1})"), "f: data.split.part: "},
        {"data", dataWith(R"("scaling": {"offset": [0, 0]})"), "f: data.scaling.factor: "},
        {"data", dataWith(R"("scaling": {"offset": [0, 0], "factor": [1]})"),
         "f: data.scaling.factor: "},
        {"data", dataWith(R"("scaling": {"offset": [0, 0], "factor": [1, 0]})"),
         "f: data.scaling.factor[1]: "},
        {"data", dataWith(R"("scaling": {"offset": [0], "factor": [1]})"), "f: data.scaling"},
        {"data", dataWith(R"("scaling": {"offset": [0, 0], "factor": [1, 1], "log1p": [true]})"),
         "f: data.scaling.log1p: "},
        {"data", dataWith(R"("class_names": ["a", "a"])"), "f: data.class_names: "},
        {"data", dataWith(R"("class_names": ["a", "b", "c"])"), "f: data.class_names: "},
        {"data", dataWith(R"("csv": "gates.csv", "target_columns": ["and"])"), "f: data.inputs: "},
        {"data", dataWith(R"("delimiter": ";")"), "f: data.inputs: "},
        {"data", R"({"csv": "gates.csv", "target_columns": ["and"], "delimiter": "x"})",
         "f: data.delimiter: "},
        {"data",
         R"({"csv": "gates.csv", "target_columns": ["and"], "delimiter": ",", "decimal_comma": true})",
         "f: data.decimal_comma: "},
        {"data", R"({"csv": "gates.csv", "target_columns": ["and"], "input_columns": ["zz", "a"]})",
         "f: data.input_columns"},
    };
    for (const Bad& bad : cases) {
        const std::string message = refusal(bad.key, bad.value);
        EXPECT_TRUE(message.starts_with(bad.where)) << bad.value << "\n" << message;
        EXPECT_GT(message.size(), std::string(bad.where).size()) << bad.value;
    }
}

}  // namespace
}  // namespace stepgrad

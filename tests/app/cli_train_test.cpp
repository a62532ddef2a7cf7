#include <gtest/gtest.h>

#include <QDir>
#include <algorithm>
#include <cmath>

#include "core/data/text_file.h"
#include "core/document/atomic_file.h"
#include "core/document/project_json.h"
#include "core/network/backpropagation.h"
#include "tests/app/cli_run.h"

namespace stepgrad {
namespace {

using namespace cli_test;

TEST_F(CommandLine, TrainingReachesAllAnswersOfTheShippedExamples) {
    for (const auto& name : kExamples.mid(1)) {
        const Outcome run = cli({"train", example(name), "--epochs", "1000", "--output",
                                 path("trained.stepgrad"), "--format", "json"});
        ASSERT_EQ(run.status, 0) << run.error;
        const Json json = run.json();
        EXPECT_EQ(json["format"], "stepgrad-training");
        EXPECT_EQ(json["version"], 1);
        EXPECT_EQ(json["epochs"], 1000);
        EXPECT_EQ(json["updates"], 4000);
        EXPECT_EQ(json["examples"], 4000);
        EXPECT_EQ(json["outcome"], "finished");
        EXPECT_GT(json["seconds"].get<double>(), 0.0);
        EXPECT_NEAR(json["examples_per_second"].get<double>() * json["seconds"].get<double>(),
                    4000.0, 1e-6);
        EXPECT_LT(json["loss"].get<double>(), 0.01) << name.toStdString();
        const Project trained = loadProject(path("trained.stepgrad").toStdString());
        for (Eigen::Index row = 0; row < trained.data->size(); ++row) {
            const Vector outputs = predict(trained.network, trained.data->input(row));
            const Vector targets = trained.data->target(row);
            for (Eigen::Index k = 0; k < outputs.size(); ++k)
                EXPECT_EQ(outputs[k] > 0.5, targets[k] == 1.0) << name.toStdString() << " " << row;
        }
    }
}

TEST_F(CommandLine, TrainingInTwoPartsGivesTheFileOfOne) {
    // Adam, RMSProp or momentum, shuffled batches: all that is remembered counts.
    for (const char* name : {"iris", "circle"}) {
        const auto train = [&](const QString& file, const char* epochs, const QString& out) {
            const Outcome run =
                cli({"train", file, "--epochs", epochs, "--output", out, "--format", "json"});
            ASSERT_EQ(run.status, 0) << run.error;
            EXPECT_EQ(run.json()["epochs"], QByteArray(epochs).toInt());
        };
        Project project = loadProject(example(name).toStdString());
        project.source.reset();  // its examples go into the file: no table lies beside it
        project.optimizer.type = OptimizerType::Adam;
        project.training.shuffle = true;
        project.training.batchSize = 7;
        writeFileAtomically(path("start.stepgrad").toStdString(), writeProject(project));
        train(path("start.stepgrad"), "3", path("half.stepgrad"));
        train(path("half.stepgrad"), "4", path("both.stepgrad"));
        train(path("start.stepgrad"), "7", path("one.stepgrad"));
        EXPECT_EQ(readTextFile(path("both.stepgrad").toStdString()),
                  readTextFile(path("one.stepgrad").toStdString()))
            << name;
    }
}

/// Plain gradient descent in plain loops over lists, for 2-2-1 with biases,
/// sigmoid and half squared error: returns the mean loss after each epoch.
std::vector<double> referenceLosses(const Project& project, int epochs) {
    const auto f = [](double u) { return 1.0 / (1.0 + std::exp(-u)); };
    double w[2][2], b[2], v[2], c = (*project.network.layers[1].biases)[0];
    for (int j = 0; j < 2; ++j) {
        b[j] = (*project.network.layers[0].biases)[j];
        v[j] = project.network.layers[1].weights(0, j);
        for (int k = 0; k < 2; ++k)
            w[j][k] = project.network.layers[0].weights(j, k);
    }
    const double eta = project.optimizer.learningRate;
    const auto run = [&](Eigen::Index row, bool learn) {
        const Vector x = project.data->input(row);
        double h[2], u = c;
        for (int j = 0; j < 2; ++j)
            u += v[j] * (h[j] = f(w[j][0] * x[0] + w[j][1] * x[1] + b[j]));
        const double y = f(u), error = y - project.data->target(row)[0];
        const double delta = learn ? error * y * (1.0 - y) : 0.0;
        for (int j = 0; j < 2; ++j) {
            const double hidden = delta * v[j] * h[j] * (1.0 - h[j]);
            v[j] -= eta * delta * h[j];
            b[j] -= eta * hidden;
            for (int k = 0; k < 2; ++k)
                w[j][k] -= eta * hidden * x[k];
        }
        c -= eta * delta;
        return 0.5 * error * error;
    };
    std::vector<double> losses;
    for (int epoch = 0; epoch < epochs; ++epoch) {
        double sum = 0.0;
        for (const bool learn : {true, false})
            for (Eigen::Index row = 0; row < project.data->size(); ++row)
                sum += learn ? 0.0 * run(row, true) : run(row, false);
        losses.push_back(sum / static_cast<double>(project.data->size()));
    }
    return losses;
}

TEST_F(CommandLine, TheHistoryHasTheLossOverTheDataAfterEachEpoch) {
    const Outcome run = cli({"train", example("xor"), "--epochs", "50", "--history",
                             path("loss.csv"), "--format", "json"});
    ASSERT_EQ(run.status, 0) << run.error;
    const auto lines = QString::fromStdString(textOf(path("loss.csv"))).split('\n');
    ASSERT_EQ(lines.size(), 52);
    EXPECT_EQ(lines[0], "epoch,loss");
    EXPECT_EQ(lines[51], "");
    const auto losses = referenceLosses(loadProject(example("xor").toStdString()), 50);
    for (int epoch = 1; epoch <= 50; ++epoch) {
        const auto fields = lines[epoch].split(',');
        ASSERT_EQ(fields.size(), 2);
        EXPECT_EQ(fields[0].toInt(), epoch);
        EXPECT_NEAR(fields[1].toDouble(), losses[static_cast<std::size_t>(epoch) - 1], 1e-13);
        EXPECT_GE(fields[1].size(), 17);
    }
    // 17 significant digits are the double itself.
    EXPECT_EQ(lines[50].split(',')[1].toDouble(), run.json()["loss"].get<double>());
}

TEST_F(CommandLine, TrainingInTwoHalvesIsTrainingAtOnceWhereNothingIsRemembered) {
    ASSERT_EQ(cli({"train", example("or"), "--epochs", "30", "--output", path("a")}).status, 0);
    ASSERT_EQ(cli({"train", example("or"), "--epochs", "12", "--output", path("b")}).status, 0);
    ASSERT_EQ(cli({"train", path("b"), "--epochs", "18", "--output", path("b")}).status, 0);
    EXPECT_EQ(textOf(path("a")), textOf(path("b")));
    ASSERT_EQ(cli({"train", example("or"), "--epochs", "0", "--output", path("c")}).status, 0);
    EXPECT_EQ(textOf(path("c")), textOf(example("or")));
}

TEST_F(CommandLine, TrainTellsItsResultInWords) {
    const Outcome run = cli({"train", example("and"), "--epochs", "1"});
    EXPECT_EQ(run.status, 0);
    EXPECT_TRUE(run.out.starts_with("1 epoch, 4 updates, 4 examples in ")) << run.out;
    EXPECT_NE(run.out.find("\nloss J = 0.1"), std::string::npos) << run.out;
    EXPECT_TRUE(run.out.ends_with("\nfinished\n")) << run.out;
}

TEST_F(CommandLine, DivergenceIsANoThatKeepsTheLastFiniteWeights) {
    std::string text = textOf(example("one-step-by-hand"));
    for (int i = 0; i < 2; ++i)
        text = replaced(text, "\"sigmoid\"", "\"linear\"");
    put(path("wild.stepgrad"), replaced(text, "\"learning_rate\": 0.1", "\"learning_rate\": 9.0"));
    const Outcome run = cli({"train", path("wild.stepgrad"), "--epochs", "1000", "--format", "json",
                             "--output", path("last.stepgrad"), "--history", path("loss.csv")});
    EXPECT_EQ(run.status, 1);
    const Json json = run.json();
    EXPECT_EQ(json["outcome"], "diverged");
    EXPECT_LT(json["epochs"].get<int>(), 1000);
    const auto message = "stepgrad-cli: " + path("wild.stepgrad").toStdString() + ": update " +
                         std::to_string(json["updates"].get<int>() + 1) + " was not made: ";
    EXPECT_TRUE(run.error.starts_with(message)) << run.error << json;
    const Project last = loadProject(path("last.stepgrad").toStdString());
    EXPECT_FALSE(last.network == loadProject(path("wild.stepgrad").toStdString()).network);
    EXPECT_TRUE(
        std::isfinite(lossOf(last.network, last.loss, last.data->input(0), last.data->target(0))));
    EXPECT_EQ(QString::fromStdString(textOf(path("loss.csv"))).count('\n'),
              json["epochs"].get<int>() + 1);
}

TEST_F(CommandLine, DataOfATableReplaceThoseOfTheProject) {
    put(path("t.csv"), "i1,i2,y\n0,0,1\n1,1,1\n0.5,1,0\n");
    ASSERT_TRUE(QDir(path("")).mkdir("sub"));
    const Outcome run = cli({"train", example("xor"), "--epochs", "2", "--data", path("t.csv"),
                             "--output", path("sub/new.stepgrad"), "--format", "json"});
    ASSERT_EQ(run.status, 0) << run.error;
    EXPECT_EQ(run.json()["updates"], 6);
    // The written project refers to the table from where it lies itself.
    const Project trained = loadProject(path("sub/new.stepgrad").toStdString());
    EXPECT_EQ(trained.source, (CsvSource{"../t.csv", {"y"}}));
    EXPECT_EQ(trained.data->inputs, (Matrix{{0, 0}, {1, 1}, {0.5, 1}}));
    EXPECT_EQ(trained.data->targets, (Matrix{{1}, {1}, {0}}));
}

TEST_F(CommandLine, TargetColumnsOfTheProjectAreUsedForOtherTablesToo) {
    const QString folder = QStringLiteral(STEPGRAD_SOURCE_DIR "/tests/data/");
    put(path("t.csv"), "and,a,or,b\n1,1,1,1\n0,0.5,0,0\n");
    const Outcome run = cli({"train", folder + "from-csv.stepgrad", "--epochs", "1", "--data",
                             path("t.csv"), "--output", path("new.stepgrad")});
    ASSERT_EQ(run.status, 0) << run.error;
    const Project trained = loadProject(path("new.stepgrad").toStdString());
    EXPECT_EQ(trained.data->inputs, (Matrix{{1, 1}, {0.5, 0}}));
    EXPECT_EQ(trained.data->targets, (Matrix{{1, 1}, {0, 0}}));
    EXPECT_EQ(trained.source, (CsvSource{"t.csv", {"and", "or"}}));
}

TEST_F(CommandLine, TablesThatDoNotFitAreRefused) {
    const auto message = [&](const std::string& table) {
        put(path("t.csv"), table);
        const Outcome run =
            cli({"train", example("xor"), "--epochs", "1", "--data", path("t.csv")});
        EXPECT_EQ(run.status, 3);
        EXPECT_EQ(run.out, "");
        return run.error;
    };
    const std::string place = "stepgrad-cli: " + path("t.csv").toStdString();
    EXPECT_EQ(message("a,y\n1,2\n"),
              place + ":1: expected 3 columns, 2 inputs and then 1 targets, found 2\n");
    EXPECT_EQ(message("a,b,y\n1,2,x\n"),
              place + ":2: row 1, column 3 (\"y\"): expected a number, found \"x\"\n");
    put(path("t.csv"), "");
    const Outcome missing =
        cli({"train", example("xor"), "--epochs", "1", "--data", path("none.csv")});
    EXPECT_EQ(missing.status, 3);
    EXPECT_TRUE(missing.error.ends_with("cannot be read: No such file or directory\n"));
}

TEST_F(CommandLine, WhereTheResultCannotBeWrittenNothingIsTrained) {
    // More epochs than could be waited for: the answer comes at once.
    for (const char* option : {"--output", "--history"}) {
        const Outcome run = cli(
            {"train", example("xor"), "--epochs", "1000000000", option, path("no/folder/file")});
        EXPECT_EQ(run.status, 3);
        EXPECT_EQ(run.error, "stepgrad-cli: " + path("no/folder/file").toStdString() +
                                 ": cannot be written: No such file or directory\n");
    }
}

TEST_F(CommandLine, ADiskThatTakesNoMoreLeavesTheOldProject) {
    put(path("old.stepgrad"), "old");
    // One block of 512 bytes is not enough for the project.
    const Outcome run = shell("ulimit -f 1; CLI train " + example("xor-2-3-1") +
                              " --epochs 1 --output " + path("old.stepgrad"));
    EXPECT_EQ(run.status, 3);
    EXPECT_TRUE(run.error.ends_with("old.stepgrad: cannot be written: File too large\n"))
        << run.error;
    EXPECT_EQ(textOf(path("old.stepgrad")), "old");
    EXPECT_EQ(QDir(path("")).entryList(QDir::Files | QDir::Hidden), QStringList{"old.stepgrad"});
}

TEST_F(CommandLine, BadProjectsAreRefusedByEveryCommand) {
    const QString bad = variant("-0.7", "\"x\"");
    const QList<QStringList> commands{{"trace", bad},
                                      {"gradcheck", bad},
                                      {"predict", bad, "--input", "1,2"},
                                      {"train", bad, "--epochs", "1"}};
    for (const auto& command : commands) {
        const Outcome run = cli(command);
        EXPECT_EQ(run.status, 3);
        EXPECT_EQ(run.out, "");
        EXPECT_EQ(run.error, "stepgrad-cli: " + bad.toStdString() +
                                 ": network.layers[1].weights[0][1]: expected a finite number, "
                                 "found \"x\"\n");
    }
    EXPECT_EQ(cli({"trace", path("none")}).status, 3);
    EXPECT_EQ(cli({"trace", path("")}).error,
              "stepgrad-cli: " + path("").toStdString() + ": expected a file, found a directory\n");
}

TEST_F(CommandLine, WrongUsageIsTwoWithAMessage) {
    const QString file = example("xor");
    const QList<QStringList> wrong{
        {},
        {"trace"},
        {"nothing", file},
        {"trace", file, "--format", "html"},
        {"trace", file, "extra"},
        {"trace", file, "--example", "one"},
        {"train", file},
        {"train", file, "--epochs", "-1"},
        {"train", file, "--epochs", "1.5"},
        {"train", file, "--epochs", "2000000000"},
        {"train", file, "--epochs", "1", "--format", "latex"},
        {"train", file, "--epochs", "1", "--output", "x", "--history", "x"},
        {"predict", file},
        {"gradcheck", file, "--epochs", "1"},
        {"trace", file, "trace", file}};
    for (const auto& arguments : wrong) {
        const Outcome run = cli(arguments);
        EXPECT_EQ(run.status, 2) << arguments.join(' ').toStdString();
        EXPECT_EQ(run.out, "");
        EXPECT_TRUE(run.error.starts_with("stepgrad-cli: ")) << run.error;
        EXPECT_EQ(std::count(run.error.begin(), run.error.end(), '\n'), 1) << run.error;
    }
}

TEST_F(CommandLine, HelpAndVersionAreResults) {
    for (const QStringList& arguments :
         {QStringList{"--help"}, {"--version"}, {"trace", "--help"}, {"train", "--help"}}) {
        const Outcome run = cli(arguments);
        EXPECT_EQ(run.status, 0);
        EXPECT_EQ(run.error, "");
        EXPECT_FALSE(run.out.empty());
    }
    EXPECT_TRUE(cli({"--version"}).out.starts_with("stepgrad-cli 0."));
}

TEST_F(CommandLine, AResultThatNobodyTakesIsAnError) {
    const std::string message = "stepgrad-cli: standard output: cannot be written: ";
    const QString trace = "CLI trace " + example("xor");
    Outcome run = shell(trace + " > /dev/full");
    EXPECT_EQ(run.status, 3);
    EXPECT_EQ(run.error, message + "No space left on device\n");
    run = shell(trace + " >&-");
    EXPECT_EQ(run.status, 3);
    EXPECT_EQ(run.error, message + "Bad file descriptor\n");
    // The reader is gone before the writer begins.
    run = shell("( read line; " + trace + " --format json; echo $? >&2 ) < /dev/null | true");
    EXPECT_TRUE(run.error == message + "Broken pipe\n3\n" || run.error == "0\n") << run.error;
    // With a closed output no result goes into a file that is opened instead.
    run = shell("CLI train " + example("xor") + " --epochs 1 --output " + path("t") + " >&- 2>&-");
    EXPECT_EQ(run.status, 3);
    EXPECT_NO_THROW(loadProject(path("t").toStdString()));
}

}  // namespace
}  // namespace stepgrad

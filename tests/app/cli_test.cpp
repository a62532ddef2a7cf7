#include <gtest/gtest.h>

#include <algorithm>

#include "core/document/project_json.h"
#include "core/network/backpropagation.h"
#include "tests/app/cli_run.h"

namespace stepgrad {
namespace {

using namespace cli_test;

void expectNumbers(const Json& found, const std::vector<double>& expected) {
    ASSERT_EQ(found.size(), expected.size()) << found;
    for (std::size_t i = 0; i < expected.size(); ++i)
        EXPECT_NEAR(found[i].get<double>(), expected[i], 1e-12) << found;
}

TEST_F(CommandLine, TraceHasTheArticlesNumbers) {
    const Outcome run = cli({"trace", example("one-step-by-hand"), "--format", "json"});
    ASSERT_EQ(run.status, 0) << run.error;
    EXPECT_EQ(run.error, "");
    const Json trace = run.json();
    EXPECT_EQ(trace["format"], "stepgrad-trace");
    EXPECT_EQ(trace["version"], 1);
    EXPECT_EQ(trace["example"], 0);
    expectNumbers(trace["inputs"], {1.0, 0.5});
    expectNumbers(trace["targets"], {1.0});
    ASSERT_EQ(trace["layers"].size(), 2u);
    const Json& hidden = trace["layers"][0];
    expectNumbers(hidden["u"], {0.2, 1.0});
    expectNumbers(hidden["h"], {0.549833997312478, 0.7310585786300049});
    expectNumbers(hidden["delta"], {-0.0341961997356377, 0.015845291374871902});
    expectNumbers(hidden["weight_gradients"][0], {-0.0341961997356377, -0.01709809986781885});
    expectNumbers(hidden["weight_gradients"][1], {0.015845291374871902, 0.007922645687435951});
    EXPECT_TRUE(hidden["bias_gradients"].is_null());
    expectNumbers(hidden["new_weights"][0], {0.30341961997356376, -0.19829019001321813});
    expectNumbers(hidden["new_weights"][1], {0.7984154708625129, 0.3992077354312564});
    EXPECT_TRUE(hidden["new_biases"].is_null());
    const Json& output = trace["layers"][1];
    expectNumbers(output["u"], {0.1480597917339701});
    expectNumbers(output["h"], {0.5369474766169516});
    expectNumbers(output["delta"], {-0.11513101042411927});
    expectNumbers(output["weight_gradients"][0], {-0.06330294367611806, -0.08416751283689292});
    expectNumbers(output["new_weights"][0], {1.2063302943676117, -0.6915832487163107});
    expectNumbers(trace["prediction"], {0.5369474766169516});
    EXPECT_NEAR(trace["loss"].get<double>(), 0.10720881970570427, 1e-12);
    EXPECT_LT(trace["loss_after"].get<double>(), trace["loss"].get<double>());
}

TEST_F(CommandLine, TraceAsJsonIsExactForEveryRowOfEveryExample) {
    for (const auto& name : kExamples) {
        const Project project = loadProject(example(name).toStdString());
        for (Eigen::Index row = 0; row < project.data->size(); ++row) {
            const Outcome run = cli(
                {"trace", example(name), "--example", QString::number(row), "--format", "json"});
            ASSERT_EQ(run.status, 0) << run.error;
            const Trace trace = trainingStep(project.network, project.loss, project.optimizer, {},
                                             project.data->input(row), project.data->target(row));
            const Json json = run.json();
            EXPECT_EQ(json["loss"].get<double>(), trace.loss);
            EXPECT_EQ(json["loss_after"].get<double>(), trace.lossAfter);
            const auto& layer = json["layers"].back();
            EXPECT_EQ(layer["delta"][0].get<double>(), trace.layers.back().delta[0]);
            EXPECT_EQ(layer["new_weights"][0][1].get<double>(),
                      trace.layers.back().newWeights(0, 1));
            if (trace.layers[0].newBiases) {
                EXPECT_EQ(json["layers"][0]["new_biases"][1].get<double>(),
                          (*trace.layers[0].newBiases)[1]);
            }
        }
    }
}

TEST_F(CommandLine, TraceAsTextTellsAllTenSteps) {
    const Outcome run = cli({"trace", example("one-step-by-hand")});
    ASSERT_EQ(run.status, 0) << run.error;
    std::size_t place = run.out.find("One step by hand\n================\n");
    for (const char* piece : {"i₁ = 1   i₂ = 0.5",
                              "w₅ = 1.2   w₆ = −0.7",
                              "\nForward pass\n",
                              "\n1 ",
                              "u₁ = ",
                              "\n2 ",
                              "h₁ = ",
                              " = 0.5498\n",
                              "\n3 ",
                              "u₃ = ",
                              "\n4 ",
                              "ŷ = ",
                              " = 0.5369\n",
                              "\n5 ",
                              "J = ",
                              " = 0.1072\n",
                              "\nBackward pass\n",
                              "\n6 ",
                              "δ₃ = ",
                              " = −0.1151\n",
                              "\n7 ",
                              "∂J/∂w₅ = ",
                              "\n8 ",
                              "δ₁ = ",
                              " = −0.0342\n",
                              "\n9 ",
                              "∂J/∂w₁ = ",
                              "\nUpdate\n",
                              "\n10 ",
                              "w₁ new = ",
                              " = 0.3034\n",
                              "w₅ new = ",
                              " = 1.2063\n"}) {
        place = run.out.find(piece, place == std::string::npos ? 0 : place);
        ASSERT_NE(place, std::string::npos) << piece << "\n" << run.out;
    }
    for (const QString& line : QString::fromStdString(run.out).split('\n'))
        EXPECT_LE(line.size(), 78) << line.toStdString();
}

TEST_F(CommandLine, TextFormatsHoldEveryValueOfLargerNetworks) {
    // 2 inputs, 16 hidden neurons: more equations in a step than a panel shows.
    Project project = articleExample();
    project.network.layers[0].weights = Matrix::Constant(16, 2, 0.125);
    project.network.layers[1].weights = Matrix::Constant(1, 16, -0.25);
    put(path("wide.stepgrad"), writeProject(project));
    const Outcome run = cli({"trace", path("wide.stepgrad")});
    ASSERT_EQ(run.status, 0) << run.error;
    for (int neuron = 1; neuron <= 16; ++neuron) {
        QString index;
        for (const QChar digit : QString::number(neuron))
            index += QChar(0x2080 + digit.digitValue());
        for (const QString& symbol :
             {"u" + index + " = ", "h" + index + " = ", "δ" + index + " = "})
            EXPECT_NE(run.out.find(symbol.toStdString()), std::string::npos)
                << symbol.toStdString();
    }
}

TEST_F(CommandLine, TextFormatsCountWhatNobodyWouldRead) {
    Project project = articleExample();
    project.network.layers[0].weights = Matrix::Constant(1003, 2, 0.125);
    project.network.layers[1].weights = Matrix::Constant(1, 1003, -0.25);
    put(path("wide.stepgrad"), writeProject(project));
    for (const char* format : {"text", "markdown", "latex"}) {
        const Outcome run = cli({"trace", path("wide.stepgrad"), "--format", format});
        ASSERT_EQ(run.status, 0) << run.error;
        EXPECT_NE(run.out.find("and 1006 more"), std::string::npos) << "weights of layer 1";
        EXPECT_NE(run.out.find("and 3 more"), std::string::npos) << "weighted inputs";
    }
    const Outcome whole = cli({"trace", path("wide.stepgrad"), "--format", "json"});
    EXPECT_EQ(whole.json()["layers"][0]["new_weights"].size(), 1003u);
}

/// Whether every bracket and every \begin is closed again.
bool isBalanced(const std::string& latex) {
    int depth = 0;
    for (std::size_t i = 0; i < latex.size() && depth >= 0; ++i) {
        if (latex[i] == '\\')
            ++i;
        else
            depth += latex[i] == '{' ? 1 : latex[i] == '}' ? -1 : 0;
    }
    const QString text = QString::fromStdString(latex);
    return depth == 0 && text.count("\\begin{") == text.count("\\end{") &&
           text.count("\\left") - text.count("\\leftarrow") == text.count("\\right");
}

TEST_F(CommandLine, TraceAsLatexIsAWholeDocumentForPdfLatex) {
    for (const auto& name : kExamples) {
        const Outcome run = cli({"trace", example(name), "--format", "latex"});
        ASSERT_EQ(run.status, 0) << run.error;
        EXPECT_TRUE(run.out.starts_with("\\documentclass{article}\n"));
        EXPECT_TRUE(run.out.ends_with("\\end{document}\n"));
        EXPECT_TRUE(isBalanced(run.out)) << run.out;
        EXPECT_EQ(std::count_if(run.out.begin(), run.out.end(), [](char c) { return c < 0; }), 0)
            << "pdflatex has no letter for what is not ASCII";
        EXPECT_NE(run.out.find("\\frac{\\partial J}{\\partial "), std::string::npos);
    }
}

TEST_F(CommandLine, TraceAsMarkdownHasItsFormulasBetweenDollars) {
    const Outcome run =
        cli({"trace", variant("One step by hand", "a_b $5 *c*"), "--format", "markdown"});
    ASSERT_EQ(run.status, 0) << run.error;
    EXPECT_TRUE(run.out.starts_with("# a\\_b \\$5 \\*c\\*\n")) << run.out.substr(0, 60);
    EXPECT_NE(run.out.find("- $\\delta_{3} = "), std::string::npos);
    for (const QString& line : QString::fromStdString(run.out).split('\n').mid(1))
        EXPECT_EQ(line.count('$') % 2, 0) << line.toStdString();
}

TEST_F(CommandLine, AWordThatIsNoCommandIsNamed) {
    const Outcome wrong = cli({"foo"});
    EXPECT_EQ(wrong.status, 2);
    EXPECT_NE(wrong.error.find("\"foo\" is no command; expected one of trace, train"),
              std::string::npos)
        << wrong.error;
    const Outcome nothing = cli({});
    EXPECT_EQ(nothing.status, 2);
    EXPECT_NE(nothing.error.find("a command is missing"), std::string::npos) << nothing.error;
}

TEST_F(CommandLine, TraceOfAnExampleThatIsNotThereIsWrongUsage) {
    for (const char* row : {"4", "-1", "99999999999"}) {
        const Outcome run = cli({"trace", example("xor"), "--example", row});
        EXPECT_EQ(run.status, 2);
        EXPECT_EQ(run.out, "");
        EXPECT_EQ(run.error, std::string("stepgrad-cli: --example: expected a number from 0 to 3, "
                                         "found ") +
                                 row + "\n");
    }
}

TEST_F(CommandLine, TraceOfValuesThatAreNotFiniteSaysWhere) {
    const Outcome run =
        cli({"trace", variant("[[0.3, -0.2]", "[[1e308, 1e308]"), "--format", "json"});
    EXPECT_EQ(run.status, 0) << "1e308·1.0 + 1e308·0.5 is finite: " << run.error;
    const Outcome bad = cli({"trace", variant("[[0.3, -0.2]", "[[1.7e308, 1.7e308]")});
    EXPECT_EQ(bad.status, 1);
    EXPECT_EQ(bad.out, "");
    EXPECT_NE(bad.error.find("example 0: u₁ would be too large"), std::string::npos) << bad.error;
}

TEST_F(CommandLine, PredictPrintsTheOutputsInFullPrecision) {
    Outcome run = cli({"predict", example("one-step-by-hand"), "--input", "1.0,0.5"});
    EXPECT_EQ(run.status, 0);
    EXPECT_EQ(run.out, "0.5369474766169516\n");
    EXPECT_EQ(run.error, "");
    run = cli({"predict", example("two-outputs"), "--input", "-1/2,+2e-1"});
    EXPECT_EQ(run.status, 0) << run.error;
    const Project project = loadProject(example("two-outputs").toStdString());
    const Vector expected = predict(project.network, Vector{{-0.5, 0.2}});
    const QStringList numbers = QString::fromStdString(run.out).trimmed().split(',');
    ASSERT_EQ(numbers.size(), 2);
    EXPECT_EQ(numbers[0].toDouble(), expected[0]);
    EXPECT_EQ(numbers[1].toDouble(), expected[1]);
}

TEST_F(CommandLine, PredictRefusesInputsThatDoNotFit) {
    for (const auto& [input, what] :
         std::vector<std::pair<const char*, const char*>>{{"1", "expected 2 numbers"},
                                                          {"1,2,3", "found 3"},
                                                          {"", "number 1"},
                                                          {"1,", "number 2"},
                                                          {"1,x", "found \"x\""},
                                                          {"1,nan", "finite"},
                                                          {"1,1e999", "too large"}}) {
        const Outcome run = cli({"predict", example("xor"), "--input", input});
        EXPECT_EQ(run.status, 2) << input;
        EXPECT_EQ(run.out, "");
        EXPECT_TRUE(run.error.starts_with("stepgrad-cli: --input: ")) << run.error;
        EXPECT_NE(run.error.find(what), std::string::npos) << run.error;
    }
}

TEST_F(CommandLine, GradcheckPassesOnEveryExample) {
    for (const auto& name : kExamples) {
        const Outcome run = cli({"gradcheck", example(name), "--format", "json"});
        ASSERT_EQ(run.status, 0) << run.error;
        const Json json = run.json();
        EXPECT_EQ(json["format"], "stepgrad-gradcheck");
        EXPECT_EQ(json["version"], 1);
        EXPECT_EQ(json["parameters"],
                  loadProject(example(name).toStdString()).network.parameterCount());
        EXPECT_EQ(json["passed"], true);
        EXPECT_LT(json["max_difference"].get<double>(), 1e-8);
        EXPECT_GE(json["max_relative_difference"].get<double>(), 0.0);
        const Outcome text = cli({"gradcheck", example(name)});
        EXPECT_EQ(text.status, 0);
        EXPECT_TRUE(text.out.ends_with("passed\n")) << text.out;
    }
}

TEST_F(CommandLine, AGradientThatIsNotThereIsANo) {
    // Across the jump of a step function the difference has a slope that no derivative has.
    put(path("jump.stepgrad"),
        replaced(textOf(example("one-step-by-hand")), R"("sigmoid", "weights": [[1.2, -0.7]])",
                 R"("step", "weights": [[0.0, 0.0]])"));
    const Outcome run = cli({"gradcheck", path("jump.stepgrad"), "--format", "json"});
    EXPECT_EQ(run.status, 1);
    EXPECT_EQ(run.json()["passed"], false);
    EXPECT_NE(run.error.find("jump.stepgrad: the gradient of w₅"), std::string::npos) << run.error;
}

}  // namespace
}  // namespace stepgrad

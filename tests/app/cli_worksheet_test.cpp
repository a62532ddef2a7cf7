#include <QDir>
#include <set>

#include "tests/app/cli_run.h"

namespace stepgrad::cli_test {
namespace {

std::string textOf(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll().toStdString() : std::string();
}

bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

TEST(CliWorksheet, WritesASheetInEveryFormat) {
    const Outcome markdown = cli({"worksheet"});
    EXPECT_EQ(markdown.status, 0) << markdown.error;
    EXPECT_TRUE(markdown.out.starts_with("# One training step · No. 1\n"));
    EXPECT_TRUE(cli({"worksheet", "--format", "latex"}).out.starts_with("\\documentclass"));
    EXPECT_TRUE(cli({"worksheet", "--format", "html"}).out.starts_with("<!DOCTYPE html>"));
    EXPECT_EQ(cli({"worksheet"}).out, markdown.out);
    EXPECT_NE(cli({"worksheet", "--seed", "2"}).out, markdown.out);
    EXPECT_EQ(cli({"worksheet", "--seed", "-3"}).status, 2);
}

TEST(CliWorksheet, WritesAClassSetIntoAFolderAndItsSolutionsBeside) {
    const QTemporaryDir folder;
    const QString path = folder.filePath("class/");
    const QStringList set{"worksheet", "--seed", "11",       "--count", "30",
                          "--format",  "html",   "--output", path};
    EXPECT_EQ(cli(set).status, 0);
    EXPECT_EQ(cli(set + QStringList{"--solution"}).status, 0);
    std::set<std::string> sheets;
    for (int seed = 11; seed <= 40; ++seed) {
        const std::string sheet = textOf(path + QStringLiteral("worksheet-%1.html").arg(seed));
        EXPECT_TRUE(contains(sheet, "No. " + std::to_string(seed)));
        EXPECT_TRUE(sheets.insert(sheet).second);
        EXPECT_TRUE(contains(textOf(path + QStringLiteral("worksheet-%1-solution.html").arg(seed)),
                             "Solution"));
    }
    EXPECT_EQ(QDir(path).entryList(QDir::Files).size(), 60);
}

TEST(CliWorksheet, WritesOneFileWithASectionForEach) {
    const QTemporaryDir folder;
    const QString path = folder.filePath("all.html");
    const Outcome run = cli({"worksheet", "--count", "3", "--format", "html", "--output", path});
    EXPECT_EQ(run.status, 0);
    EXPECT_EQ(run.out, "");
    const std::string text = textOf(path);
    std::size_t sections = 0;
    for (auto at = text.find("<section>"); at != std::string::npos;
         at = text.find("<section>", at + 1))
        ++sections;
    EXPECT_EQ(sections, 3u);
}

TEST(CliWorksheet, TakesNetworkAndQuestionsAsAsked) {
    const Outcome run =
        cli({"worksheet", "--shape", "3-2-2", "--hidden", "tanh", "--loss", "squared_error",
             "--bias", "--rate", "0.5", "--ask", "delta", "--digits", "6", "--solution"});
    EXPECT_EQ(run.status, 0) << run.error;
    EXPECT_TRUE(contains(run.out, "A 3–2–2 network. Activation of the hidden neurons: tanh"));
    EXPECT_TRUE(contains(run.out, "b\\_") || contains(run.out, "b_{4}"));
    EXPECT_TRUE(contains(run.out, "Output deltas"));
    EXPECT_FALSE(contains(run.out, "### 1 "));
    const Outcome file = cli({"worksheet", example("xor"), "--seed", "5"});
    EXPECT_TRUE(contains(file.out, "XOR")) << file.out.substr(0, 80);
}

TEST(CliWorksheet, RefusesWhatItCannotDoWithTheRightStatus) {
    EXPECT_EQ(cli({"worksheet", "--ask", "everything"}).status, 2);
    EXPECT_EQ(cli({"worksheet", "--shape", "2-x-1"}).status, 2);
    EXPECT_EQ(cli({"worksheet", "--shape", "2-20-1"}).status, 2);
    EXPECT_EQ(cli({"worksheet", "--count", "0"}).status, 2);
    EXPECT_EQ(cli({"worksheet", "--digits", "11"}).status, 2);
    EXPECT_EQ(cli({"worksheet", "--format", "pdf"}).status, 2);
    EXPECT_EQ(cli({"worksheet", "--loss", "cross_entropy", "--output-activation", "tanh"}).status,
              2);
    EXPECT_EQ(cli({"worksheet", example("xor"), "--bias"}).status, 2);
    EXPECT_EQ(cli({"worksheet", example("digits")}).status, 1);
    EXPECT_EQ(cli({"worksheet", "/nowhere.stepgrad"}).status, 3);
    EXPECT_EQ(cli({"worksheet", "--output", "/nowhere/sheet.md"}).status, 3);
}

TEST(CliWorksheet, TellsWhichLearningRatesThereAre) {
    for (const char* rate : {"-1", "0", "much"}) {
        const Outcome run = cli({"worksheet", "--rate", rate});
        EXPECT_EQ(run.status, 2);
        EXPECT_TRUE(contains(run.error, std::string("expected a number above 0, found ") + rate))
            << run.error;
        EXPECT_LT(run.error.size(), 120u) << run.error;
    }
    EXPECT_EQ(cli({"worksheet", "--rate", "1e-3"}).status, 0);
}

TEST(CliConventions, TraceIsWrittenInTheChosenOnes) {
    const QStringList trace{"trace", example("one-step-by-hand")};
    const Outcome run = cli(trace + QStringList{"--symbols", "za", "--output-symbol", "o",
                                                "--loss-symbol", "E", "--delta-sign", "negative",
                                                "--numbering", "destination", "--comma"});
    EXPECT_EQ(run.status, 0) << run.error;
    for (const char* part :
         {"δ₃ = −∂E/∂z₃ = (y − o) · o(1 − o)", "= 0,1151", "∂E/∂w₅ = −δ₃ · a₁", "w₂ = −0,2"})
        EXPECT_TRUE(contains(run.out, part)) << part << run.out;
    for (const char* part : {"ŷ", "J", "u₁", "h₁"})
        EXPECT_FALSE(contains(run.out, part)) << part;
    for (const char* format : {"markdown", "latex"}) {
        const Outcome other =
            cli(trace + QStringList{"--format", format, "--conventions", "older"});
        EXPECT_EQ(other.status, 0);
        EXPECT_TRUE(contains(other.out, "-\\frac{\\partial E}{\\partial u_{3}}")) << other.out;
    }
}

TEST(CliConventions, JsonStaysTheSlopeAndAnUnknownOptionIsRefused) {
    const QStringList trace{"trace", example("one-step-by-hand"), "--format", "json"};
    EXPECT_EQ(cli(trace + QStringList{"--delta-sign", "negative"}).out, cli(trace).out);
    EXPECT_EQ(cli(trace + QStringList{"--loss-symbol", "Q"}).status, 2);
    EXPECT_EQ(cli(trace + QStringList{"--conventions", "mine"}).status, 2);
}

}  // namespace
}  // namespace stepgrad::cli_test

#include <gtest/gtest.h>

#include <random>

#include "core/document/project_json.h"
#include "tests/core/bad_project_files.h"
#include "tests/core/project_json_samples.h"

namespace stepgrad {
namespace {

using samples::repeated;
using samples::with;

std::string tooManyParameters() {
    const std::string row = "[0" + repeated(",0", 4000) + "]";
    return with("network", R"({"layers": [{"activation": "tanh", "biases": null, "weights": [)" +
                               row + repeated("," + row, 3999) + "]}]}");
}

/// What the file is refused with; empty where it is accepted.
std::string refusal(const std::string& text) {
    try {
        parseProject(text, "f", STEPGRAD_SOURCE_DIR "/tests/data");
    } catch (const ReadError& error) {
        EXPECT_EQ(error.what(), error.where() + ": " + error.reason());
        return error.what();
    }
    return {};
}

using samples::BadFile;
class BadProjectFile : public ::testing::TestWithParam<BadFile> {};

TEST_P(BadProjectFile, IsRefusedWithPlaceAndExpectation) {
    const BadFile& bad = GetParam();
    const std::string message = refusal(bad.text);
    EXPECT_TRUE(message.starts_with(bad.where)) << message;
    for (const auto& reason : bad.reasons)
        EXPECT_NE(message.find(reason, bad.where.size()), std::string::npos)
            << message << "\n  should say: " << reason;
    EXPECT_LT(message.size(), 600u) << message;
}

const auto kKindOf = [](const ::testing::TestParamInfo<BadFile>& info) { return info.param.kind; };
INSTANTIATE_TEST_SUITE_P(Broken, BadProjectFile, ::testing::ValuesIn(samples::brokenJson()),
                         kKindOf);
INSTANTIATE_TEST_SUITE_P(Envelope, BadProjectFile, ::testing::ValuesIn(samples::wrongEnvelopes()),
                         kKindOf);
INSTANTIATE_TEST_SUITE_P(Keys, BadProjectFile, ::testing::ValuesIn(samples::wrongKeys()), kKindOf);
INSTANTIATE_TEST_SUITE_P(Progress, BadProjectFile, ::testing::ValuesIn(samples::wrongProgress()),
                         kKindOf);
INSTANTIATE_TEST_SUITE_P(Types, BadProjectFile, ::testing::ValuesIn(samples::wrongTypes()),
                         kKindOf);
INSTANTIATE_TEST_SUITE_P(Numbers, BadProjectFile, ::testing::ValuesIn(samples::wrongNumbers()),
                         kKindOf);
INSTANTIATE_TEST_SUITE_P(Sizes, BadProjectFile, ::testing::ValuesIn(samples::wrongSizes()),
                         kKindOf);

TEST(ProjectFile, TooManyParametersAreRefused) {
    // 4001 inputs of 4000 neurons; one number too many is found in the last row.
    const std::string message = refusal(tooManyParameters());
    EXPECT_TRUE(message.starts_with("f: network.layers[0].weights[3999]")) << message;
    EXPECT_TRUE(message.ends_with("expected at most 16000000 weights and biases in a network"));
}

TEST(ProjectFile, TheSampleThatTheBadFilesAreMadeOfIsGood) {
    EXPECT_EQ(refusal(with("", "")), "");
}

TEST(ProjectFile, NoTruncationOfAFileIsAccepted) {
    const std::string whole = with("", "");
    for (std::size_t length = 0; length + 2 < whole.size(); ++length)
        EXPECT_NE(refusal(whole.substr(0, length)), "") << length;
}

TEST(ProjectFile, DamagedFilesAreRefusedOrReadAsWhatTheySay) {
    std::mt19937 random(99);
    const std::string whole = with("", "");
    const std::string bytes = std::string("{}[]\",:.-+eE019tfn \n\\u\x80\xff") + '\0';
    int accepted = 0;
    for (int i = 0; i < 10000; ++i) {
        std::string text = whole;
        for (auto damages = 1 + random() % 3; damages > 0; --damages) {
            const auto place = random() % text.size();
            switch (random() % 3) {
                case 0:
                    text[place] = bytes[random() % bytes.size()];
                    break;
                case 1:
                    text.erase(place, 1 + random() % 4);
                    break;
                default:
                    text.insert(place, 1, bytes[random() % bytes.size()]);
            }
        }
        try {
            const Project project = parseProject(text, "f", ".");
            ASSERT_EQ(problemOf(project), std::nullopt) << text;
            ASSERT_EQ(parseProject(writeProject(project), "f", "."), project) << text;
            ++accepted;
        } catch (const ReadError& error) {
            ASSERT_TRUE(std::string(error.what()).starts_with("f")) << text;
        }
    }
    EXPECT_GT(accepted, 100);
    EXPECT_LT(accepted, 5000);
}

TEST(ProjectFile, MessagesQuoteOnlyAPieceOfWhatIsLong) {
    const std::string message = refusal(with("loss", "\"" + repeated("long ", 100000) + "\""));
    EXPECT_NE(message.find("found \"long long"), std::string::npos);
    EXPECT_NE(message.find("…\""), std::string::npos);
    EXPECT_LT(message.size(), 400u);
}

TEST(ProjectFile, ProblemsOfTheCsvFileNameTheProjectTheTableAndThePlace) {
    const auto csv = [](const std::string& file, const std::string& columns) {
        return refusal(
            with("data", R"({"csv": ")" + file + R"(", "target_columns": )" + columns + "}"));
    };
    EXPECT_EQ(csv("none.csv", R"(["y"])"),
              "f: data.csv: " STEPGRAD_SOURCE_DIR
              "/tests/data/none.csv: cannot be read: No such file or directory");
    EXPECT_EQ(csv("gates.csv", R"(["and", "nor"])"),
              "f: data.target_columns[1]: expected the name of a column, found \"nor\", which is "
              "not in the header");
    EXPECT_EQ(csv("gates.csv", R"(["and"])"),
              "f: data.inputs: expected 2 numbers an example, found 3");
    EXPECT_EQ(csv("bad.csv", R"(["y"])"),
              "f: data.csv: " STEPGRAD_SOURCE_DIR
              "/tests/data/bad.csv:3: row 2, column 2 (\"b\"): expected a number, found \"two\"");
}

}  // namespace
}  // namespace stepgrad

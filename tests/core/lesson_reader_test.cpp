#include <gtest/gtest.h>

#include <algorithm>

#include "core/data/read_error.h"
#include "core/lessons/lesson.h"
#include "core/lessons/lesson_reader.h"

namespace stepgrad {
namespace {

const std::string kExamples = STEPGRAD_SOURCE_DIR "/resources/examples";

/// A lesson of one stop, some of its parts replaced.
std::string sample() {
    return R"({
  "format": "stepgrad-lesson",
  "version": 1,
  "title": "T",
  "summary": "S",
  "project": "example:one-step-by-hand",
  "stops": [
    { "title": "A", "text": ["See *this*: {w5} is {=w5}."], "show": "forward.1.activation",
      "highlight": ["w5", "h1"], "select": "w5",
      "question": { "ask": "How large is {u3}?", "check": { "kind": "number", "of": "u3" },
                    "right": "Yes.", "hint": "Add." } },
    { "title": "B", "text": ["Go on."], "goes_on": true,
      "question": { "ask": "Which?", "check": { "kind": "choice", "options": [
        { "text": "x", "right": true }, { "text": "y", "why": "no" } ] } } }
  ]
}
)";
}

std::string with(const std::string& part, const std::string& other) {
    std::string text = sample();
    const auto at = text.find(part);
    EXPECT_NE(at, text.npos) << part;
    return text.replace(at, part.size(), other);
}

Lesson parsed(const std::string& text) {
    return parseLesson(text, "f", STEPGRAD_SOURCE_DIR "/tests/data", kExamples);
}

TEST(LessonReader, TakesEverythingThatALessonTells) {
    const Lesson lesson = parsed(sample());
    EXPECT_EQ(lesson.title, "T");
    EXPECT_EQ(lesson.summary, "S");
    ASSERT_EQ(lesson.stops.size(), 2u);
    const LessonStop& stop = lesson.stops[0];
    EXPECT_EQ(stop.project->name, "One step by hand");
    EXPECT_EQ(stop.show, 4);
    EXPECT_EQ(stop.highlight, (std::vector{ValueId::weight(1, 0, 0), ValueId::h(0, 0)}));
    EXPECT_EQ(stop.select, ValueId::weight(1, 0, 0));
    EXPECT_EQ(stop.question->check.of.value, ValueId::u(1, 0));
    EXPECT_TRUE(lesson.stops[1].goesOn);
    EXPECT_FALSE(lesson.stops[1].show);
    EXPECT_EQ(lesson.stops[1].project, stop.project);
    EXPECT_TRUE(lesson.stops[1].question->check.options[0].isRight);
}

TEST(LessonReader, TakesAProjectThatStandsInTheLesson) {
    const std::string text = R"({"format": "stepgrad-lesson", "version": 1, "title": "T",
      "summary": "S", "stops": [{"title": "A", "text": ["{w2} and {b1}"], "show": "end"}],
      "project": {"format": "stepgrad-project", "version": 1, "loss": "squared_error",
        "network": {"layers": [{"activation": "linear", "weights": [[1, 2]], "biases": [0.5]}]},
        "data": {"inputs": [[1, 1]], "targets": [[2]]}}})";
    const Lesson lesson = parsed(text);
    EXPECT_EQ(lesson.stops[0].project->network.layers[0].weights(0, 1), 2.0);
    EXPECT_EQ(lesson.stops[0].text[0].pieces()[0].quantity.value, ValueId::weight(0, 0, 1));
}

TEST(LessonReader, ReadsAProjectOnceThatSeveralStopsName) {
    const std::string named = R"(, "project": "example:or"})";
    const Lesson lesson = parsed(R"({"format":"stepgrad-lesson","version":1,"title":"T",)"
                                 R"("summary":"S","project":"example:xor","stops":[)"
                                 R"({"title":"A","text":["x"])" +
                                 named + R"(,{"title":"B","text":["y"])" + named + "]}");
    EXPECT_NE(lesson.stops[0].project, nullptr);
    EXPECT_EQ(lesson.stops[0].project, lesson.stops[1].project);
}

struct BadLesson {
    std::string kind, text, where, reason;
};

std::vector<BadLesson> badLessons() {
    const std::string number = R"({ "kind": "number", "of": "u3" })";
    const auto check = [&](const std::string& json) { return with(number, json); };
    const std::string at = "f: stops[0]", checkAt = at + ".question.check";
    return {
        {"NoJson", "{", "f:1:", "broken JSON"},
        {"AnArray", "[]", "f", "expected an object"},
        {"OtherFormat", with("stepgrad-lesson", "stepgrad-project"), "f: format",
         "expected \"stepgrad-lesson\""},
        {"LaterVersion", with("\"version\": 1", "\"version\": 2"), "f: version",
         "a whole number from 1 to 1"},
        {"NoTitle", with("\"title\": \"T\",", ""), "f: title", "is missing"},
        {"EmptyTitle", with("\"T\"", "\" \""), "f: title", "expected text, found none"},
        {"TitleIsNumber", with("\"T\"", "7"), "f: title", "expected text, found 7"},
        {"UnknownKey", with("\"summary\"", "\"sumary\""), "f: sumary", "unknown key"},
        {"KeyTwice", with("\"title\": \"T\",", "\"title\": \"T\", \"title\": \"T\","), "f: title",
         "twice"},
        {"NoStops",
         R"({"format":"stepgrad-lesson","version":1,"title":"T","summary":"S","project":"p","stops":[]})",
         "f: stops", "at least one stop"},
        {"StopIsText", with("{ \"title\": \"B\"", "\"B\", { \"title\": \"B\""), "f: stops[1]",
         "expected an object"},
        {"UnknownKeyOfStop", with("\"select\"", "\"selct\""), at + ".selct", "unknown key"},
        {"NoText", with("[\"See *this*: {w5} is {=w5}.\"]", "[]"), at + ".text",
         "at least one text"},
        {"TextIsNoArray", with("[\"Go on.\"]", "\"Go on.\""), "f: stops[1].text",
         "expected an array of texts"},
        {"LongText", with("Go on.", std::string(3000, 'x')), "f: stops[1].text[0]",
         "at most 2000 bytes"},
        {"ManyParagraphs",
         with(
             "[\"Go on.\"]",
             "[\"1\",\"2\",\"3\",\"4\",\"5\",\"6\",\"7\",\"8\",\"9\",\"10\",\"11\",\"12\",\"13\"]"),
         "f: stops[1].text", "at most 12 texts"},
        {"LoneStar", with("*this*", "*this"), at + ".text[0]", "a second *"},
        {"OpenBrace", with("{=w5}", "{=w5"), at + ".text[0]", "expected } after"},
        {"ClosingBrace", with("{=w5}", "w5}"), at + ".text[0]", "expected { before }"},
        {"UnknownValueInText", with("{=w5}", "{=w7}"), at + ".text[0]", "found \"=w7\""},
        {"UnknownProject", with("example:one-step-by-hand", "example:none"), "f: project",
         "none.stepgrad"},
        {"UnknownFile", with("example:one-step-by-hand", "none.stepgrad"), "f: project",
         "none.stepgrad"},
        {"ProjectIsNumber", with("\"example:one-step-by-hand\"", "3"), "f: project",
         "the name of a project or a project"},
        {"ProjectOfOtherVersion",
         with("\"example:one-step-by-hand\"", R"({"format": "stepgrad-project", "version": 2})"),
         "f: project.version", "newer Stepgrad"},
        {"BrokenProject", with("\"example:one-step-by-hand\"", R"({"format": "stepgrad-project",
            "version": 1, "loss": "cross_entropy", "network": {"layers": [{"activation": "tanh",
            "weights": [[1]], "biases": null}]}, "data": {"inputs": [[1]], "targets": [[1]]}})"),
         "f: project.", ""},
        {"LargeProject",
         with("\"example:one-step-by-hand\"", R"({"format": "stepgrad-project", "version": 1,
            "loss": "squared_error", "network": {"layers": [{"activation": "linear",
            "weights": [[1e200]], "biases": null}]},
            "data": {"inputs": [[1e200]], "targets": [[1]]}})"),
         "f: project", "found u₁ too large"},
        {"ProjectAbove", with("example:one-step-by-hand", "../../resources/examples/or.stepgrad"),
         "f: project", "inside the folder"},
        {"ProjectAtTheRoot", with("example:one-step-by-hand", "/a.stepgrad"), "f: project",
         "inside the folder"},
        {"ExampleAbove", with("example:one-step-by-hand", "example:../examples/or"), "f: project",
         "expected the name of an example"},
        {"TableAbove", with("\"example:one-step-by-hand\"", R"({"format": "stepgrad-project",
            "version": 1, "loss": "squared_error", "network": {"layers": [{"activation": "linear",
            "weights": [[1]], "biases": null}]},
            "data": {"csv": "a/../../b.csv", "target_columns": ["y"]}})"),
         "f: project.data.csv", "inside the folder"},
        {"GoesOnAtTheFirst", with("\"show\"", "\"goes_on\": true, \"show\""), at + ".goes_on",
         "nothing yet"},
        {"GoesOnWithProject",
         with("\"goes_on\": true", "\"goes_on\": true, \"project\": \"example:or\""),
         "f: stops[1].project", "goes on"},
        {"GoesOnIsText", with("\"goes_on\": true", "\"goes_on\": \"yes\""), "f: stops[1].goes_on",
         "true or false"},
        {"UnknownStep", with("forward.1.activation", "forward.3.activation"), at + ".show",
         "\"start\", \"end\""},
        {"ShowsAGivenValue", with("forward.1.activation", "i1"), at + ".show", "found \"i1\""},
        {"UnknownHighlight", with("\"h1\"]", "\"h9\"]"), at + ".highlight[1]", "found \"h9\""},
        {"HighlightsEta", with("\"h1\"]", "\"eta\"]"), at + ".highlight[1]", "on the graph"},
        {"SelectsAList", with("\"select\": \"w5\"", "\"select\": [\"w5\"]"), at + ".select",
         "expected text"},
        {"NoAsk", with("\"ask\": \"How large is {u3}?\",", ""), at + ".question.ask", "is missing"},
        {"NoCheck", with("\"check\": " + number + ",", ""), at + ".question.check", "is missing"},
        {"UnknownKind", check(R"({ "kind": "guess", "of": "u3" })"), checkAt + ".kind",
         "one of \"number\""},
        {"NumberWithoutValue", check(R"({ "kind": "number" })"), checkAt + ".of", "is missing"},
        {"NumberTypedIn", check(R"({ "kind": "number", "of": "u3", "limit": 0.1 })"),
         checkAt + ".limit", "is no key"},
        {"NumberOfNothing", check(R"({ "kind": "number", "of": "u4" })"), checkAt + ".of",
         "found \"u4\""},
        {"BiasThatIsNotThere", check(R"({ "kind": "number", "of": "b1" })"), checkAt + ".of",
         "found \"b1\""},
        {"ChangeOfAComputedValue", check(R"({ "kind": "changed", "of": "u3", "to": "larger" })"),
         checkAt + ".of", "a weight, bias, input, target or eta"},
        {"UnknownDirection", check(R"({ "kind": "changed", "of": "w5", "to": "up" })"),
         checkAt + ".to", "one of \"larger\""},
        {"UnknownSign", check(R"({ "kind": "sign", "of": "u3", "sign": "-" })"), checkAt + ".sign",
         "one of \"positive\""},
        {"LimitIsText", check(R"({ "kind": "below", "of": "J", "limit": "0.1" })"),
         checkAt + ".limit", "a finite number"},
        {"CountOfZero", check(R"({ "kind": "updates", "count": 0 })"), checkAt + ".count",
         "from 1 to"},
        {"ReachesNothing", check(R"({ "kind": "reached", "step": "nowhere" })"), checkAt + ".step",
         "found \"nowhere\""},
        {"OneOption", with(", { \"text\": \"y\", \"why\": \"no\" }", ""),
         "f: stops[1].question.check.options", "at least two"},
        {"NoRightOption", with(", \"right\": true", ", \"why\": \"z\""),
         "f: stops[1].question.check.options", "one option that is right, found 0"},
        {"TwoRightOptions", with("\"why\": \"no\"", "\"right\": true"),
         "f: stops[1].question.check.options", "one option that is right, found 2"},
        {"WrongOptionWithoutReason", with(", \"why\": \"no\"", ""),
         "f: stops[1].question.check.options[1].why", "is missing"},
        {"TooDeep", with("\"Yes.\"", std::string(100, '[')), at + ".question.right",
         "expected text"},
    };
}

class BadLessonFile : public ::testing::TestWithParam<BadLesson> {};

TEST_P(BadLessonFile, IsRefusedWithPlaceAndExpectation) {
    const BadLesson& bad = GetParam();
    try {
        parsed(bad.text);
        FAIL() << "was taken";
    } catch (const ReadError& error) {
        EXPECT_TRUE(std::string(error.where()).starts_with(bad.where)) << error.what();
        EXPECT_NE(error.reason().find(bad.reason), std::string::npos) << error.what();
    }
}

INSTANTIATE_TEST_SUITE_P(Lesson, BadLessonFile, ::testing::ValuesIn(badLessons()),
                         [](const ::testing::TestParamInfo<BadLesson>& instance) {
                             return instance.param.kind;
                         });

TEST(LessonReader, RefusesAFileThatIsTooLarge) {
    const std::string huge = sample() + std::string(5u << 20, ' ');
    EXPECT_THROW(parsed(huge), ReadError);
}

TEST(LessonReader, CountsTheNumbersOfAllItsProjects) {
    const std::string project = R"({"format": "stepgrad-project", "version": 1,
      "loss": "squared_error",
      "network": {"layers": [{"activation": "linear", "weights": [[1, 2]], "biases": [0.5]}]},
      "data": {"inputs": [[1, 1], [0, 1]], "targets": [[2], [3]]}})";
    const std::string text = R"({"format": "stepgrad-lesson", "version": 1, "title": "T",
      "summary": "S", "project": )" +
                             project + R"(, "stops": [{"title": "A", "text": ["x"], "project": )" +
                             project + "}]}";
    json::RawLesson raw;
    json::LessonReader reader(raw, "");
    json::read(text, "f", reader);
    EXPECT_EQ(raw.numbers, 2 * (3 + 6));

    std::int64_t numbers = json::lesson_limits::kNumbers - 9;
    json::countNumbers(*raw.project.whole, numbers);
    EXPECT_THROW(json::countNumbers(*raw.project.whole, numbers), json::Problem);
}

TEST(LessonReader, RefusesManyStops) {
    std::string stops;
    for (int i = 0; i < 51; ++i)
        stops += std::string(i ? "," : "") + R"({"title": "x", "text": ["y"]})";
    const std::string text = R"({"format":"stepgrad-lesson","version":1,"title":"T","summary":"S",)"
                             R"("project":"example:or","stops":[)" +
                             stops + "]}";
    try {
        parsed(text);
        FAIL();
    } catch (const ReadError& error) {
        EXPECT_EQ(error.where(), "f: stops[50]");
        EXPECT_EQ(error.reason(), "expected at most 50 stops");
    }
}

}  // namespace
}  // namespace stepgrad

#include "tests/core/bad_project_files.h"
#include "tests/core/project_json_samples.h"

/// Texts that are no JSON, and JSON that is no project of this version.
namespace stepgrad::samples {

std::vector<BadFile> brokenJson() {
    return {
        {"Empty", "", "f:1:1", {"JSON", "an empty file"}},
        {"Blank", " \n\n", "f:3:1", {"end of the file"}},
        {"Truncated", with("", "").substr(0, 200), "f:6:77", {"broken JSON"}},
        {"TruncatedBeforeTheLastBrace",
         with("", "").substr(0, with("", "").size() - 2),
         "f:12:1",
         {"broken JSON", "expected", "end of the file"}},
        {"TextBehindTheEnd", with("", "") + "x", "f:13:1", {"broken JSON", "\"x\""}},
        {"ASecondValue",
         with("", "") + "{}",
         "f:13:1",
         {"unexpected '{'", "expected end of input"}},
        {"ZerosBehindTheEnd", with("", "") + std::string(3, '\0'), "f:13:1", {"UTF-8", "byte 0"}},
        {"MissingComma",
         replaced(R"("version": 1,)", R"("version": 1)"),
         "f:4:3",
         {"broken JSON", "expected '}'", "\"name\""}},
        {"TrailingComma", replaced("\"seed\": 9 }", "\"seed\": 9, }"), "f:10:62", {"broken JSON"}},
        {"Comment",
         replaced(R"("version": 1,)", "\"version\": 1, // first"),
         "f:3:17",
         {"broken JSON", "invalid literal"}},
        {"SingleQuotes", replaced(R"("lesson")", "'lesson'"), "f:4:11", {"broken JSON"}},
        {"NaN", replaced("0.25", "NaN"), "f:6:42", {"expected a finite number, found NaN"}},
        {"nan", replaced("0.25", "nan"), "f:6:42", {"expected a finite number, found nan"}},
        {"Infinity", replaced("0.25", "Infinity"), "f:6:42", {"a finite number, found Infinity"}},
        {"MinusInfinity", replaced("0.25", "-Infinity"), "f:6:42", {"number, found -Infinity"}},
        {"LeadingZero", replaced("0.25", "00.25"), "f:6:43", {"broken JSON"}},
        {"LeadingPoint", replaced("0.25", ".25"), "f:6:42", {"broken JSON"}},
        {"DecimalComma",
         replaced("[0.25,", "[0,25,"),
         "f: network.layers[0].weights[1]",
         {"expected 3 numbers, as many as in row 0, found 2"}},
        {"NotUtf8", replaced("lesson", "le\xFFson"), "f:4:14", {"UTF-8", "byte 255"}},
        {"Utf16", std::string("\xFF\xFE{\0}\0", 6), "f:1:1", {"UTF-8"}},
        {"LineBreakInText", replaced("lesson", "le\nson"), "f:4:", {"control character"}},
        {"LoneSurrogate", replaced("lesson", "\\ud800"), "f:4:", {"surrogate"}},
        {"TooDeep", repeated("[", 100000), "f", {"expected an object, found an array"}},
        {"TooDeepInside",
         R"({"a": )" + repeated("[", 100) + repeated("]", 100) + "}",
         "f: a",
         {"expected at most 32 levels of nesting"}},
    };
}

std::vector<BadFile> wrongEnvelopes() {
    return {
        {"AnArray", "[1]", "f", {"expected an object, found an array"}},
        {"AText", "\"stepgrad\"", "f", {"expected an object, found \"stepgrad\""}},
        {"OtherJson",
         R"({"a": 1, "b": [2, {"c": null}]})",
         "f: format",
         {"is missing", "\"stepgrad-project\""}},
        {"OtherFormat",
         with("format", R"("stepgrad-trace")"),
         "f: format",
         {"expected \"stepgrad-project\", found \"stepgrad-trace\""}},
        {"FormatOfWrongType", with("format", "1"), "f: format", {"\"stepgrad-project\", found 1"}},
        {"NoVersion", with("version", ""), "f: version", {"is missing; expected 1"}},
        {"LaterVersion",
         with("version", "2"),
         "f: version",
         {"expected 1, found 2", "newer Stepgrad is needed"}},
        {"LaterVersionWithKeysOfItsOwn",
         R"({"colour": {"deep": [1]}, "format": "stepgrad-project", "version": 12})",
         "f: version",
         {"found 12", "newer Stepgrad is needed"}},
        {"VersionZero", with("version", "0"), "f: version", {"expected 1, found 0"}},
        {"VersionWithPoint", with("version", "1.0"), "f: version", {"expected 1, found 1.0"}},
        {"VersionAsText", with("version", "\"1\""), "f: version", {"expected 1, found \"1\""}},
    };
}

}  // namespace stepgrad::samples

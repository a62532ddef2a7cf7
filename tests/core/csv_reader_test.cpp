#include "core/data/csv_reader.h"

#include <gtest/gtest.h>

namespace stepgrad {
namespace {

using Names = std::vector<std::string>;

CsvTable parse(const std::string& text) {
    return parseCsv(text, "t.csv");
}

/// What the text is refused with.
std::string refusal(const std::string& text) {
    try {
        parse(text);
    } catch (const ReadError& error) {
        return error.what();
    }
    return {};
}

TEST(CsvReader, ReadsNamesAndNumbers) {
    const CsvTable table = parse("a,b\n1,-2.5\n3e2,.25\n");
    EXPECT_EQ(table.columns, (Names{"a", "b"}));
    EXPECT_EQ(table.values, (Matrix{{1, -2.5}, {300, 0.25}}));
}

TEST(CsvReader, TakesOtherLineEndsMarksBlanksAndSemicolons) {
    const Matrix values{{1, 2}, {3, 4}};
    for (const char* text :
         {"a,b\n1,2\n3,4", "a,b\r\n1,2\r\n3,4\r\n",
          "\xEF\xBB\xBF"
          "a,b\n1,2\n3,4\n",
          " a ,\tb\n 1 , 2\n3,4 \t\n", "a;b\n1;2\n3;4\n", "a,b\n1,2\n3,4\n\n\r\n\n"}) {
        EXPECT_EQ(parse(text).columns, (Names{"a", "b"})) << text;
        EXPECT_EQ(parse(text).values, values) << text;
    }
}

TEST(CsvReader, UnderstandsQuotesOfRfc4180) {
    const CsvTable table =
        parse("\"a,b\",\"say \"\"x\"\"\",\"two\nlines\"\r\n\"1\",2 , \"3\" \r\n4,\"5\",6");
    EXPECT_EQ(table.columns, (Names{"a,b", "say \"x\"", "two\nlines"}));
    EXPECT_EQ(table.values, (Matrix{{1, 2, 3}, {4, 5, 6}}));
}

TEST(CsvReader, ReadsDoublesToTheLastBit) {
    const CsvTable table = parse("x\n0.1\n5e-324\n1.7976931348623157e308\n-0\n");
    EXPECT_EQ(table.values(0, 0), 0.1);
    EXPECT_EQ(table.values(1, 0), 5e-324);
    EXPECT_EQ(table.values(2, 0), 1.7976931348623157e308);
    EXPECT_TRUE(std::signbit(table.values(3, 0)));
}

TEST(CsvReader, RefusesWhatIsNoNumberWithRowColumnAndContent) {
    const auto cell = [](const std::string& content) {
        return refusal("a,kind\n1,2\n3," + content + "\n");
    };
    const std::string place = "t.csv:3: row 2, column 2 (\"kind\"): ";
    EXPECT_EQ(cell("setosa"), place + "expected a number, found \"setosa\"");
    EXPECT_EQ(cell(""), place + "expected a number, found nothing");
    EXPECT_EQ(cell("1 2"), place + "expected a number, found \"1 2\"");
    EXPECT_EQ(cell("1.2.3"), place + "expected a number, found \"1.2.3\"");
    EXPECT_EQ(cell("0x10"), place + "expected a number, found \"0x10\"");
    EXPECT_EQ(cell("nan"), place + "expected a finite number, found \"nan\"");
    EXPECT_EQ(cell("-inf"), place + "expected a finite number, found \"-inf\"");
    EXPECT_EQ(cell("1e999"), place + "expected a number that a double can hold, found \"1e999\"");
    EXPECT_EQ(cell("1e-999"), place + "expected a number that a double can hold, found \"1e-999\"");
}

TEST(CsvReader, RefusesTablesThatAreNotRectangular) {
    EXPECT_EQ(refusal("a,b\n1,2\n3\n"), "t.csv:3: row 2: expected 2 fields, found 1");
    EXPECT_EQ(refusal("a,b\n1,2,3\n"), "t.csv:2: row 1: expected 2 fields, found 3");
    EXPECT_EQ(refusal("a,b\n1,2,\n"), "t.csv:2: row 1: expected 2 fields, found 3");
    EXPECT_EQ(refusal("a,b\n1,2\n\n3,4\n"),
              "t.csv:3: row 2: expected 2 fields, found an empty line");
    // A decimal comma makes a field too many; nothing is guessed.
    EXPECT_EQ(refusal("a,b\n0,5,2\n"), "t.csv:2: row 1: expected 2 fields, found 3");
    EXPECT_EQ(refusal("a;b\n0,5;2\n"),
              "t.csv:2: row 1, column 1 (\"a\"): expected a number, found \"0,5\"");
}

TEST(CsvReader, RefusesHeadersThatNameNothing) {
    EXPECT_EQ(refusal(""), "t.csv:1: expected a header line, found nothing");
    EXPECT_EQ(refusal("\n\n"), "t.csv:1: expected a header line, found nothing");
    EXPECT_EQ(refusal("1,2\n3,4\n"),
              "t.csv:1: expected a header line with the names of the columns, found only numbers");
    EXPECT_EQ(refusal("a,,c\n1,2,3\n"), "t.csv:1: column 2: expected a name in the header");
    EXPECT_EQ(refusal("a,b,a\n1,2,3\n"),
              "t.csv:1: expected every name in the header once, found \"a\" twice");
    EXPECT_EQ(refusal("a,b\n"), "t.csv:1: expected at least one row of numbers after the header");
}

TEST(CsvReader, RefusesQuotesThatDoNotFit) {
    EXPECT_EQ(refusal("a,b\n1,\"2\n"),
              "t.csv:2: a quoted field is never closed; expected a \" at its end");
    EXPECT_EQ(refusal("a,b\n\"1\"2,3\n"),
              "t.csv:2: expected the field to end after its closing quote, found \"2\"");
    EXPECT_EQ(refusal("a,b\n1,2\"3\n"),
              "t.csv:2: expected quotes around a whole field only, found \"2\"3\"");
}

TEST(CsvReader, CountsLinesInsideOfQuotes) {
    EXPECT_EQ(refusal("\"a\nb\",c\n1,2\nx,3\n"),
              "t.csv:4: row 2, column 1 (\"a?b\"): expected a number, found \"x\"");
}

TEST(CsvReader, RefusesWhatIsNoText) {
    EXPECT_EQ(refusal("a\n1\n\xFF\n"), "t.csv:3: expected UTF-8 text, found a byte that is none");
    EXPECT_EQ(refusal(std::string("a\n1\n\0\n", 6)),
              "t.csv:3: expected UTF-8 text, found a byte that is none");
}

TEST(CsvReader, RefusesMoreColumnsThanANetworkCanHave) {
    std::string header = "c0";
    for (int c = 1; c <= 2 * 16384; ++c)
        header += ",c" + std::to_string(c);
    EXPECT_EQ(refusal(header + "\n"), "t.csv:1: expected at most 32768 columns");
}

TEST(CsvReader, AMissingFileIsAnErrorWithItsPath) {
    EXPECT_THROW(readCsv("/none/t.csv"), ReadError);
    EXPECT_EQ(readCsv(STEPGRAD_SOURCE_DIR "/tests/data/gates.csv").values.rows(), 4);
}

const char* const kTable = "x,t,y,s\n1,10,2,20\n3,30,4,40\n";

TEST(CsvDataset, TargetsAreTakenByNameAndInputsAreTheOthersInOrder) {
    const Dataset data = datasetOf(parse(kTable), {"s", "t"}, {"i1", "i2"});
    EXPECT_EQ(data.inputs, (Matrix{{1, 2}, {3, 4}}));
    EXPECT_EQ(data.targets, (Matrix{{20, 10}, {40, 30}}));
}

TEST(CsvDataset, InputsFollowTheNamesOfTheNetworkWhereAllMatch) {
    EXPECT_EQ(datasetOf(parse(kTable), {"t", "s"}, {"y", "x"}).inputs, (Matrix{{2, 1}, {4, 3}}));
    // One name differs, or one is there twice: by position.
    for (const Names& names : {Names{"y", "z"}, Names{"y", "y"}, Names{"y"}, Names{"y", "x", "w"}})
        EXPECT_EQ(datasetOf(parse(kTable), {"t", "s"}, names).inputs, (Matrix{{1, 2}, {3, 4}}));
}

TEST(CsvDataset, RefusesColumnsThatAreNotThere) {
    const auto message = [](const Names& targets) -> std::string {
        try {
            datasetOf(parse(kTable), targets, {});
        } catch (const ReadError& error) {
            return error.what();
        }
        return {};
    };
    EXPECT_EQ(message({"t", "T"}),
              "target_columns[1]: expected the name of a column, found \"T\", which is not in the "
              "header");
    EXPECT_EQ(message({"t", "t"}),
              "target_columns[1]: expected each column once, found \"t\" again");
    EXPECT_EQ(message({"t", "x", "y", "s"}),
              "target_columns: expected at least one column of targets and one of inputs");
    EXPECT_EQ(message({}),
              "target_columns: expected at least one column of targets and one of inputs");
}

}  // namespace
}  // namespace stepgrad

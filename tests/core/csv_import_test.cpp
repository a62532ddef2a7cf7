#include "core/data/csv_import.h"

#include <gtest/gtest.h>

#include <QTemporaryDir>
#include <algorithm>
#include <fstream>

#include "core/data/read_error.h"

namespace stepgrad {
namespace {

struct CsvImporting : testing::Test {
    void write(const std::string& text) { std::ofstream(path, std::ios::binary) << text; }
    /// What importing this table is refused with.
    std::string refusal(const std::string& text, const CsvImport& import) {
        write(text);
        try {
            importCsv(path, import);
        } catch (const ReadError& error) {
            return error.what();
        }
        return {};
    }

    QTemporaryDir temporary;
    const std::string folder = temporary.path().toStdString();
    const std::string path = folder + "/t.csv";
};

CsvImport plain() {
    CsvImport import;
    import.inputs = {0};
    import.targets = {1};
    return import;
}

CsvImport withClasses(std::vector<std::string> names = {}) {
    CsvImport import = plain();
    import.classes = true;
    import.classNames = std::move(names);
    return import;
}

CsvImport with(char delimiter, bool comma) {
    CsvImport import = plain();
    import.format.delimiter = delimiter;
    import.format.decimalComma = comma;
    return import;
}

CsvImport columns(std::vector<std::size_t> inputs, std::vector<std::size_t> targets) {
    CsvImport import;
    import.inputs = std::move(inputs);
    import.targets = std::move(targets);
    return import;
}

TEST_F(CsvImporting, ATableOfFarTooManyColumnsIsRefusedBeforeTheyAreLookedAt) {
    write(std::string(200'000, ',') + "\n");
    try {
        previewCsv(path);
        FAIL();
    } catch (const ReadError& error) {
        EXPECT_NE(error.reason().find("at most 32768 columns"), std::string::npos)
            << error.reason();
    }
}

TEST_F(CsvImporting, FindsTheDialectOfATable) {
    struct Case {
        const char* text;
        CsvFormat format;
    };
    const Case cases[] = {
        {"a,b\n1,2.5\n3,4\n", {',', false, true}},
        {"a;b\n1;2.5\n3;4\n", {';', false, true}},
        {"a;b\n1,5;2\n3,5;4\n", {';', true, true}},
        {"a\tb\n1,5\t2\n3\t4\n", {'\t', true, true}},
        {"1,2.5\n3,4\n5,6\n", {',', false, false}},
        {"a,b\r\n1,2\r\n3,4\r\n", {',', false, true}},
        {"\"a;1\",b\n1,2\n3,4\n", {',', false, true}},
    };
    for (const auto& [text, format] : cases) {
        write(text);
        const CsvPreview preview = previewCsv(path);
        EXPECT_EQ(preview.format, format) << text;
        EXPECT_EQ(preview.columns.size(), 2u) << text;
        EXPECT_FALSE(preview.problem) << text;
    }
}

TEST_F(CsvImporting, ReadsNumbersWithADecimalComma) {
    write("a;y\n1,5;-0,25\n3;1e-3\n");
    const auto named = importCsv(path, with(';', true));
    ASSERT_TRUE(named);
    EXPECT_EQ(named->data.inputs, (Matrix{{1.5}, {3.0}}));
    EXPECT_EQ(named->data.targets, (Matrix{{-0.25}, {0.001}}));
    EXPECT_EQ(named->inputNames, std::vector<std::string>{"a"});
}

TEST_F(CsvImporting, TurnsClassesIntoOneHotTargetsInOrder) {
    write("x,kind\n1,pear\n2,apple\n3,plum\n4,apple\n");
    const auto named = importCsv(path, withClasses());
    ASSERT_TRUE(named);
    EXPECT_EQ(named->classNames, (std::vector<std::string>{"apple", "pear", "plum"}));
    EXPECT_EQ(named->data.targets, (Matrix{{0, 1, 0}, {1, 0, 0}, {0, 0, 1}, {1, 0, 0}}));
}

TEST_F(CsvImporting, TwoClassesBecomeOneTarget) {
    write("x,kind\n1,no\n2,yes\n3,no\n");
    const auto named = importCsv(path, withClasses());
    ASSERT_TRUE(named);
    EXPECT_EQ(named->classNames, (std::vector<std::string>{"no", "yes"}));
    EXPECT_EQ(named->data.targets, (Matrix{{0}, {1}, {0}}));
    CsvImport oneHot = withClasses();
    oneHot.oneColumn = false;
    EXPECT_EQ(importCsv(path, oneHot)->data.targets, (Matrix{{1, 0}, {0, 1}, {1, 0}}));
}

TEST_F(CsvImporting, ABadCellIsNamedWithRowColumnAndContent) {
    struct Bad {
        const char *text, *place, *row, *column, *content;
        CsvImport import = plain();
    };
    const Bad cases[] = {
        {"a,b\n1,x\n", "t.csv:2", "row 1", "column 2", "\"x\""},
        {"a,b\n1,2\n3,nan\n", "t.csv:3", "row 2", "column 2", "\"nan\""},
        {"a,b\n1,2\n3,4\ninf,4\n", "t.csv:4", "row 3", "column 1", "\"inf\""},
        {"a,b\n1,1e999\n", "t.csv:2", "row 1", "column 2", "\"1e999\""},
        {"a,b\n1,1e-400\n", "t.csv:2", "row 1", "column 2", "\"1e-400\""},
        {"a,b\n0x10,1\n", "t.csv:2", "row 1", "column 1", "\"0x10\""},
        {"a,b\n5 cm,1\n", "t.csv:2", "row 1", "column 1", "\"5 cm\""},
        {"a,b\n1e,1\n", "t.csv:2", "row 1", "column 1", "\"1e\""},
        {"a,b\n1 000,1\n", "t.csv:2", "row 1", "column 1", "\"1 000\""},
        {"a,b\n--1,1\n", "t.csv:2", "row 1", "column 1", "\"--1\""},
        {"a,b\n\"1,5\",1\n", "t.csv:2", "row 1", "column 1", "\"1,5\""},
        {"a;b\n1.234,5;1\n", "t.csv:2", "row 1", "column 1", "\"1.234,5\"", with(';', true)},
        {"a,b\n1,\n", "t.csv:2", "row 1", "column 2", ""},
        {"a,b\n\"1\",2\n3,y\n", "t.csv:3", "row 2", "column 2", "\"y\""},
        {"a,b\n1,a\n2,b\n3,c\n", "t.csv:4", "row 3", "column 2", "\"c\"", withClasses({"a", "b"})},
    };
    for (const Bad& bad : cases) {
        const std::string message = refusal(bad.text, bad.import);
        for (const char* part : {bad.place, bad.row, bad.column, bad.content})
            EXPECT_NE(message.find(part), std::string::npos) << bad.text << message;
    }
}

TEST_F(CsvImporting, WhatIsNoTableIsRefused) {
    struct Bad {
        const char* why;
        std::string text;
        CsvImport import;
    };
    std::string manyClasses = "a,b\n";
    for (int i = 0; i <= 1000; ++i)
        manyClasses += "1,k" + std::to_string(i) + "\n";
    const Bad cases[] = {
        {"nothing in it", "", plain()},
        {"only blanks", "\n\n", plain()},
        {"no rows", "a,b\n", plain()},
        {"a row is too short", "a,b\n1,2\n3\n", plain()},
        {"a row is too long", "a,b\n1,2,3\n", plain()},
        {"an empty row", "a,b\n1,2\n\n3,4\n", plain()},
        {"quotes that do not end", "a,b\n\"1,2\n", plain()},
        {"text behind quotes", "a,b\n\"1\"x,2\n", plain()},
        {"no UTF-8", "a,b\n1,\xff\n", plain()},
        {"a column name twice", "a,a\n1,2\n", plain()},
        {"a column without a name", "a,\n1,2\n", plain()},
        {"no such column", "a,b\n1,2\n", columns({0}, {5})},
        {"a column used twice", "a,b\n1,2\n", columns({0}, {0})},
        {"no inputs", "a,b\n1,2\n", columns({}, {1})},
        {"no targets", "a,b\n1,2\n", columns({0}, {})},
        {"one class only", "a,b\n1,x\n2,x\n", withClasses()},
        {"too many classes", manyClasses, withClasses()},
        {"another delimiter", "a;b\n1;2\n", plain()},
    };
    for (const Bad& bad : cases) {
        const std::string message = refusal(bad.text, bad.import);
        EXPECT_NE(message.find("t.csv"), std::string::npos) << bad.why << ": " << message;
    }
}

TEST_F(CsvImporting, FilesThatCannotBeReadAreNamed) {
    EXPECT_THROW(importCsv(folder + "/none.csv", plain()), ReadError);
    EXPECT_THROW(importCsv(folder, plain()), ReadError);
    EXPECT_THROW(previewCsv(folder + "/none.csv"), ReadError);
}

TEST_F(CsvImporting, TellsItsProgressAndCanBeStopped) {
    std::string text = "a,b\n";
    for (int i = 0; i < 400'000; ++i)
        text += "0.125,1\n";
    write(text);
    std::vector<double> told;
    const auto whole = importCsv(path, plain(), [&](double share) { told.push_back(share); });
    ASSERT_TRUE(whole);
    EXPECT_EQ(whole->data.size(), 400'000);
    ASSERT_GE(told.size(), 2u);
    EXPECT_TRUE(std::is_sorted(told.begin(), told.end()));
    EXPECT_LE(told.back(), 1.0);
    std::stop_source source;
    int pieces = 0;
    const auto stopped = importCsv(
        path, plain(),
        [&](double) {
            ++pieces;
            source.request_stop();
        },
        source.get_token());
    EXPECT_FALSE(stopped);
    EXPECT_LT(pieces, static_cast<int>(told.size()));
}

}  // namespace
}  // namespace stepgrad

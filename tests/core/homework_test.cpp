#include "core/practice/homework.h"

#include <gtest/gtest.h>

#include "tests/core/walkthrough_support.h"

namespace stepgrad {
namespace {

using Verdict = Diagnosis::Verdict;

Homework articleSheet() {
    const auto trace = test::articleTrace();
    return {trace, Walk(trace->network), {}};
}

Verdict verdictOf(const Homework& sheet, const char* symbol) {
    return sheet.rows().at(sheet.rowOf(symbol).value()).diagnosis.value().verdict;
}

constexpr const char* kArticleColumn =
    "0.2\n1.0\n0.5498\n0.7311\n0.1480\n0.5369\n0.1072\n-0.1150\n-0.0632\n-0.0841\n-0.0341\n0.0158\n"
    "-0.0341\n0.0158\n-0.0170\n0.0079\n0.3034\n0.7984\n-0.1983\n0.3992\n1.2063\n-0.6916\n";

TEST(Homework, FindsEverythingRightThatTheArticlePrints) {
    Homework sheet = articleSheet();
    EXPECT_EQ(sheet.paste(kArticleColumn, 0), 22u);
    for (const auto& row : sheet.rows())
        EXPECT_TRUE(row.diagnosis && row.diagnosis->isRight())
            << row.symbol << " " << row.text << ": " << markOf(row);
    EXPECT_EQ(sheet.summary(), "22 of 22 right.");
}

TEST(Homework, KnowsSymbolsAsPeopleTypeThem) {
    const Homework sheet = articleSheet();
    for (const auto& [typed, symbol] :
         std::vector<std::pair<const char*, const char*>>{{"u1", "u₁"},
                                                          {"u_1", "u₁"},
                                                          {"U1 =", "u₁"},
                                                          {"h2:", "h₂"},
                                                          {"yhat", "ŷ"},
                                                          {"y^", "ŷ"},
                                                          {"J", "J"},
                                                          {"delta3", "δ₃"},
                                                          {"δ3", "δ₃"},
                                                          {"d3", "δ₃"},
                                                          {"dJ/dw5", "∂J/∂w₅"},
                                                          {"∂J/∂w₅", "∂J/∂w₅"},
                                                          {"w5 new", "w₅ new"},
                                                          {"w5'", "w₅ new"},
                                                          {"w_5 new", "w₅ new"}}) {
        const auto row = sheet.rowOf(typed);
        ASSERT_TRUE(row) << typed;
        EXPECT_EQ(sheet.rows()[*row].symbol, symbol);
    }
    EXPECT_FALSE(sheet.rowOf("w5"));
    EXPECT_FALSE(sheet.rowOf(""));
}

TEST(Homework, TakesATableWithSymbolsInAnyOrder) {
    Homework sheet = articleSheet();
    EXPECT_EQ(sheet.paste("value\tmine\r\nδ3\t-0,1151\r\nw5 new\t1,2063\r\nu1 = 0.2\r\n", 0), 3u);
    EXPECT_EQ(sheet.summary(), "3 of 3 right.");
    EXPECT_EQ(verdictOf(sheet, "delta3"), Verdict::Right);
}

TEST(Homework, PastesAColumnFromTheChosenRowOn) {
    Homework sheet = articleSheet();
    EXPECT_EQ(sheet.paste("0.5498\n0.7311\n", 2), 2u);
    EXPECT_EQ(sheet.rows()[1].text, "");
    EXPECT_EQ(sheet.rows()[2].text, "0.5498");
    EXPECT_EQ(sheet.summary(), "2 of 2 right.");
}

TEST(Homework, LeavesTheRowBehindAPastedColumnAsItIs) {
    for (const char* column : {"0.5498\n0.7311\n", "0.5498\r\n0.7311\r\n\r\n"}) {
        Homework sheet = articleSheet();
        sheet.setText(4, "0.1480");
        EXPECT_EQ(sheet.paste(column, 2), 2u);
        EXPECT_EQ(sheet.rows()[3].text, "0.7311");
        EXPECT_EQ(sheet.rows()[4].text, "0.1480");
    }
}

TEST(Homework, TakesOverWhatWasEnteredInAnotherSheet) {
    Homework first = articleSheet(), second = articleSheet();
    first.paste("delta3\t-0.4631\ndelta1\t-0.1376\nu1\tabout 1\n", 0);
    first.setText(0, "0.2");
    second.setText(1, "1.0");
    second.takeOver(first);
    EXPECT_EQ(second.rows()[1].text, "");
    EXPECT_EQ(second.markedText(true), first.markedText(true));
    EXPECT_EQ(second.summary(), "1 of 3 right, 1 wrong, 1 follows from an earlier error.");
}

TEST(Homework, MarksOneMistakeOnceAndWhatFollowsFromIt) {
    // Who forgets the slope of the output, and then calculates correctly.
    Homework sheet = articleSheet();
    sheet.paste(
        "u3\t0.1481\nyhat\t0.5369\ndelta3\t-0.4631\ndJ/dw5\t-0.2546\ndelta1\t-0.1375\n"
        "w5 new\t1.2255\n",
        0);
    EXPECT_EQ(verdictOf(sheet, "delta3"), Verdict::Mistake);
    EXPECT_EQ(verdictOf(sheet, "dJ/dw5"), Verdict::RightFollowing);
    EXPECT_EQ(verdictOf(sheet, "delta1"), Verdict::RightFollowing);
    EXPECT_EQ(verdictOf(sheet, "w5 new"), Verdict::RightFollowing);
    EXPECT_EQ(sheet.summary(), "2 of 6 right, 1 wrong, 3 follow from an earlier error.");
}

TEST(Homework, MarksTheNewWeightThatWasUsedForADelta) {
    Homework sheet = articleSheet();
    sheet.paste(kArticleColumn, 0);
    sheet.setText(*sheet.rowOf("delta1"), "-0.0344");
    sheet.setText(*sheet.rowOf("dJ/dw1"), "-0.0344");
    EXPECT_EQ(
        markOf(sheet.rows()[*sheet.rowOf("delta1")]),
        "wrong, new weight used for δ: Here the new w₅ was used: δ₁ needs w₅ as it was before "
        "the update.");
    EXPECT_EQ(verdictOf(sheet, "dJ/dw1"), Verdict::RightFollowing);
}

TEST(Homework, ReadsTheMarkedSheetBackWithoutItsResults) {
    Homework sheet = articleSheet();
    sheet.setText(*sheet.rowOf("dJ/dw2"), "abc");
    sheet.setText(*sheet.rowOf("delta1"), "-0.0342");
    const std::string text = sheet.markedText(true);
    Homework again = articleSheet();
    again.paste(text, 0);
    for (std::size_t i = 0; i < sheet.rows().size(); ++i)
        EXPECT_EQ(again.rows()[i].text, sheet.rows()[i].text) << sheet.rows()[i].symbol;
}

TEST(Homework, SaysWhatIsNoNumberAndChecksTheRest) {
    Homework sheet = articleSheet();
    sheet.setText(0, "about 0.2");
    sheet.setText(1, "1");
    EXPECT_FALSE(sheet.rows()[0].problem.empty());
    EXPECT_EQ(sheet.summary(), "1 of 1 right.");
    sheet.clear();
    EXPECT_EQ(sheet.summary(), "");
}

TEST(Homework, TellsInWordsWhatIsTooLargeForANumber) {
    const auto article = test::articleTrace();
    OptimizerSettings optimizer = article->optimizer;
    optimizer.learningRate = 1e308;
    Network network = article->network;
    for (Layer& layer : network.layers)
        layer.activation = Activation::Linear;
    auto trace = std::make_shared<Trace>(makeTrace(network, article->lossFunction, optimizer, {}));
    computeForward(*trace, 1000.0 * article->inputs, article->targets);
    computeBackward(*trace);
    computeUpdate(*trace);
    Homework sheet(trace, Walk(trace->network), {});
    const std::size_t row = sheet.rowOf("w2 new").value();
    EXPECT_EQ(sheet.resultOf(row), "too large a number");
    sheet.setText(row, "0.8");
    EXPECT_NE(sheet.markedText(true).find("too large a number"), std::string::npos);
}

TEST(Homework, CountsTooFewDecimalsAsNoErrorThatIsCarriedOn) {
    Homework sheet = articleSheet();
    sheet.paste("delta2\t0.00\ndJ/dw4\t0.00\nw4 new\t0.4\n", 0);
    EXPECT_EQ(verdictOf(sheet, "dJ/dw4"), Verdict::TooFewDigits);
    EXPECT_EQ(verdictOf(sheet, "w4 new"), Verdict::TooFewDigits);
    EXPECT_EQ(markOf(sheet.rows()[*sheet.rowOf("w4 new")]),
              "too few decimals: Give more decimals: to so few, this is still the old w₄.");
}

TEST(Homework, WritesTheMarkedSheetWithoutTheResultsUnlessAsked) {
    Homework sheet = articleSheet();
    sheet.setText(0, "0.4");
    EXPECT_EQ(
        sheet.markedText(false),
        "value\tyours\tmark\nu₁\t0.4\twrong, sign of a term: The term w₃i₂ has the wrong sign "
        "here.\n");
    EXPECT_NE(sheet.markedText(true).find("\t0.2000\t"), std::string::npos);
}

}  // namespace
}  // namespace stepgrad

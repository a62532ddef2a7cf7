#include "core/data/csv_survey.h"

#include <gtest/gtest.h>

#include <QTemporaryDir>
#include <fstream>

#include "core/document/new_data.h"
#include "core/document/suggestion.h"

namespace stepgrad {
namespace {

struct CsvSurveying : testing::Test {
    CsvSurvey survey(const std::string& text, const CsvFormat& format = {}) {
        std::ofstream(path, std::ios::binary) << text;
        const auto found = surveyCsv(path, format);
        EXPECT_TRUE(found);
        return found.value_or(CsvSurvey{});
    }
    QTemporaryDir temporary;
    const std::string path = temporary.path().toStdString() + "/t.csv";
};

TEST_F(CsvSurveying, CountsNumbersTextsGapsAndClassesOfAllRows) {
    const CsvSurvey found = survey("a,kind\n1,x\n2,y\n,x\nfour,\n5,z\n");
    EXPECT_EQ(found.rows, 5u);
    ASSERT_EQ(found.columns.size(), 2u);
    EXPECT_EQ(found.columns[0].numbers, 3u);
    EXPECT_EQ(found.columns[0].gaps, 1u);
    EXPECT_EQ(found.columns[0].texts, 1u);
    EXPECT_EQ(found.columns[1].classes, 3u);
    EXPECT_EQ(found.columns[1].gaps, 1u);
}

TEST_F(CsvSurveying, FlawsAreThoseThatAnImportWouldBeRefusedFor) {
    const CsvSurvey found = survey("a,b,kind\n1,x,p\n2,3\n,5,q\n6,7,\n8,9,q\n");
    CsvImport import;
    import.inputs = {0};
    import.targets = {2};
    import.classes = true;
    CsvFlaws flaws = flawsOf(found, import);
    EXPECT_EQ(flaws.count, 3u);
    EXPECT_EQ(flaws.first,
              (std::vector<CsvFlaw>{{2, std::nullopt, "", 2}, {3, 0, "", 0}, {4, 2, "", 0}}));
    import.inputs = {0, 1};
    flaws = flawsOf(found, import);
    EXPECT_EQ(flaws.first.front(), (CsvFlaw{1, 1, "x", 0}));
    import.classes = false;  // texts are no numbers
    EXPECT_EQ(flawsOf(found, import).count, flaws.count + 3);
}

TEST_F(CsvSurveying, KeepsTheFirstPlacesAndCountsAll) {
    std::string text = "a,b\n";
    for (int row = 0; row < 5000; ++row)
        text += "1,\n";
    const CsvSurvey found = survey(text);
    EXPECT_EQ(found.columns[1].gaps, 5000u);
    EXPECT_EQ(found.columns[1].firstGaps.size(), CsvSurvey::kMostKept);
    std::string many = "a\n";
    for (int row = 0; row < 5000; ++row)
        many += "t" + std::to_string(row) + "\n";
    EXPECT_EQ(survey(many).columns[0].classes, CsvSurvey::kMostClasses + 1);
}

TEST_F(CsvSurveying, EndsWhenItIsAskedTo) {
    std::ofstream(path, std::ios::binary) << "a,b\n1,2\n";
    std::stop_source stop;
    stop.request_stop();
    EXPECT_FALSE(surveyCsv(path, {}, stop.get_token()));
}

TEST(SuggestedNetworks, SuitTheDataAndReplaceWhatThereIsOnlyWhenAsked) {
    NamedData data;
    data.data.inputs = Matrix::Random(30, 4);
    data.data.targets = Matrix::Zero(30, 3);
    for (int row = 0; row < 30; ++row)
        data.data.targets(row, row % 3) = 1.0;
    data.inputNames = {"a", "b", "c", "d"};
    const Project present = articleExample();
    const Project kept = withData(present, data, {});
    EXPECT_EQ(kept.network.shapeText(), "4–2–3");
    EXPECT_EQ(kept.training, present.training);
    Preparation preparation;
    preparation.newNetwork = preparation.newTraining = true;
    const Project made = withData(present, data, preparation);
    EXPECT_EQ(made.network.shapeText(), "4–7–3");
    EXPECT_EQ(made.network.layers[0].activation, Activation::Tanh);
    EXPECT_EQ(made.network.layers[1].activation, Activation::Softmax);
    EXPECT_EQ(made.loss, Loss::CrossEntropy);
    EXPECT_FALSE(made.network.layers[0].weights.isZero());
    EXPECT_TRUE(made.training.shuffle);
    EXPECT_EQ(made.training.stop.epochs, 200);
    EXPECT_FALSE(problemOf(made));
    EXPECT_EQ(suggestedHidden(1, 1), 4);
    EXPECT_EQ(suggestedHidden(64, 10), 32);
}

}  // namespace
}  // namespace stepgrad

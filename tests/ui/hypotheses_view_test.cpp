// What a network has learned: claims, effects, maps, and both networks side by side.

#include "ui/laboratory/hypotheses_view.h"

#include <gtest/gtest.h>

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QPushButton>
#include <QTabBar>
#include <QtTest>

#include "core/document/session.h"
#include "core/laboratory/spam_claims.h"
#include "tests/core/laboratory_support.h"
#include "tests/core/session_support.h"
#include "ui/laboratory/claims_table.h"
#include "ui/laboratory/comparison_panel.h"
#include "ui/laboratory/effects_plot.h"
#include "ui/laboratory/map_plot.h"
#include "ui/panels/confusion_view.h"

namespace stepgrad {
namespace {

using test::waitFor;

struct HypothesesViewTest : testing::Test {
    void show(const Project& project) {
        session.open(project);
        view = std::make_unique<HypothesesView>(session);
        view->resize(1000, 330);
        view->show();
        ASSERT_TRUE(QTest::qWaitForWindowExposed(view.get()));
        view->refresh();
        claims = view->findChild<ClaimsTable*>();
    }
    void train() {
        QTest::mouseClick(child<QPushButton>("hypothesesTrain"), Qt::LeftButton);
        ASSERT_TRUE(waitFor([&] { return view->runs() != nullptr; }));
        ASSERT_TRUE(waitFor([&] { return !isTraining(); }));
    }
    bool isTraining() { return child<QPushButton>("hypothesesTrain")->text().startsWith("Stop"); }
    template <typename T>
    T* child(const char* name) {
        return view->findChild<T*>(name);
    }
    void openPage(int page) {
        auto* tabs = child<QTabBar>("hypothesesPages");
        QTest::mouseClick(tabs, Qt::LeftButton, {}, tabs->tabRect(page).center());
        ASSERT_EQ(tabs->currentIndex(), page);
    }

    Session session;
    std::unique_ptr<HypothesesView> view;
    ClaimsTable* claims = nullptr;
};

TEST_F(HypothesesViewTest, HoldsTheClaimsAgainstTheNetworkInTheWindow) {
    const Project spam = test::example("spam");
    show(spam);
    const auto expected = spamClaims(FeatureStudy(spam), spam.network);
    ASSERT_EQ(claims->rowCount(), 4);
    for (int row = 0; row < 4; ++row) {
        EXPECT_EQ(claims->item(row, 1)->text().toStdString(), expected[size_t(row)].measured);
        EXPECT_EQ(claims->item(row, 3)->text().toStdString(), expected[size_t(row)].words);
    }
    EXPECT_TRUE(child<QLabel>("hypothesesInsight")->text().contains("not been trained yet"));
    EXPECT_TRUE(child<QLabel>("hypothesesSource")->text().contains("2001–2002"));
    ASSERT_EQ(session.setValue(ValueId::weight(0, 0, 0), 9.0), "");
    view->refresh();
    EXPECT_NE(claims->item(0, 1)->text().toStdString(), expected[0].measured);
}

TEST_F(HypothesesViewTest, TrainsBothAndTellsHowTheyDo) {
    show(test::example("spam"));
    train();
    ASSERT_EQ(view->runs()->size(), 2u);
    EXPECT_GE(*view->runs()->at(0).test->accuracy(), 0.79);
    EXPECT_TRUE(child<QLabel>("hypothesesInsight")->text().contains("the hidden layer is worth"));
    // What is looked at now is what was trained.
    EXPECT_EQ(child<QComboBox>("hypothesesNetwork")->currentText(), "4–4–1");
    openPage(3);
    const auto matrices = view->findChildren<ConfusionView*>();
    ASSERT_EQ(matrices.size(), 2);
    for (int i = 0; i < 2; ++i)
        EXPECT_EQ(matrices[i]->counts(), view->runs()->at(size_t(i)).test->confusion);
}

TEST_F(HypothesesViewTest, TakesATrainedNetworkIntoTheWindowAsAnEdit) {
    show(test::example("spam"));
    const Project before = session.project();
    train();
    openPage(3);
    QTest::mouseClick(child<QPushButton>("takeRun1"), Qt::LeftButton);
    EXPECT_TRUE(session.projectToSave() == view->runs()->at(1).opened());
    EXPECT_EQ(session.project().network.shapeText(), "4–1");
    session.undo();
    EXPECT_TRUE(session.project() == before);
}

TEST_F(HypothesesViewTest, ForgetsWhatWasTrainedWithOtherData) {
    show(test::example("xor"));
    train();
    session.open(test::example("and"));
    view->refresh();
    EXPECT_EQ(view->runs(), nullptr);
    EXPECT_EQ(child<QComboBox>("hypothesesNetwork")->count(), 1);
}

TEST_F(HypothesesViewTest, WithoutNewslettersBothAreTrainedAfreshAndBothWeightsTold) {
    show(test::example("spam"));
    train();
    const double with = view->runs()->at(1).state->network.layers[0].weights(0, 1);
    auto* newsletters = child<QCheckBox>("newsletters");
    ASSERT_TRUE(newsletters->isVisible());
    QTest::mouseClick(newsletters, Qt::LeftButton, {}, QPoint(8, newsletters->height() / 2));
    ASSERT_TRUE(waitFor([&] { return view->runs() && !isTraining(); }));
    EXPECT_EQ(view->runs()->at(0).project->data->size(), 5796);
    EXPECT_GT(view->runs()->at(1).state->network.layers[0].weights(0, 1), with);
    const QString words = child<QLabel>("hypothesesInsight")->text();
    EXPECT_TRUE(words.contains("with the newsletters")) << words.toStdString();
    EXPECT_TRUE(words.contains("without them"));
}

TEST_F(HypothesesViewTest, ShowsEffectsAndMapsOfAnyNetwork) {
    for (const char* name : {"iris", "digits", "xor", "one-step-by-hand"}) {
        show(test::example(name));
        openPage(1);
        const auto features = view->findChild<EffectsPlot*>()->features();
        EXPECT_EQ(features.size(),
                  std::min<std::size_t>(8, session.project().network.inputNames.size()));
        EXPECT_FALSE(view->findChild<EffectsPlot*>()->accessibleDescription().isEmpty());
        openPage(2);
        EXPECT_FALSE(view->findChild<MapPlot*>()->accessibleDescription().isEmpty());
        EXPECT_FALSE(view->grab().isNull());
        EXPECT_FALSE(child<QCheckBox>("newsletters")->isVisible());
    }
}

TEST_F(HypothesesViewTest, CanBeStoppedAndForgetsWhatDoesNotFit) {
    show(test::example("spam"));
    train();
    QTest::mouseClick(child<QPushButton>("hypothesesTrain"), Qt::LeftButton);
    if (isTraining())
        QTest::mouseClick(child<QPushButton>("hypothesesTrain"), Qt::LeftButton);
    EXPECT_FALSE(isTraining());
    EXPECT_NE(view->runs(), nullptr);
    session.open(test::example("iris"));
    view->refresh();
    EXPECT_EQ(view->runs(), nullptr);
    EXPECT_EQ(claims->columnCount(), 4);
    EXPECT_EQ(claims->rowCount(), 4);
    EXPECT_TRUE(child<QComboBox>("hypothesesOutput")->isVisibleTo(view.get()));
}

}  // namespace
}  // namespace stepgrad

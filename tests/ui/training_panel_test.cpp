#include "ui/panels/training_panel.h"

#include <gtest/gtest.h>

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QtTest>

#include "core/data/generators.h"
#include "core/document/session.h"
#include "core/network/backpropagation.h"
#include "ui/number_field.h"

namespace stepgrad {
namespace {

struct TrainingPanelTest : testing::Test {
    void SetUp() override {
        Project project = articleExample();
        project.data =
            std::make_shared<const Dataset>(generate(Generator::Circle, {40, 0.1, 2}).data);
        project.split = Split{0.25, 3};
        session.open(project);
        panel = std::make_unique<TrainingPanel>(session);
        panel->resize(420, 700);
        panel->show();
        ASSERT_TRUE(QTest::qWaitForWindowExposed(panel.get()));
    }
    NumberField* field(const QString& name) {
        for (auto* found : panel->findChildren<NumberField*>())
            if (found->accessibleName() == name)
                return found;
        ADD_FAILURE() << name.toStdString();
        return nullptr;
    }
    void type(const QString& name, const QString& text) {
        field(name)->setFocus();
        field(name)->selectAll();
        QTest::keyClicks(field(name), text);
        QTest::keyClick(field(name), Qt::Key_Return);
    }
    QString result(const char* name) { return panel->findChild<QLabel*>(name)->text(); }

    Session session;
    std::unique_ptr<TrainingPanel> panel;
};

TEST_F(TrainingPanelTest, SettingsAreEditsThatKeepWhatWasLearned) {
    for (int i = 0; i < 11; ++i)
        session.next();
    const Network before = session.project().network;
    type("Batch size", "8");
    EXPECT_EQ(session.project().training.batchSize, 8);
    type("L2", "0,01");
    EXPECT_EQ(session.project().optimizer.l2, 0.01);
    type("Clip gradients at", "0.5");
    EXPECT_EQ(session.project().optimizer.clipNorm, 0.5);
    type("Stop after epochs", "50");
    EXPECT_EQ(session.project().training.stop.epochs, 50);
    type("Stop at accuracy", "0.9");
    EXPECT_EQ(session.project().training.stop.accuracyAbove, 0.9);
    type("Stop at accuracy", "0");
    EXPECT_FALSE(session.project().training.stop.accuracyAbove);
    QTest::mouseClick(panel->findChild<QCheckBox*>(), Qt::LeftButton, {}, QPoint(8, 8));
    EXPECT_TRUE(session.project().training.shuffle);
    EXPECT_EQ(session.project().network, before);
    for (int i = 0; i < 7; ++i)
        session.undo();
    EXPECT_EQ(session.project().training, TrainingSettings{});
    EXPECT_EQ(field("Batch size")->text(), "1");
}

TEST_F(TrainingPanelTest, WhatIsNoSettingIsRefusedWithTheReasonAndStays) {
    for (const auto& [name, text] : {std::pair{"Batch size", "0"},
                                     {"Batch size", "1.5"},
                                     {"L1", "-1"},
                                     {"Momentum", "1"},
                                     {"Stop at accuracy", "2"},
                                     {"Stop below loss", "-0.1"},
                                     {"Seed", "x"}}) {
        const Project before = session.project();
        type(name, text);
        EXPECT_NE(field(name)->problem(), "") << name << text;
        EXPECT_EQ(field(name)->text(), text);
        EXPECT_EQ(session.project(), before) << name << text;
        QTest::keyClick(field(name), Qt::Key_Escape);
    }
}

TEST_F(TrainingPanelTest, OnlyWhatBelongsToTheOptimizerIsOffered) {
    EXPECT_TRUE(field("Momentum")->isVisible());
    EXPECT_FALSE(field("β₁")->isVisible());
    auto* optimizer = panel->findChild<QComboBox*>();
    optimizer->setFocus();
    while (session.project().optimizer.type != OptimizerType::Adam) {
        const int before = optimizer->currentIndex();
        QTest::keyClick(optimizer, Qt::Key_Down);
        ASSERT_NE(optimizer->currentIndex(), before);
    }
    EXPECT_FALSE(field("Momentum")->isVisible());
    EXPECT_TRUE(field("β₁")->isVisible());
    type("β₁", "0.8");
    EXPECT_EQ(session.project().optimizer.beta1, 0.8);
}

TEST_F(TrainingPanelTest, ResultsAreThoseOfTheExamplesOfEachPart) {
    const Project project = session.project();
    const auto expected = [&](const Dataset& data) {
        int right = 0;
        for (Eigen::Index row = 0; row < data.size(); ++row)
            right += (predict(project.network, data.input(row))[0] >= 0.5) ==
                     (data.target(row)[0] == 1.0);
        return QStringLiteral("%1 of %2 right").arg(right).arg(data.size());
    };
    EXPECT_TRUE(result("trainingResult").contains(expected(*project.examples()->training)))
        << result("trainingResult").toStdString();
    EXPECT_TRUE(result("testResult").contains(expected(*project.examples()->test)))
        << result("testResult").toStdString();
}

TEST_F(TrainingPanelTest, ResultsFollowTheDataThoughTheNetworkStays) {
    Dataset few = generate(Generator::Circle, {8, 0.1, 5}).data;
    ASSERT_EQ(session.setData(few, 0, "other data"), "");
    EXPECT_TRUE(result("trainingResult").contains("of 6 right"))
        << result("trainingResult").toStdString();
    EXPECT_TRUE(result("testResult").contains("of 2 right"));
    session.undo();
    EXPECT_TRUE(result("trainingResult").contains("of 30 right"));
}

TEST_F(TrainingPanelTest, WhatChangedWhileItWasHiddenIsThereWhenItIsShown) {
    panel->hide();
    Project changed = session.project();
    changed.training.batchSize = 5;
    ASSERT_EQ(session.changeSettings(changed, "elsewhere"), "");
    panel->show();
    EXPECT_EQ(field("Batch size")->text(), "5");
}

TEST_F(TrainingPanelTest, ARuleThatEndsARunIsTold) {
    QString told;
    QObject::connect(&session, &Session::ended, panel.get(),
                     [&](const QString& why) { told = why; });
    type("Stop after epochs", "7");
    session.setSpeed(Speed::Fastest);
    session.train();
    ASSERT_TRUE(QTest::qWaitFor([&] { return !session.isTraining(); }));
    EXPECT_TRUE(told.contains("7 epochs")) << told.toStdString();
    EXPECT_EQ(session.still().update + (session.still().isEnd() ? 1 : 0), 7 * 30);
}

TEST_F(TrainingPanelTest, ARunGoesOnWithTheNewSettings) {
    session.setSpeed(Speed::Fastest);
    session.train();
    ASSERT_TRUE(QTest::qWaitFor([&] { return session.still().update > 0; }));
    type("Batch size", "4");
    EXPECT_TRUE(session.isTraining());
    const auto update = session.still().update;
    EXPECT_TRUE(QTest::qWaitFor([&] { return session.still().update > update; }));
    session.pause();
    EXPECT_EQ(session.project().training.batchSize, 4);
}

}  // namespace
}  // namespace stepgrad

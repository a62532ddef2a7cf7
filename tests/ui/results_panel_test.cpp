#include "ui/panels/results_panel.h"

#include <gtest/gtest.h>

#include <QComboBox>
#include <QToolButton>
#include <QtTest>

#include "core/data/generators.h"
#include "core/document/new_data.h"
#include "core/document/session.h"
#include "core/network/backpropagation.h"
#include "core/training/responses.h"
#include "ui/appearance.h"
#include "ui/panels/confusion_view.h"
#include "ui/panels/error_view.h"
#include "ui/panels/surface_view.h"

namespace stepgrad {
namespace {

struct ResultsPanelTest : testing::Test {
    void open(const NamedData& data, const Preparation& preparation = {}) {
        session.open(withData(articleExample(), data, preparation));
        panel = std::make_unique<ResultsPanel>(session);
        panel->resize(500, 240);
        panel->show();
        ASSERT_TRUE(QTest::qWaitForWindowExposed(panel.get()));
        surface = panel->findChild<SurfaceView*>();
        confusion = panel->findChild<ConfusionView*>();
        errors = panel->findChild<ErrorView*>();
    }

    /// A button of the choice between training and test data.
    QToolButton* part(const QString& text, bool isExpected = true) {
        for (auto* button : panel->findChildren<QToolButton*>())
            if (button->text() == text)
                return button;
        EXPECT_FALSE(isExpected) << text.toStdString();
        return nullptr;
    }

    Session session;
    std::unique_ptr<ResultsPanel> panel;
    SurfaceView* surface = nullptr;
    ConfusionView* confusion = nullptr;
    ErrorView* errors = nullptr;
};

TEST_F(ResultsPanelTest, TheMatrixCountsWhatWasTakenForWhat) {
    open(generate(Generator::Circle, {40, 0.1, 2}), {Split{0.25, 3}, ScalingKind::None});
    ASSERT_TRUE(confusion->isVisible());
    EXPECT_FALSE(errors->isVisible());
    const Project project = session.project();
    const auto count = [&](const Dataset& part) {
        Metrics::Counts counts = Metrics::Counts::Zero(2, 2);
        for (Eigen::Index row = 0; row < part.size(); ++row)
            ++counts(part.target(row)[0] == 1.0,
                     predict(project.network, part.input(row))[0] >= 0.5);
        return counts;
    };
    // Begins with what the network has never seen.
    EXPECT_EQ(confusion->counts(), count(*project.examples()->test));
    QTest::mouseClick(part("Training 30"), Qt::LeftButton);
    EXPECT_EQ(confusion->counts(), count(*project.examples()->training));
    QTest::keyClick(part("Training 30"), Qt::Key_Right);
    EXPECT_TRUE(part("Test 10")->isChecked());
    EXPECT_FALSE(part("Training 30")->isChecked());
    EXPECT_EQ(confusion->counts(), count(*project.examples()->test));
    EXPECT_EQ(part("Test 10")->accessibleName(), "Test data, 10 examples");
}

TEST_F(ResultsPanelTest, EachDocumentBeginsWithItsTestDataWhereItHasSome) {
    open(generate(Generator::Circle, {40, 0.1, 2}), {Split{0.25, 3}, ScalingKind::None});
    QTest::mouseClick(part("Training 30"), Qt::LeftButton);
    Project other = session.project();
    other.split = Split{0.5, 3};
    ASSERT_EQ(session.changeSettings(other, "split"), "");
    ASSERT_TRUE(QTest::qWaitFor([&] { return part("Training 20", false) != nullptr; }));
    EXPECT_TRUE(part("Training 20")->isChecked());  // the same document: as it was chosen
    session.open(other);
    ASSERT_TRUE(QTest::qWaitFor([&] { return part("Test 20")->isChecked(); }));
    ASSERT_TRUE(part("Test 20")->isVisible());
    other.split.reset();
    session.open(other);
    ASSERT_TRUE(QTest::qWaitFor([&] { return part("Training 40", false) != nullptr; }));
    EXPECT_TRUE(part("Training 40")->isChecked());
    EXPECT_FALSE(part("Training 40")->isVisible());
}

TEST_F(ResultsPanelTest, ACircleIsACircleWhereTheRangesOfTheInputsAreAlike) {
    NamedData data;
    data.data.inputs = Matrix{{0.0, 0.0}, {2.0, 0.0}, {0.0, 1.0}, {1.0, 0.5}};
    data.data.targets = Matrix{{0.0}, {1.0}, {0.0}, {1.0}};
    data.inputNames = {"a", "b"};
    const auto units = [&] {  // pixels for one of each input
        return QPointF(surface->placeOf(1).x() - surface->placeOf(0).x(),
                       surface->placeOf(0).y() - surface->placeOf(2).y());
    };
    for (const QSize size : {QSize(500, 240), QSize(400, 500)}) {
        open(data);
        panel->resize(size);
        QCoreApplication::processEvents();
        EXPECT_NEAR(units().x() / 2.0, units().y(), 0.01 * units().y());
        EXPECT_TRUE(surface->rect().contains(surface->placeOf(1).toPoint()));
    }
    // Of ranges that differ more each takes the room there is.
    data.data.inputs(1, 0) = 20.0;
    open(data);
    EXPECT_GT(units().y() / units().x() * 20.0, 5.0);
}

TEST_F(ResultsPanelTest, TheLegendOfTheSurfaceTellsWhatDotsAndColoursMean) {
    open(generate(Generator::Circle, {40, 0.1, 2}), {Split{0.25, 3}, ScalingKind::None});
    EXPECT_EQ(surface->accessibleDescription(),
              "Filled dots: training examples. Empty dots: test examples. "
              "Orange to blue: from 0.00 to 1.00");
    open(generate(Generator::Circle, {40, 0.1, 2}));
    EXPECT_FALSE(surface->accessibleDescription().contains("test"));
}

/// Whether two colours are the same but for rounding.
bool areAlike(const QColor& a, const QColor& b) {
    return std::abs(a.red() - b.red()) <= 1 && std::abs(a.green() - b.green()) <= 1 &&
           std::abs(a.blue() - b.blue()) <= 1;
}

TEST_F(ResultsPanelTest, TheSurfaceHasTheColoursOfThePredictions) {
    open(generate(Generator::Circle, {40, 0.1, 2}), {{}, ScalingKind::Standardise});
    ASSERT_TRUE(surface->isVisible());
    const Project project = session.project();
    const auto range = [&](int axis) {  // 12 % beyond the examples
        const auto column = project.data->inputs.col(axis);
        const double spread = column.maxCoeff() - column.minCoeff();
        return std::pair(column.minCoeff() - 0.12 * spread, 1.24 * spread);
    };
    const QImage& picture = surface->picture();
    ASSERT_EQ(picture.size(), QSize(100, 100));
    const Palette& palette = Appearance::instance().palette();
    QSet<QRgb> different;
    for (int y = 0; y < 100; y += 7)
        for (int x = 0; x < 100; x += 7) {
            Vector at(2);
            at << range(0).first + (x + 0.5) / 100.0 * range(0).second,
                range(1).first + (99.5 - y) / 100.0 * range(1).second;
            const double prediction = predict(project.network, project.seen(at))[0];
            const QColor expected = mixed(
                palette.panel,
                prediction < 0.5 ? mixed(palette.negative, palette.panel, 2.0 * prediction)
                                 : mixed(palette.panel, palette.positive, 2.0 * prediction - 1.0),
                0.6);
            EXPECT_TRUE(areAlike(picture.pixelColor(x, y), expected)) << x << ' ' << y;
            different.insert(picture.pixel(x, y));
        }
    EXPECT_GT(different.size(), 5);
}

TEST_F(ResultsPanelTest, PointsHaveTheColourOfTheChosenOutputsTarget) {
    NamedData data;
    data.data.inputs = Matrix{{0.0, 0.0}, {1.0, 0.0}, {0.5, 1.0}};
    data.data.targets = Matrix::Identity(3, 3);
    data.inputNames = {"a", "b"};
    open(data);
    session.selectExample(2);
    auto* choice = panel->tools()->findChild<QComboBox*>();
    const Palette& palette = Appearance::instance().palette();
    for (int output = 0; output < 3; ++output) {
        choice->setCurrentIndex(output);
        emit choice->activated(output);
        const QImage shown = surface->grab().toImage();
        for (int row = 0; row < 2; ++row)
            EXPECT_TRUE(areAlike(shown.pixelColor(surface->placeOf(row).toPoint()),
                                 row == output ? palette.positive : palette.negative))
                << output << row;
    }
}

TEST_F(ResultsPanelTest, AnyNeuronsSurfaceCanBeChosen) {
    open(generate(Generator::Xor, {4, 0.0, 1}));
    auto* choice = panel->tools()->findChild<QComboBox*>();
    ASSERT_EQ(choice->count(), 3);
    EXPECT_EQ(choice->itemText(0), "ŷ");
    const QImage before = surface->picture();
    choice->setFocus();
    QTest::keyClick(choice, Qt::Key_Down);
    EXPECT_NE(surface->picture(), before);
    ASSERT_EQ(session.editNetwork(SetNeurons{0, 4}), "");
    ASSERT_TRUE(QTest::qWaitFor([&] { return choice->count() == 5; }));
    EXPECT_EQ(choice->currentText(), "h₁");
    // The neuron that is shown goes: back to the prediction.
    choice->setCurrentIndex(choice->findText("h₄"));
    ASSERT_EQ(session.editNetwork(SetNeurons{0, 1}), "");
    ASSERT_TRUE(QTest::qWaitFor([&] { return choice->count() == 2; }));
    EXPECT_EQ(choice->currentText(), "ŷ");
}

TEST_F(ResultsPanelTest, AClickOnAnExampleChoosesIt) {
    open(generate(Generator::Xor, {4, 0.0, 1}));
    QTest::mouseClick(surface, Qt::LeftButton, {}, surface->placeOf(2).toPoint());
    EXPECT_EQ(session.example(), 2);
    QTest::mouseClick(surface, Qt::LeftButton, {}, surface->rect().center());
    EXPECT_EQ(session.example(), 2);
}

TEST_F(ResultsPanelTest, OfNumbersPredictionsStandOverTargets) {
    open(generate(Generator::Plane, {30, 0.1, 4}));
    ASSERT_TRUE(errors->isVisible());
    EXPECT_FALSE(confusion->isVisible());
    const Project project = session.project();
    ASSERT_EQ(errors->points().size(), 30U);
    for (int row = 0; row < 30; ++row) {
        const auto& point = errors->points()[static_cast<std::size_t>(row)];
        EXPECT_EQ(point.x(), project.data->targets(row, 0));
        EXPECT_NEAR(point.y(), predict(project.network, project.data->input(row))[0], 1e-14);
    }
}

TEST_F(ResultsPanelTest, WhereThereIsNoAnswerTheSurfaceIsEmpty) {
    // The plane reaches 12 % beyond the examples: below -1, where ln(1 + x) ends.
    NamedData data = generate(Generator::Circle, {20, 0.0, 1});
    data.data.inputs.array() -= data.data.inputs.minCoeff();
    data.data.inputs *= 100.0 / data.data.inputs.maxCoeff();
    open(data, {{}, ScalingKind::LogStandardise});
    const QColor none = Appearance::instance().palette().grid;
    EXPECT_EQ(surface->picture().pixelColor(0, 99), none);
    EXPECT_NE(surface->picture().pixelColor(50, 50), none);
    EXPECT_FALSE(surface->grab().isNull());
}

TEST_F(ResultsPanelTest, WhatIsHiddenIsBroughtUpToDateOnRequest) {
    open(generate(Generator::Circle, {40, 0.1, 2}));
    panel->hide();
    const QImage before = surface->picture();
    ASSERT_EQ(session.setValue(ValueId::weight(1, 0, 0), -3.0), "");
    EXPECT_EQ(surface->picture(), before);
    panel->bringUpToDate();
    EXPECT_NE(surface->picture(), before);
}

TEST(Responses, AreThoseOfTheForwardPassForEveryActivation) {
    for (const ActivationInfo& row : activations()) {
        Project project = articleExample();
        Network& network = project.network;
        Loss loss = Loss::HalfSquaredError;
        network.layers[1].weights = Matrix{{1.2, -0.7}, {0.3, 0.9}};
        network.layers[1].biases = Vector{{0.1, -0.2}};
        network.layers[row.outputOnly ? 1 : 0].activation = row.id;
        if (row.outputOnly)
            loss = Loss::CrossEntropy;
        const Matrix points{{0.5, -2.0}, {1.0, 0.5}, {-3.0, 4.0}};
        for (int l = 0; l < 2; ++l) {
            const Matrix answers = responses(network, l, points);
            ASSERT_EQ(answers.rows(), 3);
            ASSERT_EQ(answers.cols(), 2);
            for (int p = 0; p < 3; ++p) {
                Trace trace = makeTrace(network, loss, {}, initialState({}, network));
                computeForward(trace, points.row(p).transpose(), Vector{{1.0, 0.0}});
                for (int j = 0; j < 2; ++j)
                    EXPECT_NEAR(answers(p, j), trace.layers[static_cast<std::size_t>(l)].h[j],
                                1e-15)
                        << row.name << l << j << p;
            }
        }
    }
    EXPECT_THROW(responses(articleExample().network, 2, Matrix::Zero(1, 2)), std::invalid_argument);
    EXPECT_THROW(responses(articleExample().network, 0, Matrix::Zero(1, 3)), std::invalid_argument);
}

}  // namespace
}  // namespace stepgrad

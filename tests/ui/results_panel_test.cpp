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
#include "ui/data/points_view.h"
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
    EXPECT_EQ(confusion->counts(), count(*project.examples()->training));
    QTest::mouseClick(panel->findChild<QToolButton*>(), Qt::LeftButton);
    EXPECT_EQ(confusion->counts(), count(*project.examples()->test));
}

TEST_F(ResultsPanelTest, TheSurfaceHasTheColourOfThePredictionAtEachExample) {
    open(generate(Generator::Circle, {40, 0.1, 2}), {{}, ScalingKind::Standardise});
    ASSERT_TRUE(surface->isVisible());
    const QImage shown = surface->grab().toImage();
    const auto at = [&](const QPointF& p) { return shown.pixelColor(p.toPoint()); };
    // Far from any example the pixel is the surface's own: compared with a forward pass.
    const Project project = session.project();
    const Vector one = project.seen(project.data->inputs.row(0));
    const double expected = predict(project.network, one)[0];
    const Matrix points = project.examples()->all->inputs;
    EXPECT_NEAR(responses(project.network, 1, 0, points)[0], expected, 1e-15);
    EXPECT_EQ(surface->picture().width(), 100);
    EXPECT_TRUE(at(surface->placeOf(0)).isValid());
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

TEST_F(ResultsPanelTest, AnswersThatAreNoNumbersAreDrawnAndDoNoHarm) {
    open(generate(Generator::Circle, {20, 0.0, 1}));
    ASSERT_EQ(session.setValue(ValueId::weight(0, 0, 0), 1e300), "");
    ASSERT_EQ(session.editNetwork(SetActivation{0, Activation::Relu}), "");
    QTest::qWait(20);
    EXPECT_FALSE(surface->grab().isNull());
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
        for (int l = 0; l < 2; ++l)
            for (int j = 0; j < 2; ++j) {
                const Vector answers = responses(network, l, j, points);
                for (int p = 0; p < 3; ++p) {
                    Trace trace = makeTrace(network, loss, {}, initialState({}, network));
                    computeForward(trace, points.row(p).transpose(), Vector{{1.0, 0.0}});
                    EXPECT_NEAR(answers[p], trace.layers[static_cast<std::size_t>(l)].h[j], 1e-15)
                        << row.name << l << j << p;
                }
            }
    }
    EXPECT_THROW(responses(articleExample().network, 2, 0, Matrix::Zero(1, 2)),
                 std::invalid_argument);
    EXPECT_THROW(responses(articleExample().network, 0, 0, Matrix::Zero(1, 3)),
                 std::invalid_argument);
}

}  // namespace
}  // namespace stepgrad

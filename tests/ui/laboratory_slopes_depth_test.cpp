// The views of slopes and of depth, by mouse and keyboard.

#include <gtest/gtest.h>

#include <QComboBox>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QtTest>
#include <memory>

#include "core/data/generators.h"
#include "core/document/session.h"
#include "core/laboratory/deep_network.h"
#include "ui/appearance.h"
#include "ui/fitting_label.h"
#include "ui/laboratory/activation_plot.h"
#include "ui/laboratory/depth_view.h"
#include "ui/laboratory/flow_plot.h"
#include "ui/laboratory/slopes_view.h"
#include "ui/number_field.h"

namespace stepgrad {
namespace {

Project circle(Activation hidden, int layers = 3, int width = 6) {
    Project project = articleExample();
    project.data = std::make_shared<const Dataset>(generate(Generator::Circle, {60, 0.1, 5}).data);
    project.network.layers[0].biases = Vector{{0.0, 0.0}};
    project.network.layers[1].biases = Vector{{0.0}};
    return withPlan(project, {layers, width, hidden, {InitializerType::HeNormal, 3, 0.5}});
}

template <typename View>
struct ViewTest : testing::Test {
    void open(const Project& project) {
        session.open(project);
        view = std::make_unique<View>(session);
        tools = view->tools() ? view->tools() : view.get();
        if (tools != view.get())
            tools->setParent(nullptr);
        view->resize(1000, 360);
        view->show();
        tools->show();
        QApplication::setActiveWindow(view.get());
        ASSERT_TRUE(QTest::qWaitForWindowExposed(view.get()));
        QObject::connect(&session, &Session::stillChanged, view.get(), [this] { view->refresh(); });
        view->refresh();
        QCoreApplication::processEvents();
    }
    void TearDown() override {
        if (tools != view.get())
            tools->setParent(view.get());
        // As a window of its own it would be told that the focus goes while it is destroyed;
        // in the program it stands in a panel.
        view->hide();
        view.reset();
        Appearance::instance().setDark(false);
    }
    QString text(const char* name) { return view->template findChild<QLabel*>(name)->text(); }

    Session session;
    std::unique_ptr<View> view;
    QWidget* tools = nullptr;
};

struct SlopesViewTest : ViewTest<SlopesView> {
    ActivationPlot* plot(int layer) { return view->findChildren<ActivationPlot*>().at(layer); }
    QPushButton* revive() { return tools->findChild<QPushButton*>("revive"); }
};

TEST_F(SlopesViewTest, TheNeuronUnderThePointerIsToldAndAClickSelectsIt) {
    open(circle(Activation::Tanh));
    EXPECT_EQ(view->findChildren<ActivationPlot*>().size(), 3);
    QSignalSpy spy(view.get(), &LaboratoryView::valueChosen);
    const QPoint at = plot(1)->placeOf(2, true).toPoint();
    QTest::mouseMove(plot(1), at);
    QMouseEvent move(QEvent::MouseMove, at, plot(1)->mapToGlobal(QPointF(at)), Qt::NoButton,
                     Qt::NoButton, {});
    QCoreApplication::sendEvent(plot(1), &move);
    ASSERT_TRUE(plot(1)->pointed());
    const auto& point = plot(1)->curves().points[static_cast<std::size_t>(*plot(1)->pointed())];
    EXPECT_TRUE(text("slopesPointed").contains(QString::fromStdString(formatNumber(point.slope))))
        << text("slopesPointed").toStdString();
    QTest::mouseClick(plot(1), Qt::LeftButton, {}, at);
    ASSERT_EQ(spy.count(), 1);
    EXPECT_EQ(spy[0][0].value<ValueId>(), point.neuron);
}

TEST_F(SlopesViewTest, KeysGoFromNeuronToNeuronAndSelect) {
    open(circle(Activation::Sigmoid));
    QSignalSpy spy(view.get(), &LaboratoryView::valueChosen);
    plot(0)->setFocus();
    for (int i = 0; i < 3; ++i)
        QTest::keyClick(plot(0), Qt::Key_Right);
    QTest::keyClick(plot(0), Qt::Key_Left);
    QTest::keyClick(plot(0), Qt::Key_Return);
    ASSERT_EQ(spy.count(), 1);
    EXPECT_EQ(spy[0][0].value<ValueId>(), ValueId::u(0, 1));
}

TEST_F(SlopesViewTest, DeadNeuronsAreNamedAndRevivedByOneEdit) {
    Project project = circle(Activation::Relu);
    (*project.network.layers[0].biases)[3] = -30.0;
    open(project);
    EXPECT_TRUE(text("slopesTold").contains("dead ReLU neuron"))
        << text("slopesTold").toStdString();
    EXPECT_TRUE(text("slopesTold").contains("h₄"));
    ASSERT_TRUE(revive()->isEnabled());
    QTest::mouseClick(revive(), Qt::LeftButton);
    EXPECT_EQ(session.undoDepth(), 1u);
    EXPECT_TRUE(text("slopesTold").startsWith("No dead and no saturated neuron"))
        << text("slopesTold").toStdString();
    EXPECT_FALSE(revive()->isEnabled());
    session.undo();
    EXPECT_TRUE(revive()->isEnabled());
    EXPECT_EQ(session.project().network, project.network);
}

TEST_F(SlopesViewTest, SaysOfAStepThatNothingBehindItLearnsAndOfSoftmaxThatItHasNoCurve) {
    Project project = circle(Activation::Step);
    Dataset data = *project.data;
    Matrix both(data.targets.rows(), 2);
    both << data.targets, 1.0 - data.targets.array();
    data.targets = both;
    project.data = std::make_shared<const Dataset>(data);
    project.network.layers.back().weights = Matrix::Constant(2, 6, 0.1);
    project.network.layers.back().biases = Vector{{0.0, 0.0}};
    project.network.layers.back().activation = Activation::Softmax;
    project.loss = Loss::CrossEntropy;
    open(project);
    EXPECT_TRUE(text("slopesTold").startsWith("The slope of the step is 0 everywhere"));
    EXPECT_TRUE(plot(2)->curves().points.empty());
    EXPECT_FALSE(view->grab().isNull());
    Appearance::instance().setDark(true);
    EXPECT_FALSE(view->grab().isNull());
}

struct DepthViewTest : ViewTest<DepthView> {
    NumberField* field(const QString& name) {
        for (auto* found : tools->findChildren<NumberField*>())
            if (found->accessibleName() == name)
                return found;
        ADD_FAILURE() << name.toStdString();
        return nullptr;
    }
    QComboBox* choice(const QString& name) {
        for (auto* found : tools->findChildren<QComboBox*>())
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
    void choose(const QString& name, const QString& item) {
        QComboBox* box = choice(name);
        box->setFocus();
        const int wanted = box->findText(item);
        ASSERT_GE(wanted, 0);
        while (box->currentIndex() != wanted)
            QTest::keyClick(box, box->currentIndex() < wanted ? Qt::Key_Down : Qt::Key_Up);
    }
};

TEST_F(DepthViewTest, EachSwitchBuildsTheNetworkAnewAsOneEdit) {
    open(circle(Activation::Sigmoid));
    type("Layers", "30");
    EXPECT_EQ(session.project().network.layerCount(), 30);
    EXPECT_EQ(session.undoDepth(), 1u);
    EXPECT_TRUE(text("depthTold").contains("It vanishes on the way."));
    type("Neurons of each hidden layer", "16");
    EXPECT_EQ(session.project().network.layers[20].neurons(), 16);
    EXPECT_EQ(session.undoDepth(), 2u);
    choose("Activation of the hidden layers", "tanh");
    EXPECT_EQ(session.project().network.layers[20].activation, Activation::Tanh);
    choose("Initialisation", "Xavier, normal");
    EXPECT_EQ(session.project().initializer->type, InitializerType::XavierNormal);
    EXPECT_TRUE(text("depthTold").contains("It arrives.")) << text("depthTold").toStdString();
    while (session.canUndo())
        session.undo();
    EXPECT_EQ(session.project().network, circle(Activation::Sigmoid).network);
    EXPECT_EQ(field("Layers")->text(), "3");
}

TEST_F(DepthViewTest, WhatCannotBeBuiltIsRefusedWithTheReason) {
    open(circle(Activation::Sigmoid));
    for (const char* wrong : {"31", "0", "2.5"}) {
        type("Layers", wrong);
        EXPECT_FALSE(field("Layers")->problem().isEmpty()) << wrong;
        QTest::keyClick(field("Layers"), Qt::Key_Escape);
    }
    type("Clip gradients at", "-1");
    EXPECT_FALSE(field("Clip gradients at")->problem().isEmpty());
    QTest::keyClick(field("Clip gradients at"), Qt::Key_Escape);
    EXPECT_FALSE(session.canUndo());
}

TEST_F(DepthViewTest, ClippingIsASettingAndWhatItDoesIsSaid) {
    open(circle(Activation::Relu, 8, 8));
    type("Clip gradients at", "0.001");
    EXPECT_EQ(session.project().optimizer.clipNorm, 0.001);
    EXPECT_EQ(session.undoDepth(), 1u);
    EXPECT_TRUE(text("depthTold").contains("is clipped to c = 0.001"));
    session.undo();
    EXPECT_FALSE(text("depthTold").contains("clipped"));
}

TEST_F(DepthViewTest, ALayerIsToldWhenPointedAtAndItsNeuronSelectedByAClick) {
    open(circle(Activation::Sigmoid, 12));
    auto* plot = view->findChild<FlowPlot*>();
    QSignalSpy spy(view.get(), &LaboratoryView::valueChosen);
    QTest::mouseClick(plot, Qt::LeftButton, {}, plot->placeOf(4).toPoint());
    ASSERT_EQ(spy.count(), 1);
    EXPECT_EQ(spy[0][0].value<ValueId>().layer, 4);
    EXPECT_TRUE(view->findChild<FittingLabel*>()->fullText().startsWith("Layer 5: "));
    plot->setFocus();
    QTest::keyClick(plot, Qt::Key_Right);
    QTest::keyClick(plot, Qt::Key_Return);
    EXPECT_EQ(spy[1][0].value<ValueId>().layer, 5);
    EXPECT_FALSE(view->grab().isNull());
}

TEST_F(DepthViewTest, TheGuardThatStopsAnExplosionIsTold) {
    Project project = circle(Activation::Relu, 10, 8);
    for (Layer& layer : project.network.layers)
        layer.weights *= 3.0;
    project.network.layers.back().activation = Activation::Linear;
    open(project);
    session.setSpeed(Speed::Fastest);
    session.train();
    ASSERT_TRUE(QTest::qWaitFor([this] { return !session.isTraining(); }, 20000));
    EXPECT_TRUE(text("depthTold").contains("Training stopped")) << text("depthTold").toStdString();
}

}  // namespace
}  // namespace stepgrad

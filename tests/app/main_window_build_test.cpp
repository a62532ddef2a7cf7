// Building the network on the graph, by the window's own buttons, menus and keys.

#include <QComboBox>
#include <QDialogButtonBox>
#include <QInputDialog>
#include <QLabel>
#include <QMenu>
#include <QMenuBar>
#include <QPushButton>
#include <QToolButton>

#include "tests/app/window_fixture.h"
#include "ui/graph/neuron_drag.h"

namespace stepgrad {
namespace {

struct MainWindowBuildTest : WindowTest {
    QToolButton* stripButton(const QString& name) {
        for (auto* found : window->findChildren<QToolButton*>())
            if (found->accessibleName() == name && found->isVisible())
                return found;
        ADD_FAILURE() << "no button " << name.toStdString();
        return nullptr;
    }
    void clickStrip(const QString& name) { QTest::mouseClick(stripButton(name), Qt::LeftButton); }
    /// The entry with that text of a menu that is filled when it opens.
    QAction* entry(QMenu* menu, const QString& text) {
        for (QAction* action : menu->actions())
            if (action->text().remove('&') == text)
                return action;
        ADD_FAILURE() << "no entry " << text.toStdString();
        return nullptr;
    }
    QMenu* layerMenu(const QString& button) {
        QMenu* menu = stripButton(button)->menu();
        emit menu->aboutToShow();
        return menu;
    }
    QPoint pulledTo(QToolButton* button, int neurons) {
        return button->rect().center() +
               QPoint(0, neurons * button->findChild<NeuronDrag*>()->distance());
    }
    /// Presses the button and pulls it so many neurons down, without releasing it.
    void pull(QToolButton* button, int neurons) {
        QTest::mousePress(button, Qt::LeftButton, {}, button->rect().center());
        for (int i = 1; i <= std::abs(neurons); ++i) {
            const QPoint at = pulledTo(button, neurons < 0 ? -i : i);
            QMouseEvent event(QEvent::MouseMove, at, button->mapToGlobal(at), Qt::NoButton,
                              Qt::LeftButton, {});
            QApplication::sendEvent(button, &event);
        }
    }
    QString preview() {
        auto* label = window->findChild<QLabel*>("neuronDragPreview");
        return label && label->isVisible() ? label->text() : QString();
    }
    std::string shape() { return session().still().network().shapeText(); }
    QString message() {
        auto* bar = window->findChild<QWidget*>("messageBar");
        return bar->isHidden() ? QString() : bar->accessibleName();
    }
};

TEST_F(MainWindowBuildTest, ButtonsAtTheLayersAddAndRemoveNeurons) {
    for (int i = 0; i < 8; ++i)
        session().next();
    const Project before = session().project();
    press(Qt::Key_B);
    clickStrip("More in Hidden · sigmoid");
    EXPECT_EQ(shape(), "2–3–1");
    const Network& network = session().still().network();
    EXPECT_EQ(network.layers[0].weights.topRows(2), before.network.layers[0].weights);
    EXPECT_EQ(network.layers[1].weights.leftCols(2), before.network.layers[1].weights);
    clickStrip("Fewer in Hidden · sigmoid");
    EXPECT_EQ(shape(), "2–2–1");
    EXPECT_EQ(session().project().network, before.network);
    clickStrip("Fewer in Hidden · sigmoid");
    EXPECT_EQ(shape(), "2–1–1");
    EXPECT_FALSE(stripButton("Fewer in Hidden · sigmoid")->isEnabled());
    EXPECT_TRUE(stripButton("Fewer in Hidden · sigmoid")->toolTip().contains("one neuron"));
    for (int i = 0; i < 3; ++i)
        press(Qt::Key_Z, Qt::ControlModifier);
    EXPECT_EQ(session().project(), before);
    press(Qt::Key_B);
    for (auto* button : window->findChildren<QToolButton*>())
        EXPECT_FALSE(button->isVisible() && button->accessibleName().startsWith("More in"));
}

TEST_F(MainWindowBuildTest, DraggingTheButtonAddsNeuronsInOneEdit) {
    const Project before = session().project();
    press(Qt::Key_B);
    QToolButton* more = stripButton("More in Hidden · sigmoid");
    pull(more, 3);
    EXPECT_EQ(preview(), "+3 → 5 neurons");
    EXPECT_EQ(shape(), "2–2–1");
    QTest::mouseRelease(more, Qt::LeftButton, {}, pulledTo(more, 3));
    EXPECT_EQ(shape(), "2–5–1");
    EXPECT_EQ(preview(), "");
    press(Qt::Key_Z, Qt::ControlModifier);
    EXPECT_EQ(session().project(), before);
    EXPECT_FALSE(window->action(ActionId::Undo).isEnabled());
}

TEST_F(MainWindowBuildTest, DraggingTheButtonUpRemovesNeuronsDownToOne) {
    press(Qt::Key_B);
    QToolButton* more = stripButton("More in Hidden · sigmoid");
    pull(more, -6);
    EXPECT_EQ(preview(), "−1 → 1 neuron");
    QTest::mouseRelease(more, Qt::LeftButton, {}, pulledTo(more, -6));
    EXPECT_EQ(shape(), "2–1–1");
}

TEST_F(MainWindowBuildTest, EscapeEndsADragAndNothingHasChanged) {
    const Project before = session().project();
    press(Qt::Key_B);
    QToolButton* more = stripButton("More in Hidden · sigmoid");
    pull(more, 4);
    press(Qt::Key_Right);  // and not Next
    EXPECT_EQ(step(), 0);
    press(Qt::Key_Escape);
    EXPECT_EQ(preview(), "");
    QTest::mouseRelease(more, Qt::LeftButton, {}, pulledTo(more, 4));
    EXPECT_EQ(session().project(), before);
    EXPECT_FALSE(window->action(ActionId::Undo).isEnabled());
}

TEST_F(MainWindowBuildTest, AButtonBetweenTheColumnsAddsALayer) {
    press(Qt::Key_B);
    clickStrip("Add hidden layer");
    EXPECT_EQ(session().still().network().layerCount(), 3);
    EXPECT_TRUE(stripButton("Hidden 2 · sigmoid: 2")->isVisible());
}

TEST_F(MainWindowBuildTest, ButtonsAtTheLayersHaveRoomBesideTallAndManyLayers) {
    press(Qt::Key_B);
    for (const QSize size : {QSize(1440, 900), QSize(1024, 700)}) {
        window->resize(size);
        for (const std::vector<int>& hidden :
             {std::vector<int>{17}, {40}, {3, 3, 3, 3, 3, 3, 3, 3, 3, 3}}) {
            Project project = session().project();
            project.network.layers.erase(project.network.layers.begin(),
                                         project.network.layers.end() - 1);
            for (std::size_t l = 0; l < hidden.size(); ++l) {
                Layer layer;
                layer.weights = Matrix::Constant(hidden[l], l == 0 ? 2 : hidden[l - 1], 0.1);
                project.network.layers.insert(project.network.layers.end() - 1, layer);
            }
            project.network.layers.back().weights = Matrix::Constant(1, hidden.back(), 0.1);
            session().open(project);
            QCoreApplication::processEvents();
            std::vector<QRect> taken;
            for (auto* button : window->findChild<QWidget*>("buildStrip")
                                    ->findChildren<QToolButton*>(Qt::FindDirectChildrenOnly)) {
                if (!button->isVisible())
                    continue;
                EXPECT_TRUE(button->parentWidget()->rect().contains(button->geometry()))
                    << button->accessibleName().toStdString();
                EXPECT_GE(button->width(), 12);
                for (const QRect& other : taken)
                    EXPECT_FALSE(other.intersects(button->geometry()));
                taken.push_back(button->geometry());
            }
            EXPECT_GE(taken.size(), 3 * (hidden.size() + 2));
            const int before = static_cast<int>(session().still().network().layers[0].neurons());
            clickStrip(hidden.size() == 1 ? "More in Hidden · sigmoid"
                                          : "More in Hidden 1 · sigmoid");
            EXPECT_EQ(session().still().network().layers[0].neurons(), before + 1);
        }
    }
}

TEST_F(MainWindowBuildTest, EscapeLeavesBuildingAndPracticeStays) {
    press(Qt::Key_B);
    ASSERT_TRUE(window->networkView().isBuilding());
    stripButton("More in Hidden · sigmoid")->setFocus();
    press(Qt::Key_Escape);
    EXPECT_FALSE(window->networkView().isBuilding());
    EXPECT_FALSE(window->action(ActionId::Build).isChecked());
    // A value that is being typed keeps its own Esc.
    press(Qt::Key_B);
    window->networkView().setFocus();
    window->networkView().editValue(ValueId::weight(0, 0, 0));
    press(Qt::Key_Escape);
    EXPECT_FALSE(window->networkView().isEditing());
    EXPECT_TRUE(window->networkView().isBuilding());
    press(Qt::Key_Escape);
    EXPECT_FALSE(window->networkView().isBuilding());
    window->action(ActionId::Practice).trigger();
    window->action(ActionId::Build).trigger();
    window->networkView().setFocus();
    press(Qt::Key_Escape);
    EXPECT_FALSE(window->networkView().isBuilding());
    EXPECT_TRUE(window->action(ActionId::Practice).isChecked());
    press(Qt::Key_Escape);
    EXPECT_TRUE(window->action(ActionId::Practice).isChecked());
}

TEST_F(MainWindowBuildTest, KeysWorkOnTheLayerOfTheSelectedValue) {
    press(Qt::Key_Up, Qt::ControlModifier);
    EXPECT_EQ(shape(), "2–3–1");
    press(Qt::Key_Right, Qt::ControlModifier | Qt::ShiftModifier);
    EXPECT_EQ(session().still().network().layerCount(), 3);
    press(Qt::Key_Left, Qt::ControlModifier | Qt::ShiftModifier);
    EXPECT_EQ(session().still().network().layerCount(), 2);
    window->selectValue(ValueId::inputOf(0));
    press(Qt::Key_Up, Qt::ControlModifier);
    EXPECT_EQ(session().still().network().inputCount(), 3);
    EXPECT_EQ(session().data()->inputs.cols(), 3);
    window->selectValue(ValueId::loss());
    press(Qt::Key_Left, Qt::ControlModifier | Qt::ShiftModifier);
    EXPECT_TRUE(message().contains("the last layer gives the prediction"))
        << message().toStdString();
    EXPECT_EQ(session().still().network().layerCount(), 2);
}

TEST_F(MainWindowBuildTest, DeleteRemovesTheSelectedNeuronAndNoOther) {
    for (int i = 0; i < 5; ++i)
        session().next();
    const Network before = session().still().network();
    window->selectValue(ValueId::h(0, 0));
    press(Qt::Key_Delete);
    EXPECT_EQ(shape(), "2–1–1");
    EXPECT_EQ(session().still().network().layers[0].weights.row(0),
              before.layers[0].weights.row(1));
    EXPECT_EQ(session().still().network().layers[1].weights(0, 0), before.layers[1].weights(0, 1));
    // A weight is not a neuron.
    window->selectValue(ValueId::weight(0, 0, 0));
    press(Qt::Key_Delete);
    EXPECT_EQ(shape(), "2–1–1");
}

TEST_F(MainWindowBuildTest, WhatIsImpossibleIsNotOfferedAndSaysWhy) {
    press(Qt::Key_B);
    QMenu* menu = layerMenu("Hidden · sigmoid: 2");
    QMenu* activation = entry(menu, "Activation")->menu();
    QAction* softmax = entry(activation, "softmax");
    EXPECT_FALSE(softmax->isEnabled());
    EXPECT_TRUE(softmax->toolTip().contains("outputs only")) << softmax->toolTip().toStdString();
    EXPECT_TRUE(entry(activation, "sigmoid")->isChecked());
    entry(activation, "tanh")->trigger();
    EXPECT_EQ(session().still().network().layers[0].activation, Activation::Tanh);
    QMenu* output = layerMenu("Output · sigmoid: 1");
    QAction* crossEntropy = entry(entry(output, "Loss")->menu(), "cross-entropy");
    EXPECT_FALSE(crossEntropy->isEnabled());
    EXPECT_TRUE(crossEntropy->toolTip().contains("two outputs"))
        << crossEntropy->toolTip().toStdString();
    EXPECT_FALSE(entry(output, "Remove Layer")->isEnabled());
}

TEST_F(MainWindowBuildTest, BiasesAndFreezingAreChosenInTheMenuOfTheLayer) {
    press(Qt::Key_B);
    entry(layerMenu("Hidden · sigmoid: 2"), "Biases")->trigger();
    EXPECT_TRUE(session().still().network().layers[0].biases);
    entry(layerMenu("Hidden · sigmoid: 2"), "Frozen")->trigger();
    const Network before = session().still().network();
    EXPECT_FALSE(before.layers[0].weightsTrainable);
    while (!session().still().isEnd())
        session().next();
    EXPECT_EQ(session().project().network.layers[0], before.layers[0]);
    EXPECT_NE(session().project().network.layers[1], before.layers[1]);
    EXPECT_TRUE(stripButton("Hidden · sigmoid · frozen: 2"));
}

TEST_F(MainWindowBuildTest, TheNumberOfNeuronsCanBeWritten) {
    QMenu* network = nullptr;
    for (QAction* action : window->menuBar()->actions())
        if (action->text().remove('&') == "Network")
            network = action->menu();
    ASSERT_TRUE(network);
    emit network->aboutToShow();
    entry(entry(network, "Hidden · sigmoid")->menu(), "Number of Neurons…")->trigger();
    auto* dialog = qobject_cast<QInputDialog*>(QApplication::activeModalWidget());
    ASSERT_TRUE(dialog);
    EXPECT_EQ(dialog->parentWidget(), window.get());
    EXPECT_EQ(dialog->intValue(), 2);
    dialog->setIntValue(5);
    dialog->accept();
    EXPECT_EQ(shape(), "2–5–1");
}

TEST_F(MainWindowBuildTest, NewWeightsComeFromTheSeed) {
    const auto begin = [&](const QString& seed) {
        press(Qt::Key_I, Qt::ControlModifier);
        auto* dialog = qobject_cast<QDialog*>(QApplication::activeModalWidget());
        ASSERT_TRUE(dialog);
        for (auto* field : dialog->findChildren<NumberField*>())
            if (field->accessibleName() == "Seed") {
                field->setFocus();
                field->selectAll();
                QTest::keyClicks(field, seed);
            }
        QTest::mouseClick(dialog->findChild<QDialogButtonBox*>()->button(QDialogButtonBox::Ok),
                          Qt::LeftButton);
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        window->networkView().setFocus();
    };
    begin("7");
    const Network first = session().still().network();
    EXPECT_EQ(session().project().initializer->seed, 7U);
    begin("8");
    EXPECT_NE(session().still().network(), first);
    begin("7");
    EXPECT_EQ(session().still().network(), first);
}

}  // namespace
}  // namespace stepgrad

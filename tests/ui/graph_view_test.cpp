#include <QClipboard>
#include <QImage>
#include <QMenu>
#include <QPainter>

#include "core/data/plane.h"
#include "tests/ui/graph_fixture.h"
#include "ui/graph/graph_legend.h"

namespace stepgrad {
namespace {

class GraphView : public GraphTest {
protected:
    void hover(const QPoint& at) { QTest::mouseMove(view->viewport(), at); }
    void move(const QPoint& at, Qt::MouseButtons buttons = Qt::NoButton) {
        QMouseEvent event(QEvent::MouseMove, QPointF(at),
                          QPointF(view->viewport()->mapToGlobal(at)), Qt::NoButton, buttons,
                          Qt::NoModifier);
        QApplication::sendEvent(view->viewport(), &event);
    }
    void drag(const QPoint& from, const QPoint& to) {
        QTest::mousePress(view->viewport(), Qt::LeftButton, {}, from);
        move((from + to) / 2, Qt::LeftButton);
        move(to, Qt::LeftButton);
        QTest::mouseRelease(view->viewport(), Qt::LeftButton, {}, to);
    }
    QImage picture() { return view->grab().toImage(); }
    std::optional<ValueId> hovered() const { return hovers.empty() ? std::nullopt : hovers.back(); }
    double scale() const { return view->transform().m11(); }
};

}  // namespace

TEST_F(GraphView, AClickSelectsWhatItHitsAndSaysSo) {
    show(networkOf({2, 2, 2}, true), 8);
    for (const ValueId& id : {w1, ValueId::bias(0, 1), i2, ValueId::target(1), ValueId::h(0, 1),
                              ValueId::loss(), ValueId::delta(1, 0)}) {
        click(id);
        EXPECT_EQ(view->selectedValue(), id);
        ASSERT_FALSE(selections.empty());
        EXPECT_EQ(selections.back(), id);
    }
}

TEST_F(GraphView, AClickOnAGradientSelectsItsWeightAndOnUItsNeuron) {
    show(articleNetwork(), 9);
    click(ValueId::weightGradient(0, 0, 0));
    EXPECT_EQ(view->selectedValue(), w1);
    click(ValueId::u(0, 1));
    EXPECT_EQ(view->selectedValue(), ValueId::h(0, 1));
}

TEST_F(GraphView, AClickOnEmptySpaceDeselects) {
    click(w1);
    QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, empty());
    EXPECT_FALSE(view->selectedValue());
    ASSERT_EQ(selections.size(), 2u);
    EXPECT_FALSE(selections.back());
}

TEST_F(GraphView, SelectingFromOutsideIsNotToldBack) {
    view->selectValue(w5);
    EXPECT_EQ(view->selectedValue(), w5);
    EXPECT_TRUE(selections.empty());
    view->selectValue(ValueId::bias(0, 0));  // has none
    EXPECT_EQ(view->selectedValue(), w5);
}

TEST_F(GraphView, ASelectionThatTheNextNetworkDoesNotHaveIsGivenUp) {
    click(w6);
    show(networkOf({1, 1}), 0);
    EXPECT_FALSE(view->selectedValue());
    EXPECT_FALSE(selections.back());
}

TEST_F(GraphView, PointingTellsTheValueUnderThePointer) {
    show(articleNetwork(), 9);
    for (const ValueId& id :
         {w1, ValueId::weightGradient(0, 0, 0), ValueId::h(0, 0), ValueId::u(0, 0),
          ValueId::delta(0, 1), i1, y, ValueId::loss(), ValueId::h(1, 0)}) {
        move(middle(id));
        EXPECT_EQ(hovered(), id);
    }
    move(empty());
    EXPECT_FALSE(hovered());
}

TEST_F(GraphView, PointingAtAnEdgeTellsItsWeight) {
    const QPoint chip = middle(w1);
    move({chip.x() + (middle(ValueId::h(0, 0)).x() - chip.x()) / 2, chip.y()});
    EXPECT_EQ(hovered(), w1);
}

TEST_F(GraphView, LeavingTheGraphEndsPointing) {
    move(middle(w1));
    QEvent leave(QEvent::Leave);
    QApplication::sendEvent(view->viewport(), &leave);
    EXPECT_FALSE(hovered());
}

TEST_F(GraphView, AHighlightFromOutsideChangesThePictureAndIsNotToldBack) {
    const QImage before = picture();
    view->highlightValue(w5);
    EXPECT_NE(picture(), before);
    view->highlightValue(std::nullopt);
    EXPECT_EQ(picture(), before);
    EXPECT_TRUE(hovers.empty());
}

TEST_F(GraphView, ValuesNotComputedYetHaveNoText) {
    show(articleNetwork(), 0);
    const QImage blank = picture();
    const QRect gradient = view->rectOf(ValueId::weightGradient(0, 0, 0));
    EXPECT_TRUE(gradient.isEmpty());
    show(articleNetwork(), 9);
    EXPECT_FALSE(view->rectOf(ValueId::weightGradient(0, 0, 0)).isEmpty());
    show(articleNetwork(), 0);
    EXPECT_EQ(picture(), blank);
}

TEST_F(GraphView, NothingMovesFromStepToStep) {
    for (const bool biases : {false, true}) {
        show(networkOf({3, 3, 2}, biases), 0);
        const QPoint chip = view->rectOf(w1).center(),
                     neuron = view->rectOf(ValueId::h(1, 1)).center();
        for (int step = 1; step <= walk.stepCount(); ++step) {
            view->showStill(walk.next(), NetworkView::Transition::Immediate);
            EXPECT_EQ(view->rectOf(ValueId::h(1, 1)).center(), neuron);
            EXPECT_NEAR(view->rectOf(w1).center().x(), chip.x(), 1);
        }
    }
}

TEST_F(GraphView, ChipsVanishAboveSixtyWeightsAndShowOnSelection) {
    show(networkOf({4, 6, 6, 3}), 4);
    const QImage bare = picture();
    const ValueId id = ValueId::weight(1, 2, 3);
    const QRect place = view->rectOf(id);
    view->selectValue(id);
    const QImage shown = picture();
    EXPECT_NE(bare.copy(place), shown.copy(place));
    // The chip is opaque: its ground is the panel's colour everywhere.
    EXPECT_EQ(shown.pixelColor(place.topLeft()), Appearance::instance().palette().panel);
}

TEST_F(GraphView, TheLegendStatesTheRangeOfTheThickness) {
    auto* legend = view->findChild<GraphLegend*>();
    EXPECT_TRUE(legend->thicknessText().contains("1.2"));
    Network network = articleNetwork();
    network.layers[0].weights(0, 0) = -37.0;
    show(network, 0);
    EXPECT_TRUE(legend->thicknessText().contains("40"));
    network.layers[0].weights(0, 0) = -0.55;  // rounded up: 6 times 0.1, which is no double
    network.layers[0].weights(1, 0) = 0.1;
    network.layers[1].weights << 0.1, 0.1;
    show(network, 0);
    EXPECT_EQ(legend->thicknessText(), "thickness = |w|, up to 0.6000");
}

TEST_F(GraphView, TheLegendLiesBelowTheGraphAtEveryWidth) {
    auto* legend = view->findChild<GraphLegend*>();
    for (const int width : {320, 500, 900}) {
        view->resize(width, 500);
        EXPECT_EQ(legend->width(), width);
        EXPECT_EQ(legend->geometry().bottom(), 499);
        EXPECT_LE(view->viewport()->geometry().bottom(), legend->geometry().top());
        EXPECT_GE(legend->height(), legend->heightFor(width));
    }
}

TEST_F(GraphView, ControlAndWheelZoomAtThePointer) {
    const QPoint at = middle(w5);
    const QPointF before = view->mapToScene(at);
    const double scaleBefore = scale();
    wheel(at, 120, Qt::ControlModifier);
    EXPECT_GT(scale(), scaleBefore);
    EXPECT_NEAR(view->mapToScene(at).x(), before.x(), 2.0 / scale());
    EXPECT_NEAR(view->mapToScene(at).y(), before.y(), 2.0 / scale());
    wheel(at, -120, Qt::ControlModifier);
    EXPECT_NEAR(scale(), scaleBefore, 1e-9);
    EXPECT_TRUE(edits.empty());
}

TEST_F(GraphView, PlusMinusAndZeroZoomAndFit) {
    const double fitted = scale();
    QTest::keyClick(view, Qt::Key_Plus);
    EXPECT_GT(scale(), fitted);
    QTest::keyClick(view, Qt::Key_Minus);
    QTest::keyClick(view, Qt::Key_Minus);
    EXPECT_LT(scale(), fitted);
    QTest::keyClick(view, Qt::Key_0);
    EXPECT_DOUBLE_EQ(scale(), fitted);
}

TEST_F(GraphView, ADoubleClickOnEmptySpaceFits) {
    const double fitted = scale();
    QTest::keyClick(view, Qt::Key_Plus);
    QTest::mouseDClick(view->viewport(), Qt::LeftButton, {}, empty());
    EXPECT_DOUBLE_EQ(scale(), fitted);
}

TEST_F(GraphView, DraggingEmptySpaceMovesTheGraphAndKeepsTheSelection) {
    click(w1);
    const QPoint before = middle(w5);
    drag(empty(), empty() + QPoint(60, 40));
    EXPECT_NEAR(middle(w5).x(), before.x() + 60, 2);
    EXPECT_NEAR(middle(w5).y(), before.y() + 40, 2);
    EXPECT_EQ(view->selectedValue(), w1);
}

TEST_F(GraphView, TheGraphIsFittedAgainOnResizeUntilTheUserZooms) {
    view->resize(400, 350);
    for (const ValueId& id : {i1, y, w6})
        EXPECT_TRUE(view->viewport()->rect().contains(view->rectOf(id)));
    QTest::keyClick(view, Qt::Key_Plus);
    const double zoomed = scale();
    view->resize(700, 560);
    EXPECT_DOUBLE_EQ(scale(), zoomed);
}

TEST_F(GraphView, BothThemesPaintWithTheirOwnColours) {
    Appearance::instance().setDark(true);
    EXPECT_EQ(picture().pixelColor(empty()), Palette::dark().panel);
    Appearance::instance().setDark(false);
    EXPECT_EQ(picture().pixelColor(empty()), Palette::light().panel);
}

TEST_F(GraphView, ALargerFontIsFollowed) {
    const QRect before = view->rectOf(ValueId::loss());
    QFont font = QApplication::font();
    font.setPixelSize(26);
    QApplication::setFont(font);
    QApplication::processEvents();
    const double ratio = view->rectOf(ValueId::loss()).width() / double(before.width());
    EXPECT_GT(ratio, 1.05);
    EXPECT_TRUE(view->viewport()->rect().contains(view->rectOf(y)));
}

TEST_F(GraphView, WeightsAloneAreShownWhileTraining) {
    show(articleNetwork(), 9);
    Network network = articleNetwork();
    network.layers[0].weights(0, 0) = -1.0;
    const QImage before = picture();
    view->showWeights(network);
    EXPECT_NE(picture(), before);
    EXPECT_TRUE(view->rectOf(ValueId::weightGradient(0, 0, 0)).isEmpty());
    EXPECT_FALSE(view->isAnimating());
}

TEST_F(GraphView, APictureOfTheGraphFillsItsTarget) {
    show(articleNetwork(), 8);
    QImage image(800, 600, QImage::Format_RGB32);
    image.fill(Qt::black);
    QPainter painter(&image);
    view->renderTo(painter, QRectF(0, 0, 800, 600));
    painter.end();
    EXPECT_EQ(image.pixelColor(0, 0), Palette::light().panel);
    bool violet = false;
    for (int x = 0; x < 800; ++x)
        for (int row = 0; row < 600; ++row)
            violet = violet || image.pixelColor(x, row) == Palette::light().backward;
    EXPECT_TRUE(violet);
}

TEST_F(GraphView, TheMenuOffersToEditAndToCopy) {
    QContextMenuEvent event(QContextMenuEvent::Mouse, middle(w3),
                            view->viewport()->mapToGlobal(middle(w3)));
    QApplication::sendEvent(view->viewport(), &event);
    auto* menu = view->findChild<QMenu*>();
    ASSERT_NE(menu, nullptr);
    ASSERT_GE(menu->actions().size(), 2);
    EXPECT_EQ(menu->actions()[0]->text(), "Edit w₃…");
    menu->actions()[1]->trigger();
    EXPECT_EQ(QApplication::clipboard()->text(), "−0.2");
    menu->actions()[0]->trigger();
    EXPECT_TRUE(view->isEditing());
    menu->close();
}

TEST_F(GraphView, AnEmptyViewTakesEveryQuestion) {
    NetworkView fresh;
    fresh.resize(300, 300);
    fresh.show();
    EXPECT_FALSE(fresh.grab().isNull());
    EXPECT_TRUE(fresh.rectOf(w1).isEmpty());
    fresh.selectValue(w1);
    fresh.highlightValue(w1);
    fresh.editValue(w1);
    QTest::mouseClick(fresh.viewport(), Qt::LeftButton, {}, QPoint(50, 50));
    QTest::keyClick(&fresh, Qt::Key_Tab);
    EXPECT_FALSE(fresh.selectedValue());
    EXPECT_FALSE(fresh.isEditing());
}

TEST_F(GraphView, NeuronsShowWhatTheyRespondTo) {
    Network network = articleNetwork();
    network.layers[0].weights << 40.0, 0.0, 0.0, 40.0;  // h1 by i1 alone, h2 by i2
    show(network, 0);
    const auto colourAt = [&](const ValueId& id, double right, double up) {
        const QRect circle = view->rectOf(id);
        const double side = std::min(circle.width(), circle.height());
        const QPointF at = QRectF(circle).center() + QPointF(right * side / 2.0, -up * side / 2.0);
        const QPoint shift = view->viewport()->mapTo(view, QPoint());
        return view->grab().toImage().pixelColor(at.toPoint() + shift);
    };
    const QColor plain = colourAt(ValueId::h(0, 0), 0.6, 0.0);
    Plane plane{-1.0, -1.0, 2.0, 2.0};
    view->showMaps(gridOver(plane, 24));
    const Palette& palette = Appearance::instance().palette();
    const auto isLike = [&](const QColor& colour, const QColor& full) {
        const QColor expected = mixed(palette.panel, full, 0.5);
        return std::abs(colour.red() - expected.red()) + std::abs(colour.blue() - expected.blue()) <
               24;
    };
    EXPECT_TRUE(isLike(colourAt(ValueId::h(0, 0), 0.6, 0.3), palette.positive));
    EXPECT_TRUE(isLike(colourAt(ValueId::h(0, 0), -0.6, 0.3), palette.negative));
    // Of h2 what is above is active, what is below is not.
    std::vector<double> active, silent;
    for (double up = -3.0; up < 5.0; up += 0.25) {
        if (isLike(colourAt(ValueId::h(0, 1), 0.6, up), palette.positive))
            active.push_back(up);
        if (isLike(colourAt(ValueId::h(0, 1), 0.6, up), palette.negative))
            silent.push_back(up);
    }
    ASSERT_GT(active.size(), 2U);
    ASSERT_GT(silent.size(), 2U);
    EXPECT_GT(active.front(), silent.back());
    view->showMaps({});
    EXPECT_EQ(colourAt(ValueId::h(0, 0), 0.6, 0.0), plain);
    // Of three inputs there is no plane.
    view->showMaps(gridOver(plane, 24));
    show(networkOf({3, 2, 1}), 5);
    EXPECT_FALSE(picture().isNull());
}

}  // namespace stepgrad

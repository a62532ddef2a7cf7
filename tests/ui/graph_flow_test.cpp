#include "tests/ui/graph_fixture.h"
#include "ui/graph/direction_item.h"
#include "ui/graph/edge_drawing.h"
#include "ui/graph/flow_animation.h"

namespace stepgrad {
namespace {

using Transition = NetworkView::Transition;

class GraphFlow : public GraphTest {
protected:
    void SetUp() override {
        GraphTest::SetUp();
        Appearance::instance().setAnimated(true);
    }

    /// What a view paints from, of one step of the article's example.
    GraphPicture pictureAt(int step) {
        GraphPicture picture(QApplication::font());
        picture.state.show(walk.atStep(step));
        const Network& network = picture.state.network();
        picture.layout = GraphPlanner(GraphShape(network),
                                      measure(network, GraphShape(network), {},
                                              NumberWidths::least({}), QApplication::font()))
                             .layOut({760, 560});
        return picture;
    }
};

}  // namespace

TEST_F(GraphFlow, AnAnimatedStillMovesAndAnImmediateOneDoesNot) {
    view->showStill(walk.next(), Transition::Animated);
    EXPECT_TRUE(view->isAnimating());
    view->showStill(walk.next(), Transition::Immediate);
    EXPECT_FALSE(view->isAnimating());
}

TEST_F(GraphFlow, TheNextStillInterruptsTheMovementAtOnce) {
    view->showStill(walk.next(), Transition::Animated);
    ASSERT_TRUE(view->isAnimating());
    view->showStill(walk.next(), Transition::Animated);  // activations: nothing travels
    EXPECT_FALSE(view->isAnimating());
    view->showStill(walk.next(), Transition::Animated);
    EXPECT_TRUE(view->isAnimating());
    view->showWeights(articleNetwork());
    EXPECT_FALSE(view->isAnimating());
}

TEST_F(GraphFlow, TheNumbersStandAtOnceWhileValuesStillTravel) {
    const QRect place = view->rectOf(ValueId::u(0, 0));
    view->showStill(walk.atStep(1), Transition::Immediate);
    const QImage settled = view->grab(place.translated(view->viewport()->pos())).toImage();
    view->showStill(walk.atStep(0), Transition::Immediate);
    view->showStill(walk.next(), Transition::Animated);
    ASSERT_TRUE(view->isAnimating());
    EXPECT_EQ(view->grab(place.translated(view->viewport()->pos())).toImage(), settled);
}

TEST_F(GraphFlow, TheMovementEndsByItselfAndLeavesTheStillAsItIs) {
    const QImage settled = [&] {
        view->showStill(walk.atStep(1), Transition::Immediate);
        return view->grab().toImage();
    }();
    view->showStill(walk.atStep(0), Transition::Immediate);
    view->showStill(walk.next(), Transition::Animated);
    EXPECT_TRUE(QTest::qWaitFor([&] { return !view->isAnimating(); }, 5000));
    EXPECT_EQ(view->grab().toImage(), settled);
}

TEST_F(GraphFlow, NothingMovesWhereMovementIsSwitchedOff) {
    Appearance::instance().setAnimated(false);
    view->showStill(walk.next(), Transition::Animated);
    EXPECT_FALSE(view->isAnimating());
}

TEST_F(GraphFlow, TheUpdatePulses) {
    view->showStill(walk.atStep(10), Transition::Animated);
    EXPECT_TRUE(view->isAnimating());
}

TEST_F(GraphFlow, ForwardGoesFromLeftToRightAndBackwardFromRightToLeft) {
    for (const int step : {1, 3, 5})
        for (const auto& path : flowPaths(pictureAt(step)))
            EXPECT_GE(path.line.dx(), 0.0) << step;
    for (const int step : {6, 8})
        for (const auto& path : flowPaths(pictureAt(step))) {
            EXPECT_LT(path.line.dx(), 0.0) << step;
            EXPECT_EQ(path.color, Palette::light().backward);
        }
    EXPECT_EQ(flowPaths(pictureAt(1)).size(), 4u);
    EXPECT_EQ(flowPaths(pictureAt(8)).size(), 2u);
    EXPECT_TRUE(flowPaths(pictureAt(2)).empty());
}

TEST_F(GraphFlow, DeltaAndActivationMeetAtTheWeightOfTheGradient) {
    const auto paths = flowPaths(pictureAt(7));
    ASSERT_EQ(paths.size(), 4u);
    EXPECT_EQ(paths[0].line.p2(), paths[1].line.p2());
}

TEST_F(GraphFlow, TheArrowSaysWhatFlowsWhere) {
    EXPECT_TRUE(directionOf(pictureAt(0).state).text.isEmpty());
    const Direction forward = directionOf(pictureAt(1).state);
    EXPECT_EQ(forward.text, "values flow forward through w₁ to w₄");
    EXPECT_LT(forward.from, forward.to);
    const Direction back = directionOf(pictureAt(8).state);
    EXPECT_EQ(back.text, "error flows back through w₅ and w₆");
    EXPECT_EQ(back.from, 2);
    EXPECT_EQ(back.to, 1);
}

TEST_F(GraphFlow, AThickerEdgeMeansALargerWeightUpToTheRange) {
    const GraphPicture picture = pictureAt(0);
    EXPECT_EQ(picture.state.range(), 1.2);
    EXPECT_EQ(picture.state.strength(-1.2), 1.0);
    EXPECT_EQ(picture.state.strength(0.6), 0.5);
    EXPECT_LT(edgeWidth(0.2, picture.layout.shape, 16.0),
              edgeWidth(0.4, picture.layout.shape, 16.0));
}

TEST_F(GraphFlow, TheRangeIsARoundNumberThatNoWeightExceeds) {
    EXPECT_EQ(roundedUp(0.0), 1.0);
    EXPECT_EQ(roundedUp(1.2), 1.2);
    EXPECT_EQ(roundedUp(1.2063), 1.5);
    EXPECT_EQ(roundedUp(37.0), 40.0);
    EXPECT_EQ(roundedUp(9.5), 10.0);
    EXPECT_NEAR(roundedUp(0.0031), 0.004, 1e-15);
}

}  // namespace stepgrad

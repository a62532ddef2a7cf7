// The paths from the selected value to J, lit in the graph.

#include "tests/ui/graph_fixture.h"

namespace stepgrad {
namespace {

struct GraphPaths : GraphTest {
    /// At the end of the walk, paths shown.
    void light(const Network& network, const ValueId& id) {
        show(network, 0);
        view->showStill(walk.atStep(walk.stepCount()), NetworkView::Transition::Immediate);
        view->setPathsShown(true);
        view->selectValue(id);
    }
    QStringList chips() const {
        QStringList texts;
        for (const auto& chip : view->factorChips())
            texts << (chip.name + ' ' + chip.number).trimmed();
        texts.sort();
        return texts;
    }
};

TEST_F(GraphPaths, ASelectedWeightLightsOnlyThePathThroughItsOwnNeuron) {
    show(articleNetwork(), 9);
    click(w1);
    EXPECT_FALSE(view->isLit(w5));
    view->setPathsShown(true);
    for (const auto& id : {w1, w5, i1, ValueId::h(0, 0), ValueId::h(1, 0), ValueId::loss(), y})
        EXPECT_TRUE(view->isLit(id));
    for (const auto& id : {w2, w3, w4, w6, i2, ValueId::h(0, 1)})
        EXPECT_FALSE(view->isLit(id));
    click(w4);
    EXPECT_TRUE(view->isLit(w6));
    EXPECT_FALSE(view->isLit(w5));
    view->setPathsShown(false);
    EXPECT_FALSE(view->isLit(w6));
}

TEST_F(GraphPaths, EachFactorIsAChipWithItsNumber) {
    show(articleNetwork(), 9);
    click(w1);
    view->setPathsShown(true);
    EXPECT_EQ(chips(), (QStringList{"i₁ 1.0000", "w₅ 1.2000", "σ′(u₁) 0.2475", "σ′(u₃) 0.2486",
                                    "∂J/∂ŷ −0.4631"}));
}

TEST_F(GraphPaths, NothingIsGivenAwayBeforeTheWalkHasComeThere) {
    show(articleNetwork(), 5);
    click(w1);
    view->setPathsShown(true);
    EXPECT_EQ(chips(), (QStringList{"i₁ 1.0000", "w₅ 1.2000", "σ′(u₁)", "σ′(u₃)", "∂J/∂ŷ"}));
    view->showStill(walk.next(), NetworkView::Transition::Immediate);
    EXPECT_EQ(chips(),
              (QStringList{"i₁ 1.0000", "w₅ 1.2000", "σ′(u₁)", "σ′(u₃) 0.2486", "∂J/∂ŷ −0.4631"}));
}

TEST_F(GraphPaths, PointingAtOnePathLightsThatOneAlone) {
    light(networkOf({3, 4, 3, 2}), w1);
    const auto all = view->factorChips().size();
    // The second of six: through the first neuron of layer 2 and the second output.
    view->pointAtPath(1);
    EXPECT_TRUE(view->isLit(ValueId::h(1, 0)));
    EXPECT_FALSE(view->isLit(ValueId::h(1, 1)));
    EXPECT_TRUE(view->isLit(ValueId::weight(2, 1, 0)));
    EXPECT_FALSE(view->isLit(ValueId::weight(2, 0, 0)));
    EXPECT_EQ(view->factorChips().size(), 7u);
    view->pointAtPath(std::nullopt);
    EXPECT_EQ(view->factorChips().size(), all);
    EXPECT_TRUE(view->isLit(ValueId::weight(2, 0, 0)));
}

TEST_F(GraphPaths, ABiasAndANeuronHavePathsAndAnInputHasNone) {
    light(networkOf({2, 2, 2}, true), ValueId::bias(0, 1));
    EXPECT_TRUE(view->isLit(ValueId::bias(0, 1)));
    EXPECT_FALSE(view->isLit(ValueId::bias(0, 0)));
    EXPECT_FALSE(view->isLit(i1));
    view->selectValue(ValueId::delta(0, 0));
    EXPECT_TRUE(view->isLit(ValueId::weight(1, 1, 0)));
    EXPECT_FALSE(view->isLit(ValueId::weight(1, 1, 1)));
    view->selectValue(i1);
    EXPECT_TRUE(view->factorChips().empty());
    EXPECT_FALSE(view->isLit(ValueId::loss()));
}

TEST_F(GraphPaths, ChipsNeitherCoverEachOtherNorTheTextsOfNeurons) {
    for (const auto& shape : std::vector<std::vector<int>>{{2, 2, 1}, {3, 4, 3, 2}, {2, 3, 2}})
        for (const bool biases : {false, true}) {
            light(networkOf(shape, biases), w1);
            const auto chips = view->factorChips();
            ASSERT_GE(chips.size(), 5u);
            for (std::size_t a = 0; a < chips.size(); ++a) {
                for (std::size_t b = 0; b < a; ++b)
                    EXPECT_FALSE(chips[a].rect.intersects(chips[b].rect))
                        << chips[a].name.toStdString() << " and " << chips[b].name.toStdString();
                for (int l = 0; l + 1 < static_cast<int>(shape.size()); ++l)
                    for (int j = 0; j < shape[static_cast<std::size_t>(l) + 1]; ++j)
                        EXPECT_FALSE(chips[a].rect.intersects(view->rectOf(ValueId::h(l, j))))
                            << chips[a].name.toStdString();
                EXPECT_FALSE(chips[a].rect.intersects(view->rectOf(ValueId::loss())));
            }
        }
}

TEST_F(GraphPaths, OfANetworkWithManyPathsTheEdgesAreLitAndTheDeltasStay) {
    light(networkOf({3, 4, 4, 4, 2}), w1);
    EXPECT_TRUE(view->isLit(ValueId::weight(3, 1, 3)));
    EXPECT_FALSE(view->isLit(ValueId::weight(1, 0, 1)));
    EXPECT_EQ(chips().filter(QStringLiteral("∂J")).size(), 0);
    view->pointAtPath(2);
    EXPECT_TRUE(view->isLit(ValueId::weight(1, 2, 0)));
    EXPECT_FALSE(view->isLit(ValueId::weight(1, 1, 0)));
    EXPECT_TRUE(view->isLit(ValueId::weight(3, 1, 3)));
}

}  // namespace
}  // namespace stepgrad

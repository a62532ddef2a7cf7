#include <gtest/gtest.h>

#include <QFont>

#include "tests/ui/graph_fixture.h"
#include "ui/graph/graph_layout.h"
#include "ui/graph/graph_metrics.h"

namespace stepgrad {
namespace {

QFont font(int pixels = 13) {
    QFont font(QStringLiteral("DejaVu Sans"));
    font.setPixelSize(pixels);
    return font;
}

GraphMetrics metricsOf(const Network& network, int pixels = 13) {
    return measure(network, GraphShape(network), {}, NumberWidths::least({}), font(pixels));
}

GraphLayout layoutOf(const Network& network, QSizeF available = {760, 550}, int pixels = 13) {
    return GraphPlanner(GraphShape(network), metricsOf(network, pixels)).layOut(available);
}

/// With each inner column above 12 folded to six.
GraphLayout foldedLayoutOf(const Network& network, QSizeF available = {760, 550}) {
    GraphShape shape(network);
    for (int c = 0; c < shape.layerCount(); ++c)
        if (shape.count(c) > 12)
            shape.shown[static_cast<std::size_t>(c)] = 6;
    const GraphMetrics metrics = measure(network, shape, {}, NumberWidths::least({}), font());
    return GraphPlanner(shape, metrics).layOut(available);
}

QRectF circleOf(const QPointF& center, qreal radius) {
    return {center.x() - radius, center.y() - radius, 2 * radius, 2 * radius};
}

struct Named {
    std::string name;
    QRectF rect;
};

std::string numbered(const char* what, int a, int b, int c = -1) {
    return std::string(what) + " " + std::to_string(a) + "," + std::to_string(b) +
           (c < 0 ? "" : "," + std::to_string(c));
}

/// Everything of a layout that carries text, in its fullest state, by name.
std::vector<Named> partsOf(const GraphLayout& layout) {
    std::vector<Named> parts;
    const auto add = [&parts](std::string name, const QRectF& rect) {
        if (!rect.isEmpty())
            parts.push_back({std::move(name), rect});
    };
    for (int c = 0; c < static_cast<int>(layout.columns.size()); ++c) {
        for (int i = 0; i < layout.shape.shownIn(c); ++i) {
            const NodePlace& place =
                layout.columns[static_cast<std::size_t>(c)][static_cast<std::size_t>(i)];
            add(numbered("neuron", c, i), circleOf(place.center, layout.metrics.radius));
            add(numbered("badge", c, i), place.badge);
            add(numbered("bias", c, i), place.bias);
            add(numbered("name", c, i), place.name);
        }
        add(numbered("stand-in", c, 0), layout.standIns[static_cast<std::size_t>(c)]);
        add(numbered("caption", c, 0), layout.captions[static_cast<std::size_t>(c)]);
    }
    if (layout.metrics.hasChips())
        for (int l = 0; l < layout.shape.layerCount(); ++l)
            for (int j = 0; j < layout.neuronsOf(l); ++j)
                for (int k = 0; k < layout.inputsOf(l); ++k)
                    add(numbered("chip", l, j, k), layout.chip(l, j, k, 3));
    add("loss", layout.loss);
    for (std::size_t j = 0; j < layout.targets.size(); ++j)
        add(numbered("target", static_cast<int>(j), 0), layout.targets[j]);
    return parts;
}

/// The first two parts of which one covers the other; empty where none does.
std::string firstOverlap(const GraphLayout& layout) {
    const auto parts = partsOf(layout);
    for (std::size_t a = 0; a < parts.size(); ++a)
        for (std::size_t b = a + 1; b < parts.size(); ++b) {
            const QRectF both = parts[a].rect & parts[b].rect;
            if (both.width() > 0.01 && both.height() > 0.01)
                return parts[a].name + " and " + parts[b].name;
        }
    return {};
}

/// All nets up to 4–4–4–2: one, two and three layers.
std::vector<std::vector<int>> netsUpTo4442() {
    std::vector<std::vector<int>> nets;
    for (int a = 1; a <= 4; ++a)
        for (int d = 1; d <= 2; ++d) {
            nets.push_back({a, d});
            for (int b = 1; b <= 4; ++b) {
                nets.push_back({a, b, d});
                for (int c = 1; c <= 4; ++c)
                    nets.push_back({a, b, c, d});
            }
        }
    return nets;
}

void expectNothingCovered(bool biases, QSizeF available) {
    for (const auto& counts : netsUpTo4442()) {
        const Network network = networkOf(counts, biases);
        EXPECT_EQ(firstOverlap(layoutOf(network, available)), "") << network.shapeText();
    }
}

}  // namespace

TEST(GraphLayout, NothingCoversAnythingInAnyNetUpTo4442WithoutBiases) {
    expectNothingCovered(false, {760, 550});
}

TEST(GraphLayout, NothingCoversAnythingInAnyNetUpTo4442WithBiases) {
    expectNothingCovered(true, {760, 550});
}

TEST(GraphLayout, NothingIsCoveredInAnyShapeOfWindow) {
    for (const QSizeF available : {QSizeF(400, 300), QSizeF(300, 900), QSizeF(1900, 1100)})
        for (const auto& counts : std::vector<std::vector<int>>{{2, 2, 1}, {4, 4, 2}, {2, 3, 1}})
            for (const bool biases : {false, true})
                EXPECT_EQ(firstOverlap(layoutOf(networkOf(counts, biases), available)), "")
                    << available.width() << " x " << available.height();
}

TEST(GraphLayout, LargerNetsKeepTheirChipsApartAsLongAsTheyHaveSome) {
    for (const auto& counts : std::vector<std::vector<int>>{
             {5, 5, 5, 2}, {6, 6, 3, 2}, {12, 4, 2}, {1, 1, 1, 1, 1, 1, 1, 1}})
        EXPECT_EQ(firstOverlap(layoutOf(networkOf(counts, true))), "")
            << networkOf(counts).shapeText();
}

TEST(GraphLayout, LargeTextCoversNothingEither) {
    EXPECT_EQ(firstOverlap(layoutOf(networkOf({4, 4, 4, 2}, true), {760, 550}, 26)), "");
}

TEST(GraphLayout, LongNumbersGetTheirRoom) {
    Network network = networkOf({3, 3, 2}, true);
    network.layers[0].weights(0, 0) = -123456.789;
    const NumberWidths widths = NumberWidths::least({}).joined(
        NumberWidths::of(network, GraphShape(network), NumberFormat{}));
    const GraphMetrics metrics = measure(network, GraphShape(network), {}, widths, font());
    EXPECT_GT(metrics.chip.width(), metricsOf(network).chip.width());
    EXPECT_EQ(firstOverlap(GraphPlanner(GraphShape(network), metrics).layOut({760, 550})), "");
}

TEST(GraphLayout, NetsWithoutChipsCoverNoNeuronBadgeOrBias) {
    for (const auto& counts :
         std::vector<std::vector<int>>{{4, 6, 6, 3}, {16, 16, 16, 4}, {8, 8, 8}, {20, 10, 2}})
        for (const bool biases : {false, true})
            EXPECT_EQ(firstOverlap(layoutOf(networkOf(counts, biases))), "")
                << networkOf(counts).shapeText();
}

TEST(GraphLayout, ChipsDisappearAboveSixtyWeights) {
    EXPECT_EQ(GraphShape(networkOf({10, 6})).form(), GraphForm::Chips);
    EXPECT_EQ(GraphShape(networkOf({61, 1})).form(), GraphForm::Dots);
    EXPECT_EQ(GraphShape(networkOf({4, 6, 6, 3})).form(), GraphForm::Circles);
    EXPECT_EQ(GraphShape(networkOf({16, 16, 16, 4})).form(), GraphForm::Dots);
}

TEST(GraphLayout, LargeLayersStandInRowsBesideEachOtherAndCoverNoOther) {
    const GraphLayout layout = layoutOf(networkOf({57, 32, 16, 1}, true), {760, 550});
    for (std::size_t c = 0; c + 1 < layout.columns.size(); ++c) {
        qreal right = -1e9, left = 1e9;
        for (const auto& place : layout.columns[c])
            right = std::max(right, place.center.x() + layout.metrics.radius);
        for (const auto& place : layout.columns[c + 1])
            left = std::min(left, place.center.x() - layout.metrics.radius);
        EXPECT_LT(right, left) << c;
    }
    EXPECT_LT(layout.bounds.height(), 1.5 * layout.bounds.width());
    for (const auto& column : layout.columns)
        for (std::size_t i = 0; i < column.size(); ++i)
            for (std::size_t j = 0; j < i; ++j)
                EXPECT_GT(QLineF(column[i].center, column[j].center).length(),
                          2.0 * layout.metrics.radius);
}

TEST(GraphLayout, ASquareOfInputsIsReadByLinesAsPicturesAre) {
    const GraphLayout layout = layoutOf(networkOf({64, 32, 10}), {760, 550});
    const auto& pixels = layout.columns[0];
    for (std::size_t i = 0; i + 1 < 64; ++i) {
        if (i % 8 == 7) {
            EXPECT_EQ(pixels[i + 1].center.x(), pixels[0].center.x());
            EXPECT_GT(pixels[i + 1].center.y(), pixels[i].center.y());
        } else {
            EXPECT_EQ(pixels[i + 1].center.y(), pixels[i].center.y());
            EXPECT_GT(pixels[i + 1].center.x(), pixels[i].center.x());
        }
    }
    EXPECT_LT(pixels[7].center.x() + layout.metrics.radius,
              layout.columns[1].front().center.x() - layout.metrics.radius);
}

TEST(GraphLayout, AFoldedLayerCoversNothingAndLiesInsideTheBounds) {
    for (const auto& counts : std::vector<std::vector<int>>{
             {64, 32, 10}, {784, 128, 10}, {16, 16, 16, 4}, {4, 20, 2}, {13, 1}, {57, 32, 16, 1}})
        for (const bool biases : {false, true})
            for (const QSizeF available : {QSizeF(760, 550), QSizeF(420, 480)}) {
                const Network network = networkOf(counts, biases);
                const GraphLayout layout = foldedLayoutOf(network, available);
                EXPECT_EQ(firstOverlap(layout), "") << network.shapeText();
                for (const auto& part : partsOf(layout))
                    EXPECT_TRUE(layout.bounds.contains(part.rect))
                        << network.shapeText() << ": " << part.name;
            }
}

TEST(GraphLayout, TheStandInStandsBelowTheSixThatShow) {
    const GraphLayout layout = foldedLayoutOf(networkOf({64, 32, 10}));
    for (const std::size_t c : {0u, 1u}) {
        EXPECT_EQ(layout.standIns[c].center().x(), layout.columns[c][0].center.x());
        EXPECT_GT(layout.standIns[c].top(), layout.columns[c][5].center.y());
        EXPECT_EQ(layout.columns[c][6].center, layout.standIns[c].center());
        EXPECT_EQ(layout.columns[c].back().center, layout.standIns[c].center());
    }
    EXPECT_TRUE(layout.standIns[2].isEmpty());
    EXPECT_TRUE(layout.chip(0, 6, 0, 1).isEmpty());
    EXPECT_EQ(layout.standInFor(ValueId::h(0, 31)), layout.standIns[1]);
    EXPECT_EQ(layout.standInFor(ValueId::weight(0, 2, 40)), layout.standIns[0]);
    EXPECT_TRUE(layout.standInFor(ValueId::weight(0, 5, 5)).isEmpty());
}

TEST(GraphLayout, ChipsCountTheEdgesThatAreDrawn) {
    EXPECT_FALSE(layoutOf(networkOf({4, 20, 2})).metrics.hasChips());
    EXPECT_TRUE(foldedLayoutOf(networkOf({4, 20, 2})).metrics.hasChips());     // 36
    EXPECT_FALSE(foldedLayoutOf(networkOf({64, 32, 10})).metrics.hasChips());  // 96
}

TEST(GraphLayout, ChipsStandOnTheirEdges) {
    const GraphLayout layout = layoutOf(networkOf({3, 4, 2}));
    for (int l = 0; l < 2; ++l)
        for (int j = 0; j < layout.neuronsOf(l); ++j)
            for (int k = 0; k < layout.inputsOf(l); ++k) {
                const QLineF edge = layout.edge(l, j, k);
                const QPointF at = layout.chip(l, j, k, 1).center();
                const qreal t = (at.x() - edge.x1()) / edge.dx();
                EXPECT_GT(t, 0.0);
                EXPECT_LT(t, 1.0);
                EXPECT_NEAR(edge.pointAt(t).y(), at.y(), 1e-6);
            }
}

TEST(GraphLayout, LayersStandFromLeftToRightAndTheLossBehindThem) {
    const GraphLayout layout = layoutOf(networkOf({2, 3, 2}));
    EXPECT_LT(layout.columns[0][0].center.x(), layout.columns[1][0].center.x());
    EXPECT_LT(layout.columns[1][0].center.x(), layout.columns[2][0].center.x());
    EXPECT_LT(layout.columns[2][0].center.x(), layout.loss.left());
    EXPECT_EQ(layout.targets.size(), 2u);
}

TEST(GraphLayout, EverythingLiesInsideItsBounds) {
    for (const auto& counts :
         std::vector<std::vector<int>>{{2, 2, 1}, {4, 6, 6, 3}, {16, 16, 16, 4}}) {
        const GraphLayout layout = layoutOf(networkOf(counts, true));
        for (const auto& part : partsOf(layout))
            EXPECT_TRUE(layout.bounds.contains(part.rect)) << part.name;
        EXPECT_LT(layout.arrowY, layout.columns[1][0].badge.top());
        EXPECT_GT(layout.arrowY, layout.bounds.top());
    }
}

TEST(GraphLayout, SmallNetFillsAnOrdinaryWindowAtItsNaturalSize) {
    const GraphLayout layout = layoutOf(articleNetwork(), {760, 560});
    EXPECT_LE(layout.bounds.width(), 761.0);
    EXPECT_LE(layout.bounds.height(), 561.0);
    EXPECT_GT(layout.bounds.width(), 0.95 * 760);
}

TEST(GraphLayout, TheSameQuestionHasTheSameAnswer) {
    const GraphLayout a = layoutOf(networkOf({4, 4, 4, 2})), b = layoutOf(networkOf({4, 4, 4, 2}));
    EXPECT_EQ(a.chips, b.chips);
    EXPECT_EQ(a.bounds, b.bounds);
}

TEST(GraphLayout, AnInputsOwnNameStandsUnderIt) {
    Network network = articleNetwork();
    network.inputNames = {"height", "i2"};
    const GraphLayout layout = layoutOf(network);
    EXPECT_GE(layout.input(0).name.top(), layout.input(0).center.y() + layout.metrics.radius);
    EXPECT_TRUE(layout.input(1).name.isEmpty());
    EXPECT_EQ(firstOverlap(layout), "");
}

TEST(GraphLayout, CaptionsNameLayersAndTheirActivations) {
    Network network = networkOf({2, 3, 3, 1});
    network.layers[1].activation = Activation::Tanh;
    EXPECT_EQ(layerCaption(network, 0), "Input");
    EXPECT_EQ(layerCaption(network, 1), "Hidden 1 · sigmoid");
    EXPECT_EQ(layerCaption(network, 2), "Hidden 2 · tanh");
    EXPECT_EQ(layerCaption(network, 3), "Output · sigmoid");
    EXPECT_EQ(layerCaption(articleNetwork(), 1), "Hidden · sigmoid");
}

}  // namespace stepgrad

#include <QBuffer>
#include <QPainter>
#include <QSemaphore>
#include <QSvgGenerator>
#include <numeric>

#include "tests/ui/graph_fixture.h"
#include "ui/graph/edge_picture.h"
#include "ui/graph/edge_worker.h"

namespace stepgrad {
namespace {

const std::vector<int> kLarge = {40, 30, 10};  ///< 1,500 edges

class EdgePictures : public GraphTest {
protected:
    EdgeRequest requestOf(const Network& network, std::uint64_t version = 1) {
        walk = GraphWalk(network);
        EdgeRequest request;
        request.drawing.state.show(walk.atStep(3));
        const GraphMetrics metrics =
            measure(network, GraphShape(network), {}, NumberWidths::least({}), QFont());
        const GraphLayout layout =
            GraphPlanner(GraphShape(network), metrics).layOut(QSizeF(600.0, 500.0));
        request.drawing.geometry = std::make_shared<const EdgeGeometry>(layout);
        const Palette& palette = Palette::light();
        request.drawing.colors = {palette.positive, palette.negative, palette.neuron,
                                  palette.primary, palette.backward};
        request.frame.size = {600, 500};
        request.frame.toView =
            QTransform::fromTranslate(300.0, 250.0)
                .scale(0.4, 0.4)
                .translate(-layout.bounds.center().x(), -layout.bounds.center().y());
        request.version = version;
        return request;
    }
    QImage picture() { return view->grab().toImage(); }
};

/// The mean difference of a channel.
double difference(const QImage& a, const QImage& b) {
    double sum = 0.0;
    for (int y = 0; y < a.height(); ++y)
        for (int x = 0; x < a.width(); ++x) {
            const QRgb p = a.pixel(x, y), q = b.pixel(x, y);
            sum += std::abs(qRed(p) - qRed(q)) + std::abs(qGreen(p) - qGreen(q)) +
                   std::abs(qBlue(p) - qBlue(q));
        }
    return sum / (3.0 * a.width() * a.height());
}

}  // namespace

TEST_F(EdgePictures, TheWorkerPaintsWhatIsPaintedAtOnce) {
    const EdgeRequest request = requestOf(networkOf(kLarge));
    const QImage atOnce = paintEdges(request).image;
    ASSERT_FALSE(atOnce.isNull());
    EdgeWorker worker;
    QImage painted;
    QObject::connect(&worker, &EdgeWorker::painted, &worker,
                     [&](const EdgePicture& picture) { painted = picture.image; });
    worker.request(request);
    ASSERT_TRUE(QTest::qWaitFor([&] { return !painted.isNull(); }));
    EXPECT_EQ(painted, atOnce);
}

TEST_F(EdgePictures, OfAThousandRequestsOnlyTheFirstAndTheLastArePainted) {
    QSemaphore begun, mayEnd;
    std::vector<std::uint64_t> made, told;
    EdgeWorker worker([&](const EdgeRequest& request, const std::stop_token&) {
        made.push_back(request.version);
        begun.release();
        mayEnd.acquire();
        return EdgePicture{{}, request.frame, request.version};
    });
    QObject::connect(&worker, &EdgeWorker::painted, &worker,
                     [&](const EdgePicture& picture) { told.push_back(picture.version); });
    EdgeRequest request = requestOf(networkOf({8, 9}));
    worker.request(request);
    begun.acquire();
    for (int i = 2; i <= 1000; ++i) {
        request.version = static_cast<std::uint64_t>(i);
        worker.request(request);
    }
    mayEnd.release(2);
    ASSERT_TRUE(QTest::qWaitFor([&] { return !told.empty() && told.back() == 1000u; }));
    EXPECT_EQ(made, (std::vector<std::uint64_t>{1, 1000}));
    EXPECT_LE(told.size(), 2u);
}

TEST_F(EdgePictures, AWorkerThatGoesGivesUpWhatItPaints) {
    QSemaphore begun;
    bool stopped = false;
    {
        EdgeWorker worker([&](const EdgeRequest&, const std::stop_token& stop) {
            begun.release();
            while (!stop.stop_requested())
                std::this_thread::yield();
            stopped = true;
            return EdgePicture{};
        });
        worker.request(requestOf(networkOf({8, 9})));
        begun.acquire();
    }
    EXPECT_TRUE(stopped);
}

TEST_F(EdgePictures, APictureIsGivenUpWhenItIsToStop) {
    std::stop_source source;
    source.request_stop();
    EXPECT_TRUE(paintEdges(requestOf(networkOf(kLarge)), source.get_token()).image.isNull());
}

TEST_F(EdgePictures, APictureIsMadeForThePixelsOfTheDevice) {
    EdgeRequest request = requestOf(networkOf({8, 9}));
    const QImage plain = paintEdges(request).image;
    request.frame.ratio = 2.0;
    const QImage fine = paintEdges(request).image;
    EXPECT_EQ(fine.size(), 2 * plain.size());
    EXPECT_EQ(fine.devicePixelRatio(), 2.0);
    // The same picture, in more detail.
    EXPECT_LT(difference(plain, fine.scaled(plain.size(), Qt::IgnoreAspectRatio,
                                            Qt::SmoothTransformation)),
              1.0);
}

TEST_F(EdgePictures, APictureShowsWhatLinesWouldShow) {
    const EdgeRequest request = requestOf(networkOf({12, 12}));
    const QImage picture = paintEdges(request).image;
    QImage lines(picture.size(), QImage::Format_ARGB32_Premultiplied);
    lines.fill(0);
    QPainter painter(&lines);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setTransform(request.frame.toView);
    for (const auto& group : edgeGroups(request.drawing)) {
        painter.setPen(QPen(group.color, group.width, Qt::SolidLine, Qt::FlatCap));
        painter.drawLines(group.lines);
    }
    painter.end();
    QImage empty(picture.size(), QImage::Format_ARGB32_Premultiplied);
    empty.fill(0);
    EXPECT_LT(difference(picture, lines), 0.1 * difference(lines, empty));
}

TEST_F(EdgePictures, AChosenNeuronLeavesAllEdgesButItsOwnPale) {
    EdgeRequest request = requestOf(networkOf({9, 8, 7}));
    const auto strong = [&] {
        int lines = 0;
        for (const auto& group : edgeGroups(request.drawing))
            if (group.color != request.drawing.colors.plain && group.color.alphaF() >= 0.39f)
                lines += static_cast<int>(group.lines.size());
        return lines;
    };
    request.drawing.focus = focusOf(ValueId::h(0, 3));
    EXPECT_EQ(strong(), 9 + 7);  // all that comes in, all that goes out
    request.drawing.focus = focusOf(ValueId::delta(1, 2));
    EXPECT_EQ(strong(), 8);
    request.drawing.focus = focusOf(ValueId::inputOf(4));
    EXPECT_EQ(strong(), 8);
    EXPECT_FALSE(focusOf(ValueId::weight(0, 1, 1)));
    EXPECT_FALSE(focusOf(ValueId::loss()));
}

TEST_F(EdgePictures, AGrabShowsThePresentStateOfALargeNetwork) {
    Network network = networkOf(kLarge);
    show(network, 0);
    const QImage before = picture();
    network.layers[0].weights *= -1.0;
    show(network, 0);
    const QImage after = picture();
    EXPECT_NE(after, before);
    EXPECT_EQ(after, picture());
}

TEST_F(EdgePictures, TheWindowComesToShowTheSameAsAGrab) {
    const Network network = networkOf(kLarge);
    Network other = network;
    other.layers[0].weights *= -1.0;
    show(other, 0);  // the layout makes room for both from the start
    show(network, 0);
    const QImage wanted = window.grab().toImage();
    const auto shown = [&] { return window.screen()->grabWindow(window.winId()).toImage(); };
    // From here on nothing is grabbed: the pictures come from the worker.
    show(other, 0);
    ASSERT_TRUE(QTest::qWaitFor([&] { return difference(shown(), wanted) > 1.0; }));
    show(network, 0);
    ASSERT_TRUE(QTest::qWaitFor([&] { return difference(shown(), wanted) < 0.01; }))
        << difference(shown(), wanted);
}

TEST_F(EdgePictures, OfTheNetworkBeforeNothingIsShown) {
    const auto shown = [&] { return window.screen()->grabWindow(window.winId()).toImage(); };
    const Network small = networkOf({30, 28, 2});
    show(small, 0);
    const QImage wanted = window.grab().toImage();
    for (int i = 0; i < 5; ++i) {
        show(networkOf(kLarge), 0);
        view->viewport()->repaint();  // asks for a picture of the large network
        show(small, 0);
        ASSERT_TRUE(QTest::qWaitFor([&] { return difference(shown(), wanted) < 0.01; }))
            << difference(shown(), wanted);
    }
}

TEST_F(EdgePictures, PrintsKeepTheirLines) {
    show(networkOf(kLarge), 0);
    QBuffer buffer;
    QSvgGenerator svg;
    svg.setOutputDevice(&buffer);
    svg.setSize({800, 600});
    QPainter painter(&svg);
    view->renderTo(painter, QRectF(0, 0, 800, 600));
    painter.end();
    EXPECT_FALSE(buffer.data().contains("<image"));
    EXPECT_GE(buffer.data().count("<polyline") + buffer.data().count("<path"), 1500);
}

TEST_F(EdgePictures, ALargeViewMayGoWhileItsPictureIsPainted) {
    auto other = std::make_unique<NetworkView>();
    other->resize(500, 400);
    walk = GraphWalk(networkOf({120, 90}));
    other->showStill(walk.atStep(0), NetworkView::Transition::Immediate);
    other->show();
    other->repaint();
    other.reset();
    QApplication::processEvents();
}

}  // namespace stepgrad

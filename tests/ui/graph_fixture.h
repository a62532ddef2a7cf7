#pragma once

#include <gtest/gtest.h>

#include <QApplication>
#include <QSignalSpy>
#include <QTest>
#include <optional>
#include <vector>

#include "core/network/backpropagation.h"
#include "core/walkthrough/step.h"
#include "ui/appearance.h"
#include "ui/graph/network_view.h"

namespace stepgrad {

/// A network of that shape (inputs first) with weights that differ, all between −1 and 1.
inline Network networkOf(const std::vector<int>& counts, bool biases = false) {
    Network network;
    for (int i = 0; i < counts.front(); ++i)
        network.inputNames.push_back("i" + std::to_string(i + 1));
    int n = 0;
    const auto next = [&n] { return 0.9 - 0.1375 * (n++ % 14); };
    for (std::size_t l = 1; l < counts.size(); ++l) {
        Layer layer;
        layer.weights = Matrix(counts[l], counts[l - 1]);
        for (Eigen::Index i = 0; i < layer.weights.size(); ++i)
            layer.weights.data()[i] = next();
        if (biases) {
            layer.biases = Vector(counts[l]);
            for (double& b : *layer.biases)
                b = next();
        }
        network.layers.push_back(layer);
    }
    return network;
}

/// The article's 2–2–1.
inline Network articleNetwork() {
    Network network = networkOf({2, 2, 1});
    network.layers[0].weights << 0.3, -0.2, 0.8, 0.4;
    network.layers[1].weights << 1.2, -0.7;
    return network;
}

/// A walkthrough of one training step, without a session.
class GraphWalk {
public:
    explicit GraphWalk(const Network& network) {
        Vector inputs = Vector::Constant(network.inputCount(), 0.5);
        inputs[0] = 1.0;
        compute(network, inputs, Vector::Ones(network.outputCount()));
        m_still.walk = std::make_shared<Walk>(network);
    }

    /// At the end of that step, from 1; 0: nothing computed.
    const Still& atStep(int step) {
        m_still.position = m_still.from = 0;
        for (int i = 0; i < step; ++i)
            next();
        return m_still;
    }
    const Still& next(Detail detail = Detail::Step) {
        m_still.from = m_still.position;
        m_still.position = m_still.walk->next(m_still.position, detail);
        return m_still;
    }
    const Still& still() const { return m_still; }
    int stepCount() const { return static_cast<int>(m_still.walk->steps().size()); }

    void set(const ValueId& id, double value) {
        Network network = m_still.network();
        Vector inputs = m_still.trace->inputs, targets = m_still.trace->targets;
        const auto layer = static_cast<std::size_t>(std::max(0, id.layer));
        if (id.kind == ValueKind::Weight)
            network.layers[layer].weights(id.neuron, id.input) = value;
        else if (id.kind == ValueKind::Bias)
            (*network.layers[layer].biases)[id.neuron] = value;
        else if (id.kind == ValueKind::Input)
            inputs[id.neuron] = value;
        else if (id.kind == ValueKind::Target)
            targets[id.neuron] = value;
        compute(network, inputs, targets);
    }

private:
    void compute(const Network& network, const Vector& inputs, const Vector& targets) {
        m_still.trace = std::make_shared<Trace>(
            trainingStep(network, Loss::HalfSquaredError, {}, {}, inputs, targets));
    }
    Still m_still;
};

/// A shown view on a walkthrough, with edits carried out on it; values of 100
/// and more are refused.
class GraphTest : public testing::Test {
protected:
    struct Edit {
        ValueId id;
        double value;
        bool nudge;
    };

    void SetUp() override {
        Appearance::instance().setAnimated(false);
        QFont font(QStringLiteral("DejaVu Sans"));
        font.setPixelSize(13);
        QApplication::setFont(font);
        window.resize(760, 590);
        view = new NetworkView(&window);
        view->setGeometry(0, 0, 760, 590);
        view->setCommit([this](const ValueId& id, double value, bool nudge) {
            if (std::abs(value) >= 100.0)
                return QStringLiteral("this is more than the test allows");
            edits.push_back({id, value, nudge});
            walk.set(id, value);
            view->showStill(walk.still(), NetworkView::Transition::Immediate);
            return QString();
        });
        QObject::connect(view, &NetworkView::valueSelected,
                         [this](const std::optional<ValueId>& id) { selections.push_back(id); });
        QObject::connect(view, &NetworkView::valueHovered,
                         [this](const std::optional<ValueId>& id) { hovers.push_back(id); });
        show(articleNetwork(), 0);
        window.show();
        QApplication::setActiveWindow(&window);
        ASSERT_TRUE(QTest::qWaitForWindowActive(&window));
        view->setFocus();
    }

    void TearDown() override {
        Appearance::instance().setDark(false);
        Appearance::instance().setAnimated(false);
        Appearance::instance().setNotation({});
    }

    void show(const Network& network, int step) {
        walk = GraphWalk(network);
        view->showStill(walk.atStep(step), NetworkView::Transition::Immediate);
    }

    QPoint middle(const ValueId& id) const { return view->rectOf(id).center(); }
    /// A corner where there is never anything.
    QPoint empty() const { return {3, 3}; }
    void click(const ValueId& id) {
        QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, middle(id));
    }
    void doubleClick(const ValueId& id) {
        QTest::mouseDClick(view->viewport(), Qt::LeftButton, {}, middle(id));
    }
    void wheel(const QPoint& at, int delta, Qt::KeyboardModifiers modifiers = {}) {
        QWheelEvent event(QPointF(at), QPointF(view->viewport()->mapToGlobal(at)), QPoint(),
                          QPoint(0, delta), Qt::NoButton, modifiers, Qt::NoScrollPhase, false);
        QApplication::sendEvent(view->viewport(), &event);
    }
    double value(const ValueId& id) const { return *walk.still().trace->value(id); }

    QWidget window;
    NetworkView* view = nullptr;
    GraphWalk walk{articleNetwork()};
    std::vector<Edit> edits;
    std::vector<std::optional<ValueId>> selections;
    std::vector<std::optional<ValueId>> hovers;

    const ValueId w1 = ValueId::weight(0, 0, 0);
    const ValueId w2 = ValueId::weight(0, 1, 0);
    const ValueId w3 = ValueId::weight(0, 0, 1);
    const ValueId w4 = ValueId::weight(0, 1, 1);
    const ValueId w5 = ValueId::weight(1, 0, 0);
    const ValueId w6 = ValueId::weight(1, 0, 1);
    const ValueId i1 = ValueId::inputOf(0);
    const ValueId i2 = ValueId::inputOf(1);
    const ValueId y = ValueId::target(0);
};

}  // namespace stepgrad

#include "tests/core/walkthrough_support.h"

#include <random>
#include <set>

#include "core/document/project.h"

namespace stepgrad::test {
namespace {

class Draw {
public:
    explicit Draw(unsigned seed) : m_random(seed) {}

    int whole(int low, int high) { return std::uniform_int_distribution<int>(low, high)(m_random); }
    bool chance(int percent) { return whole(1, 100) <= percent; }
    double number(double size) {
        return std::uniform_real_distribution<double>(-size, size)(m_random);
    }
    Matrix matrix(int rows, int columns, double size) {
        Matrix m(rows, columns);
        for (double& x : m.reshaped<Eigen::RowMajor>())
            x = number(size);
        return m;
    }
    Vector vector(int rows, double size) { return matrix(rows, 1, size).col(0); }

private:
    std::mt19937 m_random;
};

Activation hiddenActivation(Draw& draw) {
    return static_cast<Activation>(draw.whole(0, 5));
}

Network network(Draw& draw, Loss loss) {
    Network net;
    // Now and then wide enough for sums that are cut.
    const auto width = [&] { return draw.chance(8) ? draw.whole(9, 12) : draw.whole(1, 4); };
    int inputs = width();
    for (int k = 0; k < inputs; ++k)
        net.inputNames.push_back("x" + std::to_string(k));
    const int layers = draw.whole(1, 3);
    const double size = draw.chance(10) ? 20.0 : 1.5;
    for (int l = 0; l < layers; ++l) {
        Layer& layer = net.layers.emplace_back();
        const int neurons = width();
        layer.activation = l + 1 < layers ? hiddenActivation(draw)
                                          : info(loss).output.value_or(hiddenActivation(draw));
        layer.weights = draw.matrix(neurons, inputs, size);
        if (draw.chance(50))
            layer.biases = draw.vector(neurons, 1.0);
        layer.weightsTrainable = !draw.chance(10);
        layer.biasesTrainable = !draw.chance(10);
        inputs = neurons;
    }
    return net;
}

Vector targets(Draw& draw, Loss loss, int outputs) {
    if (loss != Loss::CrossEntropy && loss != Loss::BinaryCrossEntropy)
        return draw.vector(outputs, 1.0);
    Vector y = Vector::Zero(outputs);
    if (draw.chance(60))
        y[draw.whole(0, outputs - 1)] = 1.0;
    else
        y = draw.vector(outputs, 1.0).cwiseAbs();
    return y;
}

OptimizerSettings optimizer(Draw& draw) {
    OptimizerSettings settings;
    settings.type = static_cast<OptimizerType>(draw.whole(0, 2));
    settings.learningRate = draw.chance(50) ? 0.1 : 0.025;
    settings.momentum = draw.chance(50) ? 0.0 : 0.9;
    return settings;
}

}  // namespace

RandomStep randomStep(unsigned seed) {
    Draw draw(seed);
    const Loss loss = static_cast<Loss>(draw.whole(0, 4));
    Network net = network(draw, loss);
    const OptimizerSettings settings = optimizer(draw);
    const Vector y = targets(draw, loss, static_cast<int>(net.outputCount()));
    Vector x = draw.vector(static_cast<int>(net.inputCount()), 2.0);
    if (draw.chance(20))
        x[0] = 0.0;
    Trace trace = trainingStep(net, loss, settings, {}, x, y);
    for (int past = draw.whole(0, 2); past > 0; --past)
        trace = trainingStep(trace.networkAfter(), loss, settings, trace.stateAfter, x, y);
    RandomStep step;
    step.description = "seed " + std::to_string(seed) + ", " + net.shapeText() + ", " +
                       std::string(info(loss).key);
    for (const auto& layer : net.layers)
        step.description += ", " + std::string(info(layer.activation).key);
    step.walk = std::make_shared<const Walk>(trace.network);
    step.trace = std::make_shared<const Trace>(std::move(trace));
    return step;
}

TracePtr articleTrace() {
    const Project p = articleExample();
    return std::make_shared<const Trace>(
        trainingStep(p.network, p.loss, p.optimizer, {}, p.data->input(0), p.data->target(0)));
}

Still afterSteps(const TracePtr& trace, int steps) {
    Still still{trace, std::make_shared<const Walk>(trace->network), 0, 0, 0};
    for (int i = 0; i < steps; ++i) {
        still.from = still.position;
        still.position = still.walk->next(still.position, Detail::Step);
    }
    return still;
}

Still atEnd(const TracePtr& trace) {
    Still still = afterSteps(trace, 0);
    still.from = still.walk->steps().back().first;
    still.position = still.walk->stopCount();
    return still;
}

std::vector<ValueId> computedValues(const Network& network) {
    const Walk walk(network);
    std::vector<ValueId> all;
    for (std::int64_t stop = 0; stop < walk.stopCount(); ++stop)
        all.push_back(walk.valueAt(stop));
    return all;
}

std::vector<ValueId> givenValues(const Network& network) {
    std::vector<ValueId> all;
    for (int k = 0; k < network.inputCount(); ++k)
        all.push_back(ValueId::inputOf(k));
    for (int k = 0; k < network.outputCount(); ++k)
        all.push_back(ValueId::target(k));
    for (const auto& id : computedValues(network))
        if (id.kind == ValueKind::WeightGradient || id.kind == ValueKind::BiasGradient)
            all.push_back(*id.parameter());
    return all;
}

std::vector<Formula> formulasOf(const Equation& equation) {
    std::vector<Formula> all{equation.left};
    for (const auto& side : equation.right)
        all.push_back(side.formula);
    return all;
}

std::vector<ValueId> valuesIn(const Formula& formula) {
    std::vector<ValueId> all;
    if (formula.value)
        all.push_back(*formula.value);
    for (const auto& part : formula.parts)
        for (const auto& id : valuesIn(part))
            all.push_back(id);
    return all;
}

FormulaReader numberReader(const Trace& trace) {
    std::set<std::string> inFull{"0", "1", "2", "0.01"};
    const auto& o = trace.optimizer;
    for (const double setting : {o.learningRate, o.momentum, o.alpha, o.beta1, o.beta2, o.epsilon,
                                 static_cast<double>(trace.stateAfter.updates),
                                 static_cast<double>(trace.network.outputCount())})
        inFull.insert(exactNumber(setting));
    return FormulaReader([inFull](const Formula& f) -> std::optional<Interval> {
        if (f.kind != Formula::Kind::Number)
            return std::nullopt;
        return printedInterval(f.text, !f.value && inFull.contains(f.text));
    });
}

}  // namespace stepgrad::test

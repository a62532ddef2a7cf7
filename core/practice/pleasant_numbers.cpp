#include "core/practice/pleasant_numbers.h"

#include <utility>
#include <vector>

#include "core/network/backpropagation.h"
#include "core/network/random.h"

namespace stepgrad {
namespace {

constexpr int kLargestTenths = 12;  // weights up to ±1.2
constexpr int kDraws = 50;          // until the gradients are not all 0

/// Draws from a list without repeating any until all have been drawn.
class Deck {
public:
    Deck(std::vector<double> numbers, Random& random)
        : m_all(std::move(numbers)), m_random(random) {}

    double draw() {
        if (m_left.empty()) {
            m_left = m_all;
            m_random.shuffle(m_left);
        }
        const double number = m_left.back();
        m_left.pop_back();
        return number;
    }

private:
    std::vector<double> m_all, m_left;
    Random& m_random;
};

std::vector<double> parameterNumbers() {
    std::vector<double> numbers;
    for (int tenths = 1; tenths <= kLargestTenths; ++tenths)
        for (const double sign : {1.0, -1.0})
            numbers.push_back(sign * tenths / 10.0);
    return numbers;
}

std::vector<double> inputNumbers(Eigen::Index inputs, Random& random) {
    if (inputs <= 2 && random.below(2) == 0)
        return {0.5, 1.0};
    std::vector<double> numbers;
    for (int tenths = 1; tenths <= 10; ++tenths)
        numbers.push_back(tenths / 10.0);
    return numbers;
}

void drawParameters(Network& network, Random& random) {
    for (Layer& layer : network.layers) {
        Deck deck(parameterNumbers(), random);
        for (double& w : layer.weights.reshaped<Eigen::RowMajor>())
            w = deck.draw();
        if (layer.biases)
            for (double& b : *layer.biases)
                b = deck.draw();
    }
}

DatasetPtr drawExample(const Network& network, Random& random) {
    Dataset data;
    Deck deck(inputNumbers(network.inputCount(), random), random);
    data.inputs = Matrix::NullaryExpr(1, network.inputCount(), [&] { return deck.draw(); });
    const Eigen::Index outputs = network.outputCount();
    data.targets = Matrix::Zero(1, outputs);
    const auto chosen = static_cast<Eigen::Index>(
        random.below(static_cast<std::uint64_t>(outputs > 1 ? outputs : 2)));
    if (outputs > 1)
        data.targets(0, chosen) = 1.0;
    else
        data.targets(0, 0) = static_cast<double>(chosen);
    return std::make_shared<const Dataset>(std::move(data));
}

bool teaches(const Project& project) {
    Trace trace = makeTrace(project.network, project.loss, project.optimizer, {});
    computeForward(trace, project.data->input(0), project.data->target(0));
    computeBackward(trace);
    return !trace.layers.front().weightGradients.isZero(0.0);
}

}  // namespace

Project withPleasantNumbers(const Project& project, std::uint64_t seed) {
    Random random(seed);
    Project pleasant = project;
    pleasant.source.reset();
    pleasant.split.reset();
    pleasant.scaling.reset();
    pleasant.progress.reset();
    pleasant.initializer.reset();
    for (int draw = 0; draw < kDraws; ++draw) {
        drawParameters(pleasant.network, random);
        pleasant.data = drawExample(pleasant.network, random);
        if (teaches(pleasant))
            break;
    }
    return pleasant;
}

}  // namespace stepgrad

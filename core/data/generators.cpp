#include "core/data/generators.h"

#include <array>
#include <cmath>
#include <numbers>
#include <stdexcept>

#include "core/network/random.h"

namespace stepgrad {
namespace {

constexpr std::int64_t kMost = 1'000'000;

constexpr std::array<GeneratorInfo, 9> kGenerators{{
    {Generator::And, "and", "AND", "True only where both inputs are.", 4, 4, 4, 0.0, 0.0, true},
    {Generator::Or, "or", "OR", "True where at least one input is.", 4, 4, 4, 0.0, 0.0, true},
    {Generator::Xor, "xor", "XOR", "True where exactly one input is: no single line parts it.", 4,
     4, 4, 0.0, 0.0, true},
    {Generator::Gaussians, "gaussians", "Two clouds",
     "Two round clouds of points; one neuron can part them.", 2, kMost, 200, 1.0, 0.1, true},
    {Generator::Circle, "circle", "Circle", "A disc inside a ring; it takes a hidden layer.", 2,
     kMost, 200, 1.0, 0.1, true},
    {Generator::XorClouds, "xor_clouds", "XOR clouds",
     "Four clouds, opposite ones of the same class.", 2, kMost, 200, 1.0, 0.1, true},
    {Generator::Spirals, "spirals", "Two spirals",
     "Two arms wound into each other; it takes two hidden layers or many neurons.", 2, kMost, 200,
     1.0, 0.1, true},
    {Generator::Plane, "plane", "Plane", "A number that grows evenly with both inputs.", 2, kMost,
     200, 1.0, 0.1, false},
    {Generator::Waves, "waves", "Waves", "A number that rises and falls like waves.", 2, kMost, 200,
     1.0, 0.1, false},
}};

struct Point {
    double x1, x2;
};

Point onCircle(double radius, double angle) {
    return {radius * std::cos(angle), radius * std::sin(angle)};
}

/// A point of a class, before noise. @param step  of `steps` of this class, from 0
Point classPoint(Generator generator, bool second, double step, double steps, Random& random) {
    constexpr double kTurn = 2.0 * std::numbers::pi;
    switch (generator) {
        case Generator::Circle: {
            // The root spreads the points evenly over the area.
            const double least = second ? 0.0 : 0.49, most = second ? 0.25 : 1.0;
            const double radius = std::sqrt(random.uniform(least, most));
            return onCircle(radius, random.uniform(0.0, kTurn));
        }
        case Generator::XorClouds: {
            const double sign = random.uniform() < 0.5 ? -1.0 : 1.0;
            const double x1 = sign * random.uniform(0.1, 1.0);
            return {x1, (second ? -sign : sign) * random.uniform(0.1, 1.0)};
        }
        case Generator::Spirals: {
            const double radius = steps > 1.0 ? 0.05 + 0.95 * step / (steps - 1.0) : 1.0;
            return onCircle(radius, 1.75 * kTurn * radius + (second ? std::numbers::pi : 0.0));
        }
        default:
            return second ? Point{0.5, 0.5} : Point{-0.5, -0.5};
    }
}

double scatter(Generator generator, double noise) {
    switch (generator) {
        case Generator::Gaussians:
            return 0.1 + 0.5 * noise;
        case Generator::Spirals:
            return 0.2 * noise;
        default:
            return 0.3 * noise;
    }
}

void fillClasses(Dataset& data, Generator generator, const GeneratorParameters& parameters) {
    Random random(parameters.seed);
    const double spread = scatter(generator, parameters.noise);
    for (Eigen::Index i = 0; i < data.size(); ++i) {
        const bool second = i % 2 == 1;
        const auto steps = (data.size() + (second ? 0 : 1)) / 2;
        const Point point = classPoint(generator, second, static_cast<double>(i / 2),
                                       static_cast<double>(steps), random);
        data.inputs(i, 0) = point.x1 + spread * random.normal();
        data.inputs(i, 1) = point.x2 + spread * random.normal();
        data.targets(i, 0) = second ? 1.0 : 0.0;
    }
}

void fillRegression(Dataset& data, Generator generator, const GeneratorParameters& parameters) {
    Random random(parameters.seed);
    for (Eigen::Index i = 0; i < data.size(); ++i) {
        const double x1 = random.uniform(-1.0, 1.0), x2 = random.uniform(-1.0, 1.0);
        const double y = generator == Generator::Plane ? 0.5 * (x1 + x2)
                                                       : std::sin(std::numbers::pi * x1) *
                                                             std::cos(0.5 * std::numbers::pi * x2);
        data.inputs.row(i) << x1, x2;
        data.targets(i, 0) = y + 0.5 * parameters.noise * random.normal();
    }
}

void fillTable(Dataset& data, Generator generator) {
    data.inputs = Matrix{{0.0, 0.0}, {0.0, 1.0}, {1.0, 0.0}, {1.0, 1.0}};
    for (Eigen::Index i = 0; i < 4; ++i) {
        const bool a = data.inputs(i, 0) == 1.0, b = data.inputs(i, 1) == 1.0;
        const bool value = generator == Generator::And  ? a && b
                           : generator == Generator::Or ? a || b
                                                        : a != b;
        data.targets(i, 0) = value ? 1.0 : 0.0;
    }
}

std::vector<std::string> classNamesOf(Generator generator) {
    switch (generator) {
        case Generator::And:
        case Generator::Or:
        case Generator::Xor:
            return {"false", "true"};
        case Generator::Gaussians:
            return {"lower cloud", "upper cloud"};
        case Generator::Circle:
            return {"ring", "disc"};
        case Generator::XorClouds:
            return {"same sign", "different signs"};
        case Generator::Spirals:
            return {"first arm", "second arm"};
        case Generator::Plane:
        case Generator::Waves:
            break;
    }
    return {};
}

}  // namespace

std::span<const GeneratorInfo> generators() {
    return kGenerators;
}

const GeneratorInfo& info(Generator generator) {
    return kGenerators.at(static_cast<std::size_t>(generator));
}

std::optional<Generator> generatorFromKey(std::string_view key) {
    for (const auto& row : kGenerators)
        if (row.key == key)
            return row.id;
    return std::nullopt;
}

NamedData generate(Generator generator, const GeneratorParameters& parameters) {
    const GeneratorInfo& about = info(generator);
    if (parameters.size < about.leastSize || parameters.size > about.mostSize)
        throw std::invalid_argument("size: expected a whole number from " +
                                    std::to_string(about.leastSize) + " to " +
                                    std::to_string(about.mostSize));
    if (!(parameters.noise >= 0.0 && parameters.noise <= about.mostNoise))
        throw std::invalid_argument("noise: expected a number from 0 to " +
                                    std::string(about.mostNoise > 0.0 ? "1" : "0"));
    NamedData made;
    made.inputNames = {"x1", "x2"};
    made.classNames = classNamesOf(generator);
    made.data.inputs.resize(parameters.size, 2);
    made.data.targets.resize(parameters.size, 1);
    if (about.isTable())
        fillTable(made.data, generator);
    else if (about.hasClasses)
        fillClasses(made.data, generator, parameters);
    else
        fillRegression(made.data, generator, parameters);
    return made;
}

}  // namespace stepgrad

// Critical points of the loss: the Hessian, its eigenvalues, and what they say.

#include <gtest/gtest.h>

#include <cmath>

#include "core/document/project_json.h"
#include "core/laboratory/critical_point.h"
#include "tests/oracle/random_case.h"

namespace stepgrad {
namespace {

Project example(const std::string& name) {
    return loadProject(STEPGRAD_SOURCE_DIR "/resources/examples/" + name + ".stepgrad");
}

/// J of an example and one of its slopes, by the oracle.
struct Asked {
    RandomCase c;
    std::vector<ValueId> ids;

    RandomCase moved(std::size_t i, double by) const {
        RandomCase moved = c;
        const ValueId& id = ids[i];
        Layer& layer = moved.network.layers[static_cast<std::size_t>(id.layer)];
        (id.kind == ValueKind::Weight ? layer.weights(id.neuron, id.input)
                                      : (*layer.biases)[id.neuron]) += by;
        return moved;
    }
    static long double loss(const RandomCase& at) { return askOracle(at).loss; }
    static long double slope(const RandomCase& at, const ValueId& id) {
        return oracle::run(toOracle(at.network, at.loss), {at.inputs.begin(), at.inputs.end()},
                           {at.targets.begin(), at.targets.end()}, {id.layer, id.neuron, id.input})
            .slope;
    }
};

LossFunction functionOf(const Asked& asked) {
    auto data = std::make_shared<Dataset>();
    data->inputs = asked.c.inputs.transpose();
    data->targets = asked.c.targets.transpose();
    return LossFunction(asked.c.network, asked.c.loss, data, asked.ids);
}

Asked askedFor(std::uint64_t seed) {
    Asked asked{randomCase(seed, Activation::Tanh, Activation::Sigmoid, Loss::HalfSquaredError),
                {}};
    asked.ids = trainableParameters(asked.c.network);
    return asked;
}

TEST(Hessian, IsThatOfDifferencesOfIndependentGradients) {
    for (std::uint64_t seed = 1; seed <= 4; ++seed) {
        const Asked asked = askedFor(seed);
        LossFunction function = functionOf(asked);
        const auto hessian = function.hessian();
        ASSERT_TRUE(hessian);
        const std::size_t some = std::min<std::size_t>(asked.ids.size(), 10);
        for (std::size_t i = 0; i < some; ++i)
            for (std::size_t j = 0; j < some; ++j) {
                const auto quotient = (Asked::slope(asked.moved(i, 1e-6), asked.ids[j]) -
                                       Asked::slope(asked.moved(i, -1e-6), asked.ids[j])) /
                                      2e-6L;
                EXPECT_NEAR((*hessian)(static_cast<Eigen::Index>(j), static_cast<Eigen::Index>(i)),
                            static_cast<double>(quotient), 1e-7);
            }
    }
}

TEST(Hessian, IsThatOfSecondDifferencesOfJ) {
    const Asked asked = askedFor(7);
    LossFunction function = functionOf(asked);
    const auto hessian = function.hessian();
    ASSERT_TRUE(hessian);
    const double h = 1e-4;
    for (std::size_t i = 0; i < std::min<std::size_t>(asked.ids.size(), 8); ++i) {
        const long double second = (Asked::loss(asked.moved(i, h)) - 2.0L * Asked::loss(asked.c) +
                                    Asked::loss(asked.moved(i, -h))) /
                                   (static_cast<long double>(h) * h);
        EXPECT_NEAR((*hessian)(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(i)),
                    static_cast<double>(second), 1e-6);
    }
}

TEST(Hessian, IsSymmetricAndLeavesThePoint) {
    const Asked asked = askedFor(3);
    LossFunction function = functionOf(asked);
    const Vector before = function.point();
    const auto hessian = function.hessian();
    ASSERT_TRUE(hessian);
    EXPECT_EQ(*hessian, hessian->transpose());
    EXPECT_EQ(function.point(), before);
}

TEST(Hessian, LeavesFrozenParametersOut) {
    Network network = example("xor").network;
    network.layers[0].weightsTrainable = false;
    for (const ValueId& id : trainableParameters(network))
        EXPECT_FALSE(id.layer == 0 && id.kind == ValueKind::Weight);
    EXPECT_EQ(trainableParameters(network).size(), 5u);
}

Eigen::MatrixXd diagonal(double a, double b) {
    return Vector{{a, b}}.asDiagonal();
}

TEST(Classification, ReadsTheSignsOfTheEigenvalues) {
    const Vector none = Vector::Zero(2);
    EXPECT_EQ(classify(0.0, none, diagonal(2.0, 1.0)).kind, CriticalKind::Minimum);
    EXPECT_EQ(classify(0.0, none, diagonal(-2.0, -1.0)).kind, CriticalKind::Maximum);
    EXPECT_EQ(classify(0.0, none, diagonal(2.0, -1.0)).kind, CriticalKind::Saddle);
    EXPECT_EQ(classify(0.0, none, diagonal(1e-8, -1e-8)).kind, CriticalKind::Plateau);
    EXPECT_EQ(classify(0.0, none, diagonal(1.0, 0.0)).kind, CriticalKind::Valley);
    EXPECT_EQ(classify(0.0, none, diagonal(0.0, -1.0)).kind, CriticalKind::Saddle);
    EXPECT_EQ(classify(0.0, Vector{{1e-3, 0.0}}, diagonal(1.0, 1.0)).kind,
              CriticalKind::NotCritical);
}

TEST(Classification, CountsTheDirectionsOfATurnedSaddle) {
    // x y has the eigenvalues 1 and −1.
    Eigen::MatrixXd hessian(2, 2);
    hessian << 0.0, 1.0, 1.0, 0.0;
    const Curvature c = classify(0.0, Vector::Zero(2), hessian);
    EXPECT_EQ(c.down, 1);
    EXPECT_EQ(c.up, 1);
    EXPECT_NEAR(c.eigenvalues[0], -1.0, 1e-12);
    EXPECT_NE(curvatureText(c, "of H", {}).find("1 of 2 directions leads down"), std::string::npos);
}

CriticalSearch searchFrom(const Project& project, const Vector& start) {
    LossFunction function(project.network, project.loss, project.examples()->training,
                          trainableParameters(project.network));
    function.moveTo(start);
    const auto search = findCriticalPoint(function);
    EXPECT_TRUE(search);
    return search.value_or(CriticalSearch{});
}

TEST(LocalMinimum, IsOneAndHasABetterOneElsewhere) {
    const Project project = example("local-minimum");
    const CriticalSearch local = searchFrom(project, Vector{{0.3, 0.2}});
    const CriticalSearch better = searchFrom(project, Vector{{4.3, 2.1}});
    for (const CriticalSearch* each : {&local, &better}) {
        ASSERT_TRUE(each->curvature);
        EXPECT_EQ(each->curvature->kind, CriticalKind::Minimum);
        EXPECT_LT(each->curvature->gradientNorm, 1e-9);
        EXPECT_GT(each->curvature->eigenvalues.minCoeff(), 1e-4);
    }
    EXPECT_GT(local.curvature->loss, better.curvature->loss + 0.01);
    // And in fact: all around it J is higher, by the oracle's sums.
    LossFunction function(project.network, project.loss, project.data,
                          trainableParameters(project.network));
    for (int i = 0; i < 36; ++i) {
        const double angle = i * 0.17453292519943295;
        function.moveTo(local.point + 1e-2 * Vector{{std::cos(angle), std::sin(angle)}});
        EXPECT_GT(function.value(), local.curvature->loss);
    }
}

TEST(SaddleExample, HasASaddlePointWhereBothWeightsAreZero) {
    const CriticalSearch search = searchFrom(example("saddle"), Vector{{0.2, -0.1}});
    ASSERT_TRUE(search.curvature);
    EXPECT_EQ(search.curvature->kind, CriticalKind::Saddle);
    EXPECT_EQ(search.curvature->down, 1);
    EXPECT_LT(search.point.norm(), 1e-6);
    // By hand: the Hessian is 0 on the diagonal and −mean(x y) = −½ beside it.
    EXPECT_NEAR(search.curvature->eigenvalues[0], -0.5, 1e-8);
    EXPECT_NEAR(search.curvature->eigenvalues[1], 0.5, 1e-8);
}

TEST(PlateauExample, IsFlatInEveryDirection) {
    const Project project = example("plateau");
    LossFunction function(project.network, project.loss, project.data,
                          trainableParameters(project.network));
    const auto here = curvatureAt(function);
    ASSERT_TRUE(here);
    EXPECT_EQ(here->kind, CriticalKind::Plateau);
    LossFunction other(project.network, Loss::BinaryCrossEntropy, project.data,
                       trainableParameters(project.network));
    EXPECT_EQ(curvatureAt(other)->kind, CriticalKind::NotCritical);
}

TEST(CriticalPointSearch, MakesTheGradientSmallerWithEachStep) {
    const Project project = example("xor");
    const auto ids = trainableParameters(project.network);
    LossFunction function(project.network, project.loss, project.data, ids);
    const auto search = findCriticalPoint(function);
    ASSERT_TRUE(search);
    double before = HUGE_VAL;
    for (const Vector& point : search->path) {
        function.moveTo(point);
        EXPECT_LT(function.gradient().norm(), before);
        before = function.gradient().norm();
    }
}

TEST(CriticalPointSearch, EndsWhenItIsStopped) {
    const Project project = example("xor");
    LossFunction function(project.network, project.loss, project.data,
                          trainableParameters(project.network));
    std::stop_source stop;
    stop.request_stop();
    EXPECT_FALSE(findCriticalPoint(function, stop.get_token()));
}

}  // namespace
}  // namespace stepgrad

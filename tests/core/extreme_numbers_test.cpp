// Numbers at the ends of what a double holds.

#include <gtest/gtest.h>

#include <cfloat>
#include <cmath>

#include "core/network/backpropagation.h"
#include "tests/oracle/random_case.h"

namespace stepgrad {
namespace {

const std::vector<double> kExtremes{0.0,   -0.0,  5e-324, -5e-324, 1e-308, 40.0,
                                    -40.0, 710.0, -710.0, 1e300,   -1e300};

/// Whether the double is the number of the oracle, as far as a double can be it. Its
/// operations may round a few times, and below the normal numbers digits are lost.
/// @param slack  how well the oracle itself knows it: it takes f' from h
bool isRight(double found, long double right, long double slack) {
    if (std::abs(right) > static_cast<long double>(DBL_MAX))
        return true;  // cannot be represented: any answer is told as too large
    const long double off = std::abs(static_cast<long double>(found) - right);
    return std::isfinite(found) && off <= 1e-13L * std::abs(right) + 1e-300L + slack;
}

/// One input, one hidden and one output neuron, every value of them extreme in turn.
RandomCase extremeCase(Activation hidden, Activation output, Loss loss, double input, double weight,
                       double target) {
    RandomCase c;
    c.loss = loss;
    c.network.inputNames = {"i1"};
    c.network.layers = {{hidden, Matrix{{weight}}, Vector{{0.25}}},
                        {output, Matrix{{1.5}}, std::nullopt}};
    c.inputs = Vector{{input}};
    c.targets = Vector{{target}};
    return c;
}

TEST(ExtremeNumbers, EveryValueIsRightWhereItCanBeRepresented) {
    int values = 0;
    for (const Activation hidden : hiddenActivations())
        for (const LossInfo& loss : losses()) {
            const Activation output = loss.output.value_or(Activation::Linear);
            if (output == Activation::Softmax)
                continue;  // one output alone is always 1
            for (const double input : kExtremes)
                for (const double weight : {1.0, -1.0, 5e-324, 1e300}) {
                    const RandomCase c = extremeCase(hidden, output, loss.id, input, weight, 1.0);
                    Trace trace = makeTrace(c.network, c.loss, {}, {});
                    computeForward(trace, c.inputs, c.targets);
                    computeBackward(trace);
                    const oracle::Answer right = askOracle(c);
                    // Beyond a value that is too large nothing can be right.
                    bool isWhole = true;
                    const auto check = [&](double found, long double expected, const char* what,
                                           long double slack = 0.0L) {
                        isWhole = isWhole && std::abs(expected) <= DBL_MAX;
                        EXPECT_TRUE(!isWhole || isRight(found, expected, slack))
                            << what << " of " << info(hidden).name << ", " << loss.name << ", "
                            << input << " · " << weight << ": " << found << " instead of "
                            << static_cast<double>(expected);
                        ++values;
                    };
                    for (std::size_t l = 0; l < 2; ++l) {
                        check(trace.layers[l].u[0], right.u[l][0], "u");
                        check(trace.layers[l].h[0], right.h[l][0], "h");
                    }
                    check(trace.loss, right.loss, "J");
                    for (const std::size_t l : {std::size_t{1}, std::size_t{0}}) {
                        check(trace.layers[l].delta[0], right.delta[l][0], "delta", 1e-18L);
                        check(trace.layers[l].weightGradients(0, 0), right.weightSlope[l][0][0],
                              "gradient", 1e-18L * std::abs(trace.sources(static_cast<int>(l))[0]));
                    }
                }
        }
    EXPECT_GT(values, 5000);
}

}  // namespace
}  // namespace stepgrad

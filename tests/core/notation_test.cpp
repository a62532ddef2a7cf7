#include "core/walkthrough/notation.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "core/document/project.h"
#include "tests/oracle/random_case.h"

namespace stepgrad {
namespace {

using ::testing::ElementsAre;

/// A network of zeros with these sizes, inputs first.
Network sized(std::initializer_list<int> sizes, bool biases = false) {
    Network network;
    const auto* size = sizes.begin();
    for (int k = 0; k < *size; ++k)
        network.inputNames.push_back("i" + std::to_string(k + 1));
    for (; size + 1 != sizes.end(); ++size) {
        Layer layer;
        layer.weights = Matrix::Zero(size[1], size[0]);
        if (biases)
            layer.biases = Vector::Zero(size[1]);
        network.layers.push_back(layer);
    }
    return network;
}

Notation numbering(Notation::Numbering how) {
    Notation notation;
    notation.numbering = how;
    return notation;
}

const Notation kBySource = numbering(Notation::Numbering::BySource);
const Notation kByDestination = numbering(Notation::Numbering::ByDestination);
const Notation kIndexed = numbering(Notation::Numbering::Indexed);

std::vector<std::string> hiddenWeights(const Notation& notation) {
    const Network network = articleExample().network;
    std::vector<std::string> names;
    for (int k = 0; k < 2; ++k)
        for (int j = 0; j < 2; ++j)
            names.push_back(symbolText(ValueId::weight(0, j, k), network, notation));
    names.push_back(symbolText(ValueId::weight(1, 0, 0), network, notation));
    names.push_back(symbolText(ValueId::weight(1, 0, 1), network, notation));
    return names;
}

TEST(Notation, NumbersWeightsAsTheUserChooses) {
    // In the order i1→h1, i1→h2, i2→h1, i2→h2, h1→ŷ, h2→ŷ.
    EXPECT_THAT(hiddenWeights(kBySource), ElementsAre("w₁", "w₂", "w₃", "w₄", "w₅", "w₆"));
    EXPECT_THAT(hiddenWeights(kByDestination), ElementsAre("w₁", "w₃", "w₂", "w₄", "w₅", "w₆"));
    EXPECT_THAT(hiddenWeights(kIndexed),
                ElementsAre("w⁽¹⁾₁₁", "w⁽¹⁾₂₁", "w⁽¹⁾₁₂", "w⁽¹⁾₂₂", "w⁽²⁾₁₁", "w⁽²⁾₁₂"));
}

TEST(Notation, NumbersEveryWeightOnceFromOne) {
    for (const Notation& notation : {kBySource, kByDestination}) {
        const Network network = sized({3, 4, 3, 2});
        ASSERT_EQ(network.weightCount(), 30);
        std::set<std::string> names;
        for (int l = 0; l < 3; ++l)
            for (int j = 0; j < network.layers[l].neurons(); ++j)
                for (int k = 0; k < network.layers[l].inputs(); ++k)
                    names.insert(accessibleName(ValueId::weight(l, j, k), network, notation));
        std::set<std::string> expected;
        for (int n = 1; n <= 30; ++n)
            expected.insert("weight w" + std::to_string(n));
        EXPECT_EQ(names, expected);
    }
}

TEST(Notation, AboveThirtyWeightsTheyAreIndexed) {
    const Network thirty = sized({5, 6}), more = sized({31, 1});
    EXPECT_EQ(symbolText(ValueId::weight(0, 5, 4), thirty), "w₃₀");
    EXPECT_EQ(symbolText(ValueId::weight(0, 0, 0), more), "w⁽¹⁾₁,₁");
    EXPECT_EQ(symbolText(ValueId::weight(0, 0, 30), more, kByDestination), "w⁽¹⁾₁,₃₁");
    EXPECT_EQ(accessibleName(ValueId::weight(0, 0, 30), more), "weight w(1)1,31");
    const Network square = sized({4, 6, 6, 3});
    EXPECT_EQ(symbolText(ValueId::weight(1, 5, 0), square), "w⁽²⁾₆₁");
    EXPECT_EQ(symbolText(ValueId::weightGradient(1, 5, 0), square), "∂J/∂w⁽²⁾₆₁");
    EXPECT_EQ(symbolText(ValueId::newWeight(1, 5, 0), square), "w⁽²⁾₆₁ new");
}

TEST(Notation, NeuronsAreNumberedThroughTheWholeNetwork) {
    const Network network = sized({4, 6, 5, 3}, true);
    EXPECT_EQ(neuronNumber(network, 0, 0), 1);
    EXPECT_EQ(neuronNumber(network, 1, 0), 7);
    EXPECT_EQ(neuronNumber(network, 2, 2), 14);
    EXPECT_EQ(symbolText(ValueId::u(2, 2), network), "u₁₄");
    EXPECT_EQ(symbolText(ValueId::h(1, 4), network), "h₁₁");
    EXPECT_EQ(symbolText(ValueId::delta(2, 0), network), "δ₁₂");
    EXPECT_EQ(symbolText(ValueId::bias(1, 0), network), "b₇");
    EXPECT_EQ(symbolText(ValueId::biasGradient(1, 0), network), "∂J/∂b₇");
    EXPECT_EQ(symbolText(ValueId::newBias(1, 0), network), "b₇ new");
}

TEST(Notation, OutputsAreNumberedOnlyWhereThereAreSeveral) {
    const Network one = articleExample().network, three = sized({2, 3});
    EXPECT_EQ(symbolText(ValueId::h(1, 0), one), "ŷ");
    EXPECT_EQ(symbolText(ValueId::target(0), one), "y");
    EXPECT_EQ(symbolText(ValueId::h(0, 2), three), "ŷ₃");
    EXPECT_EQ(symbolText(ValueId::target(1), three), "y₂");
    EXPECT_EQ(symbolText(ValueId::inputOf(1), one), "i₂");
    EXPECT_EQ(symbolText(ValueId::loss(), one), "J");
}

TEST(Notation, AccessibleNamesAreThePublishedOnes) {
    const Network one = articleExample().network;
    const auto name = [&](const ValueId& id) { return accessibleName(id, one); };
    EXPECT_EQ(name(ValueId::weight(0, 0, 0)), "weight w1");
    EXPECT_EQ(name(ValueId::weight(0, 0, 1)), "weight w3");
    EXPECT_EQ(name(ValueId::inputOf(0)), "input i1");
    EXPECT_EQ(name(ValueId::target(0)), "target y");
    EXPECT_EQ(name(ValueId::u(0, 0)), "u1");
    EXPECT_EQ(name(ValueId::h(0, 0)), "h1");
    EXPECT_EQ(name(ValueId::h(1, 0)), "prediction y");
    EXPECT_EQ(name(ValueId::loss()), "loss J");
    EXPECT_EQ(name(ValueId::delta(0, 0)), "delta 1");
    EXPECT_EQ(name(ValueId::weightGradient(0, 0, 0)), "gradient w1");
    EXPECT_EQ(name(ValueId::newWeight(0, 0, 0)), "new w1");
    const Network three = sized({2, 2, 3}, true);
    EXPECT_EQ(accessibleName(ValueId::bias(0, 0), three), "bias b1");
    EXPECT_EQ(accessibleName(ValueId::bias(1, 2), three), "bias b5");
    EXPECT_EQ(accessibleName(ValueId::target(0), three), "target y1");
    EXPECT_EQ(accessibleName(ValueId::h(1, 2), three), "prediction y3");
    EXPECT_EQ(accessibleName(ValueId::biasGradient(1, 2), three), "gradient b5");
}

/// What is drawn of a formula, from left to right; scripts in brackets.
std::string outline(const Formula& f) {
    std::string out;
    switch (f.kind) {
        case Formula::Kind::Fraction:
            return outline(f.parts[0]) + "/" + outline(f.parts[1]);
        case Formula::Kind::Hat:
            return "hat(" + outline(f.parts[0]) + ")";
        case Formula::Kind::Scripts:
            out = outline(f.parts[0]);
            if (!f.parts[1].isEmpty())
                out += "_{" + outline(f.parts[1]) + "}";
            if (!f.parts[2].isEmpty())
                out += "^{" + outline(f.parts[2]) + "}";
            return out;
        default:
            out = f.text;
            for (const Formula& part : f.parts)
                out += outline(part);
            return out;
    }
}

TEST(Notation, SymbolsAreBuiltAsTextbooksSetThem) {
    const Network one = articleExample().network, square = sized({4, 6, 6, 3});
    EXPECT_EQ(outline(symbol(ValueId::weight(1, 0, 0), one)), "w_{5}");
    EXPECT_EQ(outline(symbol(ValueId::weight(1, 0, 2), square)), "w_{13}^{(2)}");
    EXPECT_EQ(outline(symbol(ValueId::h(1, 0), one)), "hat(y)");
    EXPECT_EQ(outline(symbol(ValueId::h(2, 1), square)), "hat(y)_{2}");
    EXPECT_EQ(outline(symbol(ValueId::loss(), one)), "J");
    EXPECT_EQ(outline(symbol(ValueId::weightGradient(1, 0, 0), one)), "∂J/∂w_{5}");
    EXPECT_EQ(outline(symbol(ValueId::newWeight(1, 0, 0), one)), "w_{5}^{new}");
    EXPECT_EQ(outline(symbol(ValueId::newWeight(1, 0, 2), square)), "w_{13}^{(2) new}");
}

TEST(Notation, EverySymbolCarriesItsValueAndEveryNameIsUnique) {
    for (std::uint64_t seed = 1; seed <= 30; ++seed) {
        const Network network = randomCase(seed).network;
        for (const Notation& notation : {kBySource, kByDestination, kIndexed}) {
            std::set<std::string> names, symbols;
            forEveryValue(network, [&](const ValueId& id) {
                EXPECT_EQ(symbol(id, network, notation).value, id);
                EXPECT_TRUE(names.insert(accessibleName(id, network, notation)).second)
                    << accessibleName(id, network, notation);
                EXPECT_TRUE(symbols.insert(symbolText(id, network, notation)).second)
                    << symbolText(id, network, notation);
            });
        }
    }
}

}  // namespace
}  // namespace stepgrad

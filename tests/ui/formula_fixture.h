#pragma once

#include <QApplication>
#include <QFont>
#include <QFontInfo>
#include <cstdint>
#include <memory>
#include <vector>

#include "core/document/project.h"
#include "core/network/backpropagation.h"
#include "core/walkthrough/derivation.h"
#include "core/walkthrough/formula.h"
#include "core/walkthrough/step.h"

namespace stepgrad {

/// A still at the end of a step of the article's example, from 1; 0: the start.
inline Still articleStill(int step) {
    const Project project = articleExample();
    Still still;
    still.trace = std::make_shared<const Trace>(
        trainingStep(project.network, project.loss, project.optimizer, {}, project.data->input(0),
                     project.data->target(0)));
    still.walk = std::make_shared<const Walk>(project.network);
    if (step > 0) {
        const Step& told = still.walk->steps()[static_cast<std::size_t>(step - 1)];
        still.from = told.first;
        still.position = told.first + told.count;
    }
    return still;
}

/// The same for a network of that shape with biases and weights that differ.
inline Still shapedStill(const std::vector<int>& counts, int step) {
    Network network;
    int n = 0;
    const auto next = [&n] { return 0.9 - 0.1375 * (n++ % 14); };
    for (int i = 0; i < counts.front(); ++i)
        network.inputNames.push_back("i" + std::to_string(i + 1));
    for (std::size_t l = 1; l < counts.size(); ++l) {
        Layer layer;
        layer.weights = Matrix(counts[l], counts[l - 1]);
        layer.biases = Vector(counts[l]);
        for (double& weight : layer.weights.reshaped())
            weight = next();
        for (double& bias : *layer.biases)
            bias = next();
        network.layers.push_back(layer);
    }
    Still still;
    still.trace = std::make_shared<const Trace>(
        trainingStep(network, Loss::HalfSquaredError, {}, {}, Vector::Constant(counts.front(), 0.5),
                     Vector::Ones(counts.back())));
    still.walk = std::make_shared<const Walk>(network);
    if (step > 0) {
        const Step& told = still.walk->steps()[static_cast<std::size_t>(step - 1)];
        still.from = told.first;
        still.position = told.first + told.count;
    }
    return still;
}

/// The program's font with letters that many times as large.
inline QFont enlarged(double factor) {
    QFont font = QApplication::font();
    font.setPixelSize(static_cast<int>(QFontInfo(font).pixelSize() * factor));
    return font;
}

/// All values that parts of a formula stand for.
inline void collectValues(const Formula& formula, std::vector<ValueId>& all) {
    if (formula.value)
        all.push_back(*formula.value);
    for (const auto& part : formula.parts)
        collectValues(part, all);
}

}  // namespace stepgrad

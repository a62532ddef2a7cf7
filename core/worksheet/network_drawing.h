#pragma once

#include <string>
#include <vector>

#include "core/network/trace.h"
#include "core/walkthrough/notation.h"

namespace stepgrad {

/// Where a network stands on paper. Pure geometry in points, y downwards.
struct NetworkDrawing {
    static constexpr double kRadius = 19.0;  ///< of a neuron
    static constexpr double kLabelHeight = 13.0;
    static constexpr double kLetter = 5.6;  ///< room for a character of a label

    struct Point {
        double x = 0.0, y = 0.0;
    };
    /// An input or neuron: a circle with its symbol.
    struct Node {
        ValueId id;  ///< Input or H
        Point center;
    };
    /// A text in the middle of a place: "w₁ = 0.3".
    struct Label {
        ValueId id;  ///< Weight, Bias, Input or Target
        Point center;
        double width = 0.0;
    };
    struct Edge {
        Point from, to;  ///< from rim to rim
    };
    std::vector<Node> nodes;
    std::vector<Edge> edges;
    std::vector<Label> labels;
    double width = 0.0, height = 0.0;
};

/// Lays out the network with what is given of it: inputs left of their circles, weights
/// on their edges, biases below their neurons, targets right of the outputs. Labels of
/// weights do not cover each other or a neuron up to 4–4–4–2; above 60 weights they
/// are left out.
/// @param labelOf  the text whose length a label must have room for
NetworkDrawing drawingOf(const Trace& trace, const Notation& notation);

/// "0.3" as it stands in a drawing: all its digits where they are few.
std::string givenText(const Trace& trace, const ValueId& id, const Notation& notation);

/// An `svg` element, well-formed, in black and grey, without scripts; no blank line in it.
std::string drawingSvg(const Trace& trace, const Notation& notation);
/// A tikzpicture environment.
std::string drawingTikz(const Trace& trace, const Notation& notation);

}  // namespace stepgrad

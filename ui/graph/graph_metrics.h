#pragma once

#include <QFont>
#include <QSizeF>
#include <vector>

#include "core/network/trace.h"
#include "core/walkthrough/notation.h"

namespace stepgrad {

/// How much a graph of a given size can show at once.
enum class GraphForm {
    Chips,    ///< every weight has a chip on its edge
    Circles,  ///< too many weights for chips; neurons with all their numbers
    Dots      ///< large layers: small neurons, their numbers beside them
};

/// Above so many weights the edges carry no chips.
constexpr int kMostChips = 60;

/// What the layout needs to know of a network.
struct GraphShape {
    std::vector<int> counts;   ///< inputs, then the neurons of each layer
    std::vector<bool> biases;  ///< one a layer (not for the inputs)

    GraphShape() = default;
    explicit GraphShape(const Network& network);
    int layerCount() const { return static_cast<int>(biases.size()); }
    std::int64_t weightCount() const;
    int largest() const;
    GraphForm form() const;
    bool operator==(const GraphShape&) const = default;
};

/// The fonts of the graph, all derived from the application's, in pixels of the scene.
struct GraphFonts {
    QFont symbol;    ///< in neurons
    QFont value;     ///< activations, input values
    QFont small;     ///< weighted inputs, gradients
    QFont chip;      ///< weights, deltas
    QFont chipBold;  ///< their symbols
    QFont caption;   ///< names of layers, legend

    explicit GraphFonts(const QFont& base, GraphForm form = GraphForm::Chips);
};

/// How many characters the numbers need: the widest of each kind. Grows with
/// the values and never shrinks, so that a graph does not jitter while training.
struct NumberWidths {
    int parameter = 0;   ///< weights, biases, their gradients and new values
    int activation = 0;  ///< inputs, u, h, targets, J
    int delta = 0;

    /// The fewest that any graph makes room for.
    static NumberWidths least(const NumberFormat& format);
    /// All values of a trace, or the parameters of a network. The weights of a
    /// network without chips do not count: they need no lasting place.
    static NumberWidths of(const Trace& trace, const NumberFormat& format);
    static NumberWidths of(const Network& network, const NumberFormat& format);
    /// The larger of both, kind by kind.
    NumberWidths joined(const NumberWidths& other) const;
    bool operator==(const NumberWidths&) const = default;
};

/// Sizes of everything that carries text, in scene units. Sizes are those of
/// the fullest state of the walkthrough, so that nothing moves on Next.
struct GraphMetrics {
    GraphForm form = GraphForm::Chips;
    qreal unit = 16.0;    ///< height of a line of the base font; distances are multiples
    qreal radius = 40.0;  ///< of neurons and inputs
    qreal symbolLine = 0.0, valueLine = 0.0, smallLine = 0.0, chipLine = 0.0, captionLine = 0.0;
    qreal padding = 5.0;          ///< between the frame of a chip and its text
    QSizeF chip;                  ///< weight, gradient and new weight; where there are no
                                  ///< chips: of the one that shows on hover
    QSizeF biasChip;              ///< the same for a bias
    QSizeF badge;                 ///< symbol and delta
    QSizeF pill;                  ///< u or h beside a dot
    QSizeF loss;                  ///< box J
    QSizeF target;                ///< a target
    std::vector<qreal> captions;  ///< width of the name of each layer, the inputs first
    std::vector<qreal> names;     ///< width of each input's own name; 0 where it has none

    bool hasChips() const { return form == GraphForm::Chips; }
    /// Height of a chip that shows so many lines (1: value, 2: and gradient, 3: and new value).
    qreal chipHeight(int lines) const;
    bool operator==(const GraphMetrics&) const = default;
};

/// "Input", "Hidden · sigmoid", "Hidden 2 · tanh", "Output · sigmoid". @param column 0: inputs
QString layerCaption(const Network& network, int column);

/// The name that a user gave an input; empty for the i1, i2 … that it has anyway.
QString inputName(const Network& network, int input);

GraphMetrics measure(const Network& network, const Notation& notation, const NumberWidths& widths,
                     const QFont& base);

}  // namespace stepgrad

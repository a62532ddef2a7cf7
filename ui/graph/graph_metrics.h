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

/// Above so many edges they carry no chips.
constexpr int kMostChips = 60;

/// What the layout needs to know of a network.
struct GraphShape {
    std::vector<int> counts;   ///< inputs, then the neurons of each layer
    std::vector<bool> biases;  ///< one a layer (not for the inputs)
    std::vector<int> shown;    ///< of each column so many stand singly; see `GraphFolding`

    GraphShape() = default;
    /// Nothing is folded.
    explicit GraphShape(const Network& network);
    int layerCount() const { return static_cast<int>(biases.size()); }
    int count(int column) const { return counts[static_cast<std::size_t>(column)]; }
    int shownIn(int column) const { return shown[static_cast<std::size_t>(column)]; }
    bool isFolded(int column) const { return shownIn(column) < count(column); }
    int hiddenIn(int column) const { return count(column) - shownIn(column); }
    bool isShown(int column, int i) const { return i < shownIn(column); }
    /// Whether the value's neuron or input stands singly, of a weight both ends.
    bool isShown(const ValueId& id) const;
    /// What stands in a column: its neurons, of a folded one the stand-in with them.
    int placesIn(int column) const { return shownIn(column) + (isFolded(column) ? 1 : 0); }
    /// Weights between neurons that are shown: so many edges are drawn.
    std::int64_t edgeCount() const;
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
    /// All values of a trace, or the parameters of a network; of the weights those
    /// that have a chip in this shape.
    static NumberWidths of(const Trace& trace, const GraphShape& shape, const NumberFormat& format);
    static NumberWidths of(const Network& network, const GraphShape& shape,
                           const NumberFormat& format);
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
    QSizeF standIn;               ///< for the folded neurons of a layer; empty: none are
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

/// "28 more"
QString moreText(int count);

/// @param shape  of the network, folded as it is to be shown
GraphMetrics measure(const Network& network, const GraphShape& shape, const Notation& notation,
                     const NumberWidths& widths, const QFont& base);

}  // namespace stepgrad

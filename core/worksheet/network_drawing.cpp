#include "core/worksheet/network_drawing.h"

#include <algorithm>
#include <cmath>

#include "core/walkthrough/explanation_words.h"

namespace stepgrad {
namespace {

using Point = NetworkDrawing::Point;
using Label = NetworkDrawing::Label;

constexpr double kRowPitch = 74.0;       // between the neurons of a column
constexpr double kPitchPerWeight = 2.5;  // more, where a layer has many weights
constexpr std::int64_t kFewWeights = 8;  // of a layer, up to which it needs no more
constexpr double kLeastGap = 130.0;      // between columns
constexpr double kGapPerWeight = 4.0;    // more, where many weights need room
constexpr double kMargin = 8.0;
constexpr double kBetween = 3.0;      // around labels
constexpr double kPerCrossing = 1.5;  // what a line behind a label costs, in points of room
constexpr std::int64_t kMostLabelled = 60;
constexpr int kPlaces = 49;  // tried along an edge
constexpr int kRounds = 12;  // in which each label looks for a better place
constexpr double kFirstPlace = 0.14, kLastPlace = 0.86;

std::size_t characters(const std::string& text) {
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
        return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
    }));
}

/// How far two labels are apart, across or down; negative where they overlap.
double distance(const Label& a, const Label& b) {
    return std::max(std::abs(a.center.x - b.center.x) - (a.width + b.width) / 2.0,
                    std::abs(a.center.y - b.center.y) - NetworkDrawing::kLabelHeight);
}

/// Whether a line passes behind a label.
bool crosses(const NetworkDrawing::Edge& edge, const Label& label) {
    double from = 0.0, to = 1.0;  // the part of the line within the label (Liang and Barsky)
    const auto clip = [&](double start, double step, double least, double most) {
        if (step == 0.0)
            return start >= least && start <= most;
        const double a = (least - start) / step, b = (most - start) / step;
        from = std::max(from, std::min(a, b));
        to = std::min(to, std::max(a, b));
        return from < to;
    };
    const double h = NetworkDrawing::kLabelHeight;
    return clip(edge.from.x, edge.to.x - edge.from.x, label.center.x - label.width / 2.0,
                label.center.x + label.width / 2.0) &&
           clip(edge.from.y, edge.to.y - edge.from.y, label.center.y - h / 2.0,
                label.center.y + h / 2.0);
}

class Layout {
public:
    Layout(const Trace& trace, const Notation& notation)
        : m_trace(trace), m_network(trace.network), m_notation(notation) {}

    NetworkDrawing make() {
        placeColumns();
        placeEnds();
        for (int l = 0; l < m_network.layerCount(); ++l)
            connect(l);
        return std::move(m_drawing);
    }

private:
    int rows(int column) const {
        return column == 0 ? static_cast<int>(m_network.inputCount())
                           : static_cast<int>(layer(column - 1).neurons());
    }
    const Layer& layer(int l) const { return m_network.layers[static_cast<std::size_t>(l)]; }
    Point place(int column, int row) const {
        return m_columns[static_cast<std::size_t>(column)][static_cast<std::size_t>(row)];
    }

    Label label(const ValueId& id, const Point& center) const {
        const std::string text =
            symbolText(id, m_network, m_notation) + " = " + givenText(m_trace, id, m_notation);
        return {id, center, NetworkDrawing::kLetter * static_cast<double>(characters(text))};
    }

    /// The widest label of a kind at the ends.
    double widest(int count, ValueId (*makeId)(int)) const {
        double most = 0.0;
        for (int k = 0; k < count; ++k)
            most = std::max(most, label(makeId(k), {}).width);
        return most;
    }

    /// Room for the labels of a layer's weights.
    double gapBefore(int l) const {
        const Label last = label(ValueId::weight(l, rows(l + 1) - 1, rows(l) - 1), {});
        return kLeastGap + last.width +
               kGapPerWeight * static_cast<double>(layer(l).weights.size());
    }

    void placeColumns() {
        int most = 1;
        for (int column = 0; column <= m_network.layerCount(); ++column)
            most = std::max(most, rows(column));
        const double inputs = widest(rows(0), &ValueId::inputOf);
        const double targets = widest(rows(m_network.layerCount()), &ValueId::target);
        const double r = NetworkDrawing::kRadius;
        double x = kMargin + inputs + kBetween + r;
        std::int64_t weights = 0;
        for (const Layer& layer : m_network.layers)
            weights = std::max<std::int64_t>(weights, layer.weights.size());
        const double pitch =
            kRowPitch + kPitchPerWeight * static_cast<double>(std::clamp<std::int64_t>(
                                              weights - kFewWeights, 0, kFewWeights));
        m_drawing.height = most * pitch;
        for (int column = 0; column <= m_network.layerCount(); ++column) {
            if (column > 0)
                x += gapBefore(column - 1);
            const double top = (most - rows(column)) * pitch / 2.0 + pitch / 2.0;
            auto& places = m_columns.emplace_back();
            for (int row = 0; row < rows(column); ++row) {
                places.push_back({x, top + row * pitch});
                m_drawing.nodes.push_back(
                    {column == 0 ? ValueId::inputOf(row) : ValueId::h(column - 1, row),
                     places.back()});
            }
        }
        m_drawing.width = x + r + kBetween + targets + kMargin;
    }

    /// Inputs, targets and biases, which stand beside their circles.
    void placeEnds() {
        const double beside = NetworkDrawing::kRadius + kBetween;
        const auto add = [&](const ValueId& id, const Point& at, double side) {
            Label text = label(id, at);
            text.center.x += side * (beside + text.width / 2.0);
            m_drawing.labels.push_back(text);
        };
        for (int k = 0; k < rows(0); ++k)
            add(ValueId::inputOf(k), place(0, k), -1.0);
        for (int k = 0; k < rows(m_network.layerCount()); ++k)
            add(ValueId::target(k), place(m_network.layerCount(), k), 1.0);
        for (int l = 0; l < m_network.layerCount(); ++l)
            for (int j = 0; layer(l).biases && j < rows(l + 1); ++j) {
                Point at = place(l + 1, j);
                at.y += beside + NetworkDrawing::kLabelHeight / 2.0;
                m_drawing.labels.push_back(label(ValueId::bias(l, j), at));
            }
    }

    void connect(int l) {
        std::vector<ValueId> weights;
        m_firstEdge = m_drawing.edges.size();
        for (int k = 0; k < rows(l); ++k)
            for (int j = 0; j < rows(l + 1); ++j) {
                const Point a = place(l, k), b = place(l + 1, j);
                const double length = std::hypot(b.x - a.x, b.y - a.y);
                const double part = NetworkDrawing::kRadius / length;
                m_drawing.edges.push_back({along(a, b, part), along(a, b, 1.0 - part)});
                weights.push_back(ValueId::weight(l, j, k));
            }
        if (m_network.weightCount() > kMostLabelled)
            return;
        // Steep edges have the fewest places; they choose first.
        std::stable_sort(weights.begin(), weights.end(), [](const ValueId& a, const ValueId& b) {
            return std::abs(a.neuron - a.input) > std::abs(b.neuron - b.input);
        });
        const std::size_t first = m_drawing.labels.size();
        for (const ValueId& id : weights)
            m_drawing.labels.push_back(freest(id));
        for (int round = 0; round < kRounds; ++round)
            for (std::size_t i = first; i < m_drawing.labels.size(); ++i)
                m_drawing.labels[i] = freest(m_drawing.labels[i].id);
    }

    static Point along(const Point& a, const Point& b, double part) {
        return {a.x + (b.x - a.x) * part, a.y + (b.y - a.y) * part};
    }

    /// The place on its edge that is farthest from all else and hides the fewest lines;
    /// the nearest to a third of the way where several are free.
    Label freest(const ValueId& weight) const {
        const Point a = place(weight.layer, weight.input);
        const Point b = place(weight.layer + 1, weight.neuron);
        Label best;
        double most = -1e9;
        for (int i = 0; i < kPlaces; ++i) {
            const double part = kFirstPlace + (kLastPlace - kFirstPlace) * i / (kPlaces - 1);
            const Label here = label(weight, along(a, b, part));
            const double free =
                std::min(clearance(here), 2.0 * kBetween) - 0.5 * std::abs(part - 1.0 / 3.0) -
                kPerCrossing *
                    static_cast<double>(std::count_if(
                        m_drawing.edges.begin() + static_cast<std::ptrdiff_t>(m_firstEdge),
                        m_drawing.edges.end(),
                        [&](const NetworkDrawing::Edge& edge) { return crosses(edge, here); }));
            if (free > most) {
                most = free;
                best = here;
            }
        }
        return best;
    }

    double clearance(const Label& here) const {
        double least = 1e9;
        for (const Label& other : m_drawing.labels)
            if (other.id != here.id)
                least = std::min(least, distance(here, other));
        for (const auto& node : m_drawing.nodes) {
            const double dx =
                std::max(std::abs(here.center.x - node.center.x) - here.width / 2.0, 0.0);
            const double dy = std::max(
                std::abs(here.center.y - node.center.y) - NetworkDrawing::kLabelHeight / 2.0, 0.0);
            least = std::min(least, std::hypot(dx, dy) - NetworkDrawing::kRadius);
        }
        return least;
    }

    const Trace& m_trace;
    const Network& m_network;
    const Notation& m_notation;
    std::vector<std::vector<Point>> m_columns;
    NetworkDrawing m_drawing;
    std::size_t m_firstEdge = 0;  ///< of the layer that is being connected
};

}  // namespace

NetworkDrawing drawingOf(const Trace& trace, const Notation& notation) {
    return Layout(trace, notation).make();
}

std::string givenText(const Trace& trace, const ValueId& id, const Notation& notation) {
    const Words words(trace, notation);
    return words.given(words.value(id));
}

}  // namespace stepgrad

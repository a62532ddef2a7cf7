#include "ui/graph/edge_drawing.h"

#include <cmath>

namespace stepgrad {
namespace {

constexpr int kWidths = 24;          ///< so many groups for each sign
constexpr int kLooks = 8;            ///< groups of one width: two signs, four stresses
constexpr std::int64_t kMany = 200;  ///< beyond so many, edges are thin and mostly pale

/// The mark of an edge: its weight is read, or something of it computed.
Mark edgeMark(const GraphState& state, const ValueId& weight) {
    if (state.mark(weight.as(ValueKind::WeightGradient)) == Mark::Current ||
        state.mark(weight.as(ValueKind::NewWeight)) == Mark::Current)
        return Mark::Current;
    return state.mark(weight);
}

/// How much an edge stands out.
enum class Stress { Pale, Plain, Strong, Lit };

/// Whether the weight leads to or from the neuron or input.
bool touches(const ValueId& focus, int l, int j, int k) {
    if (focus.kind == ValueKind::Input)
        return l == 0 && k == focus.neuron;
    return (l == focus.layer && j == focus.neuron) || (l == focus.layer + 1 && k == focus.neuron);
}

/// Makes the groups of one drawing.
class Grouping {
public:
    explicit Grouping(const EdgeDrawing& drawing)
        : m_state(drawing.state),
          m_geometry(*drawing.geometry),
          m_colors(drawing.colors),
          m_focus(m_geometry.hasChips ? std::nullopt : drawing.focus),
          m_paths(drawing.paths) {}

    std::vector<EdgeGroup> make() {
        addWeights();
        EdgeGroup plain{m_colors.plain, 0.075 * m_geometry.unit, {}};
        EdgeGroup pale = plain, lit{m_colors.backward, 0.15 * m_geometry.unit, {}};
        pale.color.setAlphaF(0.2f);
        plain.color.setAlphaF(
            static_cast<float>(m_state.strengthOf(m_state.mark(ValueId::loss()))));
        const Mark loss = m_state.mark(ValueId::loss()) == Mark::Current ? Mark::Read : Mark::None;
        for (std::size_t j = 0; j < m_geometry.loss.size(); ++j) {
            const bool isPassed = m_paths && m_paths->passes(ValueId::target(static_cast<int>(j)));
            (isPassed ? lit : m_paths ? pale : plain).lines << m_geometry.loss[j];
            (m_paths && !isPassed ? pale : plain).lines << m_geometry.targets[j];
            if (isPassed)
                addGlow(m_geometry.loss[j], 0.5 * m_geometry.unit, m_colors.backward, Mark::Read);
            else
                addGlow(m_geometry.loss[j], 0.44 * m_geometry.unit, m_colors.flow, loss);
        }
        std::vector<EdgeGroup> all = std::move(m_glows);
        for (auto& group : m_weights)
            if (!group.lines.isEmpty())
                all.push_back(std::move(group));
        for (auto* group : {&pale, &plain, &lit})
            if (!group->lines.isEmpty())
                all.push_back(std::move(*group));
        return all;
    }

    EdgeGroup look(double weight, Stress stress) const {
        const double strength = levelOf(weight) / double{kWidths};
        QColor color = stress == Stress::Lit ? m_colors.backward
                       : weight < 0.0        ? m_colors.negative
                                             : m_colors.positive;
        if (!m_geometry.hasChips || m_paths)
            color.setAlphaF(static_cast<float>(opacity(strength, stress)));
        else if (m_isSpotlit && stress != Stress::Strong)
            color.setAlphaF(static_cast<float>(GraphState::kPale));
        return {color, edgeWidth(strength, m_geometry.shape, m_geometry.unit), {}};
    }

private:
    /// Without chips the strong edges stand out, and those of the current step.
    double opacity(double strength, Stress stress) const {
        switch (stress) {
            case Stress::Lit:
                return 0.55 + 0.45 * strength;
            case Stress::Strong:
                return 0.4 + 0.6 * strength;
            case Stress::Pale:
                return (m_geometry.hasChips ? 0.12 : 0.03) + 0.09 * strength;
            case Stress::Plain:
                break;
        }
        // One very large weight must not leave a small network empty.
        return m_geometry.shape.edgeCount() > kMany ? 0.12 + 0.7 * strength * strength
                                                    : 0.3 + 0.6 * strength;
    }

    /// In steps, so that edges of nearly the same weight share a group.
    int levelOf(double weight) const {
        return static_cast<int>(std::lround(m_state.strength(weight) * kWidths));
    }

    void addGlow(const QLineF& line, double width, QColor color, Mark mark) {
        if (mark == Mark::None)
            return;
        color.setAlphaF(mark == Mark::Current ? 0.26f : 0.17f);
        for (auto& group : m_glows)
            if (group.color == color && group.width == width) {
                group.lines << line;
                return;
            }
        m_glows.push_back({color, width, {line}});
    }

    /// What the focus says, and without one what the step does.
    Stress stressOf(int l, int j, int k, Mark mark) const {
        if (m_paths)
            return m_paths->passes(ValueId::weight(l, j, k)) ? Stress::Lit : Stress::Pale;
        if (m_focus)
            return touches(*m_focus, l, j, k) ? Stress::Strong : Stress::Pale;
        return mark == Mark::None ? Stress::Plain : Stress::Strong;
    }

    void addWeight(const QLineF& line, double weight, Stress stress, Mark mark) {
        const int index =
            2 * static_cast<int>(stress) + kLooks * levelOf(weight) + (weight < 0.0 ? 1 : 0);
        EdgeGroup& group = m_weights[static_cast<std::size_t>(index)];
        if (group.lines.isEmpty())
            group = look(weight, stress);
        group.lines << line;
        if (stress == Stress::Lit)
            addGlow(line, group.width + 0.44 * m_geometry.unit, m_colors.backward, Mark::Read);
        else if (m_geometry.hasChips && !m_paths)
            addGlow(line, group.width + 0.44 * m_geometry.unit, m_colors.flow, mark);
    }

    void addWeights() {
        // In the update everything is current, so nothing stands out.
        const Step* step = m_state.still() ? m_state.still()->currentStep() : nullptr;
        const bool marks = step && step->kind != StepKind::Update;
        m_isSpotlit = marks && m_state.hasSpotlight();
        m_weights.resize(kLooks * (kWidths + 1));
        for (int l = 0; l < static_cast<int>(m_geometry.weights.size()); ++l) {
            const auto& weights = m_state.network().layers[static_cast<std::size_t>(l)].weights;
            const auto& lines = m_geometry.weights[static_cast<std::size_t>(l)];
            std::size_t edge = 0;
            for (int j = 0; j < m_geometry.shape.shownIn(l + 1); ++j)
                for (int k = 0; k < m_geometry.shape.shownIn(l); ++k, ++edge) {
                    const Mark mark =
                        marks ? edgeMark(m_state, ValueId::weight(l, j, k)) : Mark::None;
                    addWeight(lines[edge], weights(j, k), stressOf(l, j, k, mark), mark);
                }
        }
    }

    const GraphState& m_state;
    const EdgeGeometry& m_geometry;
    const EdgeColors& m_colors;
    const std::optional<ValueId> m_focus;
    const std::optional<PathSet>& m_paths;
    bool m_isSpotlit = false;
    std::vector<EdgeGroup> m_glows;
    std::vector<EdgeGroup> m_weights;
};

}  // namespace

EdgeGeometry::EdgeGeometry(const GraphLayout& layout)
    : shape(layout.shape), hasChips(layout.metrics.hasChips()), unit(layout.metrics.unit) {
    for (int l = 0; l < shape.layerCount(); ++l) {
        auto& lines = weights.emplace_back();
        for (int j = 0; j < layout.neuronsOf(l); ++j)
            for (int k = 0; k < layout.inputsOf(l); ++k)
                lines.push_back(layout.edge(l, j, k));
    }
    for (int j = 0; j < shape.counts.back(); ++j) {
        loss.push_back(layout.lossEdge(j));
        targets.push_back(layout.targetEdge(j));
    }
}

qreal edgeWidth(double strength, const GraphShape& shape, qreal unit) {
    const qreal by = unit / 16.0;
    if (shape.form() == GraphForm::Chips)
        return by * (1.1 + 4.4 * strength);
    return by * (shape.edgeCount() > kMany ? 0.7 + 1.9 * strength : 0.8 + 3.2 * strength);
}

std::optional<ValueId> focusOf(const std::optional<ValueId>& selected) {
    if (!selected)
        return std::nullopt;
    switch (selected->kind) {
        case ValueKind::Input:
            return selected;
        case ValueKind::U:
        case ValueKind::H:
        case ValueKind::Delta:
        case ValueKind::Bias:
            return selected->as(ValueKind::H);
        default:
            return std::nullopt;
    }
}

std::vector<EdgeGroup> edgeGroups(const EdgeDrawing& drawing) {
    return Grouping(drawing).make();
}

}  // namespace stepgrad

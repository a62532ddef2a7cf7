#pragma once

#include <QColor>
#include <QString>
#include <memory>
#include <optional>
#include <unordered_set>
#include <utility>

#include "core/walkthrough/step.h"
#include "ui/graph/neuron_content.h"

namespace stepgrad {

/// What the current press of Next has to do with a value.
enum class Mark {
    None,
    Read,    ///< it was computed from this
    Current  ///< it computed this
};

/// What the graph shows now: the values of a still, or weights alone while
/// training at speed, with their texts and marks as the appearance asks for.
/// Cheap to copy; values, marks and strengths may be read in any thread, texts
/// and colours only where the windows are.
class GraphState {
public:
    bool isEmpty() const { return !m_still.trace; }
    /// @returns whether the network has another shape than the one before
    bool show(const Still& still);
    /// @returns the same
    bool showWeights(const Network& network);

    const Network& network() const { return m_weights ? *m_weights : m_still.network(); }
    /// The still; null while only weights are shown.
    const Still* still() const { return m_weights || isEmpty() ? nullptr : &m_still; }
    /// The last one, also while only weights are shown.
    const Still& lastStill() const { return m_still; }

    bool exists(const ValueId& id) const { return !isEmpty() && stepgrad::exists(network(), id); }
    std::optional<double> value(const ValueId& id) const;
    bool isComputed(const ValueId& id) const { return value(id).has_value(); }
    /// Whether something stands in its place: its number, or a question mark.
    bool isShown(const ValueId& id) const { return isComputed(id) || isAsked(id); }
    bool isAsked(const ValueId& id) const { return still() && m_still.isAsked(id); }
    Mark mark(const ValueId& id) const;
    /// Lets all pale that the current step neither computes nor reads.
    void setSpotlight(bool isOn) { m_hasSpotlight = isOn; }
    bool hasSpotlight() const { return m_hasSpotlight && still() && m_still.currentStep(); }
    /// How strongly an item is painted that has to do with the step like this.
    double strengthOf(Mark mark) const {
        return hasSpotlight() && mark == Mark::None ? kPale : 1.0;
    }
    static constexpr double kPale = 0.25;
    /// @returns whether it is another than before
    bool setNeuronContent(NeuronContent content) {
        return std::exchange(m_content, content) != content;
    }
    /// The value whose number stands large inside a neuron: h, its delta or its
    /// bias (which need not exist).
    ValueId inside(const ValueId& h) const;
    /// Whether deltas stand inside the neurons, and not in badges above them.
    bool hasDeltaInside() const { return m_content == NeuronContent::Delta; }
    /// How many lines the chip of a parameter has: value, gradient, new value.
    int chipLines(const ValueId& parameter) const;

    /// "0.3000"; "?" where it is asked for; empty where it is not computed.
    QString number(const ValueId& id) const;
    /// In full precision, for tooltips, editors and copies.
    QString exact(const ValueId& id) const;
    /// "w₁"
    QString symbol(const ValueId& id) const;
    /// Name, full precision, gradient: a line each.
    QString toolTip(const ValueId& id) const;

    /// The colour of what flows in the current step; forward before the first.
    QColor flowColor() const;

    /// The largest |w| that the thickness of edges is made for: a round number
    /// not below any |w| of the network.
    double range() const { return m_range; }
    /// Between 0 and 1: |w| by the range.
    double strength(double weight) const;

private:
    void updateRange();

    Still m_still;
    std::shared_ptr<const Network> m_weights;
    std::shared_ptr<const std::unordered_set<ValueId>> m_reads;  ///< null: none
    double m_range = 1.0;
    bool m_hasSpotlight = false;
    NeuronContent m_content = NeuronContent::Values;
};

/// Positive or negative, by the palette.
QColor signColor(double weight);

/// The least round number (1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8 times a power of
/// ten) that is not below; 1 for 0.
double roundedUp(double value);

}  // namespace stepgrad

#pragma once

#include <string>
#include <vector>

#include "core/walkthrough/conventional_value.h"
#include "core/walkthrough/derivation.h"

namespace stepgrad {

/// Writes symbols and numbers of a trace for sentences.
class Words {
public:
    Words(const Trace& trace, const Notation& notation) : m_trace(trace), m_notation(notation) {}

    const Trace& trace() const { return m_trace; }
    const Network& network() const { return m_trace.network; }
    const Layer& layer(int l) const { return network().layers[static_cast<std::size_t>(l)]; }
    bool isOutput(int l) const { return network().isOutput(l); }

    std::string symbol(const ValueId& id) const { return symbolText(id, network(), m_notation); }
    /// The number for people; in words where it is not finite.
    std::string number(double value) const;
    std::string number(const ValueId& id) const { return number(value(id)); }
    /// Every digit, for settings and limits: "0.5".
    std::string exact(double value) const { return exactNumber(value, m_notation.numbers); }
    /// What was typed in, as short as it is: "1", "0.25".
    std::string given(double value) const;
    /// "from 0.1072 to 0.1059"; where the digits shown are the same, "by 1.20e−6, to 0.1072".
    std::string change(double before, double after) const;
    /// "53.7 %"
    std::string percent(double share) const;
    /// As the notation shows it; 0 for a value that the network does not have.
    double value(const ValueId& id) const {
        return exists(network(), id) ? conventionalValue(m_trace, id, m_notation) : 0.0;
    }
    /// dJ/du of a delta, whatever its sign is in the notation.
    double slope(const ValueId& delta) const {
        return turnsDelta() ? 0.0 - value(delta) : value(delta);
    }
    bool turnsDelta() const { return m_notation.turnsDelta(); }
    std::string loss() const { return lossLetter(m_notation); }

private:
    const Trace& m_trace;
    const Notation& m_notation;
};

/// "a", "a and b", "a, b and c".
std::string listed(const std::vector<std::string>& names);
/// The same text with a capital where it begins with a small letter of a word.
std::string capitalised(std::string text);
/// Appends a sentence, with a space between.
void addSentence(std::string& text, const std::string& sentence);

/// What there is before the first step, and what to do.
std::string paragraphBeforeStart(const Still& still);
/// What a step does, knowing the loss and the optimizer.
std::string paragraphOf(const Step& step, const Trace& trace, const Notation& notation);
/// What a single value is and does.
std::string paragraphOfValue(const Still& still, const ValueId& id, const Notation& notation);

/// Reads the results [first, last) of one step in words: their signs and sizes.
std::string readingOf(const Still& still, const Step& step, std::int64_t first, std::int64_t last,
                      const Notation& notation);
/// Where calculating with the numbers as the equations of these values show them
/// gives other digits than are shown as the result: what one gets, and why.
/// Empty where all digits come out alike.
std::string roundingOf(const Still& still, const std::vector<Equation>& equations,
                       const Notation& notation);
/// Reads one value, all that has been computed around it.
std::string readingOfValue(const Still& still, const ValueId& id, const Notation& notation);

}  // namespace stepgrad

#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/walkthrough/formula.h"
#include "core/walkthrough/notation.h"
#include "core/walkthrough/step.h"

namespace stepgrad {

/// A chain of equal signs: left = right[0] = right[1] = … One side a line.
struct Equation {
    enum class Role {
        Symbols,  ///< the formula in symbols
        Numbers,  ///< the same with the numbers put in
        Result    ///< the value
    };
    struct Side {
        Role role = Role::Symbols;
        Formula formula;
    };
    std::optional<ValueId> value;  ///< what it computes
    Formula left;
    std::vector<Side> right;
};

/// The gradient of one weight or bias (or the delta of a neuron) by the chain
/// rule, from J down, factor by factor; summed over the paths where there are
/// several.
struct ChainRule {
    ValueId parameter;          ///< what was asked for
    std::string title;          ///< "Chain rule for w₁"
    Equation equation;          ///< dJ/dw = product of partials = numbers = result
    std::int64_t paths = 1;     ///< how many paths lead from it to J
    double gradient = 0.0;      ///< by backpropagation
    double numerical = 0.0;     ///< by central difference
    bool agrees = false;        ///< within the tolerance of gradient_check.h
    std::string numericalText;  ///< "numerical check −0.0342"
};

/// All that is said about a moment of the walkthrough.
struct Explanation {
    std::string title;                ///< "8 Hidden deltas"
    std::string paragraph;            ///< what this step does, in plain words
    std::vector<Equation> equations;  ///< one for each value; long lists are cut, see `more`
    std::string more;                 ///< "and 12 more" where the list was cut, else empty
    /// Where calculating with the rounded numbers that are shown gives another last
    /// digit than the exact calculation: what one gets, and why; else empty.
    std::string rounding;
    std::string inWords;  ///< reads these very results; empty where there is nothing to say
};

/// What is said of the step that the still shows: its title and paragraph, the
/// equations of the values computed so far in it, and their reading. Of values that
/// are asked for, their questions; then nothing is read. Before the
/// first step: what is there to see and do.
/// @param most  how many equations at most
Explanation explainStep(const Still& still, const Notation& notation = {}, int most = 12);

/// What is said of one selected value: what it is, how it is computed (if the
/// walk has come that far; else only in symbols), and its reading. For weights:
/// its gradient and update as far as computed.
Explanation explainValue(const Still& still, const ValueId& id, const Notation& notation = {});

/// The derivation of one value of a trace: left, symbols, numbers, result. For
/// inputs, targets and parameters just symbol = value.
/// @param withNumbers  false leaves out numbers and result (not computed yet)
Equation derive(const Trace& trace, const ValueId& id, const Notation& notation = {},
                bool withNumbers = true);

/// The same for a value that is asked for: the formula in symbols and with the numbers
/// that it reads, and a question mark in place of the result.
Equation question(const Trace& trace, const ValueId& id, const Notation& notation = {});

/// What the optimizer remembers or works out for a parameter on the way to its
/// new value, in order: momentum v; RMSProp s; Adam m, v and both corrected for
/// the first steps. Empty for plain gradient descent, frozen parameters and all
/// values that are no NewWeight or NewBias.
std::vector<Equation> deriveMemory(const Trace& trace, const ValueId& id,
                                   const Notation& notation = {}, bool withNumbers = true);

/// Where gradients are clipped: the norm of all gradients together, and the factor k that
/// all of them are multiplied by; the same for every parameter. Else empty.
std::vector<Equation> deriveClipping(const Trace& trace, const Notation& notation = {},
                                     bool withNumbers = true);

/// The chain rule for a weight, bias, U or H; nothing for other kinds.
/// Numbers and `numerical` are there only where the gradient is computed in
/// the still (`gradient` etc. stay 0 and equation has symbols alone otherwise).
/// @param mostPaths  with more paths the sum is written collected by delta
std::optional<ChainRule> chainRule(const Still& still, const ValueId& id,
                                   const Notation& notation = {}, int mostPaths = 4);

/// The paragraph of a kind of step in plain words, for lists and command line.
std::string paragraphOf(const Step& step, const Network& network);

}  // namespace stepgrad

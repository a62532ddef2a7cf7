#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/network/value_id.h"

namespace stepgrad {

/// A formula as a tree, ready for any form: the window paints it, the writers
/// turn it into text, LaTeX or speech. A value.
struct Formula {
    enum class Kind {
        Row,     ///< parts side by side; spacing follows from the kinds
        Symbol,  ///< `text` in mathematical italic ("w", "δ", "σ", "J", "∂"); upright if `upright`
        Number,    ///< `text` as written by formatNumber, never italic
        Operator,  ///< `text`: "+", "−", "·", "=", "≈", "←", "→", ","
        Text,      ///< `text` in words, upright, spaces kept
        Fraction,  ///< parts[0] over parts[1]
        Scripts,   ///< parts[0] with subscript parts[1] and superscript parts[2]; an empty
                   ///< Row where there is none
        Hat,       ///< parts[0] under a hat
        Fenced,    ///< parts[0] in `text` brackets: "()" or "[]", grown to its height; or
                   ///< under a root: "√"
        Sum        ///< Σ with parts[0] below (a Row, may be empty); the summand follows in the row
    };
    Kind kind = Kind::Row;
    std::string text;
    std::vector<Formula> parts;
    bool upright = false;
    /// The value that this part stands for, as symbol or as number: pointing at
    /// one lights the other.
    std::optional<ValueId> value;

    bool isEmpty() const { return kind == Kind::Row && parts.empty(); }
    bool operator==(const Formula&) const = default;
};

/// Builders.
namespace formula {
Formula row(std::vector<Formula> parts);
Formula symbol(std::string text);
Formula upright(std::string text);  ///< names of functions: "ln"
Formula number(std::string text);
Formula op(std::string text);
Formula words(std::string text);
Formula fraction(Formula above, Formula below);
Formula sub(Formula base, Formula below);
Formula sup(Formula base, Formula above);
Formula scripts(Formula base, Formula below, Formula above);
Formula hat(Formula base);
Formula fenced(Formula inner, std::string brackets = "()");
Formula root(Formula inner);
Formula sum(Formula below);
/// The same formula, standing for a value.
Formula standingFor(Formula formula, const ValueId& id);
}  // namespace formula

}  // namespace stepgrad

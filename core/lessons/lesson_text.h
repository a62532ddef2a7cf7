#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/lessons/quantity.h"

namespace stepgrad {

/// A piece of a text of a lesson.
struct TextPiece {
    enum class Kind {
        Plain,
        Emphasis,
        Symbol,  ///< of `quantity`, in the user's notation
        Number   ///< the worth of `quantity`
    };
    Kind kind = Kind::Plain;
    std::string text;
    Quantity quantity;  ///< of symbols and numbers
    bool operator==(const TextPiece&) const = default;
};

/// A text with its markup: *emphasis*, {w5} the symbol of a quantity, {=w5} its worth.
/// A value; what it says of a training step is filled in by `told`.
class LessonText {
public:
    LessonText() = default;
    /// Throws std::invalid_argument with what was expected where the markup is broken
    /// or names what the network does not have.
    LessonText(std::string_view source, const Network& network);

    bool isEmpty() const { return m_pieces.empty(); }
    /// With the symbols of the notation and the numbers of the training step.
    std::vector<TextPiece> told(const Trace& trace, const Notation& notation) const;
    const std::vector<TextPiece>& pieces() const { return m_pieces; }  ///< not filled in

private:
    void addReference(std::string_view inside, const Network& network);

    std::vector<TextPiece> m_pieces;
};

/// All pieces as one plain text.
std::string plainText(const std::vector<TextPiece>& pieces);

}  // namespace stepgrad

#include "core/lessons/lesson_text.h"

#include <cmath>
#include <stdexcept>

#include "core/data/text_file.h"

namespace stepgrad {

LessonText::LessonText(std::string_view source, const Network& network) {
    using Kind = TextPiece::Kind;
    bool isEmphasis = false;
    std::string run;
    const auto flush = [&] {
        if (!run.empty())
            m_pieces.push_back({isEmphasis ? Kind::Emphasis : Kind::Plain, run, {}});
        run.clear();
    };
    for (std::size_t i = 0; i < source.size(); ++i) {
        if (source[i] == '*') {
            flush();
            isEmphasis = !isEmphasis;
        } else if (source[i] == '{') {
            const auto end = source.find('}', i);
            if (end == source.npos)
                throw std::invalid_argument("expected } after " + quotedShort(source.substr(i)));
            flush();
            addReference(source.substr(i + 1, end - i - 1), network);
            i = end;
        } else if (source[i] == '}') {
            throw std::invalid_argument("expected { before }");
        } else {
            run += source[i];
        }
    }
    if (isEmphasis)
        throw std::invalid_argument("expected a second * that ends the emphasis");
    flush();
}

void LessonText::addReference(std::string_view inside, const Network& network) {
    const bool isNumber = inside.starts_with('=');
    const auto quantity = quantityNamed(inside.substr(isNumber ? 1 : 0), network);
    if (!quantity)
        throw std::invalid_argument("expected in braces the name of a value of this network (" +
                                    quantityNames() + "), found " + quotedShort(inside));
    m_pieces.push_back(
        {isNumber ? TextPiece::Kind::Number : TextPiece::Kind::Symbol, {}, *quantity});
}

std::vector<TextPiece> LessonText::told(const Trace& trace, const Notation& notation) const {
    std::vector<TextPiece> all = m_pieces;
    for (auto& piece : all) {
        if (piece.kind == TextPiece::Kind::Symbol)
            piece.text = symbolOf(piece.quantity, trace.network, notation);
        if (piece.kind != TextPiece::Kind::Number)
            continue;
        const double worth = worthOf(piece.quantity, trace);
        const bool isGiven =
            piece.quantity.kind == Quantity::Kind::LearningRate ||
            (piece.quantity.kind == Quantity::Kind::Value && piece.quantity.value.isEditable());
        // What was typed in is told as short as it is.
        piece.text = !std::isfinite(worth) ? "too large a number"
                     : isGiven             ? exactNumber(worth, notation.numbers)
                                           : formatNumber(worth, notation.numbers);
    }
    return all;
}

std::string plainText(const std::vector<TextPiece>& pieces) {
    std::string text;
    for (const auto& piece : pieces)
        text += piece.text;
    return text;
}

}  // namespace stepgrad

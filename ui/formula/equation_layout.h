#pragma once

#include <QSizeF>
#include <memory>
#include <vector>

#include "ui/formula/typeset_equations.h"

namespace stepgrad {

/// Equations below each other, aligned at their relation signs: the left side,
/// then each side on a line of its own. A side that is too long is broken before
/// + or ·, or all are made a little smaller; nothing is ever left out.
class EquationLayout {
public:
    /// In which ink a piece is written.
    enum class Ink { Symbols, Numbers, Result };
    struct Piece {
        MathBox box;
        QPointF origin;  ///< its reference point
        Ink ink = Ink::Symbols;
        bool isBackward = false;  ///< belongs to a delta or gradient
    };
    /// Smaller than this, text becomes hard to read: a bar scrolls instead.
    static constexpr double kLeastScale = 0.75;

    EquationLayout() = default;
    /// @param pixelSize  of the type
    /// @param width      that the lines may take, in pixels
    EquationLayout(const std::vector<Equation>& equations, double pixelSize, double width);
    /// The same of what is typeset at its largest already.
    EquationLayout(const TypesetEquations& equations, double width);

    QSizeF size() const { return m_size; }
    double scale() const { return m_scale; }
    const std::vector<Piece>& pieces() const { return m_pieces; }
    /// The font that the pieces were laid out with; null where there are none.
    const std::shared_ptr<const MathFont>& font() const { return m_font; }
    /// Where values stand, in reading order; inner ones before what they lie in.
    std::vector<MathBox::Term> terms() const;

private:
    enum class Breaks { None, Allowed, Everywhere };
    void place(const TypesetEquations& equations, double width, Breaks breaks);
    void placeEquation(const TypesetEquations& equations, std::size_t index, double signLeft,
                       double width, Breaks breaks);
    void addPiece(MathBox box, double x, Ink ink);
    void endLine(double gap);

    std::shared_ptr<const MathFont> m_font;
    std::vector<Piece> m_pieces;
    std::size_t m_lineStart = 0;  ///< first piece of the line being filled
    bool m_isBackward = false;    ///< of the equation being placed
    int m_extraLines = 0;         ///< that breaking took
    double m_y = 0.0;             ///< lower edge of what is placed
    QSizeF m_size;
    double m_scale = 1.0;
};

}  // namespace stepgrad

#pragma once

#include <QByteArray>
#include <QHash>
#include <QRawFont>
#include <array>
#include <memory>

#include "ui/formula/math_table.h"

namespace stepgrad {

/// A font for formulas with its mathematical table, of no size yet. As with
/// QRawFont, only for the thread that made it (the one of the windows).
class MathFace {
public:
    /// What a glyph measures, in em; y grows downwards from the baseline.
    struct Metrics {
        double advance = 0.0;
        double ascent = 0.0;   ///< above the baseline
        double descent = 0.0;  ///< below it
        double italic = 0.0;   ///< how far it leans over its advance
        double accent = 0.0;   ///< where the middle of a hat belongs
    };

    /// @param font   of any size
    /// @param table  its MATH table; empty: usual constants
    MathFace(const QRawFont& font, const QByteArray& table);

    /// The face that the program uses: Latin Modern Math from the resources;
    /// else an installed font with a MATH table; else the application's font
    /// with usual constants. Never null. Belongs to the application object.
    static std::shared_ptr<const MathFace> standard();
    /// The same without the resources, and without installed fonts.
    static std::shared_ptr<const MathFace> installed();
    static std::shared_ptr<const MathFace> plain();

    const MathTable& table() const { return m_table; }
    /// The glyph of a character, 0 where the font has none.
    quint32 glyph(char32_t character) const;
    Metrics metrics(quint32 glyph) const;
    QRawFont atSize(double pixelSize) const;

private:
    QRawFont m_big;  ///< one unit of the design a pixel: measures without rounding
    MathTable m_table;
    mutable QHash<char32_t, quint32> m_glyphs;
    mutable QHash<quint32, Metrics> m_metrics;
};

/// A face at a size, with its two smaller sizes for scripts.
class MathFont {
public:
    MathFont(std::shared_ptr<const MathFace> face, double pixelSize);

    /// The standard face at that size; kept, so that asking again is cheap.
    static std::shared_ptr<const MathFont> ofSize(double pixelSize);

    const MathFace& face() const { return *m_face; }
    double pixelSize() const { return m_sizes[0]; }
    /// Pixels an em at a level: 0 text, 1 scripts, 2 scripts of scripts.
    double em(int level) const { return m_sizes[static_cast<std::size_t>(level)]; }
    double constant(MathConstant which, int level) const {
        return m_face->table().constant(which) * em(level);
    }
    const QRawFont& rawFont(int level) const { return m_fonts[static_cast<std::size_t>(level)]; }

private:
    std::shared_ptr<const MathFace> m_face;
    std::array<double, 3> m_sizes;
    std::array<QRawFont, 3> m_fonts;
};

}  // namespace stepgrad

#pragma once

#include <QByteArray>
#include <optional>
#include <vector>

namespace stepgrad {

/// The constants of an OpenType MATH table that the layout uses. The numbers
/// are their places among the table's value records.
enum class MathConstant {
    AxisHeight = 1,
    AccentBaseHeight = 2,
    SubscriptShiftDown = 4,
    SubscriptTopMax = 5,
    SubscriptBaselineDropMin = 6,
    SuperscriptShiftUp = 7,
    SuperscriptShiftUpCramped = 8,
    SuperscriptBottomMin = 9,
    SuperscriptBaselineDropMax = 10,
    SubSuperscriptGapMin = 11,
    SuperscriptBottomMaxWithSubscript = 12,
    SpaceAfterScript = 13,
    LowerLimitGapMin = 16,
    LowerLimitBaselineDropMin = 17,
    FractionNumeratorShiftUp = 28,
    FractionNumeratorDisplayStyleShiftUp = 29,
    FractionDenominatorShiftDown = 30,
    FractionDenominatorDisplayStyleShiftDown = 31,
    FractionNumeratorGapMin = 32,
    FractionNumDisplayStyleGapMin = 33,
    FractionRuleThickness = 34,
    FractionDenominatorGapMin = 35,
    FractionDenomDisplayStyleGapMin = 36,
    RadicalVerticalGap = 45,
    RadicalDisplayStyleVerticalGap = 46,
    RadicalRuleThickness = 47
};

/// Reads a font's OpenType MATH table. Every read is checked against the bytes
/// that are there, and constants beyond reason are replaced by usual ones, so
/// that a truncated or hostile table gives a formula that looks odd, no more.
/// All lengths are in em (1 is the size of the font).
class MathTable {
public:
    /// A larger form of a glyph.
    struct Variant {
        quint32 glyph = 0;
        double height = 0.0;
    };
    /// A piece that a glyph of any height can be put together from, bottom first.
    struct Part {
        quint32 glyph = 0;
        double startConnector = 0.0;  ///< how much of it may overlap the piece below
        double endConnector = 0.0;    ///< and the piece above
        double height = 0.0;
        bool repeats = false;
    };

    /// @param bytes       the table, or nothing: then all constants are usual ones
    /// @param unitsPerEm  of the font; <= 0 counts as 1000
    explicit MathTable(QByteArray bytes = {}, double unitsPerEm = 1000.0);

    /// Whether there are constants of the font's own.
    bool isValid() const { return m_constants > 0; }
    double constant(MathConstant which) const;
    /// Size of scripts compared to the text: level 1 scripts, level 2 scripts of scripts.
    double scriptScale(int level) const;
    /// The least height of Σ and its like where they stand by themselves.
    double displayOperatorHeight() const;
    /// How far a slanted glyph leans over its width.
    std::optional<double> italicCorrection(quint32 glyph) const;
    /// Where the middle of an accent above the glyph belongs.
    std::optional<double> topAccent(quint32 glyph) const;
    /// Larger forms, smallest first.
    std::vector<Variant> variants(quint32 glyph) const;
    std::vector<Part> parts(quint32 glyph) const;
    double minConnectorOverlap() const;

private:
    int u16(qsizetype offset) const;
    int i16(qsizetype offset) const;
    /// The offset stored at `at`, added to `from`; 0 where it is null.
    qsizetype follow(qsizetype from, qsizetype at) const;
    int coverageIndex(qsizetype coverage, quint32 glyph) const;
    std::optional<double> glyphValue(qsizetype table, quint32 glyph) const;
    qsizetype construction(quint32 glyph) const;

    QByteArray m_bytes;
    double m_unitsPerEm;
    qsizetype m_constants = 0;
    qsizetype m_glyphInfo = 0;
    qsizetype m_variants = 0;
};

}  // namespace stepgrad

#include "ui/formula/math_table.h"

#include <algorithm>
#include <cmath>

namespace stepgrad {
namespace {

constexpr int kValueRecords = 8;  ///< offset of the value records among the constants
constexpr int kLastRecord = static_cast<int>(MathConstant::RadicalRuleThickness);
constexpr double kMostReasonable = 2.0;  ///< no constant of a real font is larger, in em
constexpr int kMostParts = 32;           ///< real glyphs have at most five

/// For fonts without a table: what mathematics fonts usually have, in em.
double usual(MathConstant which) {
    switch (which) {
        case MathConstant::AxisHeight:
            return 0.25;
        case MathConstant::AccentBaseHeight:
            return 0.45;
        case MathConstant::SubscriptShiftDown:
            return 0.247;
        case MathConstant::SubscriptTopMax:
            return 0.344;
        case MathConstant::SubscriptBaselineDropMin:
            return 0.2;
        case MathConstant::SuperscriptShiftUp:
            return 0.363;
        case MathConstant::SuperscriptShiftUpCramped:
            return 0.289;
        case MathConstant::SuperscriptBottomMin:
            return 0.108;
        case MathConstant::SuperscriptBaselineDropMax:
            return 0.25;
        case MathConstant::SubSuperscriptGapMin:
            return 0.16;
        case MathConstant::SuperscriptBottomMaxWithSubscript:
            return 0.344;
        case MathConstant::SpaceAfterScript:
            return 0.056;
        case MathConstant::LowerLimitGapMin:
            return 0.167;
        case MathConstant::LowerLimitBaselineDropMin:
            return 0.6;
        case MathConstant::FractionNumeratorShiftUp:
            return 0.394;
        case MathConstant::FractionNumeratorDisplayStyleShiftUp:
            return 0.677;
        case MathConstant::FractionDenominatorShiftDown:
            return 0.345;
        case MathConstant::FractionDenominatorDisplayStyleShiftDown:
            return 0.686;
        case MathConstant::FractionNumeratorGapMin:
        case MathConstant::FractionDenominatorGapMin:
        case MathConstant::FractionRuleThickness:
        case MathConstant::RadicalRuleThickness:
        case MathConstant::RadicalVerticalGap:
            return 0.04;
        case MathConstant::FractionNumDisplayStyleGapMin:
        case MathConstant::FractionDenomDisplayStyleGapMin:
        case MathConstant::RadicalDisplayStyleVerticalGap:
            return 0.12;
    }
    return 0.0;
}

}  // namespace

MathTable::MathTable(QByteArray bytes, double unitsPerEm)
    : m_bytes(std::move(bytes)), m_unitsPerEm(unitsPerEm > 0.0 ? unitsPerEm : 1000.0) {
    m_constants = follow(0, 4);
    if (m_constants + kValueRecords + 4 * (kLastRecord + 1) > m_bytes.size())
        m_constants = 0;
    m_glyphInfo = follow(0, 6);
    m_variants = follow(0, 8);
}

int MathTable::u16(qsizetype offset) const {
    if (offset < 0 || offset + 1 >= m_bytes.size())
        return 0;
    return static_cast<unsigned char>(m_bytes[offset]) << 8 |
           static_cast<unsigned char>(m_bytes[offset + 1]);
}

int MathTable::i16(qsizetype offset) const {
    const int value = u16(offset);
    return value < 0x8000 ? value : value - 0x10000;
}

qsizetype MathTable::follow(qsizetype from, qsizetype at) const {
    const int offset = u16(at);
    return offset == 0 ? 0 : from + offset;
}

double MathTable::constant(MathConstant which) const {
    if (!isValid())
        return usual(which);
    const double value =
        i16(m_constants + kValueRecords + 4 * static_cast<int>(which)) / m_unitsPerEm;
    const bool isThickness =
        which == MathConstant::FractionRuleThickness || which == MathConstant::RadicalRuleThickness;
    const bool positive = !isThickness || value > 0.0;
    return std::abs(value) <= kMostReasonable && positive ? value : usual(which);
}

double MathTable::scriptScale(int level) const {
    if (level <= 0)
        return 1.0;
    const double standard = level == 1 ? 0.7 : 0.5;
    if (!isValid())
        return standard;
    const double scale = i16(m_constants + (level == 1 ? 0 : 2)) / 100.0;
    return scale >= 0.3 && scale <= 1.0 ? scale : standard;
}

double MathTable::displayOperatorHeight() const {
    const double height = isValid() ? u16(m_constants + 6) / m_unitsPerEm : 0.0;
    return height > 0.0 && height <= 3.0 ? height : 1.3;
}

int MathTable::coverageIndex(qsizetype coverage, quint32 glyph) const {
    const int format = u16(coverage);
    const int count = u16(coverage + 2);
    const int wanted = static_cast<int>(glyph);
    const qsizetype first = coverage + 4;
    // Both forms are sorted by glyph; in an unsorted one nothing may be found.
    int low = 0;
    int high = count - 1;
    while (low <= high) {
        const int middle = (low + high) / 2;
        const qsizetype record = first + middle * (format == 1 ? 2 : 6);
        const int start = u16(record);
        const int end = format == 1 ? start : u16(record + 2);
        if (wanted < start)
            high = middle - 1;
        else if (wanted > end)
            low = middle + 1;
        else
            return format == 1 ? middle : u16(record + 4) + wanted - start;
    }
    return -1;
}

std::optional<double> MathTable::glyphValue(qsizetype table, quint32 glyph) const {
    if (table == 0)
        return std::nullopt;
    const int index = coverageIndex(follow(table, table), glyph);
    if (index < 0 || index >= u16(table + 2))
        return std::nullopt;
    const double value = i16(table + 4 + 4 * index) / m_unitsPerEm;
    if (std::abs(value) > kMostReasonable)
        return std::nullopt;
    return value;
}

std::optional<double> MathTable::italicCorrection(quint32 glyph) const {
    return m_glyphInfo ? glyphValue(follow(m_glyphInfo, m_glyphInfo), glyph) : std::nullopt;
}

std::optional<double> MathTable::topAccent(quint32 glyph) const {
    return m_glyphInfo ? glyphValue(follow(m_glyphInfo, m_glyphInfo + 2), glyph) : std::nullopt;
}

qsizetype MathTable::construction(quint32 glyph) const {
    const qsizetype coverage = m_variants ? follow(m_variants, m_variants + 2) : 0;
    if (coverage == 0)
        return 0;
    const int index = coverageIndex(coverage, glyph);
    return index < 0 || index >= u16(m_variants + 6)
               ? 0
               : follow(m_variants, m_variants + 10 + 2 * index);
}

std::vector<MathTable::Variant> MathTable::variants(quint32 glyph) const {
    std::vector<Variant> all;
    const qsizetype table = construction(glyph);
    const int count = table ? std::min(u16(table + 2), kMostParts) : 0;
    for (int i = 0; i < count; ++i) {
        const qsizetype record = table + 4 + 4 * i;
        const Variant variant{static_cast<quint32>(u16(record)), u16(record + 2) / m_unitsPerEm};
        if (variant.glyph != 0)
            all.push_back(variant);
    }
    return all;
}

std::vector<MathTable::Part> MathTable::parts(quint32 glyph) const {
    std::vector<Part> all;
    const qsizetype table = construction(glyph);
    const qsizetype assembly = table ? follow(table, table) : 0;
    const int count = assembly ? std::min(u16(assembly + 4), kMostParts) : 0;
    for (int i = 0; i < count; ++i) {
        const qsizetype record = assembly + 6 + 10 * i;
        const Part part{static_cast<quint32>(u16(record)), u16(record + 2) / m_unitsPerEm,
                        u16(record + 4) / m_unitsPerEm, u16(record + 6) / m_unitsPerEm,
                        (u16(record + 8) & 1) != 0};
        if (part.glyph != 0 && part.height > 0.0)
            all.push_back(part);
    }
    return all;
}

double MathTable::minConnectorOverlap() const {
    return m_variants ? u16(m_variants) / m_unitsPerEm : 0.0;
}

}  // namespace stepgrad

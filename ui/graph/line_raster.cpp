#include "ui/graph/line_raster.h"

#include <algorithm>
#include <cmath>

namespace stepgrad {
namespace {

constexpr int kSamples = 8;  ///< in a column where a line ends
constexpr double kLevel = 1e-9;

/// Each channel times t / 255, rounded; all four at once.
QRgb times(QRgb color, unsigned t) {
    std::uint64_t x = (color | (std::uint64_t{color} << 24)) & 0x00ff00ff00ff00ffu;
    x *= t;
    x = ((x + ((x >> 8) & 0x00ff00ff00ff00ffu) + 0x0080008000800080u) >> 8) & 0x00ff00ff00ff00ffu;
    return static_cast<QRgb>(x | (x >> 24));
}

void blend(QRgb& pixel, QRgb over) {
    pixel = over + times(pixel, 255u - (over >> 24));
}

/// 32 binary places, so that steps of a long line do not add up to an error.
std::int64_t fixed(double value) {
    return static_cast<std::int64_t>(value * 0x1p32);
}

/// In 1/256 pixel.
int units(std::int64_t value) {
    return static_cast<int>(value >> 24);
}

/// How much of 0 … 1 lies in a span.
double overlap(double low, double high, int cell) {
    return std::min(high, cell + 1.0) - std::max(low, static_cast<double>(cell));
}

}  // namespace

LineRaster::LineRaster(QImage& image)
    : m_pixels(reinterpret_cast<QRgb*>(image.bits())),
      m_width(image.width()),
      m_height(image.height()),
      m_stride(image.bytesPerLine() / static_cast<qsizetype>(sizeof(QRgb))) {
    Q_ASSERT(image.format() == QImage::Format_ARGB32_Premultiplied);
}

void LineRaster::draw(const QLineF& line, double width, QRgb color) {
    const double length = line.length();
    if (!(length > 0.0) || !(width > 0.0) || !std::isfinite(length))
        return;
    const bool steep = std::abs(line.dy()) > std::abs(line.dx());
    Stroke s{};
    s.a1 = steep ? line.y1() : line.x1();
    s.b1 = steep ? line.x1() : line.y1();
    s.da = steep ? line.dy() : line.dx();
    s.db = steep ? line.dx() : line.dy();
    if (s.da < 0.0) {
        s.a1 += s.da;
        s.b1 += s.db;
        s.da = -s.da;
        s.db = -s.db;
    }
    s.half = 0.5 * width * length / s.da;
    s.reach = 0.5 * width * std::abs(s.db) / length;
    s.alongCount = steep ? m_height : m_width;
    s.acrossCount = steep ? m_width : m_height;
    s.alongStride = steep ? m_stride : 1;
    s.acrossStride = steep ? 1 : m_stride;

    // The columns where anything of it is inside the image.
    double first = std::max(0.0, s.a1 - s.reach);
    double last = std::min<double>(s.alongCount, s.a1 + s.da + s.reach);
    const double slope = s.db / s.da;
    const double low = -s.half - 1.0 - s.b1, high = s.acrossCount + s.half + 1.0 - s.b1;
    if (std::abs(slope) > kLevel) {
        first = std::max(first, s.a1 + (slope > 0.0 ? low : high) / slope);
        last = std::min(last, s.a1 + (slope > 0.0 ? high : low) / slope);
    } else if (low > 0.0 || high < 0.0) {
        return;
    }
    if (!(first < last))
        return;
    const int begin = std::max(0, static_cast<int>(std::floor(first)));
    const int end = std::min(s.alongCount, static_cast<int>(std::ceil(last)));
    const auto bounded = [&](double column) {
        return static_cast<int>(std::clamp<double>(column, begin, end));
    };
    const int whole = bounded(std::ceil(s.a1 + s.reach));
    const int wholeEnd = std::max(whole, bounded(std::floor(s.a1 + s.da - s.reach)));
    setColor(color);
    for (int column = begin; column < whole; ++column)
        drawEnd(s, column);
    drawSpans(s, whole, wholeEnd);
    for (int column = wholeEnd; column < end; ++column)
        drawEnd(s, column);
}

void LineRaster::setColor(QRgb color) {
    if (m_shades.back() == color)
        return;
    for (unsigned i = 0; i < m_shades.size(); ++i)
        m_shades[i] = times(color, (i * 255u + 128u) / 256u);
}

/// Away from the ends both borders are straight, so that the middle of a column
/// tells the area exactly.
void LineRaster::drawSpans(const Stroke& stroke, int begin, int end) {
    const double middle = stroke.middle(begin + 0.5);
    std::int64_t low = fixed(middle - stroke.half);
    const std::int64_t step = fixed(stroke.db / stroke.da);
    const int thickness = units(fixed(2.0 * stroke.half));
    // As many in every column, covered or not: that is what processors are quick at.
    const int cells = (thickness + 255) / 256 + 1;
    QRgb* column = m_pixels + begin * stroke.alongStride;
    for (int i = begin; i < end; ++i, low += step, column += stroke.alongStride) {
        const int first = static_cast<int>(low >> 32);
        int from = units(low) - first * 256, to = from + thickness;
        const bool inside = first >= 0 && first + cells <= stroke.acrossCount;
        QRgb* pixel = column + first * stroke.acrossStride;
        for (int cell = first; cell < first + cells; ++cell, pixel += stroke.acrossStride) {
            const int part = std::clamp(to, 0, 256) - std::clamp(from, 0, 256);
            from -= 256;
            to -= 256;
            if (inside || (cell >= 0 && cell < stroke.acrossCount))
                blend(*pixel, m_shades[static_cast<std::size_t>(part)]);
        }
    }
}

/// Where an end cuts through the column: the mean of several thin columns.
void LineRaster::drawEnd(const Stroke& stroke, int column) {
    const double middle = stroke.middle(column + 0.5);
    const int begin = std::max(0, static_cast<int>(std::floor(middle - stroke.half - 1.0)));
    const int end =
        std::min(stroke.acrossCount, static_cast<int>(std::ceil(middle + stroke.half + 1.0)));
    if (begin >= end)
        return;
    m_coverage.assign(static_cast<std::size_t>(end - begin), 0.0);
    for (int i = 0; i < kSamples; ++i) {
        const double a = column + (i + 0.5) / kSamples;
        double low = stroke.middle(a) - stroke.half, high = stroke.middle(a) + stroke.half;
        // The ends stand square on the axis.
        const double fromStart = a - stroke.a1, fromEnd = a - stroke.a1 - stroke.da;
        if (std::abs(stroke.db) < kLevel * stroke.da) {
            if (fromStart < 0.0 || fromEnd > 0.0)
                continue;
        } else {
            const double start = stroke.b1 - fromStart * stroke.da / stroke.db;
            const double finish = stroke.b1 + stroke.db - fromEnd * stroke.da / stroke.db;
            low = std::max(low, stroke.db > 0.0 ? start : finish);
            high = std::min(high, stroke.db > 0.0 ? finish : start);
        }
        low = std::max<double>(low, begin);
        high = std::min<double>(high, end);
        for (int row = static_cast<int>(low); row < high; ++row)
            m_coverage[static_cast<std::size_t>(row - begin)] +=
                std::max(0.0, overlap(low, high, row)) / kSamples;
    }
    QRgb* pixel = m_pixels + column * stroke.alongStride + begin * stroke.acrossStride;
    for (const double coverage : m_coverage) {
        blend(*pixel,
              m_shades[static_cast<std::size_t>(std::lround(256.0 * std::min(1.0, coverage)))]);
        pixel += stroke.acrossStride;
    }
}

}  // namespace stepgrad

#pragma once

#include <QImage>
#include <QLineF>
#include <array>
#include <cstdint>
#include <vector>

namespace stepgrad {

/// Draws antialiased lines into an image, several times as fast as QPainter does:
/// for networks with thousands of edges. A line is the rectangle around its axis
/// with flat ends; a pixel gets as much of the colour as the rectangle covers of
/// it, over what is there. Touches nothing but its image, so any thread may have
/// one.
class LineRaster {
public:
    /// @param image  Format_ARGB32_Premultiplied, not null; has to outlive this
    /// and is not to be touched by anybody else until then.
    explicit LineRaster(QImage& image);

    /// Line and width in pixels, y downward; pixel (0, 0) covers 0 … 1. What is
    /// outside the image is left out. A line without length or width is nothing.
    /// @param color  premultiplied
    void draw(const QLineF& line, double width, QRgb color);

private:
    /// One line, seen along the axis that it mostly follows: "along" and "across".
    struct Stroke {
        double a1, b1, da, db;  ///< start and extent; da > 0, |db| <= da
        double half;            ///< half its thickness, measured across
        double reach;           ///< how far slanting ends reach along beyond its axis
        int alongCount, acrossCount;
        qsizetype alongStride, acrossStride;
        double middle(double a) const { return b1 + (a - a1) * db / da; }
    };
    void setColor(QRgb color);
    void drawSpans(const Stroke& stroke, int begin, int end);
    void drawEnd(const Stroke& stroke, int column);

    QRgb* m_pixels;
    int m_width, m_height;
    qsizetype m_stride;
    std::array<QRgb, 257> m_shades{};  ///< the colour at each coverage, in 1/256
    std::vector<double> m_coverage;    ///< of one column near an end
};

}  // namespace stepgrad

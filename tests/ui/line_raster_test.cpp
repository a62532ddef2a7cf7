#include "ui/graph/line_raster.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace stepgrad {
namespace {

constexpr QRgb kOpaque = qRgba(255, 255, 255, 255);

QImage blank(int width = 48, int height = 40) {
    QImage image(width, height, QImage::Format_ARGB32_Premultiplied);
    image.fill(0);
    return image;
}

QImage drawn(const QLineF& line, double width, QRgb color = kOpaque, QSize size = {48, 40}) {
    QImage image = blank(size.width(), size.height());
    LineRaster(image).draw(line, width, color);
    return image;
}

double sumOfAlpha(const QImage& image) {
    double sum = 0.0;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            sum += qAlpha(image.pixel(x, y)) / 255.0;
    return sum;
}

/// How much of a pixel lies in the rectangle of the line: by counting points.
double covered(const QLineF& line, double width, int x, int y) {
    constexpr int kPoints = 24;
    const double length = line.length();
    const double ux = line.dx() / length, uy = line.dy() / length;
    int inside = 0;
    for (int i = 0; i < kPoints * kPoints; ++i) {
        const double px = x + (i % kPoints + 0.5) / kPoints - line.x1();
        const double py = y + (i / kPoints + 0.5) / kPoints - line.y1();
        const double along = px * ux + py * uy, across = px * uy - py * ux;
        inside += along >= 0.0 && along <= length && std::abs(across) <= 0.5 * width;
    }
    return inside / double{kPoints * kPoints};
}

/// Lines of every direction, well inside the picture.
std::vector<QLineF> fan() {
    std::vector<QLineF> lines;
    for (int degrees = 0; degrees < 360; degrees += 11) {
        QLineF line(QPointF(24.3, 20.6), QPointF(40.0, 20.6));
        line.setAngle(degrees);
        lines.push_back(line);
    }
    return lines;
}

}  // namespace

TEST(LineRaster, ALineCoversItsArea) {
    for (const QLineF& line : fan())
        for (const double width : {0.7, 1.0, 2.6, 5.5})
            EXPECT_NEAR(sumOfAlpha(drawn(line, width)), line.length() * width,
                        0.02 * line.length() * width + 0.15)
                << line.angle() << "°, width " << width;
}

TEST(LineRaster, EachPixelGetsAboutWhatTheRectangleCoversOfIt) {
    for (const QLineF& line : fan())
        for (const double width : {1.3, 4.2}) {
            const QImage image = drawn(line, width);
            double squares = 0.0;
            for (int y = 0; y < image.height(); ++y)
                for (int x = 0; x < image.width(); ++x) {
                    const double error =
                        qAlpha(image.pixel(x, y)) / 255.0 - covered(line, width, x, y);
                    squares += error * error;
                    // The middle of a column stands for all of it: on a slope of
                    // one half of a corner is missed at most.
                    ASSERT_NEAR(error, 0.0, 0.2) << line.angle() << "°, " << x << ", " << y;
                }
            EXPECT_LT(std::sqrt(squares / (line.length() * width)), 0.1);
        }
}

TEST(LineRaster, HorizontalAndVerticalLinesAreExact) {
    for (const bool vertical : {false, true}) {
        const QLineF line =
            vertical ? QLineF(10.5, 5.0, 10.5, 25.0) : QLineF(5.0, 10.5, 25.0, 10.5);
        const QImage image = drawn(line, 2.0);
        for (int y = 0; y < image.height(); ++y)
            for (int x = 0; x < image.width(); ++x)
                EXPECT_NEAR(qAlpha(image.pixel(x, y)), 255.0 * covered(line, 2.0, x, y), 1.0);
    }
}

TEST(LineRaster, BothDirectionsOfALineGiveTheSamePicture) {
    for (const QLineF& line : fan())
        EXPECT_EQ(drawn(line, 2.3), drawn(QLineF(line.p2(), line.p1()), 2.3));
}

TEST(LineRaster, AMirroredLineGivesTheMirroredPicture) {
    // Places in eighths and a quarter turn keep all arithmetic exact.
    const QLineF line(10.125, 8.25, 34.125, 26.25);
    const QImage image = drawn(line, 2.5, kOpaque, {48, 48});
    const QImage turned =
        drawn(QLineF(line.y1(), line.x1(), line.y2(), line.x2()), 2.5, kOpaque, {48, 48});
    const QImage mirrored = drawn(QLineF(48.0 - line.x1(), line.y1(), 48.0 - line.x2(), line.y2()),
                                  2.5, kOpaque, {48, 48});
    for (int y = 0; y < 48; ++y)
        for (int x = 0; x < 48; ++x) {
            EXPECT_EQ(image.pixel(x, y), turned.pixel(y, x));
            EXPECT_NEAR(qAlpha(image.pixel(x, y)), qAlpha(mirrored.pixel(47 - x, y)), 2);
        }
}

TEST(LineRaster, ALineHasItsColour) {
    const QColor color(8, 119, 189, 128);
    const QImage image = drawn(QLineF(5.0, 20.0, 40.0, 20.0), 4.0, qPremultiply(color.rgba()));
    const QColor inside = image.pixelColor(20, 20);
    EXPECT_EQ(inside.alpha(), 128);
    EXPECT_NEAR(inside.red(), 8, 2);
    EXPECT_NEAR(inside.green(), 119, 2);
    EXPECT_NEAR(inside.blue(), 189, 2);
    EXPECT_EQ(image.pixel(20, 10), 0u);
}

TEST(LineRaster, ALineLiesOverWhatIsThere) {
    QImage image = blank();
    image.fill(qRgba(200, 100, 0, 255));
    LineRaster raster(image);
    raster.draw(QLineF(5.0, 20.0, 40.0, 20.0), 4.0, qPremultiply(qRgba(0, 200, 100, 128)));
    const double part = 128.0 / 255.0;
    const QColor mixed = image.pixelColor(20, 20);
    EXPECT_NEAR(mixed.red(), 200 * (1 - part), 1.0);
    EXPECT_NEAR(mixed.green(), 100 * (1 - part) + 200 * part, 1.0);
    EXPECT_NEAR(mixed.blue(), 100 * part, 1.0);
    raster.draw(QLineF(5.0, 20.0, 40.0, 20.0), 4.0, kOpaque);
    EXPECT_EQ(image.pixel(20, 20), kOpaque);
}

TEST(LineRaster, ManyLinesOverEachOtherNeverLeaveTheRangeOfAColour) {
    QImage image = blank();
    LineRaster raster(image);
    std::mt19937 random(3);
    std::uniform_real_distribution<double> place(0.0, 40.0);
    std::uniform_int_distribution<int> channel(0, 255);
    for (int i = 0; i < 2000; ++i)
        raster.draw(QLineF(place(random), place(random), place(random), place(random)), 3.0,
                    qPremultiply(
                        qRgba(channel(random), channel(random), channel(random), channel(random))));
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x) {
            const QRgb pixel = image.pixelColor(x, y).isValid()
                                   ? reinterpret_cast<const QRgb*>(image.constScanLine(y))[x]
                                   : 0u;
            ASSERT_LE(std::max({qRed(pixel), qGreen(pixel), qBlue(pixel)}), qAlpha(pixel));
        }
}

TEST(LineRaster, WhatIsOutsideIsLeftOutAndNothingElse) {
    // The same lines in a picture with a wide margin, of which the middle is cut out.
    constexpr int kMargin = 400;
    std::mt19937 random(5);
    std::uniform_real_distribution<double> place(-300.0, 300.0), width(0.5, 40.0);
    for (int i = 0; i < 200; ++i) {
        const QLineF line(place(random), place(random), place(random), place(random));
        const double thickness = width(random);
        const QImage cut = drawn(line, thickness);
        const QImage whole = drawn(line.translated(kMargin, kMargin), thickness, kOpaque,
                                   {48 + 2 * kMargin, 40 + 2 * kMargin});
        const QImage middle = whole.copy(kMargin, kMargin, 48, 40);
        for (int y = 0; y < cut.height(); ++y)
            for (int x = 0; x < cut.width(); ++x)
                ASSERT_NEAR(qAlpha(cut.pixel(x, y)), qAlpha(middle.pixel(x, y)), 2)
                    << "line " << i << " at " << x << ", " << y;
    }
}

TEST(LineRaster, NothingIsDrawnOfNothing) {
    QImage image = blank();
    LineRaster raster(image);
    raster.draw(QLineF(5.0, 5.0, 5.0, 5.0), 3.0, kOpaque);
    raster.draw(QLineF(5.0, 5.0, 30.0, 5.0), 0.0, kOpaque);
    raster.draw(QLineF(-500.0, -5.0, 900.0, -5.0), 3.0, kOpaque);
    raster.draw(QLineF(-20.0, 5.0, -3.0, 5.0), 3.0, kOpaque);
    raster.draw(QLineF(1e9, 1e9, 2e9, -3e9), 3.0, kOpaque);
    raster.draw(QLineF(0.0, 0.0, std::nan(""), 5.0), 3.0, kOpaque);
    EXPECT_EQ(image, blank());
}

}  // namespace stepgrad

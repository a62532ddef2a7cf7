#include "ui/response_picture.h"

#include <algorithm>
#include <cmath>

#include "ui/appearance.h"

namespace stepgrad {

std::pair<double, double> colourRange(Activation activation, const Vector& answers) {
    switch (activation) {
        case Activation::Sigmoid:
        case Activation::Softmax:
        case Activation::Step:
            return {0.0, 1.0};
        case Activation::Tanh:
            return {-1.0, 1.0};
        default:
            break;
    }
    double least = 0.0, greatest = 0.0;
    bool isFirst = true;
    for (const double value : answers) {
        if (!std::isfinite(value))
            continue;
        least = isFirst ? value : std::min(least, value);
        greatest = isFirst ? value : std::max(greatest, value);
        isFirst = false;
    }
    return {least, greatest};
}

QImage responsePicture(const Vector& answers, int side, const std::pair<double, double>& range,
                       double strength) {
    const Palette& palette = Appearance::instance().palette();
    QImage picture(side, side, QImage::Format_RGB32);
    for (int y = 0; y < side; ++y)
        for (int x = 0; x < side; ++x) {
            const double value = answers[y * side + x];
            const QColor colour =
                std::isfinite(value)
                    ? mixed(palette.panel, colourOfValue(palette, value, range.first, range.second),
                            strength)
                    : palette.grid;
            picture.setPixel(x, y, colour.rgb());
        }
    return picture;
}

}  // namespace stepgrad

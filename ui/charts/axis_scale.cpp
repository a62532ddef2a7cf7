#include "ui/charts/axis_scale.h"

#include <QLogValueAxis>
#include <QValueAxis>
#include <algorithm>
#include <cmath>

#include "ui/charts/curve_points.h"

namespace stepgrad {

void setScale(QValueAxis* axis, double high, double interval) {
    // In the order that never asks for more marks in between than before or
    // after: each costs the axis time and memory.
    axis->setTickType(QValueAxis::TicksDynamic);
    axis->setTickAnchor(0.0);
    if (interval > axis->tickInterval()) {
        axis->setTickInterval(interval);
        axis->setRange(0.0, high);
    } else {
        axis->setRange(0.0, high);
        axis->setTickInterval(interval);
    }
}

void setLinearScale(QValueAxis* axis, double high, int most) {
    const double least = niceCeiling(std::clamp(high, 1e-300, 1e307) * 1.02);
    const double interval = niceInterval(least, most);
    setScale(axis, interval * std::ceil(least / interval - 1e-9), interval);
    const int decimals = std::max(0, static_cast<int>(std::ceil(-std::log10(interval) - 1e-9)));
    constexpr double kMostWritten = 1e7;  // larger ones as powers of ten
    const bool isPower = decimals > 6 || interval >= kMostWritten;
    axis->setLabelFormat(isPower ? QStringLiteral("%.1e") : QStringLiteral("%.%1f").arg(decimals));
}

void setLogScale(QLogValueAxis* axis, double low, double high, int most) {
    const int bottom = static_cast<int>(std::floor(std::log10(low)));
    const int decades = std::max(1, static_cast<int>(std::ceil(std::log10(high) - 1e-12)) - bottom);
    const int apart = (decades + std::max(1, most - 1) - 1) / std::max(1, most - 1);
    const int marks = (decades + apart - 1) / apart;
    axis->setBase(std::pow(10.0, apart));
    constexpr int kMostDecades = 308;  // that a number has
    axis->setRange(std::pow(10.0, bottom),
                   std::pow(10.0, std::min(bottom + marks * apart, kMostDecades)));
    axis->setLabelFormat(QStringLiteral("%.0e"));
}

}  // namespace stepgrad

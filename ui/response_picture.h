#pragma once

#include <QImage>
#include <utility>

#include "core/network/activation.h"
#include "core/network/types.h"

namespace stepgrad {

/// Between which answers the colours go from one end to the other: the ends of a
/// bounded activation, else the least and the greatest finite answer.
std::pair<double, double> colourRange(Activation activation, const Vector& answers);

/// Answers of a neuron as colours, side x side pixels, top left first. What is no
/// number has the colour of grids.
/// @param strength  0 … 1: how far the colours stand out from that of panels
QImage responsePicture(const Vector& answers, int side, const std::pair<double, double>& range,
                       double strength);

}  // namespace stepgrad

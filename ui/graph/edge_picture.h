#pragma once

#include <QImage>
#include <QSize>
#include <QTransform>
#include <cstdint>
#include <stop_token>

#include "ui/graph/edge_drawing.h"

namespace stepgrad {

/// How a view looks at the scene.
struct EdgeFrame {
    QTransform toView;  ///< from the scene to the viewport, in its logical pixels
    QSize size;         ///< of the viewport, in logical pixels
    qreal ratio = 1.0;  ///< device pixels a logical pixel
    bool operator==(const EdgeFrame&) const = default;
};

/// A picture that is wanted.
struct EdgeRequest {
    EdgeDrawing drawing;
    EdgeFrame frame;
    std::uint64_t version = 0;  ///< of the drawing: counts its changes
};

/// The edges as the viewport shows them, on a transparent ground.
struct EdgePicture {
    QImage image;  ///< of the frame's size in device pixels; null: none
    EdgeFrame frame;
    std::uint64_t version = 0;
};

/// Paints the edges, antialiased; free of any state, so for any thread.
/// @param stop  when requested, it ends early with no picture
EdgePicture paintEdges(const EdgeRequest& request, const std::stop_token& stop = {});

}  // namespace stepgrad

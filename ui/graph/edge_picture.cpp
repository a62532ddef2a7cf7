#include "ui/graph/edge_picture.h"

#include <cmath>

#include "ui/graph/line_raster.h"

namespace stepgrad {

EdgePicture paintEdges(const EdgeRequest& request, const std::stop_token& stop) {
    const EdgeFrame& frame = request.frame;
    EdgePicture picture{{}, frame, request.version};
    const QSize pixels(static_cast<int>(std::ceil(frame.size.width() * frame.ratio)),
                       static_cast<int>(std::ceil(frame.size.height() * frame.ratio)));
    QImage image(pixels, QImage::Format_ARGB32_Premultiplied);
    if (image.isNull())
        return picture;
    image.fill(0);
    const QTransform toPixels = frame.toView * QTransform::fromScale(frame.ratio, frame.ratio);
    const double scale = toPixels.m11();
    LineRaster raster(image);
    for (const auto& group : edgeGroups(request.drawing)) {
        const QRgb color = qPremultiply(group.color.rgba());
        for (const QLineF& line : group.lines) {
            if (stop.stop_requested())
                return picture;
            raster.draw(toPixels.map(line), group.width * scale, color);
        }
    }
    image.setDevicePixelRatio(frame.ratio);
    picture.image = std::move(image);
    return picture;
}

}  // namespace stepgrad

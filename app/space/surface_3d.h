#pragma once

#include "ui/laboratory/space_surface.h"

class Q3DSurface;
class QSurface3DSeries;

namespace stepgrad {

/// A surface in space by Qt DataVisualization. The right button turns it, the wheel comes
/// nearer.
class Surface3d : public SpaceSurface {
public:
    Surface3d();
    void show(const SpaceScene& scene) override;

private:
    void applyLook(const SpaceScene& scene);
    void showHeights(const SpaceScene& scene);
    void showWays(const SpaceScene& scene);
    void addBall(const SpaceScene::Point& at, float size, const QColor& colour);

    Q3DSurface* m_graph;
    QSurface3DSeries* m_series;
    SpaceScene m_shown;  ///< without its ways
};

}  // namespace stepgrad

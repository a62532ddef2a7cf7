#pragma once

#include <QString>
#include <QWidget>
#include <memory>
#include <vector>

#include "core/laboratory/loss_surface.h"

class Q3DSurface;
class QSurface3DSeries;

namespace stepgrad {

/// The loss surface in space, with the way of the training and the present point on it.
/// The right button turns it, the wheel comes nearer. Needs OpenGL: make one only where
/// `problem()` is empty.
class Surface3d : public QWidget {
    Q_OBJECT
public:
    explicit Surface3d(QWidget* parent = nullptr);

    /// Why there is none here; empty where it can be shown. Looked for once.
    static const QString& problem();

    void showSurface(const LossSurface& surface, const QString& xSymbol, const QString& ySymbol);
    void showPath(const std::vector<SurfacePoint>& path);
    Q3DSurface* graph() const { return m_graph; }

private:
    void applyColours();
    void addBall(const SurfacePoint& at, float size, const QColor& colour);

    Q3DSurface* m_graph;
    QSurface3DSeries* m_series;
    std::unique_ptr<LossSurface> m_surface;
    std::vector<SurfacePoint> m_path;
};

}  // namespace stepgrad

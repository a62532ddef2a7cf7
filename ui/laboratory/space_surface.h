#pragma once

#include <QBrush>
#include <QColor>
#include <QFont>
#include <QString>
#include <QWidget>
#include <vector>

namespace stepgrad {

/// A surface in space as it is to be drawn: heights over a grid, and balls on it.
struct SpaceScene {
    /// One of the three directions.
    struct Axis {
        float low = 0.0F, high = 1.0F;
        QString title;
    };
    struct Point {
        float x = 0.0F, height = 0.0F, y = 0.0F;
    };
    Axis x, y, height;
    int side = 0;                ///< points of the grid in both directions
    std::vector<float> heights;  ///< row by row, from the low end of y; all finite
    /// A way on it, and how it is coloured; its last point is where it has come to.
    struct Way {
        std::vector<Point> points;
        QColor colour;
    };
    std::vector<Way> ways;  ///< the last one is that of the network
    // How it looks.
    QColor ground, grid, text;
    QLinearGradient scale;  ///< of the heights, from 0 to 1
    QFont font;
};

/// Draws such a scene. Its kind is made by a library of its own that is loaded when it is
/// first asked for: it needs OpenGL and much of Qt that nothing else here does.
class SpaceSurface : public QWidget {
public:
    using QWidget::QWidget;
    virtual void show(const SpaceScene& scene) = 0;
    using QWidget::show;

    /// Why there is none here; empty where it can be shown. Looked for once.
    static const QString& problem();
    /// Null where there is a problem after all: the library is not what it should be.
    static SpaceSurface* make();
};

/// What the library exports under that name, without mangling.
constexpr const char* kMakeSpaceSurface = "stepgradMakeSpaceSurface";
using MakeSpaceSurface = SpaceSurface* (*)();

}  // namespace stepgrad

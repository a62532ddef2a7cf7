#pragma once

#include <QFont>
#include <QRectF>
#include <QString>

class QPainter;

namespace stepgrad {

/// What dots and colours of a surface mean, in one row where there is room, else in two.
struct SurfaceLegend {
    bool hasTraining = true;  ///< filled dots
    bool hasTest = false;     ///< dots with a rim only
    QString least, greatest;  ///< at the ends of the colours

    double heightFor(double width, const QFont& font) const;
    void paint(QPainter& painter, const QRectF& rect) const;
    /// The same for who does not see it.
    QString inWords() const;

private:
    double dotsWidth(const QFont& font) const;
    double coloursWidth(const QFont& font) const;
    bool isOneRow(double width, const QFont& font) const;
    void paintDots(QPainter& painter, QPointF at) const;
    void paintColours(QPainter& painter, QPointF at) const;
};

}  // namespace stepgrad

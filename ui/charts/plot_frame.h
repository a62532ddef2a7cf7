#pragma once

#include <QFont>
#include <QPointF>
#include <QRectF>
#include <QString>

class QPainter;

namespace stepgrad {

/// One axis of a small plot.
struct PlotAxis {
    double low = 0.0, high = 1.0;  ///< low < high; both > 0 where logarithmic
    bool isLog = false;
    QString title;          ///< empty: none
    bool hasLabels = true;  ///< else there is no room for them either

    /// Where a value lies, 0 at the low end and 1 at the high one.
    double share(double value) const;
    double valueAt(double share) const;
    /// The whole powers of ten around [low, high], 0 < low <= high, at least one decade.
    static PlotAxis decades(double low, double high, const QString& title);
};

/// The frame of a small plot: two axes with grid and labels, and where values lie.
class PlotFrame {
public:
    /// @param font  of the labels
    PlotFrame(const QRectF& outer, const QFont& font, PlotAxis x, PlotAxis y);

    const QRectF& area() const { return m_area; }
    const PlotAxis& x() const { return m_x; }
    const PlotAxis& y() const { return m_y; }
    QPointF at(double x, double y) const;
    void paint(QPainter& painter) const;

private:
    void paintAxis(QPainter& painter, bool isX) const;
    void paintTick(QPainter& painter, bool isX, double value, const QString& label) const;

    PlotAxis m_x, m_y;
    QFont m_font;
    QRectF m_outer, m_area;
};

/// The font of the labels beside a text of that font.
QFont plotFont(const QFont& base);

/// "10⁻³"
QString powerOfTen(int exponent);

}  // namespace stepgrad

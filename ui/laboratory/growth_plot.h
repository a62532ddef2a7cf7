#pragma once

#include <QWidget>
#include <vector>

#include "core/laboratory/timing.h"

namespace stepgrad {

/// Seconds of one update over the size of what grows, both logarithmic: measured points,
/// and the counted operations as a line, as high as the largest size was measured.
class GrowthPlot : public QWidget {
    Q_OBJECT
public:
    explicit GrowthPlot(QWidget* parent = nullptr);

    /// @param title  of the axis of sizes
    void showPoints(Growth growth, const QString& title, const std::vector<GrowthPoint>& points);
    const std::vector<GrowthPoint>& points() const { return m_points; }
    /// Seconds that one operation takes at the largest size; 0 without points.
    double secondsPerOperation() const;

    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void paintLegend(QPainter& painter) const;

    Growth m_growth = Growth::Width;
    QString m_title;
    std::vector<GrowthPoint> m_points;
};

}  // namespace stepgrad

#pragma once

#include <QImage>
#include <QLineF>
#include <QWidget>
#include <memory>
#include <optional>
#include <vector>

#include "core/laboratory/descent.h"
#include "core/laboratory/race.h"

namespace stepgrad {

class PlotFrame;

/// What lies on a surface.
struct SurfaceMarks {
    SurfacePoint present;
    Way path;  ///< of the training, the present point last
    std::vector<Racer> racers;
    std::vector<SurfacePoint> search;  ///< the way to a critical point; may be empty
};

/// J over two weights as colours and contour lines, with a scale, the present point and
/// ways on it. A click sets the point, dragging takes it along (told when it is let go),
/// the arrow keys nudge it, and the wheel narrows and widens the range.
class ContourPlot : public QWidget {
    Q_OBJECT
public:
    explicit ContourPlot(QWidget* parent = nullptr);

    void showSurface(std::shared_ptr<const LossSurface> surface, const QString& xSymbol,
                     const QString& ySymbol);
    void showMarks(SurfaceMarks marks);
    const std::shared_ptr<const LossSurface>& surface() const { return m_surface; }
    const SurfaceMarks& marks() const { return m_marks; }
    /// Where a point stands in the widget, and the other way round.
    QPointF placeOf(const SurfacePoint& point) const;
    SurfacePoint pointAt(const QPointF& place) const;
    /// The colour of an entry of a race.
    static QColor colourOf(std::size_t entry);

    QSize minimumSizeHint() const override;

signals:
    void pointChosen(const stepgrad::SurfacePoint& point);
    /// The range is to be so many times as wide around that point.
    void zoomAsked(const stepgrad::SurfacePoint& around, double factor);

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    PlotFrame frame() const;
    void drawPicture();
    void paintScale(QPainter& painter, const QRectF& area) const;
    void paintLine(QPainter& painter, const QPolygonF& line, const QColor& colour,
                   double width) const;
    void paintWay(QPainter& painter, const std::vector<SurfacePoint>& way, const QColor& colour,
                  double width) const;
    void paintDescent(QPainter& painter) const;
    void paintRacers(QPainter& painter) const;
    void paintMarks(QPainter& painter) const;
    void paintPoint(QPainter& painter) const;
    QString textAt(const SurfacePoint& point) const;

    std::shared_ptr<const LossSurface> m_surface;
    QString m_xSymbol, m_ySymbol;
    SurfaceMarks m_marks;
    QImage m_picture;  ///< colours and lines, as large as the plot's area
    std::optional<SurfacePoint> m_dragged;
};

}  // namespace stepgrad

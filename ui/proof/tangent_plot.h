#pragma once

#include <QWidget>
#include <optional>

#include "core/walkthrough/tangent.h"

namespace stepgrad {

class PlotFrame;

/// J over one weight, with its tangent, the present point and the step of the update.
/// The point can be dragged along the curve, or moved by the arrow keys.
class TangentPlot : public QWidget {
    Q_OBJECT
public:
    explicit TangentPlot(QWidget* parent = nullptr);

    /// @param symbol    of the weight, for the axis
    /// @param showStep  whether the new value may be shown
    void showCurve(const std::optional<TangentCurve>& curve, const QString& symbol, bool showStep);
    bool isDragging() const { return m_dragging; }
    /// Where the present point stands, in the widget.
    QPointF pointPosition() const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    /// Where the weight is to be.
    void valueMoved(double value);
    void dragEnded();

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    PlotFrame frame() const;
    bool isOnPoint(const QPointF& at) const;
    void paintStep(QPainter& painter, const PlotFrame& frame) const;
    void paintLegend(QPainter& painter) const;

    std::optional<TangentCurve> m_curve;
    QString m_symbol;
    bool m_showStep = false;
    bool m_dragging = false;
    double m_grip = 0.0;  ///< from the pointer to the point, where it was taken
};

}  // namespace stepgrad

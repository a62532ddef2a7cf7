#pragma once

#include <QWidget>
#include <vector>

namespace stepgrad {

/// For regression: predictions over their targets. On the diagonal all is right.
class ErrorView : public QWidget {
    Q_OBJECT
public:
    explicit ErrorView(QWidget* parent = nullptr);
    /// Target by x, prediction by y.
    void showPoints(std::vector<QPointF> points);
    const std::vector<QPointF>& points() const { return m_points; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    std::vector<QPointF> m_points;
};

}  // namespace stepgrad

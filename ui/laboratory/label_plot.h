#pragma once

#include <QWidget>
#include <optional>

#include "core/laboratory/label_curve.h"
#include "ui/charts/plot_frame.h"

namespace stepgrad {

/// A curve over labels: the mean of the runs at each value, from the least to the greatest as a
/// band, and each run as a point that can be chosen, by a click or by the arrows and Enter.
class LabelPlot : public QWidget {
    Q_OBJECT
public:
    explicit LabelPlot(QWidget* parent = nullptr);

    /// @param curve  must live as long as it is shown; null for none
    void showCurve(const LabelCurve* curve);
    /// The run that was opened last, marked.
    void mark(std::optional<std::size_t> run);

    /// Where the point of a run lies.
    QPointF placeOf(std::size_t run) const;
    QPointF placeOf(std::size_t run, const PlotFrame& plot) const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void runChosen(std::size_t run);

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    struct Drawing;
    PlotFrame frame() const;
    double x(double value) const;
    std::optional<std::size_t> runAt(const QPointF& at) const;
    QString textOf(std::size_t run) const;
    void describe();
    void move(int key);

    const LabelCurve* m_curve = nullptr;
    std::optional<std::size_t> m_pointed, m_marked;
};

}  // namespace stepgrad

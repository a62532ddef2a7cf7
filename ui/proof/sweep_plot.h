#pragma once

#include <QWidget>
#include <optional>

#include "core/walkthrough/difference_sweep.h"

namespace stepgrad {

/// The error of numerical gradients over h, both on log scales: central and forward
/// differences, the branches of truncation and rounding, and the best h.
class SweepPlot : public QWidget {
    Q_OBJECT
public:
    explicit SweepPlot(QWidget* parent = nullptr);

    void showSweep(const std::optional<DifferenceSweep>& sweep);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void describe();

    std::optional<DifferenceSweep> m_sweep;
};

}  // namespace stepgrad

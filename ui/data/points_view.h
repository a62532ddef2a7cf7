#pragma once

#include <QWidget>

#include "core/data/dataset.h"

namespace stepgrad {

/// The colour of a target or prediction between two ends: 0 and 1 for classes.
QColor colourOfValue(double value, double least, double greatest);

/// Examples of two inputs as points, coloured by their first target.
class PointsView : public QWidget {
    Q_OBJECT
public:
    explicit PointsView(QWidget* parent = nullptr);
    void showPoints(const Dataset& points);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    Dataset m_data;
};

}  // namespace stepgrad

#pragma once

#include <QImage>
#include <QWidget>
#include <memory>
#include <optional>

#include "core/data/generators.h"
#include "core/document/project.h"
#include "ui/panels/surface_legend.h"

namespace stepgrad {

/// Examples of two inputs as points in the plane, coloured by a target; and under
/// them, for a network, what one of its neurons answers all over the plane, as
/// colours. A click on an example chooses it.
class SurfaceView : public QWidget {
    Q_OBJECT
public:
    explicit SurfaceView(QWidget* parent = nullptr);

    /// The examples alone, coloured by their first target. Where they have not two
    /// inputs nothing is drawn.
    void showPoints(const NamedData& examples);
    /// @param project  its network has two inputs
    /// @param layer, neuron  whose answer is shown; the points have the colours of
    ///                 that output's target, of the first where it is no output
    /// @param points   along each side: fewer are quicker
    void showSurface(const Project& project, int layer, int neuron, int points);
    /// Marks an example of those shown.
    void mark(std::int64_t example);
    /// The colours as they were computed, a point a pixel, top left first.
    const QImage& picture() const { return m_picture; }
    /// Where an example stands in the widget. Both inputs have the same unit where
    /// their ranges are alike, so that a circle is one.
    QPointF placeOf(std::int64_t row) const;

signals:
    void exampleChosen(qint64 row);

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;

private:
    void setExamples(const DatasetPtr& examples, int target);
    void fitRange();
    void fitColours();
    QRectF area() const;
    QFont smallFont() const;
    SurfaceLegend legend() const;
    void paintAxes(QPainter& painter);
    QString textOf(std::int64_t row) const;
    std::optional<std::int64_t> exampleAt(const QPointF& at) const;
    void paintPoints(QPainter& painter);

    DatasetPtr m_data;
    std::vector<std::int64_t> m_testRows;
    std::vector<std::string> m_names;
    QRectF m_range;                          ///< of the inputs as entered; y grows upwards
    double m_least = 0.0, m_greatest = 1.0;  ///< of the answers' colours
    double m_leastTarget = 0.0, m_greatestTarget = 1.0;  ///< of the points' colours
    int m_target = 0;                       ///< column of the targets that colours the points
    std::optional<std::int64_t> m_example;  ///< the marked one
    QImage m_picture;
};

}  // namespace stepgrad

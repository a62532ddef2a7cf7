#pragma once

#include <QImage>
#include <QWidget>
#include <memory>
#include <optional>

#include "core/document/project.h"

namespace stepgrad {

/// For networks of two inputs: what one neuron answers all over the plane of the
/// inputs, as colours, with the examples on it. A click on an example chooses it.
class SurfaceView : public QWidget {
    Q_OBJECT
public:
    explicit SurfaceView(QWidget* parent = nullptr);

    /// @param project  its network has two inputs
    /// @param layer, neuron  whose answer is shown
    /// @param points   along each side: fewer are quicker
    void showSurface(const Project& project, int layer, int neuron, std::int64_t example,
                     int points);
    /// The colours as they were computed, a point a pixel, top left first.
    const QImage& picture() const { return m_picture; }
    /// Where an example stands in the widget.
    QPointF placeOf(std::int64_t row) const;
    QSize sizeHint() const override;

signals:
    void exampleChosen(qint64 row);

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;

private:
    void fitRange();
    QRectF area() const;
    std::optional<std::int64_t> exampleAt(const QPointF& at) const;
    void paintPoints(QPainter& painter);

    DatasetPtr m_data;
    std::shared_ptr<const Examples> m_examples;
    std::vector<std::string> m_names;
    QRectF m_range;                          ///< of the inputs as entered; y grows upwards
    double m_least = 0.0, m_greatest = 1.0;  ///< of the answers' colours
    double m_leastTarget = 0.0, m_greatestTarget = 1.0;  ///< of the points' colours
    std::int64_t m_example = 0;
    QImage m_picture;
};

}  // namespace stepgrad

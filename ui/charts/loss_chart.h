#pragma once

#include <QWidget>
#include <memory>

#include "core/document/session.h"

namespace stepgrad {

/// The loss over the updates as a curve, with the current point, earlier
/// trainings as grey ghosts, linear or logarithmic. Pointing at it reads a point
/// off; a click or a drag chooses an update. What lies ahead of the present one is
/// pale. Made for many calls of showCurve a second: at most about two points for
/// each pixel column are drawn, the highest and the lowest.
class LossChart : public QWidget {
    Q_OBJECT
public:
    explicit LossChart(QWidget* parent = nullptr);
    ~LossChart() override;

    void showCurve(const LossCurve& curve);
    void setLogarithmic(bool logarithmic);
    bool isLogarithmic() const;
    /// The line above the chart: name, what is shown, the choice of the scale. It
    /// may be put elsewhere, into the title of a dock.
    QWidget* header() const;
    /// What is read off where the pointer is ("update 12 · J 0.0871"); empty elsewhere.
    QString readOff() const;

signals:
    /// A place of the curve was clicked or dragged to.
    void updateChosen(qint64 update);
    void logarithmicChanged(bool logarithmic);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    class Private;
    std::unique_ptr<Private> d;
};

}  // namespace stepgrad

#pragma once

#include <QWidget>

#include "core/walkthrough/step.h"

namespace stepgrad {

/// The prediction in large type, as a bar against the target, and the error;
/// one row an output. Blank until the prediction is computed.
class PredictionPanel : public QWidget {
    Q_OBJECT
public:
    explicit PredictionPanel(QWidget* parent = nullptr);
    void showStill(const Still& still);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    ValueId outputAt(int k) const;
    QString headline(int k) const;
    QString meaning(int k) const;
    QString errorText(int k) const;
    void describe();
    double rowHeight() const;
    void paintBar(QPainter& painter, const QRectF& bar, int k) const;
    void paintRow(QPainter& painter, const QRectF& row, int k) const;

    Still m_still;
};

}  // namespace stepgrad

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

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    Still m_still;
};

}  // namespace stepgrad

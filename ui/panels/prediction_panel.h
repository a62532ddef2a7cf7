#pragma once

#include <QWidget>

#include "core/walkthrough/step.h"

class QScrollArea;

namespace stepgrad {

class PredictionView;

/// The prediction in large type, as a bar against the target, and the error;
/// one row an output (scrolled where they are many). Blank until the prediction
/// is computed.
class PredictionPanel : public QWidget {
    Q_OBJECT
public:
    explicit PredictionPanel(QWidget* parent = nullptr);
    void showStill(const Still& still);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

private:
    void refresh();

    QScrollArea* m_area;
    PredictionView* m_view;
};

}  // namespace stepgrad

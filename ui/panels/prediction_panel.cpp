#include "ui/panels/prediction_panel.h"

namespace stepgrad {

PredictionPanel::PredictionPanel(QWidget* parent) : QWidget(parent) {}
void PredictionPanel::showStill(const Still& still) {
    m_still = still;
    update();
}
void PredictionPanel::paintEvent(QPaintEvent*) {}

}  // namespace stepgrad

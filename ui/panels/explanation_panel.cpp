#include "ui/panels/explanation_panel.h"

namespace stepgrad {

class ExplanationPanel::Private {};

ExplanationPanel::ExplanationPanel(QWidget* parent)
    : QWidget(parent), d(std::make_unique<Private>()) {}
ExplanationPanel::~ExplanationPanel() = default;
void ExplanationPanel::showStill(const Still&) {}
void ExplanationPanel::highlightValue(const std::optional<ValueId>&) {}

void ExplanationPanel::selectValue(const std::optional<ValueId>&) {}
QString ExplanationPanel::latex() const {
    return {};
}

}  // namespace stepgrad

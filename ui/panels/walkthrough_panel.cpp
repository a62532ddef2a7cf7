#include "ui/panels/walkthrough_panel.h"

namespace stepgrad {

class WalkthroughPanel::Private {};

WalkthroughPanel::WalkthroughPanel(QWidget* parent)
    : QWidget(parent), d(std::make_unique<Private>()) {}
WalkthroughPanel::~WalkthroughPanel() = default;
void WalkthroughPanel::showStill(const Still&) {}
void WalkthroughPanel::highlightValue(const std::optional<ValueId>&) {}

}  // namespace stepgrad

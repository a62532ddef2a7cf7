#pragma once

#include <QWidget>
#include <memory>
#include <optional>

#include "core/walkthrough/step.h"

namespace stepgrad {

/// The steps of this training step, grouped by phase, each with its values once
/// computed; the current one marked. Click, or arrow keys and Enter: go there.
class WalkthroughPanel : public QWidget {
    Q_OBJECT
public:
    explicit WalkthroughPanel(QWidget* parent = nullptr);
    ~WalkthroughPanel() override;

    void showStill(const Still& still);
    void highlightValue(const std::optional<ValueId>& id);

signals:
    void stepChosen(int index);
    void valueHovered(const std::optional<stepgrad::ValueId>& id);

private:
    class Private;
    std::unique_ptr<Private> d;
};

}  // namespace stepgrad

#pragma once

#include <QWidget>
#include <memory>
#include <optional>

#include "core/walkthrough/step.h"

class QAction;

namespace stepgrad {

/// What happens in the current step, in words and formulas; the chain rule and
/// numerical check of the selected value; "in words"; Copy as LaTeX.
class ExplanationPanel : public QWidget {
    Q_OBJECT
public:
    explicit ExplanationPanel(QWidget* parent = nullptr);
    ~ExplanationPanel() override;

    void showStill(const Still& still);
    /// Until the next still: no step is told, since updates follow each other
    /// faster than one reads.
    void showTraining();
    void selectValue(const std::optional<ValueId>& id);
    /// Lists the paths from the selected value to J below its chain rule, or not.
    void setPathsShown(bool shown);
    /// A button below the chain rule, wherever there is one.
    void addChainAction(QAction* action);
    void highlightValue(const std::optional<ValueId>& id);
    /// Number and title of the current step, above the rest; may be put elsewhere,
    /// into the title of a dock.
    QWidget* header() const;
    /// All formulas shown, as "Copy as LaTeX" puts them on the clipboard.
    QString latex() const;

signals:
    void valueHovered(const std::optional<stepgrad::ValueId>& id);
    void valueSelected(const std::optional<stepgrad::ValueId>& id);
    /// Which of the paths that are listed is pointed at; nothing: none.
    void pathPointed(std::optional<int> path);

protected:
    bool event(QEvent* event) override;

private:
    class Private;
    std::unique_ptr<Private> d;
};

}  // namespace stepgrad

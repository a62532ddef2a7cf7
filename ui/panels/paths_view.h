#pragma once

#include <QWidget>
#include <optional>
#include <vector>

#include "core/walkthrough/paths.h"

class QLabel;
class QVBoxLayout;

namespace stepgrad {

class FormulaView;
class RunningProductPlot;

/// The paths from the selected value to J: their products, their sum, how the
/// product grows and shrinks along them, and what deltas save. Pointing at a path,
/// by mouse or with the focus, tells which.
class PathsView : public QWidget {
    Q_OBJECT
public:
    explicit PathsView(QWidget* parent = nullptr);

    /// Nothing: says what to select.
    void showPaths(const std::optional<PathView>& view, const Still& still);
    void highlightValue(const std::optional<ValueId>& id);
    /// Sizes and colours.
    void dress(const QFont& heading, int spacing);
    /// All equations shown, from the top.
    std::vector<Equation> equations() const;

signals:
    /// Which path is pointed at, as they are listed; nothing: none.
    void pathPointed(std::optional<int> path);
    void valueHovered(const std::optional<stepgrad::ValueId>& id);
    void valueClicked(const stepgrad::ValueId& id);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    FormulaView* makeFormulas();
    QLabel* makeText();
    void pointAt(std::optional<int> path);

    Still m_still;
    QVBoxLayout* m_column;
    QLabel *m_title, *m_summary, *m_plotTitle, *m_hint, *m_saving;
    QVBoxLayout* m_list;
    std::vector<FormulaView*> m_paths;  ///< as many as were ever needed; the rest hidden
    FormulaView* m_sum;
    RunningProductPlot* m_plot;
    std::optional<int> m_pointed;
};

}  // namespace stepgrad

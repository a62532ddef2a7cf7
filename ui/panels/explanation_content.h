#pragma once

#include <QWidget>
#include <optional>
#include <vector>

#include "core/walkthrough/derivation.h"
#include "core/walkthrough/step.h"

class QBoxLayout;
class QAction;
class QLabel;
class QToolButton;
class QVBoxLayout;

namespace stepgrad {

class CurrentStepLabel;
class FormulaView;
class PathsView;

/// The page that the explanation panel scrolls: from the title down to the links.
class ExplanationContent : public QWidget {
    Q_OBJECT
public:
    explicit ExplanationContent(QWidget* parent = nullptr);

    /// The title alone; cheap.
    void showTitle(const Still& still);
    /// All of it: the step, and the selected value if there is one.
    void showStill(const Still& still, const std::optional<ValueId>& selected);
    /// In place of a step while one update follows the other faster than one reads.
    void showTraining();
    /// Lists the paths of the selected value below its chain rule, or not.
    void setPathsShown(bool shown);
    /// Buttons below the chain rule.
    void addChainAction(QAction* action);
    void highlightValue(const std::optional<ValueId>& id);
    /// Number and title of the current step; may be put elsewhere.
    QWidget* header() const { return m_header; }
    /// Sizes and colours, for the room that there is.
    void dress(int width);

    /// All equations shown, from the top.
    std::vector<Equation> equations() const;
    /// Where the selected value is told of, in the content; empty without one.
    QRect selectionRect() const;
    /// The part of it with the result of its chain rule; empty without one.
    QRect chainRect() const;
    /// Where its paths are listed; empty while they are not.
    QRect pathsRect() const;

signals:
    void valueHovered(const std::optional<stepgrad::ValueId>& id);
    void valueClicked(const stepgrad::ValueId& id);
    void pathPointed(std::optional<int> path);

private:
    void buildHeading();
    void buildLinks();
    FormulaView* makeFormulas();
    void showChain(const std::optional<ValueId>& selected);
    void showCheck();
    void showPaths();
    void showWords(const QString& ofStep, const QString& ofValue);

    Still m_still;
    std::optional<ValueId> m_chainOf;  ///< whose chain rule is told
    bool m_pathsShown = false;
    QVBoxLayout* m_column;
    QWidget* m_header;
    QLabel* m_number;
    CurrentStepLabel* m_title;
    QLabel *m_paragraph, *m_more, *m_rounding, *m_stepCheck;
    QLabel *m_valueTitle, *m_valueParagraph, *m_valueRounding;
    QLabel *m_chainTitle, *m_check;
    QLabel *m_wordsTitle, *m_words;
    FormulaView *m_formulas, *m_valueFormulas, *m_chainFormulas;
    PathsView* m_paths;
    QWidget* m_chainActions;
    QBoxLayout* m_links;
    QToolButton *m_copyLatex, *m_copyText;
};

}  // namespace stepgrad

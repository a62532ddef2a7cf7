#pragma once

#include <QWidget>
#include <functional>
#include <optional>
#include <vector>

#include "core/walkthrough/derivation.h"
#include "ui/formula/equation_layout.h"

class QScrollBar;

namespace stepgrad {

/// Shows equations in textbook typesetting on a softly filled card. What stands
/// for a value can be pointed at and clicked, by mouse or (with the focus) by the
/// up and down arrows and Enter. Its height follows from its width.
class FormulaView : public QWidget {
    Q_OBJECT
public:
    explicit FormulaView(QWidget* parent = nullptr);

    void setEquations(std::vector<Equation> equations);
    const std::vector<Equation>& equations() const { return m_equations; }
    /// What a tooltip says of a value; by default there are none.
    void setTips(std::function<QString(const ValueId&)> tips) { m_tips = std::move(tips); }
    /// Lights all terms that stand for the value; nothing to stop.
    void highlightValue(const std::optional<ValueId>& id);
    /// The places of the terms that stand for the value, in the widget.
    std::vector<QRectF> rectsOf(const ValueId& id) const;

    QString latex() const;
    QString text() const;
    /// How much smaller the formulas are than asked for, to fit: 0.75 … 1.
    double scale() const { return m_layout.scale(); }
    /// Whether even then they are wider than the widget (a bar scrolls them).
    bool isScrolling() const;

    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void valueHovered(const std::optional<stepgrad::ValueId>& id);
    void valueClicked(const stepgrad::ValueId& id);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    bool event(QEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;

private:
    double pixelSize() const;
    double padding(int width) const;
    const EquationLayout& layoutFor(int width) const;
    void typeset();
    void relayout();
    void updateHover();
    void say(const std::optional<ValueId>& id);
    void focusTerm(int index);
    QPointF contentOrigin() const;
    std::optional<ValueId> valueAt(const QPointF& position) const;
    QColor colourOf(const EquationLayout::Piece& piece) const;
    void paintHighlights(QPainter& painter) const;

    std::vector<Equation> m_equations;
    mutable std::unique_ptr<const TypesetEquations> m_typeset;  ///< made when first asked for
    EquationLayout m_layout;
    std::vector<MathBox::Term> m_terms;
    /// The layouts of the last widths that were asked for: box layouts ask for
    /// several before they settle.
    mutable std::vector<std::pair<int, EquationLayout>> m_known;
    QScrollBar* m_bar;
    std::function<QString(const ValueId&)> m_tips;
    std::optional<ValueId> m_highlighted;  ///< from outside
    std::optional<ValueId> m_pointed;      ///< by mouse or keyboard here
    std::optional<ValueId> m_pressed;
    std::optional<QPointF> m_mouse;
    int m_focused = -1;  ///< term that the keyboard is at
};

/// Puts a text on the clipboard.
void copyToClipboard(const QString& text);

}  // namespace stepgrad

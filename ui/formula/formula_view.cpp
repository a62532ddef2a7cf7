#include "ui/formula/formula_view.h"

#include <QAction>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QFontInfo>
#include <QGuiApplication>
#include <QHelpEvent>
#include <QMenu>
#include <QPainter>
#include <QScrollBar>
#include <QStringList>
#include <QToolTip>
#include <algorithm>
#include <cmath>

#include "core/walkthrough/formula_latex.h"
#include "core/walkthrough/formula_text.h"
#include "ui/appearance.h"
#include "ui/formula/formula_painter.h"

namespace stepgrad {
namespace {

/// Latin Modern has small letters for its size: this much larger, they are as
/// tall as those of the text around.
constexpr double kSizeToText = 1.3;
constexpr double kPadding = 0.75;      ///< em between the card's edge and the formulas
constexpr double kMostPadding = 0.06;  ///< of the card's width
constexpr double kHighlight = 0.22;    ///< how strong a term's light is
constexpr double kTouch = 2.5;         ///< pixels around a term that count as the term
constexpr std::size_t kKnownLayouts = 4;

QRectF grown(const QRectF& rect) {
    return rect.adjusted(-kTouch, -kTouch, kTouch, kTouch);
}

}  // namespace

void copyToClipboard(const QString& text) {
    QGuiApplication::clipboard()->setText(text);
}

FormulaView::FormulaView(QWidget* parent)
    : QWidget(parent), m_bar(new QScrollBar(Qt::Horizontal, this)) {
    // Not Fixed: then the hint would be the most, whatever the width asks for.
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    setMouseTracking(true);
    setFocusPolicy(Qt::TabFocus);
    setAccessibleName(tr("formulas"));
    m_bar->hide();
    connect(m_bar, &QScrollBar::valueChanged, this, [this] {
        updateHover();
        update();
    });
    connect(&Appearance::instance(), &Appearance::changed, this, [this] { update(); });
}

void FormulaView::setEquations(std::vector<Equation> equations) {
    m_equations = std::move(equations);
    setAccessibleDescription(text());
    typeset();
}

void FormulaView::typeset() {
    m_known.clear();
    m_typeset.reset();
    relayout();
}

void FormulaView::relayout() {
    m_layout = layoutFor(width());
    m_terms = m_layout.terms();
    m_focused = std::min(m_focused, static_cast<int>(m_terms.size()) - 1);
    const double content = width() - 2 * padding(width());
    const double excess = m_layout.size().width() - content;
    m_bar->setVisible(isScrolling());
    m_bar->setRange(0, isScrolling() ? static_cast<int>(std::ceil(excess)) : 0);
    m_bar->setPageStep(std::max(1, static_cast<int>(content)));
    m_bar->setSingleStep(std::max(1, static_cast<int>(pixelSize())));
    m_bar->setGeometry(0, height() - m_bar->sizeHint().height(), width(),
                       m_bar->sizeHint().height());
    updateGeometry();
    updateHover();
    update();
}

double FormulaView::pixelSize() const {
    return QFontInfo(font()).pixelSize() * kSizeToText;
}

double FormulaView::padding(int width) const {
    return std::min(kPadding * pixelSize(), kMostPadding * width);
}

const EquationLayout& FormulaView::layoutFor(int width) const {
    for (const auto& [known, layout] : m_known)
        if (known == width)
            return layout;
    if (m_known.size() >= kKnownLayouts)
        m_known.erase(m_known.begin());
    if (!m_typeset)
        m_typeset = std::make_unique<const TypesetEquations>(m_equations, pixelSize());
    m_known.emplace_back(width,
                         EquationLayout(*m_typeset, std::max(1.0, width - 2 * padding(width))));
    return m_known.back().second;
}

bool FormulaView::isScrolling() const {
    return m_layout.size().width() > width() - 2 * padding(width()) + 1.0;
}

int FormulaView::heightForWidth(int width) const {
    const auto& layout = layoutFor(width);
    const bool scrolls = layout.size().width() > width - 2 * padding(width) + 1.0;
    return static_cast<int>(std::ceil(layout.size().height() + 2 * padding(width))) +
           (scrolls ? m_bar->sizeHint().height() : 0);
}

QSize FormulaView::sizeHint() const {
    const int width = static_cast<int>(std::ceil(20 * pixelSize()));
    return {width, heightForWidth(width)};
}

QSize FormulaView::minimumSizeHint() const {
    return {static_cast<int>(std::ceil(4 * pixelSize())), 0};
}

QPointF FormulaView::contentOrigin() const {
    const double padding = this->padding(width());
    return {padding - m_bar->value(), padding};
}

void FormulaView::highlightValue(const std::optional<ValueId>& id) {
    if (id == m_highlighted)
        return;
    m_highlighted = id;
    update();
}

std::vector<QRectF> FormulaView::rectsOf(const ValueId& id) const {
    std::vector<QRectF> all;
    for (const auto& term : m_terms)
        if (term.value == id)
            all.push_back(term.rect.translated(contentOrigin()));
    return all;
}

QString FormulaView::latex() const {
    return m_equations.empty() ? QString() : QString::fromStdString(toLatex(m_equations));
}

QString FormulaView::text() const {
    QStringList lines;
    for (const auto& equation : m_equations)
        lines << QString::fromStdString(toText(equation));
    return lines.join('\n');
}

std::optional<ValueId> FormulaView::valueAt(const QPointF& position) const {
    const MathBox::Term* best = nullptr;
    const auto area = [](const QRectF& rect) { return rect.width() * rect.height(); };
    for (const auto& term : m_terms)
        if (grown(term.rect).contains(position - contentOrigin()) &&
            (!best || area(term.rect) < area(best->rect)))
            best = &term;
    return best ? std::optional(best->value) : std::nullopt;
}

void FormulaView::updateHover() {
    if (m_mouse)
        say(valueAt(*m_mouse));
    else if (hasFocus() && m_focused >= 0)
        say(m_terms[static_cast<std::size_t>(m_focused)].value);
    else
        say(std::nullopt);
}

void FormulaView::say(const std::optional<ValueId>& id) {
    if (id == m_pointed)
        return;
    m_pointed = id;
    setCursor(m_mouse && id ? Qt::PointingHandCursor : Qt::ArrowCursor);
    update();
    emit valueHovered(id);
}

void FormulaView::resizeEvent(QResizeEvent*) {
    relayout();
}

void FormulaView::changeEvent(QEvent* event) {
    if (event->type() == QEvent::FontChange)
        typeset();
    QWidget::changeEvent(event);
}

void FormulaView::mouseMoveEvent(QMouseEvent* event) {
    m_mouse = event->position();
    updateHover();
}

void FormulaView::mousePressEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton)
        m_pressed = valueAt(event->position());
}

void FormulaView::mouseReleaseEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton)
        return;
    const auto pressed = std::exchange(m_pressed, std::nullopt);
    if (pressed && pressed == valueAt(event->position()))
        emit valueClicked(*pressed);
}

void FormulaView::leaveEvent(QEvent*) {
    m_mouse.reset();
    updateHover();
}

void FormulaView::keyPressEvent(QKeyEvent* event) {
    const int last = static_cast<int>(m_terms.size()) - 1;
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (event->key() == Qt::Key_Down && m_focused < last)
        focusTerm(m_focused + 1);
    else if (event->key() == Qt::Key_Up && m_focused > 0)
        focusTerm(m_focused - 1);
    else if (isEnter && m_focused >= 0)
        emit valueClicked(m_terms[static_cast<std::size_t>(m_focused)].value);
    else
        QWidget::keyPressEvent(event);
}

void FormulaView::focusTerm(int index) {
    m_focused = index;
    m_mouse.reset();
    const QRectF rect = m_terms[static_cast<std::size_t>(index)].rect;
    const double content = width() - 2 * padding(width());
    if (rect.left() < m_bar->value())
        m_bar->setValue(static_cast<int>(rect.left()));
    else if (rect.right() > m_bar->value() + content)
        m_bar->setValue(static_cast<int>(std::ceil(rect.right() - content)));
    updateHover();
    update();
}

void FormulaView::focusInEvent(QFocusEvent* event) {
    if (m_focused < 0 && !m_terms.empty())
        m_focused = 0;
    updateHover();
    QWidget::focusInEvent(event);
}

void FormulaView::focusOutEvent(QFocusEvent* event) {
    updateHover();
    QWidget::focusOutEvent(event);
}

bool FormulaView::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const auto id = valueAt(help->pos());
        const QString tip = id && m_tips ? m_tips(*id) : QString();
        if (tip.isEmpty())
            QToolTip::hideText();
        else
            QToolTip::showText(help->globalPos(), tip, this);
        return true;
    }
    return QWidget::event(event);
}

void FormulaView::contextMenuEvent(QContextMenuEvent* event) {
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    connect(menu->addAction(tr("Copy as LaTeX")), &QAction::triggered, this,
            [this] { copyToClipboard(latex()); });
    connect(menu->addAction(tr("Copy as text")), &QAction::triggered, this,
            [this] { copyToClipboard(text()); });
    menu->popup(event->globalPos());
}

QColor FormulaView::colourOf(const EquationLayout::Piece& piece) const {
    const Palette& palette = Appearance::instance().palette();
    switch (piece.ink) {
        case EquationLayout::Ink::Symbols:
            return palette.text;
        case EquationLayout::Ink::Numbers:
            return palette.quiet;
        case EquationLayout::Ink::Result:
            return piece.isBackward ? palette.backward : palette.text;
    }
    return palette.text;
}

void FormulaView::paintHighlights(QPainter& painter) const {
    const Palette& palette = Appearance::instance().palette();
    painter.setPen(Qt::NoPen);
    painter.setBrush(mixed(palette.formulaFill, palette.primary, kHighlight));
    const double radius = 0.25 * pixelSize();
    for (const auto& term : m_terms)
        if (term.value == m_pointed || term.value == m_highlighted)
            painter.drawRoundedRect(grown(term.rect), radius, radius);
    if (!hasFocus() || m_focused < 0)
        return;
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(palette.primary, 1.5));
    painter.drawRoundedRect(grown(m_terms[static_cast<std::size_t>(m_focused)].rect), radius,
                            radius);
}

void FormulaView::paintEvent(QPaintEvent*) {
    const Palette& palette = Appearance::instance().palette();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const double radius = 0.35 * pixelSize();
    painter.setPen(QPen(hasFocus() ? palette.primary : palette.border, 1.0));
    painter.setBrush(palette.formulaFill);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
    if (!m_layout.font())
        return;
    painter.setClipRect(QRectF(rect()).adjusted(2, 2, -2, -2));
    painter.translate(contentOrigin());
    paintHighlights(painter);
    for (const auto& piece : m_layout.pieces())
        paintFormula(painter, piece.box, *m_layout.font(), piece.origin, colourOf(piece));
}

}  // namespace stepgrad

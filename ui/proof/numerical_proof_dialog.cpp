#include "ui/proof/numerical_proof_dialog.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QPushButton>
#include <QResizeEvent>
#include <QScrollArea>
#include <QVBoxLayout>

#include "core/walkthrough/chain.h"
#include "core/walkthrough/difference_sweep.h"
#include "core/walkthrough/tangent.h"
#include "ui/appearance.h"
#include "ui/panels/value_text.h"
#include "ui/plain_scroll_area.h"
#include "ui/proof/sweep_plot.h"
#include "ui/proof/tangent_plot.h"

namespace stepgrad {
namespace {

/// Of the range of the curve: nearer to an end than that the point asks for another.
constexpr double kRim = 0.1;
/// In heights of a line: narrower, the halves stand one above the other.
constexpr int kWide = 44;

QLabel* makeText(const char* kind) {
    auto* label = new QLabel;
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    label->setFocusPolicy(Qt::ClickFocus);
    label->setProperty("kind", kind);
    return label;
}

}  // namespace

NumericalProofDialog::NumericalProofDialog(QWidget* parent) : QDialog(parent) {
    setWindowTitle(tr("Numerical proof"));
    setObjectName(QStringLiteral("numericalProof"));
    m_heading = makeText("heading");
    m_hint = makeText("quiet");
    m_tangent = new TangentPlot;
    m_sweep = new SweepPlot;
    auto* inside = new QWidget;
    m_halves = new QBoxLayout(QBoxLayout::LeftToRight, inside);
    m_halves->setContentsMargins(0, 0, 0, 0);
    m_halves->addWidget(
        makeHalf(tr("The gradient is the slope of the tangent"), m_tangent, &m_tangentText), 1);
    m_halves->addWidget(
        makeHalf(tr("Difference quotients come close to it"), m_sweep, &m_sweepText), 1);
    auto* area = plainScrollArea(inside);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    buttons->button(QDialogButtonBox::Close)->setIcon({});
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* column = new QVBoxLayout(this);
    column->addWidget(m_heading);
    column->addWidget(m_hint);
    column->addWidget(area, 1);
    column->addWidget(buttons);
    connect(m_tangent, &TangentPlot::valueMoved, this, &NumericalProofDialog::moveValue);
    connect(m_tangent, &TangentPlot::dragEnded, this, &NumericalProofDialog::refresh);
    connect(&Appearance::instance(), &Appearance::changed, this, &NumericalProofDialog::refresh);
    const int unit = fontMetrics().height();
    resize(QSize(60 * unit, 43 * unit).boundedTo(parent ? parent->size() * 0.95 : QSize(980, 640)));
    m_tangent->setFocus();
}

QWidget* NumericalProofDialog::makeHalf(const QString& title, QWidget* plot, QLabel** text) {
    auto* half = new QFrame;
    half->setProperty("kind", "card");
    auto* column = new QVBoxLayout(half);
    QLabel* heading = makeText("heading");
    heading->setText(title);
    column->addWidget(heading);
    column->addWidget(plot, 1);
    column->addWidget(*text = makeText(""));
    return half;
}

void NumericalProofDialog::showProof(const Still& still, const ValueId& parameter) {
    if (parameter != m_parameter)
        m_range.reset();
    m_parameter = parameter;
    m_still = still;
    refresh();
    show();
}

std::pair<double, double> NumericalProofDialog::rangeFor(double value) {
    const auto fits = [&](const std::pair<double, double>& range) {
        const double rim = kRim * (range.second - range.first);
        return value >= range.first + rim && value <= range.second - rim;
    };
    if (!m_range || (!m_tangent->isDragging() && !fits(*m_range))) {
        const TangentCurve curve = tangentCurve(*m_still.trace, m_parameter, std::nullopt, 2);
        m_range = std::pair(curve.low, curve.high);
    }
    return *m_range;
}

void NumericalProofDialog::refresh() {
    if (!m_still.trace || !exists(m_still.network(), m_parameter))
        return;
    const Trace& trace = *m_still.trace;
    const Notation& notation = Appearance::instance().notation();
    const QString symbol = QString::fromStdString(symbolText(m_parameter, trace.network, notation));
    const ValueId gradient = *derivativeId(m_parameter);
    const bool isReached = m_still.isComputed(gradient);
    m_heading->setText(tr("Numerical proof for %1").arg(valueText(m_still, m_parameter)));
    m_hint->setText(
        isReached ? tr("By backpropagation %1. Drag the point along the curve, or move it with the "
                       "arrow keys: %2 changes, and all that follows from it.")
                        .arg(valueText(m_still, gradient), symbol)
                  : tr("%1 is not yet computed. Go on with Next, and it is proved here.")
                        .arg(valueText(m_still, gradient)));
    std::optional<TangentCurve> curve;
    std::optional<DifferenceSweep> sweep;
    if (isReached) {
        curve = tangentCurve(trace, m_parameter, rangeFor(*trace.value(m_parameter)));
        sweep = differenceSweep(trace, m_parameter);
    }
    const bool isWeight = m_parameter.kind == ValueKind::Weight;
    const bool showStep =
        m_still.isComputed(m_parameter.as(isWeight ? ValueKind::NewWeight : ValueKind::NewBias));
    m_tangent->showCurve(curve, symbol, showStep);
    m_tangentText->setText(
        curve ? QString::fromStdString(tangentText(*curve, trace, notation, showStep)) : QString());
    m_sweep->showSweep(sweep);
    m_sweepText->setText(sweep ? QString::fromStdString(sweepText(*sweep, trace.network, notation))
                               : QString());
}

void NumericalProofDialog::moveValue(double value) {
    if (!m_commit)
        return;
    if (const QString problem = m_commit(m_parameter, value); !problem.isEmpty())
        m_hint->setText(problem);
}

void NumericalProofDialog::resizeEvent(QResizeEvent* event) {
    QDialog::resizeEvent(event);
    m_halves->setDirection(event->size().width() >= kWide * fontMetrics().height()
                               ? QBoxLayout::LeftToRight
                               : QBoxLayout::TopToBottom);
}

}  // namespace stepgrad

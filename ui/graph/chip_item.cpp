#include "ui/graph/chip_item.h"

#include <QPainter>
#include <QStyleOptionGraphicsItem>
#include <algorithm>

#include "core/walkthrough/notation.h"
#include "ui/appearance.h"

namespace stepgrad {

void ChipItem::setPulse(qreal pulse) {
    m_pulse = pulse;
    update();
}

void ChipItem::paintFrame(QPainter& painter, const ValueId& parameter, const QRectF& chip,
                          const QColor& color) const {
    const Palette& palette = Appearance::instance().palette();
    const qreal unit = m_picture.layout.metrics.unit;
    const qreal round = 0.3 * unit;
    const bool weight = parameter.kind == ValueKind::Weight;
    const bool selected = m_picture.selected && m_picture.selected->parameter() == parameter;
    const bool pointed = m_picture.isPointed(parameter);
    const ValueId next = parameter.as(weight ? ValueKind::NewWeight : ValueKind::NewBias);
    if (m_pulse > 0.0 && m_picture.state.mark(next) == Mark::Current) {
        QColor halo = m_picture.state.flowColor();
        halo.setAlphaF(static_cast<float>(0.4 * m_pulse));
        const qreal by = 0.35 * unit * m_pulse;
        painter.setPen(Qt::NoPen);
        painter.setBrush(halo);
        painter.drawRoundedRect(chip.adjusted(-by, -by, by, by), round + by, round + by);
    }
    if (selected || pointed) {
        QColor halo = palette.primary;
        halo.setAlphaF(selected && m_picture.hasFocus ? 0.45f : 0.2f);
        const qreal by = 0.2 * unit;
        painter.setPen(Qt::NoPen);
        painter.setBrush(halo);
        painter.drawRoundedRect(chip.adjusted(-by, -by, by, by), round + by, round + by);
    }
    painter.setBrush(palette.panel);
    painter.setPen(selected ? QPen(palette.primary, 0.12 * unit) : QPen(color, 0.08 * unit));
    painter.drawRoundedRect(chip, round, round);
}

void ChipItem::paintLine(QPainter& painter, const ValueId& id, const QRectF& line,
                         const QString& label, const QColor& labelColor,
                         const QColor& numberColor) const {
    const GraphFonts& fonts = m_picture.fonts;
    const bool gradient =
        id.kind == ValueKind::WeightGradient || id.kind == ValueKind::BiasGradient;
    const bool isNew = id.kind == ValueKind::NewWeight || id.kind == ValueKind::NewBias;
    const qreal by = 0.5 * m_picture.layout.metrics.padding;
    // In the update all that a chip says is read; only what is new stands out.
    const Step* step = m_picture.state.still() ? m_picture.state.still()->currentStep() : nullptr;
    const bool update = step && step->kind == StepKind::Update;
    if (!update || isNew)
        paintMark(painter, line.adjusted(-by, 0.0, by, 0.0), m_picture.state.mark(id),
                  m_picture.state.flowColor());
    painter.setFont(gradient ? fonts.small : isNew ? fonts.chip : fonts.chipBold);
    painter.setPen(labelColor);
    painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter, label);
    if (m_picture.edited == id)
        return;
    painter.setFont(gradient ? fonts.small : isNew ? fonts.chipBold : fonts.chip);
    painter.setPen(numberColor);
    painter.drawText(line, Qt::AlignRight | Qt::AlignVCenter, m_picture.state.number(id));
}

void ChipItem::paintChip(QPainter& painter, const ValueId& parameter) const {
    const GraphState& state = m_picture.state;
    const auto value = state.value(parameter);
    // A factor on a path is another chip, on top.
    if (!value || (m_picture.paths && m_picture.paths->chipOf(ChainFactor::Place::Edge, parameter)))
        return;
    const Palette& palette = Appearance::instance().palette();
    const QRectF chip = m_picture.chipOf(parameter);
    const bool weight = parameter.kind == ValueKind::Weight;
    const QColor color = weight ? signColor(*value) : palette.neuron;
    const int lines = m_picture.layout.metrics.hasChips() || m_picture.isPassing(parameter)
                          ? state.chipLines(parameter)
                          : 1;
    const ValueId gradient =
        parameter.as(weight ? ValueKind::WeightGradient : ValueKind::BiasGradient);
    const ValueId next = parameter.as(weight ? ValueKind::NewWeight : ValueKind::NewBias);
    const Mark mark = std::max({state.mark(parameter), state.mark(gradient), state.mark(next)});
    const double opacity = m_picture.isPassing(parameter) && !m_picture.isFaded(parameter)
                               ? 1.0
                               : m_picture.opacityOf(parameter, mark);
    painter.setOpacity(1.0);
    if (opacity < 1.0)
        painter.fillRect(chip, palette.panel);  // or its edge would shine through
    painter.setOpacity(opacity);
    paintFrame(painter, parameter, chip, color);
    paintLine(painter, parameter, m_picture.layout.chipLine(chip, 0), state.symbol(parameter),
              color, lines > 2 ? palette.quiet : palette.text);
    if (lines > 1)
        paintLine(
            painter, gradient, m_picture.layout.chipLine(chip, 1),
            QString::fromStdString(gradientText(parameter.kind, Appearance::instance().notation())),
            palette.backward, palette.backward);
    if (lines > 2)
        paintLine(painter, next, m_picture.layout.chipLine(chip, 2), QStringLiteral("→"),
                  palette.quiet, palette.text);
}

void ChipItem::paint(QPainter* painter, const QStyleOptionGraphicsItem*, QWidget*) {
    if (m_picture.state.isEmpty())
        return;
    const GraphLayout& layout = m_picture.layout;
    std::vector<ValueId> passing;
    for (int l = 0; l < layout.shape.layerCount(); ++l)
        for (int j = 0; j < layout.neuronsOf(l); ++j) {
            for (int k = 0; layout.metrics.hasChips() && k < layout.inputsOf(l); ++k)
                paintChip(*painter, ValueId::weight(l, j, k));
            if (layout.shape.biases[static_cast<std::size_t>(l)] &&
                !m_picture.isPassing(ValueId::bias(l, j)))
                paintChip(*painter, ValueId::bias(l, j));
        }
    // On top of the others, which they may cover while they show.
    for (const auto& id : {m_picture.selected, m_picture.pointed})
        if (id && id->parameter() && m_picture.isPassing(*id->parameter()))
            paintChip(*painter, *id->parameter());
    painter->setOpacity(1.0);
}

}  // namespace stepgrad

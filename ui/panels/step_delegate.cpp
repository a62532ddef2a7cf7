#include "ui/panels/step_delegate.h"

#include <QFontMetricsF>
#include <QPainter>

#include "ui/appearance.h"
#include "ui/panels/step_model.h"

namespace stepgrad {
namespace {

constexpr double kSmall = 0.86;
constexpr int kMostPieces = 12;

QFont scaled(QFont font, double factor) {
    font.setPointSizeF(font.pointSizeF() * factor);
    return font;
}

QFont headingFont(const QFont& font) {
    QFont heading = scaled(font, kSmall);
    heading.setBold(true);
    heading.setCapitalization(QFont::AllUppercase);
    heading.setLetterSpacing(QFont::PercentageSpacing, 104);
    return heading;
}

StepModel::State stateOf(const QModelIndex& index) {
    return static_cast<StepModel::State>(index.data(StepModel::StateRole).toInt());
}

}  // namespace

StepDelegate::Geometry StepDelegate::geometry(const QStyleOptionViewItem& option) const {
    const double line = QFontMetricsF(option.font).height();
    const double small = QFontMetricsF(scaled(option.font, kSmall)).height();
    const QRectF row = QRectF(option.rect).adjusted(line * 0.3, 1, -line * 0.3, -1);
    const double pad = (row.height() - line - small) / 2;
    const double left = row.left() + line * 1.7;
    Geometry g;
    g.dot = QRectF(0, 0, line * 0.62, line * 0.62);
    g.dot.moveCenter(QPointF(row.left() + line * 0.85, row.top() + pad + line / 2));
    g.title = QRectF(left, row.top() + pad, row.right() - left - 2, line);
    g.values = QRectF(left, g.title.bottom(), row.right() - left - 2, small);
    return g;
}

std::vector<StepDelegate::Piece> StepDelegate::pieces(const QStyleOptionViewItem& option,
                                                      const QModelIndex& index) const {
    std::vector<Piece> out;
    const auto* model = qobject_cast<const StepModel*>(index.model());
    const int step = index.data(StepModel::StepRole).toInt();
    if (!model || step < 0)
        return out;
    const QFontMetricsF metrics(scaled(option.font, kSmall));
    const QRectF line = geometry(option).values;
    const QString ellipsis = QStringLiteral("…");
    double x = line.left();
    const auto values = model->valuesOf(step, kMostPieces + 1);
    for (std::size_t i = 0; i < values.size(); ++i) {
        const QString text = model->textOf(values[i]);
        const double width = metrics.horizontalAdvance(text);
        const bool isLast = i + 1 == values.size();
        const double needed = width + (isLast ? 0.0 : metrics.horizontalAdvance(ellipsis) + 4);
        if (x + needed > line.right() && i > 0) {
            out.push_back({std::nullopt, ellipsis, QRectF(x, line.top(), 20, line.height())});
            break;
        }
        out.push_back({values[i], text, QRectF(x, line.top(), width, line.height())});
        x += width + metrics.horizontalAdvance(u' ') * 2.5;
    }
    return out;
}

QSize StepDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const double line = QFontMetricsF(option.font).height();
    const double small = QFontMetricsF(scaled(option.font, kSmall)).height();
    if (stateOf(index) == StepModel::State::Heading)
        return {100, static_cast<int>(small * (index.row() == 0 ? 1.5 : 2.1))};
    return {static_cast<int>(line * 10), static_cast<int>(line + small + line * 0.75)};
}

void StepDelegate::paintHeading(QPainter* painter, const QStyleOptionViewItem& option,
                                const QModelIndex& index) const {
    const double line = QFontMetricsF(option.font).height();
    painter->setFont(headingFont(option.font));
    painter->setPen(Appearance::instance().palette().quiet);
    painter->drawText(QRectF(option.rect).adjusted(line * 0.6, 0, -4, -line * 0.15),
                      Qt::AlignLeft | Qt::AlignBottom, index.data().toString());
}

void StepDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                         const QModelIndex& index) const {
    const Palette& colours = Appearance::instance().palette();
    const auto state = stateOf(index);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    if (state == StepModel::State::Heading) {
        paintHeading(painter, option, index);
        painter->restore();
        return;
    }
    const double line = QFontMetricsF(option.font).height();
    const QRectF row = QRectF(option.rect).adjusted(line * 0.3, 1.5, -line * 0.3, -1.5);
    const bool isCurrent = state == StepModel::State::Current;
    // Forward steps are told in the primary colour, all that flows back in violet.
    const auto* model = qobject_cast<const StepModel*>(index.model());
    const int step = index.data(StepModel::StepRole).toInt();
    const bool isForward =
        model &&
        model->still().walk->steps()[static_cast<std::size_t>(step)].phase == Phase::Forward;
    const QColor accent = isForward ? colours.primary : colours.backward;
    if (isCurrent) {
        painter->setPen(QPen(accent, 1.2));
        painter->setBrush(isForward ? mixed(colours.panel, colours.primary, 0.12)
                                    : colours.current);
        painter->drawRoundedRect(row, 6, 6);
    } else if (option.state & QStyle::State_MouseOver) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(colours.grid);
        painter->drawRoundedRect(row, 6, 6);
    }
    if (option.state & QStyle::State_HasFocus) {
        painter->setPen(QPen(colours.primary, 2));
        painter->setBrush(Qt::NoBrush);
        painter->drawRoundedRect(row.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
    }
    const Geometry g = geometry(option);
    const bool isAhead = state == StepModel::State::Ahead;
    painter->setPen(QPen(isAhead ? colours.faint : isCurrent ? accent : colours.done, 1.5));
    painter->setBrush(isAhead ? QBrush(Qt::NoBrush) : QBrush(isCurrent ? accent : colours.done));
    painter->drawEllipse(g.dot.adjusted(1, 1, -1, -1));

    QFont font = option.font;
    font.setBold(isCurrent);
    painter->setFont(font);
    painter->setPen(isAhead ? colours.quiet : colours.text);
    painter->drawText(
        g.title, Qt::AlignLeft | Qt::AlignVCenter,
        QFontMetricsF(font).elidedText(index.data().toString(), Qt::ElideRight, g.title.width()));
    painter->setFont(scaled(option.font, kSmall));
    for (const Piece& piece : pieces(option, index)) {
        if (piece.id && piece.id == m_highlight) {
            painter->setPen(Qt::NoPen);
            painter->setBrush(mixed(colours.panel, accent, 0.25));
            painter->drawRoundedRect(piece.place.adjusted(-3, 0, 3, 0), 4, 4);
        }
        painter->setPen(isCurrent ? accent : colours.quiet);
        painter->drawText(piece.place.adjusted(0, 0, 4, 0), Qt::AlignLeft | Qt::AlignVCenter,
                          piece.text);
    }
    painter->restore();
}

std::optional<ValueId> StepDelegate::valueAt(const QStyleOptionViewItem& option,
                                             const QModelIndex& index, const QPoint& place) const {
    for (const Piece& piece : pieces(option, index))
        if (piece.id && piece.place.adjusted(-2, -2, 2, 2).contains(place))
            return piece.id;
    return std::nullopt;
}

}  // namespace stepgrad

#include "ui/panels/step_delegate.h"

#include <QAbstractItemView>
#include <QFontInfo>
#include <QFontMetricsF>
#include <QPainter>
#include <algorithm>
#include <cmath>

#include "ui/appearance.h"
#include "ui/panels/step_model.h"

namespace stepgrad {
namespace {

constexpr double kSmall = 0.86;
constexpr int kMostPieces = 12;

QFont scaled(QFont font, double factor) {
    font.setPixelSize(std::max(1, static_cast<int>(QFontInfo(font).pixelSize() * factor + 0.5)));
    return font;
}

QFont headingFont(const QFont& font) {
    QFont heading = scaled(font, kSmall);
    heading.setBold(true);
    heading.setCapitalization(QFont::AllUppercase);
    heading.setLetterSpacing(QFont::PercentageSpacing, 104);
    return heading;
}

QFont bold(QFont font) {
    font.setBold(true);
    return font;
}

/// Wrapped, for narrow lists and large letters.
double titleHeight(const QFont& font, const QString& title, double width) {
    const QRectF room(0, 0, std::max(1.0, width), 1e6);
    const QFontMetricsF metrics(font);
    return std::max(metrics.height(), metrics.boundingRect(room, Qt::TextWordWrap, title).height());
}

/// Bold for the current step, unless that needs one line more: rows keep their height.
QFont titleFont(const QFont& font, const QString& title, double width, bool isCurrent) {
    const QFont strong = bold(font);
    const bool fits = titleHeight(strong, title, width) <= QFontMetricsF(strong).height() /
                                                               QFontMetricsF(font).height() *
                                                               titleHeight(font, title, width);
    return isCurrent && fits ? strong : font;
}

StepModel::State stateOf(const QModelIndex& index) {
    return static_cast<StepModel::State>(index.data(StepModel::StateRole).toInt());
}

}  // namespace

StepDelegate::Geometry StepDelegate::geometry(const QStyleOptionViewItem& option,
                                              const QModelIndex& index) const {
    const double line = QFontMetricsF(option.font).height();
    const double small = QFontMetricsF(scaled(option.font, kSmall)).height();
    const QRectF row = QRectF(option.rect).adjusted(line * 0.3, 1, -line * 0.3, -1);
    const double left = row.left() + line * 1.7;
    const double width = row.right() - left - 2;
    const double height = titleHeight(option.font, index.data().toString(), width);
    const double pad = line * 0.33;
    Geometry g;
    g.dot = QRectF(0, 0, line * 0.62, line * 0.62);
    g.dot.moveCenter(QPointF(row.left() + line * 0.85, row.top() + pad + line / 2));
    g.title = QRectF(left, row.top() + pad, width, height);
    g.values = QRectF(left, g.title.bottom(), width, small);
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
    const QRectF line = geometry(option, index).values;
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
    // The list gives no rows to measure in: they are as wide as what it shows.
    QStyleOptionViewItem row = option;
    const auto* list = qobject_cast<const QAbstractItemView*>(option.widget);
    row.rect = QRect(0, 0, list ? list->viewport()->width() : option.rect.width(), 0);
    const double title =
        titleHeight(option.font, index.data().toString(), geometry(row, index).title.width());
    return {static_cast<int>(line * 10), static_cast<int>(std::ceil(title + small + line * 0.75))};
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
    // All that flows back is told in violet, as in the graph; the rest in the primary colour.
    const auto* model = qobject_cast<const StepModel*>(index.model());
    const int step = index.data(StepModel::StepRole).toInt();
    const bool isBackward =
        model &&
        model->still().walk->steps()[static_cast<std::size_t>(step)].phase == Phase::Backward;
    const QColor accent = isBackward ? colours.backward : colours.primary;
    if (isCurrent) {
        painter->setPen(QPen(accent, 1.2));
        painter->setBrush(isBackward ? colours.current
                                     : mixed(colours.panel, colours.primary, 0.12));
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
    const Geometry g = geometry(option, index);
    const bool isAhead = state == StepModel::State::Ahead;
    painter->setPen(QPen(isAhead ? colours.faint : isCurrent ? accent : colours.done, 1.5));
    painter->setBrush(isAhead ? QBrush(Qt::NoBrush) : QBrush(isCurrent ? accent : colours.done));
    painter->drawEllipse(g.dot.adjusted(1, 1, -1, -1));

    painter->setFont(titleFont(option.font, index.data().toString(), g.title.width(), isCurrent));
    painter->setPen(isAhead ? colours.quiet : colours.text);
    painter->drawText(g.title, Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap,
                      index.data().toString());
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

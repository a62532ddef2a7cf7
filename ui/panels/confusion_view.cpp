#include "ui/panels/confusion_view.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>
#include <algorithm>

#include "core/walkthrough/number_text.h"
#include "ui/appearance.h"

namespace stepgrad {
namespace {

QString countText(std::int64_t count) {
    return QString::fromStdString(formatCount(count));
}

}  // namespace

ConfusionView::ConfusionView(QWidget* parent) : QWidget(parent) {
    setAccessibleName(tr("Confusion matrix"));
}

QString ConfusionView::nameOf(Eigen::Index c) const {
    return static_cast<std::size_t>(c) < m_names.size()
               ? QString::fromStdString(m_names[static_cast<std::size_t>(c)])
               : QString::number(c);
}

void ConfusionView::showCounts(const Metrics::Counts& counts,
                               const std::vector<std::string>& names) {
    m_counts = counts;
    m_names = names;
    QStringList rows;
    for (Eigen::Index r = 0; r < counts.rows(); ++r)
        rows << tr("%1: %2 of %3 right")
                    .arg(nameOf(r), countText(counts(r, r)), countText(counts.row(r).sum()));
    setAccessibleDescription(rows.join(QStringLiteral("; ")));
    update();
}

QRectF ConfusionView::area() const {
    const QFontMetricsF metrics(font());
    double names = 0.0;
    for (Eigen::Index c = 0; c < m_counts.rows(); ++c)
        names = std::max(names, metrics.horizontalAdvance(nameOf(c)));
    names = std::min(names, 0.3 * width());
    const double line = metrics.height();
    return QRectF(rect()).adjusted(line + names + 6.0, 2.2 * line, -3.0, -3.0);
}

bool ConfusionView::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip && m_counts.size() > 0) {
        auto* help = static_cast<QHelpEvent*>(event);
        const QRectF a = area();
        const QPointF at = QPointF(help->pos()) - a.topLeft();
        const int n = static_cast<int>(m_counts.rows());
        const int column = static_cast<int>(at.x() / a.width() * n);
        const int row = static_cast<int>(at.y() / a.height() * n);
        if (at.x() < 0 || at.y() < 0 || column >= n || row >= n)
            QToolTip::hideText();
        else
            QToolTip::showText(
                help->globalPos(),
                tr("%1 of %2 examples of %3 are taken for %4")
                    .arg(countText(m_counts(row, column)), countText(m_counts.row(row).sum()),
                         nameOf(row), nameOf(column)),
                this);
        return true;
    }
    return QWidget::event(event);
}

void ConfusionView::paintEvent(QPaintEvent*) {
    const int n = static_cast<int>(m_counts.rows());
    if (n == 0)
        return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Palette& palette = Appearance::instance().palette();
    const QFontMetricsF metrics(font());
    const double line = metrics.height();
    const QRectF a = area();
    const QSizeF cell(a.width() / n, a.height() / n);
    painter.setPen(palette.quiet);
    painter.drawText(QRectF(a.left(), 0.0, a.width(), line), Qt::AlignHCenter, tr("predicted"));
    painter.save();
    painter.rotate(-90.0);
    painter.drawText(QRectF(-a.bottom(), 0.0, a.height(), line), Qt::AlignHCenter, tr("true"));
    painter.restore();
    const bool hasNames = cell.height() > 0.9 * line;
    for (int r = 0; r < n; ++r) {
        const double total = std::max<double>(1.0, double(m_counts.row(r).sum()));
        if (hasNames)
            painter.drawText(
                QRectF(line, a.top() + r * cell.height(), a.left() - line - 4.0, cell.height()),
                Qt::AlignRight | Qt::AlignVCenter,
                metrics.elidedText(nameOf(r), Qt::ElideRight, a.left() - line - 4.0));
        const QString heading = metrics.elidedText(nameOf(r), Qt::ElideRight, cell.width() - 2.0);
        painter.drawText(QRectF(a.left() + r * cell.width(), line, cell.width(), line),
                         Qt::AlignCenter, heading);
        for (int c = 0; c < n; ++c) {
            const QRectF place(a.left() + c * cell.width(), a.top() + r * cell.height(),
                               cell.width() - 1.0, cell.height() - 1.0);
            const QColor& tint = r == c ? palette.done : palette.loss;
            const double share = double(m_counts(r, c)) / total;
            painter.fillRect(place, mixed(palette.formulaFill, tint, 0.55 * share));
            const QString text = countText(m_counts(r, c));
            if (metrics.horizontalAdvance(text) > cell.width() || !hasNames)
                continue;
            painter.setPen(m_counts(r, c) == 0 ? palette.faint : palette.text);
            painter.drawText(place, Qt::AlignCenter, text);
            painter.setPen(palette.quiet);
        }
    }
}

}  // namespace stepgrad

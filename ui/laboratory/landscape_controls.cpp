#include "ui/laboratory/landscape_controls.h"

#include <QFontInfo>
#include <QGridLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPixmap>
#include <QPushButton>
#include <algorithm>
#include <cmath>

#include "ui/appearance.h"
#include "ui/laboratory/contour_plot.h"
#include "ui/number_field.h"
#include "ui/panels/value_text.h"

namespace stepgrad {

LandscapeControls::LandscapeControls(QWidget* parent) : QWidget(parent) {
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    for (int axis = 0; axis < 2; ++axis) {
        m_names.at(static_cast<std::size_t>(axis)) = new QLabel;
        grid->addWidget(m_names.at(static_cast<std::size_t>(axis)), axis, 0);
        for (int end = 0; end < 2; ++end) {
            auto* field = new NumberField;
            m_fields.at(static_cast<std::size_t>(2 * axis + end)) = field;
            field->setObjectName(QStringLiteral("range%1%2").arg(axis).arg(end));
            field->setMinimumWidth(4 * QFontInfo(font()).pixelSize());
            grid->addWidget(field, axis, end == 0 ? 1 : 3);
            field->setCommit([this, axis, end](double value) -> QString {
                const SurfaceAxis& now = m_axes.at(static_cast<std::size_t>(axis));
                if (end == 0 ? value >= now.high : value <= now.low)
                    return tr("the range must go upwards");
                emit rangeChanged(axis == 0, end == 1, value);
                return {};
            });
        }
        grid->addWidget(new QLabel(tr("to")), axis, 2);
    }
    auto* fit = new QPushButton(tr("Fit"));
    fit->setAccessibleName(tr("Fit the ranges"));
    fit->setToolTip(tr("Ranges around the present point and the way of the training"));
    grid->addWidget(fit, 0, 4, 2, 1);
    grid->setColumnStretch(1, 1);
    grid->setColumnStretch(3, 1);
    connect(fit, &QPushButton::clicked, this, &LandscapeControls::fitAsked);
}

void LandscapeControls::showAxes(const SurfaceAxis& x, const SurfaceAxis& y, const QString& xSymbol,
                                 const QString& ySymbol) {
    m_axes = {x, y};
    const std::array symbols{xSymbol, ySymbol};
    for (std::size_t axis = 0; axis < 2; ++axis) {
        m_names.at(axis)->setText(tr("%1 from").arg(symbols.at(axis)));
        m_fields.at(2 * axis)->showNumber(m_axes.at(axis).low);
        m_fields.at(2 * axis + 1)->showNumber(m_axes.at(axis).high);
        m_fields.at(2 * axis)->setAccessibleName(tr("Least %1").arg(symbols.at(axis)));
        m_fields.at(2 * axis + 1)->setAccessibleName(tr("Greatest %1").arg(symbols.at(axis)));
    }
}

RaceTable::RaceTable(QWidget* parent) : QTableWidget(parent) {
    setAccessibleName(tr("Losses of the race"));
    setEditTriggers(NoEditTriggers);
    setSelectionMode(NoSelection);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    verticalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    setShowGrid(false);
}

QTableWidgetItem* RaceTable::cell(int row, int column) {
    if (!item(row, column))
        setItem(row, column, new QTableWidgetItem);
    return item(row, column);
}

void RaceTable::showRace(const std::vector<RaceEntry>& entries, const std::vector<Racer>& racers) {
    int starts = 0;
    for (const Racer& racer : racers)
        starts = std::max(starts, racer.start + 1);
    setRowCount(static_cast<int>(entries.size()));
    setColumnCount(starts);
    double best = HUGE_VAL;
    for (const Racer& racer : racers)
        if (!racer.hasDiverged && !std::isnan(racer.loss))
            best = std::min(best, racer.loss);
    for (int start = 0; start < starts; ++start) {
        auto* heading = new QTableWidgetItem(QString::number(start + 1));
        heading->setToolTip(tr("start %1").arg(start + 1));
        setHorizontalHeaderItem(start, heading);
    }
    for (std::size_t row = 0; row < entries.size(); ++row) {
        auto* name = new QTableWidgetItem(QString::fromStdString(entries[row].name));
        QPixmap swatch(QSize(1, 1) * (fontMetrics().height() / 2));
        swatch.fill(ContourPlot::colourOf(row));
        name->setIcon(swatch);
        setVerticalHeaderItem(static_cast<int>(row), name);
    }
    for (const Racer& racer : racers) {
        QTableWidgetItem* shown = cell(static_cast<int>(racer.entry), racer.start);
        const bool isMeasured = !std::isnan(racer.loss);
        shown->setText(racer.hasDiverged ? tr("diverged")
                       : isMeasured      ? numberText(racer.loss)
                                         : QStringLiteral("…"));
        QFont weight = font();
        // As good as the best one, to the digits shown.
        const bool isBest =
            !racer.hasDiverged && isMeasured && numberText(racer.loss) == numberText(best);
        weight.setBold(isBest);
        shown->setData(Qt::AccessibleTextRole,
                       isBest ? tr("%1, the best").arg(shown->text()) : shown->text());
        shown->setFont(weight);
        shown->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
    }
    int height = horizontalHeader()->sizeHint().height() + 2 * frameWidth() + 4;
    for (int row = 0; row < rowCount(); ++row)
        height += verticalHeader()->sectionSize(row);
    setFixedHeight(height + (horizontalScrollBarPolicy() == Qt::ScrollBarAlwaysOff ? 0 : 14));
}

}  // namespace stepgrad

#include "ui/laboratory/claims_table.h"

#include <QEvent>
#include <QHeaderView>
#include <array>
#include <cmath>

#include "ui/appearance.h"
#include "ui/icons.h"

namespace stepgrad {
namespace {

constexpr std::size_t kMostFeatures = 64;
constexpr std::array kWidths{21, 22, 32, 25};  ///< of the columns, in percent

QString rounded(double value) {
    return QString::fromStdString(
        exactNumber(std::round(100.0 * value) / 100.0, Appearance::instance().notation().numbers));
}

QIcon iconOf(Claim::Verdict verdict) {
    const Palette& palette = Appearance::instance().palette();
    switch (verdict) {
        case Claim::Verdict::Confirmed:
            return tintedIcon(QStringLiteral("check"), palette.done, palette.done);
        case Claim::Verdict::Partly:
            return tintedIcon(QStringLiteral("warning"), palette.primary, palette.primary);
        case Claim::Verdict::Refuted:
            break;
    }
    return tintedIcon(QStringLiteral("close"), palette.loss, palette.loss);
}

}  // namespace

ClaimsTable::ClaimsTable(QWidget* parent) : QTableWidget(parent) {
    setAccessibleName(tr("What is said, and what was measured"));
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setFocusPolicy(Qt::TabFocus);
    setWordWrap(true);
    setShowGrid(false);
    setFrameShape(QFrame::NoFrame);
    setTabKeyNavigation(false);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    verticalHeader()->hide();
    horizontalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    horizontalHeader()->setHighlightSections(false);
}

void ClaimsTable::begin(const QStringList& headings, int rows) {
    setRowCount(rows);
    setColumnCount(static_cast<int>(headings.size()));
    setHorizontalHeaderLabels(headings);
}

void ClaimsTable::put(int row, int column, const QString& text) {
    auto* cell = item(row, column);
    if (!cell) {
        cell = new QTableWidgetItem;
        cell->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable);
        cell->setTextAlignment(Qt::AlignLeft | Qt::AlignVCenter);
        setItem(row, column, cell);
    }
    cell->setText(text);
    cell->setToolTip(text);
    cell->setIcon({});
}

void ClaimsTable::showClaims(const std::vector<Claim>& claims) {
    begin({tr("What is said"), tr("This network"), tr("The mails"), tr("So")},
          static_cast<int>(claims.size()));
    for (std::size_t i = 0; i < claims.size(); ++i) {
        const int row = static_cast<int>(i);
        put(row, 0, QString::fromStdString(claims[i].text));
        put(row, 1, QString::fromStdString(claims[i].measured));
        put(row, 2, QString::fromStdString(claims[i].data));
        put(row, 3, QString::fromStdString(claims[i].words));
        item(row, 3)->setIcon(iconOf(claims[i].verdict));
    }
    fit();
}

void ClaimsTable::showFeatures(const FeatureStudy& study, const Network& network, int output) {
    std::vector<int> features = study.byEffect(network, output);
    if (features.size() > kMostFeatures)
        features.resize(kMostFeatures);
    begin({tr("Feature"), tr("Goes from, to"), tr("ŷ from, to"), tr("Effect")},
          static_cast<int>(features.size()));
    for (std::size_t i = 0; i < features.size(); ++i) {
        const int row = static_cast<int>(i);
        const FeatureEffect effect = study.effectOf(network, features[i], 2);
        const double change = study.changeOf(effect, output);
        const auto strength = strengthText(strengthOf(change));
        put(row, 0,
            QString::fromStdString(network.inputNames[static_cast<std::size_t>(features[i])]));
        put(row, 1, tr("%1, %2").arg(rounded(effect.span.from), rounded(effect.span.to)));
        put(row, 2, tr("%1, %2").arg(rounded(effect.atFrom[output]), rounded(effect.atTo[output])));
        put(row, 3,
            tr("%1 (%2 of the range of targets)")
                .arg(QString::fromLatin1(strength.data(), qsizetype(strength.size())),
                     rounded(change)));
    }
    fit();
}

void ClaimsTable::fit() {
    const int room = viewport()->width();
    for (int column = 0; column < columnCount(); ++column)
        setColumnWidth(column, room * kWidths[static_cast<std::size_t>(column)] / 100);
    resizeRowsToContents();
    const int padding = fontMetrics().height() / 3;
    for (int row = 0; row < rowCount(); ++row)
        setRowHeight(row, rowHeight(row) + padding);
}

void ClaimsTable::resizeEvent(QResizeEvent* event) {
    QTableWidget::resizeEvent(event);
    fit();
}

void ClaimsTable::changeEvent(QEvent* event) {
    QTableWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        fit();
}

}  // namespace stepgrad

#include "ui/laboratory/mail_feature_table.h"

#include <QEvent>
#include <QHeaderView>
#include <QMouseEvent>
#include <QPainter>
#include <QPixmap>

#include "ui/laboratory/mail_editor.h"

namespace stepgrad {
namespace {

enum Column { kName, kCounted, kSeen, kMove, kColumns };

/// The tint of its places: the legend of the marks.
QIcon swatch(MailFeature feature, int size) {
    QPixmap picture(size, size);
    picture.fill(tintOf(feature, true));
    return picture;
}

}  // namespace

MailFeatureTable::MailFeatureTable(QWidget* parent) : QTableWidget(4, kColumns, parent) {
    setObjectName(QStringLiteral("mailFeatures"));
    setAccessibleName(tr("Features of the mail"));
    setHorizontalHeaderLabels({tr("Feature"), tr("Counted"), tr("Seen as"), tr("Update")});
    horizontalHeaderItem(kCounted)->setToolTip(tr("As it stands in the data"));
    horizontalHeaderItem(kSeen)->setToolTip(tr("As the network sees it: scaled like its data"));
    horizontalHeaderItem(kMove)->setToolTip(
        tr("Of the weights that lead from this input, the one that the update moves farthest"));
    verticalHeader()->hide();
    setEditTriggers(NoEditTriggers);
    setSelectionBehavior(SelectRows);
    setSelectionMode(SingleSelection);
    setShowGrid(false);
    setTabKeyNavigation(false);
    setMouseTracking(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    horizontalHeader()->setStretchLastSection(true);
    horizontalHeader()->setSectionsClickable(false);
    horizontalHeader()->setHighlightSections(false);
    for (int row = 0; row < 4; ++row)
        for (int column = 0; column < kColumns; ++column)
            setItem(row, column, new QTableWidgetItem);
    fitRows();
    connect(this, &QTableWidget::itemSelectionChanged, this, &MailFeatureTable::litChanged);
}

void MailFeatureTable::fitRows() {
    const int height = fontMetrics().height() * 3 / 2;
    verticalHeader()->setMinimumSectionSize(height);
    verticalHeader()->setDefaultSectionSize(height);
    setFixedHeight(sizeHint().height());
}

void MailFeatureTable::showRows(const std::array<MailFeatureRow, 4>& rows) {
    for (const MailFeatureInfo& feature : mailFeatures()) {
        const int row = static_cast<int>(feature.id);
        const MailFeatureRow& told = rows[static_cast<std::size_t>(row)];
        const QString key = QString::fromUtf8(feature.key.data(), qsizetype(feature.key.size()));
        const QString definition = QString::fromStdString(std::string(feature.definition));
        const std::array<QString, kColumns> texts{key, told.counted, told.seen, told.move};
        for (int column = 0; column < kColumns; ++column) {
            item(row, column)->setText(texts[static_cast<std::size_t>(column)]);
            item(row, column)
                ->setToolTip(told.places.isEmpty()
                                 ? definition
                                 : definition + QStringLiteral("\n") + told.places);
            if (column == kCounted || column == kSeen)
                item(row, column)->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
        }
        item(row, kName)->setIcon(swatch(feature.id, fontMetrics().height() * 2 / 3));
    }
}

std::optional<MailFeature> MailFeatureTable::lit() const {
    if (m_hovered)
        return m_hovered;
    const auto chosen = selectionModel()->selectedRows();
    if (chosen.isEmpty())
        return std::nullopt;
    return static_cast<MailFeature>(chosen.front().row());
}

void MailFeatureTable::setHovered(std::optional<MailFeature> feature) {
    if (feature == m_hovered)
        return;
    m_hovered = feature;
    emit litChanged();
}

bool MailFeatureTable::viewportEvent(QEvent* event) {
    if (event->type() == QEvent::MouseMove) {
        const int row = rowAt(static_cast<QMouseEvent*>(event)->pos().y());
        setHovered(row < 0 ? std::nullopt : std::optional(static_cast<MailFeature>(row)));
    } else if (event->type() == QEvent::Leave) {
        setHovered({});
    }
    return QTableWidget::viewportEvent(event);
}

void MailFeatureTable::mousePressEvent(QMouseEvent* event) {
    const QTableWidgetItem* at = itemAt(event->pos());
    m_isPressedAgain = at && at->isSelected();
    QTableWidget::mousePressEvent(event);
}

void MailFeatureTable::mouseReleaseEvent(QMouseEvent* event) {
    QTableWidget::mouseReleaseEvent(event);
    if (m_isPressedAgain)
        clearSelection();
}

void MailFeatureTable::changeEvent(QEvent* event) {
    QTableWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        fitRows();
}

QSize MailFeatureTable::sizeHint() const {
    const int row = verticalHeader()->defaultSectionSize();
    return {fontMetrics().averageCharWidth() * 46,
            4 * row + horizontalHeader()->sizeHint().height() + 2 * frameWidth()};
}

QSize MailFeatureTable::minimumSizeHint() const {
    return {fontMetrics().averageCharWidth() * 34, sizeHint().height()};
}

}  // namespace stepgrad

#pragma once

#include <QStyledItemDelegate>
#include <optional>
#include <vector>

#include "core/network/value_id.h"

namespace stepgrad {

/// Draws a step: a dot for its state, number and title, and below the values
/// that are computed, as many as there is room for.
class StepDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

    /// The value whose text is at a place of the row.
    std::optional<ValueId> valueAt(const QStyleOptionViewItem& option, const QModelIndex& index,
                                   const QPoint& place) const;
    void setHighlight(const std::optional<ValueId>& id) { m_highlight = id; }

private:
    struct Piece {
        std::optional<ValueId> id;  ///< none: the ellipsis
        QString text;
        QRectF place;
    };
    struct Geometry {
        QRectF dot, title, values;
    };
    Geometry geometry(const QStyleOptionViewItem& option, const QModelIndex& index) const;
    std::vector<Piece> pieces(const QStyleOptionViewItem& option, const QModelIndex& index) const;
    void paintHeading(QPainter* painter, const QStyleOptionViewItem& option,
                      const QModelIndex& index) const;

    std::optional<ValueId> m_highlight;
};

}  // namespace stepgrad

#pragma once

#include <QLabel>
#include <optional>
#include <vector>

#include "core/lessons/lesson_text.h"

namespace stepgrad {

/// A text of a lesson, wrapped. What stands for a value of the graph is a link that
/// can be pointed at, clicked, and reached by Tab and Enter.
class LessonLabel : public QLabel {
    Q_OBJECT
public:
    explicit LessonLabel(QWidget* parent = nullptr);

    void showPieces(const std::vector<TextPiece>& pieces);
    /// The same behind a mark such as ✓, both in that colour.
    void showMarked(const QString& mark, const std::vector<TextPiece>& pieces,
                    const QColor& colour);
    QString plain() const;  ///< without the mark

signals:
    void valueHovered(const std::optional<stepgrad::ValueId>& id);
    void valueClicked(const stepgrad::ValueId& id);

private:
    QString htmlOf(const std::vector<TextPiece>& pieces, const QColor& colour);
    std::optional<ValueId> valueOf(const QString& link) const;

    std::vector<TextPiece> m_pieces;
};

}  // namespace stepgrad

#pragma once

#include <QAbstractListModel>
#include <QString>
#include <vector>

#include "core/walkthrough/step.h"

namespace stepgrad {

/// The steps of a training step as rows, under a heading for each phase.
class StepModel : public QAbstractListModel {
    Q_OBJECT
public:
    enum class State { Heading, Done, Current, Ahead };
    enum Role { StateRole = Qt::UserRole, StepRole };

    using QAbstractListModel::QAbstractListModel;

    int rowCount(const QModelIndex& parent = {}) const override;
    /// Display: "8  Hidden deltas" or the heading; StateRole: a State as int;
    /// StepRole: the index of the step, -1 for a heading; tool tip and accessible
    /// text: with all its values (of wide layers the first ones).
    QVariant data(const QModelIndex& index, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

    void setStill(const Still& still);
    const Still& still() const { return m_still; }
    QModelIndex indexOfStep(int step) const;

    /// The values of a step that are computed, in order, at most `most` of them.
    std::vector<ValueId> valuesOf(int step, int most) const;
    /// "u₁ = 0.2000"
    QString textOf(const ValueId& id) const;

private:
    struct Row {
        int step;  ///< -1: a heading
        Phase phase;
    };
    State stateOf(int step) const;
    QString describe(int step) const;

    Still m_still;
    std::vector<Row> m_rows;
};

}  // namespace stepgrad

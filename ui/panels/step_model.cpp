#include "ui/panels/step_model.h"

#include <algorithm>

#include "core/walkthrough/conventional_value.h"
#include "ui/appearance.h"

namespace stepgrad {
namespace {

constexpr int kMostDescribed = 24;

QString headingOf(Phase phase) {
    switch (phase) {
        case Phase::Forward:
            return StepModel::tr("Forward pass");
        case Phase::Backward:
            return StepModel::tr("Backward pass");
        case Phase::Update:
            return StepModel::tr("Update");
    }
    return {};
}

}  // namespace

int StepModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

StepModel::State StepModel::stateOf(int step) const {
    const int current = m_still.currentStepIndex();
    if (step == current)
        return State::Current;
    return step < current ? State::Done : State::Ahead;
}

QString StepModel::textOf(const ValueId& id) const {
    const Notation& notation = Appearance::instance().notation();
    return QStringLiteral("%1 = %2").arg(
        QString::fromStdString(symbolText(id, m_still.network(), notation)),
        QString::fromStdString(formatNumber(conventionalValue(m_still, id, notation).value_or(0.0),
                                            notation.numbers)));
}

std::vector<ValueId> StepModel::valuesOf(int step, int most) const {
    std::vector<ValueId> values;
    const Step& s = m_still.walk->steps()[static_cast<std::size_t>(step)];
    const std::int64_t end = std::min({s.first + s.count, m_still.position, s.first + most});
    for (std::int64_t stop = s.first; stop < end; ++stop)
        values.push_back(m_still.walk->valueAt(stop));
    return values;
}

QString StepModel::describe(int step) const {
    const Step& s = m_still.walk->steps()[static_cast<std::size_t>(step)];
    QStringList lines{QStringLiteral("%1  %2").arg(step + 1).arg(QString::fromStdString(s.title))};
    if (stateOf(step) == State::Ahead)
        lines << tr("not yet computed");
    if (stateOf(step) == State::Current)
        lines << tr("current step");
    for (const auto& id : valuesOf(step, kMostDescribed))
        lines << textOf(id);
    if (std::min(s.first + s.count, m_still.position) - s.first > kMostDescribed)
        lines << QStringLiteral("…");
    return lines.join(u'\n');
}

QVariant StepModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const Row& row = m_rows[static_cast<std::size_t>(index.row())];
    switch (role) {
        case Qt::DisplayRole:
            if (row.step < 0)
                return headingOf(row.phase);
            return QStringLiteral("%1  %2")
                .arg(row.step + 1)
                .arg(QString::fromStdString(
                    m_still.walk->steps()[static_cast<std::size_t>(row.step)].title));
        case Qt::ToolTipRole:
            return row.step < 0 ? QVariant() : describe(row.step);
        case Qt::AccessibleTextRole:
            return row.step < 0 ? headingOf(row.phase)
                                : describe(row.step).replace(u'\n', QStringLiteral(", "));
        case StateRole:
            return static_cast<int>(row.step < 0 ? State::Heading : stateOf(row.step));
        case StepRole:
            return row.step;
        default:
            return {};
    }
}

Qt::ItemFlags StepModel::flags(const QModelIndex& index) const {
    if (!index.isValid() || m_rows[static_cast<std::size_t>(index.row())].step < 0)
        return Qt::NoItemFlags;
    return Qt::ItemIsEnabled | Qt::ItemIsSelectable;
}

void StepModel::setStill(const Still& still) {
    const bool sameWalk = m_still.walk == still.walk;
    if (!sameWalk)
        beginResetModel();
    m_still = still;
    if (sameWalk) {
        emit dataChanged(index(0), index(rowCount() - 1));
        return;
    }
    m_rows.clear();
    const auto& steps = still.walk->steps();
    for (std::size_t i = 0; i < steps.size(); ++i) {
        if (i == 0 || steps[i].phase != steps[i - 1].phase)
            m_rows.push_back({-1, steps[i].phase});
        m_rows.push_back({static_cast<int>(i), steps[i].phase});
    }
    endResetModel();
}

QModelIndex StepModel::indexOfStep(int step) const {
    for (int row = 0; row < rowCount(); ++row)
        if (m_rows[static_cast<std::size_t>(row)].step == step && step >= 0)
            return index(row);
    return {};
}

}  // namespace stepgrad

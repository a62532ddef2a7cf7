#pragma once

#include <QTableWidget>
#include <QWidget>
#include <array>

#include "core/laboratory/race.h"

class QLabel;

namespace stepgrad {

class NumberField;

/// The ranges of the two axes, as four fields, and a button that fits them.
class LandscapeControls : public QWidget {
    Q_OBJECT
public:
    explicit LandscapeControls(QWidget* parent = nullptr);

    void showAxes(const SurfaceAxis& x, const SurfaceAxis& y, const QString& xSymbol,
                  const QString& ySymbol);

signals:
    void rangeChanged(bool isX, bool isHigh, double value);
    void fitAsked();

private:
    std::array<QLabel*, 2> m_names{};
    std::array<NumberField*, 4> m_fields{};  ///< x low, x high, y low, y high
    std::array<SurfaceAxis, 2> m_axes{};
};

/// The losses that racers have come to: an optimizer a row, a start a column.
class RaceTable : public QTableWidget {
    Q_OBJECT
public:
    explicit RaceTable(QWidget* parent = nullptr);

    void showRace(const std::vector<RaceEntry>& entries, const std::vector<Racer>& racers);

private:
    QTableWidgetItem* cell(int row, int column);
};

}  // namespace stepgrad

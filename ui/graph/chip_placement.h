#pragma once

#include <QLineF>
#include <QRectF>
#include <QSizeF>
#include <optional>
#include <vector>

namespace stepgrad {

/// The edges between two columns of neurons, and what stands around them.
struct ChipGap {
    QSizeF chip;                    ///< size that every chip gets
    qreal clearance = 0.0;          ///< least distance between two chips
    qreal rim = 0.0;                ///< how far neurons reach into the gap on either side
    std::vector<QLineF> edges;      ///< from centre to centre of the neurons
    std::vector<QRectF> obstacles;  ///< neurons, badges, …: no chip touches them
};

/// For each edge a place for the middle of its chip, as a fraction of the edge,
/// such that no chip covers another or an obstacle; nothing where none was found.
/// Among such places those near the middle, under which few other edges pass, and
/// that make columns. Deterministic.
std::optional<std::vector<qreal>> placeChips(const ChipGap& gap);

}  // namespace stepgrad

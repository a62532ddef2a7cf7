#pragma once

#include <optional>

#include "ui/graph/graph_folding.h"
#include "ui/graph/network_builder.h"

class QMenu;

namespace stepgrad {

/// Everything that can be done to one column of the graph. What cannot be is
/// there but not enabled, and says why in its tool tip.
/// @param column  0: the inputs, else the layer column - 1
/// @param neuron  the one that the menu was asked for at, if it was one
void fillLayerMenu(QMenu* menu, const Network& network, Loss loss, int column,
                   const NetworkBuilder& builder, std::optional<int> neuron = {});

/// Folds or unfolds a column; no entry where there is nothing to fold.
void addFoldEntry(QMenu* menu, int column, const LayerFolding& folding);

/// The choice of the loss.
void fillLossMenu(QMenu* menu, Loss loss, const NetworkBuilder& builder);

}  // namespace stepgrad

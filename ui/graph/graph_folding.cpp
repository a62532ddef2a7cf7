#include "ui/graph/graph_folding.h"

#include <QCoreApplication>

namespace stepgrad {

bool canFold(const GraphShape& shape, int column) {
    // The outputs are what it is all about, and have their targets beside them.
    return column >= 0 && column < shape.layerCount() &&
           shape.count(column) > GraphFolding::kMostUnfolded;
}

GraphShape GraphFolding::shapeOf(const Network& network) {
    GraphShape shape(network);
    if (shape.counts != m_counts) {
        m_chosen.clear();
        m_counts = shape.counts;
    }
    for (int column = 0; column < shape.layerCount(); ++column) {
        const auto chosen = m_chosen.find(column);
        if (canFold(shape, column) &&
            (chosen == m_chosen.end() ? m_areLargeFolded : chosen->second))
            shape.shown[static_cast<std::size_t>(column)] = kShown;
    }
    return shape;
}

bool GraphFolding::areAllFolded(const GraphShape& shape) const {
    bool isAny = false, isAll = true;
    for (int column = 0; column < shape.layerCount(); ++column)
        if (canFold(shape, column)) {
            isAny = true;
            isAll = isAll && shape.isFolded(column);
        }
    return isAny ? isAll : m_areLargeFolded;
}

void GraphFolding::setLargeFolded(bool folded) {
    m_areLargeFolded = folded;
    m_chosen.clear();
}

QString standInName(const GraphShape& shape, int column) {
    const int count = shape.hiddenIn(column);
    if (column == 0)
        return QCoreApplication::translate("NetworkView", "%1 more inputs").arg(count);
    return QCoreApplication::translate("NetworkView", "%1 more neurons of layer %2")
        .arg(count)
        .arg(column);
}

}  // namespace stepgrad

#pragma once

#include <QString>
#include <functional>
#include <map>
#include <vector>

#include "ui/graph/graph_metrics.h"

namespace stepgrad {

/// Which columns of the graph show their first neurons only, with a stand-in for
/// the rest: the inputs and the hidden layers, where they are large. What was
/// chosen for one layer holds as long as the network keeps its shape.
class GraphFolding {
public:
    /// Above so many neurons a layer can be folded.
    static constexpr int kMostUnfolded = 12;
    /// And then so many are shown.
    static constexpr int kShown = 6;

    /// Follows the network. @returns its shape, folded
    GraphShape shapeOf(const Network& network);

    /// For all layers that can be; takes back what was chosen for single ones.
    void setLargeFolded(bool folded);
    /// What was chosen for all.
    bool areLargeFolded() const { return m_areLargeFolded; }
    /// Whether all are that can be: with none, what was chosen.
    bool areAllFolded(const GraphShape& shape) const;
    void setFolded(int column, bool folded) { m_chosen[column] = folded; }

private:
    std::vector<int> m_counts;  ///< of the network
    std::map<int, bool> m_chosen;
    bool m_areLargeFolded = false;
};

/// Whether there is a choice. @param column  0: the inputs, else the layer column - 1
bool canFold(const GraphShape& shape, int column);

/// How menus fold a column.
struct LayerFolding {
    std::function<bool(int column)> canFold, isFolded;
    std::function<void(int column, bool folded)> setFolded;
};

/// "28 more neurons of layer 1", "58 more inputs". Of a folded column.
QString standInName(const GraphShape& shape, int column);

}  // namespace stepgrad

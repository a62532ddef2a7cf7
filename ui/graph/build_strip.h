#pragma once

#include <QWidget>
#include <vector>

#include "ui/graph/graph_folding.h"
#include "ui/graph/network_builder.h"

class QToolButton;

namespace stepgrad {

/// A strip above the graph with buttons at its layers: fewer, how many (with a
/// menu of all that can be done to the layer) and more, which can also be dragged; between two
/// columns one that puts a hidden layer there.
class BuildStrip : public QWidget {
    Q_OBJECT
public:
    explicit BuildStrip(QWidget* parent);

    void setBuilder(NetworkBuilder builder) { m_builder = std::move(builder); }
    void setFolding(LayerFolding folding) { m_folding = std::move(folding); }
    /// Follows the network. Buttons are kept where their number stays.
    void showNetwork(const Network& network, Loss loss);
    /// Puts the buttons as near to the middles of the columns (x in this widget) as
    /// there is room; where layers stand close, they move apart.
    void place(const std::vector<int>& columns);
    int heightFor(int width) const;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    struct Column {
        QToolButton *fewer, *count, *more;
    };
    /// How the buttons of a column stand, so that those of all columns have room.
    struct Sizes {
        bool isOneRow;  ///< − 8 +, else the count above − and +
        int width;      ///< of a column's buttons together
        int side;       ///< of − and +
        int apart;      ///< from column to column at least
    };
    Sizes sizesFor(int width) const;
    int rowHeight() const;
    void placeColumn(const Column& column, int left, const Sizes& sizes);
    static void drawIcon(QToolButton* button);
    QToolButton* makeButton(const QString& icon, const QString& name);
    void addColumn();
    void letDrag(QToolButton* button, int layer);
    void addGap();
    void refresh();
    void setEdit(QToolButton* button, const QString& tip, const NetworkEdit& edit);

    NetworkBuilder m_builder;
    LayerFolding m_folding;
    Network m_network;
    Loss m_loss = Loss::HalfSquaredError;
    std::vector<Column> m_columns;
    std::vector<QToolButton*> m_gaps;
    std::vector<int> m_places;  ///< the middles of the columns
    std::vector<int> m_lefts;   ///< where their buttons begin
};

}  // namespace stepgrad

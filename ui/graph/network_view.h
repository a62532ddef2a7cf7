#pragma once

#include <QGraphicsView>
#include <QString>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "core/walkthrough/step.h"
#include "ui/graph/network_builder.h"
#include "ui/graph/neuron_content.h"

namespace stepgrad {

/// The network as a graph: neurons, weights, deltas, loss; shows a still of the
/// walkthrough and lets the user point at, select and edit values where they
/// stand. Knows nothing of sessions: what it is told it shows, what is done to it
/// it says.
class NetworkView : public QGraphicsView {
    Q_OBJECT
public:
    /// How the picture gets from the present still to the next.
    enum class Transition {
        Immediate,  ///< no movement: edits, jumps, back
        Animated    ///< values travel along the edges; the numbers stand at once
    };

    explicit NetworkView(QWidget* parent = nullptr);
    ~NetworkView() override;

    /// Shows the still. A network of another shape is laid out anew.
    void showStill(const Still& still, Transition transition);
    /// Lets all pale that the current step neither computes nor reads; without legend.
    void setSpotlight(bool isOn);
    /// Lays the graph out for a view that is so many times smaller, and magnifies it.
    void setMagnification(double factor);
    /// While training at speed: new weights (and nothing computed), cheaply.
    void showWeights(const Network& network);

    /// What stands inside the neurons; for maps, see `showMaps`.
    void setNeuronContent(NeuronContent content);
    /// The number that stands large inside a neuron now; empty for none.
    QString textInside(int layer, int neuron) const;
    /// Lets each neuron show what it responds to, while the network has two inputs.
    /// @param points  of a grid of side x side points over the plane of the inputs,
    ///                as the network sees them (see `gridOver`); none: values alone
    void showMaps(const Matrix& points);

    /// How an edit is carried out: returns an empty text, or why it is refused
    /// (the editor then stays open and says so). `nudge`: by wheel or arrow key.
    using Commit = std::function<QString(const ValueId& id, double value, bool nudge)>;
    void setCommit(Commit commit);

    /// Lets the network be built here: a strip of buttons above the layers while
    /// building, entries in the menu of a value, and Del for a neuron.
    void setBuilder(NetworkBuilder builder);
    void setBuilding(bool building);
    bool isBuilding() const;

    /// Lets each large hidden layer, and many inputs, show the first few neurons only
    /// and a stand-in for the rest, or all of them. A choice for one column (0: the
    /// inputs) is kept while the network keeps its shape; so is unfolding by a click,
    /// or by selecting a folded value. A stand-in is a stop of Tab, and Enter or Space
    /// unfolds there.
    void setLargeFolded(bool folded);
    /// Whether every layer is folded that can be; where none can, what was chosen.
    bool areLargeFolded() const;
    void setFolded(int column, bool folded);
    bool isFolded(int column) const;
    /// The place of a stand-in in the viewport, empty where the column is not folded.
    QRect standInRect(int column) const;

    /// Lights every path from the selected parameter or neuron to J, with a chip for
    /// each factor, and lets the rest fade.
    void setPathsShown(bool shown);
    bool arePathsShown() const;
    /// Only that one of the paths as `pathView` lists them; nothing: all.
    void pointAtPath(std::optional<int> path);
    /// Whether paths are lit, and one of them passes there.
    bool isLit(const ValueId& id) const;
    /// The chips of factors on show, and their places in the viewport.
    struct FactorChip {
        QString name, number;
        QRect rect;
    };
    std::vector<FactorChip> factorChips() const;

    /// The selected value (at most one): drawn so, and told by valueSelected.
    std::optional<ValueId> selectedValue() const;
    void selectValue(const std::optional<ValueId>& id);
    /// Lights the item of a value that is pointed at elsewhere; nothing to stop.
    void highlightValue(const std::optional<ValueId>& id);
    /// Lights several values until others are lit: what is to be looked at.
    void lightValues(std::vector<ValueId> ids);
    /// Lights the item of a value that is asked for, whenever nothing is pointed at.
    void markValue(const std::optional<ValueId>& id);
    /// Opens the editor on an editable value, as double-click and Enter do.
    void editValue(const ValueId& id);
    /// Whether an editor is open (Next and the like wait for it).
    bool isEditing() const;
    /// Whether values are travelling along the edges.
    bool isAnimating() const;
    /// Back to the whole network in view, after zooming and moving.
    void zoomToFit();
    /// The place of a value's item in the viewport, empty where it has none.
    QRect rectOf(const ValueId& id) const;
    /// Paints the whole graph, as shown, for pictures and printing.
    void renderTo(QPainter& painter, const QRectF& target);

signals:
    void valueSelected(const std::optional<stepgrad::ValueId>& id);
    void valueHovered(const std::optional<stepgrad::ValueId>& id);
    /// Layers were folded or unfolded, here or by another network.
    void foldingChanged();

protected:
    bool viewportEvent(QEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    bool focusNextPrevChild(bool next) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void scrollContentsBy(int dx, int dy) override;

private:
    class Private;
    std::unique_ptr<Private> d;
};

}  // namespace stepgrad

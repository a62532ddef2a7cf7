#pragma once

#include <QWidget>

#include "ui/laboratory/learned_network.h"

namespace stepgrad {

/// The effect of each feature with the others at their median: the answer over the feature in its
/// own unit, a curve for each network, and where the examples lie as a rug. Of many features those
/// with the largest effects.
class EffectsPlot : public QWidget {
    Q_OBJECT
public:
    explicit EffectsPlot(QWidget* parent = nullptr);

    /// @param chosen  whose weights and strengths are written beside the curves
    /// @param output  which answer
    void showNetworks(const LearnedNetworks& networks, std::size_t chosen, int output);
    /// The features that are shown, in order.
    const std::vector<int>& features() const { return m_features; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    int columns() const;
    int rows() const;
    QRectF panelArea(std::size_t panel) const;
    QString strengthOfPanel(std::size_t panel) const;
    QString weightsOf(int feature) const;
    void paintPanel(QPainter& painter, std::size_t panel) const;
    void paintRug(QPainter& painter, const QRectF& area, int feature) const;
    void paintLegend(QPainter& painter, const QRectF& row) const;
    void describe();

    LearnedNetworks m_networks;
    std::size_t m_chosen = 0;
    int m_output = 0;
    double m_low = 0.0, m_high = 1.0;  ///< of the answers
    std::vector<int> m_features;
    std::vector<std::vector<FeatureEffect>> m_effects;  ///< [network][panel]
};

}  // namespace stepgrad

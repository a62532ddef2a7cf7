#pragma once

#include <QElapsedTimer>
#include <memory>
#include <optional>
#include <vector>

#include "core/laboratory/activity.h"
#include "ui/laboratory/laboratory_view.h"

class QHBoxLayout;
class QLabel;
class QPushButton;

namespace stepgrad {

class ActivationPlot;
struct Examples;

/// Activations and their slopes: f and f' of every layer with the operating points of its
/// neurons; dead ReLU neurons named and, if asked for, revived; saturated ones counted.
class SlopesView : public LaboratoryView {
    Q_OBJECT
public:
    explicit SlopesView(Session& session, QWidget* parent = nullptr);

    void refresh() override;
    QWidget* tools() override;

private:
    void measure();
    void showPlots();
    void fitPlots();
    void showTold();
    void showPointed(int layer, std::optional<int> neuron);
    void reviveDead();
    QString titleOf(int layer) const;
    int deadCount() const;

    QHBoxLayout* m_row;
    std::vector<ActivationPlot*> m_plots;  ///< one a layer
    QLabel* m_told;
    QLabel* m_pointed;
    QWidget* m_tools;
    QPushButton* m_revive;
    std::optional<Activity> m_activity;
    Network m_measured;  ///< of which m_activity tells
    std::shared_ptr<const Examples> m_examples;
    QElapsedTimer m_since;
};

}  // namespace stepgrad

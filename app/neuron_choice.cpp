#include "app/neuron_choice.h"

#include <QAction>
#include <QActionGroup>
#include <utility>

#include "app/actions.h"
#include "app/practice.h"
#include "app/settings.h"
#include "core/data/plane.h"
#include "core/document/session.h"
#include "ui/appearance.h"
#include "ui/graph/network_view.h"

namespace stepgrad {
namespace {

constexpr int kMapPoints = 24;  ///< along each side of the map of a neuron

constexpr std::pair<ActionId, NeuronContent> kChoices[] = {
    {ActionId::NeuronValues, NeuronContent::Values},
    {ActionId::NeuronDeltas, NeuronContent::Delta},
    {ActionId::NeuronBiases, NeuronContent::Bias},
    {ActionId::NeuronMaps, NeuronContent::Maps},
};

}  // namespace

NeuronChoice::NeuronChoice(Session& session, Settings& settings, const Actions& actions,
                           NetworkView& view, const Practice& practice, QObject* parent)
    : QObject(parent),
      m_session(session),
      m_settings(settings),
      m_actions(actions),
      m_view(view),
      m_practice(practice),
      m_mapsTip(actions[ActionId::NeuronMaps].toolTip()) {
    auto* group = new QActionGroup(this);
    for (const auto& [id, content] : kChoices) {
        group->addAction(&actions[id]);
        connect(&actions[id], &QAction::triggered, this,
                [this, content = content] { choose(content); });
    }
    connect(&Appearance::instance(), &Appearance::changed, this, &NeuronChoice::showLetters);
    showLetters();
}

void NeuronChoice::choose(NeuronContent content) {
    // The keys of the maps turn them on and off.
    const bool again = content == NeuronContent::Maps &&
                       m_settings.number(Setting::NeuronContent) == static_cast<int>(content);
    m_settings.set(Setting::NeuronContent,
                   static_cast<int>(again ? NeuronContent::Values : content));
    refresh();
}

void NeuronChoice::refresh() {
    const QString reason = reasonAgainstMaps();
    QAction& maps = m_actions[ActionId::NeuronMaps];
    maps.setEnabled(reason.isEmpty());
    maps.setToolTip(reason.isEmpty() ? m_mapsTip : reason);
    auto content = static_cast<NeuronContent>(m_settings.number(Setting::NeuronContent));
    if (content == NeuronContent::Maps && !reason.isEmpty())
        content = NeuronContent::Values;
    for (const auto& [id, choice] : kChoices)
        if (choice == content)
            m_actions[id].setChecked(true);
    Matrix points;
    if (content == NeuronContent::Maps) {
        points = gridOver(planeOf(*m_session.data()), kMapPoints);
        if (const auto& scaling = m_session.scaling())
            points = scaling->apply(points);
    }
    m_view.showMaps(points);
    m_view.setNeuronContent(content);
}

QString NeuronChoice::reasonAgainstMaps() const {
    if (m_session.still().network().inputCount() != 2)
        return tr("Only a network with two inputs has a plane to draw maps of");
    if (m_practice.isActive())
        return tr("During practice maps would give values away");
    return {};
}

void NeuronChoice::showLetters() {
    const Notation& notation = Appearance::instance().notation();
    m_actions[ActionId::NeuronValues].setText(
        tr("&Values (%1 and %2)")
            .arg(QString::fromStdString(weightedInputLetter(notation)),
                 QString::fromStdString(activationLetter(notation))));
}

}  // namespace stepgrad

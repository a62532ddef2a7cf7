#pragma once

#include <QObject>
#include <QString>

#include "ui/graph/neuron_content.h"

namespace stepgrad {

class Actions;
class NetworkView;
class Practice;
class Session;
class Settings;

/// What the user lets the neurons show: one of four actions, kept in the settings.
/// Where maps cannot be, values are shown, and maps again where they can.
class NeuronChoice : public QObject {
    Q_OBJECT
public:
    NeuronChoice(Session& session, Settings& settings, const Actions& actions, NetworkView& view,
                 const Practice& practice, QObject* parent);

    /// After another network, other data, or the begin or end of practice.
    void refresh();

private:
    void choose(NeuronContent content);
    /// Why there can be no maps now; empty where there can.
    QString reasonAgainstMaps() const;
    void showLetters();

    Session& m_session;
    Settings& m_settings;
    const Actions& m_actions;
    NetworkView& m_view;
    const Practice& m_practice;
    QString m_mapsTip;  ///< where there can be maps
};

}  // namespace stepgrad

#pragma once

#include <QWidget>

#include "core/laboratory/deep_network.h"

class QComboBox;

namespace stepgrad {

class NumberField;
class Session;

/// The switches of the view of depth: layers, width, activation and initialisation, each
/// of which builds the network anew, and the limit at which gradients are clipped. Each
/// change is one edit that can be undone.
class DepthTools : public QWidget {
    Q_OBJECT
public:
    explicit DepthTools(Session& session, QWidget* parent = nullptr);

    /// Shows what the project has now.
    void refresh();

signals:
    void refused(const QString& reason);

private:
    NumberField* addField(const QString& label, const QString& name, const QString& tip);
    QComboBox* addChoice(const QString& name, const QString& tip);
    QString build(const DepthPlan& plan, const QString& undoText);
    void tell(const QString& problem);

    Session& m_session;
    NumberField *m_layers, *m_width, *m_clip;
    QComboBox *m_activation, *m_start;
};

}  // namespace stepgrad

#include "ui/laboratory/depth_tools.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>

#include "core/document/session.h"
#include "ui/number_field.h"

namespace stepgrad {

DepthTools::DepthTools(Session& session, QWidget* parent) : QWidget(parent), m_session(session) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(6);
    m_layers = addField(tr("Layers"), tr("Layers"), tr("With the output layer, 1 to 30"));
    m_layers->setCommit([this](double value) {
        DepthPlan plan = planOf(m_session.project());
        if (const QString problem = problemOfWhole(value, 1, DepthPlan::kMostLayers);
            !problem.isEmpty())
            return problem;
        plan.layers = static_cast<int>(value);
        return build(plan, tr("change of the number of layers"));
    });
    m_width = addField(tr("Width"), tr("Neurons of each hidden layer"),
                       tr("Neurons of each hidden layer, 1 to 64"));
    m_width->setCommit([this](double value) {
        DepthPlan plan = planOf(m_session.project());
        if (const QString problem = problemOfWhole(value, 1, DepthPlan::kMostNeurons);
            !problem.isEmpty())
            return problem;
        plan.width = static_cast<int>(value);
        return build(plan, tr("change of the width of layers"));
    });
    m_activation =
        addChoice(tr("Activation of the hidden layers"), tr("Activation of the hidden layers"));
    for (const ActivationInfo& info : activations())
        if (!info.outputOnly)
            m_activation->addItem(QString::fromUtf8(info.name), static_cast<int>(info.id));
    connect(m_activation, &QComboBox::activated, this, [this] {
        DepthPlan plan = planOf(m_session.project());
        plan.hidden = static_cast<Activation>(m_activation->currentData().toInt());
        tell(build(plan, tr("change to %1").arg(m_activation->currentText())));
    });
    m_start = addChoice(tr("Initialisation"), tr("How the weights begin"));
    m_start->setPlaceholderText(tr("as they are"));
    for (const InitializerInfo& info : initializers())
        m_start->addItem(QString::fromUtf8(info.name), static_cast<int>(info.id));
    connect(m_start, &QComboBox::activated, this, [this] {
        DepthPlan plan = planOf(m_session.project());
        plan.start.type = static_cast<InitializerType>(m_start->currentData().toInt());
        tell(build(plan, tr("new weights")));
    });
    m_clip = addField(tr("Clip at"), tr("Clip gradients at"),
                      tr("The longest gradient of an update, all weights and biases together; a "
                         "longer one is shortened to this. 0: no gradient is"));
    m_clip->setWord(0.0, tr("none"));
    m_clip->setCommit([this](double value) {
        Project project = m_session.project();
        project.optimizer.clipNorm = value;
        const bool wasTraining = m_session.isTraining();
        const QString problem = m_session.changeSettings(
            project, value == 0.0 ? tr("end of clipping") : tr("clipping of gradients"));
        if (problem.isEmpty() && wasTraining)
            m_session.train();
        return problem;
    });
    refresh();
}

NumberField* DepthTools::addField(const QString& label, const QString& name, const QString& tip) {
    auto* field = new NumberField(this);
    field->setAccessibleName(name);
    field->setToolTip(tip);
    field->setFixedWidth(field->fontMetrics().horizontalAdvance(QStringLiteral("0000000")));
    auto* text = new QLabel(label, this);
    text->setBuddy(field);
    layout()->addWidget(text);
    layout()->addWidget(field);
    return field;
}

QComboBox* DepthTools::addChoice(const QString& name, const QString& tip) {
    auto* choice = new QComboBox(this);
    choice->setAccessibleName(name);
    choice->setToolTip(tip);
    layout()->addWidget(choice);
    return choice;
}

QString DepthTools::build(const DepthPlan& plan, const QString& undoText) {
    const Project project = m_session.project();
    if (const auto reason = reasonAgainst(project, plan))
        return QString::fromStdString(*reason);
    return m_session.beginWith(withPlan(project, plan), undoText);
}

void DepthTools::tell(const QString& problem) {
    if (!problem.isEmpty())
        emit refused(problem);
    refresh();
}

void DepthTools::refresh() {
    const Project project = m_session.project();
    const DepthPlan plan = planOf(project);
    m_layers->showNumber(plan.layers);
    m_width->showNumber(plan.width);
    for (QWidget* ofHidden : std::initializer_list<QWidget*>{m_width, m_activation})
        ofHidden->setEnabled(plan.layers > 1);
    m_clip->showNumber(project.optimizer.clipNorm);
    m_activation->setCurrentIndex(m_activation->findData(static_cast<int>(plan.hidden)));
    // Weights that were set otherwise have no way in which they began.
    m_start->setCurrentIndex(
        project.initializer ? m_start->findData(static_cast<int>(plan.start.type)) : -1);
}

}  // namespace stepgrad

#include "ui/data/suggestion_form.h"

#include <QComboBox>
#include <QFormLayout>
#include <QLabel>

#include "core/document/suggestion.h"
#include "core/walkthrough/number_text.h"
#include "ui/appearance.h"

namespace stepgrad {
namespace {

QString settingsText(const OptimizerSettings& optimizer, const TrainingSettings& training) {
    const QString rate = QString::fromStdString(
        exactNumber(optimizer.learningRate, Appearance::instance().notation().numbers));
    if (training.stop.epochs == 0)
        return SuggestionForm::tr("η = %1, no end").arg(rate);
    return SuggestionForm::tr("η = %1, %2 epochs")
        .arg(rate, QString::fromStdString(formatCount(training.stop.epochs)));
}

}  // namespace

SuggestionForm::SuggestionForm(const Project& present, QWidget* parent)
    : QWidget(parent), m_present(present) {
    const auto choice = [this](const QString& name, const QString& tip) {
        auto* box = new QComboBox;
        box->setAccessibleName(name);
        box->setToolTip(tip);
        box->addItems({QString(), QString()});
        connect(box, &QComboBox::activated, this, [this] {
            m_isChosen = true;
            refreshNote();
        });
        return box;
    };
    m_network = choice(tr("Network"), tr("A new network of a size that suits the data, or the "
                                         "hidden layers that there are"));
    m_training = choice(tr("Training settings"),
                        tr("Learning rate, batches and epochs that suit the data, or those that "
                           "there are"));
    m_note = new QLabel;
    m_note->setObjectName(QStringLiteral("keptNote"));
    m_note->setProperty("kind", "quiet");
    m_note->setWordWrap(true);
    auto* form = new QFormLayout(this);
    form->setContentsMargins(0, 0, 0, 0);
    form->addRow(tr("Network"), m_network);
    form->addRow(tr("Training"), m_training);
    form->addRow(m_note);
}

QString SuggestionForm::keptShape(Eigen::Index inputs, Eigen::Index outputs) const {
    QString shape = QString::number(inputs);
    const auto& layers = m_present.network.layers;
    for (std::size_t l = 0; l + 1 < layers.size(); ++l)
        shape += QStringLiteral("–%1").arg(layers[l].neurons());
    return shape + QStringLiteral("–%1").arg(outputs);
}

void SuggestionForm::showNeed(Eigen::Index inputs, Eigen::Index outputs, std::int64_t examples,
                              bool areClasses) {
    if (inputs == 0 || outputs == 0)
        return;
    const Network suggested = suggestedNetwork(inputs, outputs);
    m_network->setItemText(Suggested,
                           tr("suggested: %1").arg(QString::fromStdString(suggested.shapeText())));
    m_network->setItemText(Kept, tr("keep: %1").arg(keptShape(inputs, outputs)));
    m_training->setItemText(Suggested, tr("suggested: %1")
                                           .arg(settingsText(suggestedOptimizer(areClasses),
                                                             suggestedTraining(examples))));
    m_training->setItemText(
        Kept, tr("keep: %1").arg(settingsText(m_present.optimizer, m_present.training)));
    const bool differs =
        inputs != m_present.network.inputCount() || outputs != m_present.network.outputCount();
    if (!m_isChosen)
        for (QComboBox* box : {m_network, m_training})
            box->setCurrentIndex(differs ? Suggested : Kept);
    refreshNote();
}

void SuggestionForm::refreshNote() {
    const bool keepsNetwork = m_network->currentIndex() == Kept;
    const bool keepsTraining = m_training->currentIndex() == Kept;
    m_note->setText(keepsNetwork && keepsTraining
                        ? tr("The present network, learning rate and epochs stay.")
                    : keepsNetwork  ? tr("The present hidden layers stay.")
                    : keepsTraining ? tr("The present learning rate and epochs stay.")
                                    : QString());
    m_note->setVisible(keepsNetwork || keepsTraining);
}

void SuggestionForm::choose(Preparation& preparation) const {
    preparation.newNetwork = m_network->currentIndex() == Suggested;
    preparation.newTraining = m_training->currentIndex() == Suggested;
}

}  // namespace stepgrad

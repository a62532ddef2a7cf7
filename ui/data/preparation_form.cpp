#include "ui/data/preparation_form.h"

#include <QComboBox>
#include <QFormLayout>
#include <cmath>

#include "ui/number_field.h"

namespace stepgrad {

PreparationForm::PreparationForm(const Preparation& preparation, QWidget* parent)
    : QWidget(parent) {
    m_share = new NumberField;
    m_share->setAccessibleName(tr("Kept back for testing, in percent"));
    m_share->setToolTip(tr("These examples are not trained on; 0: all are trained on"));
    m_share->showNumber(preparation.split ? 100.0 * preparation.split->testShare : 0.0);
    m_share->setCommit([](double percent) {
        return percent >= 0.0 && percent < 100.0 ? QString()
                                                 : tr("expected a number from 0 to below 100");
    });
    m_seed = new NumberField;
    m_seed->setAccessibleName(tr("Seed of the split"));
    m_seed->setToolTip(tr("The same seed keeps the same examples back"));
    m_seed->showNumber(preparation.split ? static_cast<double>(preparation.split->seed) : 1.0);
    m_seed->setCommit([](double value) {
        return value >= 0.0 && value <= 9e15 && value == std::floor(value)
                   ? QString()
                   : tr("expected a whole number from 0");
    });
    m_scaling = new QComboBox;
    m_scaling->setAccessibleName(tr("Scaling of the inputs"));
    m_scaling->setToolTip(
        tr("Found on the examples that are trained on, and kept with the "
           "project, so that new inputs are scaled alike"));
    for (const ScalingInfo& row : scalingKinds())
        m_scaling->addItem(QString::fromUtf8(row.name.data(), qsizetype(row.name.size())));
    m_scaling->setCurrentIndex(static_cast<int>(preparation.scaling));
    auto* form = new QFormLayout(this);
    form->setContentsMargins(0, 0, 0, 0);
    form->addRow(tr("For testing (%)"), m_share);
    form->addRow(tr("Seed of the split"), m_seed);
    form->addRow(tr("Scaling of inputs"), m_scaling);
}

std::optional<Preparation> PreparationForm::preparation() {
    if (!m_share->accept() || !m_seed->accept())
        return std::nullopt;
    Preparation chosen;
    if (m_share->number() > 0.0)
        chosen.split =
            Split{m_share->number() / 100.0, static_cast<std::uint64_t>(m_seed->number())};
    chosen.scaling = scalingKinds()[static_cast<std::size_t>(m_scaling->currentIndex())].id;
    return chosen;
}

}  // namespace stepgrad

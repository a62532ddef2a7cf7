#include "ui/data/preparation_form.h"

#include <QComboBox>
#include <QFormLayout>

#include "ui/number_field.h"

namespace stepgrad {
namespace {

double percentOf(const std::optional<Split>& split) {
    return split ? 100.0 * split->testShare : 0.0;
}

}  // namespace

PreparationForm::PreparationForm(const Preparation& preparation, QWidget* parent)
    : QWidget(parent), m_split(preparation.split) {
    m_share = new NumberField;
    m_share->setAccessibleName(tr("Kept back for testing, in percent"));
    m_share->setToolTip(tr("These examples are not trained on; 0: all are trained on"));
    m_share->showNumber(percentOf(preparation.split));
    m_share->setCommit([](double percent) {
        return percent >= 0.0 && percent < 100.0 ? QString()
                                                 : tr("expected a number from 0 to below 100");
    });
    m_seed = new NumberField;
    m_seed->setAccessibleName(tr("Seed of the split"));
    m_seed->setToolTip(tr("The same seed keeps the same examples back"));
    m_seed->showNumber(preparation.split ? static_cast<double>(preparation.split->seed) : 1.0);
    m_seed->setCommit([](double value) { return problemOfWhole(value); });
    m_scaling = new QComboBox;
    m_scaling->setAccessibleName(tr("Scaling of the inputs"));
    m_scaling->setToolTip(
        tr("Found on the examples that are trained on, and kept with the "
           "project, so that new inputs are scaled alike"));
    for (const ScalingInfo& row : scalingKinds())
        m_scaling->addItem(QString::fromUtf8(row.name));
    if (!preparation.scaling)
        m_scaling->addItem(tr("as it is now"));
    m_scaling->setCurrentIndex(preparation.scaling ? static_cast<int>(*preparation.scaling)
                                                   : m_scaling->count() - 1);
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
    if (m_share->number() > 0.0) {
        // What was not touched stays to the last bit, in percent or not.
        const double share = m_share->number() == percentOf(m_split) ? m_split->testShare
                                                                     : m_share->number() / 100.0;
        chosen.split = Split{share, static_cast<std::uint64_t>(m_seed->number())};
    }
    const auto kind = static_cast<std::size_t>(m_scaling->currentIndex());
    chosen.scaling.reset();
    if (kind < scalingKinds().size())
        chosen.scaling = scalingKinds()[kind].id;
    return chosen;
}

}  // namespace stepgrad

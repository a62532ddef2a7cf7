#include "ui/data/generate_dialog.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include "ui/number_field.h"
#include "ui/panels/surface_view.h"

namespace stepgrad {

GenerateDialog::GenerateDialog(const Preparation& preparation, QWidget* parent) : QDialog(parent) {
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Generate examples"));
    m_rule = new QComboBox;
    m_rule->setAccessibleName(tr("Rule"));
    for (const GeneratorInfo& row : generators())
        m_rule->addItem(QString::fromUtf8(row.name));
    m_description = new QLabel;
    m_description->setWordWrap(true);
    m_description->setProperty("kind", "quiet");
    m_problem = new QLabel;
    m_problem->setObjectName(QStringLiteral("problem"));
    m_problem->setProperty("kind", "problem");
    m_problem->setWordWrap(true);
    m_size = new NumberField;
    m_size->setAccessibleName(tr("Examples"));
    m_size->setCommit([this](double value) {
        const GeneratorInfo& row = info(m_generator);
        const QString problem = problemOfWhole(value, double(row.leastSize), double(row.mostSize));
        if (!problem.isEmpty())
            return problem;
        m_parameters.size = static_cast<std::int64_t>(value);
        refresh();
        return problem;
    });
    m_noise = new NumberField;
    m_noise->setAccessibleName(tr("Noise"));
    m_noise->setCommit([this](double value) {
        if (value < 0.0 || value > info(m_generator).mostNoise)
            return tr("expected a number from 0 to %1").arg(info(m_generator).mostNoise);
        m_parameters.noise = value;
        refresh();
        return QString();
    });
    m_seed = new NumberField;
    m_seed->setAccessibleName(tr("Seed"));
    m_seed->setToolTip(tr("The same seed gives the same examples"));
    m_seed->setCommit([this](double value) {
        const QString problem = problemOfWhole(value);
        if (!problem.isEmpty())
            return problem;
        m_parameters.seed = static_cast<std::uint64_t>(value);
        refresh();
        return problem;
    });
    m_points = new SurfaceView;
    m_points->setAccessibleName(tr("Preview"));
    m_preparation = new PreparationForm(preparation);
    auto* form = new QFormLayout;
    form->addRow(tr("Rule"), m_rule);
    form->addRow(m_description);
    form->addRow(tr("Examples"), m_size);
    form->addRow(tr("Noise"), m_noise);
    form->addRow(tr("Seed"), m_seed);
    auto* left = new QVBoxLayout;
    left->addLayout(form);
    left->addWidget(m_preparation);
    left->addStretch(1);
    auto* row = new QHBoxLayout;
    row->addLayout(left, 1);
    row->addWidget(m_points, 1);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel);
    buttons->button(QDialogButtonBox::Ok)->setText(tr("&Use These Examples"));
    connect(buttons, &QDialogButtonBox::accepted, this, &GenerateDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* column = new QVBoxLayout(this);
    column->addLayout(row, 1);
    column->addWidget(m_problem);
    column->addWidget(buttons);
    connect(m_rule, &QComboBox::currentIndexChanged, this,
            [this](int index) { choose(generators()[static_cast<std::size_t>(index)].id); });
    m_rule->setCurrentIndex(static_cast<int>(Generator::Circle));
    resize(fontMetrics().height() * 42, fontMetrics().height() * 22);
}

void GenerateDialog::choose(Generator generator) {
    m_generator = generator;
    const GeneratorInfo& row = info(generator);
    const std::uint64_t seed = m_parameters.seed;
    m_parameters = row.defaults();
    m_parameters.seed = seed;
    m_size->showNumber(static_cast<double>(m_parameters.size));
    m_noise->showNumber(m_parameters.noise);
    m_seed->showNumber(static_cast<double>(seed));
    m_size->setEnabled(!row.isTable());
    m_noise->setEnabled(row.mostNoise > 0.0);
    m_seed->setEnabled(!row.isTable());
    m_description->setText(QString::fromUtf8(row.description));
    refresh();
}

void GenerateDialog::refresh() {
    m_data = generate(m_generator, m_parameters);
    m_points->showPoints(m_data);
}

void GenerateDialog::accept() {
    for (NumberField* field : {m_size, m_noise, m_seed})
        if (field->isEnabled() && !field->accept())
            return;
    const auto preparation = m_preparation->preparation();
    if (!preparation || !m_take)
        return;
    const QString problem = m_take(m_data, *preparation, QString::fromUtf8(info(m_generator).name));
    m_problem->setText(problem);
    if (problem.isEmpty())
        QDialog::accept();
}

}  // namespace stepgrad

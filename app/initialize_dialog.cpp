#include "app/initialize_dialog.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include "ui/number_field.h"

namespace stepgrad {

InitializeDialog::InitializeDialog(const InitializerSettings& settings, QWidget* parent)
    : QDialog(parent), m_settings(settings) {
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("New weights"));
    auto* text =
        new QLabel(tr("Training begins anew: update 0. What was learned until now can be "
                      "brought back by Undo, and its curve stays as a ghost."));
    text->setWordWrap(true);
    m_form = new QFormLayout;
    m_type = new QComboBox;
    m_type->setAccessibleName(tr("Initialisation"));
    for (const InitializerInfo& row : initializers())
        m_type->addItem(QString::fromUtf8(row.name));
    m_type->setCurrentIndex(static_cast<int>(settings.type));
    connect(m_type, &QComboBox::currentIndexChanged, this, [this](int index) {
        m_settings.type = initializers()[static_cast<std::size_t>(index)].id;
        refresh();
    });
    m_seed = new NumberField;
    m_seed->setAccessibleName(tr("Seed"));
    m_seed->setToolTip(tr("The same seed gives the same weights"));
    m_seed->showNumber(static_cast<double>(settings.seed));
    m_seed->setCommit([this](double value) {
        const QString problem = problemOfWhole(value);
        if (problem.isEmpty())
            m_settings.seed = static_cast<std::uint64_t>(value);
        return problem;
    });
    m_scale = new NumberField;
    m_scale->setAccessibleName(tr("Scale"));
    m_scale->showNumber(settings.scale);
    m_scale->setCommit([this](double value) {
        InitializerSettings changed = m_settings;
        changed.scale = value;
        if (const auto problem = problemOf(changed))
            return QString::fromStdString(*problem);
        m_settings = changed;
        return QString();
    });
    m_form->addRow(tr("Initialisation"), m_type);
    m_form->addRow(tr("Seed"), m_seed);
    m_form->addRow(tr("Scale"), m_scale);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel);
    buttons->button(QDialogButtonBox::Ok)->setText(tr("&Begin Anew"));
    connect(buttons, &QDialogButtonBox::accepted, this, &InitializeDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* column = new QVBoxLayout(this);
    column->addWidget(text);
    column->addLayout(m_form);
    column->addWidget(buttons);
    setMinimumWidth(fontMetrics().height() * 26);
    refresh();
}

void InitializeDialog::refresh() {
    const InitializerInfo& row = info(m_settings.type);
    m_seed->setEnabled(row.isRandom);
    m_scale->setEnabled(row.hasScale);
    m_scale->setToolTip(m_settings.type == InitializerType::Constant
                            ? tr("What every weight is")
                            : tr("Weights lie from -scale to scale"));
}

void InitializeDialog::accept() {
    if (!m_seed->accept() || (m_scale->isEnabled() && !m_scale->accept()))
        return;
    emit chosen(m_settings);
    QDialog::accept();
}

}  // namespace stepgrad

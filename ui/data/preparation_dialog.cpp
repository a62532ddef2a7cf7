#include "ui/data/preparation_dialog.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QVBoxLayout>

#include "ui/data/preparation_form.h"

namespace stepgrad {

PreparationDialog::PreparationDialog(const Preparation& preparation, QWidget* parent)
    : QDialog(parent) {
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Split and scaling"));
    m_form = new PreparationForm(preparation);
    auto* text = new QLabel(
        preparation.scaling
            ? tr("What was learned stays. The scaling is found anew on the examples that are "
                 "trained on.")
            : tr("What was learned stays. The inputs are scaled each in a way of its own: that "
                 "stays, or another is found anew on the examples that are trained on."));
    text->setWordWrap(true);
    m_problem = new QLabel;
    m_problem->setObjectName(QStringLiteral("problem"));
    m_problem->setProperty("kind", "problem");
    m_problem->setWordWrap(true);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel);
    connect(buttons, &QDialogButtonBox::accepted, this, &PreparationDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* column = new QVBoxLayout(this);
    column->addWidget(text);
    column->addWidget(m_form);
    column->addWidget(m_problem);
    column->addWidget(buttons);
    setMinimumWidth(fontMetrics().height() * 26);
}

void PreparationDialog::accept() {
    const auto chosen = m_form->preparation();
    if (!chosen || !m_take)
        return;
    const QString problem = m_take(*chosen);
    m_problem->setText(problem);
    if (problem.isEmpty())
        QDialog::accept();
}

}  // namespace stepgrad

#pragma once

#include <QDialog>
#include <functional>

#include "core/document/new_data.h"

class QLabel;

namespace stepgrad {

class PreparationForm;

/// Asks for another split or scaling of the present examples.
class PreparationDialog : public QDialog {
    Q_OBJECT
public:
    PreparationDialog(const Preparation& preparation, QWidget* parent);

    /// Carries the choice out; returns an empty text, or why it is refused.
    using Take = std::function<QString(const Preparation&)>;
    void setTake(Take take) { m_take = std::move(take); }

private:
    void accept() override;

    PreparationForm* m_form;
    QLabel* m_problem;
    Take m_take;
};

}  // namespace stepgrad

#pragma once

#include <QDialog>

#include "ui/data/preparation_form.h"

class QComboBox;
class QLabel;

namespace stepgrad {

class NumberField;
class SurfaceView;

/// Asks for examples that are made by a rule, and shows them before they are taken.
class GenerateDialog : public QDialog {
    Q_OBJECT
public:
    explicit GenerateDialog(const Preparation& preparation, QWidget* parent);

    void setTake(TakeData take) { m_take = std::move(take); }

private:
    void accept() override;
    void choose(Generator generator);
    void refresh();

    Generator m_generator = Generator::Circle;
    GeneratorParameters m_parameters;
    NamedData m_data;  ///< by these
    QComboBox* m_rule;
    QLabel *m_description, *m_problem;
    NumberField *m_size, *m_noise, *m_seed;
    SurfaceView* m_points;
    PreparationForm* m_preparation;
    TakeData m_take;
};

}  // namespace stepgrad

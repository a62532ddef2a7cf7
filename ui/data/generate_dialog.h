#pragma once

#include <QDialog>

#include "core/document/new_data.h"

class QComboBox;
class QLabel;

namespace stepgrad {

class NumberField;
class PointsView;
class PreparationForm;

/// Asks for examples that are made by a rule, and shows them before they are taken.
class GenerateDialog : public QDialog {
    Q_OBJECT
public:
    explicit GenerateDialog(const Preparation& preparation, QWidget* parent);

    /// Takes the examples over; returns an empty text, or why they are refused.
    using Take = std::function<QString(const NamedData&, const Preparation&, const QString& name)>;
    void setTake(Take take) { m_take = std::move(take); }

private:
    void accept() override;
    void choose(Generator generator);
    void refresh();

    Generator m_generator = Generator::Circle;
    GeneratorParameters m_parameters;
    QComboBox* m_rule;
    QLabel *m_description, *m_problem;
    NumberField *m_size, *m_noise, *m_seed;
    PointsView* m_points;
    PreparationForm* m_preparation;
    Take m_take;
};

}  // namespace stepgrad

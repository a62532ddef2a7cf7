#pragma once

#include <QWidget>

#include "core/document/new_data.h"

class QComboBox;

namespace stepgrad {

class NumberField;

/// Fields for which share of the examples is kept back for testing and how the
/// inputs are scaled.
class PreparationForm : public QWidget {
    Q_OBJECT
public:
    explicit PreparationForm(const Preparation& preparation, QWidget* parent = nullptr);

    /// What is chosen; nothing while a field holds what is no value for it.
    std::optional<Preparation> preparation();

private:
    QComboBox* m_scaling;
    NumberField *m_share, *m_seed;
};

}  // namespace stepgrad

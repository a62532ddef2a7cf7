#pragma once

#include <QWidget>
#include <functional>

#include "core/document/new_data.h"

class QComboBox;

namespace stepgrad {

class NumberField;

/// Takes new examples over; returns an empty text, or why they are refused.
using TakeData = std::function<QString(NamedData data, const Preparation&, const QString& name)>;

/// Fields for which share of the examples is kept back for testing and how the
/// inputs are scaled. Begins with what is there now; a scaling that none of the
/// kinds gives can stay "as it is now".
class PreparationForm : public QWidget {
    Q_OBJECT
public:
    explicit PreparationForm(const Preparation& preparation, QWidget* parent = nullptr);

    /// What is chosen; nothing while a field holds what is no value for it.
    std::optional<Preparation> preparation();

private:
    std::optional<Split> m_split;  ///< to begin with
    QComboBox* m_scaling;
    NumberField *m_share, *m_seed;
};

}  // namespace stepgrad

#pragma once

#include <QDialog>

#include "core/network/initializer.h"

class QComboBox;
class QFormLayout;

namespace stepgrad {

class NumberField;

/// Asks how the weights of the whole network are to begin.
class InitializeDialog : public QDialog {
    Q_OBJECT
public:
    InitializeDialog(const InitializerSettings& settings, QWidget* parent);

signals:
    void chosen(const stepgrad::InitializerSettings& settings);

private:
    void accept() override;
    void refresh();

    InitializerSettings m_settings;
    QFormLayout* m_form;
    QComboBox* m_type;
    NumberField *m_seed, *m_scale;
};

}  // namespace stepgrad

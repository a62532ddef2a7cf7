#pragma once

#include <QComboBox>
#include <QDialog>
#include <vector>

class QAction;
class QLabel;

namespace stepgrad {

class Actions;
class FormulaView;
class Look;
class Session;

/// How the user's textbook writes things. Each choice is carried out at once,
/// everywhere; the formulas below show what becomes of it.
class ConventionsDialog : public QDialog {
    Q_OBJECT
public:
    ConventionsDialog(Look& look, Session& session, const Actions& actions, QWidget* parent);

private:
    void build(const Actions& actions);
    QComboBox* makeChoice(const QString& name, const QStringList& options);
    void choosePreset(int index);
    void chooseLoss(int index);
    void refresh();

    Look& m_look;
    Session& m_session;
    const QAction& m_practice;  ///< checked: numbers stay as they are
    QComboBox* m_preset = nullptr;
    std::vector<QComboBox*> m_choices;  ///< in the order of conventions()
    QComboBox* m_loss = nullptr;
    QLabel* m_note = nullptr;
    FormulaView* m_formulas = nullptr;
};

}  // namespace stepgrad

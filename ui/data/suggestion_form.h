#pragma once

#include <QWidget>
#include <cstdint>

#include "core/document/new_data.h"

class QComboBox;
class QLabel;

namespace stepgrad {

/// Whether new data begin with the present network and training settings, or with
/// those that suit them; the latter at first where inputs or outputs are others.
class SuggestionForm : public QWidget {
    Q_OBJECT
public:
    explicit SuggestionForm(const Project& present, QWidget* parent = nullptr);

    /// What the data need.
    void showNeed(Eigen::Index inputs, Eigen::Index outputs, std::int64_t examples,
                  bool areClasses);
    /// Puts the choice into it.
    void choose(Preparation& preparation) const;

private:
    enum { Suggested, Kept };
    void refreshNote();
    QString keptShape(Eigen::Index inputs, Eigen::Index outputs) const;

    Project m_present;
    QComboBox *m_network, *m_training;
    QLabel* m_note;
    bool m_isChosen = false;  ///< by the user, and no more by what differs
};

}  // namespace stepgrad

#pragma once

#include <QWidget>
#include <optional>

#include "core/mail/mail_opinion.h"

class QLabel;
class QPushButton;
class QRadioButton;
class QStackedLayout;

namespace stepgrad {

/// What a network says of a mail, and the label that the user gives it.
class MailVerdict : public QWidget {
    Q_OBJECT
public:
    explicit MailVerdict(QWidget* parent = nullptr);

    void showOpinion(const std::optional<MailOpinion>& opinion);
    /// Instead of an opinion: why there is none.
    void showReason(const QString& reason);

    bool isSpam() const;  ///< the label
    void setSpam(bool isSpam);

signals:
    void labelChosen();
    void exampleAsked();  ///< a network that can judge mails is to be opened

private:
    QWidget* opinionPage();
    QWidget* reasonPage();

    QStackedLayout* m_pages;
    QLabel *m_chance, *m_verdict, *m_reason;
    QRadioButton *m_spam, *m_ham;
};

}  // namespace stepgrad

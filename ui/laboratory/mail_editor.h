#pragma once

#include <QWidget>

#include "core/mail/mail_features.h"

class QPlainTextEdit;
class QTextEdit;

namespace stepgrad {

/// The colour behind the places that a feature counted: calm, or where it is lit, strong.
QColor tintOf(MailFeature feature, bool isLit);

/// A mail to be read and written: its subject on one line, its text below. The places
/// that counted are marked in both. Links of HTML keep to their words while these are
/// edited.
class MailEditor : public QWidget {
    Q_OBJECT
public:
    explicit MailEditor(QWidget* parent = nullptr);

    void setMail(const Mail& mail);
    /// What is written there, as it is shown.
    Mail mail() const;

    /// Marks the places. @param lit  the feature whose places stand out, if any
    void mark(const MailFeatures& features, std::optional<MailFeature> lit);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void edited();  ///< by the user

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void fitSubject();

    QPlainTextEdit* m_subject;
    QTextEdit* m_text;
    std::vector<MailAnchor> m_onPictures;  ///< links that no word stands for
    bool m_isSetting = false;
};

}  // namespace stepgrad

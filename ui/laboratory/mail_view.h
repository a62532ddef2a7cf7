#pragma once

#include <map>

#include "core/mail/mail_opinion.h"
#include "ui/laboratory/laboratory_view.h"

class QComboBox;
class QLabel;
class QPushButton;

namespace stepgrad {

class MailEditor;
class MailFeatureTable;
class MailVerdict;

/// One mail at a time: pasted, written, opened or one of the samples; its four features
/// with the places that counted, and what the network says of it. The mail stands as an
/// example of the user's own, so that the walkthrough runs on it: forward, loss against
/// the label that the user gives, deltas, and Next applies the update.
class MailView : public LaboratoryView {
    Q_OBJECT
public:
    explicit MailView(Session& session, QWidget* parent = nullptr);

    void refresh() override;
    QWidget* tools() override { return m_tools; }
    void openFile(const QString& path) override;
    /// A mail to begin with, as if it had been opened.
    void showMail(const Mail& mail, bool isSpam);

protected:
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    /// A mail as it was left, to be shown again when undo leads back to it.
    struct Draft {
        Mail mail;
        bool isSpam = false;
    };

    void buildTools();
    void buildPage();
    void chooseSample(int index);
    void setDraft(const Draft& draft);
    void takeMail();
    void useAsExample();
    void followSession();
    void showFeatures(const std::optional<MailOpinion>& opinion);
    void showNote();
    bool isPresentExample() const;
    const Trace* presentStep() const;

    MailEditor* m_editor;
    MailFeatureTable* m_table;
    MailVerdict* m_verdict;
    QLabel* m_note;
    QLabel* m_age;
    QPushButton* m_use;
    QWidget* m_tools;
    QComboBox* m_samples = nullptr;
    MailFeatures m_features;
    std::int64_t m_number = 0;  ///< of the mail that is shown
    std::int64_t m_lastNumber = 0;
    std::map<std::int64_t, Draft> m_drafts;
};

}  // namespace stepgrad

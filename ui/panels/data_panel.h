#pragma once

#include <QWidget>

class QLabel;
class QTableView;
class QToolButton;

namespace stepgrad {

class ExampleModel;
class Session;

/// The examples as a table that can be edited, added to and removed from; the
/// chosen row is the one that the walkthrough runs on.
class DataPanel : public QWidget {
    Q_OBJECT
public:
    explicit DataPanel(Session& session, QWidget* parent = nullptr);
    ~DataPanel() override;

    QTableView* table() const { return m_table; }
    /// The buttons below the table. They may be put elsewhere, into a dock's title.
    QWidget* buttons() const { return m_buttons; }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void build();
    void refresh();
    void addExample();
    void removeExamples();
    void copy();
    void paste();
    void showNote(const QString& text, bool isError);

    Session& m_session;
    ExampleModel* m_model;
    QTableView* m_table = nullptr;
    QLabel* m_note = nullptr;
    QWidget* m_buttons = nullptr;
    QToolButton* m_add = nullptr;
    QToolButton* m_remove = nullptr;
    bool m_refreshing = false;  ///< the table follows the session, not the other way round
};

}  // namespace stepgrad

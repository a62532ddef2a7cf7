#pragma once

#include <QWidget>

#include "core/network/value_id.h"

namespace stepgrad {

class Session;

/// One view of the laboratory: something measured on the network that is open, whatever
/// it is. It reads the session and changes it only as other parts of the window do, by
/// edits that can be undone. Where it has nothing to measure it says why.
class LaboratoryView : public QWidget {
    Q_OBJECT
public:
    explicit LaboratoryView(Session& session, QWidget* parent = nullptr);

    /// Shows what the session shows now. Called when the view comes into sight and,
    /// while it is in sight, after changes: at most about 20 times a second.
    virtual void refresh() = 0;
    /// The view has gone out of sight: computations that nobody sees may end.
    virtual void leave() {}
    /// What stands in the title beside the choice of views; null for nothing. Owned by
    /// the view.
    virtual QWidget* tools() { return nullptr; }
    /// Shows a file of the kind that the view works with; `refused` tells where it cannot.
    virtual void openFile(const QString& path) { Q_UNUSED(path) }

signals:
    void valueChosen(const stepgrad::ValueId& id);  ///< to be selected and explained
    /// An example of the program (the file name without its ending) is to be opened.
    void exampleAsked(const QString& name);
    /// A file is to be chosen, and opened in this view. @param filter  as of QFileDialog
    void fileAsked(const QString& title, const QString& filter);
    void refused(const QString& reason);  ///< an edit was not possible

protected:
    Session& session() const { return m_session; }

private:
    Session& m_session;
};

}  // namespace stepgrad

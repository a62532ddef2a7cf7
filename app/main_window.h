#pragma once

#include <QMainWindow>
#include <memory>

namespace stepgrad {

class Session;

/// The window: docks, toolbar and menus around one session; the only place that
/// shows dialogs. Wiring alone, no arithmetic and no painting.
class MainWindow : public QMainWindow {
    Q_OBJECT
public:
    explicit MainWindow(QWidget* parent = nullptr);
    ~MainWindow() override;

    Session& session();
    /// Opens a project file; on failure shows why and keeps what is there.
    bool openFile(const QString& path);

private:
    class Private;
    std::unique_ptr<Private> d;
};

}  // namespace stepgrad

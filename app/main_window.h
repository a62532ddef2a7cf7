#pragma once

#include <QMainWindow>
#include <memory>
#include <optional>

#include "core/network/value_id.h"

namespace stepgrad {

enum class ActionId;
class Documents;
class Exports;
class Laboratory;
class Lessons;
class Presenter;
class Recovery;
class LossChart;
class Look;
class NetworkView;
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

    // The parts, for tests and pictures.
    NetworkView& networkView();
    QAction& action(ActionId id);
    Documents& documents();
    Look& look();
    LossChart& lossChart();
    Lessons& lessons();
    Presenter& presenter();
    Laboratory& laboratory();
    /// Selects a value in the network and has it explained.
    void selectValue(const std::optional<ValueId>& id);
    Exports& exports();
    Recovery& recovery();
    /// Where a crash has left something: a dialog that offers it.
    void offerUnsavedWork();
    /// Brings a tab of the dock at the bottom right to the front: 0 the
    /// prediction, 1 the data.
    void showTab(int index);

protected:
    void closeEvent(QCloseEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    class Private;
    std::unique_ptr<Private> d;
};

}  // namespace stepgrad

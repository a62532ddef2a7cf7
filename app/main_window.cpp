#include "app/main_window.h"

#include "core/document/session.h"

namespace stepgrad {

class MainWindow::Private {
public:
    Session* session = nullptr;
};

MainWindow::MainWindow(QWidget* parent) : QMainWindow(parent), d(std::make_unique<Private>()) {}
MainWindow::~MainWindow() = default;
Session& MainWindow::session() {
    return *d->session;
}
bool MainWindow::openFile(const QString&) {
    return false;
}

}  // namespace stepgrad

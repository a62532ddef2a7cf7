#include "app/main_window.h"

#include <QCloseEvent>
#include <QDragEnterEvent>
#include <QFileInfo>
#include <QMimeData>

#include "app/main_window_p.h"

namespace stepgrad {

MainWindow::MainWindow(QWidget* parent) : QMainWindow(parent), d(std::make_unique<Private>(this)) {}

MainWindow::~MainWindow() {
    // Parts that tell of changes while they go must not reach a window half gone.
    d->session->disconnect(d.get());
    d->view->disconnect(d.get());
    d->view->setCommit({});
}

Session& MainWindow::session() {
    return *d->session;
}

bool MainWindow::openFile(const QString& path) {
    return d->documents->openFile(path);
}

NetworkView& MainWindow::networkView() {
    return *d->view;
}

QAction& MainWindow::action(ActionId id) {
    return (*d->actions)[id];
}

Documents& MainWindow::documents() {
    return *d->documents;
}

Look& MainWindow::look() {
    return *d->look;
}

LossChart& MainWindow::lossChart() {
    return *d->chart;
}

Lessons& MainWindow::lessons() {
    return d->learning->lessons();
}

Laboratory& MainWindow::laboratory() {
    return *d->laboratory;
}

Presenter& MainWindow::presenter() {
    return d->learning->presenter();
}

Exports& MainWindow::exports() {
    return *d->exports;
}

void MainWindow::selectValue(const std::optional<ValueId>& id) {
    d->selectValue(id);
}

Recovery& MainWindow::recovery() {
    return *d->recovery;
}

void MainWindow::offerUnsavedWork() {
    d->recovery->offer();
}

void MainWindow::showTab(int index) {
    d->resultDock->tabs()->setCurrentIndex(index);
}

void MainWindow::closeEvent(QCloseEvent* event) {
    // What is being written counts.
    if (QWidget* focus = focusWidget())
        focus->clearFocus();
    d->session->pause();
    d->practice->end();
    d->learning->leave();
    if (d->mayClose || !d->session->isModified()) {
        d->saveLayout();
        d->recovery->end();
        event->accept();
        return;
    }
    event->ignore();  // and closed again once the question is answered
    d->documents->leave([this] {
        d->mayClose = true;
        close();
    });
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event) {
    if (event->mimeData()->hasUrls() && event->mimeData()->urls().first().isLocalFile())
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event) {
    const auto urls = event->mimeData()->urls();
    if (urls.isEmpty() || !urls.first().isLocalFile())
        return;
    event->acceptProposedAction();
    const QString path = urls.first().toLocalFile();
    const QString suffix = QFileInfo(path).suffix().toLower();
    if (suffix == QLatin1String("csv") || suffix == QLatin1String("tsv"))
        d->dataEditing->importCsv(path);
    else if (suffix == QLatin1String("eml"))
        d->laboratory->openFile(QStringLiteral("mail"), path);
    else
        d->documents->openAsking(path);
}

}  // namespace stepgrad

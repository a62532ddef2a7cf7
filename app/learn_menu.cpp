#include "app/learn_menu.h"

#include <QCoreApplication>
#include <QMainWindow>
#include <QMenu>
#include <QMenuBar>

namespace stepgrad {

QMenu* learnMenu(QMainWindow* window) {
    const QString name = QStringLiteral("learnMenu");
    QMenuBar* bar = window->menuBar();
    if (auto* menu = bar->findChild<QMenu*>(name, Qt::FindDirectChildrenOnly))
        return menu;
    auto* menu = new QMenu(QCoreApplication::translate("stepgrad::Menus", "&Learn"), bar);
    menu->setObjectName(name);
    const auto menus = bar->actions();
    bar->insertMenu(menus.isEmpty() ? nullptr : menus.last(), menu);
    return menu;
}

}  // namespace stepgrad

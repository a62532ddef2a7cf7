#pragma once

class QWidget;

namespace stepgrad {

class Actions;

/// What every key does, from the table of actions. Does not block.
void showShortcuts(const Actions& actions, QWidget* window);

/// Version, parts and their licences. Does not block.
void showAbout(QWidget* window);

/// "0.1.0"
const char* versionText();

}  // namespace stepgrad

#pragma once

class QMainWindow;
class QMenu;

namespace stepgrad {

/// The menu Learn, left of the last one; made when it is first asked for.
QMenu* learnMenu(QMainWindow* window);

}  // namespace stepgrad

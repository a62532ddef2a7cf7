#pragma once

class QScrollArea;
class QWidget;

namespace stepgrad {

/// A scroll area around a widget that takes its width, without frame, on the ground of
/// the panel that it stands in.
QScrollArea* plainScrollArea(QWidget* inside);

}  // namespace stepgrad

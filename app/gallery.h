#pragma once

#include <QString>

namespace stepgrad {

/// Pictures of the window at each step of a training step, as PNG files in the
/// folder, which is made where it is missing; prints their names.
/// @param file  a project file, or empty: the example that the program starts with
/// @returns the exit status: 0, or 3 where a file could not be read or written
int drawSteps(const QString& folder, const QString& file);

/// Pictures of the window in many states, for looking at: every step, an open
/// editor, training, other networks, themes, sizes. As above.
int drawGallery(const QString& folder);

}  // namespace stepgrad

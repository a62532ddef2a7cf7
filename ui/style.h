#pragma once

#include <QFont>
#include <QString>

#include "ui/palette.h"

namespace stepgrad {

/// The style sheet of the windows: cards on a quiet ground, one primary button.
/// All sizes follow from the font, so that it holds at any text size.
///
/// Widgets are picked out by object names and the property `kind`:
/// `kind=primary` the one blue button, `kind=quiet` secondary text,
/// `kind=heading` titles, `kind=figure` the loss in large type, `kind=wrong`
/// (a line edit) a text that was refused, `kind=link` a flat button that looks
/// like a link, `kind=card` a framed panel.
QString styleSheet(const Palette& palette, const QFont& font);

}  // namespace stepgrad

#pragma once

#include <QColor>
#include <QIcon>
#include <QString>

namespace stepgrad {

/// The icon :/icons/NAME.svg drawn in that colour, and in `disabled` where it is
/// disabled. Sharp at every size and scale. Null where there is no such icon.
QIcon tintedIcon(const QString& name, const QColor& color, const QColor& disabled);

/// The same in the text colours of the present palette.
QIcon tintedIcon(const QString& name);

/// The icon of the program.
QIcon applicationIcon();

}  // namespace stepgrad

#pragma once

#include <QFont>
#include <QObject>
#include <QString>

#include "core/walkthrough/notation.h"
#include "ui/palette.h"

namespace stepgrad {

/// How everything looks: colours, notation, and whether things move. One for
/// the program; whoever paints listens to changed() and repaints. Text sizes
/// come from the application's font (QApplication::font()), which a user can
/// enlarge to 200 %: size everything from font metrics, never in fixed pixels.
class Appearance : public QObject {
    Q_OBJECT
public:
    static Appearance& instance();

    const Palette& palette() const { return *m_palette; }
    const Notation& notation() const { return m_notation; }
    /// The letter of the loss in the notation.
    QString lossSymbol() const { return QString::fromStdString(lossLetter(m_notation)); }
    bool isAnimated() const { return m_animated; }

    void setDark(bool dark);
    void setNotation(const Notation& notation);
    void setAnimated(bool animated);

signals:
    void changed();

private:
    Appearance() = default;
    const Palette* m_palette = &Palette::light();
    Notation m_notation;
    bool m_animated = true;
};

}  // namespace stepgrad

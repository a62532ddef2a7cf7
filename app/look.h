#pragma once

#include <QObject>
#include <QString>

#include "core/walkthrough/notation.h"

class QApplication;

namespace stepgrad {

class Settings;

/// Once, before the first window: the style of the widgets, the program's own
/// fonts, and whether the system's theme is dark.
void prepareLook(QApplication& application);

/// The user's choices of how everything looks: kept in the settings, carried
/// out on the application and on Appearance.
class Look : public QObject {
    Q_OBJECT
public:
    enum Theme { System, Light, Dark };

    explicit Look(Settings& settings, QObject* parent = nullptr);

    Theme theme() const;
    void setTheme(Theme theme);
    int textSize() const;  ///< percent
    void setTextSize(int percent);
    int decimals() const;
    void setDecimals(int decimals);
    bool decimalComma() const;
    void setDecimalComma(bool comma);
    /// Letters, sign of delta, numbering and numbers, as chosen.
    Notation notation() const;
    /// Takes over the choices of conventions.h; numbers stay as they are.
    void setConventions(const Notation& notation);
    bool isAnimated() const;
    void setAnimated(bool animated);

    /// The style sheet that goes with all this, for top-level windows.
    QString sheet() const;

    static constexpr int kTextSizes[] = {100, 125, 150, 175, 200};

signals:
    /// Colours or text size have changed: set the style sheet anew.
    void restyled();

private:
    void applyColours();
    void applyNotation();
    void applyFont();

    Settings& m_settings;
};

}  // namespace stepgrad

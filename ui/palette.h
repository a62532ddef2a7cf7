#pragma once

#include <QColor>
#include <QPalette>

namespace stepgrad {

/// All colours of the program; no colour literal stands anywhere else.
struct Palette {
    bool isDark = false;
    QColor positive;   ///< weights >= 0
    QColor negative;   ///< weights < 0
    QColor backward;   ///< everything that flows backward: delta, gradients
    QColor done;       ///< steps done, correct
    QColor loss;       ///< loss, error
    QColor primary;    ///< primary action, focus, selection
    QColor onPrimary;  ///< text on primary
    QColor window;     ///< behind the panels
    QColor panel;      ///< panels, canvas, chips
    QColor border;     ///< lines around panels
    QColor control;    ///< lines around controls
    QColor text;
    QColor quiet;        ///< secondary text
    QColor faint;        ///< what is not reached yet
    QColor neuron;       ///< outline of neurons and plain edges
    QColor input;        ///< fill of input neurons
    QColor activation;   ///< fill of a neuron with activation 1; mixed with panel below
    QColor current;      ///< fill behind the current step
    QColor lossFill;     ///< fill of the loss box
    QColor deltaFill;    ///< fill of delta badges
    QColor formulaFill;  ///< behind formulas
    QColor grid;         ///< lines of charts
    QColor ghost;        ///< earlier curves

    static const Palette& light();
    static const Palette& dark();
    /// For Qt's own widgets.
    QPalette widgets() const;
};

/// a + t (b - a), t from 0 to 1, in RGB.
QColor mixed(const QColor& a, const QColor& b, double t);

/// The colour of a value between two ends: the negative colour at the least, that of
/// panels in the middle, the positive one at the greatest.
QColor colourOfValue(const Palette& palette, double value, double least, double greatest);

}  // namespace stepgrad

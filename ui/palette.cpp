#include "ui/palette.h"

#include <algorithm>

namespace stepgrad {
namespace {

Palette makeLight() {
    Palette p;
    p.positive = "#0877bd";
    p.negative = "#e8891d";
    p.backward = "#8e3bbf";
    p.done = "#0f9d76";
    p.loss = "#c0392b";
    p.primary = "#1d5fd0";
    p.onPrimary = "#ffffff";
    p.window = "#f5f7fa";
    p.panel = "#ffffff";
    p.border = "#d9dee5";
    p.control = "#c5ccd6";
    p.text = "#1f2933";
    p.quiet = "#5f6b79";
    p.faint = "#98a2ae";
    p.neuron = "#46556a";
    p.input = "#edf2f8";
    p.activation = "#bfe3d3";
    p.current = "#efe3f7";
    p.lossFill = "#fff4f2";
    p.deltaFill = "#f3e9fa";
    p.formulaFill = "#f8fafc";
    p.grid = "#e9edf2";
    p.ghost = "#b3bcc8";
    return p;
}

Palette makeDark() {
    Palette p;
    p.isDark = true;
    p.positive = "#4db1f0";
    p.negative = "#ffb04d";
    p.backward = "#c98be8";
    p.done = "#3ec79f";
    p.loss = "#ff7b6b";
    p.primary = "#6ea2ff";
    p.onPrimary = "#0d1624";
    p.window = "#14181e";
    p.panel = "#1c222a";
    p.border = "#333c48";
    p.control = "#475363";
    p.text = "#e6ebf1";
    p.quiet = "#a5b0be";
    p.faint = "#6f7b8a";
    p.neuron = "#8b9bb0";
    p.input = "#27303c";
    p.activation = "#2b6b56";
    p.current = "#3a2a47";
    p.lossFill = "#3a2422";
    p.deltaFill = "#33253f";
    p.formulaFill = "#222932";
    p.grid = "#2a323d";
    p.ghost = "#5d6978";
    return p;
}

}  // namespace

const Palette& Palette::light() {
    static const Palette palette = makeLight();
    return palette;
}

const Palette& Palette::dark() {
    static const Palette palette = makeDark();
    return palette;
}

QPalette Palette::widgets() const {
    QPalette q;
    q.setColor(QPalette::Window, window);
    q.setColor(QPalette::WindowText, text);
    q.setColor(QPalette::Base, panel);
    q.setColor(QPalette::AlternateBase, formulaFill);
    q.setColor(QPalette::Text, text);
    q.setColor(QPalette::PlaceholderText, faint);
    q.setColor(QPalette::Button, panel);
    q.setColor(QPalette::ButtonText, text);
    q.setColor(QPalette::BrightText, loss);
    q.setColor(QPalette::ToolTipBase, panel);
    q.setColor(QPalette::ToolTipText, text);
    q.setColor(QPalette::Highlight, primary);
    q.setColor(QPalette::HighlightedText, onPrimary);
    q.setColor(QPalette::Link, primary);
    q.setColor(QPalette::LinkVisited, primary);
    q.setColor(QPalette::Light, panel);
    q.setColor(QPalette::Midlight, border);
    q.setColor(QPalette::Mid, control);
    q.setColor(QPalette::Dark, control);
    q.setColor(QPalette::Shadow, border);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        q.setColor(QPalette::Disabled, role, faint);
    return q;
}

QColor mixed(const QColor& a, const QColor& b, double t) {
    const double s = std::clamp(t, 0.0, 1.0);
    const auto part = [s](int from, int to) {
        return static_cast<int>(from + s * (to - from) + 0.5);
    };
    return QColor(part(a.red(), b.red()), part(a.green(), b.green()), part(a.blue(), b.blue()));
}

QColor colourOfValue(const Palette& palette, double value, double least, double greatest) {
    const double t =
        greatest > least ? std::clamp((value - least) / (greatest - least), 0.0, 1.0) : 0.5;
    return t < 0.5 ? mixed(palette.negative, palette.panel, 2.0 * t)
                   : mixed(palette.panel, palette.positive, 2.0 * t - 1.0);
}

}  // namespace stepgrad

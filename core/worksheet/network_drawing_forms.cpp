#include <cmath>
#include <cstdio>

#include "core/walkthrough/formula_latex.h"
#include "core/walkthrough/number_text.h"
#include "core/walkthrough/written_words.h"
#include "core/worksheet/network_drawing.h"

namespace stepgrad {
namespace {

constexpr double kPointsPerUnit = 28.45;  // of TikZ: a centimetre
constexpr double kScriptSize = 0.7;       // of labels as wide as they are laid out
constexpr double kWidestPaper = 16.0;     // centimetres between the margins

/// A length with one decimal, a point whatever the locale.
std::string length(double value) {
    const auto tenths = std::llround(value * 10.0);
    const auto size = std::llabs(tenths);
    return (tenths < 0 ? "-" : "") + std::to_string(size / 10) + "." + std::to_string(size % 10);
}

std::string attribute(const char* name, double value) {
    return std::string(" ") + name + "=\"" + length(value) + "\"";
}

std::string svgText(const NetworkDrawing::Point& at, double size, const std::string& text) {
    return "<text" + attribute("x", at.x) + attribute("y", at.y + 0.35 * size) +
           attribute("font-size", size) + " text-anchor=\"middle\">" + xmlWords(text) + "</text>\n";
}

/// Rounded down to two decimals.
std::string hundredths(double value) {
    const auto count = static_cast<int>(value * 100.0);
    return std::to_string(count / 100) + (count % 100 < 10 ? ".0" : ".") +
           std::to_string(count % 100);
}

std::string coordinate(const NetworkDrawing::Point& at) {
    const auto unit = [](double points) {
        char text[32];
        const auto thousandths = std::llround(points / kPointsPerUnit * 1000.0);
        std::snprintf(text, sizeof text, "%s%lld.%03lld", thousandths < 0 ? "-" : "",
                      std::llabs(thousandths) / 1000, std::llabs(thousandths) % 1000);
        return std::string(text);
    };
    return "(" + unit(at.x) + "," + unit(-at.y) + ")";
}

}  // namespace

std::string drawingSvg(const Trace& trace, const Notation& notation) {
    const NetworkDrawing drawing = drawingOf(trace, notation);
    const double r = NetworkDrawing::kRadius, h = NetworkDrawing::kLabelHeight;
    std::string out = "<svg xmlns=\"http://www.w3.org/2000/svg\"" +
                      attribute("width", drawing.width) + attribute("height", drawing.height) +
                      " viewBox=\"0 0 " + length(drawing.width) + " " + length(drawing.height) +
                      "\" role=\"img\" font-family=\"DejaVu Sans, sans-serif\">\n<title>Network " +
                      trace.network.shapeText() + "</title>\n<g stroke=\"#888888\">\n";
    for (const auto& edge : drawing.edges)
        out += "<line" + attribute("x1", edge.from.x) + attribute("y1", edge.from.y) +
               attribute("x2", edge.to.x) + attribute("y2", edge.to.y) + "/>\n";
    out += "</g>\n<g fill=\"#ffffff\" stroke=\"#222222\">\n";
    for (const auto& node : drawing.nodes)
        out += "<circle" + attribute("cx", node.center.x) + attribute("cy", node.center.y) +
               attribute("r", r) + "/>\n";
    out += "</g>\n<g fill=\"#ffffff\">\n";
    for (const auto& label : drawing.labels)
        if (label.id.kind == ValueKind::Weight)
            out += "<rect" + attribute("x", label.center.x - label.width / 2.0) +
                   attribute("y", label.center.y - h / 2.0) + attribute("width", label.width) +
                   attribute("height", h) + "/>\n";
    out += "</g>\n<g fill=\"#222222\">\n";
    for (const auto& node : drawing.nodes)
        out += svgText(node.center, 14.0, symbolText(node.id, trace.network, notation));
    for (const auto& label : drawing.labels)
        out += svgText(label.center, 10.0,
                       symbolText(label.id, trace.network, notation) + " = " +
                           givenText(trace, label.id, notation));
    return out + "</g>\n</svg>\n";
}

std::string drawingTikz(const Trace& trace, const Notation& notation) {
    const NetworkDrawing drawing = drawingOf(trace, notation);
    const double scale = std::min(1.0, kWidestPaper * kPointsPerUnit / drawing.width);
    // Text is not scaled as circles are: of the sizes that there are the one that fits.
    const bool isSmall = scale < kScriptSize;
    const std::string small = isSmall ? "\\tiny" : "\\scriptsize";
    std::string out = "\\begin{tikzpicture}[scale=" + hundredths(scale) +
                      ",every node/.style={inner sep=" + (isSmall ? "0.5pt" : "1pt") + "}]\n";
    for (const auto& edge : drawing.edges)
        out += "\\draw[gray] " + coordinate(edge.from) + " -- " + coordinate(edge.to) + ";\n";
    for (const auto& node : drawing.nodes)
        out += "\\draw[fill=white] " + coordinate(node.center) +
               " circle[radius=" + length(NetworkDrawing::kRadius) + "pt] node" +
               (isSmall ? "[font=\\footnotesize] {$" : " {$") +
               toLatex(symbol(node.id, trace.network, notation)) + "$};\n";
    for (const auto& label : drawing.labels) {
        const Formula text =
            formula::row({symbol(label.id, trace.network, notation), formula::op("="),
                          formula::number(givenText(trace, label.id, notation))});
        out += "\\node[fill=white,font=" + small + "] at " + coordinate(label.center) + " {$" +
               toLatex(text) + "$};\n";
    }
    return out + "\\end{tikzpicture}\n";
}

}  // namespace stepgrad

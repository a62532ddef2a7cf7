#include "ui/charts/curve_lines.h"

#include <QCoreApplication>
#include <QStringList>
#include <functional>
#include <optional>

#include "core/walkthrough/number_text.h"
#include "ui/appearance.h"

namespace stepgrad {
namespace {

constexpr int kMostTold = 8;    ///< layers whose gradients a line of text tells
constexpr int kToldAtEnds = 2;  ///< of more layers: the first and the last so many

struct CurveLines {
    Q_DECLARE_TR_FUNCTIONS(stepgrad::CurveLines)
};

using Get = std::function<std::optional<double>(const LossPoint&)>;

CurveLine lineOf(const QString& name, const std::vector<LossPoint>& points, const Get& get) {
    CurveLine line{name, {}};
    for (const LossPoint& point : points)
        if (const auto value = get(point))
            line.points.push_back({point.update, *value});
    return line;
}

std::optional<double> percent(const std::optional<double>& share) {
    return share ? std::optional(100.0 * *share) : std::nullopt;
}

QString percentText(double share) {
    NumberFormat format = Appearance::instance().notation().numbers;
    format.decimals = 1;
    return QString::fromStdString(formatNumber(100.0 * share, format)) + QStringLiteral("\u00a0%");
}

QString number(double value) {
    return QString::fromStdString(formatNumber(value, Appearance::instance().notation().numbers));
}

}  // namespace

std::vector<CurveLine> linesOf(CurveKind kind, const std::vector<LossPoint>& points) {
    std::vector<CurveLine> lines;
    const auto add = [&](const QString& name, const Get& get) {
        if (auto line = lineOf(name, points, get); !line.points.empty())
            lines.push_back(std::move(line));
    };
    const QString training = CurveLines::tr("training data"), test = CurveLines::tr("test data");
    switch (kind) {
        case CurveKind::Loss:
            add(training, [](const LossPoint& p) { return p.loss; });
            add(test, [](const LossPoint& p) { return p.testLoss; });
            break;
        case CurveKind::Accuracy:
            add(training, [](const LossPoint& p) { return percent(p.accuracy); });
            add(test, [](const LossPoint& p) { return percent(p.testAccuracy); });
            break;
        case CurveKind::Gradients:
            for (int l = 0; l < LayerNorms::kMost; ++l)
                add(CurveLines::tr("layer %1").arg(l + 1), [l](const LossPoint& p) {
                    return l < p.gradients.count() ? std::optional(p.gradients[l]) : std::nullopt;
                });
            break;
    }
    if (lines.size() == 1)
        lines.front().name.clear();
    return lines;
}

QString reasonAgainst(CurveKind kind, const std::vector<LossPoint>& points) {
    if (points.empty())
        return kind == CurveKind::Loss ? QString() : CurveLines::tr("The curve has not begun yet");
    if (kind == CurveKind::Accuracy && !points.back().accuracy)
        return CurveLines::tr("Only targets that are classes can be right or wrong");
    if (kind == CurveKind::Gradients && points.back().gradients.count() == 0)
        return CurveLines::tr("The gradients are too large to be numbers");
    return {};
}

QString valueText(CurveKind kind, const LossPoint& point, bool isMean) {
    QStringList parts;
    switch (kind) {
        case CurveKind::Loss:
            parts << (isMean ? CurveLines::tr("mean %1 %2") : CurveLines::tr("%1 %2"))
                         .arg(Appearance::instance().lossSymbol(), number(point.loss));
            if (point.testLoss)
                parts << CurveLines::tr("test data %1").arg(number(*point.testLoss));
            break;
        case CurveKind::Accuracy:
            if (point.accuracy)
                parts << CurveLines::tr("%1 right").arg(percentText(*point.accuracy));
            if (point.testAccuracy)
                parts << CurveLines::tr("test data %1").arg(percentText(*point.testAccuracy));
            break;
        case CurveKind::Gradients:
            for (int l = 0; l < point.gradients.count(); ++l) {
                // Of many layers the first and the last few: the line of text has its room.
                const int fromEnd = point.gradients.count() - l;
                if (point.gradients.count() <= kMostTold || l < kToldAtEnds ||
                    fromEnd <= kToldAtEnds)
                    parts << CurveLines::tr("layer %1: %2")
                                 .arg(l + 1)
                                 .arg(number(point.gradients[l]));
                else if (l == kToldAtEnds)
                    parts << QStringLiteral("…");
            }
            break;
    }
    return parts.join(QStringLiteral(" · "));
}

}  // namespace stepgrad

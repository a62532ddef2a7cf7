#pragma once

#include <QWidget>
#include <optional>
#include <vector>

#include "core/walkthrough/paths.h"

namespace stepgrad {

/// How the product of the chain rule grows and shrinks on the way from J down: the
/// size of it after each factor on a log scale, its sign by mark and colour. A line
/// for each path.
class RunningProductPlot : public QWidget {
    Q_OBJECT
public:
    explicit RunningProductPlot(QWidget* parent = nullptr);

    void showPaths(const std::vector<GradientPath>& paths);
    /// Lets one of them stand out.
    void pointAt(std::optional<int> path);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void describe();
    QStringList labels() const;
    void paintLabels(QPainter& painter, const QRectF& area, const QStringList& labels) const;

    std::vector<GradientPath> m_paths;
    std::optional<int> m_pointed;
};

}  // namespace stepgrad

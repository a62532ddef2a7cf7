#pragma once

#include <QWidget>
#include <string>
#include <vector>

#include "core/training/metrics.h"

namespace stepgrad {

/// How many examples of each class were taken for which: true classes by row,
/// predicted ones by column.
class ConfusionView : public QWidget {
    Q_OBJECT
public:
    explicit ConfusionView(QWidget* parent = nullptr);
    /// @param names  one a class, or none: numbers from 0
    void showCounts(const Metrics::Counts& counts, const std::vector<std::string>& names);
    const Metrics::Counts& counts() const { return m_counts; }

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    QString nameOf(Eigen::Index c) const;
    QRectF area() const;

    Metrics::Counts m_counts;
    std::vector<std::string> m_names;
};

}  // namespace stepgrad

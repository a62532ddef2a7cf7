#pragma once

#include <QDialog>
#include <functional>
#include <optional>
#include <utility>

#include "core/walkthrough/step.h"

class QBoxLayout;
class QLabel;

namespace stepgrad {

class SweepPlot;
class TangentPlot;

/// The gradient of one weight or bias, shown without the chain rule: as the slope of
/// J over this weight, and as the limit of difference quotients. Follows the
/// walkthrough; shows no number before that has come to the gradient.
class NumericalProofDialog : public QDialog {
    Q_OBJECT
public:
    explicit NumericalProofDialog(QWidget* parent = nullptr);

    /// @param parameter  a weight or bias of the still's network
    void showProof(const Still& still, const ValueId& parameter);
    const ValueId& parameter() const { return m_parameter; }
    /// How a move of the point is carried out: returns an empty text, or why not.
    using Commit = std::function<QString(const ValueId& id, double value)>;
    void setCommit(Commit commit) { m_commit = std::move(commit); }

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    QWidget* makeHalf(const QString& title, QWidget* plot, QLabel** text);
    void refresh();
    void moveValue(double value);
    std::pair<double, double> rangeFor(double value);

    Still m_still;
    ValueId m_parameter;
    std::optional<std::pair<double, double>> m_range;  ///< of the curve, while it fits
    Commit m_commit;
    QLabel *m_heading, *m_hint, *m_tangentText, *m_sweepText;
    QBoxLayout* m_halves;
    TangentPlot* m_tangent;
    SweepPlot* m_sweep;
};

}  // namespace stepgrad

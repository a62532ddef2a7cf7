#pragma once

#include <QWidget>
#include <optional>
#include <vector>

#include "core/walkthrough/step.h"
#include "ui/panels/prediction_writer.h"

namespace stepgrad {

/// The page that the prediction panel scrolls: for one output large type and a
/// thick bar, for several a compact row each. Its height follows from its width.
class PredictionView : public QWidget {
    Q_OBJECT
public:
    explicit PredictionView(QWidget* parent = nullptr);

    void setStill(const Still& still);
    /// After a change of notation or colours.
    void refresh();

    /// All that is said, a line an output: for assistive technology.
    QString description() const;
    /// The predictions with all their digits.
    QString tip() const;

    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    PredictionOutput describe(int k) const;
    void write(PredictionWriter& writer) const;
    void writeSingle(PredictionWriter& writer, const PredictionOutput& output) const;
    void writeRow(PredictionWriter& writer, const PredictionOutput& output) const;

    Still m_still;
    std::vector<PredictionOutput> m_outputs;
    int m_left = 0;  ///< outputs that are not shown
};

}  // namespace stepgrad

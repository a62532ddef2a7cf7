#pragma once

#include <QWidget>
#include <memory>
#include <optional>

#include "core/document/session.h"
#include "ui/number_field.h"

namespace stepgrad {

class Actions;

/// What stands in the toolbar: the buttons of the walkthrough, speed, learning
/// rate, detail and the loss. Where the window is narrow it first leaves names
/// out, then takes a second row; nothing is ever cut off.
class StepBar : public QWidget {
    Q_OBJECT
public:
    explicit StepBar(const Actions& actions, QWidget* parent = nullptr);
    ~StepBar() override;

    void showSpeed(Speed speed);
    void showDetail(Detail detail);
    /// The loss of the example; nothing: not computed yet.
    void showLoss(std::optional<double> loss);
    NumberField& learningRate();

    /// "slow motion", "1 update per second" …, by Speed.
    static QStringList speedNames();
    static QStringList detailNames();

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void speedChosen(stepgrad::Speed speed);
    void detailChosen(stepgrad::Detail detail);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    class Private;
    std::unique_ptr<Private> d;
};

}  // namespace stepgrad

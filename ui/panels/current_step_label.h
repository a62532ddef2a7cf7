#pragma once

#include <QLabel>

namespace stepgrad {

/// The title of the current step. To assistive technology it is an object of the
/// name "current step" whose text is the title; a plain label has no text of its
/// own beside its name.
class CurrentStepLabel : public QLabel {
    Q_OBJECT
public:
    explicit CurrentStepLabel(QWidget* parent = nullptr);

    /// Sets the text, and tells assistive technology where it is another.
    void setTitle(const QString& title);

    /// As high as the title needs at the present width.
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void resizeEvent(QResizeEvent* event) override;
};

}  // namespace stepgrad

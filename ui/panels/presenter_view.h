#pragma once

#include <QWidget>
#include <memory>
#include <optional>

#include "core/walkthrough/step.h"

namespace stepgrad {

class NetworkView;

/// A step of the walkthrough for a whole screen, to be read from the last row: the
/// network with the current term in the spotlight, its formula in large type, and a
/// slim bar with the title and J. What is asked for stands there as a question mark.
/// Text is 1/42 of the height of the window, and never smaller than elsewhere.
class PresenterView : public QWidget {
    Q_OBJECT
public:
    static constexpr int kLinesOfText = 42;

    explicit PresenterView(QWidget* parent = nullptr);
    ~PresenterView() override;

    NetworkView& network();
    void showStill(const Still& still, bool isAnimated);
    /// An empty dark screen, until it is shown again.
    void setBlank(bool blank);
    bool isBlank() const;
    /// All that is said, for tests.
    QString shownText() const;

signals:
    void restyled();  ///< the size of text is another: set the style sheet for its font

protected:
    void resizeEvent(QResizeEvent* event) override;
    bool event(QEvent* event) override;

private:
    class Private;
    std::unique_ptr<Private> d;
};

}  // namespace stepgrad

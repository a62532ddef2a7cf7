#pragma once

#include <QObject>
#include <QPoint>
#include <QPointer>
#include <functional>
#include <optional>

class QLabel;
class QToolButton;

namespace stepgrad {

/// Lets a button be dragged to choose a count: down for more, up for fewer, one per
/// distance. A label beside the pointer shows what it would be; releasing the button
/// makes it so, Esc leaves all as it was. A plain click stays a click.
class NeuronDrag : public QObject {
    Q_OBJECT
public:
    struct Deeds {
        std::function<int()> present;        ///< the count now
        std::function<bool(int)> isAllowed;  ///< whether it could be that many
        std::function<QString(int)> nameOf;  ///< "5 neurons"
        std::function<void(int)> choose;     ///< on release, where it is another count
    };
    NeuronDrag(QToolButton* button, Deeds deeds);
    ~NeuronDrag() override;

    /// From count to count, in pixels.
    int distance() const;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    bool move(const QPoint& at);
    bool finish(bool chooses);
    int nearestAllowed(int count) const;
    void showPreview(const QPoint& at);

    QToolButton* m_button;
    Deeds m_deeds;
    QPointer<QLabel> m_preview;    ///< the window's, while dragging
    std::optional<QPoint> m_from;  ///< pressed there, in the button
    bool m_isDragged = false;
    int m_count = 0;
};

}  // namespace stepgrad

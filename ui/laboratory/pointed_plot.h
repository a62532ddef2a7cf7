#pragma once

#include <QWidget>
#include <optional>

class QPainter;

namespace stepgrad {

/// A plot of items in a row, one of which is pointed at: by the pointer, or by the arrow
/// keys while the plot has the focus. A click or Enter chooses it.
class PointedPlot : public QWidget {
    Q_OBJECT
public:
    explicit PointedPlot(QWidget* parent = nullptr);

    /// The item that is pointed at, from 0.
    std::optional<int> pointed() const { return m_pointed; }

signals:
    void pointedAt(std::optional<int> item);
    void chosen(int item);

protected:
    virtual int itemCount() const = 0;
    /// Nothing where no item is near enough.
    virtual std::optional<int> itemAt(const QPointF& position) const = 0;

    void pointAt(std::optional<int> item);
    /// To be called when there are other items.
    void keepPointedInRange();
    void paintFocus(QPainter& painter) const;

    void mouseMoveEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    std::optional<int> m_pointed;
};

}  // namespace stepgrad

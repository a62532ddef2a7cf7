#pragma once

#include <QImage>
#include <QWidget>

#include "ui/laboratory/learned_network.h"

namespace stepgrad {

/// The answers of networks over two features as colours, side by side, and beside them the share of
/// the examples in the same places.
class MapPlot : public QWidget {
    Q_OBJECT
public:
    explicit MapPlot(QWidget* parent = nullptr);

    void showNetworks(const LearnedNetworks& networks, int x, int y, int output);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    /// Of one network; or, the last one, of the data.
    struct Picture {
        QString title;
        FeatureMap map;
        TargetMap targets;
        std::shared_ptr<const FeatureStudy> study;
        QImage image;
    };
    QRectF areaOf(std::size_t picture, const QFont& small) const;
    void paintData(QPainter& painter, const QRectF& area, const Picture& picture) const;
    QString textAt(const QPoint& at) const;

    std::vector<Picture> m_pictures;
    std::vector<std::string> m_names;
    double m_least = 0.0, m_greatest = 1.0;  ///< of the colours
};

}  // namespace stepgrad

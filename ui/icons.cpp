#include "ui/icons.h"

#include <QFile>
#include <QIconEngine>
#include <QPainter>
#include <QSvgRenderer>

#include "ui/appearance.h"

namespace stepgrad {
namespace {

/// Draws an SVG text at whatever size is asked for.
class TintedEngine : public QIconEngine {
public:
    TintedEngine(QByteArray svg, QColor color, QColor disabled)
        : m_svg(std::move(svg)), m_color(color), m_disabled(disabled) {}

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State) override {
        const QColor color = mode == QIcon::Disabled ? m_disabled : m_color;
        QByteArray svg = m_svg;
        QSvgRenderer(svg.replace("currentColor", color.name().toLatin1())).render(painter, rect);
    }
    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override {
        if (size.isEmpty())  // of a button without room
            return {};
        QPixmap pixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paint(&painter, QRect(QPoint(), size), mode, state);
        return pixmap;
    }
    QIconEngine* clone() const override { return new TintedEngine(m_svg, m_color, m_disabled); }

private:
    QByteArray m_svg;
    QColor m_color, m_disabled;
};

}  // namespace

QIcon tintedIcon(const QString& name, const QColor& color, const QColor& disabled) {
    QFile file(QStringLiteral(":/icons/%1.svg").arg(name));
    if (name.isEmpty() || !file.open(QIODevice::ReadOnly))
        return {};
    return QIcon(new TintedEngine(file.readAll(), color, disabled));
}

QIcon tintedIcon(const QString& name) {
    const Palette& palette = Appearance::instance().palette();
    return tintedIcon(name, palette.text, palette.faint);
}

QIcon applicationIcon() {
    return QIcon(QStringLiteral(":/icons/stepgrad.svg"));
}

}  // namespace stepgrad

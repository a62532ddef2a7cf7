#include "ui/formula/math_font.h"

#include <QApplication>
#include <QFile>
#include <QFontDatabase>
#include <QPointer>
#include <algorithm>
#include <cmath>

namespace stepgrad {
namespace {

constexpr double kMeasuringSize = 1000.0;
constexpr qsizetype kMostSizes = 64;
constexpr const char* kResource = ":/fonts/latinmodern-math.otf";

std::shared_ptr<const MathFace> faceWithTable(const QRawFont& font) {
    if (!font.isValid())
        return nullptr;
    const QByteArray bytes = font.fontTable("MATH");
    if (!MathTable(bytes, font.unitsPerEm()).isValid())
        return nullptr;
    return std::make_shared<MathFace>(font, bytes);
}

/// Faces and sizes. Fonts must not outlive the application object, so this is
/// a child of it.
class FontCache : public QObject {
public:
    static FontCache& instance() {
        static QPointer<FontCache> cache;
        if (!cache)
            cache = new FontCache(qApp);
        return *cache;
    }

    std::shared_ptr<const MathFace> face;
    QHash<int, std::shared_ptr<const MathFont>> sizes;

private:
    using QObject::QObject;
};

}  // namespace

MathFace::MathFace(const QRawFont& font, const QByteArray& table)
    : m_big(font), m_table(table, font.unitsPerEm()) {
    m_big.setPixelSize(kMeasuringSize);
}

std::shared_ptr<const MathFace> MathFace::standard() {
    auto& cache = FontCache::instance();
    if (!cache.face && QFile::exists(kResource))
        cache.face =
            faceWithTable(QRawFont(QString(kResource), kMeasuringSize, QFont::PreferNoHinting));
    if (!cache.face)
        cache.face = installed();
    return cache.face;
}

std::shared_ptr<const MathFace> MathFace::installed() {
    QStringList families = QFontDatabase::families();
    // Opening every font takes too long; those with a table say so in their
    // name, but for a few.
    families.erase(std::remove_if(families.begin(), families.end(),
                                  [](const QString& family) {
                                      return !family.contains("math", Qt::CaseInsensitive);
                                  }),
                   families.end());
    families << QApplication::font().family() << "DejaVu Serif"
             << "DejaVu Sans";
    for (const auto& family : families) {
        QFont font(family);
        font.setHintingPreference(QFont::PreferNoHinting);
        if (auto face = faceWithTable(QRawFont::fromFont(font)))
            return face;
    }
    return plain();
}

std::shared_ptr<const MathFace> MathFace::plain() {
    QFont font = QApplication::font();
    font.setHintingPreference(QFont::PreferNoHinting);
    return std::make_shared<MathFace>(QRawFont::fromFont(font), QByteArray());
}

quint32 MathFace::glyph(char32_t character) const {
    const auto known = m_glyphs.constFind(character);
    if (known != m_glyphs.constEnd())
        return *known;
    const auto glyphs = m_big.glyphIndexesForString(QString::fromUcs4(&character, 1));
    const quint32 glyph = glyphs.isEmpty() ? 0 : glyphs.front();
    m_glyphs.insert(character, glyph);
    return glyph;
}

MathFace::Metrics MathFace::metrics(quint32 glyph) const {
    const auto known = m_metrics.constFind(glyph);
    if (known != m_metrics.constEnd())
        return *known;
    const QRectF bounds = m_big.boundingRect(glyph);
    const auto advances = m_big.advancesForGlyphIndexes({glyph});
    Metrics metrics;
    metrics.advance = advances.isEmpty() ? 0.0 : advances.front().x() / kMeasuringSize;
    metrics.ascent = -bounds.top() / kMeasuringSize;
    metrics.descent = bounds.bottom() / kMeasuringSize;
    metrics.italic = std::max(0.0, m_table.italicCorrection(glyph).value_or(0.0));
    metrics.accent = m_table.topAccent(glyph).value_or(bounds.center().x() / kMeasuringSize);
    m_metrics.insert(glyph, metrics);
    return metrics;
}

QRawFont MathFace::atSize(double pixelSize) const {
    QRawFont font = m_big;
    font.setPixelSize(pixelSize);
    return font;
}

MathFont::MathFont(std::shared_ptr<const MathFace> face, double pixelSize)
    : m_face(std::move(face)) {
    for (int level = 0; level < 3; ++level) {
        const auto place = static_cast<std::size_t>(level);
        m_sizes[place] = pixelSize * m_face->table().scriptScale(level);
        m_fonts[place] = m_face->atSize(m_sizes[place]);
    }
}

std::shared_ptr<const MathFont> MathFont::ofSize(double pixelSize) {
    auto& sizes = FontCache::instance().sizes;
    // A quarter of a pixel is finer than anybody sees.
    const int key = std::max(4, static_cast<int>(std::lround(pixelSize * 4.0)));
    if (const auto known = sizes.constFind(key); known != sizes.constEnd())
        return *known;
    if (sizes.size() >= kMostSizes)
        sizes.clear();
    return *sizes.insert(key, std::make_shared<MathFont>(MathFace::standard(), key / 4.0));
}

}  // namespace stepgrad

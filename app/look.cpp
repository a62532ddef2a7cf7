#include "app/look.h"

#include <QApplication>
#include <QFontDatabase>
#include <algorithm>
#include <utility>

#include "app/settings.h"
#include "core/walkthrough/conventions.h"
#include "ui/appearance.h"
#include "ui/icons.h"
#include "ui/program_style.h"
#include "ui/style.h"

namespace stepgrad {
namespace {

/// Where each choice of conventions is kept.
constexpr std::pair<Convention::Id, Setting> kConventionSettings[] = {
    {Convention::Id::Neurons, Setting::Neurons},
    {Convention::Id::Output, Setting::OutputSymbol},
    {Convention::Id::Loss, Setting::LossSymbol},
    {Convention::Id::DeltaSign, Setting::DeltaSign},
    {Convention::Id::Numbering, Setting::Numbering},
};

bool g_systemIsDark = false;
QFont g_baseFont;

/// The family that the pictures of the design were drawn with; it has every
/// symbol that is needed (δ ∂ ŷ η and subscripts), which not every font has.
void loadFonts() {
    const QString family = QStringLiteral("DejaVu Sans");
    if (!QFontDatabase::hasFamily(family)) {
        QFontDatabase::addApplicationFont(QStringLiteral(":/fonts/DejaVuSans.ttf"));
        QFontDatabase::addApplicationFont(QStringLiteral(":/fonts/DejaVuSans-Bold.ttf"));
    }
    g_baseFont = QApplication::font();
    if (QFontDatabase::hasFamily(family))
        g_baseFont.setFamilies({family});
    // Systems without a desktop report sizes that are hard to read.
    g_baseFont.setPointSizeF(std::clamp(g_baseFont.pointSizeF(), 10.0, 12.0));
}

}  // namespace

void prepareLook(QApplication& application) {
    g_systemIsDark = application.palette().color(QPalette::Window).lightness() < 128;
    QApplication::setStyle(new ProgramStyle);
    loadFonts();
    QApplication::setWindowIcon(applicationIcon());
}

Look::Look(Settings& settings, QObject* parent) : QObject(parent), m_settings(settings) {
    if (g_baseFont.families().isEmpty() && QApplication::instance())
        loadFonts();
    applyNotation();
    Appearance::instance().setAnimated(isAnimated());
    applyFont();
    applyColours();
}

Look::Theme Look::theme() const {
    return static_cast<Theme>(m_settings.number(Setting::Theme));
}

void Look::setTheme(Theme theme) {
    m_settings.set(Setting::Theme, static_cast<int>(theme));
    applyColours();
    emit restyled();
}

int Look::textSize() const {
    return m_settings.number(Setting::TextSize);
}

void Look::setTextSize(int percent) {
    m_settings.set(Setting::TextSize, percent);
    applyFont();
    emit restyled();
}

int Look::decimals() const {
    return m_settings.number(Setting::Decimals);
}

void Look::setDecimals(int decimals) {
    m_settings.set(Setting::Decimals, decimals);
    applyNotation();
}

bool Look::decimalComma() const {
    return m_settings.flag(Setting::DecimalComma);
}

void Look::setDecimalComma(bool comma) {
    m_settings.set(Setting::DecimalComma, comma);
    applyNotation();
}

Notation Look::notation() const {
    Notation notation;
    for (const auto& [convention, setting] : kConventionSettings)
        setOption(notation, convention, m_settings.number(setting));
    notation.numbers.decimals = decimals();
    notation.numbers.decimalComma = decimalComma();
    return notation;
}

void Look::setConventions(const Notation& notation) {
    for (const auto& [convention, setting] : kConventionSettings)
        m_settings.set(setting, optionOf(notation, convention));
    applyNotation();
}

bool Look::isAnimated() const {
    return m_settings.flag(Setting::Animations);
}

void Look::setAnimated(bool animated) {
    m_settings.set(Setting::Animations, animated);
    Appearance::instance().setAnimated(animated);
}

QString Look::sheet() const {
    return styleSheet(Appearance::instance().palette(), QApplication::font());
}

void Look::applyColours() {
    const bool dark = theme() == Dark || (theme() == System && g_systemIsDark);
    Appearance& appearance = Appearance::instance();
    QApplication::setPalette((dark ? Palette::dark() : Palette::light()).widgets());
    appearance.setDark(dark);
}

void Look::applyNotation() {
    Appearance::instance().setNotation(notation());
}

void Look::applyFont() {
    QFont font = g_baseFont;
    font.setPointSizeF(g_baseFont.pointSizeF() * textSize() / 100.0);
    if (font != QApplication::font())
        QApplication::setFont(font);
}

}  // namespace stepgrad

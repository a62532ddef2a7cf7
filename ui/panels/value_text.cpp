#include "ui/panels/value_text.h"

#include <QCoreApplication>
#include <cmath>

#include "core/walkthrough/conventional_value.h"
#include "ui/appearance.h"

namespace stepgrad {
namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("ValueText", text);
}

const Notation& notation() {
    return Appearance::instance().notation();
}

QString symbolOf(const Still& still, const ValueId& id) {
    return exists(still.network(), id)
               ? QString::fromStdString(symbolText(id, still.network(), notation()))
               : QString();
}

}  // namespace

QString numberText(double value) {
    return std::isfinite(value) ? QString::fromStdString(formatNumber(value, notation().numbers))
                                : tr("not a finite number");
}

QString valueText(const Still& still, const ValueId& id) {
    const auto value = conventionalValue(still, id, notation());
    const QString symbol = symbolOf(still, id);
    return value ? symbol + " = " + numberText(*value) : symbol;
}

QString exactValueText(const Still& still, const ValueId& id) {
    const auto value = conventionalValue(still, id, notation());
    const QString symbol = symbolOf(still, id);
    if (symbol.isEmpty())
        return {};
    if (!value)
        return tr("%1: not yet computed").arg(symbol);
    return symbol + " = " +
           (std::isfinite(*value) ? QString::fromStdString(exactNumber(*value, notation().numbers))
                                  : numberText(*value));
}

}  // namespace stepgrad

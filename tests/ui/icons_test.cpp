#include "ui/icons.h"

#include <gtest/gtest.h>

#include <QPixmap>
#include <QStringList>

namespace stepgrad {
namespace {

QStringList& warnings() {
    static QStringList all;
    return all;
}

TEST(Icons, OfAButtonWithoutRoomAreNothingAndNoWarning) {
    const QIcon icon = tintedIcon(QStringLiteral("warning"));
    ASSERT_FALSE(icon.pixmap(QSize(16, 16)).isNull());
    warnings().clear();
    const auto before = qInstallMessageHandler(
        [](QtMsgType, const QMessageLogContext&, const QString& text) { warnings() << text; });
    const bool isNull = icon.pixmap(QSize(16, 0)).isNull();
    qInstallMessageHandler(before);
    EXPECT_TRUE(isNull);
    EXPECT_EQ(warnings(), QStringList());
}

}  // namespace
}  // namespace stepgrad

// A window that starts with settings that are not what it wrote.

#include <QDockWidget>
#include <QFile>
#include <QToolBar>

#include "tests/app/window_fixture.h"
#include "tests/oracle/random_case.h"
#include "tests/torture.h"

namespace stepgrad {
namespace {

struct TortureSettings : WindowTest {
    QString path() const { return folder.filePath("settings/stepgrad/stepgrad.ini"); }
    QByteArray saved() {
        window->findChild<QDockWidget*>("loss")->setFloating(true);
        QCoreApplication::processEvents();
        window->close();
        window.reset();
        QFile file(path());
        EXPECT_TRUE(file.open(QIODevice::ReadOnly)) << path().toStdString();
        return file.readAll();
    }
    void startWith(const QByteArray& settings) {
        window.reset();
        QFile file(path());
        ASSERT_TRUE(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        file.write(settings);
        file.close();
        makeWindow();
    }
    void expectUsable() {
        auto* steps = window->findChild<QToolBar*>("steps");
        ASSERT_NE(steps, nullptr);
        EXPECT_TRUE(steps->isVisible());
        EXPECT_TRUE(window->networkView().isVisible());
        session().next();
        EXPECT_GE(step(), 1);
    }
};

TEST_F(TortureSettings, OfAnyBytesLeaveAWindowThatWorks) {
    const QByteArray good = saved();
    ASSERT_GT(good.size(), 100);
    Dice dice(6);
    const int times = rounds(25, 1000);
    for (int i = 0; i < times; ++i) {
        QByteArray bad = good;
        const int changes = dice.whole(1, 12);
        for (int k = 0; k < changes; ++k) {
            const auto at = dice.whole(0, static_cast<int>(bad.size()) - 1);
            switch (dice.whole(0, 2)) {
                case 0:
                    bad[at] = static_cast<char>(dice.whole(0, 255));
                    break;
                case 1:
                    bad.remove(at, dice.whole(1, 40));
                    break;
                default:
                    bad.insert(at, good.mid(dice.whole(0, static_cast<int>(good.size()) - 1), 30));
            }
            if (bad.isEmpty())
                bad = good;
        }
        SCOPED_TRACE("settings " + std::to_string(i));
        ASSERT_NO_FATAL_FAILURE(startWith(bad));
        ASSERT_NO_FATAL_FAILURE(expectUsable());
    }
    tell(std::to_string(times) + " damaged files of settings: each time a window that works");
}

}  // namespace
}  // namespace stepgrad

// stepgrad-editor FOLDER SEED [EDITS]: the real window, edited and saved without end, to be
// killed; or closed after so many edits. Edit number n sets w5 to n; FOLDER/log tells when,
// one line an edit: "n milliseconds". Some train between the edits, others open lessons or
// practise.

#include <fcntl.h>
#include <unistd.h>

#include <QApplication>
#include <QStandardPaths>
#include <QTimer>
#include <chrono>
#include <cstdlib>
#include <string>

#include "app/actions.h"
#include "app/documents.h"
#include "app/lessons.h"
#include "app/main_window.h"
#include "app/settings.h"
#include "core/document/session.h"
#include "tests/oracle/random_case.h"

using namespace stepgrad;

namespace {

long long now() {
    using namespace std::chrono;
    return duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count();
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 3 || argc > 4)
        return 2;
    const long long most = argc == 4 ? std::atoll(argv[3]) : 0;
    const QString folder = QString::fromLocal8Bit(argv[1]);
    Dice dice(static_cast<std::uint64_t>(std::atoll(argv[2])));
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    Settings::useFolder(folder + "/settings");
    MainWindow window;
    window.show();
    const int log = ::open((folder + "/log").toLocal8Bit().constData(),
                           O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (log < 0 || !window.openFile(folder + "/lesson.stepgrad"))
        return 3;
    const bool isSlow = dice.coin(), saves = dice.whole(0, 3) == 0;
    const bool trains = most == 0 && dice.whole(0, 2) == 0;
    const bool visits = most == 0 && !trains && dice.coin();
    const auto lessons = Lessons::shipped();
    window.session().setSpeed(Speed::Fastest);
    long long edit = 0;
    QTimer timer;
    QObject::connect(&timer, &QTimer::timeout, &window, [&] {
        if (most > 0 && edit >= most) {
            window.documents().save();
            window.close();
            return;
        }
        QAction& practice = window.action(ActionId::Practice);
        if (window.lessons().isRunning() || practice.isChecked()) {
            // The user's own document waits meanwhile.
            window.session().next();
            if (dice.whole(0, 9) == 0) {
                if (practice.isChecked())
                    practice.trigger();
                else
                    window.lessons().leave();
            }
        } else if (visits && dice.whole(0, 19) == 0) {
            if (dice.coin())
                practice.trigger();
            else
                window.lessons().open(
                    lessons[dice.whole(0, static_cast<int>(lessons.size()) - 1)].path);
        } else if (trains && dice.whole(0, 4) == 0) {
            if (window.session().isTraining())
                window.session().pause();
            else
                window.session().train();
        } else if (saves && dice.whole(0, 29) == 0) {
            window.documents().save();
        } else {
            if (!window.session()
                     .setValue(ValueId::weight(1, 0, 0), static_cast<double>(++edit), dice.coin())
                     .isEmpty())
                QApplication::exit(4);
            const std::string line = std::to_string(edit) + " " + std::to_string(now()) + "\n";
            if (::write(log, line.data(), line.size()) < 0)
                QApplication::exit(5);
        }
        // Single edits, and bursts of them.
        timer.setInterval(isSlow ? dice.whole(200, 1500) : dice.whole(0, 40));
    });
    timer.start(1);
    return QApplication::exec();
}

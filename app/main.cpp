#include <unistd.h>

#include <QApplication>
#include <QCommandLineParser>
#include <QTemporaryDir>
#include <QTimer>
#include <csignal>
#include <cstdio>
#include <ctime>
#include <variant>

#include "app/gallery.h"
#include "app/help_dialogs.h"
#include "app/look.h"
#include "app/main_window.h"
#include "app/settings.h"

namespace {

using namespace stepgrad;

constexpr int kUsageError = 2;
constexpr int kNotRead = 3;

struct Options {
    QString file, pictures, gallery;
    bool measureStart = false;
};

/// Milliseconds since the process was started, good to a hundredth of a second.
double processAge() {
    std::FILE* stat = std::fopen("/proc/self/stat", "r");
    if (!stat)
        return -1.0;
    long long started = 0;
    const int found = std::fscanf(
        stat,
        "%*d (%*[^)]) %*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %*u %*u %*d %*d %*d %*d "
        "%*d %*d %lld",
        &started);
    std::fclose(stat);
    timespec now{};
    clock_gettime(CLOCK_BOOTTIME, &now);
    const double hertz = static_cast<double>(sysconf(_SC_CLK_TCK));
    return found == 1
               ? static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6 -
                     static_cast<double>(started) * 1e3 / hertz
               : -1.0;
}

/// The options, or an exit status where the program is to end.
std::variant<Options, int> readOptions(const QStringList& arguments) {
    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral("Backpropagation in slow motion."));
    parser.addPositionalArgument(QStringLiteral("file"), QStringLiteral("A project file to open."),
                                 QStringLiteral("[FILE]"));
    const auto help = parser.addHelpOption();
    const auto version = parser.addVersionOption();
    const QCommandLineOption pictures(
        QStringLiteral("pictures"),
        QStringLiteral("Draw the window at each step of a training step into FOLDER, and end."),
        QStringLiteral("FOLDER"));
    const QCommandLineOption gallery(
        QStringLiteral("gallery"),
        QStringLiteral("Draw the window in many states into FOLDER, and end."),
        QStringLiteral("FOLDER"));
    const QCommandLineOption measure(
        QStringLiteral("measure-start"),
        QStringLiteral("Print the time from the start to the first picture, and end."));
    parser.addOptions({pictures, gallery, measure});
    if (!parser.parse(arguments) || parser.positionalArguments().size() > 1) {
        const QString reason = parser.errorText().isEmpty()
                                   ? QStringLiteral("One file at most can be opened.")
                                   : parser.errorText();
        std::fprintf(stderr, "stepgrad: %s\n", qPrintable(reason));
        return kUsageError;
    }
    if (parser.isSet(help)) {
        std::fputs(qPrintable(parser.helpText()), stdout);
        return 0;
    }
    if (parser.isSet(version)) {
        std::printf("stepgrad %s\n", versionText());
        return 0;
    }
    return Options{parser.positionalArguments().value(0), parser.value(pictures),
                   parser.value(gallery), parser.isSet(measure)};
}

bool hasDisplay() {
    return qEnvironmentVariableIsSet("DISPLAY") || qEnvironmentVariableIsSet("WAYLAND_DISPLAY") ||
           qEnvironmentVariableIsSet("QT_QPA_PLATFORM");
}

/// Pictures look the same everywhere: no settings of the user, no display.
int drawPictures(QApplication& application, const Options& options) {
    const QTemporaryDir settings;
    Settings::useFolder(settings.path());
    prepareLook(application);
    return options.gallery.isEmpty() ? drawSteps(options.pictures, options.file)
                                     : drawGallery(options.gallery);
}

int runWindow(QApplication& application, const Options& options) {
    prepareLook(application);
    MainWindow window;
    if (!options.file.isEmpty())
        QTimer::singleShot(0, &window, [&] { window.openFile(options.file); });
    window.show();
    if (!options.measureStart)
        QTimer::singleShot(0, &window, &MainWindow::offerUnsavedWork);
    if (options.measureStart)
        // The first picture is painted when the events of showing are done.
        QTimer::singleShot(0, &window, [&window] {
            window.repaint();
            std::printf("first picture after %.0f ms\n", processAge());
            QApplication::quit();
        });
    return QApplication::exec();
}

}  // namespace

int main(int argc, char** argv) {
    // A file that may not grow is told by the failing write, not by a silent end.
    std::signal(SIGXFSZ, SIG_IGN);
    const auto read = readOptions(QStringList(argv, argv + argc));
    if (const int* status = std::get_if<int>(&read))
        return *status;
    const auto& options = std::get<Options>(read);
    const bool draws = !options.pictures.isEmpty() || !options.gallery.isEmpty();
    if (draws && !qEnvironmentVariableIsSet("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    if (!hasDisplay()) {
        std::fputs(
            "stepgrad: there is no display. `stepgrad --pictures FOLDER` draws the window at each "
            "step into files, and `stepgrad-cli` works without one.\n",
            stderr);
        return kNotRead;
    }
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("stepgrad"));
    QApplication::setApplicationDisplayName(QString());
    QApplication::setApplicationVersion(QLatin1String(versionText()));
    QApplication::setDesktopFileName(QStringLiteral("stepgrad"));
    return draws ? drawPictures(application, options) : runWindow(application, options);
}

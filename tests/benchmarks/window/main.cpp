// stepgrad-window WORKLOAD SECONDS [WIDTH HEIGHT]
// Trains in the real window at full speed, with graph, loss curve and results showing, and
// prints: updates a second; the time between pictures of the graph (median, 99 of 100, most);
// how long an event waits (the same); and how long Pause takes until its picture is there.
// WORKLOAD: W1 … W4, or N-M-K for a network of that shape with random data.

#include <QApplication>
#include <QTemporaryDir>
#include <QTimer>
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <string>
#include <vector>

#include "app/actions.h"
#include "app/look.h"
#include "app/main_window.h"
#include "app/settings.h"
#include "core/document/session.h"
#include "tests/benchmarks/workloads.h"
#include "ui/graph/network_view.h"

namespace stepgrad::bench {
namespace {

using Clock = std::chrono::steady_clock;

double millisecondsSince(Clock::time_point begin) {
    return std::chrono::duration<double, std::milli>(Clock::now() - begin).count();
}

/// Times between the moments it is told of.
class Intervals {
public:
    void now() {
        if (m_last)
            m_times.push_back(millisecondsSince(*m_last));
        m_last = Clock::now();
    }
    void add(double milliseconds) { m_times.push_back(milliseconds); }
    void print(const char* name) {
        if (m_times.empty())
            return;
        std::sort(m_times.begin(), m_times.end());
        std::printf("%s: %zu, median %.1f ms, 99 of 100 within %.1f ms, most %.1f ms\n", name,
                    m_times.size(), m_times[m_times.size() / 2], m_times[m_times.size() * 99 / 100],
                    m_times.back());
    }

private:
    std::optional<Clock::time_point> m_last;
    std::vector<double> m_times;
};

/// Tells of each painting of a widget.
class PaintWatch : public QObject {
public:
    explicit PaintWatch(Intervals& intervals) : m_intervals(intervals) {}
    bool eventFilter(QObject*, QEvent* event) override {
        if (event->type() == QEvent::Paint)
            m_intervals.now();
        return false;
    }

private:
    Intervals& m_intervals;
};

std::optional<Project> projectNamed(const std::string& name) {
    if (const auto found = workload(name))
        return *found->project;
    return shapedProject(name);
}

int run(const std::string& name, double seconds, QSize size) {
    const auto project = projectNamed(name);
    if (!project || seconds <= 0.0) {
        std::fputs("usage: stepgrad-window W1|W2|W2b1|W3|W4|N-M-K SECONDS [WIDTH HEIGHT]\n",
                   stderr);
        return 2;
    }
    const QTemporaryDir settings;
    Settings::useFolder(settings.path());
    MainWindow window;
    window.resize(size);
    window.show();
    window.session().open(*project);
    window.session().setSpeed(Speed::Fastest);
    window.showTab(3);
    QApplication::processEvents();

    Intervals frames, waits;
    PaintWatch watch(frames);
    std::int64_t first = -1, last = 0;
    Clock::time_point begin, end;
    QObject::connect(&window.session().engine(), &TrainingEngine::snapshotReady,
                     [&](const SnapshotPtr& snapshot) {
                         last = snapshot->state->update;
                         end = Clock::now();
                         if (first < 0) {
                             first = last;
                             begin = end;
                         }
                     });
    // An event that is sent as soon as the one before has come, every 5 ms.
    QTimer beat;
    beat.setTimerType(Qt::PreciseTimer);
    QObject::connect(&beat, &QTimer::timeout, [&] {
        const auto sent = Clock::now();
        QMetaObject::invokeMethod(
            &window, [&waits, sent] { waits.add(millisecondsSince(sent)); }, Qt::QueuedConnection);
    });
    window.action(ActionId::Train).trigger();
    QTimer::singleShot(500, [&] {
        window.networkView().viewport()->installEventFilter(&watch);
        first = -1;
        beat.start(5);
    });
    double pause = 0.0;
    QTimer::singleShot(500 + static_cast<int>(seconds * 1000.0), [&] {
        beat.stop();
        window.networkView().viewport()->removeEventFilter(&watch);
        const auto pressed = Clock::now();
        window.action(ActionId::Train).trigger();
        QApplication::processEvents();
        pause = millisecondsSince(pressed);
        QApplication::exit();
    });
    QApplication::exec();
    const double time = std::chrono::duration<double>(end - begin).count();
    const double rate = time > 0.0 ? static_cast<double>(last - first) / time : 0.0;
    std::printf("%s at %d x %d: %.4g updates a second\n", name.c_str(), size.width(), size.height(),
                rate);
    frames.print("pictures");
    waits.print("events");
    std::printf("Pause: %.1f ms\n", pause);
    return 0;
}

}  // namespace
}  // namespace stepgrad::bench

int main(int argc, char** argv) {
    if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    stepgrad::prepareLook(application);
    const auto number = [&](int at, double otherwise) {
        return argc > at ? std::atof(argv[at]) : otherwise;
    };
    return stepgrad::bench::run(
        argc > 1 ? argv[1] : "", number(2, 5.0),
        QSize(static_cast<int>(number(3, 1440)), static_cast<int>(number(4, 900))));
}

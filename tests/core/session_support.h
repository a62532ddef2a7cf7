#pragma once

#include <QCoreApplication>
#include <chrono>
#include <functional>

#include "core/document/session.h"

/// What the tests of the session share.
namespace stepgrad::test {

using namespace std::chrono_literals;

inline bool waitFor(const std::function<bool()>& condition) {
    const auto end = std::chrono::steady_clock::now() + 90s;  // a hang
    while (!condition()) {
        if (std::chrono::steady_clock::now() > end)
            return false;
        QCoreApplication::processEvents(QEventLoop::AllEvents, 5);
    }
    return true;
}

inline Project xorProject() {
    Project p = articleExample();
    p.name = "XOR";
    p.network.layers[0].biases = Vector{{0.1, -0.1}};
    p.network.layers[1].biases = Vector{{0.05}};
    Dataset data;
    data.inputs = Matrix{{0, 0}, {0, 1}, {1, 0}, {1, 1}};
    data.targets = Matrix{{0}, {1}, {1}, {0}};
    p.data = std::make_shared<const Dataset>(data);
    return p;
}

inline const ValueId kW3 = ValueId::weight(0, 0, 1);
inline const ValueId kDelta1 = ValueId::delta(0, 0);
inline const ValueId kH1 = ValueId::h(0, 0);

inline void press(Session& session, int times) {
    for (int i = 0; i < times; ++i)
        session.next();
}

/// Everything a user can see of where he is.
struct Seen {
    explicit Seen(const Session& s)
        : position(s.still().position),
          from(s.still().from),
          update(s.still().update),
          example(s.example()),
          network(s.still().network()),
          after(s.still().trace->networkAfter()),
          loss(s.still().trace->loss),
          saved(s.project()),
          points(s.lossCurve().points),
          ghosts(s.lossCurve().ghosts.size()) {}
    bool operator==(const Seen&) const = default;
    std::int64_t position, from, update, example;
    Network network, after;
    double loss;
    Project saved;
    std::vector<LossPoint> points;
    std::size_t ghosts;
};

}  // namespace stepgrad::test

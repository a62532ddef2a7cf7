#include "ui/graph/edge_worker.h"

#include <utility>

namespace stepgrad {

EdgeWorker::EdgeWorker(Paint paint, QObject* parent)
    : QObject(parent),
      m_paint(std::move(paint)),
      m_thread([this](const std::stop_token& stop) { work(stop); }) {}

EdgeWorker::~EdgeWorker() {
    m_thread.request_stop();
    m_thread.join();
}

void EdgeWorker::request(EdgeRequest request) {
    {
        const std::scoped_lock lock(m_mutex);
        m_next = std::move(request);
    }
    m_wake.notify_one();
}

std::optional<EdgeRequest> EdgeWorker::waitForRequest(const std::stop_token& stop) {
    std::unique_lock lock(m_mutex);
    if (!m_wake.wait(lock, stop, [this] { return m_next.has_value(); }))
        return std::nullopt;
    return std::exchange(m_next, std::nullopt);
}

void EdgeWorker::work(const std::stop_token& stop) {
    while (const auto request = waitForRequest(stop)) {
        EdgePicture picture = m_paint(*request, stop);
        if (stop.stop_requested())
            return;
        const std::scoped_lock lock(m_mutex);
        // One that waits to be told already has its delivery under way.
        const bool isUnderWay = m_done.has_value();
        m_done = std::move(picture);
        if (!isUnderWay)
            QMetaObject::invokeMethod(this, "deliver", Qt::QueuedConnection);
    }
}

void EdgeWorker::deliver() {
    std::optional<EdgePicture> done;
    {
        const std::scoped_lock lock(m_mutex);
        done = std::exchange(m_done, std::nullopt);
    }
    if (done)
        emit painted(*done);
}

}  // namespace stepgrad

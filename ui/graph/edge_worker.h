#pragma once

#include <QObject>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>

#include "ui/graph/edge_picture.h"

namespace stepgrad {

/// Paints pictures of edges in a thread of its own, one at a time. The latest
/// wins: a request that has not been begun is replaced by the next one, and a
/// picture that was not told yet by the next one. Belongs to the thread that made
/// it; going away, it gives up what it is painting.
class EdgeWorker : public QObject {
    Q_OBJECT
public:
    /// What paints; runs in the worker's thread.
    using Paint = std::function<EdgePicture(const EdgeRequest&, const std::stop_token&)>;
    explicit EdgeWorker(Paint paint = paintEdges, QObject* parent = nullptr);
    ~EdgeWorker() override;

    void request(EdgeRequest request);

signals:
    /// In the thread of the owner.
    void painted(const stepgrad::EdgePicture& picture);

private:
    void work(const std::stop_token& stop);
    std::optional<EdgeRequest> waitForRequest(const std::stop_token& stop);
    Q_INVOKABLE void deliver();

    Paint m_paint;
    std::mutex m_mutex;  ///< for the two below
    std::optional<EdgeRequest> m_next;
    std::optional<EdgePicture> m_done;
    std::condition_variable_any m_wake;
    std::jthread m_thread;  ///< last: it ends before the others go
};

}  // namespace stepgrad

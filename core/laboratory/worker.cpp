#include "core/laboratory/worker.h"

#include <exception>
#include <utility>

namespace stepgrad {

Worker::Worker(QObject* parent)
    : QObject(parent), m_thread([this](const std::stop_token& quit) { work(quit); }) {}

Worker::~Worker() {
    m_stop.request_stop();
    {
        const std::scoped_lock lock(m_mutex);
        m_next.reset();
    }
    m_thread.request_stop();
    m_thread.join();
}

void Worker::run(Job job) {
    stop();
    m_running = true;
    m_stop = std::stop_source();
    {
        const std::scoped_lock lock(m_mutex);
        m_next = Order{std::move(job), m_stop, m_number};
    }
    m_wake.notify_one();
}

void Worker::stop() {
    m_stop.request_stop();
    m_running = false;
    ++m_number;
}

void Worker::call(std::uint64_t number, const std::function<void()>& function) {
    QMetaObject::invokeMethod(
        this,
        [this, number, function] {
            if (number == m_number)
                function();
        },
        Qt::QueuedConnection);
}

void Worker::work(const std::stop_token& quit) {
    while (true) {
        std::unique_lock lock(m_mutex);
        if (!m_wake.wait(lock, quit, [this] { return m_next.has_value(); }))
            return;
        Order order = *std::exchange(m_next, std::nullopt);
        lock.unlock();
        try {
            order.job(order.stop.get_token(),
                      [&](std::function<void()> function) { call(order.number, function); });
        } catch (const std::exception& error) {
            qWarning("stepgrad: a computation was given up: %s", error.what());
        }
        call(order.number, [this] {
            m_running = false;
            emit finished();
        });
    }
}

}  // namespace stepgrad

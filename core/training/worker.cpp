#include "core/training/worker.h"

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

void Worker::call(std::uint64_t number, std::function<void()> function) {
    {
        const std::scoped_lock lock(m_mutex);
        m_calls.push_back({number, std::move(function)});
    }
    QMetaObject::invokeMethod(this, "deliver", Qt::QueuedConnection);
}

void Worker::deliver() {
    Call next;
    {
        const std::scoped_lock lock(m_mutex);
        next = std::move(m_calls.front());
        m_calls.pop_front();
    }
    if (next.number == m_number)
        next.function();  // after which this may be gone
}

void Worker::work(const std::stop_token& quit) {
    while (true) {
        std::unique_lock lock(m_mutex);
        if (!m_wake.wait(lock, quit, [this] { return m_next.has_value(); }))
            return;
        Order order = *std::exchange(m_next, std::nullopt);
        lock.unlock();
        try {
            order.job(order.stop.get_token(), [&](std::function<void()> function) {
                call(order.number, std::move(function));
            });
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

#pragma once

#include <QObject>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <stop_token>
#include <thread>

namespace stepgrad {

/// Does one long computation at a time in a thread of its own; the latest one wins.
/// Belongs to the thread that made it; going away, it gives up what it is doing.
class Worker : public QObject {
    Q_OBJECT
public:
    explicit Worker(QObject* parent = nullptr);
    ~Worker() override;

    /// Calls a function in the owner's thread, in order; not where the job has been
    /// stopped or replaced in the meantime.
    using Post = std::function<void(std::function<void()>)>;
    /// Runs in the worker's thread; is to end soon once stop is requested. One that throws
    /// (out of memory) has ended; what it has posted stays.
    using Job = std::function<void(const std::stop_token& stop, const Post& post)>;

    /// Begins a job in place of the one that is going on, if any.
    void run(Job job);
    void stop();
    bool isRunning() const { return m_running; }

signals:
    /// The job has ended by itself, after all that it has posted.
    void finished();

private:
    struct Order {
        Job job;
        std::stop_source stop;
        std::uint64_t number = 0;
    };
    /// What is to be called in the owner's thread.
    struct Call {
        std::uint64_t number = 0;  ///< of the job
        std::function<void()> function;
    };
    void work(const std::stop_token& quit);
    void call(std::uint64_t number, std::function<void()> function);
    Q_INVOKABLE void deliver();

    bool m_running = false;
    std::uint64_t m_number = 0;  ///< of the latest job, or stop
    std::stop_source m_stop;     ///< of the latest job
    std::mutex m_mutex;          ///< for the next one and the calls
    std::optional<Order> m_next;
    std::deque<Call> m_calls;
    std::condition_variable_any m_wake;
    std::jthread m_thread;  ///< last: it ends before the others go
};

}  // namespace stepgrad

#pragma once

#include <QObject>
#include <cstdint>
#include <functional>
#include <stop_token>
#include <thread>

namespace stepgrad {

/// One long computation at a time in a thread of its own, which hands over what it has found to
/// the thread of this object. To be used from that thread only.
class BackgroundWork : public QObject {
    Q_OBJECT
public:
    /// Calls what it is given in the thread of the owner, in order.
    using Post = std::function<void(std::function<void()>)>;
    using Job = std::function<void(const std::stop_token& stop, const Post& post)>;

    using QObject::QObject;
    ~BackgroundWork() override;  ///< as `stop`, without a signal

    /// Ends what is running (see `stop`) and begins the job. It must copy what it needs, look at
    /// the token now and then, and not throw.
    void start(Job job);
    /// Asks the job to end and waits until it has. Nothing that it has posted and that was
    /// not called yet is called any more. Does nothing where none is running.
    void stop();
    bool isRunning() const { return m_isRunning; }

signals:
    /// Once for each job that came to its end by itself, after all that it posted.
    void finished();

private:
    void halt();
    void post(std::uint64_t job, std::function<void()> call);

    std::uint64_t m_job = 0;  ///< whose posts are called
    bool m_isRunning = false;
    std::jthread m_thread;
};

}  // namespace stepgrad

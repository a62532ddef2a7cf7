#include "core/laboratory/background_work.h"

#include <utility>

namespace stepgrad {

BackgroundWork::~BackgroundWork() {
    halt();
}

void BackgroundWork::post(std::uint64_t job, std::function<void()> call) {
    QMetaObject::invokeMethod(
        this,
        [this, job, call = std::move(call)] {
            if (job == m_job)
                call();
        },
        Qt::QueuedConnection);
}

void BackgroundWork::start(Job job) {
    halt();
    m_isRunning = true;
    m_thread = std::jthread([this, number = m_job, job = std::move(job)](std::stop_token stop) {
        job(stop, [this, number](std::function<void()> call) { post(number, std::move(call)); });
        post(number, [this] {
            m_isRunning = false;
            emit finished();
        });
    });
}

void BackgroundWork::stop() {
    halt();
}

void BackgroundWork::halt() {
    ++m_job;
    m_isRunning = false;
    if (m_thread.joinable()) {
        m_thread.request_stop();
        m_thread.join();
    }
}

}  // namespace stepgrad

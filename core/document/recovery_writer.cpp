#include "core/document/recovery_writer.h"

#include <exception>
#include <utility>

namespace stepgrad {

RecoveryWriter::RecoveryWriter(std::string folder)
    : m_store(std::move(folder)), m_thread([this](const std::stop_token& stop) { work(stop); }) {}

RecoveryWriter::~RecoveryWriter() {
    finish();
}

void RecoveryWriter::keep(std::shared_ptr<const Project> project, std::string path) {
    ask({std::move(project), std::move(path)});
}

void RecoveryWriter::clear() {
    ask({});
    {
        const std::scoped_lock lock(m_mutex);
        m_stop.request_stop();
    }
    finish();
}

std::string RecoveryWriter::finish() {
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [this] { return !m_next && !m_isBusy; });
    return m_problem;
}

std::string RecoveryWriter::problem() const {
    const std::scoped_lock lock(m_mutex);
    return m_problem;
}

void RecoveryWriter::ask(Job job) {
    {
        const std::scoped_lock lock(m_mutex);
        m_next = std::move(job);
    }
    m_changed.notify_all();
}

void RecoveryWriter::work(const std::stop_token& stop) {
    std::unique_lock lock(m_mutex);
    while (m_changed.wait(lock, stop, [this] { return m_next.has_value(); })) {
        const Job job = *std::exchange(m_next, std::nullopt);
        m_isBusy = true;
        m_stop = std::stop_source();
        const std::stop_token giveUp = m_stop.get_token();
        lock.unlock();
        std::string problem;
        try {
            if (job.project)
                m_store.keep(*job.project, job.path, giveUp);
            else
                m_store.clear();
        } catch (const std::exception& error) {
            problem = error.what();
        }
        lock.lock();
        m_problem = std::move(problem);
        m_isBusy = false;
        m_changed.notify_all();
    }
}

}  // namespace stepgrad

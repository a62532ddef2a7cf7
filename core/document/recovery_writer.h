#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <thread>

#include "core/document/recovery_store.h"

namespace stepgrad {

/// Keeps unsaved documents in a store, off the thread that asks for it: the latest one
/// that was asked for, others that came meanwhile are left out.
class RecoveryWriter {
public:
    explicit RecoveryWriter(std::string folder);
    /// Waits for what was asked for; what is kept stays.
    ~RecoveryWriter();

    /// Returns at once. @param project  with a CSV path that counts from the store's folder
    void keep(std::shared_ptr<const Project> project, std::string path);
    /// Nothing is unsaved any more. Returns once nothing is kept; a copy that is just being
    /// prepared is given up.
    void clear();
    /// Waits until all that was asked for is done. Why the last of it could not be done;
    /// empty where it could.
    std::string finish();

    /// The same without waiting: of the last that is done.
    std::string problem() const;

    /// For what others have left; not to be used to keep or to clear.
    RecoveryStore& store() { return m_store; }
    const RecoveryStore& store() const { return m_store; }

private:
    struct Job {
        std::shared_ptr<const Project> project;  ///< null: clear
        std::string path;
    };
    void ask(Job job);
    void work(const std::stop_token& stop);

    RecoveryStore m_store;
    mutable std::mutex m_mutex;
    std::condition_variable_any m_changed;
    std::optional<Job> m_next;
    bool m_isBusy = false;
    std::stop_source m_stop;  ///< of what is being done
    std::string m_problem;
    std::jthread m_thread;  // the last member: it uses all others
};

}  // namespace stepgrad

#pragma once

#include <cstdint>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

#include "core/document/project.h"

namespace stepgrad {

/// A document that a program has left unsaved when it ended without leave.
struct RecoverableDocument {
    std::string id;         ///< names it among those of the store
    std::string name;       ///< of the project
    std::string path;       ///< the user's file, as it was open; empty: never saved
    std::int64_t kept = 0;  ///< when it was kept, in milliseconds since 1970 (UTC)
};

/// Copies of unsaved documents, in a folder of the program's own: one file for each
/// running program, locked while it runs, so that what has no owner any more was left by
/// a crash. Never touches the user's files. One object for one document; a call may come
/// from any thread, one at a time.
class RecoveryStore {
public:
    /// At most so many documents without an owner are kept; the oldest go first.
    static constexpr std::size_t kMostKept = 20;

    /// @param folder  is made when it is first needed
    explicit RecoveryStore(std::string folder);
    /// What is kept of this document stays, as after a crash: call `clear` first where
    /// all is well.
    ~RecoveryStore();
    RecoveryStore(const RecoveryStore&) = delete;
    RecoveryStore& operator=(const RecoveryStore&) = delete;

    const std::string& folder() const { return m_folder; }

    /// Keeps the document as it is now in place of what was kept before, whole at every
    /// moment. @param project  with a CSV path that counts from `folder()`
    /// @param path  the user's file; empty where there is none
    /// @param stop  where it is requested before all is ready, what was kept before stays
    /// Throws FileError where the system refuses, std::invalid_argument as writeProject.
    void keep(const Project& project, const std::string& path, const std::stop_token& stop = {});
    /// Nothing is unsaved: nothing of this document is kept.
    void clear();

    /// What programs that run no more have left, the latest first. Files that cannot be
    /// read are left alone and not told of.
    std::vector<RecoverableDocument> abandoned() const;
    /// Whether any of these are changes of that file; quick, however large they are.
    bool hasChangesOf(const std::string& path) const;
    /// Throws ReadError where it cannot be read (any more).
    Project load(const std::string& id) const;
    /// Of the abandoned ones. No error where it is not there.
    void remove(const std::string& id);

private:
    class Lock;
    std::string fileOf(const std::string& id) const;
    std::string lockOf(const std::string& id) const;
    std::vector<std::string> ids() const;
    void rotate();
    void removeLocksOfNothing();

    std::string m_folder;
    std::string m_id;
    std::unique_ptr<Lock> m_lock;  ///< while anything is kept
};

}  // namespace stepgrad

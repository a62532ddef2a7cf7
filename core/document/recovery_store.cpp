#include "core/document/recovery_store.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <filesystem>
#include <random>
#include <system_error>
#include <tuple>

#include "core/data/text_file.h"
#include "core/document/atomic_file.h"
#include "core/document/json_reader.h"
#include "core/document/json_text.h"
#include "core/document/json_values.h"
#include "core/document/project_json.h"

namespace stepgrad {
namespace {

constexpr std::string_view kSuffix = ".recovery";
constexpr std::string_view kLockSuffix = ".lock";
constexpr std::string_view kDigits = "0123456789abcdef";
constexpr std::size_t kIdLength = 16;
constexpr std::size_t kMostHeader = 65'536;
constexpr mode_t kPrivate = 0700;

std::string newId() {
    std::random_device random;
    std::string id;
    while (id.size() < kIdLength)
        id += kDigits[random() % kDigits.size()];
    return id;
}

bool isId(std::string_view text) {
    return text.size() == kIdLength && text.find_first_not_of(kDigits) == text.npos;
}

std::int64_t now() {
    using namespace std::chrono;
    return duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count();
}

/// The first line of such a file; the text of the project follows.
class HeaderReader : public json::ObjectReader {
public:
    explicit HeaderReader(RecoverableDocument& out)
        : m_format("\"stepgrad-recovery\"",
                   [](std::string_view word) { return word == "stepgrad-recovery"; }),
          m_version(1, 1, [](std::uint64_t) {}),
          m_path(out.path),
          m_kept(0, std::uint64_t{1} << 53,
                 [&out](std::uint64_t time) { out.kept = static_cast<std::int64_t>(time); }) {
        add("format", m_format);
        add("version", m_version);
        add("file", m_path);
        add("kept", m_kept);
    }

private:
    json::WordReader m_format;
    json::WholeReader m_version;
    json::TextReader m_path;
    json::WholeReader m_kept;
};

/// The two parts of such a file. Throws ReadError.
std::pair<RecoverableDocument, std::string> divided(const std::string& path) {
    std::string text = readTextFile(path);
    const auto end = text.find('\n');
    if (end == text.npos)
        throw ReadError(path, "expected a first line and a project, found one line");
    RecoverableDocument about;
    HeaderReader reader(about);
    json::read(std::string_view(text).substr(0, end), path, reader);
    return {about, text.substr(end + 1)};
}

}  // namespace

/// Held as long as its owner lives, however that ends: the system gives it back.
class RecoveryStore::Lock {
public:
    /// @param path  made where it is not there
    explicit Lock(std::string path)
        : m_path(std::move(path)),
          m_fd(::open(m_path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600)) {
        m_isHeld = m_fd >= 0 && ::flock(m_fd, LOCK_EX | LOCK_NB) == 0;
    }
    ~Lock() {
        if (m_fd >= 0)
            ::close(m_fd);
    }
    Lock(const Lock&) = delete;
    Lock& operator=(const Lock&) = delete;

    bool isHeld() const { return m_isHeld; }
    /// Whether it is still the file of that name, and not one that was taken away.
    bool isInPlace() const {
        struct stat mine = {}, there = {};
        return ::fstat(m_fd, &mine) == 0 && ::stat(m_path.c_str(), &there) == 0 &&
               mine.st_ino == there.st_ino && mine.st_dev == there.st_dev;
    }
    void removeFile() { ::unlink(m_path.c_str()); }

private:
    std::string m_path;
    int m_fd;
    bool m_isHeld = false;
};

RecoveryStore::RecoveryStore(std::string folder) : m_folder(std::move(folder)), m_id(newId()) {}

RecoveryStore::~RecoveryStore() = default;

std::string RecoveryStore::fileOf(const std::string& id) const {
    return m_folder + "/" + id + std::string(kSuffix);
}

std::string RecoveryStore::lockOf(const std::string& id) const {
    return m_folder + "/" + id + std::string(kLockSuffix);
}

void RecoveryStore::keep(const Project& project, const std::string& path,
                         const std::stop_token& stop) {
    if (!m_lock || !m_lock->isInPlace()) {
        m_lock.reset();
        std::error_code error;
        std::filesystem::create_directories(m_folder, error);
        if (error)
            throw FileError(m_folder + ": cannot be made: " + error.message());
        ::chmod(m_folder.c_str(), kPrivate);
        auto lock = std::make_unique<Lock>(lockOf(m_id));
        if (!lock->isHeld() || !lock->isInPlace())
            throw FileError(lockOf(m_id) + ": cannot be locked");
        m_lock = std::move(lock);
        if (!stop.stop_requested())
            rotate();
    }
    std::string text = R"({"format": "stepgrad-recovery", "version": 1, "file": )";
    json::appendText(text, path);
    text += R"(, "kept": )" + std::to_string(now()) + "}\n";
    text += writeProject(project, stop);
    writeFileAtomically(fileOf(m_id), text, stop);
}

void RecoveryStore::clear() {
    if (!m_lock)
        return;
    ::unlink(fileOf(m_id).c_str());
    m_lock->removeFile();
    m_lock.reset();
    m_id = newId();
}

std::vector<std::string> RecoveryStore::ids() const {
    std::vector<std::string> found;
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator(m_folder, error)) {
        const std::string name = entry.path().filename().string();
        if (name.ends_with(kSuffix) && isId(name.substr(0, name.size() - kSuffix.size())))
            found.push_back(name.substr(0, name.size() - kSuffix.size()));
    }
    return found;
}

std::vector<RecoverableDocument> RecoveryStore::abandoned() const {
    std::vector<RecoverableDocument> found;
    for (const std::string& id : ids()) {
        if (id == m_id || !Lock(lockOf(id)).isHeld())
            continue;
        try {
            auto [about, text] = divided(fileOf(id));
            about.id = id;
            about.name = parseOutline(text, fileOf(id)).name;
            found.push_back(std::move(about));
        } catch (const ReadError&) {
            continue;  // not ours, or of another version: not to be told, not to be removed
        }
    }
    std::ranges::sort(found, [](const auto& a, const auto& b) {
        return std::tie(a.kept, a.id) > std::tie(b.kept, b.id);
    });
    return found;
}

bool RecoveryStore::hasChangesOf(const std::string& path) const {
    for (const std::string& id : ids()) {
        if (id == m_id || !Lock(lockOf(id)).isHeld())
            continue;
        try {
            TextPieces file(fileOf(id));
            std::string start(kMostHeader, '\0');
            start.resize(file.read(start.data(), start.size()));
            RecoverableDocument about;
            HeaderReader reader(about);
            json::read(std::string_view(start).substr(0, start.find('\n')), fileOf(id), reader);
            if (about.path == path)
                return true;
        } catch (const ReadError&) {
            continue;
        }
    }
    return false;
}

Project RecoveryStore::load(const std::string& id) const {
    if (!isId(id))
        throw ReadError(m_folder, "expected the name of a kept document, found " + quotedShort(id));
    return parseProject(divided(fileOf(id)).second, fileOf(id), m_folder);
}

void RecoveryStore::remove(const std::string& id) {
    if (!isId(id) || id == m_id)
        return;
    Lock lock(lockOf(id));
    if (!lock.isHeld())
        return;  // its program runs
    removeStrayFiles(fileOf(id));
    ::unlink(fileOf(id).c_str());
    lock.removeFile();
}

/// What programs have left that were killed while they kept their first copy.
void RecoveryStore::removeLocksOfNothing() {
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator(m_folder, error)) {
        const std::string name = entry.path().filename().string();
        const std::string id = name.substr(0, std::min(kIdLength, name.size()));
        if (name == id + std::string(kLockSuffix) && isId(id) &&
            !std::filesystem::exists(fileOf(id), error))
            remove(id);
    }
}

void RecoveryStore::rotate() {
    removeLocksOfNothing();
    const auto known = abandoned();
    for (std::size_t i = kMostKept; i < known.size(); ++i)
        remove(known[i].id);
}

}  // namespace stepgrad

#include "core/document/atomic_file.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <climits>
#include <optional>
#include <random>
#include <system_error>

namespace stepgrad {
namespace {

constexpr int kMostLinks = 40;
constexpr int kNameTries = 100;
constexpr std::size_t kPiece = std::size_t{16} << 20;
constexpr std::size_t kTokenLength = 16;
constexpr std::string_view kSuffix = ".saving";

[[noreturn]] void refuse(const std::string& path, const char* what, int error) {
    throw FileError(path + ": " + what + ": " + std::generic_category().message(error));
}

std::string folderPart(const std::string& path) {
    const auto slash = path.rfind('/');
    return slash == std::string::npos ? "." : slash == 0 ? "/" : path.substr(0, slash);
}

std::string namePart(const std::string& path) {
    return path.substr(path.rfind('/') + 1);
}

/// Where the content goes: the file itself, not a link to it.
struct Target {
    std::string path;
    std::optional<struct stat> old;  ///< the file that is there
};

Target targetOf(std::string path) {
    const std::string asked = path;
    for (int links = 0; links <= kMostLinks; ++links) {
        Target target{path, std::nullopt};
        struct stat status {};
        if (::lstat(path.c_str(), &status) != 0) {
            if (errno != ENOENT || namePart(path).empty())
                refuse(asked, "cannot be written", errno);
            return target;
        }
        if (!S_ISLNK(status.st_mode)) {
            target.old = status;
            return target;
        }
        std::array<char, PATH_MAX> buffer{};
        const ssize_t length = ::readlink(path.c_str(), buffer.data(), buffer.size());
        if (length < 0)
            refuse(asked, "cannot be written", errno);
        const std::string named(buffer.data(), static_cast<std::size_t>(length));
        path = named.starts_with('/') ? named : folderPart(path) + "/" + named;
    }
    refuse(asked, "cannot be written", ELOOP);
}

/// The target, if it can be replaced. A file that is write-protected is left
/// alone, though the folder would allow to replace it.
Target writableTarget(const std::string& path) {
    Target target = targetOf(path);
    if (target.old && S_ISDIR(target.old->st_mode))
        refuse(path, "cannot be written", EISDIR);
    if (target.old && !S_ISREG(target.old->st_mode))
        throw FileError(path + ": cannot be written: expected a file, found a device or a pipe");
    if (target.old && ::faccessat(AT_FDCWD, target.path.c_str(), W_OK, AT_EACCESS) != 0)
        refuse(path, "cannot be written", errno);
    if (::faccessat(AT_FDCWD, folderPart(target.path).c_str(), W_OK | X_OK, AT_EACCESS) != 0)
        refuse(path, "cannot be written", errno);
    return target;
}

/// What the names of temporary files for a target begin with. Shortened, for the
/// name of the target alone may be as long as a name can be.
std::string temporaryPrefix(const std::string& targetPath) {
    return "." + namePart(targetPath).substr(0, NAME_MAX / 2) + ".";
}

std::string randomToken() {
    static constexpr std::string_view kDigits = "0123456789abcdef";
    std::random_device random;
    std::string token;
    while (token.size() < kTokenLength)
        token += kDigits[random() % kDigits.size()];
    return token;
}

bool isTemporary(std::string_view name, std::string_view prefix) {
    if (name.size() != prefix.size() + kTokenLength + kSuffix.size() || !name.starts_with(prefix) ||
        !name.ends_with(kSuffix))
        return false;
    const auto token = name.substr(prefix.size(), kTokenLength);
    return token.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

/// A file that vanishes with its owner unless it is put in its place. It is
/// locked while it is written, so that one without a lock belongs to nobody.
class TemporaryFile {
public:
    TemporaryFile(const Target& target, const std::string& asked)
        : m_asked(asked), m_mode(target.old ? 0600 : 0666) {
        const std::string start = folderPart(target.path) + "/" + temporaryPrefix(target.path);
        for (int i = 0; i < kNameTries && !m_isThere; ++i)
            create(start + randomToken() + std::string(kSuffix));
        if (!m_isThere)
            fail(EEXIST);
    }
    ~TemporaryFile() {
        if (m_fd >= 0)
            ::close(m_fd);
        if (m_isThere)
            ::unlink(m_path.c_str());
    }
    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;

    /// Owner and permissions of the file that will be replaced.
    void adopt(const struct stat& old) const {
        // Only a privileged user can give a file away; then it stays the user's own.
        if (::fchown(m_fd, old.st_uid, old.st_gid) != 0) {
            if (errno != EPERM && errno != EINVAL)
                fail(errno);
            // The group at least, where the user belongs to it.
            if (::fchown(m_fd, static_cast<uid_t>(-1), old.st_gid) != 0 && errno != EPERM &&
                errno != EINVAL)
                fail(errno);
        }
        if (::fchmod(m_fd, old.st_mode & 0777) != 0)
            fail(errno);
    }

    /// False where stop is requested before all is written.
    bool write(std::string_view content, const std::stop_token& stop) const {
        std::size_t done = 0, flushed = 0;
        while (done < content.size()) {
            // A large file is flushed piece by piece, so that no single wait is long.
            if (stop.stop_requested())
                return false;
            if (done - flushed >= kPiece) {
                if (::fdatasync(m_fd) != 0)
                    fail(errno);
                flushed = done;
                continue;
            }
            const ssize_t count =
                ::write(m_fd, content.data() + done, std::min(content.size() - done, kPiece));
            if (count < 0 && errno == EINTR)
                continue;
            if (count <= 0)
                fail(count < 0 ? errno : ENOSPC);
            done += static_cast<std::size_t>(count);
        }
        struct stat status {};
        if (::fstat(m_fd, &status) != 0 || ::fsync(m_fd) != 0)
            fail(errno);
        if (static_cast<std::size_t>(status.st_size) != content.size())
            fail(EIO);
        // What only a close would report is asked for while nothing is replaced
        // yet; the descriptor itself stays open, for it holds the lock.
        const int copy = ::dup(m_fd);
        if (copy < 0 || ::close(copy) != 0)
            fail(errno);
        return !stop.stop_requested();
    }

    void putInPlace(const std::string& target) {
        if (::rename(m_path.c_str(), target.c_str()) != 0)
            fail(errno);
        m_isThere = false;
    }

private:
    void create(const std::string& path) {
        const int fd = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, m_mode);
        if (fd < 0) {
            if (errno == EEXIST)
                return;
            fail(errno);
        }
        // Another save may take the new file for a stray one before it is locked.
        struct stat status {};
        if (::flock(fd, LOCK_EX | LOCK_NB) == 0 && ::fstat(fd, &status) == 0 &&
            status.st_nlink > 0) {
            m_fd = fd;
            m_path = path;
            m_isThere = true;
            return;
        }
        ::close(fd);
        ::unlink(path.c_str());
    }

    [[noreturn]] void fail(int error) const { refuse(m_asked, "cannot be written", error); }

    std::string m_asked;
    mode_t m_mode;  ///< what a new file gets; that of an old one is adopted
    std::string m_path;
    int m_fd = -1;
    bool m_isThere = false;
};

/// Removes what killed processes have left beside the target: temporary files
/// that nobody has locked.
void removeStrayBeside(const std::string& targetPath) {
    const std::string folder = folderPart(targetPath);
    const std::string prefix = temporaryPrefix(targetPath);
    DIR* entries = ::opendir(folder.c_str());
    if (entries == nullptr)
        return;
    while (const dirent* entry = ::readdir(entries)) {
        if (!isTemporary(entry->d_name, prefix))
            continue;
        const std::string path = folder + "/" + entry->d_name;
        const int fd = ::open(path.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
        if (fd < 0)
            continue;
        if (::flock(fd, LOCK_EX | LOCK_NB) == 0)
            ::unlink(path.c_str());
        ::close(fd);
    }
    ::closedir(entries);
}

/// Makes the new name itself survive a power failure. A folder that cannot be
/// opened for reading, or a file system that cannot do it, is no error.
void syncFolder(const std::string& targetPath, const std::string& asked) {
    const int fd = ::open(folderPart(targetPath).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return;
    const int error = ::fsync(fd) == 0 ? 0 : errno;
    ::close(fd);
    if (error != 0 && error != EINVAL && error != ENOTSUP)
        refuse(asked, "is written, but may not survive a power failure", error);
}

}  // namespace

void writeFileAtomically(const std::string& path, std::string_view content,
                         const std::stop_token& stop) {
    const Target target = writableTarget(path);
    removeStrayBeside(target.path);
    TemporaryFile file(target, path);
    if (target.old)
        file.adopt(*target.old);
    if (!file.write(content, stop))
        return;
    file.putInPlace(target.path);
    syncFolder(target.path, path);
}

void removeStrayFiles(const std::string& path) {
    try {
        removeStrayBeside(targetOf(path).path);
    } catch (const FileError&) {
        return;  // no such place: nothing lies there
    }
}

void checkWritable(const std::string& path) {
    writableTarget(path);
}

}  // namespace stepgrad

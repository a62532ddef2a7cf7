#include "core/data/text_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <QFile>
#include <algorithm>
#include <cerrno>
#include <system_error>

#include "core/data/read_error.h"

namespace stepgrad {
namespace {

[[noreturn]] void refuse(const std::string& path, int error) {
    throw ReadError(path, "cannot be read: " + std::generic_category().message(error));
}

[[noreturn]] void refuseSize(const std::string& path, std::size_t mostBytes) {
    throw ReadError(
        path, "expected at most " + std::to_string(mostBytes >> 20) + " MB, found a larger file");
}

/// How many bytes the well-formed UTF-8 character at the start has; 0 for none.
std::size_t characterLength(std::string_view text) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned char first = byte(0);
    if (first < 0x80)
        return first == 0 ? 0 : 1;
    const std::size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    if (first < 0xC2 || first > 0xF4 || text.size() < length)
        return 0;
    for (std::size_t i = 1; i < length; ++i)
        if ((byte(i) & 0xC0) != 0x80)
            return 0;
    const bool overlong = (first == 0xE0 && byte(1) < 0xA0) || (first == 0xF0 && byte(1) < 0x90);
    const bool surrogate = first == 0xED && byte(1) > 0x9F;
    const bool beyond = first == 0xF4 && byte(1) > 0x8F;
    return overlong || surrogate || beyond ? 0 : length;
}

}  // namespace

class TextPieces::File {
public:
    virtual ~File() = default;
    virtual std::size_t size() = 0;
    virtual std::size_t read(char* buffer, std::size_t most) = 0;
};

namespace {

/// A file compiled into the program.
class ResourceFile : public TextPieces::File {
public:
    explicit ResourceFile(const std::string& path) : m_path(path) {
        m_file.setFileName(QString::fromStdString(path));
        if (!m_file.open(QIODevice::ReadOnly))
            refuse(path, ENOENT);
    }
    std::size_t size() override { return static_cast<std::size_t>(m_file.size()); }
    std::size_t read(char* buffer, std::size_t most) override {
        const qint64 count = m_file.read(buffer, static_cast<qint64>(most));
        if (count < 0)
            refuse(m_path, EIO);
        return static_cast<std::size_t>(count);
    }

private:
    std::string m_path;
    QFile m_file;
};

class SystemFile : public TextPieces::File {
public:
    /// Not blocking: opening a pipe that nobody writes to must not hang.
    explicit SystemFile(const std::string& path)
        : m_path(path), m_fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)) {
        if (m_fd < 0 || ::fstat(m_fd, &m_status) != 0)
            refuseAndClose(errno);
    }
    ~SystemFile() override { ::close(m_fd); }
    SystemFile(const SystemFile&) = delete;
    SystemFile& operator=(const SystemFile&) = delete;

    std::size_t size() override {
        if (S_ISDIR(m_status.st_mode))
            throw ReadError(m_path, "expected a file, found a directory");
        if (!S_ISREG(m_status.st_mode))
            throw ReadError(m_path, "expected a file, found a device or a pipe");
        return static_cast<std::size_t>(m_status.st_size);
    }
    std::size_t read(char* buffer, std::size_t most) override {
        for (;;) {
            const ssize_t count = ::read(m_fd, buffer, most);
            if (count >= 0)
                return static_cast<std::size_t>(count);
            if (errno != EINTR)
                refuse(m_path, errno);
        }
    }

private:
    [[noreturn]] void refuseAndClose(int error) {
        if (m_fd >= 0)
            ::close(m_fd);
        refuse(m_path, error);
    }

    std::string m_path;
    int m_fd;
    struct stat m_status {};
};

}  // namespace

TextPieces::TextPieces(const std::string& path, std::size_t mostBytes) : m_path(path) {
    if (path.starts_with(":/"))
        m_file = std::make_unique<ResourceFile>(path);
    else
        m_file = std::make_unique<SystemFile>(path);
    m_size = m_file->size();
    if (m_size > mostBytes)
        refuseSize(path, mostBytes);
}

TextPieces::~TextPieces() = default;

std::size_t TextPieces::read(char* buffer, std::size_t most) {
    return m_file->read(buffer, most);
}

std::string readTextFile(const std::string& path, std::size_t mostBytes) {
    TextPieces file(path, mostBytes);
    std::string text(file.size() + 1, '\0');
    std::size_t used = 0;
    for (;;) {
        if (used == text.size())  // the file has grown meanwhile
            text.resize(std::min(text.size() * 2, mostBytes + 1));
        const std::size_t count = file.read(text.data() + used, text.size() - used);
        if (count == 0)
            break;
        used += count;
        if (used > mostBytes)
            refuseSize(path, mostBytes);
    }
    text.resize(used);
    return text;
}

TextPlace placeOf(std::string_view text, std::size_t offset) {
    TextPlace place;
    for (const char c : text.substr(0, std::min(offset, text.size()))) {
        if (c == '\n') {
            ++place.line;
            place.column = 1;
        } else if ((static_cast<unsigned char>(c) & 0xC0) != 0x80) {
            ++place.column;
        }
    }
    return place;
}

std::optional<std::size_t> firstNotText(std::string_view text) {
    for (std::size_t i = 0; i < text.size();) {
        const auto c = static_cast<unsigned char>(text[i]);
        const std::size_t length = c > 0 && c < 0x80 ? 1 : characterLength(text.substr(i));
        if (length == 0)
            return i;
        i += length;
    }
    return std::nullopt;
}

std::string quotedShort(std::string_view text, std::size_t most) {
    std::string out = "\"";
    for (std::size_t i = 0; i < text.size();) {
        const std::size_t length = characterLength(text.substr(i));
        if (out.size() + length > most + 1)
            return out + "…\"";
        const bool control = length == 1 && (text[i] < ' ' || text[i] == '\x7f');
        out += length == 0 || control ? std::string_view("?") : text.substr(i, length);
        i += std::max<std::size_t>(length, 1);
    }
    return out + "\"";
}

}  // namespace stepgrad

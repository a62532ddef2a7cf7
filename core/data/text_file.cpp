#include "core/data/text_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>

#include "core/data/read_error.h"

namespace stepgrad {
namespace {

class Descriptor {
public:
    explicit Descriptor(int fd) : m_fd(fd) {}
    ~Descriptor() {
        if (m_fd >= 0)
            ::close(m_fd);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    int get() const { return m_fd; }

private:
    int m_fd;
};

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

std::string readTextFile(const std::string& path, std::size_t mostBytes) {
    // Not blocking: opening a pipe that nobody writes to must not hang.
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    struct stat status {};
    if (file.get() < 0 || ::fstat(file.get(), &status) != 0)
        refuse(path, errno);
    if (S_ISDIR(status.st_mode))
        throw ReadError(path, "expected a file, found a directory");
    if (!S_ISREG(status.st_mode))
        throw ReadError(path, "expected a file, found a device or a pipe");
    if (static_cast<std::size_t>(status.st_size) > mostBytes)
        refuseSize(path, mostBytes);

    std::string text(static_cast<std::size_t>(status.st_size) + 1, '\0');
    std::size_t used = 0;
    for (;;) {
        if (used == text.size())  // the file has grown meanwhile
            text.resize(std::min(text.size() * 2, mostBytes + 1));
        const ssize_t count = ::read(file.get(), text.data() + used, text.size() - used);
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            refuse(path, errno);
        if (count == 0)
            break;
        used += static_cast<std::size_t>(count);
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

#include "core/document/json_reader.h"

#include <algorithm>
#include <cctype>
#include <nlohmann/json.hpp>
#include <vector>

#include "core/data/read_error.h"
#include "core/data/text_file.h"

namespace stepgrad::json {

Reader& Reader::member(const std::string&) {
    throw Problem{"", "unknown key"};
}

Reader& Reader::element(std::size_t) {
    throw Problem{"", "unexpected element"};
}

namespace {

constexpr std::size_t kDeepest = 32;

/// An object or array that is being read.
struct Frame {
    Reader* reader;
    bool isArray;
    std::size_t count = 0;  ///< array: elements begun so far
    std::string key;        ///< object: the present key
};

/// "name:LINE:COLUMN"
std::string placeText(const std::string& name, std::string_view text, std::size_t offset) {
    const auto place = placeOf(text, offset);
    return name + ":" + std::to_string(place.line) + ":" + std::to_string(place.column);
}

bool isPlainKey(const std::string& key) {
    return !key.empty() && key.size() <= 60 &&
           std::all_of(key.begin(), key.end(), [](unsigned char c) {
               return std::isalnum(c) != 0 || c == '_' || c == '-';
           });
}

/// Hands each event of the parser to the reader whose turn it is.
class Machine : public nlohmann::json_sax<nlohmann::json> {
public:
    Machine(std::string_view text, std::string name, Reader& root)
        : m_text(text), m_name(std::move(name)), m_root(root) {}

    bool null() override {
        return take([](Reader& r) { return r.takeNull(); }, [] { return "null"; });
    }
    bool boolean(bool value) override {
        return take([=](Reader& r) { return r.takeBoolean(value); },
                    [=] { return value ? "true" : "false"; });
    }
    bool number_integer(number_integer_t value) override {
        return take([=](Reader& r) { return r.takeNumber(static_cast<double>(value)); },
                    [=] { return std::to_string(value); });
    }
    bool number_unsigned(number_unsigned_t value) override {
        return take([=](Reader& r) { return r.takeWhole(value); },
                    [=] { return std::to_string(value); });
    }
    bool number_float(number_float_t value, const string_t& digits) override {
        return take(
            [&](Reader& r) {
                const auto mantissa = digits.substr(0, digits.find_first_of("eE"));
                if (value == 0.0 && mantissa.find_first_of("123456789") != std::string::npos)
                    throw Problem{"", "expected a number that a double can hold, found " +
                                          quotedShort(digits) + ", which would become 0"};
                return r.takeNumber(value);
            },
            [&] { return quotedShort(digits).substr(1, digits.size()); });
    }
    bool string(string_t& value) override {
        const auto found = [&] { return quotedShort(value); };
        return take([&](Reader& r) { return r.takeText(value); }, found);
    }
    bool binary(binary_t&) override { return false; }

    bool start_object(std::size_t) override {
        Reader& reader = next();
        guarded([&] { expect(reader, reader.startObject(), [] { return "an object"; }); });
        push({&reader, false, 0, {}});
        return true;
    }
    bool key(string_t& key) override {
        Frame& frame = m_frames.back();
        frame.key = std::move(key);
        guarded([&] { m_member = &frame.reader->member(frame.key); });
        return true;
    }
    bool end_object() override { return end(); }

    bool start_array(std::size_t) override {
        Reader& reader = next();
        guarded([&] { expect(reader, reader.startArray(), [] { return "an array"; }); });
        push({&reader, true, 0, {}});
        return true;
    }
    bool end_array() override { return end(); }

    bool parse_error(std::size_t position, const std::string& token,
                     const nlohmann::detail::exception& error) override;

private:
    /// The reader whose turn it is; steps into the next element of an array.
    Reader& next() {
        if (m_frames.empty())
            return m_root;
        Frame& frame = m_frames.back();
        if (!frame.isArray)
            return *m_member;
        ++frame.count;
        Reader* reader = nullptr;
        guarded([&] { reader = &frame.reader->element(frame.count - 1); });
        return *reader;
    }

    template <typename Take, typename Found>
    bool take(const Take& take, const Found& found) {
        Reader& reader = next();
        guarded([&] { expect(reader, take(reader), found); });
        return !m_root.isDone();
    }

    template <typename Found>
    void expect(const Reader& reader, bool taken, const Found& found) {
        if (!taken)
            throw Problem{"", "expected " + reader.expected() + ", found " + std::string(found())};
    }

    void push(Frame frame) {
        if (m_frames.size() == kDeepest)
            throw ReadError(where(),
                            "expected at most " + std::to_string(kDeepest) + " levels of nesting");
        m_frames.push_back(std::move(frame));
    }

    bool end() {
        Reader& reader = *m_frames.back().reader;
        // The place is the object's or array's own, not its last element's.
        m_frames.pop_back();
        guarded([&] { reader.finish(); });
        return !m_root.isDone();
    }

    template <typename Action>
    void guarded(const Action& action) {
        try {
            action();
        } catch (const Problem& problem) {
            throw ReadError(where(problem.within), problem.reason);
        }
    }

    std::string where(const std::string& within = {}) const {
        const std::string place = path() + within;
        return place.empty() ? m_name : m_name + ": " + place.substr(place[0] == '.' ? 1 : 0);
    }

    std::string path() const {
        std::string path;
        for (const auto& frame : m_frames) {
            if (frame.isArray) {
                if (frame.count > 0)
                    path += "[" + std::to_string(frame.count - 1) + "]";
            } else if (isPlainKey(frame.key)) {
                path += "." + frame.key;
            } else {
                path += "[" + quotedShort(frame.key) + "]";
            }
        }
        return path;
    }

    std::string_view m_text;
    std::string m_name;
    Reader& m_root;
    Reader* m_member = nullptr;
    std::vector<Frame> m_frames;
};

/// A piece of the text.
struct Piece {
    std::size_t start = 0;
    std::size_t end = 0;
};

bool isOfWord(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '-' || c == '+';
}

/// The whole word, as in JavaScript or Python, that a character is part of; else
/// the character alone.
Piece wordAt(std::string_view text, std::size_t offset) {
    if (offset >= text.size())
        return {text.size(), text.size()};
    Piece word{offset, offset + 1};
    if (!isOfWord(text[offset]))
        return word;
    while (word.start > 0 && isOfWord(text[word.start - 1]))
        --word.start;
    while (word.end < text.size() && isOfWord(text[word.end]))
        ++word.end;
    return word;
}

bool isNotFinite(std::string_view word) {
    std::string lower;
    for (const char c : word)
        if (c != '-' && c != '+')
            lower += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return lower == "nan" || lower == "inf" || lower == "infinity";
}

bool Machine::parse_error(std::size_t position, const std::string& token,
                          const nlohmann::detail::exception& error) {
    if (error.id == 406) {  // a number beyond the range of double
        next();
        throw ReadError(where(), "expected a finite number, found " + token.substr(0, 60) +
                                     ", which is beyond 1.8e308");
    }
    // Only the parser's own words are kept of its message,
    // "… - invalid literal; last read: '…'" or "… - unexpected ']'; expected …".
    std::string reason = error.what();
    if (const auto quote = reason.find("; last read: '"); quote != std::string::npos)
        reason.resize(quote);
    if (const auto dash = reason.find(" - "); dash != std::string::npos)
        reason.erase(0, dash + 3);

    // It has read up to and with the character that does not fit; only of strings
    // and numbers that are right in themselves it knows where they began.
    const std::size_t last = position > 0 ? position - 1 : 0;
    Piece found = wordAt(m_text, last);
    if ((reason.starts_with("unexpected string") || reason.starts_with("unexpected number")) &&
        token.size() <= last + 1)
        found = {last + 1 - token.size(), last + 1};
    else if (reason.starts_with("invalid string"))
        found = {last, last + 1};

    const std::string where = placeText(m_name, m_text, found.start);
    if (found.start >= m_text.size())
        throw ReadError(where, "broken JSON: " + reason + ", found the end of the file");
    const auto piece = m_text.substr(found.start, found.end - found.start);
    if (isNotFinite(piece))
        throw ReadError(where, "expected a finite number, found " + std::string(piece));
    throw ReadError(where, "broken JSON: " + reason + ", found " + quotedShort(piece));
}

}  // namespace

void read(std::string_view text, const std::string& name, Reader& root) {
    if (const auto bad = firstNotText(text)) {
        throw ReadError(
            placeText(name, text, *bad),
            "expected UTF-8 text, found the byte " +
                std::to_string(static_cast<unsigned>(static_cast<unsigned char>(text[*bad]))));
    }
    if (text.find_first_not_of(" \t\r\n") == text.npos)
        throw ReadError(placeText(name, text, text.size()),
                        std::string("expected a JSON text, found ") +
                            (text.empty() ? "an empty file" : "the end of the file"));
    Machine machine(text, name, root);
    nlohmann::json::sax_parse(text.begin(), text.end(), &machine);
}

}  // namespace stepgrad::json

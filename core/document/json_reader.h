#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

/// Strict reading of JSON straight into values: a tree of readers says what is
/// expected at each place; whatever else is found ends the reading at once, with
/// the place. Nothing is kept of a text but what the readers take.
namespace stepgrad::json {

/// Thrown by readers for a value that is not right: the machine puts the path of
/// the present value before `within`.
struct Problem {
    std::string within;  ///< "" for the present value itself, or ".key", "[2]"
    std::string reason;
};

/// Takes one value. The default is to expect none of that kind (false).
class Reader {
public:
    virtual ~Reader() = default;
    virtual std::string expected() const = 0;  ///< "a finite number", for messages

    virtual bool takeNull() { return false; }
    virtual bool takeBoolean(bool) { return false; }
    virtual bool takeNumber(double) { return false; }
    /// Numbers written without point, exponent and minus sign.
    virtual bool takeWhole(std::uint64_t value) { return takeNumber(static_cast<double>(value)); }
    virtual bool takeText(std::string&) { return false; }

    virtual bool startObject() { return false; }
    virtual bool startArray() { return false; }
    /// The reader of the value of that key. Throws Problem for a wrong key.
    virtual Reader& member(const std::string& key);
    /// The reader of the next element.
    virtual Reader& element(std::size_t index);
    virtual void finish() {}  ///< the object or array has ended
    /// True when no more is wanted: the rest of the text is not looked at.
    virtual bool isDone() const { return false; }
};

/// Reads one text with one value. Throws ReadError: `name:LINE:COLUMN` for what
/// is no JSON, `name: PATH` for what a reader refused. Nesting deeper than 32,
/// numbers beyond the range of double and what is not UTF-8 are refused too.
void read(std::string_view text, const std::string& name, Reader& root);

}  // namespace stepgrad::json

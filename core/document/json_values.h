#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "core/document/json_reader.h"
#include "core/network/types.h"

/// The readers that a file format is put together from.
namespace stepgrad::json {

class TextReader : public Reader {
public:
    explicit TextReader(std::string& out) : m_out(out) {}
    std::string expected() const override { return "text"; }
    bool takeText(std::string& text) override;

private:
    std::string& m_out;
};

/// One of a fixed set of words.
class WordReader : public Reader {
public:
    /// @param take  returns false for a word that is not of the set
    WordReader(std::string expected, std::function<bool(std::string_view)> take)
        : m_expected(std::move(expected)), m_take(std::move(take)) {}
    std::string expected() const override { return m_expected; }
    bool takeText(std::string& text) override { return m_take(text); }

private:
    std::string m_expected;
    std::function<bool(std::string_view)> m_take;
};

class FlagReader : public Reader {
public:
    explicit FlagReader(bool& out) : m_out(out) {}
    std::string expected() const override { return "true or false"; }
    bool takeBoolean(bool value) override;

private:
    bool& m_out;
};

class NumberReader : public Reader {
public:
    explicit NumberReader(double& out) : m_out(out) {}
    std::string expected() const override { return "a finite number"; }
    bool takeNumber(double value) override;

private:
    double& m_out;
};

/// Whole numbers of a range, written without point and exponent.
class WholeReader : public Reader {
public:
    WholeReader(std::uint64_t least, std::uint64_t most, std::function<void(std::uint64_t)> take)
        : m_least(least), m_most(most), m_take(std::move(take)) {}
    std::string expected() const override;
    bool takeWhole(std::uint64_t value) override;

private:
    std::uint64_t m_least, m_most;
    std::function<void(std::uint64_t)> m_take;
};

/// How many numbers may still be taken; shared by several readers.
struct Budget {
    std::int64_t left = 0;
    std::string refusal;  ///< the reason given when it is used up
};

/// One number of many.
class CellReader : public Reader {
public:
    CellReader(std::vector<double>& out, Budget& budget) : m_out(out), m_budget(budget) {}
    std::string expected() const override { return "a finite number"; }
    bool takeNumber(double value) override;

private:
    std::vector<double>& m_out;
    Budget& m_budget;
};

/// A row of at least one number, or, where that is allowed, null.
class NumbersReader : public Reader {
public:
    enum class Null { Allowed, Refused };
    NumbersReader(std::size_t most, Budget& budget, Null null);
    std::string expected() const override;
    bool takeNull() override;
    bool startArray() override;
    Reader& element(std::size_t index) override;
    void finish() override;
    bool isNull() const { return m_isNull; }
    const std::vector<double>& values() const { return m_values; }

private:
    std::size_t m_most;
    Null m_null;
    bool m_isNull = false;
    std::vector<double> m_values;
    CellReader m_cell;
};

/// Rows of numbers, all of the same length; at least one number.
class MatrixReader : public Reader {
public:
    MatrixReader(std::size_t mostRows, std::size_t mostColumns, Budget& budget);
    std::string expected() const override { return "an array of rows of numbers"; }
    bool startArray() override;
    Reader& element(std::size_t index) override;
    void finish() override;
    Matrix take();  ///< what was read; can be taken once

private:
    class Row : public Reader {
    public:
        explicit Row(MatrixReader& matrix) : m_matrix(matrix) {}
        std::string expected() const override { return "a row of numbers"; }
        bool startArray() override;
        Reader& element(std::size_t index) override;
        void finish() override;

    private:
        MatrixReader& m_matrix;
        std::size_t m_start = 0;  ///< of the row, in the values of the matrix
    };

    std::size_t m_mostRows, m_mostColumns;
    std::size_t m_rows = 0, m_columns = 0;
    std::vector<double> m_values;
    Row m_row;
    CellReader m_cell;
};

/// An array of texts, at least one.
class TextsReader : public Reader {
public:
    TextsReader(std::vector<std::string>& out, std::size_t most);
    std::string expected() const override { return "an array of texts"; }
    bool startArray() override;
    Reader& element(std::size_t index) override;
    void finish() override;

private:
    std::vector<std::string>& m_out;
    std::size_t m_most;
    WordReader m_item;
};

/// An object with known keys.
class ObjectReader : public Reader {
public:
    std::string expected() const override { return "an object"; }
    bool startObject() override;
    Reader& member(const std::string& key) override;
    void finish() override;

protected:
    enum class Need { Required, Optional };
    void add(std::string_view key, Reader& reader, Need need = Need::Required);
    /// Whether the object that is being read has the key.
    bool given(std::string_view key) const;
    virtual void begin() {}     ///< before the first key
    virtual void complete() {}  ///< after the last one, when all required keys were there

private:
    struct Field {
        std::string_view key;
        Reader* reader;
        Need need;
        bool seen;
    };
    std::string keyList() const;
    std::vector<Field> m_fields;
};

/// An array of objects, all read by the same reader.
class ObjectsReader : public Reader {
public:
    ObjectsReader(ObjectReader& each, std::string name, std::size_t most)
        : m_each(each), m_name(std::move(name)), m_most(most) {}
    std::string expected() const override { return "an array of " + m_name + "s"; }
    bool startArray() override;
    Reader& element(std::size_t index) override;
    void finish() override;

private:
    ObjectReader& m_each;
    std::string m_name;
    std::size_t m_most;
    std::size_t m_count = 0;
};

/// Takes anything and keeps nothing.
class AnythingReader : public Reader {
public:
    std::string expected() const override { return "anything"; }
    bool takeNull() override { return true; }
    bool takeBoolean(bool) override { return true; }
    bool takeNumber(double) override { return true; }
    bool takeText(std::string&) override { return true; }
    bool startObject() override { return true; }
    bool startArray() override { return true; }
    Reader& member(const std::string&) override { return *this; }
    Reader& element(std::size_t) override { return *this; }
};

}  // namespace stepgrad::json

#include "core/document/json_values.h"

#include <algorithm>
#include <utility>

namespace stepgrad::json {
namespace {

void refuseMore(std::size_t index, std::size_t most, const std::string& what) {
    if (index >= most)
        throw Problem{"", "expected at most " + std::to_string(most) + " " + what};
}

}  // namespace

bool TextReader::takeText(std::string& text) {
    m_out = std::move(text);
    return true;
}

bool FlagReader::takeBoolean(bool value) {
    m_out = value;
    return true;
}

bool NumberReader::takeNumber(double value) {
    m_out = value;
    return true;
}

std::string WholeReader::expected() const {
    return "a whole number from " + std::to_string(m_least) + " to " + std::to_string(m_most);
}

bool WholeReader::takeWhole(std::uint64_t value) {
    if (value < m_least || value > m_most)
        return false;
    m_take(value);
    return true;
}

bool CellReader::takeNumber(double value) {
    if (--m_budget.left < 0)
        throw Problem{"", m_budget.refusal};
    m_out.push_back(value);
    return true;
}

NumbersReader::NumbersReader(std::size_t most, Budget& budget, Null null)
    : m_most(most), m_null(null), m_cell(m_values, budget) {}

std::string NumbersReader::expected() const {
    return m_null == Null::Allowed ? "an array of numbers or null" : "an array of numbers";
}

bool NumbersReader::takeNull() {
    m_isNull = true;
    m_values.clear();
    return m_null == Null::Allowed;
}

bool NumbersReader::startArray() {
    m_isNull = false;
    m_values.clear();
    return true;
}

Reader& NumbersReader::element(std::size_t index) {
    refuseMore(index, m_most, "numbers");
    return m_cell;
}

void NumbersReader::finish() {
    if (m_values.empty())
        throw Problem{"", "expected " + expected() + ", found an empty array"};
}

MatrixReader::MatrixReader(std::size_t mostRows, std::size_t mostColumns, Budget& budget)
    : m_mostRows(mostRows), m_mostColumns(mostColumns), m_row(*this), m_cell(m_values, budget) {}

bool MatrixReader::startArray() {
    m_rows = m_columns = 0;
    m_values.clear();
    return true;
}

Reader& MatrixReader::element(std::size_t index) {
    refuseMore(index, m_mostRows, "rows");
    return m_row;
}

void MatrixReader::finish() {
    if (m_rows == 0)
        throw Problem{"", "expected at least one row of numbers, found an empty array"};
}

Matrix MatrixReader::take() {
    Matrix matrix(static_cast<Eigen::Index>(m_rows), static_cast<Eigen::Index>(m_columns));
    std::copy(m_values.begin(), m_values.end(), matrix.data());
    m_values = {};
    return matrix;
}

bool MatrixReader::Row::startArray() {
    m_start = m_matrix.m_values.size();
    return true;
}

Reader& MatrixReader::Row::element(std::size_t index) {
    refuseMore(index, m_matrix.m_mostColumns, "numbers in a row");
    return m_matrix.m_cell;
}

void MatrixReader::Row::finish() {
    const std::size_t count = m_matrix.m_values.size() - m_start;
    if (count == 0)
        throw Problem{"", "expected at least one number, found an empty array"};
    if (m_matrix.m_rows == 0)
        m_matrix.m_columns = count;
    else if (count != m_matrix.m_columns)
        throw Problem{"", "expected " + std::to_string(m_matrix.m_columns) +
                              " numbers, as many as in row 0, found " + std::to_string(count)};
    ++m_matrix.m_rows;
}

TextsReader::TextsReader(std::vector<std::string>& out, std::size_t most)
    : m_out(out), m_most(most), m_item("text", [this](std::string_view text) {
          m_out.emplace_back(text);
          return true;
      }) {}

bool TextsReader::startArray() {
    m_out.clear();
    return true;
}

Reader& TextsReader::element(std::size_t index) {
    refuseMore(index, m_most, "texts");
    return m_item;
}

void TextsReader::finish() {
    if (m_out.empty())
        throw Problem{"", "expected at least one text, found an empty array"};
}

void ObjectReader::add(std::string_view key, Reader& reader, Need need) {
    m_fields.push_back({key, &reader, need, false});
}

bool ObjectReader::given(std::string_view key) const {
    return std::any_of(m_fields.begin(), m_fields.end(),
                       [&](const Field& field) { return field.key == key && field.seen; });
}

bool ObjectReader::startObject() {
    for (auto& field : m_fields)
        field.seen = false;
    begin();
    return true;
}

Reader& ObjectReader::member(const std::string& key) {
    const auto field = std::find_if(m_fields.begin(), m_fields.end(),
                                    [&](const Field& f) { return f.key == key; });
    if (field == m_fields.end())
        throw Problem{"", "unknown key; expected " + keyList()};
    if (std::exchange(field->seen, true))
        throw Problem{"", "this key is there twice; expected it once"};
    return *field->reader;
}

void ObjectReader::finish() {
    for (const auto& field : m_fields)
        if (field.need == Need::Required && !field.seen)
            throw Problem{"." + std::string(field.key),
                          "is missing; expected " + field.reader->expected()};
    complete();
}

std::string ObjectReader::keyList() const {
    std::string list;
    for (std::size_t i = 0; i < m_fields.size(); ++i)
        list += (i == 0                     ? ""
                 : i + 1 == m_fields.size() ? " or "
                                            : ", ") +
                std::string(m_fields[i].key);
    return list;
}

bool ObjectsReader::startArray() {
    m_count = 0;
    return true;
}

Reader& ObjectsReader::element(std::size_t index) {
    refuseMore(index, m_most, m_name + "s");
    ++m_count;
    return m_each;
}

void ObjectsReader::finish() {
    if (m_count == 0)
        throw Problem{"", "expected at least one " + m_name + ", found an empty array"};
}

}  // namespace stepgrad::json

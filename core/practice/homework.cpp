#include "core/practice/homework.h"

#include <algorithm>
#include <array>
#include <utility>

#include "core/walkthrough/conventional_value.h"
#include "core/walkthrough/explanation_words.h"

namespace stepgrad {
namespace {

using Verdict = Diagnosis::Verdict;

/// Ways to write a sign, and what all of them are taken for.
constexpr std::array<std::pair<std::string_view, std::string_view>, 40> kSameSigns{{
    {"₀", "0"},
    {"₁", "1"},
    {"₂", "2"},
    {"₃", "3"},
    {"₄", "4"},
    {"₅", "5"},
    {"₆", "6"},
    {"₇", "7"},
    {"₈", "8"},
    {"₉", "9"},
    {"⁰", "0"},
    {"¹", "1"},
    {"²", "2"},
    {"³", "3"},
    {"⁴", "4"},
    {"⁵", "5"},
    {"⁶", "6"},
    {"⁷", "7"},
    {"⁸", "8"},
    {"⁹", "9"},
    {"⁽", "("},
    {"⁾", ")"},
    {"∂", "d"},
    {"δ", "delta"},
    {"Δ", "delta"},
    {"ŷ", "yhat"},
    {"y^", "yhat"},
    {"ŷ", "yhat"},
    {"\\delta", "delta"},
    {"\\partial", "d"},
    {"\\hat", "hat"},
    {"neu", "new"},
    {"'", "new"},
    {"′", "new"},
    {"*", "new"},
    {"_", ""},
    {" ", ""},
    {"{", ""},
    {"}", ""},
    {"\u00a0", ""},
}};

void replaceAll(std::string& text, std::string_view from, std::string_view to) {
    for (std::size_t at = text.find(from); at != std::string::npos;
         at = text.find(from, at + to.size()))
        text.replace(at, from.size(), to);
}

/// A symbol in the one way that all ways to type it come down to.
std::string keyOf(std::string_view symbol) {
    std::string key(symbol);
    for (const auto& [from, to] : kSameSigns)
        replaceAll(key, from, to);
    while (!key.empty() && (key.back() == '=' || key.back() == ':'))
        key.pop_back();
    for (char& c : key)
        if (c >= 'A' && c <= 'Z')
            c = static_cast<char>(c - 'A' + 'a');
    // "hatty" of LaTeX, and "d3" for a delta.
    if (key.starts_with("haty"))
        key = "yhat" + key.substr(4);
    if (key.size() > 1 && key[0] == 'd' && key[1] >= '0' && key[1] <= '9')
        key = "delta" + key.substr(1);
    return key;
}

std::string trimmed(std::string_view text) {
    const std::size_t first = text.find_first_not_of(" \t\r\"");
    if (first == std::string_view::npos)
        return {};
    return std::string(text.substr(first, text.find_last_not_of(" \t\r\"") - first + 1));
}

std::vector<std::string_view> divided(std::string_view text, char by) {
    std::vector<std::string_view> parts;
    while (true) {
        const std::size_t end = text.find(by);
        parts.push_back(text.substr(0, end));
        if (end == std::string_view::npos)
            return parts;
        text.remove_prefix(end + 1);
    }
}

bool isNumber(std::string_view text) {
    return std::holds_alternative<Answer>(readAnswer(text));
}

/// "u1 = 0.2" as two cells.
std::vector<std::string> cellsOf(std::string_view line) {
    std::vector<std::string> cells;
    for (const auto cell : divided(line, '\t')) {
        const std::size_t equals = cell.find('=');
        if (equals != std::string_view::npos && isNumber(trimmed(cell.substr(equals + 1)))) {
            cells.push_back(trimmed(cell.substr(0, equals)));
            cells.push_back(trimmed(cell.substr(equals + 1)));
        } else {
            cells.push_back(trimmed(cell));
        }
    }
    return cells;
}

}  // namespace

Homework::Homework(TracePtr trace, const Walk& walk, const Notation& notation)
    : m_trace(std::move(trace)), m_diagnostician(m_trace, notation) {
    for (std::int64_t stop = 0; stop < std::min(walk.stopCount(), kMostRows); ++stop) {
        Row row;
        row.id = walk.valueAt(stop);
        row.symbol = symbolText(row.id, m_trace->network, notation);
        m_keys.push_back(keyOf(row.symbol));
        m_rows.push_back(std::move(row));
    }
}

void Homework::setText(std::size_t row, std::string text) {
    m_rows.at(row).text = trimmed(text);
    check();
}

void Homework::takeOver(const Homework& other) {
    for (std::size_t i = 0; i < std::min(m_rows.size(), other.m_rows.size()); ++i)
        if (m_rows[i].id == other.m_rows[i].id)
            m_rows[i].text = other.m_rows[i].text;
    check();
}

void Homework::clear() {
    for (Row& row : m_rows)
        row.text.clear();
    check();
}

std::optional<std::size_t> Homework::rowOf(std::string_view symbol) const {
    const auto at = std::find(m_keys.begin(), m_keys.end(), keyOf(symbol));
    if (at == m_keys.end())
        return std::nullopt;
    return static_cast<std::size_t>(at - m_keys.begin());
}

std::size_t Homework::paste(std::string_view text, std::size_t row) {
    // Programs end a copied column with the end of a line: that is no empty cell.
    while (text.ends_with('\n') || text.ends_with('\r'))
        text.remove_suffix(1);
    if (text.empty())
        return 0;
    std::size_t entered = 0;
    for (const auto line : divided(text, '\n')) {
        const auto cells = cellsOf(line);
        bool isLabelled = false;
        for (std::size_t i = 0; i < cells.size(); ++i) {
            if (const auto named = isNumber(cells[i]) ? std::nullopt : rowOf(cells[i])) {
                // The number stands behind its symbol; without one the row stays empty.
                row = *named;
                isLabelled = true;
                if (i + 1 == cells.size() || rowOf(cells[i + 1]))
                    continue;
                ++i;
            } else if (isLabelled || (!isNumber(cells[i]) && (cells.size() > 1 || entered == 0))) {
                continue;  // a heading, or a remark beside a value
            }
            if (row >= m_rows.size())
                break;
            if (!cells[i].empty())
                ++entered;
            m_rows[row++].text = cells[i];
        }
    }
    check();
    return entered;
}

void Homework::check() {
    GivenAnswers earlier;
    for (Row& row : m_rows) {
        row.problem.clear();
        row.diagnosis.reset();
        if (row.text.empty())
            continue;
        const auto read = readAnswer(row.text);
        if (const auto* error = std::get_if<NumberError>(&read)) {
            row.problem = error->reason;
            continue;
        }
        const Answer& answer = std::get<Answer>(read);
        row.diagnosis = m_diagnostician.diagnose(row.id, answer, earlier);
        earlier[row.id] = {answer, row.diagnosis->isSound()};
    }
}

std::string Homework::resultOf(std::size_t row) const {
    // A step that leads out of range is told, too.
    return Words(*m_trace, notation())
        .number(conventionalValue(*m_trace, m_rows.at(row).id, notation()));
}

std::string Homework::summary() const {
    int right = 0, following = 0, coarse = 0, wrong = 0;
    for (const Row& row : m_rows)
        if (row.diagnosis)
            ++(row.diagnosis->isRight()                            ? right
               : row.diagnosis->isSound()                          ? coarse
               : row.diagnosis->verdict == Verdict::RightFollowing ? following
                                                                   : wrong);
    const int all = right + following + coarse + wrong;
    if (all == 0)
        return {};
    std::string text = std::to_string(right) + " of " + std::to_string(all) + " right";
    if (wrong > 0)
        text += ", " + std::to_string(wrong) + " wrong";
    if (coarse > 0)
        text += ", " + std::to_string(coarse) + " with too few decimals";
    if (following > 0)
        text += ", " + std::to_string(following) + (following == 1 ? " follows" : " follow") +
                " from an earlier error";
    return text + ".";
}

std::string Homework::markedText(bool withResults) const {
    std::string text = "value\tyours\t";
    text += withResults ? "result\tmark\n" : "mark\n";
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        const Row& row = m_rows[i];
        if (row.text.empty())
            continue;
        text += row.symbol + "\t" + row.text + "\t";
        if (withResults)
            text += resultOf(i) + "\t";
        text += markOf(row) + "\n";
    }
    return text;
}

std::string markOf(const Homework::Row& row) {
    if (!row.problem.empty())
        return "no number: " + row.problem;
    if (!row.diagnosis)
        return {};
    switch (row.diagnosis->verdict) {
        case Verdict::Right:
            return "right";
        case Verdict::RightFollowing:
            return "follows from an error: " + row.diagnosis->sentence;
        case Verdict::TooFewDigits:
            return "too few decimals: " + row.diagnosis->sentence;
        case Verdict::Mistake:
            return "wrong, " + std::string(row.diagnosis->mistake->name) + ": " +
                   row.diagnosis->sentence;
        case Verdict::Wrong:
            break;
    }
    return "wrong: " + row.diagnosis->sentence;
}

}  // namespace stepgrad

#pragma once

#include <CLI/App.hpp>
#include <map>
#include <string>
#include <vector>

#include "core/walkthrough/notation.h"

namespace stepgrad::cli {

/// The keys of the rows of a table, for the message of what is allowed.
template <typename Rows>
std::vector<std::string> keysOf(const Rows& rows) {
    std::vector<std::string> keys;
    for (const auto& row : rows)
        keys.emplace_back(row.key);
    return keys;
}

/// The options of a subcommand that choose how values are named and written:
/// `--conventions PRESET`, one option a choice of conventions.h (`--symbols za`,
/// `--delta-sign negative` …), which outweigh the preset, and `--comma`.
class NotationOptions {
public:
    /// The object must outlive the reading of the arguments at its place.
    void addTo(CLI::App& command);
    Notation notation() const;

private:
    std::string m_preset;
    std::map<std::string, std::string> m_chosen;  ///< by key of the convention
    bool m_comma = false;
};

}  // namespace stepgrad::cli

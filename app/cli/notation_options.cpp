#include "app/cli/notation_options.h"

#include <CLI/Validators.hpp>
#include <algorithm>
#include <vector>

#include "core/walkthrough/conventions.h"

namespace stepgrad::cli {
namespace {

template <typename Rows>
std::size_t placeOf(const Rows& rows, const std::string& key) {
    const auto row =
        std::find_if(rows.begin(), rows.end(), [&](const auto& one) { return one.key == key; });
    return static_cast<std::size_t>(row - rows.begin());
}

}  // namespace

void NotationOptions::addTo(CLI::App& command) {
    command.add_option("--conventions", m_preset, "Letters and signs that go together")
        ->check(CLI::IsMember(keysOf(conventionPresets())));
    for (const Convention& convention : conventions())
        command
            .add_option(std::string("--") + convention.key, m_chosen[convention.key],
                        std::string(convention.name) + ": how it is written")
            ->check(CLI::IsMember(keysOf(convention.options)));
    command.add_flag("--comma", m_comma, "Write 0,25 instead of 0.25");
}

Notation NotationOptions::notation() const {
    Notation notation;
    if (!m_preset.empty())
        notation = conventionPresets()[placeOf(conventionPresets(), m_preset)].notation;
    for (const Convention& convention : conventions())
        if (const auto key = m_chosen.find(convention.key);
            key != m_chosen.end() && !key->second.empty())
            setOption(notation, convention.id,
                      static_cast<int>(placeOf(convention.options, key->second)));
    notation.numbers.decimalComma = m_comma;
    return notation;
}

}  // namespace stepgrad::cli

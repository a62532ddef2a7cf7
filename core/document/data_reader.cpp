#include "core/document/data_reader.h"

#include <algorithm>
#include <array>
#include <limits>
#include <utility>

namespace stepgrad::json {
namespace {

/// The keys that only a table has.
constexpr std::array<const char*, 5> kTableKeys{"csv", "target_columns", "input_columns",
                                                "delimiter", "decimal_comma"};

}  // namespace

bool FlagsReader::startArray() {
    m_out.clear();
    return true;
}

Reader& FlagsReader::element(std::size_t index) {
    if (index >= m_most)
        throw Problem{"", "expected at most " + std::to_string(m_most) + " values"};
    return m_flag;
}

void FlagsReader::finish() {
    if (m_out.empty())
        throw Problem{"", "expected " + expected() + ", found an empty array"};
}

bool FlagsReader::Flag::takeBoolean(bool value) {
    m_out.push_back(value);
    return true;
}

SplitReader::SplitReader(std::optional<Split>& split)
    : m_out(split),
      m_seed(0, std::numeric_limits<std::uint64_t>::max(),
             [this](std::uint64_t seed) { m_split.seed = seed; }) {
    add("test_share", m_share);
    add("seed", m_seed, Need::Optional);
}

ScalingReader::ScalingReader(std::optional<Scaling>& scaling) : m_out(scaling) {
    add("offset", m_offset);
    add("factor", m_factor);
    add("log1p", m_log1p, Need::Optional);
}

void ScalingReader::complete() {
    const auto& offsets = m_offset.values();
    const auto sameCount = [&](const char* key, std::size_t count) {
        if (count != offsets.size())
            throw Problem{"." + std::string(key), "expected " + std::to_string(offsets.size()) +
                                                      " values, as many as in offset, found " +
                                                      std::to_string(count)};
    };
    sameCount("factor", m_factor.values().size());
    if (given("log1p"))
        sameCount("log1p", m_logarithms.size());
    Scaling scaling;
    for (std::size_t k = 0; k < offsets.size(); ++k)
        scaling.inputs.push_back(
            {given("log1p") && m_logarithms[k], offsets[k], m_factor.values()[k]});
    m_out = std::move(scaling);
}

DataReader::DataReader(Project& project)
    : m_project(project),
      m_delimiter("one of \",\", \";\", \"\\t\"",
                  [this](std::string_view word) {
                      if (word != "," && word != ";" && word != "\t")
                          return false;
                      m_source.delimiter = word.front();
                      return true;
                  }),
      m_classNames(project.classNames, kMostNeurons),
      m_split(project.split),
      m_scaling(project.scaling) {
    add("inputs", m_inputs, Need::Optional);
    add("targets", m_targets, Need::Optional);
    add("csv", m_csv, Need::Optional);
    add("target_columns", m_columns, Need::Optional);
    add("input_columns", m_inputColumns, Need::Optional);
    add("delimiter", m_delimiter, Need::Optional);
    add("decimal_comma", m_decimalComma, Need::Optional);
    add("class_names", m_classNames, Need::Optional);
    add("split", m_split, Need::Optional);
    add("scaling", m_scaling, Need::Optional);
}

void DataReader::require(const std::string& key, const std::string& expected) const {
    if (!given(key))
        throw Problem{"." + key, "is missing; expected " + expected};
}

void DataReader::complete() {
    auto& names = m_project.classNames;
    std::vector<std::string> sorted = names;
    std::sort(sorted.begin(), sorted.end());
    if (std::adjacent_find(sorted.begin(), sorted.end()) != sorted.end())
        throw Problem{".class_names", "expected each name once, found " +
                                          *std::adjacent_find(sorted.begin(), sorted.end()) +
                                          " twice"};
    if (std::any_of(kTableKeys.begin(), kTableKeys.end(),
                    [this](const char* key) { return given(key); })) {
        for (const char* key : {"inputs", "targets"})
            if (given(key))
                throw Problem{"." + std::string(key),
                              "expected inputs and targets, or csv and target_columns, "
                              "not both"};
        require("csv", "the path of a CSV file");
        require("target_columns", "an array of texts");
        if (m_source.decimalComma && m_source.delimiter.value_or(';') == ',')
            throw Problem{".decimal_comma",
                          "expected another delimiter than the comma of the numbers"};
        m_project.source = m_source;
        return;
    }
    require("inputs", "rows of numbers (or csv and target_columns)");
    require("targets", "rows of numbers");
    Dataset data;
    data.inputs = m_inputs.take();
    data.targets = m_targets.take();
    m_project.data = std::make_shared<const Dataset>(std::move(data));
}

}  // namespace stepgrad::json

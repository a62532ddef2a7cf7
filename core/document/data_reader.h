#pragma once

#include <string>
#include <vector>

#include "core/document/network_reader.h"
#include "core/document/project.h"

namespace stepgrad::json {

/// An array of true and false.
class FlagsReader : public Reader {
public:
    FlagsReader(std::vector<bool>& out, std::size_t most) : m_out(out), m_most(most) {}
    std::string expected() const override { return "an array of true and false"; }
    bool startArray() override;
    Reader& element(std::size_t index) override;
    void finish() override;

private:
    class Flag : public Reader {
    public:
        explicit Flag(std::vector<bool>& out) : m_out(out) {}
        std::string expected() const override { return "true or false"; }
        bool takeBoolean(bool value) override;

    private:
        std::vector<bool>& m_out;
    };

    std::vector<bool>& m_out;
    std::size_t m_most;
    Flag m_flag{m_out};
};

class SplitReader : public ObjectReader {
public:
    explicit SplitReader(std::optional<Split>& split);

protected:
    void complete() override { m_out = m_split; }

private:
    std::optional<Split>& m_out;
    Split m_split;
    NumberReader m_share{m_split.testShare};
    WholeReader m_seed;
};

/// Offsets and factors of the inputs, and of which the logarithm is taken.
class ScalingReader : public ObjectReader {
public:
    explicit ScalingReader(std::optional<Scaling>& scaling);

protected:
    void complete() override;

private:
    std::optional<Scaling>& m_out;
    std::vector<bool> m_logarithms;
    Budget m_budget{2 * static_cast<std::int64_t>(kMostNeurons), "expected fewer numbers"};
    NumbersReader m_offset{kMostNeurons, m_budget, NumbersReader::Null::Refused};
    NumbersReader m_factor{kMostNeurons, m_budget, NumbersReader::Null::Refused};
    FlagsReader m_log1p{m_logarithms, kMostNeurons};
};

/// The examples themselves, or where they lie; how they are split and scaled.
class DataReader : public ObjectReader {
public:
    explicit DataReader(Project& project);

protected:
    void complete() override;

private:
    void require(const std::string& key, const std::string& expected) const;

    Project& m_project;
    CsvSource m_source;
    Budget m_budget{limits::kDataValues, "expected at most " + std::to_string(limits::kDataValues) +
                                             " numbers in the data"};
    static constexpr auto kMostRows = static_cast<std::size_t>(limits::kDataValues);
    MatrixReader m_inputs{kMostRows, kMostNeurons, m_budget};
    MatrixReader m_targets{kMostRows, kMostNeurons, m_budget};
    TextReader m_csv{m_source.path};
    TextsReader m_columns{m_source.targetColumns, kMostNeurons};
    TextsReader m_inputColumns{m_source.inputColumns, kMostNeurons};
    WordReader m_delimiter;
    FlagReader m_decimalComma{m_source.decimalComma};
    TextsReader m_classNames;
    SplitReader m_split;
    ScalingReader m_scaling;
};

}  // namespace stepgrad::json

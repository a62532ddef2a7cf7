#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/document/project.h"
#include "core/walkthrough/notation.h"
#include "core/walkthrough/step.h"

namespace stepgrad {

/// Which kinds of steps a sheet asks for. What comes before the last of them and is
/// not asked for is given; what comes after is left out.
struct Asked {
    std::array<bool, 6> kinds{true, true, true, true, true, true};  ///< by StepKind

    bool has(StepKind kind) const { return kinds[static_cast<std::size_t>(kind)]; }
    bool any() const;
    bool operator==(const Asked&) const = default;
};

/// A word for what is asked for: a phase, or one kind of step.
struct AskedWord {
    const char* key;
    const char* name;
    std::vector<StepKind> kinds;
};
std::span<const AskedWord> askedWords();
/// Of words between commas: "forward,delta". Nothing where one is unknown or none is there.
std::optional<Asked> askedFrom(const std::string& words);

/// The network that exercises are made for.
struct ExerciseNetwork {
    std::vector<int> shape{2, 2, 1};  ///< inputs, hidden layers, outputs
    Activation hidden = Activation::Sigmoid;
    Activation output = Activation::Sigmoid;
    Loss loss = Loss::HalfSquaredError;
    bool hasBiases = false;
    double learningRate = 0.1;
};
/// So much fits on a sheet, and can be calculated by hand.
constexpr int kMostExerciseNeurons = 8;
constexpr int kMostExerciseLayers = 6;
/// Weights and biases of a worked step: some fifty pages.
constexpr std::int64_t kMostWorkedParameters = 400;

/// What is wrong with it, for people; or nothing.
std::optional<std::string> problemOf(const ExerciseNetwork& network);
/// Likewise of a network that is there, for sheets with other numbers.
std::optional<std::string> problemOfExercise(const Network& network);
/// A project with that network; its numbers are still to be drawn. Throws
/// std::invalid_argument with the problem.
Project projectOf(const ExerciseNetwork& network);
/// "2-2-1", "2–2–1", "2 2 1"; nothing where it is no shape.
std::optional<std::vector<int>> shapeFrom(const std::string& text);

struct SheetOptions {
    Asked asked;
    bool hasFormulas = false;  ///< a list of the formulas that are needed
    Notation notation;         ///< letters, signs, digits
};

/// One exercise: a training step with its numbers; a value.
struct Worksheet {
    std::string title;
    std::string seed;  ///< "17"; empty where the numbers are not drawn
    TracePtr trace;
    SheetOptions options;
};

/// Why a training step of the network is not written out in full: it is too large. Or
/// nothing.
std::optional<std::string> problemOfWorkedStep(const Network& network);

/// An exercise with pleasant numbers: the same seed gives the same sheet.
/// @param project  says network, loss and optimizer; valid
/// Throws std::runtime_error where a value would not be finite.
Worksheet makeWorksheet(const Project& project, std::uint64_t seed, const SheetOptions& options);
/// So many, with the seeds that follow each other.
std::vector<Worksheet> makeClassSet(const Project& project, std::uint64_t firstSeed, int count,
                                    const SheetOptions& options);
/// A training step as it stands, to be told as a worked solution.
Worksheet workedStep(const std::string& title, const TracePtr& trace, const Notation& notation);

}  // namespace stepgrad

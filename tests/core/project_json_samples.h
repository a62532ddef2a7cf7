#pragma once

#include <random>
#include <string>

#include "core/document/project.h"

/// Projects and project texts for tests.
namespace stepgrad::samples {

/// A small valid project with every kind of activation, loss, optimizer and
/// number, denormals and negative zeros among them.
Project randomProject(std::mt19937_64& random);

/// `layers` layers of `neurons` neurons over that many inputs, with biases.
Project wideProject(int layers, int neurons, int inputs);

/// The text of a valid project (2-2-1 with biases) whose top-level key has that
/// value instead; with an empty value the key is left out.
std::string with(const std::string& key, const std::string& value);

/// The same with the text `from`, which must occur once, replaced by `to`.
std::string replaced(const std::string& from, const std::string& to);

}  // namespace stepgrad::samples

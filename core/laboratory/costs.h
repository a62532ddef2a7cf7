#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/document/project.h"
#include "core/walkthrough/notation.h"

namespace stepgrad {

/// Operations on numbers. A division counts as a multiplication, a subtraction as an
/// addition; `functions` are values of activations or of their slopes, and roots.
struct Work {
    std::int64_t multiplications = 0, additions = 0, functions = 0;
    std::int64_t all() const { return multiplications + additions + functions; }
    Work operator+(const Work& o) const {
        return {multiplications + o.multiplications, additions + o.additions,
                functions + o.functions};
    }
    Work operator*(std::int64_t n) const {
        return {multiplications * n, additions * n, functions * n};
    }
    bool operator==(const Work&) const = default;
};

/// What one layer takes. With m inputs and n neurons, n⁺ of the next layer:
/// forward, one example:  n m multiplications; n (m − 1) additions, n more with biases;
///                        n functions.
/// backward, one example: hidden δ  n n⁺ + n multiplications, n (n⁺ − 1) additions and n
///                        slopes; output δ  n subtractions, ŷ − y, and n multiplications
///                        and n slopes, these not where the loss merges with the output;
///                        gradients  n m multiplications. Of losses whose ∂J/∂ŷ is more
///                        than ŷ − y, the rest is not counted.
/// update:                of what is trained, by the optimizer's formula
///                        (optimizer.h, `updated`), constants known. Clipping (clipping.h) is not
///                        counted.
struct LayerCosts {
    std::int64_t inputs = 0, neurons = 0, parameters = 0;
    Work forward, backward, update;
    std::int64_t keptBytes = 0;  ///< u and h of a batch, kept for the backward pass
};

/// Bytes of doubles.
struct Memory {
    std::int64_t parameters = 0, gradients = 0, optimizer = 0;
    std::int64_t kept = 0;         ///< u and h of all layers, for each example of a batch
    std::int64_t forwardOnly = 0;  ///< the two largest neighbours, where nothing is kept
};

struct Costs {
    std::int64_t batch = 1, parameters = 0;
    std::vector<LayerCosts> layers;
    Work forward, backward, update;  ///< of all layers; forward and backward of one example
    /// Of the mean gradients of a batch of several examples: for each weight and bias that
    /// is trained an addition for every example after the first, and a division.
    Work mean;
    Memory memory;

    /// Of one update of a whole batch.
    Work perUpdate() const { return (forward + backward) * batch + mean + update; }
    /// All gradients of one example by difference quotients: a forward pass at the
    /// present parameters and one for each parameter moved a little.
    std::int64_t naive() const { return forward.all() * (parameters + 1); }
    double naiveRatio() const;  ///< to forward and backward pass of one example
};

/// @param batch  examples an update, >= 1
Costs countCosts(const Network& network, Loss loss, const OptimizerSettings& optimizer,
                 std::int64_t batch);

/// A whole training: the updates of all epochs, a last batch being smaller.
struct Bill {
    std::int64_t epochs = 0, examples = 0, updates = 0;
    double operations = 0.0;
    double seconds = 0.0;  ///< as long as an example takes by itself
};
/// @param secondsPerExample  measured, update included
Bill billOf(const Project& project, std::int64_t epochs, double secondsPerExample);

/// "300 epochs of 6 046 examples: …"
std::string billText(const Bill& bill, const Notation& notation);
/// How much dearer difference quotients are, in words.
std::string naiveText(const Costs& costs, double measuredRatio, const Notation& notation);
/// "3.2 kB"; powers of 1000.
std::string bytesText(std::int64_t bytes, const Notation& notation);
/// "12 µs", "3.4 s", "2 h 5 min".
std::string durationText(double seconds, const Notation& notation);

}  // namespace stepgrad

#pragma once

#include "core/network/trace.h"

namespace stepgrad {

/// J of a trace's example as a function of one weight or bias, all others as they are.
class LossAlong {
public:
    /// Throws std::invalid_argument for what is no weight or bias of the network.
    LossAlong(const Trace& trace, const ValueId& parameter);
    /// Refers to a part of itself.
    LossAlong(const LossAlong&) = delete;
    LossAlong& operator=(const LossAlong&) = delete;

    /// The parameter in the trace.
    double present() const { return m_present; }
    /// J where the parameter has that value; may be infinite or not a number.
    double operator()(double value);

private:
    Network m_network;
    const Loss m_loss;
    const Vector m_inputs, m_targets;
    double& m_parameter;
    const double m_present;
};

}  // namespace stepgrad

#include "core/walkthrough/loss_along.h"

#include "core/network/backpropagation.h"
#include "core/network/gradient_check.h"

namespace stepgrad {

LossAlong::LossAlong(const Trace& trace, const ValueId& parameter)
    : m_network(trace.network),
      m_loss(trace.lossFunction),
      m_inputs(trace.inputs),
      m_targets(trace.targets),
      m_parameter(parameterOf(m_network, parameter)),
      m_present(m_parameter) {}

double LossAlong::operator()(double value) {
    m_parameter = value;
    return lossOf(m_network, m_loss, m_inputs, m_targets);
}

}  // namespace stepgrad

#include "core/document/first_step.h"

#include "core/document/history.h"
#include "core/network/backpropagation.h"

namespace stepgrad {

std::int64_t firstRowOf(const Project& project) {
    if (!project.progress)
        return 0;
    const auto examples = project.examples();
    ExampleOrder order(examples->training->size(), project.training);
    return examples->rowOfTraining(order.row(project.progress->cursor));
}

std::optional<ValueId> tooLargeInFirstStep(const Project& project) {
    const TrainingState state = initialStateOf(project);
    const auto examples = project.examples();
    const std::int64_t row = firstRowOf(project);
    Trace trace = makeTrace(state.network, project.loss, project.optimizer, state.optimizer);
    computeForward(trace, examples->all->input(row), examples->all->target(row));
    computeBackward(trace);
    return firstNotFinite(trace, false);
}

}  // namespace stepgrad

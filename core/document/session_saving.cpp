// What is saved of the document, and whether it still is what was saved.

#include <cstring>

#include "core/document/session.h"

namespace stepgrad {
namespace {

/// 0 and −0 are equal, but not the same in a file. Of projects that are equal.
bool haveSameBits(const Project& a, const Project& b) {
    const auto same = [](const auto& x, const auto& y) {
        return x.size() == 0 ||
               std::memcmp(x.data(), y.data(),
                           sizeof(double) * static_cast<std::size_t>(x.size())) == 0;
    };
    for (std::size_t l = 0; l < a.network.layers.size(); ++l) {
        const Layer &mine = a.network.layers[l], &other = b.network.layers[l];
        if (!same(mine.weights, other.weights) ||
            (mine.biases && !same(*mine.biases, *other.biases)))
            return false;
    }
    for (std::size_t l = 0; a.progress && l < a.progress->optimizer.layers.size(); ++l) {
        const auto &mine = a.progress->optimizer.layers[l],
                   &other = b.progress->optimizer.layers[l];
        if (!same(mine.firstWeights, other.firstWeights) ||
            !same(mine.secondWeights, other.secondWeights) ||
            !same(mine.firstBiases, other.firstBiases) ||
            !same(mine.secondBiases, other.secondBiases))
            return false;
    }
    return a.data == b.data ||
           (same(a.data->inputs, b.data->inputs) && same(a.data->targets, b.data->targets));
}

}  // namespace

Project Session::project() const {
    Project project = *m_place.project();
    if (m_training && m_snapshot)
        project.network = m_snapshot->state->network;
    else
        project.network = m_still.isEnd() ? m_still.trace->networkAfter() : m_still.network();
    return project;
}

Project Session::projectToSave() const {
    return withState(*m_place.project(), stateShown());
}

bool Session::isModified() const {
    if (!m_saved)
        return true;
    // Most often the updates tell it, and nothing need be copied.
    const std::int64_t update = m_training && m_snapshot
                                    ? m_snapshot->state->update
                                    : m_still.update + (m_still.isEnd() ? 1 : 0);
    if (update != (m_saved->progress ? m_saved->progress->update : 0))
        return true;
    const Project now = projectToSave();
    return !(now == *m_saved) || !haveSameBits(now, *m_saved);
}

void Session::markSaved() {
    m_saved = projectToSave();
    emit documentChanged();
}

void Session::markUnsaved() {
    m_saved.reset();
    emit documentChanged();
}

}  // namespace stepgrad

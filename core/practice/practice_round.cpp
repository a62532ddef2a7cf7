#include "core/practice/practice_round.h"

#include <algorithm>
#include <utility>

namespace stepgrad {
namespace {

constexpr std::int64_t kMostValues = 40;
constexpr std::size_t kMostNamed = 3;  ///< kinds that were hard

bool belongs(const Step& step, PracticeRound::Part part) {
    switch (part) {
        case PracticeRound::Part::All:
            return true;
        case PracticeRound::Part::Forward:
            return step.phase == Phase::Forward;
        case PracticeRound::Part::Backward:
            return step.phase == Phase::Backward;
        case PracticeRound::Part::Update:
            return step.phase == Phase::Update;
    }
    return false;
}

std::vector<PracticeRound::Item> itemsOf(const Walk& walk, PracticeRound::Part part) {
    std::vector<Step> steps;
    std::int64_t values = 0;
    for (const Step& step : walk.steps())
        if (belongs(step, part)) {
            steps.push_back(step);
            values += step.count;
        }
    const auto count = static_cast<std::int64_t>(steps.size());
    const std::int64_t most =
        values <= kMostValues ? values : std::max<std::int64_t>(1, kMostValues / count);
    std::vector<PracticeRound::Item> items;
    for (const Step& step : steps)
        for (std::int64_t i = 0; i < std::min(step.count, most); ++i)
            items.push_back({walk.valueAt(step.first + i), {}, 0, 0, false});
    return items;
}

const char* nameOf(ValueKind kind) {
    switch (kind) {
        case ValueKind::U:
            return "weighted inputs";
        case ValueKind::H:
            return "activations";
        case ValueKind::Loss:
            return "loss";
        case ValueKind::Delta:
            return "deltas";
        case ValueKind::WeightGradient:
        case ValueKind::BiasGradient:
            return "gradients";
        default:
            return "new weights";
    }
}

std::string ofText(int some, int all) {
    return std::to_string(some) + " of " + std::to_string(all);
}

}  // namespace

PracticeRound::PracticeRound(TracePtr trace, std::shared_ptr<const Walk> walk, Part part,
                             const Notation& notation)
    : m_trace(std::move(trace)),
      m_walk(std::move(walk)),
      m_part(part),
      m_diagnostician(m_trace, notation),
      m_items(itemsOf(*m_walk, part)) {}

std::int64_t PracticeRound::position() const {
    if (!isOver())
        return *m_walk->stopOf(asked());
    return m_items.empty() ? 0 : *m_walk->stopOf(m_items.back().id) + 1;
}

Diagnosis PracticeRound::answer(const Answer& answer) {
    Item& item = m_items.at(m_at);
    Diagnosis diagnosis = m_diagnostician.diagnose(item.id, answer, m_given);
    m_given[item.id] = {answer, diagnosis.isSound()};
    if (diagnosis.isRight()) {
        item.accepted = answer;
        ++m_at;
    } else if (!diagnosis.isSound()) {
        ++item.wrongTries;
    }
    return diagnosis;
}

std::vector<Equation> PracticeRound::hint() {
    Item& item = m_items.at(m_at);
    if (item.hints + 1 >= kHints)
        return show();
    return equations(++item.hints);
}

std::vector<Equation> PracticeRound::show() {
    auto told = equations(kHints);
    Item& item = m_items.at(m_at);
    item.hints = kHints;
    item.isShown = true;
    ++m_at;
    return told;
}

std::vector<Equation> PracticeRound::equations(int hint) const {
    const ValueId& id = m_items.at(m_at).id;
    std::vector<Equation> all;
    if (id.kind == ValueKind::NewWeight || id.kind == ValueKind::NewBias)
        all = deriveClipping(*m_trace, notation());
    for (auto& equation : deriveMemory(*m_trace, id, notation()))
        all.push_back(std::move(equation));
    all.push_back(derive(*m_trace, id, notation()));
    const auto isTold = [hint](const Equation::Side& side) {
        return side.role == Equation::Role::Symbols ||
               (side.role == Equation::Role::Numbers && hint >= 2) || hint >= kHints;
    };
    for (Equation& equation : all)
        std::erase_if(equation.right, [&](const Equation::Side& side) { return !isTold(side); });
    return all;
}

std::vector<KindScore> scoresOf(const PracticeRound& round) {
    std::vector<KindScore> scores;
    for (const auto& item : round.items()) {
        if (!item.isDone())
            continue;
        const std::string name = nameOf(item.id.kind);
        auto score = std::find_if(scores.begin(), scores.end(),
                                  [&](const KindScore& s) { return s.name == name; });
        if (score == scores.end())
            score = scores.insert(scores.end(), {name, 0, 0, 0, 0});
        ++score->asked;
        score->atOnce += item.isAtOnce() ? 1 : 0;
        score->hints += item.hints;
        score->shown += item.isShown ? 1 : 0;
    }
    // By the share that was right at once: a/b < c/d.
    std::stable_sort(scores.begin(), scores.end(), [](const KindScore& a, const KindScore& b) {
        return a.atOnce * b.asked < b.atOnce * a.asked;
    });
    return scores;
}

std::string summaryOf(const PracticeRound& round) {
    const auto scores = scoresOf(round);
    int asked = 0, atOnce = 0;
    for (const KindScore& score : scores) {
        asked += score.asked;
        atOnce += score.atOnce;
    }
    if (asked == 0)
        return {};
    std::string text = ofText(atOnce, asked) + " right at the first try and without a hint.";
    if (atOnce == asked)
        return text + " Nothing was hard.";
    text += " Hardest: ";
    for (std::size_t i = 0; i < std::min(scores.size(), kMostNamed); ++i) {
        if (scores[i].atOnce == scores[i].asked)
            break;
        text += (i == 0 ? "" : ", ") + scores[i].name + " (" +
                ofText(scores[i].atOnce, scores[i].asked) + ")";
    }
    return text + ".";
}

}  // namespace stepgrad

#include "core/practice/diagnosis.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <tuple>

#include "core/practice/mistake_tools.h"
#include "core/walkthrough/conventional_value.h"
#include "core/walkthrough/explanation_words.h"

namespace stepgrad {
namespace {

using Verdict = Diagnosis::Verdict;

/// The search for what explains one answer.
class Search {
public:
    Search(const Diagnostician& of, const ValueId& id, const Answer& answer,
           const GivenAnswers& earlier)
        : m_of(of),
          m_asked(askedValue(of.trace(), id, of.notation())),
          m_answer(answer),
          m_earlier(earlier),
          m_decimals(workingDecimals(answer)),
          m_tolerance(of.tolerance(m_decimals)) {}

    Diagnosis run() const {
        const auto needed = whyMoreDigits();
        const Diagnosis right = needed ? Diagnosis{Verdict::TooFewDigits, nullptr, *needed, {}}
                                       : Diagnosis{Verdict::Right, nullptr, {}, {}};
        if (m_tolerance.of(m_asked.id).contains(m_answer.value))
            return right;
        const auto wrong = wrongLeaves(m_asked.right);
        if (hasOwn(m_asked.right) && followsFromOwn(m_asked.right)) {
            if (wrong.empty() || needed)
                return right;
            return {Verdict::RightFollowing, nullptr, following(wrong), wrong};
        }
        if (auto best = bestMistake())
            return *std::move(best);
        return {Verdict::Wrong, nullptr, unknown(), {}};
    }

private:
    /// How well a mistake explains the answer: smaller is better.
    using Rank = std::tuple<int, int, std::size_t>;

    /// What the digits of the answer do not show, where it would be accepted.
    std::optional<std::string> whyMoreDigits() const {
        const double exact = conventionalValue(m_of.trace(), m_asked.id, m_of.notation());
        if (m_answer.value == 0.0 && differ(exact, 0.0))
            return "Give more decimals: to so few, nothing is left of " + mistake::nameOf(m_asked) +
                   ".";
        const auto old = m_asked.id.parameter();
        const bool isUpdate = mistake::isKind(m_asked, {ValueKind::NewWeight, ValueKind::NewBias});
        if (!isUpdate)
            return std::nullopt;
        const double before = conventionalValue(m_of.trace(), *old, m_of.notation());
        if (distance(before) > 0 || !differ(exact, before))
            return std::nullopt;
        return "Give more decimals: to so few, this is still the old " +
               mistake::nameOf(m_asked, *old) + ".";
    }

    /// Whether decimals that can be asked for tell the two apart.
    static bool differ(double a, double b) {
        constexpr double kSmallest = 0.5e-6;
        return std::abs(a - b) >= kSmallest;
    }

    bool isOwn(const ValueId& leaf) const { return m_earlier.contains(leaf); }

    bool hasOwn(const Expression& e) const {
        const auto leaves = mistake::leavesOf(e);
        return std::any_of(leaves.begin(), leaves.end(),
                           [this](const ValueId& leaf) { return isOwn(leaf); });
    }

    std::vector<ValueId> wrongLeaves(const Expression& e) const {
        std::vector<ValueId> wrong;
        for (const auto& leaf : mistake::leavesOf(e)) {
            const auto given = m_earlier.find(leaf);
            if (given != m_earlier.end() && !given->second.isRight)
                wrong.push_back(leaf);
        }
        return wrong;
    }

    double ownOf(const ValueId& leaf) const {
        const auto given = m_earlier.find(leaf);
        return given != m_earlier.end() ? given->second.answer.value
                                        : conventionalValue(m_of.trace(), leaf, m_of.notation());
    }

    /// What comes out with the learner's own earlier answers: by what is shown, or by
    /// what is exact.
    bool followsFromOwn(const Expression& e) const {
        const auto own = [this](const ValueId& leaf) { return Interval::of(ownOf(leaf)); };
        for (const Route route : {Route::Shown, Route::Exact}) {
            const Interval reached = reachable(e, own, m_decimals, route);
            if (reached.isFinite() && shortened(reached).contains(m_answer.value))
                return true;
        }
        return false;
    }

    Interval shortened(const Interval& x) const { return orShortened(x, m_decimals); }

    std::string list(const std::vector<ValueId>& wrong) const {
        std::vector<std::string> names;
        for (const auto& id : wrong)
            names.push_back(mistake::nameOf(m_asked, id));
        return listed(names);
    }

    std::string following(const std::vector<ValueId>& wrong) const {
        const std::string names = list(wrong);
        return "This follows correctly from your " + names + ", but " + names +
               (wrong.size() == 1 ? " was wrong." : " were wrong.");
    }

    /// How many units of the last digit lie between the answer and what was computed; 0
    /// where that rounds to the answer.
    int distance(double worth) const {
        constexpr double kFar = 1e6;
        const double units = std::abs(m_answer.value - worth) * std::pow(10.0, m_decimals);
        return units <= 0.5 + 1e-6 ? 0 : static_cast<int>(std::ceil(std::min(units, kFar)));
    }

    std::optional<Diagnosis> bestMistake() const {
        std::optional<Diagnosis> best;
        Rank bestRank;
        const auto offer = [&](const Rank& rank, const MistakeRule& rule, const std::string& text,
                               std::vector<ValueId> carried) {
            if (best && !(rank < bestRank))
                return;
            best = Diagnosis{Verdict::Mistake, &rule, text, std::move(carried)};
            bestRank = rank;
        };
        const auto rules = mistakeRules();
        for (std::size_t i = 0; i < rules.size(); ++i)
            for (const Slip& slip : rules[i].slips(m_asked)) {
                const int far = distance(worthOf(slip.expression, false));
                if (far == 0 || fits(slip.expression))
                    offer({far, 0, i}, rules[i], slip.sentence, {});
                if (hasOwn(slip.expression) && followsFromOwn(slip.expression)) {
                    auto carried = wrongLeaves(slip.expression);
                    const int distanceOfOwn = distance(worthOf(slip.expression, true));
                    const int isCarried = carried.empty() ? 0 : 1;
                    offer({distanceOfOwn, isCarried, i}, rules[i], slip.sentence + fromOwn(carried),
                          carried);
                }
            }
        return best;
    }

    double worthOf(const Expression& e, bool own) const {
        const double worth = evaluate(e, [&](const ValueId& leaf) {
            return own ? ownOf(leaf) : conventionalValue(m_of.trace(), leaf, m_of.notation());
        });
        return std::isfinite(worth) ? worth : 1e300;
    }

    bool fits(const Expression& e) const {
        const Interval reached = m_tolerance.of(e);
        return reached.isFinite() && shortened(reached).contains(m_answer.value);
    }

    std::string fromOwn(const std::vector<ValueId>& wrong) const {
        if (wrong.empty())
            return {};
        return " It was calculated with your " + list(wrong) + ", which " +
               (wrong.size() == 1 ? "was wrong." : "were wrong.");
    }

    std::string unknown() const {
        constexpr double kClose = 0.02;
        const double right = conventionalValue(m_of.trace(), m_asked.id, m_of.notation());
        if (std::abs(m_answer.value - right) <= kClose * std::abs(right))
            return "This is close, but rounding alone does not explain the difference.";
        return "No typical mistake gives this number.";
    }

    const Diagnostician& m_of;
    const AskedValue m_asked;
    const Answer m_answer;
    const GivenAnswers& m_earlier;
    int m_decimals;
    const Tolerance& m_tolerance;
};

}  // namespace

Diagnostician::Diagnostician(TracePtr trace, const Notation& notation)
    : m_trace(std::move(trace)), m_notation(notation) {}
Diagnostician::~Diagnostician() = default;
Diagnostician::Diagnostician(Diagnostician&&) noexcept = default;
Diagnostician& Diagnostician::operator=(Diagnostician&&) noexcept = default;

const Tolerance& Diagnostician::tolerance(int decimals) const {
    auto& tolerance = m_tolerances[decimals];
    if (!tolerance)
        tolerance = std::make_unique<Tolerance>(*m_trace, m_notation, decimals);
    return *tolerance;
}

Diagnosis Diagnostician::diagnose(const ValueId& id, const Answer& answer,
                                  const GivenAnswers& earlier) const {
    return Search(*this, id, answer, earlier).run();
}

}  // namespace stepgrad

#include "core/lessons/verdict.h"

#include <algorithm>
#include <cmath>

#include "core/laboratory/training_run.h"
#include "core/practice/answer.h"

namespace stepgrad {
namespace {

using Kind = Verdict::Kind;

/// A number as it was typed: its worth and how exactly it was given.
struct Typed {
    double worth = 0.0;
    double unit = 0.0;    ///< of its last digit; 0 for a fraction
    int significant = 0;  ///< digits from the first that is not 0
};

/// @param text  what parseNumber has understood as `worth`
Typed typedNumber(std::string_view text, double worth) {
    Typed typed{worth, 0.0, 0};
    if (text.find('/') != text.npos)
        return typed;
    for (const char c : text.substr(0, text.find_first_of("eE")))
        if (c >= '0' && c <= '9' && (c != '0' || typed.significant > 0))
            ++typed.significant;
    typed.unit = std::pow(10.0, -decimalsTyped(text));
    return typed;
}

constexpr int kEnoughDigits = 2;
constexpr int kManyDigits = 3;
constexpr double kFine = 1.0 / 300.0;  ///< of the worth: so small a unit of the last digit

/// False of what is not finite.
bool fits(const Typed& typed, double worth) {
    if (!std::isfinite(worth))
        return false;
    const double roundings = typed.unit <= kFine * std::abs(worth) ? 1.5 : 0.5;
    return std::abs(typed.worth - worth) <=
           roundings * typed.unit + 1e-9 * std::max(1e-3, std::abs(worth));
}

bool isExact(const Typed& typed, double worth) {
    return std::abs(typed.worth - worth) <= 1e-9 * std::abs(worth);
}

std::vector<TextPiece> plain(std::string text) {
    return {{TextPiece::Kind::Plain, std::move(text), {}}};
}

void append(std::vector<TextPiece>& words, std::vector<TextPiece> more) {
    if (!words.empty() && !more.empty())
        words.push_back({TextPiece::Kind::Plain, " ", {}});
    words.insert(words.end(), more.begin(), more.end());
}

/// Another quantity of the step that has this worth: of its values, and ŷ − y.
std::optional<Quantity> otherOfWorth(const Typed& typed, const Quantity& asked,
                                     const Still& still) {
    const auto is = [&](const Quantity& quantity) {
        return !(quantity == asked) && fits(typed, worthOf(quantity, *still.trace));
    };
    for (int k = 0; k < still.network().outputCount(); ++k) {
        const Quantity miss{Quantity::Kind::Miss, ValueId::h(still.network().layerCount() - 1, k)};
        if (is(miss))
            return miss;
    }
    constexpr std::int64_t kMostLookedAt = 200;
    for (std::int64_t stop = 0; stop < std::min(still.walk->stopCount(), kMostLookedAt); ++stop)
        if (const Quantity value{Quantity::Kind::Value, still.walk->valueAt(stop)}; is(value))
            return value;
    return std::nullopt;
}

std::vector<TextPiece> wordsOfWrong(const Typed& typed, const LessonQuestion& question,
                                    const LessonMoment& moment, const Notation& notation) {
    const Trace& trace = *moment.start.trace;
    const Quantity& asked = question.check.of;
    std::vector<TextPiece> words;
    Typed turned = typed;
    turned.worth = -typed.worth;
    if (typed.worth != 0.0 && fits(turned, worthOf(asked, trace)))
        words = plain("The size is right, but not the sign.");
    else if (const auto other = typed.significant >= kManyDigits
                                    ? otherOfWorth(typed, asked, moment.start)
                                    : std::nullopt)
        words = {{TextPiece::Kind::Plain, "That is ", {}},
                 {TextPiece::Kind::Symbol, symbolOf(*other, trace.network, notation), *other},
                 {TextPiece::Kind::Plain, ", not what is asked for.", {}}};
    else
        words = plain("Not this number.");
    append(words, question.hint.told(trace, notation));
    return words;
}

/// Whether nothing but an edit can have changed it since the stop began: an update gives
/// other weights, another example other inputs.
bool isUnmoved(const Quantity& quantity, const LessonMoment& moment) {
    if (quantity.kind != Quantity::Kind::Value)
        return true;
    const ValueKind kind = quantity.value.kind;
    const bool isOfExample = kind == ValueKind::Input || kind == ValueKind::Target;
    return isOfExample ? moment.isSameExample : moment.now.update == moment.start.update;
}

int signOf(double value) {
    return value > 0.0 ? 1 : value < 0.0 ? -1 : 0;
}

bool isTestedAbove(double limit, const Project& project) {
    const auto metrics = measureTest(project, project.network);
    return metrics && metrics->accuracy().value_or(0.0) >= limit;
}

}  // namespace

Verdict judgeNumber(const LessonQuestion& question, std::string_view typed,
                    const LessonMoment& moment, const Notation& notation) {
    const auto parsed = parseNumber(typed);
    if (const auto* error = std::get_if<NumberError>(&parsed))
        return {Kind::Unclear, plain("A number is expected: " + error->reason + ".")};
    const Typed number = typedNumber(typed, std::get<double>(parsed));
    const Trace& start = *moment.start.trace;
    const Quantity& asked = question.check.of;
    std::optional<double> matched;
    if (const double worth = worthOf(asked, start); fits(number, worth))
        matched = worth;
    else if (const double now = worthOf(asked, *moment.now.trace);
             isKnown(asked, moment.now) && fits(number, now))
        matched = now;
    if (!matched)
        return {Kind::Wrong, wordsOfWrong(number, question, moment, notation)};
    if (number.significant < kEnoughDigits && number.unit > 0.0 && !isExact(number, *matched))
        return {Kind::Unclear,
                plain("So far it fits. Give at least two digits behind the leading zeros.")};
    std::vector<TextPiece> words{
        {TextPiece::Kind::Plain, "Right: ", {}},
        {TextPiece::Kind::Symbol, symbolOf(asked, start.network, notation), asked},
        {TextPiece::Kind::Plain, " = ", {}},
        {TextPiece::Kind::Number, formatNumber(*matched, notation.numbers), asked},
        {TextPiece::Kind::Plain, ".", {}}};
    append(words, question.right.told(start, notation));
    return {Kind::Right, std::move(words)};
}

Verdict judgeChoice(const LessonQuestion& question, std::size_t option, const Trace& trace,
                    const Notation& notation) {
    const LessonOption& chosen = question.check.options.at(option);
    std::vector<TextPiece> words = plain(chosen.isRight ? "Right." : "No.");
    append(words, chosen.why.told(trace, notation));
    if (chosen.isRight)
        append(words, question.right.told(trace, notation));
    return {chosen.isRight ? Kind::Right : Kind::Wrong, std::move(words)};
}

bool isDone(const LessonCheck& check, const LessonMoment& moment) {
    const Still &start = moment.start, &now = moment.now;
    const auto updates = now.update + (now.isEnd() ? 1 : 0);
    const auto updatesAtStart = start.update + (start.isEnd() ? 1 : 0);
    const auto worth = [&] { return worthOf(check.of, *now.trace); };
    switch (check.kind) {
        case CheckKind::Number:
        case CheckKind::Choice:
            return false;
        case CheckKind::Changed: {
            if (!isUnmoved(check.of, moment))
                return false;
            const double by = worth() - worthOf(check.of, *start.trace);
            return check.sign == 0 ? by != 0.0 : signOf(by) == check.sign;
        }
        case CheckKind::Sign:
            return isKnown(check.of, now) && signOf(worth()) == check.sign;
        case CheckKind::Reached:
            return now.update > start.update || now.position >= check.position;
        case CheckKind::Below:
            return isKnown(check.of, now) && worth() < check.limit;
        case CheckKind::Above:
            return isKnown(check.of, now) && worth() > check.limit;
        case CheckKind::Trained:
            return updates > updatesAtStart && moment.meanLoss() < check.limit;
        case CheckKind::Updates:
            return updates - updatesAtStart >= check.count;
        case CheckKind::Labels:
            return updates > 0 && moment.project().examples()->training->size() <= check.count;
        case CheckKind::TestAccuracy:
            return updates > 0 && isTestedAbove(check.limit, moment.project());
    }
    return false;
}

}  // namespace stepgrad

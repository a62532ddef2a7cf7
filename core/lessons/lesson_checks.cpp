#include <array>

#include "core/lessons/lesson.h"

namespace stepgrad {
namespace {

// What may stand in "check" of a question, in the order of CheckKind.
const std::array kChecks = {
    CheckInfo{CheckKind::Number, "number", {"of"}, false},
    CheckInfo{CheckKind::Choice, "choice", {"options"}, false},
    CheckInfo{CheckKind::Changed, "changed", {"of", "to"}, true},
    CheckInfo{CheckKind::Sign, "sign", {"of", "sign"}, true},
    CheckInfo{CheckKind::Reached, "reached", {"step"}, true},
    CheckInfo{CheckKind::Below, "below", {"of", "limit"}, true},
    CheckInfo{CheckKind::Above, "above", {"of", "limit"}, true},
    CheckInfo{CheckKind::Trained, "trained", {"limit"}, true},
    CheckInfo{CheckKind::Updates, "updates", {"count"}, true},
    CheckInfo{CheckKind::Labels, "labels", {"count"}, true},
    CheckInfo{CheckKind::TestAccuracy, "test_accuracy", {"limit"}, true},
};

}  // namespace

std::span<const CheckInfo> checks() {
    return kChecks;
}

const CheckInfo& info(CheckKind kind) {
    return kChecks.at(static_cast<std::size_t>(kind));
}

}  // namespace stepgrad

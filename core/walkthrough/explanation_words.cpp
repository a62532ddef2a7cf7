#include "core/walkthrough/explanation_words.h"
namespace stepgrad {
std::string paragraphBeforeStart(const Network&) {
    return {};
}
std::string paragraphOf(const Step&, const Network&) {
    return {};
}
}  // namespace stepgrad

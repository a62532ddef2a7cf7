#include "core/walkthrough/explanation_words.h"

#include <cmath>

namespace stepgrad {

std::string Words::number(double value) const {
    return std::isfinite(value) ? formatNumber(value, m_notation.numbers) : "too large a number";
}

std::string Words::given(double value) const {
    constexpr std::size_t kShort = 8;
    const std::string whole = std::isfinite(value) ? exact(value) : number(value);
    return whole.size() <= kShort ? whole : number(value);
}

std::string Words::change(double before, double after) const {
    const std::string from = number(before), to = number(after);
    return from == to ? "by " + number(std::abs(after - before)) + ", to " + to
                      : "from " + from + " to " + to;
}

std::string Words::percent(double share) const {
    NumberFormat format = m_notation.numbers;
    format.decimals = 1;
    return std::isfinite(share) ? formatNumber(100.0 * share, format) + " %" : "an unknown share";
}

std::string listed(const std::vector<std::string>& names) {
    std::string text;
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (i > 0)
            text += i + 1 == names.size() ? " and " : ", ";
        text += names[i];
    }
    return text;
}

std::string capitalised(std::string text) {
    if (!text.empty() && text.front() >= 'a' && text.front() <= 'z')
        text.front() = static_cast<char>(text.front() - 'a' + 'A');
    return text;
}

void addSentence(std::string& text, const std::string& sentence) {
    if (!text.empty() && !sentence.empty())
        text += ' ';
    text += sentence;
}

}  // namespace stepgrad

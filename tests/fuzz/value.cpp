// Any bytes as a typed value: a finite number, or an error that says what was expected.

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "core/practice/answer.h"
#include "core/walkthrough/number_text.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace stepgrad;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto number = parseNumber(text);
    if (const double* value = std::get_if<double>(&number)) {
        if (!std::isfinite(*value))
            std::abort();
        // What is shown of it with all digits is the same number again.
        const auto again = parseNumber(exactNumber(*value));
        if (!std::holds_alternative<double>(again) || std::get<double>(again) != *value)
            std::abort();
    } else if (std::get<NumberError>(number).reason.empty()) {
        std::abort();
    }
    const auto answer = readAnswer(text);
    if (std::holds_alternative<NumberError>(answer) != std::holds_alternative<NumberError>(number))
        std::abort();
    return 0;
}

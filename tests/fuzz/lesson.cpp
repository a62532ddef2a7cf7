// Any bytes as a lesson: refused with a reason, or one whose stops can all be shown.

#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "core/data/read_error.h"
#include "core/lessons/lesson.h"
#include "core/network/backpropagation.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace stepgrad;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    try {
        const Lesson lesson = parseLesson(text, "fuzzed", "/nonexistent", "/nonexistent");
        for (const LessonStop& stop : lesson.stops)
            if (!stop.project || problemOf(*stop.project))
                std::abort();
    } catch (const ReadError& error) {
        if (error.reason().empty())
            std::abort();
    }
    return 0;
}

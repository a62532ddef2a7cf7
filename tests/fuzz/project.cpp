// Any bytes as a project file: refused with a reason, or a project that is valid and comes
// back from its own text bit for bit.

#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "core/document/project_json.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace stepgrad;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    try {
        const Project project = parseProject(text, "fuzzed", "/nonexistent");
        if (problemOf(project) || !(parseProject(writeProject(project), "", "") == project))
            std::abort();
    } catch (const ReadError& error) {
        if (error.reason().empty())
            std::abort();
    }
    return 0;
}

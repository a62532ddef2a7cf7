// Any bytes as a table: the preview finds how it is written, and the import takes it whole
// or refuses it with a place. The first byte chooses what the columns are used for.

#include <sys/mman.h>
#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "core/data/csv_import.h"
#include "core/data/csv_reader.h"

namespace stepgrad {
namespace {

/// A file in memory that holds the bytes.
const std::string& fileWith(const std::uint8_t* data, std::size_t size) {
    static const int fd = ::memfd_create("table", 0);
    static const std::string path = "/proc/self/fd/" + std::to_string(fd);
    if (fd < 0 || ::ftruncate(fd, 0) != 0 ||
        ::pwrite(fd, data, size, 0) != static_cast<ssize_t>(size))
        std::abort();
    return path;
}

void check(const std::string& path, std::uint8_t choice) {
    const CsvPreview preview = previewCsv(path);
    CsvImport import;
    import.format = preview.format;
    import.classes = (choice & 1) != 0;
    import.oneColumn = (choice & 2) != 0;
    for (std::size_t k = 0; k + 1 < preview.columns.size(); ++k)
        import.inputs.push_back(k);
    import.targets = {preview.columns.size() - 1};
    const auto data = importCsv(path, import);
    if (!data || !data->data.inputs.allFinite() || !data->data.targets.allFinite() ||
        data->data.inputs.rows() != data->data.targets.rows())
        std::abort();
}

}  // namespace
}  // namespace stepgrad

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0)
        return 0;
    // The plain tables that projects name, read by themselves.
    try {
        stepgrad::parseCsv({reinterpret_cast<const char*>(data + 1), size - 1}, "table");
    } catch (const stepgrad::ReadError& error) {
        if (error.reason().empty())
            std::abort();
    }
    try {
        stepgrad::check(stepgrad::fileWith(data + 1, size - 1), data[0]);
    } catch (const stepgrad::ReadError& error) {
        if (error.reason().empty())
            std::abort();
    }
    return 0;
}

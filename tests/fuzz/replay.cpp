// The fuzz targets without a fuzzer: all seeds, and each of them changed at random, the same
// for every run. For compilers that have no libFuzzer, and for every run of the tests.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

using Bytes = std::vector<std::uint8_t>;

void run(const Bytes& bytes) {
    LLVMFuzzerTestOneInput(bytes.data(), bytes.size());
}

/// One to eight bytes or pieces are changed, taken away, doubled or put in from elsewhere.
Bytes changed(Bytes bytes, const Bytes& other, std::mt19937_64& random) {
    const auto below = [&random](std::size_t n) { return n == 0 ? 0 : random() % n; };
    for (std::size_t i = 1 + below(8); i > 0; --i) {
        const auto at = bytes.begin() + static_cast<std::ptrdiff_t>(below(bytes.size() + 1));
        const auto left = static_cast<std::size_t>(bytes.end() - at);
        switch (below(4)) {
            case 0:
                if (left > 0)
                    *at = static_cast<std::uint8_t>(random());
                break;
            case 1:
                bytes.erase(at, at + static_cast<std::ptrdiff_t>(std::min(left, below(32))));
                break;
            case 2:
                bytes.insert(at, below(64), static_cast<std::uint8_t>(random()));
                break;
            default: {
                const std::size_t from = below(other.size());
                const std::size_t to =
                    from + below(std::min<std::size_t>(other.size() - from, 256));
                bytes.insert(at, other.begin() + static_cast<std::ptrdiff_t>(from),
                             other.begin() + static_cast<std::ptrdiff_t>(to));
            }
        }
    }
    return bytes;
}

}  // namespace

/// @param argv  the folder of seeds, and how many changed ones to try
int main(int argc, char** argv) {
    if (argc != 3)
        return 2;
    std::vector<std::filesystem::path> paths;
    for (const auto& entry : std::filesystem::directory_iterator(argv[1]))
        paths.push_back(entry.path());
    std::sort(paths.begin(), paths.end());
    std::vector<Bytes> seeds;
    for (const auto& path : paths) {
        std::ifstream file(path, std::ios::binary);
        seeds.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
        run(seeds.back());
    }
    if (seeds.empty())
        return 2;
    std::mt19937_64 random(1);
    const int count = std::atoi(argv[2]);
    for (int i = 0; i < count; ++i)
        run(changed(seeds[random() % seeds.size()], seeds[random() % seeds.size()], random));
    std::printf("%zu seeds and %d changed ones: no finding\n", seeds.size(), count);
    return 0;
}

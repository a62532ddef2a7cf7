// Project files of any bytes, and any project through a file.

#include <gtest/gtest.h>

#include <filesystem>
#include <random>

#include "core/data/read_error.h"
#include "core/data/text_file.h"
#include "core/document/project_json.h"
#include "core/document/session.h"
#include "tests/core/project_json_samples.h"
#include "tests/oracle/random_case.h"
#include "tests/torture.h"

namespace stepgrad {
namespace {

std::vector<std::string> shippedTexts() {
    std::vector<std::string> texts;
    for (const auto& entry :
         std::filesystem::directory_iterator(STEPGRAD_SOURCE_DIR "/resources/examples")) {
        std::string text = readTextFile(entry.path().string());
        if (text.size() < 100'000)
            texts.push_back(std::move(text));
    }
    std::mt19937_64 random(7);
    for (int i = 0; i < 20; ++i)
        texts.push_back(writeProject(samples::randomProject(random)));
    return texts;
}

std::string flipped(std::string text, Dice& dice) {
    for (int i = dice.whole(1, 4); i > 0; --i) {
        const auto at = static_cast<std::size_t>(dice.whole(0, static_cast<int>(text.size()) - 1));
        text[at] = static_cast<char>(text[at] ^ (1 << dice.whole(0, 7)));
    }
    return text;
}

std::string spliced(const std::string& a, const std::string& b, Dice& dice) {
    const auto from = [&dice](const std::string& text) {
        return static_cast<std::size_t>(dice.whole(0, static_cast<int>(text.size())));
    };
    return a.substr(0, from(a)) + b.substr(from(b));
}

/// Refused with a reason, or a project that is one: nothing between.
bool isAllOrNothing(const std::string& text, int& loaded) {
    try {
        const Project project = parseProject(text, "x.stepgrad", STEPGRAD_SOURCE_DIR);
        EXPECT_FALSE(problemOf(project)) << text;
        EXPECT_EQ(parseProject(writeProject(project), "again", STEPGRAD_SOURCE_DIR), project);
        ++loaded;
        return true;
    } catch (const ReadError& error) {
        const std::string what = error.what();
        EXPECT_EQ(what.find("x.stepgrad"), 0u) << what;
        return !error.reason().empty();
    }
}

TEST(TortureLoad, ACorruptedProjectIsRefusedWithItsPlaceOrLoadedWhole) {
    const auto texts = shippedTexts();
    Dice dice(99);
    int tried = 0, loaded = 0;
    const int random = rounds(700, 22'000);
    for (int i = 0; i < random; ++i, ++tried) {
        const auto pick = [&]() -> const std::string& {
            return texts[static_cast<std::size_t>(
                dice.whole(0, static_cast<int>(texts.size()) - 1))];
        };
        const std::string text = i % 3 == 0 ? spliced(pick(), pick(), dice) : flipped(pick(), dice);
        ASSERT_TRUE(isAllOrNothing(text, loaded)) << text;
    }
    // Cut at every 64 bytes (in the short run at every 4096).
    const auto stride = static_cast<std::size_t>(rounds(4096, 64));
    for (const std::string& text : texts)
        for (std::size_t cut = 0; cut < text.size(); cut += stride, ++tried)
            ASSERT_TRUE(isAllOrNothing(text.substr(0, cut), loaded)) << cut;
    tell(std::to_string(tried) + " corrupted project files: " + std::to_string(loaded) +
         " loaded whole, the others refused with a place");
    EXPECT_LT(loaded, tried);
}

TEST(TortureLoad, ASessionIsUnchangedByAProjectThatItRefuses) {
    Session session;
    ASSERT_EQ(session.setValue(ValueId::weight(0, 0, 1), 0.25), "");
    session.next();
    const Project before = session.project();
    std::mt19937_64 random(5);
    int refused = 0;
    for (int i = 0; i < rounds(300, 3000); ++i) {
        Project project = samples::randomProject(random);
        try {
            session.open(project);  // many overflow
            session.open(before);
            session.next();
        } catch (const std::invalid_argument&) {
            ++refused;
            ASSERT_EQ(session.project(), before);
        }
    }
    EXPECT_GT(refused, 0);
}

TEST(TortureLoad, AnyProjectComesBackBitForBit) {
    std::mt19937_64 random(31337);
    const int times = rounds(500, 10'000);
    for (int i = 0; i < times; ++i) {
        const Project project = samples::randomProject(random);
        const std::string text = writeProject(project);
        ASSERT_EQ(parseProject(text, "p", ""), project) << text;
        ASSERT_EQ(writeProject(parseProject(text, "p", "")), text);
    }
    tell(std::to_string(times) + " random projects: load(save(p)) = p bit for bit");
}

}  // namespace
}  // namespace stepgrad

#include "core/walkthrough/number_text.h"

#include <gtest/gtest.h>

#include <bit>
#include <clocale>
#include <cmath>
#include <cstdint>
#include <limits>
#include <stdexcept>
#include <string>

#include "tests/oracle/random_case.h"

namespace stepgrad {
namespace {

constexpr double kLargest = std::numeric_limits<double>::max();
constexpr double kSmallest = std::numeric_limits<double>::denorm_min();

/// The number that a text is, or NaN.
double parsed(std::string_view text) {
    const auto result = parseNumber(text);
    const double* value = std::get_if<double>(&result);
    return value ? *value : std::nan("");
}

/// Why a text is none, or an empty text.
std::string refusal(std::string_view text) {
    const auto result = parseNumber(text);
    const auto* error = std::get_if<NumberError>(&result);
    return error ? error->reason : "";
}

TEST(FormatNumber, ShowsFourDecimalsWhereTheseSayEnough) {
    EXPECT_EQ(formatNumber(0.549833997312478), "0.5498");
    EXPECT_EQ(formatNumber(-0.11513101042411927), "−0.1151");
    EXPECT_EQ(formatNumber(0.015845291374871902), "0.0158");
    EXPECT_EQ(formatNumber(1.0), "1.0000");
    EXPECT_EQ(formatNumber(-0.7), "−0.7000");
    EXPECT_EQ(formatNumber(0.0), "0.0000");
    EXPECT_EQ(formatNumber(1234.56789), "1234.5679");
    EXPECT_EQ(formatNumber(0.01), "0.0100");
    EXPECT_EQ(formatNumber(0.009996), "0.0100") << "rounds up to where four decimals are enough";
}

TEST(FormatNumber, ShowsThreeSignificantDigitsOfSmallNumbers) {
    EXPECT_EQ(formatNumber(0.007922645687435951), "0.00792");
    EXPECT_EQ(formatNumber(-0.001), "−0.00100");
    EXPECT_EQ(formatNumber(0.000123456), "0.000123");
    EXPECT_EQ(formatNumber(0.0001), "0.000100");
    EXPECT_EQ(formatNumber(0.0000999), "9.99e−5");
    EXPECT_EQ(formatNumber(-1.23456e-5), "−1.23e−5");
    EXPECT_EQ(formatNumber(4.248354255291589e-18), "4.25e−18");
    EXPECT_EQ(formatNumber(kSmallest), "4.94e−324");
    EXPECT_EQ(formatNumber(1e-100), "1.00e−100");
}

TEST(FormatNumber, ShowsLargeNumbersInPowersOfTen) {
    EXPECT_EQ(formatNumber(9999999.0), "9999999.0000");
    EXPECT_EQ(formatNumber(-9996000.0), "−9996000.0000");
    EXPECT_EQ(formatNumber(1e7), "1.0000e7");
    EXPECT_EQ(formatNumber(-1.5e300), "−1.5000e300");
    EXPECT_EQ(formatNumber(kLargest), "1.7977e308");
}

TEST(FormatNumber, NeverWritesMinusZero) {
    EXPECT_EQ(formatNumber(-0.0), "0.0000");
    EXPECT_EQ(formatNumber(-1e-9), "−1.00e−9");
}

TEST(FormatNumber, FollowsTheChosenDigitsAndDecimalSign) {
    EXPECT_EQ(formatNumber(0.25, {4, true}), "0,2500");
    EXPECT_EQ(formatNumber(-1.23456e-5, {4, true}), "−1,23e−5");
    EXPECT_EQ(formatNumber(0.123456, {2, false}), "0.123");
    EXPECT_EQ(formatNumber(0.123456, {6, false}), "0.123456");
    EXPECT_EQ(formatNumber(12.345, {1, false}), "12.3");
    EXPECT_EQ(formatNumber(1.0 / 3.0, {15, false}), "0.333333333333333");
    EXPECT_EQ(formatNumber(0.0, {2, true}), "0,00");
}

TEST(FormatNumber, ShowsAtLeastThreeSignificantDigitsAlwaysAndRoundsOnce) {
    Dice dice(3);
    for (int i = 0; i < 20000; ++i) {
        const double value = (dice.coin() ? 1.0 : -1.0) * std::pow(10.0, dice.real(-12.0, 9.0));
        const NumberFormat format{dice.whole(1, 15), dice.coin()};
        const std::string text = formatNumber(value, format);
        const double shown = parsed(text);
        EXPECT_LE(std::abs(shown - value), 0.00501 * std::abs(value)) << text << " for " << value;
        EXPECT_EQ(text.find('-'), std::string::npos) << "a true minus sign";
        EXPECT_EQ(text.find(format.decimalComma ? '.' : ','), std::string::npos);
    }
}

TEST(FormatNumber, RefusesWhatIsNoFiniteNumber) {
    for (const double bad : {std::nan(""), std::numeric_limits<double>::infinity(),
                             -std::numeric_limits<double>::infinity()}) {
        EXPECT_THROW(formatNumber(bad), std::invalid_argument);
        EXPECT_THROW(exactNumber(bad), std::invalid_argument);
    }
}

TEST(ExactNumber, WritesTheFewestDigitsThatReadBack) {
    EXPECT_EQ(exactNumber(0.1), "0.1");
    EXPECT_EQ(exactNumber(-0.7), "−0.7");
    EXPECT_EQ(exactNumber(0.1 + 0.2), "0.30000000000000004");
    EXPECT_EQ(exactNumber(1.0), "1");
    EXPECT_EQ(exactNumber(0.0), "0");
    EXPECT_EQ(exactNumber(0.0001), "0.0001");
    EXPECT_EQ(exactNumber(100000.0), "100000");
    EXPECT_EQ(exactNumber(1e-5), "0.00001");
    EXPECT_EQ(exactNumber(1.5e-6), "1.5e−6");
    EXPECT_EQ(exactNumber(1e16), "1e16");
    EXPECT_EQ(exactNumber(-1e-10), "−1e−10");
    EXPECT_EQ(exactNumber(kSmallest), "5e−324");
    EXPECT_EQ(exactNumber(0.25, {4, true}), "0,25");
}

TEST(ExactNumber, ReadsBackBitForBit) {
    Dice dice(4);
    int tried = 0;
    while (tried < 100000) {
        // Any bit pattern is as likely as any other, and every fourth number is
        // one of the size that people type.
        const double value =
            tried % 4 == 0 ? dice.real(-10.0, 10.0) : std::bit_cast<double>(dice.bits());
        if (!std::isfinite(value))
            continue;
        ++tried;
        const NumberFormat format{4, dice.coin()};
        const double back = parsed(exactNumber(value, format));
        ASSERT_EQ(std::bit_cast<std::uint64_t>(back), std::bit_cast<std::uint64_t>(value))
            << exactNumber(value, format);
    }
    for (const double value : {0.0, -0.0, kSmallest, -kSmallest, kLargest, -kLargest, 0x1p-1022})
        EXPECT_EQ(std::bit_cast<std::uint64_t>(parsed(exactNumber(value))),
                  std::bit_cast<std::uint64_t>(value));
}

TEST(FormatCount, GroupsDigitsFromTenThousandOn) {
    EXPECT_EQ(formatCount(0), "0");
    EXPECT_EQ(formatCount(9999), "9999");
    EXPECT_EQ(formatCount(10000), "10\u202f000");
    EXPECT_EQ(formatCount(123456), "123\u202f456");
    EXPECT_EQ(formatCount(29385771), "29\u202f385\u202f771");
    EXPECT_EQ(formatCount(-100000), "−100\u202f000");
    EXPECT_EQ(formatCount(INT64_MIN), "−9\u202f223\u202f372\u202f036\u202f854\u202f775\u202f808");
}

TEST(ParseNumber, UnderstandsWhatPeopleType) {
    struct Row {
        const char* text;
        double value;
    };
    for (const Row& row : {
             Row{"-0.25", -0.25},
             {"-.25", -0.25},
             {"−0,25", -0.25},
             {"−0.25", -0.25},
             {"–0.25", -0.25},
             {"1e-3", 1e-3},
             {"1e−3", 1e-3},
             {"1E+3", 1000.0},
             {"1/3", 1.0 / 3.0},
             {" -1 / 4 ", -0.25},
             {"1,5/−3", -0.5},
             {"+2", 2.0},
             {"5.", 5.0},
             {"  7\t", 7.0},
             {"7\n", 7.0},
             {"\u00a00,5\u202f", 0.5},
             {"007", 7.0},
             {"0", 0.0},
             {"0/5", 0.0},
             {"0e-999", 0.0},
             {"1e308", 1e308},
             {"5e-324", kSmallest},
             {"0.1", 0.1},
             {"123456789012345678901234567890", 123456789012345678901234567890.0},
         })
        EXPECT_EQ(parsed(row.text), row.value) << row.text;
}

TEST(ParseNumber, RefusesAnythingElseWithAReason) {
    for (const std::string text :
         {"",       " ",     "-",    "+",   "−",     ".",     ",",        "e5",       "1e",
          "1e+",    "abc",   "1x",   "x1",  "1.2.3", "1,2,3", "1,234.5",  "1.234,5",  "1 000",
          "1'000",  "--1",   "−−1",  "+-1", "-+1",   "++1",   "0x10",     "1/2/3",    "1/",
          "/2",     "/",     "1//2", "(1)", "1%",    "½",     "٣",        "1e5.5",    "1e1e1",
          "1+1",    "1*2",   "nan",  "NaN", "-nan",  "inf",   "-inf",     "Infinity", "infinity",
          "nan(7)", "1_000", "1f",   "1L",  "δ",     "\xff",  "\xe2\x88", "1\xe2"})
        EXPECT_NE(refusal(text), "") << text;
    EXPECT_NE(refusal(std::string_view("1\0002", 3)), "") << "a zero byte in between";
    EXPECT_NE(refusal(std::string_view("1\0", 2)), "") << "a zero byte behind";
    EXPECT_NE(refusal(std::string(100000, '-')), "");
    EXPECT_NE(refusal(std::string(100000, '/')), "");
}

TEST(ParseNumber, RefusesNumbersThatNoDoubleCanHold) {
    const std::string large = "this number is too large";
    const std::string small = "this number is too small to be told from 0";
    for (const std::string& text :
         {std::string("1e999"), std::string("-1e309"), std::string("1.8e308"),
          std::string("1e99999999999999999999"), std::string(400, '9'), "1" + std::string(400, '0'),
          "0,001e400" + std::string(), std::string("1e308/1e-9"), std::string("1e999/1e999")})
        EXPECT_EQ(refusal(text), large) << text;
    for (const std::string& text :
         {std::string("1e-999"), std::string("-1e-400"), std::string("1.5e-400"),
          std::string("1e-99999999999999999999"), "0." + std::string(400, '0') + "1",
          "123" + std::string("e-999"), std::string("1e-300/1e300")})
        EXPECT_EQ(refusal(text), small) << text;
    for (const char* text : {"1/0", "0/0", "1/-0", "1/0.0", "1/0e5"})
        EXPECT_EQ(refusal(text), "a fraction cannot have 0 below") << text;
}

TEST(ParseNumber, DoesNotFollowTheLocale) {
    const std::string before = std::setlocale(LC_ALL, nullptr);
    // Where the locale is not installed this tests the standard one once more.
    std::setlocale(LC_ALL, "de_DE.UTF-8");
    EXPECT_EQ(parsed("0.25"), 0.25);
    EXPECT_EQ(parsed("0,25"), 0.25);
    EXPECT_EQ(refusal("1.5e-400"), "this number is too small to be told from 0");
    EXPECT_EQ(formatNumber(0.25), "0.2500");
    EXPECT_EQ(exactNumber(0.25), "0.25");
    std::setlocale(LC_ALL, before.c_str());
}

}  // namespace
}  // namespace stepgrad

#include "ui/worksheet/sheet_pages.h"

#include <gtest/gtest.h>

#include "core/document/project.h"
#include "ui/appearance.h"

namespace stepgrad {
namespace {

std::vector<Worksheet> sheetsOf(std::vector<int> shape, int count) {
    ExerciseNetwork network;
    network.shape = std::move(shape);
    network.hasBiases = true;
    SheetOptions options;
    options.hasFormulas = true;
    return makeClassSet(projectOf(network), 1, count, options);
}

/// The rectangle of what is not white.
QRect inkOf(const QImage& image) {
    QRect ink;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            if (image.pixel(x, y) != qRgb(255, 255, 255))
                ink |= QRect(x, y, 1, 1);
    return ink;
}

TEST(SheetPages, EverySheetBeginsOnAPageOfItsOwn) {
    const auto worksheets = sheetsOf({2, 2, 1}, 3);
    const int one = SheetPages(exercisesOf({worksheets[0]})).count();
    EXPECT_EQ(SheetPages(exercisesOf(worksheets)).count(), 3 * one);
}

TEST(SheetPages, NothingLeavesTheMarginsOfAnyPage) {
    for (const auto& shape : {std::vector{2, 2, 1}, std::vector{4, 4, 4, 2}, std::vector{8, 8}}) {
        const auto worksheets = sheetsOf(shape, 1);
        for (const auto& sheets : {exercisesOf(worksheets), solutionsOf(worksheets)}) {
            const SheetPages pages(sheets);
            ASSERT_GT(pages.count(), 0);
            for (int page = 0; page < pages.count(); ++page) {
                const QImage image = pages.picture(page, 595);
                const QRect ink = inkOf(image);
                EXPECT_GE(ink.left(), 50) << page;
                EXPECT_LE(ink.right(), 595 - 50) << page;
                EXPECT_GE(ink.top(), 50) << page;
                EXPECT_LE(ink.bottom(), image.height() - 50) << page;
            }
        }
    }
}

TEST(SheetPages, PaperIsWhiteWhateverTheWindowLooksLike) {
    const auto sheets = exercisesOf(sheetsOf({2, 2, 1}, 1));
    const QImage light = SheetPages(sheets).picture(0, 400);
    Appearance::instance().setDark(true);
    const QImage dark = SheetPages(sheets).picture(0, 400);
    Appearance::instance().setDark(false);
    EXPECT_EQ(light, dark);
}

TEST(SheetPages, ThePdfHasAsManyPages) {
    const SheetPages pages(solutionsOf(sheetsOf({2, 2, 1}, 2)));
    const QByteArray pdf = pages.pdf(QStringLiteral("Solutions"));
    EXPECT_TRUE(pdf.startsWith("%PDF-"));
    EXPECT_TRUE(pdf.contains("/Count " + QByteArray::number(pages.count())));
}

}  // namespace
}  // namespace stepgrad

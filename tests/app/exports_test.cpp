// Pictures and tables of what the window shows.

#include "app/exports.h"

#include <QFile>
#include <QImage>
#include <QXmlStreamReader>

#include "core/document/new_data.h"
#include "core/network/backpropagation.h"
#include "tests/app/window_fixture.h"

namespace stepgrad {
namespace {

struct ExportsTest : WindowTest {
    QString path(const QString& name) { return folder.filePath(name); }
    QByteArray read(const QString& name) {
        QFile file(path(name));
        EXPECT_TRUE(file.open(QIODevice::ReadOnly)) << name.toStdString();
        return file.readAll();
    }
};

TEST_F(ExportsTest, PicturesAreWrittenAsPngAndSvg) {
    for (int i = 0; i < 8; ++i)
        session().next();
    for (const ExportInfo& row : exportTable()) {
        if (!row.isPicture)
            continue;
        ASSERT_EQ(window->exports().write(row.id, path("p.png")), "") << row.text;
        const QImage image(path("p.png"));
        ASSERT_FALSE(image.isNull()) << row.text;
        EXPECT_GE(image.width(), 400);
        QSet<QRgb> colours;
        for (int y = 0; y < image.height(); y += 3)
            for (int x = 0; x < image.width(); x += 3)
                colours.insert(image.pixel(x, y));
        EXPECT_GT(colours.size(), 8) << row.text;
        ASSERT_EQ(window->exports().write(row.id, path("p.svg")), "") << row.text;
        QXmlStreamReader xml(read("p.svg"));
        int elements = 0;
        while (!xml.atEnd())
            elements += xml.readNext() == QXmlStreamReader::StartElement;
        EXPECT_FALSE(xml.hasError()) << row.text;
        EXPECT_GT(elements, 10) << row.text;
    }
    // Words stay words in a drawing.
    ASSERT_EQ(window->exports().write(ExportKind::Graph, path("g.svg")), "");
    const double h1 = *session().still().value(ValueId::h(0, 0));
    EXPECT_TRUE(read("g.svg").contains(QByteArray::number(h1, 'f', 4)));
}

TEST_F(ExportsTest, ResultsThatAreNotOnTheScreenAreDrawnAsTheyAreNow) {
    window->showTab(0);
    ASSERT_EQ(window->exports().write(ExportKind::Results, path("a.png")), "");
    ASSERT_EQ(session().setValue(ValueId::weight(1, 0, 0), -3.0), "");
    ASSERT_EQ(window->exports().write(ExportKind::Results, path("b.png")), "");
    const QImage before(path("a.png")), after(path("b.png"));
    EXPECT_GE(before.width(), 1400);
    EXPECT_EQ(before.size(), after.size());
    EXPECT_NE(before, after);
}

TEST_F(ExportsTest, TheLossTableHasEveryPointOfTheCurveWithAllDigits) {
    for (int i = 0; i < 35; ++i)
        session().next();
    session().restart();
    for (int i = 0; i < 15; ++i)
        session().next();
    ASSERT_EQ(window->exports().write(ExportKind::LossTable, path("l.csv")), "");
    const LossCurve curve = session().lossCurve();
    ASSERT_EQ(curve.ghosts.size(), 1U);
    // One example: nothing is kept back, and its target 1 is a class.
    QByteArray expected =
        "run,update,loss,test_loss,accuracy,test_accuracy,gradient_1,gradient_2\n";
    const auto add = [&](const char* run, const LossPoint& point) {
        const auto digits = [](double value) { return QByteArray::number(value, 'g', 17); };
        expected += run + QByteArray::number(qint64(point.update)) + ',' + digits(point.loss) +
                    ",," + digits(*point.accuracy) + ",," + digits(point.gradients[0]) + ',' +
                    digits(point.gradients[1]) + '\n';
    };
    for (const auto& point : curve.ghosts[0].losses)
        add("-1,", point);
    for (const auto& point : curve.points)
        add("0,", point);
    EXPECT_EQ(read("l.csv"), expected);
    EXPECT_GT(expected.count('\n'), 4);
}

TEST_F(ExportsTest, ThePredictionTableHasEveryExample) {
    Project project = withData(session().project(), generate(Generator::Circle, {20, 0.1, 3}),
                               {Split{0.25, 1}, ScalingKind::Standardise});
    project.network.inputNames = {"a,b", "say \"x\""};
    ASSERT_EQ(session().beginWith(project, "data"), "");
    ASSERT_EQ(window->exports().write(ExportKind::PredictionTable, path("p.csv")), "");
    const QList<QByteArray> lines = read("p.csv").split('\n');
    ASSERT_EQ(lines.size(), 22);
    EXPECT_EQ(lines[0], "example,part,\"a,b\",\"say \"\"x\"\"\",target,prediction");
    int test = 0;
    for (int row = 0; row < 20; ++row) {
        const QList<QByteArray> cells = lines[row + 1].split(',');
        ASSERT_EQ(cells.size(), 6);
        test += cells[1] == "test";
        EXPECT_EQ(cells[2].toDouble(), project.data->inputs(row, 0));
        const Vector seen = project.seen(project.data->inputs.row(row).transpose());
        EXPECT_NEAR(cells[5].toDouble(), predict(project.network, seen)[0], 1e-15);
    }
    EXPECT_EQ(test, 5);
}

TEST_F(ExportsTest, WhatCannotBeWrittenIsToldAndHarmsNothing) {
    EXPECT_NE(window->exports().write(ExportKind::Graph, path("no/such/folder/p.png")), "");
    EXPECT_TRUE(window->exports().write(ExportKind::Graph, path("p.gif")).contains(".png"));
    EXPECT_TRUE(window->exports().write(ExportKind::LossTable, path("p.png")).contains(".csv"));
    EXPECT_FALSE(QFile::exists(path("p.gif")));
}

}  // namespace
}  // namespace stepgrad

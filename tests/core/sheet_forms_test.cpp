#include <gtest/gtest.h>

#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QXmlStreamReader>
#include <algorithm>
#include <sstream>

#include "core/worksheet/network_drawing.h"
#include "core/worksheet/sheet.h"
#include "tests/core/walkthrough_support.h"

namespace stepgrad::test {
namespace {

/// Sheets and solutions of many kinds, in one document each.
std::vector<std::vector<Sheet>> documents() {
    std::vector<std::vector<Sheet>> all;
    SheetOptions options;
    options.hasFormulas = true;
    for (const bool biases : {false, true})
        for (const Loss loss : {Loss::HalfSquaredError, Loss::CrossEntropy}) {
            ExerciseNetwork build;
            build.shape = {3, 4, 2};
            build.hasBiases = biases;
            build.loss = loss;
            build.output = info(loss).output.value_or(Activation::Sigmoid);
            options.notation.numbers.decimalComma = biases;
            Project project = projectOf(build);
            project.name = "Ünits & <\"quotes\"> 100 % _under_ $x$ #1 ~^\\";
            const auto worksheets = makeClassSet(project, 1, 2, options);
            all.push_back(exercisesOf(worksheets));
            all.push_back(solutionsOf(worksheets));
        }
    // Optimizers with a memory, penalties, networks of all kinds.
    for (unsigned seed = 0; seed < 40; ++seed)
        all.push_back({solutionOf(workedStep("A step", randomStep(seed).trace, {}))});
    return all;
}

TEST(SheetForms, HtmlIsWellFormedAndFetchesNothing) {
    for (const auto& sheets : documents()) {
        const std::string html = toHtml(sheets);
        QXmlStreamReader reader(QByteArray::fromStdString(html));
        int sections = 0;
        while (!reader.atEnd()) {
            reader.readNext();
            if (!reader.isStartElement())
                continue;
            sections += reader.name() == QLatin1String("section") ? 1 : 0;
            EXPECT_NE(reader.name(), QLatin1String("script"));
            for (const char* fetching : {"src", "href", "onload"})
                EXPECT_FALSE(reader.attributes().hasAttribute(QLatin1String(fetching)));
        }
        ASSERT_FALSE(reader.hasError())
            << reader.errorString().toStdString() << " in line " << reader.lineNumber();
        EXPECT_EQ(sections, static_cast<int>(sheets.size()));
        EXPECT_EQ(html.find("url("), std::string::npos);
    }
}

TEST(SheetForms, MarkdownTablesHaveAsManyCellsInEveryRow) {
    int tables = 0;
    for (const auto& sheets : documents()) {
        std::istringstream text(toMarkdown(sheets));
        std::string line;
        std::ptrdiff_t cells = 0;
        int row = 0;
        while (std::getline(text, line)) {
            if (!line.starts_with("|")) {
                EXPECT_TRUE(row == 0 || row == 3);
                row = 0;
                continue;
            }
            const auto found = std::count(line.begin(), line.end(), '|');
            if (row++ == 0)
                cells = found;
            EXPECT_EQ(found, cells) << line;
            EXPECT_TRUE(line.ends_with("|")) << line;
            if (row == 2) {
                EXPECT_EQ(line.find_first_not_of("|- "), std::string::npos);
                ++tables;
            }
        }
    }
    EXPECT_GT(tables, 100);
}

/// What stands open at the end of a LaTeX text, or closes what is not open.
std::string imbalanceOf(const std::string& text) {
    std::vector<std::string> open;
    bool isMath = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto word = [&](const char* name) {
            return text.compare(i, strlen(name), name) == 0;
        };
        if (word("\\begin{") || word("\\end{")) {
            const bool begins = word("\\begin{");
            const auto from = text.find('{', i) + 1, to = text.find('}', from);
            const std::string name = text.substr(from, to - from);
            if (begins)
                open.push_back(name);
            else if (open.empty() || open.back() != name)
                return "\\end{" + name + "}";
            else
                open.pop_back();
            i = to;
        } else if (text[i] == '\\') {
            ++i;
        } else if (text[i] == '{') {
            open.emplace_back("{");
        } else if (text[i] == '}') {
            if (open.empty() || open.back() != "{")
                return "}";
            open.pop_back();
        } else if (text[i] == '$') {
            isMath = !isMath;
        }
    }
    return isMath ? "$" : open.empty() ? "" : open.back();
}

TEST(SheetForms, LatexIsBalancedAndInLettersThatPdflatexKnows) {
    for (const auto& sheets : documents()) {
        const std::string latex = toLatex(sheets);
        EXPECT_EQ(imbalanceOf(latex), "");
        std::string beyond = latex;
        for (const char* known : {"Ü", "·"})  // Latin-1: letters of the T1 encoding
            for (auto at = beyond.find(known); at != std::string::npos; at = beyond.find(known))
                beyond.erase(at, strlen(known));
        const auto odd = std::find_if(beyond.begin(), beyond.end(), [](char c) { return c < 0; });
        EXPECT_TRUE(odd == beyond.end()) << std::string(odd, std::min(odd + 20, beyond.end()));
    }
}

TEST(SheetForms, LatexCompilesWhereThereIsACompiler) {
    const QString pdflatex = QStandardPaths::findExecutable(QStringLiteral("pdflatex"));
    if (pdflatex.isEmpty())
        return;  // balance and letters are checked above in any case
    const QTemporaryDir folder;
    const auto all = documents();
    for (std::size_t i = 0; i < all.size(); i += 5) {
        QFile file(folder.filePath("sheet.tex"));
        ASSERT_TRUE(file.open(QIODevice::WriteOnly));
        file.write(QByteArray::fromStdString(toLatex(all[i])));
        file.close();
        QProcess process;
        process.setWorkingDirectory(folder.path());
        process.start(pdflatex, {"-interaction=nonstopmode", "-halt-on-error", "sheet.tex"});
        ASSERT_TRUE(process.waitForFinished(60'000));
        EXPECT_EQ(process.exitCode(), 0) << process.readAllStandardOutput().toStdString();
    }
}

double overlap(const NetworkDrawing::Label& a, const NetworkDrawing::Label& b) {
    const double across = (a.width + b.width) / 2.0 - std::abs(a.center.x - b.center.x);
    const double down = NetworkDrawing::kLabelHeight - std::abs(a.center.y - b.center.y);
    return std::min(across, down);
}

TEST(NetworkDrawing, OnPaperLabelsShrinkWithTheDrawing) {
    ExerciseNetwork build;
    build.shape = {4, 4, 4, 2};
    const Worksheet worksheet = makeWorksheet(projectOf(build), 4, {});
    const NetworkDrawing drawing = drawingOf(*worksheet.trace, {});
    const std::string tikz = drawingTikz(*worksheet.trace, {});
    const auto number = [&](const std::string& before) {
        const auto at = tikz.find(before);
        EXPECT_NE(at, tikz.npos) << before;
        return std::stod(tikz.substr(at + before.size()));
    };
    const double scale = number("scale=");
    // A label of 10 points has 5 in TeX's \\tiny: no smaller, and on the paper.
    EXPECT_GE(scale, 0.5);
    EXPECT_LE(scale * drawing.width, 16.0 * 28.46);
    EXPECT_NEAR(number("radius="), NetworkDrawing::kRadius, 0.05);  // scaled by TikZ
    EXPECT_NE(tikz.find("font=\\tiny"), tikz.npos);
    build.shape = {2, 2, 1};
    EXPECT_NE(
        drawingTikz(*makeWorksheet(projectOf(build), 4, {}).trace, {}).find("font=\\scriptsize"),
        std::string::npos);
}

TEST(NetworkDrawing, LabelsCoverNeitherEachOtherNorANeuron) {
    const std::vector<std::vector<int>> shapes{{2, 2, 1}, {2, 3, 1},      {3, 4, 3, 2},
                                               {4, 4, 2}, {4, 4, 4, 2},   {1, 1},
                                               {4, 1, 4}, {2, 4, 2, 4, 1}};
    for (const auto& shape : shapes)
        for (const bool biases : {false, true})
            for (const auto numbering :
                 {Notation::Numbering::BySource, Notation::Numbering::Indexed}) {
                ExerciseNetwork build;
                build.shape = shape;
                build.hasBiases = biases;
                SheetOptions options;
                options.notation.numbering = numbering;
                const Worksheet worksheet = makeWorksheet(projectOf(build), 4, options);
                const Network& network = worksheet.trace->network;
                SCOPED_TRACE(network.shapeText());
                const NetworkDrawing drawing = drawingOf(*worksheet.trace, options.notation);
                EXPECT_EQ(drawing.edges.size(), static_cast<std::size_t>(network.weightCount()));
                EXPECT_EQ(drawing.labels.size(),
                          static_cast<std::size_t>(network.parameterCount() + network.inputCount() +
                                                   network.outputCount()));
                for (std::size_t i = 0; i < drawing.labels.size(); ++i) {
                    const auto& label = drawing.labels[i];
                    EXPECT_GE(label.center.x - label.width / 2.0, 0.0);
                    EXPECT_LE(label.center.x + label.width / 2.0, drawing.width);
                    EXPECT_LE(label.center.y, drawing.height);
                    for (std::size_t j = 0; j < i; ++j)
                        EXPECT_LE(overlap(label, drawing.labels[j]), 0.0) << i << " and " << j;
                    for (const auto& node : drawing.nodes) {
                        const double dx = std::abs(label.center.x - node.center.x);
                        const double dy = std::abs(label.center.y - node.center.y);
                        EXPECT_TRUE(dx >= label.width / 2.0 + NetworkDrawing::kRadius ||
                                    dy >= NetworkDrawing::kRadius + 5.0 ||
                                    std::hypot(std::max(dx - label.width / 2.0, 0.0), dy) >=
                                        NetworkDrawing::kRadius);
                    }
                }
            }
}

}  // namespace
}  // namespace stepgrad::test

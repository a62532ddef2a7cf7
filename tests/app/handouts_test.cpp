#include <QCheckBox>
#include <QComboBox>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMenuBar>
#include <QPushButton>
#include <QScrollArea>
#include <QXmlStreamReader>

#include "app/conventions_dialog.h"
#include "core/walkthrough/formula_text.h"
#include "tests/app/window_fixture.h"
#include "ui/formula/formula_view.h"
#include "ui/panels/walkthrough_panel.h"
#include "ui/worksheet/worksheet_dialog.h"

namespace stepgrad {
namespace {

struct HandoutsTest : WindowTest {
    template <typename Dialog>
    Dialog* open(ActionId id) {
        window->action(id).trigger();
        QCoreApplication::processEvents();
        auto* dialog = window->findChild<Dialog*>();
        EXPECT_NE(dialog, nullptr);
        return dialog;
    }
    template <typename Widget>
    static Widget* named(QWidget* parent, const QString& name) {
        for (auto* found : parent->findChildren<Widget*>())
            if (found->accessibleName() == name)
                return found;
        ADD_FAILURE() << "nothing named " << name.toStdString();
        return nullptr;
    }
    /// Chooses by keyboard.
    static void choose(QComboBox* box, int index) {
        box->setFocus();
        while (box->currentIndex() < index)
            QTest::keyClick(box, Qt::Key_Down);
        while (box->currentIndex() > index)
            QTest::keyClick(box, Qt::Key_Up);
    }
    static QPushButton* button(QWidget* parent, const QString& text) {
        for (auto* found : parent->findChildren<QPushButton*>())
            if (found->text().remove('&') == text)
                return found;
        ADD_FAILURE() << "no button " << text.toStdString();
        return nullptr;
    }
    QByteArray saveAs(QWidget* over, const QString& name) {
        QCoreApplication::processEvents();
        QFileDialog* files = nullptr;
        for (auto* found : over->findChildren<QFileDialog*>())
            if (found->isVisible())
                files = found;
        if (!files) {
            ADD_FAILURE() << "no file dialog";
            return {};
        }
        const QString path = folder.filePath(name);
        auto* field = files->findChild<QLineEdit*>();
        field->setText(path);
        QTest::keyClick(field, Qt::Key_Return);
        QCoreApplication::processEvents();
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
};

TEST_F(HandoutsTest, AConventionRewritesTheWindowAtOnceAndIsKept) {
    session().goToStep(9);
    auto* dialog = open<ConventionsDialog>(ActionId::Conventions);
    choose(named<QComboBox>(dialog, "Neurons"), 1);
    choose(named<QComboBox>(dialog, "Loss"), 2);
    choose(named<QComboBox>(dialog, "Delta"), 1);
    EXPECT_TRUE(lossText().startsWith("E = "));
    const auto* formulas = dialog->findChild<FormulaView*>();
    EXPECT_TRUE(formulas->text().contains("δ₃ = −∂E/∂z₃")) << formulas->text().toStdString();
    EXPECT_TRUE(window->networkView().toolTip().isEmpty());
    dialog->close();
    window.reset();
    Appearance::instance().setNotation({});
    makeWindow();
    EXPECT_TRUE(lossText().startsWith("E = "));
    EXPECT_EQ(window->look().notation().deltaSign, Notation::DeltaSign::NegativeSlope);
}

TEST_F(HandoutsTest, ATextbookSetsAllItsChoices) {
    auto* dialog = open<ConventionsDialog>(ActionId::Conventions);
    auto* textbook = named<QComboBox>(dialog, "Textbook");
    EXPECT_EQ(textbook->currentIndex(), 0);
    choose(textbook, 3);
    EXPECT_EQ(named<QComboBox>(dialog, "Prediction")->currentText(), "o");
    EXPECT_EQ(named<QComboBox>(dialog, "Loss")->currentText(), "E");
    choose(named<QComboBox>(dialog, "Loss"), 1);
    EXPECT_EQ(textbook->currentText(), "as chosen below");
}

TEST_F(HandoutsTest, TheFactorOfTheLossIsAnEditOfTheProject) {
    auto* dialog = open<ConventionsDialog>(ActionId::Conventions);
    choose(named<QComboBox>(dialog, "Squared error"), 1);
    EXPECT_EQ(session().project().loss, Loss::SquaredError);
    EXPECT_EQ(savedText(), "not saved");
    dialog->close();
    session().undo();
    EXPECT_EQ(session().project().loss, Loss::HalfSquaredError);
}

TEST_F(HandoutsTest, TheDecimalCommaIsTheOneOfTheMenu) {
    auto* dialog = open<ConventionsDialog>(ActionId::Conventions);
    QTest::mouseClick(dialog->findChild<QCheckBox*>(), Qt::LeftButton, {}, {8, 8});
    EXPECT_TRUE(window->action(ActionId::DecimalComma).isChecked());
    EXPECT_TRUE(Appearance::instance().notation().numbers.decimalComma);
}

TEST_F(HandoutsTest, WorksheetsAreShownAndSavedInEveryForm) {
    auto* dialog = open<WorksheetDialog>(ActionId::Worksheet);
    EXPECT_FALSE(named<QLabel>(dialog, "First page")->pixmap().isNull());
    auto* count = named<NumberField>(dialog, "Sheets");
    count->setFocus();
    count->selectAll();
    QTest::keyClicks(count, "3");
    const std::pair<const char*, const char*> forms[] = {{"set.pdf", "%PDF-"},
                                                         {"set.html", "<!DOCTYPE html>"},
                                                         {"set.md", "# One step by hand"},
                                                         {"set.tex", "\\documentclass"}};
    for (const auto& [name, begin] : forms) {
        QTest::mouseClick(button(dialog, "Save Sheets…"), Qt::LeftButton);
        EXPECT_TRUE(saveAs(dialog, name).startsWith(begin)) << name;
    }
    QTest::mouseClick(button(dialog, "Save Solutions…"), Qt::LeftButton);
    EXPECT_EQ(saveAs(dialog, "solutions.md").count("Solution\n\nA 2–2–1 network"), 3);
}

TEST_F(HandoutsTest, AnotherNetworkAndItsQuestionsAreTaken) {
    auto* dialog = open<WorksheetDialog>(ActionId::Worksheet);
    EXPECT_FALSE(named<QLineEdit>(dialog, "Shape")->isVisible());
    choose(named<QComboBox>(dialog, "Network"), 1);
    auto* shape = named<QLineEdit>(dialog, "Shape");
    shape->setFocus();
    shape->selectAll();
    QTest::keyClicks(shape, "3-2-2");
    for (auto* box : dialog->findChildren<QCheckBox*>())
        if (box->text() == "Backward pass" || box->text() == "Update")
            QTest::keyClick(box, Qt::Key_Space);
    QTest::mouseClick(button(dialog, "Save Sheets…"), Qt::LeftButton);
    const QByteArray text = saveAs(dialog, "sheet.md");
    EXPECT_TRUE(text.contains("A 3–2–2 network"));
    EXPECT_TRUE(text.contains("5 Loss"));
    EXPECT_FALSE(text.contains("deltas"));
}

TEST_F(HandoutsTest, WhatCannotBeASheetIsToldAndNotSaved) {
    auto* dialog = open<WorksheetDialog>(ActionId::Worksheet);
    choose(named<QComboBox>(dialog, "Network"), 1);
    auto* shape = named<QLineEdit>(dialog, "Shape");
    shape->selectAll();
    QTest::keyClicks(shape, "2-99-1");
    EXPECT_TRUE(dialog->findChild<QLabel*>("problem")->text().contains("found 99"));
    EXPECT_FALSE(button(dialog, "Save Sheets…")->isEnabled());
    choose(named<QComboBox>(dialog, "Network"), 0);
    EXPECT_EQ(dialog->findChild<QLabel*>("problem")->text(), "");
    for (auto* box : dialog->findChildren<QCheckBox*>())
        if (box->isChecked())
            QTest::keyClick(box, Qt::Key_Space);
    EXPECT_TRUE(dialog->findChild<QLabel*>("problem")->text().contains("nothing is asked for"));
}

TEST_F(HandoutsTest, AFileThatCannotBeWrittenIsToldOverTheDialog) {
    auto* dialog = open<WorksheetDialog>(ActionId::Worksheet);
    QTest::mouseClick(button(dialog, "Save Sheets…"), Qt::LeftButton);
    saveAs(dialog, "sheet.docx");
    ASSERT_NE(box(), nullptr);
    EXPECT_TRUE(box()->text().contains("ends in .pdf, .html, .md or .tex"));
    answer(QMessageBox::Ok);
}

TEST_F(HandoutsTest, TheWorkedStepHasEveryFormulaOfTheWalkthrough) {
    window->action(ActionId::WorkedStep).trigger();
    const QByteArray html = saveAs(window.get(), "step.html");
    QXmlStreamReader reader(html);
    while (!reader.atEnd())
        reader.readNext();
    EXPECT_FALSE(reader.hasError());
    for (const auto& step : session().still().walk->steps())
        EXPECT_TRUE(html.contains(QByteArray::fromStdString(step.title))) << step.title;
}

TEST_F(HandoutsTest, ANetworkTooLargeForAWorkedStepIsTold) {
    ASSERT_TRUE(window->openFile(STEPGRAD_SOURCE_DIR "/resources/examples/digits.stepgrad"));
    window->action(ActionId::WorkedStep).trigger();
    EXPECT_EQ(window->findChild<QFileDialog*>(), nullptr);
    const auto* bar = window->findChild<QWidget*>("messageBar");
    ASSERT_TRUE(bar->isVisible());
    EXPECT_TRUE(bar->accessibleName().contains("this network has 2410"))
        << bar->accessibleName().toStdString();
}

TEST_F(HandoutsTest, EveryControlOfTheDialogsHasAName) {
    for (QWidget* dialog : {static_cast<QWidget*>(open<ConventionsDialog>(ActionId::Conventions)),
                            static_cast<QWidget*>(open<WorksheetDialog>(ActionId::Worksheet))}) {
        for (auto* control : dialog->findChildren<QComboBox*>())
            EXPECT_FALSE(control->accessibleName().isEmpty());
        for (auto* control : dialog->findChildren<QLineEdit*>())
            EXPECT_FALSE(control->accessibleName().isEmpty());
        for (auto* control : dialog->findChildren<QCheckBox*>())
            EXPECT_FALSE(control->text().isEmpty());
    }
}

}  // namespace
}  // namespace stepgrad

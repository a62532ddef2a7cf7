// Other data for the network: by rule, from a table, split and scaled.

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFile>
#include <QHeaderView>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QTableWidget>
#include <algorithm>

#include "core/data/generators.h"
#include "tests/app/window_fixture.h"

namespace stepgrad {
namespace {

struct MainWindowDataTest : WindowTest {
    QDialog* dialog() { return qobject_cast<QDialog*>(QApplication::activeModalWidget()); }
    void accept() {
        QTest::mouseClick(dialog()->findChild<QDialogButtonBox*>()->button(QDialogButtonBox::Ok),
                          Qt::LeftButton);
    }
    bool isClosed() {
        return QTest::qWaitFor([&] { return !QApplication::activeModalWidget(); });
    }
    void type(const QString& name, const QString& text) {
        for (auto* field : dialog()->findChildren<NumberField*>())
            if (field->accessibleName() == name) {
                field->setFocus();
                field->selectAll();
                QTest::keyClicks(field, text);
                return;
            }
        ADD_FAILURE() << name.toStdString();
    }
    QString problem() { return dialog()->findChild<QLabel*>("problem")->text(); }
    QString file(const QString& name, const QByteArray& text) {
        QFile out(folder.filePath(name));
        EXPECT_TRUE(out.open(QIODevice::WriteOnly));
        out.write(text);
        return out.fileName();
    }
    void open(const QString& path) {
        drop(path);
        ASSERT_TRUE(QTest::qWaitFor([&] { return dialog() != nullptr; }));
    }
    template <typename Widget>
    Widget* named(const QString& name) {
        for (auto* widget : dialog()->findChildren<Widget*>())
            if (widget->accessibleName() == name)
                return widget;
        ADD_FAILURE() << name.toStdString();
        return nullptr;
    }
    QTableWidget* columns() { return named<QTableWidget>("Columns"); }
    QTableWidget* rows() { return named<QTableWidget>("First rows"); }
    QComboBox* choice(const QString& name) { return named<QComboBox>(name); }
    bool holdsClasses() {
        const auto boxes = dialog()->findChildren<QCheckBox*>();
        return std::ranges::any_of(boxes, [](const QCheckBox* box) {
            return box->text() == "The target holds classes" && box->isChecked();
        });
    }
    QLabel* note() { return dialog()->findChild<QLabel*>("keptNote"); }
};

TEST_F(MainWindowDataTest, ExamplesAreGeneratedByRuleSizeNoiseAndSeed) {
    const Project before = session().project();
    press(Qt::Key_G, Qt::ControlModifier);
    ASSERT_TRUE(dialog());
    for (auto* box : dialog()->findChildren<QComboBox*>())
        if (box->accessibleName() == "Rule")
            box->setCurrentIndex(static_cast<int>(Generator::Spirals));
    type("Examples", "50");
    type("Noise", "0,2");
    type("Seed", "9");
    type("Kept back for testing, in percent", "20");
    accept();
    ASSERT_TRUE(isClosed());
    EXPECT_EQ(*session().data(), generate(Generator::Spirals, {50, 0.2, 9}).data);
    EXPECT_EQ(session().project().split->testShare, 0.2);
    EXPECT_TRUE(window->windowTitle().contains("Spirals", Qt::CaseInsensitive))
        << window->windowTitle().toStdString();
    window->networkView().setFocus();
    press(Qt::Key_Z, Qt::ControlModifier);
    EXPECT_EQ(session().project(), before);
}

TEST_F(MainWindowDataTest, ScalingsOfSeveralKindsStayWhenOnlyTheSplitIsChanged) {
    ASSERT_TRUE(window->documents().openFile(
        QStringLiteral(STEPGRAD_SOURCE_DIR "/resources/examples/spam.stepgrad")));
    const Project before = session().project();
    ASSERT_TRUE(before.scaling && before.split);
    const auto ask = [this] {
        for (QAction* action : window->findChildren<QAction*>())
            if (action->text().contains("Split"))
                action->trigger();
    };
    ask();
    ASSERT_TRUE(dialog());
    accept();
    ASSERT_TRUE(isClosed());
    EXPECT_EQ(session().project(), before);
    ask();
    type("Seed of the split", "77");
    accept();
    ASSERT_TRUE(isClosed());
    EXPECT_EQ(session().project().scaling, before.scaling);
    EXPECT_EQ(session().project().split, (Split{before.split->testShare, 77}));
}

TEST_F(MainWindowDataTest, ASizeOutOfRangeIsRefusedInTheDialog) {
    press(Qt::Key_G, Qt::ControlModifier);
    ASSERT_TRUE(dialog());
    const Project before = session().project();
    type("Examples", "1");
    accept();
    EXPECT_TRUE(dialog());
    EXPECT_EQ(session().project(), before);
    dialog()->reject();
}

TEST_F(MainWindowDataTest, ADroppedTableWithClassesBecomesOneHot) {
    open(file("flowers.csv",
              "länge;breite;art\n1,5;2;rose\n2,5;3;tulpe\n3,5;4;nelke\n1;2;rose\n2;3;tulpe\n"));
    EXPECT_EQ(columns()->rowCount(), 3);
    EXPECT_EQ(columns()->item(0, 2)->checkState(), Qt::Checked);
    EXPECT_EQ(columns()->item(2, 3)->checkState(), Qt::Checked);
    accept();
    ASSERT_TRUE(isClosed());
    EXPECT_EQ(session().still().network().shapeText(), "2–5–3");
    EXPECT_EQ(session().project().classNames, (std::vector<std::string>{"nelke", "rose", "tulpe"}));
    EXPECT_EQ(session().data()->inputs(0, 0), 1.5);
    EXPECT_EQ(session().data()->targets.row(0), (Matrix{{0, 1, 0}}).row(0));
    EXPECT_EQ(session().project().network.inputNames.front(), "länge");
    EXPECT_TRUE(session().project().split);
    EXPECT_TRUE(session().project().scaling);
    session().train();
    session().pause();
}

TEST_F(MainWindowDataTest, ABadCellIsRefusedWithItsPlaceAndNothingIsLost) {
    QByteArray text = "a,b,y\n";
    for (int row = 0; row < 300; ++row)
        text += row == 250 ? "1,oops,3\n" : "1,2,3.5\n";
    const Project before = session().project();
    open(file("bad.csv", text));
    accept();
    ASSERT_TRUE(QTest::qWaitFor([&] { return !problem().isEmpty(); }));
    EXPECT_TRUE(problem().contains("252")) << problem().toStdString();
    EXPECT_TRUE(problem().contains("oops"));
    EXPECT_TRUE(problem().contains("251"));
    EXPECT_EQ(session().project(), before);
    dialog()->reject();
    open(file("empty.csv", ""));
    EXPECT_FALSE(problem().isEmpty());
    EXPECT_FALSE(
        dialog()->findChild<QDialogButtonBox*>()->button(QDialogButtonBox::Ok)->isEnabled());
    dialog()->reject();
}

TEST_F(MainWindowDataTest, ASlipInAColumnOfNumbersIsShownAndNotSkipped) {
    open(file("slip.csv", "a,b,y\n1.5,2,3\n2.5,x,4\n3.5,1,6\n4.5,2,7\n"));
    EXPECT_EQ(columns()->item(1, 1)->text(), "numbers, but “x” in row 2");
    EXPECT_EQ(columns()->item(1, 2)->checkState(), Qt::Checked);
    EXPECT_EQ(columns()->item(2, 3)->checkState(), Qt::Checked);
    accept();
    ASSERT_TRUE(QTest::qWaitFor([&] { return !problem().isEmpty(); }));
    EXPECT_TRUE(problem().contains("\"x\"") && problem().contains("row 2"))
        << problem().toStdString();
    dialog()->reject();
}

TEST_F(MainWindowDataTest, EscapeTakesBackWhatWasTypedAndThenClosesTheDialog) {
    press(Qt::Key_G, Qt::ControlModifier);
    ASSERT_TRUE(dialog());
    type("Examples", "50");
    auto* field = dialog()->focusWidget();
    QTest::keyClick(field, Qt::Key_Escape);
    EXPECT_TRUE(dialog());
    QTest::keyClick(field, Qt::Key_Escape);
    EXPECT_TRUE(isClosed());
}

TEST_F(MainWindowDataTest, ASlipAmongZerosAndOnesBecomesNoClassUnasked) {
    auto* const fine = "a,y\n1.5,0\n2.5,1\n3.5,0\n4.5,1\n";
    open(file("fine.csv", fine));
    EXPECT_TRUE(holdsClasses());
    dialog()->reject();
    QByteArray text = fine;
    for (int row = 5; row <= 300; ++row)
        text += row == 250 ? "1,O\n" : "1,1\n";
    open(file("late.csv", text));
    ASSERT_TRUE(QTest::qWaitFor(
        [&] { return columns()->item(1, 1)->text() == "numbers, but “O” in row 250"; }));
    dialog()->reject();
    open(file("slip.csv", "a,y\n1.5,0\n2.5,1\n3.5,O\n4.5,1\n"));
    EXPECT_FALSE(holdsClasses());
    accept();
    ASSERT_TRUE(QTest::qWaitFor([&] { return !problem().isEmpty(); }));
    EXPECT_TRUE(problem().contains("row 3")) << problem().toStdString();
    dialog()->reject();
}

TEST_F(MainWindowDataTest, PlacesThatCannotBeImportedAreMarkedCountedAndNamed) {
    QByteArray text = "a,b,kind\n";
    for (int row = 1; row <= 150; ++row)
        text += row == 3     ? "1,x,yes\n"
                : row == 5   ? "1,2\n"
                : row == 7   ? "1,2,\n"
                : row == 140 ? "1,y,no\n"
                : row % 2    ? "1,2,yes\n"
                             : "1,2,no\n";
    open(file("flaws.csv", text));
    auto* flaws = dialog()->findChild<QLabel*>("flaws");
    ASSERT_TRUE(QTest::qWaitFor([&] { return flaws->isVisible(); }));
    EXPECT_EQ(flaws->text(),
              "4 places cannot be imported: row 3, column b: “x” is no number; row 5: 2 cells "
              "instead of 3; row 7, column kind: empty; and so on.");
    const auto marked = [&](int row, int column) {
        return rows()->item(row - 1, column)->background().color() ==
               Appearance::instance().palette().lossFill;
    };
    EXPECT_TRUE(marked(3, 1) && marked(5, 0) && marked(5, 2) && marked(7, 2));
    EXPECT_FALSE(marked(3, 0) || marked(4, 1));
    EXPECT_EQ(rows()->item(2, 1)->toolTip(), "row 3, column b: “x” is no number");
    // A column that is left out is in nobody's way.
    columns()->item(1, 2)->setCheckState(Qt::Unchecked);
    EXPECT_TRUE(flaws->text().startsWith("2 places")) << flaws->text().toStdString();
    EXPECT_FALSE(marked(3, 1));
    dialog()->reject();
}

TEST_F(MainWindowDataTest, ClassesAreCountedOverAllRowsAndAnEmptyCellIsNone) {
    QByteArray text = "a,kind\n";
    for (int row = 1; row <= 900; ++row)
        text += row == 50 ? "1.5,\n"
                          : "1.5," +
                                QByteArray(row % 2     ? "pear"
                                           : row < 800 ? "apple"
                                                       : "plum") +
                                "\n";
    open(file("fruit.csv", text));
    EXPECT_FALSE(columns()->item(1, 1)->text().contains("so far"));
    ASSERT_TRUE(QTest::qWaitFor(
        [&] { return columns()->item(1, 1)->text() == "texts, 3 different; 1 empty"; }));
    EXPECT_EQ(columns()->item(1, 3)->checkState(), Qt::Checked);
    dialog()->reject();
}

TEST_F(MainWindowDataTest, AfterAFailedImportTheKeyboardIsWhereItCanBeMended) {
    open(file("cell.csv", "a,b,y\n1,2,3.5\n1,oops,4.5\n1,2,3.5\n1,2,4.5\n"));
    auto* flaws = dialog()->findChild<QLabel*>("flaws");
    ASSERT_TRUE(QTest::qWaitFor([&] { return flaws->isVisible(); }));
    accept();
    ASSERT_TRUE(QTest::qWaitFor([&] { return !problem().isEmpty(); }));
    ASSERT_EQ(QApplication::focusWidget(), columns());
    EXPECT_EQ(columns()->currentRow(), 1);
    press(Qt::Key_Space);  // leaves the column out
    accept();
    ASSERT_TRUE(isClosed());
    EXPECT_EQ(session().project().network.inputNames, std::vector<std::string>{"a"});
    open(file("uneven.csv", "a,b,y\n1,2,3.5\n1,2\n1,2,3.5\n1,2,3.5\n"));
    flaws = dialog()->findChild<QLabel*>("flaws");
    ASSERT_TRUE(QTest::qWaitFor([&] { return flaws->isVisible(); }));
    accept();
    ASSERT_TRUE(QTest::qWaitFor([&] { return !problem().isEmpty(); }));
    EXPECT_EQ(QApplication::focusWidget()->accessibleName(), "Columns are parted by");
    dialog()->reject();
}

TEST_F(MainWindowDataTest, LongNamesInTheHeaderBeginWhereTheyBegin) {
    open(file("names.csv", "a_very_long_name_of_a_column_that_no_table_has_room_for,y\n1,2.5\n"));
    const QHeaderView* header = rows()->horizontalHeader();
    EXPECT_TRUE(header->defaultAlignment() & Qt::AlignLeft);
    EXPECT_EQ(header->textElideMode(), Qt::ElideRight);
    EXPECT_EQ(rows()->horizontalHeaderItem(0)->toolTip(),
              "a_very_long_name_of_a_column_that_no_table_has_room_for");
    dialog()->reject();
}

TEST_F(MainWindowDataTest, AnImportOffersANetworkAndSettingsThatSuitTheData) {
    const QByteArray table = "l,w,h,kind\n1,2,3,a\n1,3,2,b\n2,2,3,c\n1,2,1,a\n5,3,2,b\n2,4,3,c\n";
    open(file("three.csv", table));
    EXPECT_EQ(choice("Network")->currentText(), "suggested: 3–6–3");
    EXPECT_EQ(choice("Training settings")->currentText(), "suggested: η = 0.1, 1000 epochs");
    EXPECT_FALSE(note()->isVisible());
    accept();
    ASSERT_TRUE(isClosed());
    EXPECT_EQ(session().still().network().shapeText(), "3–6–3");
    EXPECT_EQ(session().project().training.stop.epochs, 1000);
    EXPECT_EQ(session().project().loss, Loss::CrossEntropy);
    // Data of the same shape: what there is stays, and it is said.
    Project large = session().project();
    large.optimizer.learningRate = 0.75;
    ASSERT_EQ(session().changeSettings(large, "rate"), "");
    ASSERT_EQ(session().editNetwork(SetNeurons{0, 30}), "");
    open(file("again.csv", table));
    EXPECT_EQ(choice("Network")->currentText(), "keep: 3–30–3");
    EXPECT_EQ(note()->text(), "The present network, learning rate and epochs stay.");
    EXPECT_TRUE(note()->isVisible());
    QTest::keyClick(choice("Network"), Qt::Key_Up);
    EXPECT_EQ(note()->text(), "The present learning rate and epochs stay.");
    accept();
    ASSERT_TRUE(isClosed());
    EXPECT_EQ(session().still().network().shapeText(), "3–6–3");
    EXPECT_EQ(session().project().optimizer.learningRate, 0.75);
}

TEST_F(MainWindowDataTest, InputsAndTargetsAreChosenAndNeverBoth) {
    open(file("t.csv", "a,b,c\n1,2,3.25\n4,5,6.5\n7,8,9.75\n"));
    columns()->item(0, 3)->setCheckState(Qt::Checked);
    EXPECT_EQ(columns()->item(0, 2)->checkState(), Qt::Unchecked);
    accept();
    ASSERT_TRUE(isClosed());
    EXPECT_EQ(session().still().network().inputCount(), 1);
    EXPECT_EQ(session().still().network().outputCount(), 2);
    EXPECT_EQ(session().still().network().layers.back().activation, Activation::Linear);
    EXPECT_EQ(session().data()->targets(0, 0), 1.0);
    EXPECT_EQ(session().data()->targets(0, 1), 3.25);
}

TEST_F(MainWindowDataTest, ReadingCanBeCancelledAndTheChoicesStay) {
    QByteArray text = "a,b,y\n";
    for (int row = 0; row < 400000; ++row)
        text += "1.25,2.5,0.125\n";
    const Project before = session().project();
    open(file("long.csv", text));
    accept();
    EXPECT_TRUE(dialog()->findChild<QProgressBar*>()->isVisible());
    dialog()->reject();
    ASSERT_TRUE(dialog());  // still open
    EXPECT_TRUE(problem().contains("Cancelled")) << problem().toStdString();
    EXPECT_EQ(session().project(), before);
    dialog()->reject();
    EXPECT_TRUE(isClosed());
}

TEST_F(MainWindowDataTest, SplitAndScalingKeepWhatWasLearned) {
    press(Qt::Key_G, Qt::ControlModifier);
    accept();
    ASSERT_TRUE(isClosed());
    const Network before = session().project().network;
    window->action(ActionId::SplitAndScaling).trigger();
    ASSERT_TRUE(dialog());
    type("Kept back for testing, in percent", "25");
    for (auto* box : dialog()->findChildren<QComboBox*>())
        box->setCurrentIndex(static_cast<int>(ScalingKind::ZeroToOne));
    accept();
    ASSERT_TRUE(isClosed());
    EXPECT_EQ(session().project().network, before);
    EXPECT_EQ(session().project().examples()->test->size(), 50);
    EXPECT_EQ(session().project().examples()->training->inputs.minCoeff(), 0.0);
    EXPECT_EQ(session().project().examples()->training->inputs.maxCoeff(), 1.0);
}

}  // namespace
}  // namespace stepgrad

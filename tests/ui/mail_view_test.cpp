// The mail view: what is written is counted, marked, judged, and becomes the example.

#include "ui/laboratory/mail_view.h"

#include <gtest/gtest.h>

#include <QClipboard>
#include <QComboBox>
#include <QLabel>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTextEdit>
#include <QtTest>

#include "core/document/project_json.h"
#include "core/document/session.h"
#include "core/network/backpropagation.h"
#include "ui/laboratory/mail_editor.h"
#include "ui/laboratory/mail_feature_table.h"

namespace stepgrad {
namespace {

/// Four inputs in an order of their own, scaled, and a few examples.
Project mailProject() {
    Project project = articleExample();
    project.network.inputNames = {"length", "free", "links", "caps_percent"};
    project.network.layers[0].weights = Matrix{{0.2, 1.5, 0.4, 0.3}, {-0.3, 0.5, 0.8, -0.1}};
    Dataset data;
    data.inputs = Matrix{{100.0, 0.0, 1.0, 5.0}, {50.0, 1.0, 3.0, 20.0}};
    data.targets = Matrix{{0.0}, {1.0}};
    project.data = std::make_shared<const Dataset>(data);
    project.scaling =
        Scaling{{{true, 5.0, 1.0}, {false, 0.0, 2.0}, {true, 0.5, 1.0}, {false, 8.0, 0.1}}};
    return project;
}

struct MailViewTest : testing::Test {
    void SetUp() override {
        session.open(mailProject());
        view = std::make_unique<MailView>(session);
        view->resize(900, 380);
        view->show();
        view->tools()->show();
        QApplication::setActiveWindow(view.get());
        ASSERT_TRUE(QTest::qWaitForWindowActive(view.get()));
        view->refresh();
        subject = view->findChild<QPlainTextEdit*>("mailSubject");
        body = view->findChild<QTextEdit*>("mailText");
        table = view->findChild<MailFeatureTable*>();
    }

    void choose(int sample) {
        auto* samples = view->findChild<QComboBox*>("mailSamples");
        samples->setFocus();
        samples->setCurrentIndex(sample);
        emit samples->activated(sample);
    }
    void write(const QString& subjectText, const QString& bodyText) {
        choose(0);
        subject->setFocus();
        QTest::keyClicks(subject, subjectText);
        QTest::keyClick(subject, Qt::Key_Return);
        QTest::keyClicks(body, bodyText);
    }
    QString cell(MailFeature feature, int column) {
        return table->item(static_cast<int>(feature), column)->text();
    }
    QString label(const char* name) { return view->findChild<QLabel*>(name)->text(); }
    /// The marked pieces of the text, by their colour.
    QStringList marked(MailFeature feature, bool isLit) {
        QStringList found;
        for (const auto& mark : body->extraSelections())
            if (mark.format.background().color() == tintOf(feature, isLit))
                found << mark.cursor.selectedText();
        return found;
    }
    double seen(int input) { return session.still().trace->inputs[input]; }

    Session session;
    std::unique_ptr<MailView> view;
    QPlainTextEdit* subject = nullptr;
    QTextEdit* body = nullptr;
    MailFeatureTable* table = nullptr;
};

TEST_F(MailViewTest, ShowsASampleThatIsNoExampleYet) {
    EXPECT_FALSE(subject->toPlainText().isEmpty());
    EXPECT_FALSE(session.ownExample());
    EXPECT_TRUE(label("mailChance").contains("chance this is spam"));
    auto* use = view->findChild<QPushButton*>("useMail");
    ASSERT_TRUE(use->isVisible());
    QTest::mouseClick(use, Qt::LeftButton);
    EXPECT_TRUE(session.isOnOwnExample());
    EXPECT_FALSE(use->isVisible());
}

TEST_F(MailViewTest, CountsWhatIsWrittenAndMarksThePlaces) {
    write("This is Free", "See http://example.org NOW");
    EXPECT_EQ(cell(MailFeature::Free, 1), "1");
    EXPECT_EQ(cell(MailFeature::Links, 1), "1");
    EXPECT_EQ(cell(MailFeature::CapsPercent, 1), "20");  // 4 of 20
    EXPECT_EQ(cell(MailFeature::Length, 1), "26");
    EXPECT_EQ(marked(MailFeature::Links, false), QStringList{"http://example.org"});
    EXPECT_EQ(marked(MailFeature::CapsPercent, false), (QStringList{"S", "NOW"}));
    ASSERT_EQ(subject->extraSelections().size(), 1);
    EXPECT_EQ(subject->extraSelections().front().cursor.selectedText(), "Free");
    QTest::keyClick(body, Qt::Key_Home, Qt::ControlModifier);
    QTest::keyClicks(body, "www.example.net ");
    EXPECT_EQ(cell(MailFeature::Links, 1), "2");
    EXPECT_EQ(marked(MailFeature::CapsPercent, false), (QStringList{"S", "NOW"}));
}

TEST_F(MailViewTest, PutsTheFeaturesIntoTheNetworkWhileTheyAreWritten) {
    write("free", "Hello");
    ASSERT_TRUE(session.isOnOwnExample());
    EXPECT_EQ(session.ownExample()->input, (Vector{{5.0, 1.0, 0.0, 20.0}}));
    EXPECT_NEAR(seen(0), std::log(6.0) - 5.0, 1e-12);
    EXPECT_DOUBLE_EQ(seen(1), 2.0);
    EXPECT_NEAR(seen(3), (20.0 - 8.0) * 0.1, 1e-12);
    const Project project = session.project();
    const double output = predict(project.network, project.seen(session.ownExample()->input))[0];
    const int percent = static_cast<int>(std::lround(100.0 * output));
    EXPECT_EQ(label("mailChance"), QStringLiteral("%1 % chance this is spam").arg(percent));
    EXPECT_EQ(session.undoDepth(), 1u) << "one entry for a mail";
    EXPECT_EQ(session.data()->size(), 2);
    EXPECT_FALSE(session.isModified());
}

TEST_F(MailViewTest, TakesTheLabelThatTheUserGives) {
    write("free", "Hello");
    EXPECT_EQ(session.still().trace->targets[0], 0.0);
    const double loss = session.still().trace->loss;
    QTest::mouseClick(view->findChild<QRadioButton*>("mailIsSpam"), Qt::LeftButton, {}, {8, 8});
    EXPECT_EQ(session.still().trace->targets[0], 1.0);
    EXPECT_NE(session.still().trace->loss, loss);
    EXPECT_TRUE(label("mailNote").contains("“spam”")) << label("mailNote").toStdString();
    EXPECT_TRUE(cell(MailFeature::Free, 3).contains(" by "));
    session.setValue(ValueId::target(0), 0.0);  // on the graph
    view->refresh();
    EXPECT_TRUE(view->findChild<QRadioButton*>("mailIsHam")->isChecked());
}

TEST_F(MailViewTest, LightsTheFeatureUnderTheMouseOrTheChosenOne) {
    write("free", "Come to http://example.org/a and http://example.org/b");
    const auto at = [&](MailFeature feature) {
        return table->visualItemRect(table->item(static_cast<int>(feature), 1)).center();
    };
    QTest::mouseMove(table->viewport(), at(MailFeature::CapsPercent));
    QTest::mouseMove(table->viewport(), at(MailFeature::Links));
    EXPECT_EQ(marked(MailFeature::Links, true).size(), 2);
    QEvent leave(QEvent::Leave);
    QApplication::sendEvent(table->viewport(), &leave);
    EXPECT_EQ(marked(MailFeature::Links, true).size(), 0);
    QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, at(MailFeature::CapsPercent));
    QApplication::sendEvent(table->viewport(), &leave);
    EXPECT_EQ(marked(MailFeature::CapsPercent, true), QStringList{"C"});
    table->setFocus();
    QTest::keyClick(table, Qt::Key_Down);
    EXPECT_EQ(marked(MailFeature::Length, true).size(), 1);
    QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, at(MailFeature::Length));
    QApplication::sendEvent(table->viewport(), &leave);
    EXPECT_FALSE(table->lit());
}

TEST_F(MailViewTest, UndoBringsTheMailBeforeBack) {
    write("first", "one");
    choose(2);
    const QString second = subject->toPlainText();
    EXPECT_EQ(session.undoDepth(), 2u);
    session.undo();
    view->refresh();
    EXPECT_EQ(subject->toPlainText(), "first");
    EXPECT_EQ(body->toPlainText(), "one");
    session.redo();
    view->refresh();
    EXPECT_EQ(subject->toPlainText(), second);
}

TEST_F(MailViewTest, KeepsLinksToTheirWordsWhileTheseAreEdited) {
    Mail mail;
    mail.text = "Click here and there";
    mail.anchors = {{"http://example.org/x", {6, 4}}, {"http://example.org/y", {15, 5}}};
    view->showMail(mail, true);
    EXPECT_EQ(cell(MailFeature::Links, 1), "2");
    body->setFocus();
    QTest::keyClick(body, Qt::Key_Home, Qt::ControlModifier);
    QTest::keyClicks(body, "Please: ");
    EXPECT_EQ(marked(MailFeature::Links, false), (QStringList{"here", "there"}));
    QTest::keyClick(body, Qt::Key_End, Qt::ControlModifier);
    for (int i = 0; i < 5; ++i)
        QTest::keyClick(body, Qt::Key_Backspace);
    EXPECT_EQ(cell(MailFeature::Links, 1), "1");
}

TEST_F(MailViewTest, PastesPlainTextOnly) {
    choose(0);
    auto* data = new QMimeData;
    data->setHtml("<b>Bold</b>");
    data->setText(QStringLiteral("One\r\ntwo\x07"));
    QApplication::clipboard()->setMimeData(data);
    body->setFocus();
    QTest::keyClick(body, Qt::Key_V, Qt::ControlModifier);
    EXPECT_EQ(body->toPlainText(), "One\ntwo");
    subject->setFocus();
    QTest::keyClick(subject, Qt::Key_V, Qt::ControlModifier);
    EXPECT_EQ(subject->toPlainText(), "One two");
}

TEST_F(MailViewTest, OpensAFileThatIsDropped) {
    QTemporaryDir folder;
    QFile file(folder.filePath("some.EML"));
    ASSERT_TRUE(file.open(QIODevice::WriteOnly));
    file.write("Subject: =?utf-8?q?D=C3=B6rte?=\n\nHello");
    file.close();
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(file.fileName())});
    QDragEnterEvent enter({200, 200}, Qt::CopyAction, &data, Qt::LeftButton, {});
    QApplication::sendEvent(view.get(), &enter);
    ASSERT_TRUE(enter.isAccepted());
    QDropEvent drop({200, 200}, Qt::CopyAction, &data, Qt::LeftButton, {});
    QApplication::sendEvent(view.get(), &drop);
    EXPECT_EQ(subject->toPlainText(), QStringLiteral("Dörte"));
    EXPECT_TRUE(session.isOnOwnExample());
}

TEST_F(MailViewTest, TellsWhyAFileIsRefusedAndKeepsTheMail) {
    const QString before = subject->toPlainText();
    QTemporaryDir folder;
    QFile file(folder.filePath("huge.eml"));
    ASSERT_TRUE(file.open(QIODevice::WriteOnly));
    file.write(QByteArray(9 << 20, 'x'));
    file.close();
    QSignalSpy refused(view.get(), &LaboratoryView::refused);
    view->openFile(file.fileName());
    ASSERT_EQ(refused.size(), 1);
    EXPECT_TRUE(refused[0][0].toString().startsWith("huge.eml: "));
    EXPECT_EQ(subject->toPlainText(), before);
}

TEST_F(MailViewTest, OffersTheExampleWhereTheNetworkCannotReadMails) {
    session.open(articleExample());
    view->refresh();
    EXPECT_TRUE(label("mailReason").contains("free, links, caps_percent and length"));
    QSignalSpy asked(view.get(), &LaboratoryView::exampleAsked);
    auto* open = view->findChild<QPushButton*>("openSpamExample");
    ASSERT_TRUE(open->isVisible());
    QTest::mouseClick(open, Qt::LeftButton);
    ASSERT_EQ(asked.size(), 1);
    EXPECT_EQ(asked[0][0].toString(), "spam");
    write("free", "counted all the same");
    EXPECT_EQ(cell(MailFeature::Free, 1), "1");
    EXPECT_FALSE(session.ownExample());
}

TEST_F(MailViewTest, SaysOfWhichTimeTheMailsAre) {
    QString all;
    for (const QLabel* each : view->findChildren<QLabel*>())
        all += each->text();
    EXPECT_TRUE(all.contains("2001 and 2002"));
}

}  // namespace
}  // namespace stepgrad

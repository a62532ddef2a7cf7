// Mails in the window: dropped on it, judged, walked through, and in their lesson.

#include <QComboBox>
#include <QPlainTextEdit>
#include <QPushButton>

#include "app/laboratory.h"
#include "app/lessons.h"
#include "tests/app/window_fixture.h"
#include "ui/laboratory/mail_view.h"

namespace stepgrad {
namespace {

struct MailTest : WindowTest {
    MailView* mails() { return window->findChild<MailView*>(); }
    void openSpamExample() {
        window->documents().newFromExample(":/examples/spam.stepgrad");
        ASSERT_EQ(session().exampleCount(), 6046);
    }
    QString writeMail(const QString& name, const QByteArray& raw) {
        QFile file(folder.filePath(name));
        EXPECT_TRUE(file.open(QIODevice::WriteOnly));
        file.write(raw);
        return file.fileName();
    }
    void type(QWidget* where, const QString& text) {
        where->setFocus();
        QTest::keyClicks(where, text);
        QCoreApplication::processEvents();
    }
};

TEST_F(MailTest, DroppedOnTheWindowIsOpenedInTheLaboratory) {
    openSpamExample();
    drop(writeMail("a.eml", "Subject: free\n\nHello www.example.org"));
    ASSERT_NE(mails(), nullptr);
    EXPECT_TRUE(mails()->isVisible());
    EXPECT_TRUE(session().isOnOwnExample());
    EXPECT_EQ(session().ownExample()->input, (Vector{{1.0, 1.0, 5.6, 21.0}}));
    EXPECT_TRUE(statusText().startsWith("Your own example")) << statusText().toStdString();
    EXPECT_FALSE(session().isModified()) << "a mail is no change of the project";
}

TEST_F(MailTest, IsWalkedThroughAndLearnedFrom) {
    openSpamExample();
    drop(writeMail("a.eml", "Subject: free\n\nHello"));
    window->networkView().setFocus();
    const Network before = session().project().network;
    while (!session().still().isEnd())
        press(Qt::Key_Right);
    EXPECT_EQ(step(), 10);
    EXPECT_FALSE(session().project().network == before);
    const Network learned = session().project().network;
    // A word more: what was learned stays, and the chance is that of the new mail.
    type(window->findChild<QPlainTextEdit*>("mailSubject"), "dom ");
    EXPECT_EQ(session().project().network, learned);
    EXPECT_EQ(session().ownExample()->input[0], 1.0) << "dom free";
    EXPECT_TRUE(session().isModified());
    window->action(ActionId::Undo).trigger();
    window->action(ActionId::Undo).trigger();
    EXPECT_EQ(session().project().network, before);
}

TEST_F(MailTest, AnotherNetworkOffersTheExampleAndAsksAboutUnsavedWork) {
    session().setValue(ValueId::weight(0, 0, 0), 3.0);
    ASSERT_TRUE(window->laboratory().open("mail"));
    auto* open = window->findChild<QPushButton*>("openSpamExample");
    ASSERT_TRUE(open->isVisible());
    QTest::mouseClick(open, Qt::LeftButton);
    ASSERT_NE(box(), nullptr);
    answer(QMessageBox::Cancel);
    EXPECT_EQ(session().exampleCount(), 1);
    QTest::mouseClick(open, Qt::LeftButton);
    answer(QMessageBox::Discard);
    EXPECT_EQ(session().exampleCount(), 6046);
    mails()->refresh();
    EXPECT_FALSE(open->isVisible());
}

TEST_F(MailTest, AddingAndRemovingExamplesWhileItIsShownLeavesItAlone) {
    openSpamExample();
    drop(writeMail("a.eml", "Subject: free\n\nHello"));
    window->showTab(1);
    QCoreApplication::processEvents();
    session().selectExample(3);
    EXPECT_FALSE(session().isOnOwnExample());
    auto* use = window->findChild<QPushButton*>("useMail");
    mails()->refresh();
    ASSERT_TRUE(use->isVisible());
    QTest::mouseClick(use, Qt::LeftButton);
    EXPECT_TRUE(session().isOnOwnExample());
    EXPECT_EQ(session().exampleCount(), 6046);
}

TEST_F(MailTest, HasALessonThatOpensItsView) {
    for (const Lessons::Entry& entry : Lessons::shipped())
        if (entry.path.endsWith("spam-detector.lesson")) {
            ASSERT_TRUE(window->lessons().open(entry.path));
        }
    ASSERT_TRUE(window->lessons().isRunning());
    ASSERT_NE(mails(), nullptr);
    EXPECT_TRUE(mails()->isVisible());
    EXPECT_EQ(session().exampleCount(), 6046);
}

TEST_F(MailTest, FitsASmallWindowWithLargeText) {
    openSpamExample();
    window->look().setTextSize(150);
    window->resize(1024, 700);
    QCoreApplication::processEvents();
    const QSize before = window->size();
    ASSERT_TRUE(window->laboratory().open("mail"));
    QCoreApplication::processEvents();
    EXPECT_EQ(window->size(), before);
}

}  // namespace
}  // namespace stepgrad

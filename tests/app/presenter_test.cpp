// Presenting: a full screen that asks before it tells, driven by real keys.

#include <QAccessible>
#include <QDockWidget>

#include "app/presenter.h"
#include "core/walkthrough/formula_text.h"
#include "tests/app/window_fixture.h"
#include "ui/formula/formula_view.h"
#include "ui/graph/graph_accessibility.h"
#include "ui/panels/presenter_view.h"

namespace stepgrad {
namespace {

struct PresenterTest : WindowTest {
    void start() {
        window->action(ActionId::Present).trigger();
        ASSERT_NE(view(), nullptr);
        QApplication::setActiveWindow(view());
        ASSERT_TRUE(QTest::qWaitForWindowActive(view()));
    }
    PresenterView* view() { return window->presenter().view(); }
    void key(Qt::Key key) { QTest::keyClick(view(), key); }
    void keys(Qt::Key which, int times) {
        for (int i = 0; i < times; ++i)
            key(which);
    }
    QString shown() { return view()->shownText(); }
    QString lossShown() { return view()->findChild<QLabel*>("presenterLoss")->text(); }
    QString spoken(const ValueId& id) {
        return view()->network().findChild<GraphAccessibility*>()->textOf(id);
    }
    void TearDown() override {
        window->presenter().leave();
        WindowTest::TearDown();
    }
};

const ValueId kDelta1 = ValueId::delta(0, 0);

TEST_F(PresenterTest, AsksFirstAndRevealsThen) {
    session().goToStep(6);
    start();
    key(Qt::Key_Right);
    EXPECT_TRUE(session().still().isAsked(kDelta1));
    EXPECT_TRUE(shown().contains("= ?")) << shown().toStdString();
    EXPECT_FALSE(shown().contains("−0.0342"));
    key(Qt::Key_Right);
    EXPECT_TRUE(shown().contains("−0.0342")) << shown().toStdString();
    EXPECT_FALSE(shown().contains("?"));
}

TEST_F(PresenterTest, WorksWithARemote) {
    start();
    key(Qt::Key_PageDown);
    EXPECT_TRUE(session().still().isAsking());
    key(Qt::Key_Space);
    EXPECT_EQ(session().still().position, 2);
    key(Qt::Key_PageUp);
    EXPECT_TRUE(session().still().isAsking());
    EXPECT_EQ(session().still().position, 0);
    key(Qt::Key_PageUp);
    EXPECT_TRUE(session().still().isStart());
    for (const Qt::Key blank : {Qt::Key_B, Qt::Key_Period}) {
        key(blank);
        EXPECT_TRUE(view()->isBlank());
        key(Qt::Key_PageDown);  // brings the picture back, and no more
        EXPECT_FALSE(view()->isBlank());
        EXPECT_TRUE(session().still().isStart());
        key(blank);
        key(blank);
        EXPECT_FALSE(view()->isBlank());
    }
}

TEST_F(PresenterTest, HidesEveryResultEverywhereUntilItIsRevealed) {
    session().setDetail(Detail::Value);
    start();
    const Trace trace = *session().still().trace;
    while (!session().still().isEnd()) {
        key(Qt::Key_Right);
        ASSERT_TRUE(session().still().isAsking());
        const ValueId id = session().still().walk->valueAt(session().still().position);
        const QString number = QString::fromStdString(formatNumber(*trace.value(id)));
        const bool isLoss = id == ValueId::loss();
        EXPECT_EQ(spoken(id), "not yet revealed");
        EXPECT_EQ(lossShown() == "J = ?", isLoss);
        EXPECT_TRUE(view()->network().rectOf(id).isValid());
        // The number of the result stands nowhere, unless it is one of those that are read.
        bool isRead = false;
        for (const ValueId& read : session().still().reads())
            isRead = isRead || QString::fromStdString(formatNumber(*trace.value(read))) == number;
        if (!isRead) {
            auto* formulas = view()->findChild<FormulaView*>();
            for (const Equation& equation : formulas->equations())
                EXPECT_FALSE(equation.value == id &&
                             QString::fromStdString(toText(equation)).contains("= " + number))
                    << toText(equation);
            for (const QLabel* label : view()->findChildren<QLabel*>())
                EXPECT_FALSE(label->isVisible() && label->text().contains(number))
                    << label->text().toStdString();
        }
        EXPECT_EQ(statusText().contains(number), false);
        key(Qt::Key_Right);
        EXPECT_EQ(spoken(id), number);
    }
}

TEST_F(PresenterTest, CallsTheLossAsTheUserDoes) {
    Notation notation = Appearance::instance().notation();
    notation.loss = Notation::LossLetter::E;
    window->look().setConventions(notation);
    session().setDetail(Detail::Value);
    start();
    for (int i = 0; i < 20 && !session().still().isAsked(ValueId::loss()); ++i)
        key(Qt::Key_Right);
    const auto* label = view()->findChild<QLabel*>("presenterLoss");
    EXPECT_EQ(label->text(), "E = ?");
    EXPECT_EQ(label->accessibleName(), "loss E, not yet revealed");
    key(Qt::Key_Right);
    EXPECT_EQ(label->text(), "E = 0.1072");
}

TEST_F(PresenterTest, TheCurrentTermStandsInTheLight) {
    session().goToStep(6);
    start();
    keys(Qt::Key_Right, 1);
    QCoreApplication::processEvents();
    const QImage picture = view()->network().viewport()->grab().toImage();
    const auto ink = [&](const ValueId& id) {  // the darkest of its place
        const QRect rect = view()->network().rectOf(id);
        int darkest = 255;
        for (int y = rect.top(); y < rect.bottom(); ++y)
            for (int x = rect.left(); x < rect.right(); ++x)
                if (picture.rect().contains(x, y))
                    darkest = std::min(darkest, picture.pixelColor(x, y).lightness());
        return darkest;
    };
    // The hidden deltas read w5 and w6, not the inputs and their weights.
    EXPECT_LT(ink(ValueId::weight(1, 0, 0)), 120);
    EXPECT_GT(ink(ValueId::weight(0, 0, 0)), 160);
    EXPECT_GT(ink(ValueId::inputOf(0)), 150);
}

TEST_F(PresenterTest, EscAndF11LeaveTheWindowAsItWas) {
    window->resize(1300, 800);
    for (const Qt::Key leave : {Qt::Key_Escape, Qt::Key_F11}) {
        window->findChild<QDockWidget*>("loss")->setVisible(leave == Qt::Key_F11);
        QCoreApplication::processEvents();
        const QRect place = window->geometry();
        const QByteArray layout = window->saveState();
        const QFont font = window->font();
        start();
        EXPECT_TRUE(view()->isFullScreen());
        keys(Qt::Key_Right, 3);
        key(leave);
        QCoreApplication::processEvents();
        EXPECT_EQ(view(), nullptr);
        EXPECT_EQ(window->geometry(), place);
        EXPECT_EQ(window->saveState(), layout);
        EXPECT_EQ(window->font(), font);
        EXPECT_EQ(QApplication::font(), font);
        EXPECT_TRUE(window->isVisible());
        EXPECT_FALSE(session().still().isAsking());
    }
    // And Next tells at once again.
    QApplication::setActiveWindow(window.get());
    ASSERT_TRUE(QTest::qWaitForWindowActive(window.get()));
    const auto position = session().still().position;
    session().next();
    EXPECT_GT(session().still().position, position);
}

TEST_F(PresenterTest, TextIsLargerAndFollowsTheScreen) {
    start();
    view()->showNormal();
    view()->resize(1920, 1080);
    QCoreApplication::processEvents();
    EXPECT_NEAR(QFontInfo(view()->font()).pixelSize(), 1080 / PresenterView::kLinesOfText, 1);
    view()->resize(1024, 500);
    QCoreApplication::processEvents();
    EXPECT_GE(QFontInfo(view()->font()).pixelSize(), QFontInfo(QApplication::font()).pixelSize());
}

TEST_F(PresenterTest, EveryFormulaFitsAProjector) {
    start();
    view()->showNormal();
    view()->resize(1920, 1080);
    QCoreApplication::processEvents();
    while (!session().still().isEnd()) {
        key(Qt::Key_Right);
        QCoreApplication::processEvents();
        EXPECT_FALSE(view()->findChild<FormulaView*>()->isScrolling());
    }
}

TEST_F(PresenterTest, ClosingTheWindowEndsIt) {
    start();
    ASSERT_TRUE(window->close());
    EXPECT_EQ(view(), nullptr);
    makeWindow();
}

}  // namespace
}  // namespace stepgrad

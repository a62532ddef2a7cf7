// Panels that are being dragged while the window arranges them.

#include "app/lessons.h"
#include "app/panel_dock.h"
#include "tests/app/window_fixture.h"

namespace stepgrad {
namespace {

struct LessonDrag : WindowTest {
    QWidget* title() { return loss()->findChild<QWidget*>("dockTitle"); }
    PanelDock* loss() { return window->findChild<PanelDock*>("loss"); }
    void move(const QPoint& to) {
        QMouseEvent event(QEvent::MouseMove, QPointF(to), title()->mapToGlobal(QPointF(to)),
                          Qt::NoButton, Qt::LeftButton, {});
        QApplication::sendEvent(title(), &event);
    }
    /// The loss curve, to that place in the window; the button stays down.
    void dragTo(const QPoint& place) {
        QTest::mousePress(title(), Qt::LeftButton, {}, {20, 4});
        move({60, 8});
        move(title()->mapFrom(window.get(), place));
        ASSERT_TRUE(loss()->isFloating());
    }
    void letGo() {
        QTest::mouseRelease(title(), Qt::LeftButton);
        QCoreApplication::processEvents();
    }
    const QList<QPoint> kPlaces{{50, 100}, {50, 300}, {50, 500}, {700, 300}, {1250, 500}};
};

TEST_F(LessonDrag, EndsWithTheLesson) {
    for (const QPoint& place : kPlaces) {
        window->lessons().open(Lessons::shipped().first().path);
        QCoreApplication::processEvents();
        ASSERT_NO_FATAL_FAILURE(dragTo(place));
        window->lessons().leave();
        QCoreApplication::processEvents();
        const QPoint here = loss()->pos();
        move({300, 300});  // and no longer follows the mouse
        EXPECT_EQ(loss()->pos(), here) << place.x() << ", " << place.y();
        letGo();
        loss()->setFloating(false);
        QCoreApplication::processEvents();
        EXPECT_EQ(window->dockWidgetArea(loss()), Qt::BottomDockWidgetArea)
            << place.x() << ", " << place.y();
    }
}

TEST_F(LessonDrag, EndsWhereThePanelsAreArrangedAnew) {
    for (const QPoint& place : kPlaces) {
        ASSERT_NO_FATAL_FAILURE(dragTo(place));
        window->action(ActionId::ResetLayout).trigger();
        letGo();
        loss()->setFloating(false);
        QCoreApplication::processEvents();
        EXPECT_EQ(window->dockWidgetArea(loss()), Qt::BottomDockWidgetArea)
            << place.x() << ", " << place.y();
    }
}

}  // namespace
}  // namespace stepgrad

// How the window looks, fits and remembers.

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QDockWidget>
#include <QMenu>
#include <QMenuBar>
#include <QRadioButton>
#include <QSet>
#include <QTabBar>
#include <QToolTip>
#include <algorithm>
#include <cmath>
#include <initializer_list>

#include "app/step_bar.h"
#include "tests/app/window_fixture.h"
#include "ui/charts/loss_chart.h"
#include "ui/graph/neuron_content.h"
#include "ui/panels/prediction_panel.h"

namespace stepgrad {
namespace {

struct WindowLook : WindowTest {
    QDockWidget* dock(const char* name) { return window->findChild<QDockWidget*>(name); }
    /// The visible parts of the toolbar that have less room than they need.
    QStringList cutParts() {
        QStringList cut;
        auto* bar = window->findChild<StepBar*>();
        for (auto* part : bar->findChildren<QWidget*>(Qt::FindDirectChildrenOnly)) {
            if (!part->isVisible())
                continue;
            const bool isInside = bar->rect().contains(part->geometry());
            const bool isLabel = qobject_cast<QLabel*>(part) || qobject_cast<ActionButton*>(part);
            if (!isInside || (isLabel && part->width() < part->sizeHint().width()))
                cut << part->metaObject()->className() + (" " + part->accessibleName());
        }
        return cut;
    }
    void reopen() {
        ASSERT_TRUE(window->close());
        makeWindow();
    }
};

TEST_F(WindowLook, TheDarkThemeCanBeChosenAndIsRemembered) {
    window->look().setTheme(Look::Dark);
    EXPECT_TRUE(Appearance::instance().palette().isDark);
    const QColor middle = window->grab().toImage().pixelColor(700, 300);
    EXPECT_LT(middle.lightness(), 80);
    reopen();
    EXPECT_TRUE(Appearance::instance().palette().isDark);
    window->look().setTheme(Look::Light);
    EXPECT_GT(window->grab().toImage().pixelColor(700, 300).lightness(), 200);
}

TEST_F(WindowLook, TipsWithTextsOfFilesAreNeverTakenForMarkup) {
    QToolTip::showText(QPoint(50, 50), QStringLiteral("<img src=\"/etc/x.png\"> <b>name</b>"),
                       window.get());
    const auto windows = QApplication::topLevelWidgets();
    const auto tip = std::ranges::find_if(
        windows, [](const QWidget* widget) { return widget->inherits("QTipLabel"); });
    ASSERT_NE(tip, windows.end());
    EXPECT_EQ(qobject_cast<QLabel*>(*tip)->textFormat(), Qt::PlainText);
    QToolTip::hideText();
}

TEST_F(WindowLook, TheDarkThemeReachesEveryPanelWhileTraining) {
    session().setSpeed(Speed::Fastest);
    session().train();
    ASSERT_TRUE(QTest::qWaitFor([&] { return session().still().update > 0; }));
    window->look().setTheme(Look::Dark);
    QCoreApplication::processEvents();
    for (const char* name : {"walkthrough", "explanation", "loss", "results"}) {
        const QImage picture = dock(name)->grab().toImage();
        int light = 0, all = 0;
        for (int y = 2; y < picture.height(); y += 5)
            for (int x = 2; x < picture.width(); x += 5, ++all)
                light += picture.pixelColor(x, y).lightness() > 160;
        EXPECT_LT(light, all / 4) << name;
    }
    session().pause();
}

TEST_F(WindowLook, TextIsAsLargeAsBeforeAfterItWasLarger) {
    const auto sizes = [&] {
        QCoreApplication::processEvents();
        QStringList all;
        for (auto* widget : window->findChildren<QWidget*>())
            if (widget->isVisible())
                all << QStringLiteral("%1 %2 %3")
                           .arg(widget->metaObject()->className(), widget->objectName(),
                                QString::number(QFontInfo(widget->font()).pixelSize()));
        all.sort();
        return all;
    };
    const QStringList before = sizes();
    window->look().setTextSize(200);
    QCoreApplication::processEvents();
    window->look().setTextSize(100);
    EXPECT_EQ(sizes().join('\n').toStdString(), before.join('\n').toStdString());
    window->look().setTheme(Look::Dark);
    EXPECT_EQ(sizes().join('\n').toStdString(), before.join('\n').toStdString());
}

TEST_F(WindowLook, NothingOfTheToolbarIsCutFrom1024PixelsOn) {
    for (const int width : {1024, 1100, 1200, 1280, 1366, 1440, 1920, 3840}) {
        window->resize(width, 700);
        QCoreApplication::processEvents();
        EXPECT_EQ(window->width(), width);
        EXPECT_EQ(cutParts(), QStringList()) << width;
    }
}

TEST_F(WindowLook, NothingOfTheToolbarIsCutAtAnyTextSize) {
    for (const int percent : Look::kTextSizes) {
        window->look().setTextSize(percent);
        window->resize(1024, 700);
        QCoreApplication::processEvents();
        EXPECT_EQ(window->size(), QSize(1024, 700)) << percent;
        EXPECT_EQ(cutParts(), QStringList()) << percent;
    }
}

TEST_F(WindowLook, ALongerLossStillFitsTheToolbar) {
    window->resize(1024, 700);
    window->look().setDecimals(10);
    while (step() < 5)
        press(Qt::Key_Right);
    QCoreApplication::processEvents();
    EXPECT_EQ(lossText(), "J = 0.1072088197");
    EXPECT_EQ(cutParts(), QStringList());
}

TEST_F(WindowLook, TextSizeGrowsByKeysUpTo200Percent) {
    const double before = QApplication::font().pointSizeF();
    for (int i = 0; i < 6; ++i)
        press(Qt::Key_Plus, Qt::ControlModifier);
    EXPECT_EQ(window->look().textSize(), 200);
    EXPECT_NEAR(QApplication::font().pointSizeF(), 2.0 * before, 0.1);
    press(Qt::Key_Minus, Qt::ControlModifier);
    EXPECT_EQ(window->look().textSize(), 175);
}

TEST_F(WindowLook, DecimalsAndCommaChangeEveryNumberAndAreRemembered) {
    while (step() < 5)
        press(Qt::Key_Right);
    window->look().setDecimals(6);
    window->action(ActionId::DecimalComma).trigger();
    EXPECT_EQ(lossText(), "J = 0,107209");
    EXPECT_EQ(learningRate()->text(), "0,1");
    reopen();
    EXPECT_EQ(learningRate()->text(), "0,1");
    EXPECT_EQ(window->look().decimals(), 6);
    EXPECT_TRUE(window->action(ActionId::DecimalComma).isChecked());
}

TEST_F(WindowLook, DocksAreWhereTheUserLeftThem) {
    dock("loss")->hide();
    window->addDockWidget(Qt::LeftDockWidgetArea, dock("explanation"));
    reopen();
    EXPECT_FALSE(dock("loss")->isVisible());
    EXPECT_EQ(window->dockWidgetArea(dock("explanation")), Qt::LeftDockWidgetArea);
    EXPECT_TRUE(dock("walkthrough")->isVisible());
}

TEST_F(WindowLook, PanelsFollowTheWindowUntilTheUserArrangesThem) {
    window->resize(1920, 1080);
    QCoreApplication::processEvents();
    const int wide = dock("explanation")->width();
    window->resize(1100, 760);
    QCoreApplication::processEvents();
    EXPECT_LT(dock("explanation")->width(), wide * 3 / 4);
    // The separator to the right of the walkthrough, dragged.
    const QPoint at(dock("walkthrough")->geometry().right() + 3, 300);
    QTest::mouseMove(window.get(), at);
    QTest::mousePress(window.get(), Qt::LeftButton, {}, at);
    QTest::mouseMove(window.get(), at + QPoint(40, 0));
    QTest::mouseRelease(window.get(), Qt::LeftButton, {}, at + QPoint(40, 0));
    QCoreApplication::processEvents();
    const int dragged = dock("walkthrough")->width();
    window->resize(1500, 900);
    QCoreApplication::processEvents();
    EXPECT_EQ(dock("walkthrough")->width(), dragged);
}

TEST_F(WindowLook, PanelsStandBehindEachOtherWhereLettersAreLarge) {
    window->resize(1024, 700);
    window->look().setTextSize(200);
    QCoreApplication::processEvents();
    EXPECT_EQ(window->tabifiedDockWidgets(dock("explanation")).size(), 3);
    EXPECT_GT(window->networkView().height(), 300);
    window->look().setTextSize(100);
    QCoreApplication::processEvents();
    EXPECT_TRUE(window->tabifiedDockWidgets(dock("explanation")).isEmpty());
}

TEST_F(WindowLook, PanelsCanBeArrangedAnew) {
    dock("loss")->hide();
    window->addDockWidget(Qt::LeftDockWidgetArea, dock("explanation"));
    window->action(ActionId::ResetLayout).trigger();
    EXPECT_TRUE(dock("loss")->isVisible());
    EXPECT_EQ(window->dockWidgetArea(dock("explanation")), Qt::RightDockWidgetArea);
}

TEST_F(WindowLook, AnArrangementOfAnotherVersionOrNoneAtAllIsIgnored) {
    for (const QByteArray& state : {window->saveState(99), QByteArray("nonsense")}) {
        ASSERT_TRUE(window->close());
        Settings().set(Setting::Docks, state);
        makeWindow();
        for (const char* name : {"walkthrough", "explanation", "loss", "results"})
            EXPECT_TRUE(dock(name)->isVisible()) << name;
    }
}

TEST_F(WindowLook, SettingsThatMakeNoSenseReadAsDefaults) {
    Settings settings;
    settings.set(Setting::Decimals, 77);
    settings.set(Setting::TextSize, "large");
    settings.set(Setting::Animations, "perhaps");
    EXPECT_EQ(settings.number(Setting::Decimals), 4);
    EXPECT_EQ(settings.number(Setting::TextSize), 100);
    EXPECT_TRUE(settings.flag(Setting::Animations));
}

TEST_F(WindowLook, TheOldSettingOfMapsIsTakenOver) {
    const auto store = [] {
        return std::make_unique<QSettings>(QSettings::IniFormat, QSettings::UserScope, "stepgrad",
                                           "stepgrad");
    };
    store()->setValue("view/neuronMaps", true);
    EXPECT_EQ(Settings().number(Setting::NeuronContent), static_cast<int>(NeuronContent::Maps));
    EXPECT_FALSE(store()->contains("view/neuronMaps"));
    // What was chosen since then counts.
    Settings().set(Setting::NeuronContent, static_cast<int>(NeuronContent::Bias));
    store()->setValue("view/neuronMaps", true);
    EXPECT_EQ(Settings().number(Setting::NeuronContent), static_cast<int>(NeuronContent::Bias));
}

TEST_F(WindowLook, BoxesThatAreNotCheckedStandOutInBothThemes) {
    const auto luminance = [](const QColor& colour) {  // WCAG 2.1
        const auto part = [](double c) {
            return c <= 0.03928 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
        };
        return 0.2126 * part(colour.redF()) + 0.7152 * part(colour.greenF()) +
               0.0722 * part(colour.blueF());
    };
    for (const Look::Theme theme : {Look::Light, Look::Dark}) {
        window->look().setTheme(theme);
        QCheckBox check(window.get());
        QRadioButton radio(window.get());
        for (QAbstractButton* box : std::initializer_list<QAbstractButton*>{&check, &radio}) {
            box->resize(box->sizeHint());
            const QImage picture = box->grab().toImage();
            const double ground = luminance(picture.pixelColor(picture.width() - 1, 0));
            double best = 0.0;
            for (int y = 0; y < picture.height(); ++y)
                for (int x = 0; x < picture.width(); ++x) {
                    const double here = luminance(picture.pixelColor(x, y));
                    best = std::max(
                        best, (std::max(here, ground) + 0.05) / (std::min(here, ground) + 0.05));
                }
            EXPECT_GE(best, 3.0) << theme;
        }
    }
}

TEST_F(WindowLook, ButtonsOfDialogsHaveNoIconsOfTheSystem) {
    window->action(ActionId::Worksheet).trigger();
    auto* dialog = QApplication::activeModalWidget();
    ASSERT_TRUE(dialog);
    for (auto* box : dialog->findChildren<QDialogButtonBox*>())
        for (const QAbstractButton* button : box->buttons())
            EXPECT_TRUE(button->icon().isNull()) << button->text().toStdString();
    dialog->close();
}

TEST_F(WindowLook, TheNamesOfTabsAreNeverCut) {
    auto* tabs = dock("results")->findChild<QTabBar*>();
    for (const QSize size : {QSize(1440, 900), QSize(1024, 700)}) {
        window->resize(size);
        for (const Documents::Example& example : Documents::examples()) {
            window->documents().newFromExample(example.path);
            for (int i = 0; i < tabs->count(); ++i) {
                tabs->setCurrentIndex(i);
                QCoreApplication::processEvents();
                EXPECT_GE(tabs->width(), tabs->sizeHint().width())
                    << example.name.toStdString() << " " << i << " " << size.width();
                EXPECT_LE(tabs->parentWidget()->width(), dock("results")->width());
                EXPECT_LE(window->width(), size.width());
            }
        }
    }
}

TEST_F(WindowLook, SpeedDetailAndLossScaleAreRemembered) {
    window->action(ActionId::Faster).trigger();
    window->action(ActionId::Faster).trigger();
    window->findChild<StepBar*>()->detailChosen(Detail::Value);
    window->lossChart().setLogarithmic(true);
    reopen();
    EXPECT_EQ(session().speed(), Speed::TenPerSecond);
    EXPECT_EQ(session().detail(), Detail::Value);
    EXPECT_TRUE(window->lossChart().isLogarithmic());
}

TEST_F(WindowLook, PredictionAndDataShareADockBehindTabs) {
    auto* tabs = dock("results")->findChild<QTabBar*>();
    ASSERT_NE(tabs, nullptr);
    EXPECT_EQ(tabs->tabText(0), "Prediction");
    EXPECT_EQ(tabs->tabText(1), "Data");
    QTest::mouseClick(tabs, Qt::LeftButton, {}, tabs->tabRect(1).center());
    EXPECT_FALSE(window->findChild<PredictionPanel*>()->isVisible());
    QTest::keyClick(tabs, Qt::Key_Left);
    EXPECT_TRUE(window->findChild<PredictionPanel*>()->isVisible());
    EXPECT_EQ(step(), 0);
}

TEST_F(WindowLook, EveryActionHasANameATipAndItsPlaceInAMenu) {
    QSet<const QAction*> inMenus;
    for (const QMenu* menu : window->menuBar()->findChildren<QMenu*>())
        for (const QAction* action : menu->actions())
            inMenus.insert(action);
    for (const ActionInfo& row : actionTable()) {
        const QAction& action = window->action(row.id);
        EXPECT_FALSE(action.iconText().isEmpty());
        EXPECT_FALSE(action.toolTip().isEmpty());
        EXPECT_TRUE(inMenus.contains(&action)) << row.text;
    }
}

TEST_F(WindowLook, NoTwoActionsShareAKey) {
    QHash<QKeySequence, QString> owners;
    for (const ActionInfo& row : actionTable())
        for (const QKeySequence& keys : window->action(row.id).shortcuts()) {
            EXPECT_FALSE(keys.isEmpty()) << row.text;
            EXPECT_FALSE(owners.contains(keys)) << row.text << " " << owners[keys].toStdString();
            owners[keys] = row.text;
        }
}

TEST_F(WindowLook, EveryMenuHasEntriesWithMnemonicsOfTheirOwn) {
    const auto mnemonicsAreDistinct = [](const QList<QAction*>& actions, const QString& where) {
        QSet<QString> seen;
        for (const QAction* action : actions) {
            const QString key = QKeySequence::mnemonic(action->text()).toString();
            if (action->isSeparator() || key.isEmpty())
                continue;
            EXPECT_FALSE(seen.contains(key))
                << where.toStdString() << ": " << action->text().toStdString();
            seen.insert(key);
        }
    };
    mnemonicsAreDistinct(window->menuBar()->actions(), "menu bar");
    for (QMenu* menu : window->menuBar()->findChildren<QMenu*>()) {
        emit menu->aboutToShow();
        EXPECT_TRUE(!menu->isEmpty() || !menu->isEnabled()) << menu->title().toStdString();
        mnemonicsAreDistinct(menu->actions(), menu->title());
    }
}

}  // namespace
}  // namespace stepgrad

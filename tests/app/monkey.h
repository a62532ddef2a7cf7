#pragma once

#include <QAbstractButton>
#include <QDir>
#include <QFileDialog>
#include <QTimer>
#include <algorithm>
#include <string>
#include <vector>

#include "app/lessons.h"
#include "core/document/atomic_file.h"
#include "tests/app/window_fixture.h"
#include "tests/oracle/random_case.h"
#include "tests/torture.h"

namespace stepgrad {

/// A monkey at the window: random clicks, keys, drags and sizes, the same for the same seed.
struct MonkeyTest : WindowTest {
    /// What Qt and the program have complained of.
    static QStringList& warnings() {
        static QStringList all;
        return all;
    }
    static void collect(QtMsgType type, const QMessageLogContext&, const QString& text) {
        const bool isPlatforms = text.contains("plugin does not support") ||
                                 text.contains("This plugin supports grabbing the mouse only");
        if (type != QtDebugMsg && type != QtInfoMsg && !isPlatforms)
            warnings().push_back(text);
    }

    void SetUp() override {
        warnings().clear();
        m_before = qInstallMessageHandler(collect);
        WindowTest::SetUp();
        writeFileAtomically(file("broken.stepgrad"), "{\"format\": 1}");
        writeFileAtomically(file("flaws.csv"), "a,b,y\n1,2,0\n3,x,1\n5\n");
        std::string table = "a;b;c;y\n";
        for (int row = 0; row < 30; ++row)
            table += std::to_string(row) + ",5;0,25;" + std::to_string(row % 4) +
                     (row % 3 == 0 ? ";yes\n" : ";no\n");
        writeFileAtomically(file("table.csv"), table);
        writeFileAtomically(file("mail.eml"), "Subject: Win\n\nFREE money, click here!\n");
        endMenus();
    }
    void TearDown() override {
        closeDialogs();
        WindowTest::TearDown();
        qInstallMessageHandler(m_before);
    }

    std::string file(const char* name) const { return folder.filePath(name).toStdString(); }

    /// What takes mouse and keys now.
    static QWidget* target(QWidget* window) {
        if (QWidget* popup = QApplication::activePopupWidget())
            return popup;
        if (QWidget* modal = QApplication::activeModalWidget())
            return modal;
        return window;
    }

    /// Files of the machine are not for monkeys: what asks for one gets one of the test's
    /// own folder, or no answer.
    void closeDialogs() {
        for (QWidget* widget : QApplication::topLevelWidgets())
            if (auto* files = qobject_cast<QFileDialog*>(widget); files && files->isVisible()) {
                const QString name = answer(*files);
                // Closed at once, since its own questions wait in a loop of their own.
                files->reject();
                if (!name.isEmpty())
                    emit files->fileSelected(folder.filePath(name));
            }
    }
    QString answer(const QFileDialog& files) {
        if (m_answers.coin())
            return {};
        if (files.acceptMode() == QFileDialog::AcceptSave)
            return QStringLiteral("monkey-%1.%2")
                .arg(m_answers.whole(1, 20))
                .arg(files.defaultSuffix());
        const QStringList there = QDir(folder.path()).entryList(QDir::Files, QDir::Name);
        return there[m_answers.whole(0, static_cast<int>(there.size()) - 1)];
    }

    /// Menus of buttons wait for their answer in a loop of their own: there they end
    /// after a while, as by Esc.
    void endMenus() {
        QObject::connect(&m_clock, &QTimer::timeout, [this] {
            QWidget* popup = QApplication::activePopupWidget();
            if (m_isSending && popup)
                popup->close();
        });
        m_clock.start(20);
    }

    void mouse(Dice& dice) {
        QWidget* top = target(window.get());
        const auto somewhere = [&dice](const QWidget& in) {
            return QPoint(dice.whole(0, std::max(0, in.width() - 1)),
                          dice.whole(0, std::max(0, in.height() - 1)));
        };
        const QPoint at = somewhere(*top);
        QWidget* child = top->childAt(at);
        QWidget* on = child ? child : top;
        const QPoint place = on->mapFrom(top, at);
        switch (dice.whole(0, 9)) {
            case 0:
                QTest::mouseDClick(on, Qt::LeftButton, {}, place);
                break;
            case 1:
                QTest::mouseClick(on, Qt::RightButton, {}, place);
                break;
            case 2: {  // a drag
                QTest::mousePress(on, Qt::LeftButton, {}, place);
                for (int i = 0; i < 3; ++i)
                    move(*on, somewhere(*on), Qt::LeftButton);
                QTest::mouseRelease(on, Qt::LeftButton, {}, somewhere(*on));
                break;
            }
            case 3: {
                QWheelEvent wheel(QPointF(place), on->mapToGlobal(QPointF(place)), {},
                                  {0, dice.coin() ? 120 : -120}, {},
                                  dice.coin() ? Qt::ControlModifier : Qt::NoModifier,
                                  Qt::NoScrollPhase, false);
                QApplication::sendEvent(on, &wheel);
                break;
            }
            case 4:
                move(*on, place, Qt::NoButton);
                break;
            default:
                QTest::mouseClick(on, Qt::LeftButton, {}, place);
        }
    }
    static void move(QWidget& on, const QPoint& place, Qt::MouseButtons buttons) {
        QMouseEvent event(QEvent::MouseMove, QPointF(place), on.mapToGlobal(QPointF(place)),
                          Qt::NoButton, buttons, {});
        QApplication::sendEvent(&on, &event);
    }

    void key(Dice& dice) {
        static const std::vector<Qt::Key> kKeys{
            Qt::Key_Space, Qt::Key_Right,  Qt::Key_Left,     Qt::Key_Up,        Qt::Key_Down,
            Qt::Key_Tab,   Qt::Key_Return, Qt::Key_Escape,   Qt::Key_Delete,    Qt::Key_Home,
            Qt::Key_End,   Qt::Key_PageUp, Qt::Key_PageDown, Qt::Key_Backspace, Qt::Key_F2,
            Qt::Key_F10,   Qt::Key_F11,    Qt::Key_Menu,     Qt::Key_B,         Qt::Key_P,
            Qt::Key_W,     Qt::Key_T,      Qt::Key_Z,        Qt::Key_Y,         Qt::Key_Plus,
            Qt::Key_Minus, Qt::Key_0};
        QWidget* top = target(window.get());
        QWidget* focus = top->focusWidget();
        const Qt::KeyboardModifiers modifiers = dice.whole(0, 4) == 0 ? Qt::ControlModifier
                                                : dice.whole(0, 9) == 0
                                                    ? Qt::ControlModifier | Qt::ShiftModifier
                                                : dice.whole(0, 9) == 0 ? Qt::ShiftModifier
                                                                        : Qt::NoModifier;
        QTest::keyClick(
            focus ? focus : top,
            kKeys[static_cast<std::size_t>(dice.whole(0, static_cast<int>(kKeys.size()) - 1))],
            modifiers);
    }

    void type(Dice& dice) {
        static const std::vector<const char*> kTexts{
            "0.5", "-0,25", "1/3", "1e300", "-1e308",
            "nan", "inf",   "abc", "0",     "1e-320",
            "7",   "=",     "--3", "0x10",  "99999999999999999999"};
        QWidget* top = target(window.get());
        if (QWidget* focus = top->focusWidget())
            QTest::keyClicks(focus, QString::fromLatin1(kTexts[static_cast<std::size_t>(
                                        dice.whole(0, static_cast<int>(kTexts.size()) - 1))]));
    }

    /// One of the actions of the menus.
    void choose(Dice& dice) {
        static const std::vector<ActionId> kActions{ActionId::Next,
                                                    ActionId::NextPhase,
                                                    ActionId::Back,
                                                    ActionId::Undo,
                                                    ActionId::Redo,
                                                    ActionId::Restart,
                                                    ActionId::Train,
                                                    ActionId::Build,
                                                    ActionId::AddNeuron,
                                                    ActionId::RemoveNeuron,
                                                    ActionId::AddLayer,
                                                    ActionId::RemoveLayer,
                                                    ActionId::Practice,
                                                    ActionId::Paths,
                                                    ActionId::NeuronMaps,
                                                    ActionId::NeuronDeltas,
                                                    ActionId::FoldLarge,
                                                    ActionId::LargerText,
                                                    ActionId::SmallerText,
                                                    ActionId::DecimalComma,
                                                    ActionId::Faster,
                                                    ActionId::Slower,
                                                    ActionId::NumericalProof,
                                                    ActionId::FitNetwork,
                                                    ActionId::Present,
                                                    ActionId::ResetLayout,
                                                    ActionId::Open,
                                                    ActionId::Save,
                                                    ActionId::SaveAs,
                                                    ActionId::UnsavedWork,
                                                    ActionId::GoToUpdate,
                                                    ActionId::Initialize,
                                                    ActionId::Generate,
                                                    ActionId::ImportCsv,
                                                    ActionId::SplitAndScaling,
                                                    ActionId::Worksheet,
                                                    ActionId::WorkedStep,
                                                    ActionId::Conventions,
                                                    ActionId::ResumeLesson,
                                                    ActionId::LeaveLesson,
                                                    ActionId::PracticeAgain,
                                                    ActionId::CheckHomework,
                                                    ActionId::Shortcuts,
                                                    ActionId::About};
        QAction& action = window->action(kActions[static_cast<std::size_t>(
            dice.whole(0, static_cast<int>(kActions.size()) - 1))]);
        if (action.isEnabled() && !QApplication::activeModalWidget())
            action.trigger();
    }

    void event(Dice& dice) {
        m_isSending = true;
        send(dice);
        m_isSending = false;
        closeDialogs();
        QCoreApplication::processEvents();
        closeDialogs();
    }

    void send(Dice& dice) {
        switch (dice.whole(0, 19)) {
            case 0:
                window->resize(dice.whole(400, 1600), dice.whole(300, 1000));
                break;
            case 1:
                if (dice.whole(0, 9) == 0)
                    window->look().setTheme(dice.coin() ? Look::Dark : Look::Light);
                break;
            case 2:
                if (dice.whole(0, 19) == 0) {
                    const auto examples = Documents::examples();
                    window->documents().newFromExample(
                        examples[dice.whole(0, static_cast<int>(examples.size()) - 1)].path);
                    if (auto* box = qobject_cast<QMessageBox*>(QApplication::activeModalWidget());
                        box && box->button(QMessageBox::Discard))
                        box->button(QMessageBox::Discard)->click();
                } else if (dice.whole(0, 19) == 0) {
                    const auto lessons = Lessons::shipped();
                    window->lessons().open(
                        lessons[dice.whole(0, static_cast<int>(lessons.size()) - 1)].path);
                }
                break;
            case 3:
            case 4:
            case 5:
                choose(dice);
                break;
            case 6:
            case 7:
            case 8:
            case 9:
            case 10:
                key(dice);
                break;
            case 11:
                type(dice);
                break;
            default:
                mouse(dice);
        }
    }

    Dice m_answers{seed(7)};
    QtMessageHandler m_before = nullptr;
    QTimer m_clock;
    bool m_isSending = false;  ///< an event is being taken
};

}  // namespace stepgrad

// A monkey at the window: random clicks, keys, drags and sizes, the same for the same seed.

#include <QAbstractButton>
#include <QAccessible>
#include <QDir>
#include <QFile>
#include <QFileDialog>
#include <QMenu>
#include <QTimer>
#include <algorithm>
#include <cmath>
#include <optional>

#include "app/lessons.h"
#include "app/practice.h"
#include "core/document/atomic_file.h"
#include "core/document/project_json.h"
#include "core/walkthrough/conventional_value.h"
#include "core/walkthrough/number_text.h"
#include "tests/app/window_fixture.h"
#include "tests/oracle/random_case.h"
#include "tests/torture.h"
#include "ui/graph/accessible_value.h"

namespace stepgrad {
namespace {

QStringList& warnings() {
    static QStringList all;
    return all;
}

void collect(QtMsgType type, const QMessageLogContext&, const QString& text) {
    const bool isPlatforms = text.contains("plugin does not support") ||
                             text.contains("This plugin supports grabbing the mouse only");
    if (type != QtDebugMsg && type != QtInfoMsg && !isPlatforms)
        warnings().push_back(text);
}

struct TortureMonkey : WindowTest {
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
        follow();
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

    /// Every number that the graph tells is the engine's.
    void check() {
        const Still& still = session().still();
        ASSERT_TRUE(still.trace);
        ASSERT_TRUE(still.trace->network.layerCount() > 0);
        ASSERT_TRUE(std::isfinite(still.trace->loss));
        const bool hides = window->action(ActionId::Practice).isChecked();
        if (session().isTraining() || hides || still.isAsking() ||
            window->networkView().isEditing())
            return;
        const Notation& notation = Appearance::instance().notation();
        auto* root = QAccessible::queryAccessibleInterface(&window->networkView());
        ASSERT_NE(root, nullptr);
        const int count = std::min(root->childCount(), 120);
        for (int i = 0; i < count; ++i) {
            auto* object = dynamic_cast<AccessibleValue*>(root->child(i));
            if (!object)
                continue;
            const auto value = conventionalValue(still, object->value(), notation);
            const QString expected =
                value ? QString::fromStdString(formatNumber(*value, notation.numbers))
                      : QStringLiteral("not yet computed");
            const QString told = object->text(0, object->characterCount());
            // Targets stand with the digits that they have.
            if (value && told == QString::fromStdString(exactNumber(*value, notation.numbers)))
                continue;
            ASSERT_EQ(told.toStdString(), expected.toStdString())
                << object->text(QAccessible::Name).toStdString();
            ++m_numbers;
        }
    }

    bool isAside() const {
        return window->lessons().isRunning() || window->action(ActionId::Practice).isChecked();
    }
    /// The user's document, to the last bit; nothing where it is too large to be looked at
    /// after every event, or trained.
    std::optional<std::string> document() {
        const Project project = session().projectToSave();
        if (session().isTraining() || project.network.parameterCount() > 3000 ||
            project.data->inputs.size() > 5000)
            return std::nullopt;
        return writeProject(project) + " at " + std::to_string(session().still().position);
    }
    /// What lessons and practice put aside, they are to give back.
    void follow() {
        const auto putAside = [this](bool isMine) {
            if (isMine)
                m_own = document();
            m_isBack = false;
        };
        const auto giveBack = [this] {
            if (isAside() || !m_isBack)  // another document has taken its place
                return;
            if (m_own && document()) {
                EXPECT_EQ(difference(*document(), *m_own), "") << "was put aside";
                ++m_givenBack;
            }
        };
        auto* practice = window->findChild<Practice*>();
        QObject::connect(&window->lessons(), &Lessons::aboutToChange,
                         [this, putAside] { putAside(!isAside()); });
        QObject::connect(practice, &Practice::aboutToBegin,
                         [this, putAside] { putAside(!window->lessons().isRunning()); });
        QObject::connect(&session(), &Session::stillChanged, [this](Session::Change change) {
            m_isBack = m_isBack || change == Session::Change::Opened;
        });
        QObject::connect(&window->lessons(), &Lessons::left, giveBack);
        QObject::connect(practice, &Practice::activeChanged, [giveBack](bool isActive) {
            if (!isActive)
                giveBack();
        });
    }

    /// Where two texts differ first; empty where they do not.
    static std::string difference(const std::string& a, const std::string& b) {
        if (a == b)
            return {};
        const auto at = static_cast<std::size_t>(
            std::mismatch(a.begin(), a.end(), b.begin(), b.end()).first - a.begin());
        const std::size_t from = at - std::min<std::size_t>(at, 60);
        return a.substr(from, 120) + "\n…\n" + b.substr(from, 120);
    }

    /// The mark tells the truth, and redo leads to where undo began.
    void checkDocument(bool undoes) {
        const auto now = document();
        if (isAside() || !now)
            return;
        const bool isModified = session().isModified();
        ASSERT_EQ(window->isWindowModified(), isModified);
        const QString path = window->documents().ownPath();
        if (QFile saved(path); !path.isEmpty() && saved.open(QIODevice::ReadOnly)) {
            const Project project =
                movedTo(session().projectToSave(), window->documents().sourceFolder().toStdString(),
                        folder.path().toStdString());
            const std::string change =
                difference(writeProject(project), saved.readAll().toStdString());
            ASSERT_EQ(isModified, !change.empty()) << path.toStdString() << ": " << change;
            ++m_marks;
        }
        if (!undoes || session().canRedo())
            return;
        const std::size_t depth = session().undoDepth();
        for (int i = 0; i < 4; ++i)
            session().undo();
        while (session().canRedo())
            session().redo();
        ASSERT_EQ(session().undoDepth(), depth);
        ASSERT_EQ(difference(*document(), *now), "") << "after undo and redo";
    }

    std::optional<std::string> m_own;  ///< the document as it was put aside
    bool m_isBack = false;             ///< a document has been shown since
    std::int64_t m_givenBack = 0, m_marks = 0;
    Dice m_answers{seed(7)};
    QtMessageHandler m_before = nullptr;
    QTimer m_clock;
    bool m_isSending = false;  ///< an event is being taken
    std::int64_t m_numbers = 0;
};

TEST_F(TortureMonkey, NothingBreaksAndEveryNumberIsTheEngines) {
    const int events = rounds(800, 50'000);
    Dice dice(seed(20261125));
    for (int i = 0; i < events; ++i) {
        SCOPED_TRACE("event " + std::to_string(i));
        event(dice);
        ASSERT_NO_FATAL_FAILURE(check());
        ASSERT_NO_FATAL_FAILURE(checkDocument(i % 50 == 0));
        ASSERT_EQ(warnings().mid(0, 3).join(' ').toStdString(), "");
        if (!window->isVisible()) {
            makeWindow();
            follow();
        }
        if (i % 50 == 0)  // out of dialogs and menus that only time would close
            for (QWidget* top = target(window.get()); top != window.get();
                 top = target(window.get())) {
                top->close();
                QCoreApplication::processEvents();
            }
    }
    tell(std::to_string(events) + " random events at the window: no crash, no warning, " +
         std::to_string(m_numbers) +
         " numbers of the graph equal the engine's, the mark of what "
         "is saved was true " +
         std::to_string(m_marks) + " times, " + std::to_string(m_givenBack) +
         " documents came back from lessons and practice");
    EXPECT_GT(m_numbers, events);
    EXPECT_GT(m_marks, 0);
    if (events > 5000) {  // the short run may see none
        EXPECT_GT(m_givenBack, 0);
    }
}

}  // namespace
}  // namespace stepgrad

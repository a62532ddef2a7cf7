// What must hold after whatever a monkey does to the window.

#include <QAccessible>
#include <QFile>
#include <algorithm>
#include <cmath>
#include <optional>

#include "app/practice.h"
#include "core/document/project_json.h"
#include "core/walkthrough/conventional_value.h"
#include "core/walkthrough/number_text.h"
#include "tests/app/monkey.h"
#include "ui/graph/accessible_value.h"

namespace stepgrad {
namespace {

struct TortureMonkey : MonkeyTest {
    void SetUp() override {
        MonkeyTest::SetUp();
        follow();
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

// The real window, killed while it is edited and saved.

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <QDir>
#include <QTemporaryDir>
#include <algorithm>
#include <chrono>
#include <csignal>
#include <fstream>
#include <thread>

#include "core/document/atomic_file.h"
#include "core/document/project_json.h"
#include "core/document/recovery_store.h"
#include "core/document/session.h"
#include "tests/oracle/random_case.h"
#include "tests/torture.h"

namespace stepgrad {
namespace {

struct Edit {
    std::int64_t number = 0, time = 0;
};

/// What one kill has cost.
struct Loss {
    std::int64_t edits = 0;
    std::int64_t milliseconds = 0;  ///< from the first that is lost to the kill
};

class Victim {
public:
    explicit Victim(std::uint64_t seed) {
        // The edited weight stays what it was set to, while the others are trained.
        Project project = articleExample();
        project.network.layers[1].weightsTrainable = false;
        writeFileAtomically(file(), writeProject(project));
        m_pid = ::fork();
        if (m_pid == 0) {
            const std::string number = std::to_string(seed);
            ::execl(STEPGRAD_BINARY_DIR "/stepgrad-editor", "stepgrad-editor",
                    m_folder.path().toStdString().c_str(), number.c_str(), nullptr);
            ::_exit(9);
        }
    }
    bool hasBegun() const { return !edits().empty(); }
    void kill() {
        ::kill(m_pid, SIGKILL);
        int status = 0;
        ::waitpid(m_pid, &status, 0);
        EXPECT_TRUE(WIFSIGNALED(status)) << "ended by itself: " << WEXITSTATUS(status);
        m_killed = std::chrono::duration_cast<std::chrono::milliseconds>(
                       std::chrono::system_clock::now().time_since_epoch())
                       .count();
    }
    /// What would be lost if nothing but the file were kept.
    Loss lossOfFile() const { return lossAfter(numberIn(loadProject(file()))); }
    /// What the next start finds, against what was edited.
    Loss loss() const {
        std::int64_t kept = numberIn(loadProject(file()));
        const RecoveryStore store(m_folder.filePath("settings/stepgrad/recovery").toStdString());
        for (const RecoverableDocument& document : store.abandoned()) {
            EXPECT_EQ(document.path, file());
            kept = std::max(kept, numberIn(store.load(document.id)));
        }
        return lossAfter(kept);
    }

private:
    Loss lossAfter(std::int64_t kept) const {
        const auto all = edits();
        const auto lost =
            std::ranges::find_if(all, [kept](const Edit& edit) { return edit.number > kept; });
        if (lost == all.end())
            return {};
        return {all.back().number - kept, m_killed - lost->time};
    }
    std::string file() const { return m_folder.filePath("lesson.stepgrad").toStdString(); }
    std::vector<Edit> edits() const {
        std::ifstream log(m_folder.filePath("log").toStdString());
        std::vector<Edit> all;
        for (Edit edit; log >> edit.number >> edit.time;)
            all.push_back(edit);
        return all;
    }
    static std::int64_t numberIn(const Project& project) {
        Session().open(project);  // throws where it cannot be used
        const double w5 = project.network.layers[1].weights(0, 0);
        return w5 == 1.2 ? 0 : static_cast<std::int64_t>(w5);
    }

    QTemporaryDir m_folder;
    pid_t m_pid = 0;
    std::int64_t m_killed = 0;
};

TEST(TortureKill, CostsFiveSecondsOrTenEditsAtMost) {
    const int kills = rounds(6, 300);
    constexpr int kAtOnce = 6;
    Dice dice(300);
    const auto isPromised = [](const Loss& loss) {
        // Of bursts more edits may lie in the moment that writing takes.
        return loss.edits <= 20 && loss.milliseconds <= (loss.edits <= 10 ? 5000 : 1000);
    };
    std::int64_t mostEdits = 0, longest = 0, lossless = 0, saved = 0;
    for (int done = 0; done < kills; done += kAtOnce) {
        std::vector<std::unique_ptr<Victim>> victims;
        for (int i = 0; i < kAtOnce; ++i)
            victims.push_back(std::make_unique<Victim>(dice.bits() % 100'000));
        for (const auto& victim : victims)
            while (!victim->hasBegun())
                std::this_thread::sleep_for(std::chrono::milliseconds(5));
        // So long that without what is kept the promise could not be held.
        std::this_thread::sleep_for(std::chrono::seconds(6));
        for (const auto& victim : victims) {
            std::this_thread::sleep_for(std::chrono::milliseconds(dice.whole(0, 1500)));
            victim->kill();
            const Loss loss = victim->loss();
            ASSERT_TRUE(isPromised(loss))
                << loss.edits << " edits in " << loss.milliseconds << " ms";
            mostEdits = std::max(mostEdits, loss.edits);
            longest = std::max(longest, loss.milliseconds);
            lossless += loss.edits == 0 ? 1 : 0;
            saved += isPromised(victim->lossOfFile()) ? 0 : 1;
        }
    }
    EXPECT_GT(saved, 0) << "nothing would have been lost anyway";
    tell(std::to_string(kills) +
         " kills of the window while it was edited, trained and saved, with lessons and practice "
         "between: at most " +
         std::to_string(mostEdits) + " edits and " + std::to_string(longest) +
         " ms of them lost, nothing in " + std::to_string(lossless) + "; in " +
         std::to_string(saved) + " the file alone would have kept less than is promised");
}

}  // namespace
}  // namespace stepgrad

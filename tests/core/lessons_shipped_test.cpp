// The lessons that the program ships: whether they can be taken as they are meant.

#include <gtest/gtest.h>

#include <QRegularExpression>
#include <QString>
#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "core/document/session.h"
#include "core/lessons/verdict.h"
#include "tests/core/session_support.h"

namespace stepgrad {
namespace {

namespace fs = std::filesystem;

const fs::path kFolder = STEPGRAD_SOURCE_DIR "/resources/lessons";

std::vector<fs::path> files() {
    std::vector<fs::path> found;
    for (const auto& entry : fs::directory_iterator(kFolder))
        if (entry.path().extension() == ".lesson")
            found.push_back(entry.path());
    std::sort(found.begin(), found.end());
    return found;
}

Lesson load(const fs::path& path) {
    return loadLesson(path.string(), STEPGRAD_SOURCE_DIR "/resources/examples");
}

std::string textOf(const fs::path& path) {
    std::ifstream file(path);
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
}

class ShippedLesson : public ::testing::TestWithParam<fs::path> {};

TEST_P(ShippedLesson, HasThreeToSixStopsEachWithSomethingToAnswerOrDo) {
    const Lesson lesson = load(GetParam());
    EXPECT_GE(lesson.stops.size(), 3u);
    EXPECT_LE(lesson.stops.size(), 6u);
    EXPECT_LT(lesson.summary.size(), 120u);
    for (const LessonStop& stop : lesson.stops) {
        EXPECT_TRUE(stop.question) << stop.title;
        EXPECT_FALSE(stop.highlight.empty()) << stop.title;
        for (const ValueId& id : stop.highlight)
            EXPECT_TRUE(exists(stop.project->network, id));
    }
}

/// Numbers come from the training step; only a goal to reach is written down, and it
/// is the limit of the check.
TEST_P(ShippedLesson, NamesNoNumberThatIsNotItsGoal) {
    const QString json = QString::fromStdString(textOf(GetParam()));
    const Lesson lesson = load(GetParam());
    std::vector<double> goals;
    for (const LessonStop& stop : lesson.stops)
        goals.push_back(stop.question->check.limit);
    const QRegularExpression decimal(QStringLiteral("[0-9]+\\.[0-9]+"));
    for (const QRegularExpressionMatch& match : decimal.globalMatch(json)) {
        const QString number = match.captured();
        EXPECT_TRUE(std::find(goals.begin(), goals.end(), number.toDouble()) != goals.end())
            << number.toStdString();
    }
}

/// A learner who does a lesson without the window.
class Learner {
public:
    explicit Learner(const LessonStop& stop) : m_stop(stop) {}

    void arrive(Session& session) {
        if (!m_stop.goesOn)
            session.open(*m_stop.project);
        if (m_stop.show)
            session.goToPosition(*m_stop.show);
        m_start = session.still();
    }
    LessonMoment moment(Session& session) const {
        return {m_start, session.still(), [&session] {
                    const auto point = session.lossCurve().current;
                    return point ? point->loss : 1e9;
                }};
    }
    void answerNumber(Session& session) const {
        const LessonQuestion& question = *m_stop.question;
        const double worth = worthOf(question.check.of, *m_start.trace);
        const auto judge = [&](double value, int decimals) {
            const NumberFormat format{decimals, false};
            return judgeNumber(question, exactNumber(std::stod(fixed(value, decimals)), format),
                               moment(session), {});
        };
        ASSERT_TRUE(std::isfinite(worth));
        EXPECT_EQ(judge(worth, 4).kind, Verdict::Kind::Right);
        EXPECT_EQ(judge(worth, 12).kind, Verdict::Kind::Right);
        EXPECT_EQ(judge(worth * 1.4 + 0.03, 4).kind, Verdict::Kind::Wrong);
        EXPECT_EQ(judge(-worth, 4).kind, Verdict::Kind::Wrong);
        EXPECT_EQ(judgeNumber(question, "?", moment(session), {}).kind, Verdict::Kind::Unclear);
        EXPECT_FALSE(question.hint.isEmpty());
        // It is a question only as long as it does not stand there yet.
        EXPECT_FALSE(question.check.of.kind == Quantity::Kind::Value &&
                     isKnown(question.check.of, m_start));
    }
    void choose() const {
        const auto& options = m_stop.question->check.options;
        for (std::size_t i = 0; i < options.size(); ++i) {
            const Verdict verdict = judgeChoice(*m_stop.question, i, *m_start.trace, {});
            EXPECT_EQ(verdict.kind == Verdict::Kind::Right, options[i].isRight);
            EXPECT_GT(plainText(verdict.words).size(), 20u);
        }
    }
    void act(Session& session) const {
        const LessonCheck& check = m_stop.question->check;
        ASSERT_FALSE(isDone(check, moment(session)));
        switch (check.kind) {
            case CheckKind::Changed:
                session.setLearningRate(5.0);
                break;
            case CheckKind::Below:  // u1, by its second weight
                session.setValue(ValueId::weight(0, 0, 1), -2.0);
                break;
            case CheckKind::Above:  // h1, by its first weight
                session.setValue(ValueId::weight(0, 0, 0), 3.0);
                break;
            case CheckKind::Reached:
            case CheckKind::Updates:
                for (int i = 0; i < 10 && !isDone(check, moment(session)); ++i)
                    session.next();
                break;
            case CheckKind::Trained:
                session.setSpeed(Speed::Fastest);
                session.train();
                EXPECT_TRUE(test::waitFor([&] { return isDone(check, moment(session)); }));
                session.pause();
                EXPECT_TRUE(test::waitFor([&] { return !session.isTraining(); }));
                break;
            default:
                FAIL() << "no way is known here to do this";
        }
        EXPECT_TRUE(isDone(check, moment(session)));
        EXPECT_FALSE(m_stop.question->right.isEmpty());
    }

private:
    static std::string fixed(double value, int decimals) {
        std::ostringstream out;
        out.setf(std::ios::fixed);
        out.precision(decimals);
        out << value;
        return out.str();
    }
    const LessonStop& m_stop;
    Still m_start;
};

TEST_P(ShippedLesson, CanBeAnsweredRightAndWrongAtEveryStop) {
    const Lesson lesson = load(GetParam());
    Session session;
    for (const LessonStop& stop : lesson.stops) {
        SCOPED_TRACE(stop.title);
        Learner learner(stop);
        learner.arrive(session);
        if (stop.question->check.kind == CheckKind::Number)
            learner.answerNumber(session);
        else if (stop.question->check.kind == CheckKind::Choice)
            learner.choose();
        else
            learner.act(session);
    }
}

INSTANTIATE_TEST_SUITE_P(All, ShippedLesson, ::testing::ValuesIn(files()),
                         [](const ::testing::TestParamInfo<fs::path>& instance) {
                             std::string name = instance.param.stem().string();
                             std::replace(name.begin(), name.end(), '-', '_');
                             return name;
                         });

TEST(ShippedLessons, AreTheFiveOfTheTour) {
    const auto all = files();
    EXPECT_EQ(std::ranges::count_if(all,
                                    [](const fs::path& path) {
                                        return std::isdigit(path.filename().string().front()) != 0;
                                    }),
              5);
}

// What the texts say in words about the example, beside the numbers that are filled in.
TEST(ShippedLessons, SayOfTheExampleWhatIsTrue) {
    const Project project = articleExample();
    Session session;
    session.open(project);
    session.goToStep(9);
    const Trace& trace = *session.still().trace;
    const auto worth = [&](const char* name) {
        return worthOf(*quantityNamed(name, trace.network), trace);
    };
    for (const char* name :
         {"dJ/dw1", "dJ/dw3", "dJ/dw5", "dJ/dw6", "delta1", "delta3", "w3", "w6"})
        EXPECT_LT(worth(name), 0.0) << name;
    for (const char* name : {"dJ/dw2", "dJ/dw4", "delta2", "slope1", "slope3"})
        EXPECT_GT(worth(name), 0.0) << name;
    EXPECT_GT(worth("h2"), worth("h1"));
    EXPECT_GT(worth("yhat"), 0.5);
    EXPECT_LT(worth("yhat"), 0.6);
    EXPECT_LT(worth("yhat"), worth("y"));
    EXPECT_LE(worth("slope3"), 0.25);
    EXPECT_LT(worth("J_new"), worth("J"));
    // delta1 is that of the old w5, not of the new one.
    const double shared = worth("delta3") * worth("slope1");
    EXPECT_DOUBLE_EQ(worth("delta1"), shared * worth("w5"));
    EXPECT_NE(worth("delta1"), shared * worth("w5_new"));
    // The first neuron is nearly on from a weighted input above 2.
    EXPECT_GT(1.0 / (1.0 + std::exp(-2.2)), 0.9);
    EXPECT_LT(1.0 / (1.0 + std::exp(-2.0)), 0.9);
}

}  // namespace
}  // namespace stepgrad

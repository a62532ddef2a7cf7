// Asking before telling, and putting a document aside.

#include <gtest/gtest.h>

#include "core/document/session.h"
#include "core/walkthrough/derivation.h"
#include "core/walkthrough/formula_text.h"
#include "tests/core/session_support.h"

namespace stepgrad {
namespace {

using test::kDelta1;
using test::press;
using test::Seen;

std::string formulas(const Session& session) {
    std::string all;
    for (const auto& equation : explainStep(session.still()).equations)
        all += toText(equation) + "\n";
    return all;
}

struct Asking : testing::Test {
    Asking() { session.setAsksFirst(true); }
    Session session;
};

TEST_F(Asking, TheFirstPressAsksAndTheSecondReveals) {
    session.next();
    EXPECT_TRUE(session.still().isAsking());
    EXPECT_FALSE(session.still().isStart());
    EXPECT_EQ(session.still().currentStep()->id, "forward.1.weighted_input");
    EXPECT_TRUE(session.still().isAsked(ValueId::u(0, 1)));
    EXPECT_FALSE(session.still().value(ValueId::u(0, 1)));
    EXPECT_TRUE(session.still().isCurrent(ValueId::u(0, 0)));
    session.next();
    EXPECT_FALSE(session.still().isAsking());
    EXPECT_TRUE(session.still().value(ValueId::u(0, 1)));
}

TEST_F(Asking, AQuestionTellsTheFormulaButNeverTheResult) {
    for (const Detail detail : {Detail::Step, Detail::Value, Detail::Phase}) {
        session.restart();
        session.setDetail(detail);
        while (!session.still().isEnd()) {
            session.next();
            ASSERT_TRUE(session.still().isAsking());
            const Still still = session.still();
            const Explanation asked = explainStep(still);
            EXPECT_TRUE(asked.inWords.empty());
            const std::string told = formulas(session);
            EXPECT_NE(told.find("= ?"), told.npos) << told;
            for (std::int64_t stop = still.position; stop < still.asked; ++stop)
                EXPECT_FALSE(still.value(still.walk->valueAt(stop)));
            for (const Equation& equation : asked.equations)
                if (equation.value && still.isAsked(*equation.value)) {
                    EXPECT_EQ(toText(equation.right.back().formula), "?");
                }
            session.next();
            EXPECT_EQ(session.still().position, still.asked);
            EXPECT_EQ(formulas(session).find("= ?"), std::string::npos);
        }
    }
}

TEST_F(Asking, WhatIsReadIsWhatTheQuestionNeeds) {
    press(session, 15);  // the hidden deltas are asked for
    ASSERT_TRUE(session.still().isAsked(kDelta1));
    const auto reads = session.still().reads();
    const auto has = [&](const ValueId& id) {
        return std::find(reads.begin(), reads.end(), id) != reads.end();
    };
    EXPECT_TRUE(has(ValueId::delta(1, 0)) && has(ValueId::weight(1, 0, 0)));
    EXPECT_FALSE(has(ValueId::inputOf(0)));
}

TEST_F(Asking, BackGoesTheSameWayAgainThroughUpdates) {
    std::vector<std::pair<std::int64_t, std::int64_t>> places;
    const auto note = [&] {
        return std::pair(session.still().update * 1000 + session.still().position,
                         session.still().asked);
    };
    for (int i = 0; i < 27; ++i) {
        places.push_back(note());
        session.next();
    }
    while (!places.empty()) {
        ASSERT_TRUE(session.canGoBack());
        session.back();
        // Between two training steps stands their common end.
        if (note().first % 1000 == 0 && note().second == 0 && note().first > 0)
            session.back();
        EXPECT_EQ(note(), places.back()) << places.size();
        places.pop_back();
    }
    EXPECT_TRUE(session.still().isStart());
}

TEST_F(Asking, BackOfSingleValuesShowsTheSingleValueThatWasShown) {
    session.setDetail(Detail::Value);
    press(session, 5);
    ASSERT_TRUE(session.still().isAsking());
    const std::int64_t from = session.still().from;
    ASSERT_EQ(from, session.still().position - 1);
    press(session, 2);
    session.back();  // withdraws the question
    session.back();  // and what was revealed
    EXPECT_TRUE(session.still().isAsking());
    EXPECT_EQ(session.still().from, from);
    session.back();
    EXPECT_FALSE(session.still().isAsking());
    EXPECT_EQ(session.still().from, from);
}

TEST_F(Asking, AnEditKeepsTheQuestion) {
    press(session, 3);
    ASSERT_TRUE(session.still().isAsking());
    const auto asked = session.still().asked;
    ASSERT_TRUE(session.setValue(ValueId::weight(0, 0, 0), 0.5).isEmpty());
    EXPECT_EQ(session.still().asked, asked);
    session.setAsksFirst(false);
    EXPECT_FALSE(session.still().isAsking());
}

TEST_F(Asking, TheResultsAreThoseOfAWalkWithoutQuestions) {
    Session plain;
    press(plain, 10);
    press(session, 20);
    EXPECT_EQ(Seen(session), Seen(plain));
    EXPECT_EQ(session.undoText(), plain.undoText());
}

TEST(KeptDocument, ComesBackExactlyWithUndoAndMarks) {
    Session session;
    session.open(test::xorProject());
    press(session, 13);
    ASSERT_TRUE(session.setValue(test::kW3, 0.123).isEmpty());
    ASSERT_TRUE(session.setLearningRate(0.3).isEmpty());
    session.undo();
    const Seen before(session);
    const QString undo = session.undoText(), redo = session.redoText();
    ASSERT_TRUE(session.isModified());

    const auto kept = session.keep();
    session.open(articleExample());
    press(session, 30);
    session.setValue(test::kW3, 9.0);
    session.restart();
    session.giveBack(kept);

    EXPECT_EQ(Seen(session), before);
    EXPECT_EQ(session.undoText(), undo);
    EXPECT_EQ(session.redoText(), redo);
    EXPECT_TRUE(session.isModified());
    session.redo();
    EXPECT_EQ(session.project().optimizer.learningRate, 0.3);
    while (session.canUndo())
        session.undo();
    EXPECT_FALSE(session.isModified());
}

}  // namespace
}  // namespace stepgrad

// Random sequences of everything a user can do with a document.

#include <gtest/gtest.h>

#include <array>

#include "core/document/history.h"
#include "core/document/project_json.h"
#include "core/document/session.h"
#include "tests/core/session_support.h"
#include "tests/oracle/random_case.h"
#include "tests/torture.h"

namespace stepgrad {
namespace {

using test::waitFor;

/// What is there, as bytes: the project with its progress, and where the user stands.
std::string bytesOf(const Session& session) {
    return writeProject(session.projectToSave()) + " at " +
           std::to_string(session.still().position) + " of update " +
           std::to_string(session.still().update) + " row " + std::to_string(session.example());
}

Dataset anyData(Dice& dice, const Session& session) {
    const auto rows = dice.whole(1, 12);
    const Network& network = session.still().network();
    const bool classes = session.still().trace->lossFunction != Loss::HalfSquaredError &&
                         session.still().trace->lossFunction != Loss::MeanSquaredError;
    Dataset data;
    data.inputs =
        Matrix::NullaryExpr(rows, network.inputCount(), [&] { return dice.real(-2.0, 2.0); });
    data.targets = Matrix::NullaryExpr(rows, network.outputCount(),
                                       [&] { return dice.real(classes ? 0.0 : -1.0, 1.0); });
    return data;
}

NetworkEdit anyEdit(Dice& dice, const Network& network) {
    const int layers = network.layerCount();
    const int layer = dice.whole(0, layers - 1);
    const auto hidden = hiddenActivations();
    const auto f =
        hidden[static_cast<std::size_t>(dice.whole(0, static_cast<int>(hidden.size()) - 1))];
    switch (dice.whole(0, 8)) {
        case 0:
            return AddLayer{dice.whole(0, layers), dice.whole(1, 4), f, dice.coin()};
        case 1:
            return RemoveLayer{layer};
        case 2:
            return SetNeurons{dice.whole(-1, layers - 1), dice.whole(1, 5)};
        case 3:
            return RemoveNeuron{dice.whole(-1, layers - 1), dice.whole(0, 3)};
        case 4:
            return SetActivation{layer, f};
        case 5:
            return SetBiases{layer, dice.coin()};
        case 6:
            return SetFrozen{layer, dice.coin()};
        case 7:
            return SetLoss{losses()[static_cast<std::size_t>(
                                        dice.whole(0, static_cast<int>(losses().size()) - 1))]
                               .id};
        default:
            return Initialize{{initializers()[static_cast<std::size_t>(dice.whole(
                                                  0, static_cast<int>(initializers().size()) - 1))]
                                   .id,
                               dice.bits() % 1000, 1.0},
                              dice.coin() ? std::optional(layer) : std::nullopt};
    }
}

Project anySettings(Dice& dice, const Project& before) {
    Project changed = before;
    changed.optimizer.type = optimizers()[static_cast<std::size_t>(dice.whole(
                                              0, static_cast<int>(optimizers().size()) - 1))]
                                 .id;
    changed.optimizer.momentum =
        changed.optimizer.type == OptimizerType::Sgd && dice.coin() ? 0.5 : 0.0;
    changed.training.batchSize = dice.whole(1, 5);
    changed.training.shuffle = dice.coin();
    changed.training.seed = dice.bits() % 100;
    changed.training.stop.epochs = dice.whole(0, 3) == 0 ? dice.whole(1, 500) : 0;
    changed.training.stop.noProgressEpochs = dice.whole(0, 5) == 0 ? dice.whole(1, 20) : 0;
    if (dice.coin())
        changed.split = dice.coin() ? std::optional(Split{0.3, dice.bits() % 10}) : std::nullopt;
    if (dice.whole(0, 3) == 0)
        changed.scaling =
            Scaling{std::vector<InputScaling>(static_cast<std::size_t>(before.network.inputCount()),
                                              {false, dice.real(-1.0, 1.0), dice.real(0.1, 3.0)})};
    return changed;
}

/// One thing that a user does. `trains`: runs at full speed too, for a moment.
void act(Session& session, Dice& dice, bool trains) {
    const Network& network = session.still().network();
    const int layer = dice.whole(0, network.layerCount() - 1);
    const auto& shape = network.layers[static_cast<std::size_t>(layer)];
    const auto oneOf = [&dice](Eigen::Index count) {
        return dice.whole(0, static_cast<int>(count) - 1);
    };
    switch (dice.whole(0, trains ? 18 : 16)) {
        case 0:
        case 1:
        case 2:
            session.setValue(ValueId::weight(layer, oneOf(shape.neurons()), oneOf(shape.inputs())),
                             dice.real(-3.0, 3.0), dice.coin());
            break;
        case 3:
            session.setValue(ValueId::inputOf(oneOf(network.inputCount())), dice.real(-3.0, 3.0),
                             dice.coin());
            break;
        case 4:
            // Now and then one that leads out of all numbers.
            session.setLearningRate(dice.whole(0, 9) == 0 ? 1e300 : dice.real(0.001, 2.0));
            break;
        case 5:
            session.setDetail(static_cast<Detail>(dice.whole(0, 2)));
            session.next();
            break;
        case 6:
            session.nextPhase();
            break;
        case 7:
            session.back();
            break;
        case 8:
            session.goToPosition(dice.whole(0, 60));
            break;
        case 9:
            session.selectExample(dice.whole(0, 12));
            break;
        case 10:
            session.restart();
            break;
        case 11:
            session.editNetwork(anyEdit(dice, network));
            break;
        case 12:
            session.setData(anyData(dice, session), dice.whole(0, 12), "data");
            break;
        case 13:
            session.changeSettings(anySettings(dice, session.project()), "settings");
            break;
        case 14:
            session.goToUpdate(dice.whole(0, 200));
            break;
        case 15: {
            const Dataset one = anyData(dice, session);
            session.setOwnExample({one.input(0), one.target(0), dice.whole(1, 3)}, "own");
            break;
        }
        case 16:
            if (dice.whole(0, 3) == 0) {
                Project other = dice.coin() ? test::xorProject() : articleExample();
                other.name = "begun " + std::to_string(dice.whole(0, 3));
                session.beginWith(other, "other data");
            }
            break;
        default:
            session.setSpeed(Speed::Fastest);
            session.train();
            for (int i = dice.whole(0, 4); i > 0; --i)
                QCoreApplication::processEvents();
            session.pause();
    }
}

/// What a session begins with: without and with a past, data of a file, and a memory.
Project anyStart(int kind) {
    if (kind == 0)
        return articleExample();
    Project project = test::xorProject();
    if (kind == 1)
        return project;
    if (kind == 2) {
        project.source = CsvSource{"xor.csv", {"y"}};
        project.split = Split{0.25, 3};
        return project;
    }
    project.optimizer.type = OptimizerType::Adam;
    project.training.shuffle = true;
    Trainer trainer(std::make_shared<const Project>(project), initialStateOf(project));
    for (int update = 0; update < 6; ++update)
        trainer.step();
    return withState(project, trainer.state());
}

TEST(TortureUndo, BackToTheFirstStateAndForwardToTheLastBitForBit) {
    const int sequences = rounds(30, 2000);
    std::size_t undone = 0;
    for (int sequence = 0; sequence < sequences; ++sequence) {
        Dice dice(static_cast<std::uint64_t>(sequence) + 1);
        Session session;
        session.open(anyStart(sequence % 4));
        const std::string first = writeProject(session.projectToSave());
        for (int action = 0; action < 100; ++action) {
            act(session, dice, true);
            if (dice.whole(0, 9) == 0)
                session.undo();
            if (dice.whole(0, 9) == 0)
                session.redo();
        }
        while (session.canRedo())
            session.redo();
        const std::string saved = writeProject(session.projectToSave());
        const std::string lastBytes = bytesOf(session);
        session.markSaved();
        ASSERT_FALSE(session.isModified());
        const std::size_t depth = session.undoDepth();
        std::vector<std::string> seen;
        while (session.canUndo()) {
            seen.push_back(bytesOf(session));
            session.undo();
            ASSERT_EQ(session.isModified(), writeProject(session.projectToSave()) != saved)
                << sequence << " at " << session.undoDepth();
            ++undone;
        }
        ASSERT_EQ(writeProject(session.projectToSave()), first) << sequence;
        while (session.canRedo()) {
            session.redo();
            ASSERT_EQ(bytesOf(session), seen[depth - session.undoDepth()]) << sequence;
        }
        ASSERT_EQ(session.undoDepth(), depth);
        ASSERT_EQ(bytesOf(session), lastBytes) << sequence;
        ASSERT_FALSE(session.isModified());
    }
    tell(std::to_string(sequences) + " random sequences of 100 actions: " + std::to_string(undone) +
         " undos to the first state and redos to the last, bit for bit");
}

TEST(TortureUndo, LessonsGiveBackTheWholeHistory) {
    for (int sequence = 0; sequence < rounds(10, 200); ++sequence) {
        Dice dice(static_cast<std::uint64_t>(sequence) + 77);
        Session session;
        session.open(anyStart(sequence % 4));
        for (int i = 0; i < 40; ++i)
            act(session, dice, true);
        const std::string before = bytesOf(session);
        const std::size_t depth = session.undoDepth();
        const bool modified = session.isModified();
        const auto kept = session.keep();
        session.open(articleExample());
        for (int i = 0; i < 40; ++i)
            act(session, dice, true);
        session.giveBack(kept);
        ASSERT_EQ(bytesOf(session), before);
        ASSERT_EQ(session.undoDepth(), depth);
        ASSERT_EQ(session.isModified(), modified);
    }
}

/// By a rule, or by numbers that grow too large.
Project endingByItself(bool byRule) {
    Project project = test::xorProject();
    if (byRule) {
        project.training.stop.epochs = 3;
    } else {
        for (Layer& layer : project.network.layers)
            layer.activation = Activation::Linear;
        project.optimizer.learningRate = 10.0;
    }
    return project;
}

TEST(TortureThreads, EveryRunEndsOnceWhateverIsDoneMeanwhile) {
    const int sequences = rounds(100, 10'000);
    std::int64_t runs = 0;
    std::array<std::int64_t, 3> outcomes{};
    for (int sequence = 0; sequence < sequences; ++sequence) {
        Dice dice(static_cast<std::uint64_t>(sequence) + 1000);
        auto session = std::make_unique<Session>();
        session->open(test::xorProject());
        std::int64_t begun = 0, ended = 0, started = 0;
        bool isTraining = false;
        QObject::connect(session.get(), &Session::trainingChanged, session.get(), [&](bool now) {
            EXPECT_NE(now, isTraining);
            isTraining = now;
            ++(now ? begun : ended);
            started += now && session->engine().isRunning() ? 1 : 0;
        });
        std::int64_t finished = 0;
        QObject::connect(
            &session->engine(), &TrainingEngine::finished, session.get(),
            [&](const RunResult& result) {
                ++finished;
                ++outcomes[static_cast<std::size_t>(result.outcome)];
                ASSERT_TRUE(result.record);
                EXPECT_EQ(result.divergence.has_value(), result.outcome == RunOutcome::Diverged);
                EXPECT_EQ(result.stopReason.has_value(), result.outcome == RunOutcome::Finished);
            });
        const auto kept = session->keep();
        for (int i = dice.whole(1, 12); i > 0; --i) {
            switch (dice.whole(0, 9)) {
                case 0:
                case 1:
                case 2:
                    session->setSpeed(dice.whole(0, 3) == 0 ? Speed::HundredPerSecond
                                                            : Speed::Fastest);
                    session->train();
                    break;
                case 3:
                    session->pause();
                    break;
                case 4:
                    session->open(dice.coin() ? test::xorProject() : articleExample());
                    break;
                case 8:
                    if (dice.whole(0, 2) == 0) {  // a run that ends by itself
                        session->open(endingByItself(dice.coin()));
                        session->setSpeed(Speed::Fastest);
                        session->train();
                        ASSERT_TRUE(waitFor([&] { return !session->isTraining(); }));
                    }
                    break;
                case 5:
                    session->undo();
                    break;
                case 6:
                    session->giveBack(kept);
                    break;
                case 7:
                    QCoreApplication::processEvents();
                    break;
                default:
                    act(*session, dice, true);
            }
        }
        runs += begun;
        if (dice.coin()) {
            session->pause();
            ASSERT_FALSE(session->isTraining());
            ASSERT_EQ(begun, ended);
            ASSERT_EQ(finished, started);  // a run at speed ends in one outcome
        }
        session.reset();  // in the middle of a run, too
        ASSERT_LE(begun - ended, 1);
        ASSERT_LE(finished, started);
    }
    tell(std::to_string(sequences) + " random sequences of start, pause, step, edit, load, undo " +
         "and close with " + std::to_string(runs) + " runs: each ended once, " +
         std::to_string(outcomes[0]) + " paused, " + std::to_string(outcomes[1]) + " by a rule, " +
         std::to_string(outcomes[2]) + " diverged; no deadlock");
    for (const std::int64_t outcome : outcomes)
        EXPECT_GT(outcome, 0);
}

}  // namespace
}  // namespace stepgrad

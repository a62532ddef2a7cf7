// What a project may hold is what can be read again, and what there is memory for.

#include <gtest/gtest.h>

#include "core/document/project_json.h"
#include "core/document/session.h"
#include "tests/core/session_support.h"

namespace stepgrad {
namespace {

TEST(ProjectLimits, EpochsAreThoseThatAFileMayHave) {
    Project project = test::xorProject();
    project.training.stop.epochs = kMostEpochs;
    EXPECT_EQ(parseProject(writeProject(project), "f", "."), project);
    project.training.stop.epochs = kMostEpochs + 1;
    ASSERT_TRUE(problemOf(project));
    EXPECT_TRUE(problemOf(project)->starts_with("training.epochs: "));
    project.training.stop.epochs = 0;
    project.training.stop.noProgressEpochs = kMostEpochs + 1;
    EXPECT_TRUE(problemOf(project));
}

TEST(ProjectLimits, ABatchFitsIntoMemory) {
    Project project = test::xorProject();
    project.training.batchSize = std::int64_t{1} << 62;  // all four
    EXPECT_FALSE(problemOf(project));
    Dataset data;
    data.inputs = Matrix::Zero(200'000, 1);
    data.targets = Matrix::Zero(200'000, 1);
    project.network.inputNames = {"x"};
    project.network.layers[0].weights = Matrix::Zero(10'000, 1);
    project.network.layers[0].biases = Vector::Zero(10'000);
    project.network.layers[1].weights = Matrix::Zero(1, 10'000);
    project.data = std::make_shared<const Dataset>(data);
    ASSERT_TRUE(problemOf(project));
    EXPECT_TRUE(problemOf(project)->starts_with("training.batch_size: expected at most 9998 "))
        << *problemOf(project);
    project.training.batchSize = 9998;
    EXPECT_FALSE(problemOf(project));
}

TEST(ProjectLimits, CountsOfAFileLeaveRoomToCountOn) {
    Project project = test::xorProject();
    project.progress = Progress{std::int64_t{1} << 53, {}, {}};
    EXPECT_EQ(parseProject(writeProject(project), "f", "."), project);
    ++project.progress->update;
    EXPECT_THROW(parseProject(writeProject(project), "f", "."), ReadError);
}

TEST(ProjectLimits, MinusZeroIsAnotherNumberThanZero) {
    Session session;
    Project project = test::xorProject();
    project.network.layers[0].weights(0, 0) = 0.0;
    session.open(project);
    EXPECT_FALSE(session.isModified());
    ASSERT_EQ(session.setValue(ValueId::weight(0, 0, 0), -0.0), "");
    EXPECT_TRUE(session.isModified());
    session.undo();
    EXPECT_FALSE(session.isModified());
}

}  // namespace
}  // namespace stepgrad

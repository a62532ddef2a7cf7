// The window is closed while it trains at full speed: networks of all sizes, at any moment.

#include <QElapsedTimer>
#include <algorithm>

#include "core/data/dataset.h"
#include "core/document/project_json.h"
#include "tests/app/window_fixture.h"
#include "tests/oracle/random_case.h"
#include "tests/torture.h"

namespace stepgrad {
namespace {

/// As large as a network of handwritten digits.
Project large(std::int64_t examples, std::int64_t batchSize) {
    Project project = articleExample();
    Network& network = project.network;
    network.layers.clear();
    network.inputNames.clear();
    for (int input = 1; input <= 784; ++input)
        network.inputNames.push_back("x" + std::to_string(input));
    for (const auto& [inputs, neurons] : {std::pair{784, 300}, {300, 100}, {100, 10}}) {
        Layer layer;
        layer.weights = 0.05 * Matrix::Random(neurons, inputs);
        layer.biases = Vector::Zero(neurons);
        network.layers.push_back(layer);
    }
    Dataset data;
    data.inputs = Matrix::Random(examples, 784);
    data.targets = Matrix::Random(examples, 10).cwiseAbs();
    project.data = std::make_shared<const Dataset>(data);
    project.training.batchSize = batchSize;
    return project;
}

struct TortureClose : WindowTest {
    /// Opens, trains for a while, closes and discards; how long it takes until it is gone.
    double milliseconds(Project project, int wait) {
        project.training.stop = {};
        session().open(project);
        // So many that a copy of it all is begun, in case of a crash.
        for (int edit = 1; edit <= 8; ++edit)
            EXPECT_EQ(session().setValue(ValueId::weight(0, 0, 0), 0.01 * edit), "");
        session().setSpeed(Speed::Fastest);
        session().train();
        QTest::qWait(wait);
        EXPECT_TRUE(session().isTraining()) << project.name << " after " << wait << " ms";
        QElapsedTimer clock;
        clock.start();
        window->close();
        if (box())
            answer(QMessageBox::Discard);
        EXPECT_FALSE(window->isVisible());
        window.reset();
        const double taken = static_cast<double>(clock.nsecsElapsed()) / 1e6;
        makeWindow();
        return taken;
    }
};

TEST_F(TortureClose, EndsTrainingWithoutDelay) {
    const std::string examples = STEPGRAD_SOURCE_DIR "/resources/examples/";
    // An update works on all examples at once; all examples are very many.
    std::vector<Project> projects{large(8000, 8000)};
    if (rounds(0, 1) == 1)
        projects.push_back(large(20'000, 16));
    for (const char* name : {"one-step-by-hand", "xor", "spam", "digits"})
        projects.push_back(loadProject(examples + name + ".stepgrad"));
    const int closings = rounds(5, 200);
    Dice dice(seed(500));
    double longest = 0.0;
    for (int i = 0; i < closings; ++i)
        longest =
            std::max(longest, milliseconds(projects[static_cast<std::size_t>(i) % projects.size()],
                                           dice.whole(0, 400)));
    tell(std::to_string(closings) + " windows closed while training at full speed: gone after " +
         std::to_string(static_cast<int>(longest)) + " ms at most");
    if (closings > 5) {  // short runs share the machine with whatever it does
        EXPECT_LT(longest, 500.0);
    }
}

}  // namespace
}  // namespace stepgrad

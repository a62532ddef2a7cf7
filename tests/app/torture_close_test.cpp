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

/// As large as a network of handwritten digits, whose update works on all examples at once.
Project largeBatches() {
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
    data.inputs = Matrix::Random(8000, 784);
    data.targets = Matrix::Random(8000, 10).cwiseAbs();
    project.data = std::make_shared<const Dataset>(data);
    project.training.batchSize = 8000;
    return project;
}

struct TortureClose : WindowTest {
    /// Opens, trains for a while, closes and discards; how long it takes until it is gone.
    double milliseconds(Project project, int wait) {
        project.training.stop = {};
        session().open(project);
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
    std::vector<Project> projects{largeBatches()};
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

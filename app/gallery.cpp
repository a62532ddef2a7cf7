#include "app/gallery.h"

#include <QCoreApplication>
#include <QDir>
#include <cstdio>
#include <exception>
#include <random>

#include "app/actions.h"
#include "app/documents.h"
#include "app/lessons.h"
#include "app/look.h"
#include "app/main_window.h"
#include "app/presenter.h"
#include "core/document/project_json.h"
#include "core/document/session.h"
#include "ui/appearance.h"
#include "ui/graph/network_view.h"
#include "ui/panels/presenter_view.h"

namespace stepgrad {
namespace {

constexpr int kFailed = 3;

/// Draws windows into files of a folder.
class Artist {
public:
    explicit Artist(const QString& folder) : m_folder(folder) {
        m_fine = m_folder.mkpath(QStringLiteral("."));
    }

    void draw(MainWindow& window, const QString& name) {
        for (int i = 0; i < 3; ++i)  // until layouts have settled
            QCoreApplication::processEvents();
        const QString path = m_folder.filePath(name + QStringLiteral(".png"));
        QWidget* presented = window.presenter().view();
        m_fine = (presented ? *presented : window).grab().save(path) && m_fine;
        std::printf("%s\n", qPrintable(path));
    }
    int status() const {
        if (!m_fine)
            std::fprintf(stderr, "stepgrad: %s: could not be written\n",
                         qPrintable(m_folder.path()));
        return m_fine ? 0 : kFailed;
    }

private:
    QDir m_folder;
    bool m_fine = true;
};

QString stepName(int step) {
    return QStringLiteral("step-%1").arg(step, 2, 10, QLatin1Char('0'));
}

void goToStep(MainWindow& window, int step) {
    window.session().setDetail(Detail::Step);
    for (int i = 0; i < step; ++i)
        window.session().next();
}

void openExample(MainWindow& window, const char* name) {
    window.documents().newFromExample(
        QStringLiteral(":/examples/%1.stepgrad").arg(QLatin1String(name)));
}

/// A network with weights drawn at random, always the same.
Project randomProject(const std::vector<int>& neurons, int examples) {
    std::mt19937_64 random(7);
    const auto number = [&random](double scale) {
        return scale * (2.0 * static_cast<double>(random() >> 11) * 0x1p-53 - 1.0);
    };
    const auto matrix = [&](int rows, int columns, double scale) {
        Matrix m(rows, columns);
        for (double& value : m.reshaped<Eigen::RowMajor>())
            value = number(scale);
        return m;
    };
    Project project;
    project.name = "Random weights";
    for (int k = 0; k < neurons[0]; ++k)
        project.network.inputNames.push_back("i" + std::to_string(k + 1));
    for (std::size_t l = 1; l < neurons.size(); ++l) {
        Layer layer;
        layer.weights = matrix(neurons[l], neurons[l - 1], 1.2);
        layer.biases = matrix(neurons[l], 1, 0.5).col(0);
        layer.activation = l + 1 < neurons.size() ? Activation::Tanh : Activation::Sigmoid;
        project.network.layers.push_back(layer);
    }
    Dataset data;
    data.inputs = matrix(examples, neurons.front(), 1.0);
    data.targets = matrix(examples, neurons.back(), 1.0).cwiseAbs().array().round().matrix();
    project.data = std::make_shared<const Dataset>(std::move(data));
    return project;
}

/// Trains at a pace that shows the same number of updates everywhere.
void train(MainWindow& window, int updates, bool pause) {
    Session& session = window.session();
    session.setSpeed(Speed::HundredPerSecond);
    session.train();
    const std::int64_t end = session.still().update + updates;
    while (session.isTraining() && session.still().update < end)
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    if (pause)
        session.pause();
}

void openLesson(MainWindow& window, int lesson, int stop) {
    window.lessons().open(Lessons::shipped().at(lesson).path, stop);
}

/// The next step as it is presented: asked for, or revealed.
void present(MainWindow& window, int step, bool revealed, QSize size = {1920, 1080}) {
    goToStep(window, step);
    window.presenter().start();
    window.presenter().view()->showNormal();
    window.presenter().view()->resize(size);
    window.session().next();
    if (revealed)
        window.session().next();
}

struct Picture {
    const char* name;
    void (*stage)(MainWindow& window);
};

template <int step>
void stageStep(MainWindow& window) {
    goToStep(window, step);
}

const Picture kPictures[] = {
    {"step-00-start", stageStep<0>},
    {"step-01-hidden-inputs", stageStep<1>},
    {"step-02-hidden-activations", stageStep<2>},
    {"step-03-output-input", stageStep<3>},
    {"step-04-prediction", stageStep<4>},
    {"step-05-loss", stageStep<5>},
    {"step-06-output-delta", stageStep<6>},
    {"step-07-output-gradients", stageStep<7>},
    {"step-08-hidden-deltas", stageStep<8>},
    {"step-09-input-gradients", stageStep<9>},
    {"step-10-update", stageStep<10>},
    {"editor-open",
     [](MainWindow& window) {
         goToStep(window, 8);
         window.networkView().editValue(ValueId::weight(0, 0, 1));
     }},
    {"weight-selected",
     [](MainWindow& window) {
         goToStep(window, 9);
         window.selectValue(ValueId::weight(0, 0, 0));
     }},
    {"single-value",
     [](MainWindow& window) {
         window.session().setDetail(Detail::Value);
         for (int i = 0; i < 9; ++i)
             window.session().next();
     }},
    {"data-tab",
     [](MainWindow& window) {
         openExample(window, "xor");
         goToStep(window, 3);
         window.showTab(1);
     }},
    {"training", [](MainWindow& window) { train(window, 200, false); }},
    {"training-paused-with-ghost",
     [](MainWindow& window) {
         train(window, 200, true);
         window.session().restart();
         window.session().setLearningRate(0.5);
         train(window, 120, true);
         goToStep(window, 5);
     }},
    {"xor",
     [](MainWindow& window) {
         openExample(window, "xor-2-3-1");
         goToStep(window, 8);
     }},
    {"two-outputs-with-biases",
     [](MainWindow& window) {
         openExample(window, "two-outputs");
         goToStep(window, 10);
     }},
    {"network-4-6-6-3",
     [](MainWindow& window) {
         window.session().open(randomProject({4, 6, 6, 3}, 5));
         goToStep(window, 9);
     }},
    {"network-16-16-16-4",
     [](MainWindow& window) {
         window.session().open(randomProject({16, 16, 16, 4}, 5));
         goToStep(window, 9);
     }},
    {"neuron-selected-16-16-16-4",
     [](MainWindow& window) {
         window.session().open(randomProject({16, 16, 16, 4}, 5));
         goToStep(window, 9);
         window.selectValue(ValueId::h(1, 7));
     }},
    {"lesson-number", [](MainWindow& window) { openLesson(window, 2, 2); }},
    {"lesson-choice", [](MainWindow& window) { openLesson(window, 3, 2); }},
    {"lesson-dark-1024x700",
     [](MainWindow& window) {
         window.resize(1024, 700);
         window.look().setTheme(Look::Dark);
         openLesson(window, 0, 2);
     }},
    {"presenter-asks", [](MainWindow& window) { present(window, 7, false); }},
    {"presenter-reveals", [](MainWindow& window) { present(window, 7, true); }},
    {"presenter-update", [](MainWindow& window) { present(window, 9, true); }},
    {"presenter-dark-1024x700",
     [](MainWindow& window) {
         window.look().setTheme(Look::Dark);
         present(window, 4, false, {1024, 700});
     }},
    {"dark",
     [](MainWindow& window) {
         window.look().setTheme(Look::Dark);
         goToStep(window, 8);
     }},
    {"dark-training",
     [](MainWindow& window) {
         window.look().setTheme(Look::Dark);
         openExample(window, "two-outputs");
         train(window, 200, true);
         window.showTab(1);
     }},
    {"size-1024x700",
     [](MainWindow& window) {
         window.resize(1024, 700);
         goToStep(window, 8);
     }},
    {"size-1920x1080",
     [](MainWindow& window) {
         window.resize(1920, 1080);
         goToStep(window, 8);
     }},
    {"text-200-percent",
     [](MainWindow& window) {
         window.look().setTextSize(200);
         goToStep(window, 8);
     }},
    {"text-200-percent-1024x700",
     [](MainWindow& window) {
         window.resize(1024, 700);
         window.look().setTextSize(200);
         goToStep(window, 8);
     }},
    {"text-200-percent-1920x1080-dark",
     [](MainWindow& window) {
         window.resize(1920, 1080);
         window.look().setTheme(Look::Dark);
         window.look().setTextSize(200);
         goToStep(window, 10);
     }},
};

}  // namespace

int drawSteps(const QString& folder, const QString& file) {
    Artist artist(folder);
    MainWindow window;
    Appearance::instance().setAnimated(false);
    try {
        if (!file.isEmpty())
            window.session().open(loadProject(file.toStdString()));
    } catch (const std::exception& error) {
        std::fprintf(stderr, "stepgrad: %s\n", error.what());
        return kFailed;
    }
    window.session().setDetail(Detail::Step);
    window.resize(1440, 900);
    window.show();
    window.action(ActionId::ResetLayout).trigger();
    const auto steps = static_cast<int>(window.session().still().walk->steps().size());
    for (int step = 1; step <= steps; ++step) {
        window.session().next();
        artist.draw(window, stepName(step));
    }
    return artist.status();
}

int drawGallery(const QString& folder) {
    Artist artist(folder);
    for (const Picture& picture : kPictures) {
        MainWindow window;
        Appearance::instance().setAnimated(false);
        window.resize(1440, 900);
        window.show();
        picture.stage(window);
        window.action(ActionId::ResetLayout).trigger();
        artist.draw(window, QLatin1String(picture.name));
        window.look().setTheme(Look::Light);
        window.look().setTextSize(100);
    }
    return artist.status();
}

}  // namespace stepgrad

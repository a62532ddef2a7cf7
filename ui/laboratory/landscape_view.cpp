#include "ui/laboratory/landscape_view.h"

#include <QApplication>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QStackedWidget>
#include <QToolButton>
#include <algorithm>
#include <cmath>

#include "core/document/session.h"
#include "core/network/gradient_check.h"
#include "ui/appearance.h"
#include "ui/laboratory/contour_plot.h"
#include "ui/laboratory/descent_follower.h"
#include "ui/laboratory/landscape_controls.h"
#include "ui/laboratory/space_surface.h"
#include "ui/laboratory/surface_scale.h"

namespace stepgrad {
namespace {

constexpr int kCoarse = 25, kFine = 81, kLive = 33;  ///< points along each side
constexpr std::size_t kMostListed = 1000;

QString symbolOf(const ValueId& id, const Network& network) {
    return QString::fromStdString(symbolText(id, network, Appearance::instance().notation()));
}

/// The same surface and the way on it, as plain numbers and colours.
SpaceScene sceneOf(const LossSurface& surface, const SurfaceMarks& marks, const Network& network) {
    const Palette& palette = Appearance::instance().palette();
    const auto [least, greatest] = surface.range();
    const auto axisOf = [](double low, double high, const QString& title) {
        return SpaceScene::Axis{static_cast<float>(low), static_cast<float>(high), title};
    };
    SpaceScene scene;
    scene.x = axisOf(surface.x.low, surface.x.high, symbolOf(surface.x.parameter, network));
    scene.y = axisOf(surface.y.low, surface.y.high, symbolOf(surface.y.parameter, network));
    scene.height = axisOf(least, greatest + (greatest > least ? 0.0 : 1e-6),
                          Appearance::instance().lossSymbol());
    scene.side = surface.side;
    for (const double value : surface.values)
        scene.heights.push_back(static_cast<float>(std::min(value, greatest)));
    const auto add = [&](SpaceScene::Way& way, const SurfacePoint& at) {
        if (at.x >= surface.x.low && at.x <= surface.x.high && at.y >= surface.y.low &&
            at.y <= surface.y.high)
            way.points.push_back({static_cast<float>(at.x),
                                  static_cast<float>(surface.between(at.x, at.y)),
                                  static_cast<float>(at.y)});
    };
    for (const Racer& racer : marks.racers) {
        scene.ways.push_back({{}, ContourPlot::colourOf(racer.entry)});
        for (const SurfacePoint& at : racer.path)
            add(scene.ways.back(), at);
    }
    scene.ways.push_back({{}, palette.backward});
    for (const WayPoint& point : marks.path)
        add(scene.ways.back(), point.at);
    scene.ground = palette.panel;
    scene.grid = palette.control;
    scene.text = palette.text;
    for (int i = 0; i <= 8; ++i)
        scene.scale.setColorAt(i / 8.0, SurfaceScale({0.0, 1.0}).colour(i / 8.0));
    scene.font = QApplication::font();
    return scene;
}

}  // namespace

bool LandscapeView::Subject::operator==(const Subject& other) const {
    if (!(x == other.x && y == other.y && isOfOne == other.isOfOne))
        return false;
    if (isOfOne && !(row == other.row && project->ownExample == other.project->ownExample))
        return false;
    if (!(project->loss == other.project->loss && project->data == other.project->data &&
          project->split == other.project->split && project->scaling == other.project->scaling))
        return false;
    // The two that span the surface may be anywhere on it.
    Network mine = project->network, others = other.project->network;
    for (const ValueId& id : {x.parameter, y.parameter}) {
        if (!exists(mine, id) || !exists(others, id))
            return false;
        parameterOf(mine, id) = parameterOf(others, id) = 0.0;
    }
    return mine == others;
}

LandscapeView::LandscapeView(Session& session, QWidget* parent)
    : LaboratoryView(session, parent), m_marks(std::make_unique<SurfaceMarks>()) {
    buildTools();
    m_plot = new ContourPlot;
    m_descent = new DescentFollower(session, this);
    m_stack = new QStackedWidget;
    m_stack->addWidget(m_plot);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(8, 0, 8, 4);
    row->addWidget(m_stack, 5);
    row->addWidget(buildSide(), 4);
    setFocusProxy(m_plot);
    connect(m_plot, &ContourPlot::pointChosen, this, &LandscapeView::setPoint);
    connect(m_plot, &ContourPlot::zoomAsked, this, &LandscapeView::zoom);
    connect(m_ranges, &LandscapeControls::rangeChanged, this, &LandscapeView::setRange);
    connect(m_ranges, &LandscapeControls::fitAsked, this, [this] {
        fitRanges();
        refresh();
    });
    connect(m_descent, &DescentFollower::changed, this, &LandscapeView::followPath);
    connect(&Appearance::instance(), &Appearance::changed, this, [this] {
        m_here.reset();
        if (m_plot->surface())
            showSurface(m_plot->surface());
    });
    connect(&m_surfaceWorker, &Worker::finished, this, &LandscapeView::refresh);
    connect(&m_taskWorker, &Worker::finished, this, &LandscapeView::stopTask);
}

void LandscapeView::buildTools() {
    m_tools = new QWidget(this);
    auto* row = new QHBoxLayout(m_tools);
    row->setContentsMargins(0, 0, 0, 0);
    const auto choice = [&](const QString& label, const QString& name, const QString& tip) {
        auto* text = new QLabel(label);
        text->setProperty("kind", "quiet");
        row->addWidget(text);
        auto* box = new QComboBox;
        box->setAccessibleName(name);
        box->setToolTip(tip);
        box->setSizeAdjustPolicy(QComboBox::AdjustToContents);
        row->addWidget(box);
        return box;
    };
    m_acrossChoice = choice(tr("over"), tr("Weight or bias across"),
                            tr("The weight or bias that changes from left to right"));
    m_acrossChoice->setObjectName(QStringLiteral("across"));
    m_upChoice = choice(tr("and"), tr("Weight or bias upwards"),
                        tr("The weight or bias that changes from below upwards"));
    m_upChoice->setObjectName(QStringLiteral("up"));
    m_ofChoice = choice(tr("of"), tr("Examples of the loss"),
                        tr("Whether the mean loss of the training examples is shown, or that of "
                           "the example that is walked through"));
    m_ofChoice->addItems({tr("all examples"), tr("this example")});
    m_threeD = new QToolButton;
    m_threeD->setText(tr("3-D"));
    m_threeD->setAccessibleName(tr("3-D"));
    m_threeD->setCheckable(true);
    m_threeD->setProperty("kind", "plain");
    m_threeD->setEnabled(SpaceSurface::problem().isEmpty());
    m_threeD->setToolTip(m_threeD->isEnabled()
                             ? tr("The surface in space; the right mouse button turns it")
                             : tr("Not in three dimensions: %1").arg(SpaceSurface::problem()));
    row->addWidget(m_threeD);
    connect(m_acrossChoice, &QComboBox::activated, this, &LandscapeView::chooseParameters);
    connect(m_upChoice, &QComboBox::activated, this, &LandscapeView::chooseParameters);
    connect(m_ofChoice, &QComboBox::activated, this, &LandscapeView::refresh);
    connect(m_threeD, &QToolButton::toggled, this, &LandscapeView::show3d);
}

void LandscapeView::listParameters(const Network& network) {
    const Network shape = withoutNumbers(network);
    if (shape == m_shape && m_acrossChoice->itemText(0) == symbolOf(m_parameters.at(0), network))
        return;
    const bool isNew = !(shape == m_shape);
    m_shape = shape;
    m_parameters.clear();
    for (int l = 0; l < network.layerCount(); ++l) {
        const Layer& layer = network.layers[static_cast<std::size_t>(l)];
        // Of large layers the first ones, so that each has some.
        const std::size_t most =
            m_parameters.size() + (kMostListed - m_parameters.size()) /
                                      static_cast<std::size_t>(network.layerCount() - l);
        const std::size_t biases = layer.biases ? static_cast<std::size_t>(layer.neurons()) : 0;
        const std::size_t forWeights = most - std::min(biases, (most - m_parameters.size()) / 2);
        for (int k = 0; k < layer.inputs() && m_parameters.size() < forWeights; ++k)
            for (int j = 0; j < layer.neurons() && m_parameters.size() < forWeights; ++j)
                m_parameters.push_back(ValueId::weight(l, j, k));
        for (int j = 0; layer.biases && j < layer.neurons() && m_parameters.size() < most; ++j)
            m_parameters.push_back(ValueId::bias(l, j));
    }
    QStringList names;
    for (const ValueId& id : m_parameters)
        names << symbolOf(id, network);
    for (QComboBox* box : {m_acrossChoice, m_upChoice}) {
        const QSignalBlocker blocker(box);
        const int chosen = isNew ? (box == m_upChoice && names.size() > 1) : box->currentIndex();
        box->clear();
        box->addItems(names);
        box->setCurrentIndex(chosen);
    }
    if (!isNew)
        return;
    m_hasRanges = false;
    *m_marks = {};
    forgetTasks();
}

void LandscapeView::chooseParameters() {
    m_hasRanges = false;
    m_marks->path.clear();
    forgetTasks();
    refresh();
}

void LandscapeView::fitRanges() {
    const ValueId x = m_parameters.at(static_cast<std::size_t>(m_acrossChoice->currentIndex()));
    const ValueId y = m_parameters.at(static_cast<std::size_t>(m_upChoice->currentIndex()));
    std::vector<SurfacePoint> points;
    for (const WayPoint& point : knownWay(session().place(), x, y))
        points.push_back(point.at);
    std::tie(m_x, m_y) = axesAround(session().project().network, x, y, points);
    m_hasRanges = true;
}

void LandscapeView::setRange(bool isX, bool isHigh, double value) {
    SurfaceAxis& axis = isX ? m_x : m_y;
    (isHigh ? axis.high : axis.low) = value;
    refresh();
}

void LandscapeView::zoom(const SurfacePoint& around, double factor) {
    const auto narrow = [&](SurfaceAxis& axis, double at) {
        const double low = at + factor * (axis.low - at), high = at + factor * (axis.high - at);
        if (high - low < 1e-6 || high - low > 1e6)
            return;
        const double unit = std::pow(10.0, std::floor(std::log10(high - low)) - 3.0);
        axis.low = std::round(low / unit) * unit;
        axis.high = std::round(high / unit) * unit;
    };
    narrow(m_x, around.x);
    narrow(m_y, around.y);
    refresh();
}

void LandscapeView::setPoint(const SurfacePoint& point) {
    if (!hasParameters())
        return;
    const Network& network = session().still().network();
    const QString problem = session().setParameters(
        {{m_x.parameter, point.x}, {m_y.parameter, point.y}},
        tr("edit of %1 and %2")
            .arg(symbolOf(m_x.parameter, network), symbolOf(m_y.parameter, network)));
    if (!problem.isEmpty())
        emit refused(problem);
    followPath();  // the next key goes on from there
}

void LandscapeView::refresh() {
    auto project = std::make_shared<const Project>(session().project());
    listParameters(project->network);
    if (!m_hasRanges)
        fitRanges();
    m_ranges->showAxes(m_x, m_y, symbolOf(m_x.parameter, project->network),
                       symbolOf(m_y.parameter, project->network));
    followPath();
    const Subject subject{project, session().example(), m_ofChoice->currentIndex() == 1, m_x, m_y};
    // While training, each surface is finished, or none would ever be.
    if (session().isTraining() && m_surfaceWorker.isRunning())
        return;
    const bool wasCoarse = m_plot->surface() && m_plot->surface()->side != kFine;
    if (!m_subject || !(*m_subject == subject) ||
        (wasCoarse && !session().isTraining() && !m_surfaceWorker.isRunning()))
        compute(subject);
    examineHere(subject);
}

void LandscapeView::compute(const Subject& subject) {
    const bool isLive = session().isTraining();
    m_subject = subject;
    m_surfaceWorker.run([this, subject, isLive](const std::stop_token& stop,
                                                const Worker::Post& post) {
        const Project& project = *subject.project;
        const MeasuredExamples examples =
            subject.isOfOne ? oneExample(project, subject.row)
                            : examplesWithin(project, kFine * kFine, kMostForSurface);
        post([this, examples] { tellExamples(examples); });
        const SurfaceQuestion question{project.network, project.loss, examples.examples, subject.x,
                                       subject.y};
        const std::vector<int> sides = isLive ? std::vector{kLive} : std::vector{kCoarse, kFine};
        for (const int side : sides) {
            auto surface = computeSurface(question, side, stop);
            if (!surface)
                return;
            post([this, done = std::make_shared<const LossSurface>(std::move(*surface))] {
                showSurface(done);
            });
        }
    });
}

void LandscapeView::showSurface(std::shared_ptr<const LossSurface> surface) {
    const Network& network = session().still().network();
    if (!exists(network, surface->x.parameter) || !exists(network, surface->y.parameter))
        return;
    const QString x = symbolOf(surface->x.parameter, network);
    const QString y = symbolOf(surface->y.parameter, network);
    m_plot->showSurface(surface, x, y);
    showMarks();
}

void LandscapeView::tellExamples(const MeasuredExamples& examples) {
    const QString letter = Appearance::instance().lossSymbol();
    const auto count = [](std::int64_t n) { return QString::fromStdString(formatCount(n)); };
    if (m_subject->isOfOne)
        m_examplesText->setText(
            m_subject->row == m_subject->project->data->size()
                ? tr("%1 of your own example.").arg(letter)
                : tr("%1 of example %2.").arg(letter, count(m_subject->row + 1)));
    else if (examples.isPart())
        m_examplesText->setText(
            tr("Mean %1 of %2 examples, chosen by a fixed seed from %3 for training.")
                .arg(letter, count(examples.examples->size()), count(examples.all)));
    else
        m_examplesText->setText(
            tr("Mean %1 of all %2 examples for training.").arg(letter, count(examples.all)));
}

/// Whether the network has them still: one that was just opened is looked at a little later.
bool LandscapeView::hasParameters() const {
    const Network& network = session().still().network();
    return m_hasRanges && exists(network, m_x.parameter) && exists(network, m_y.parameter);
}

void LandscapeView::followPath() {
    if (!hasParameters())
        return;
    m_descent->follow(m_x, m_y);
    m_marks->path = m_descent->way();
    m_marks->present = m_marks->path.back().at;
    showMarks();
}

void LandscapeView::showMarks() {
    m_plot->showMarks(*m_marks);
    if (m_threeD->isChecked() && m_space && m_plot->surface())
        m_space->show(sceneOf(*m_plot->surface(), *m_marks, session().still().network()));
}

void LandscapeView::show3d(bool on) {
    if (on && !m_space) {
        m_space = SpaceSurface::make();
        if (m_space)
            m_stack->addWidget(m_space);
    }
    if (on && m_space && m_plot->surface())
        showMarks();
    m_stack->setCurrentWidget(on && m_space ? static_cast<QWidget*>(m_space) : m_plot);
}

void LandscapeView::leave() {
    m_surfaceWorker.stop();
    m_hereWorker.stop();
    m_descent->stop();
    stopTask();
    m_subject.reset();
    m_here.reset();
}

}  // namespace stepgrad

#include "ui/laboratory/slopes_view.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

#include "core/document/session.h"
#include "core/laboratory/operating_points.h"
#include "core/laboratory/revival.h"
#include "core/walkthrough/notation.h"
#include "ui/appearance.h"
#include "ui/laboratory/activation_plot.h"
#include "ui/plain_scroll_area.h"

namespace stepgrad {
namespace {

/// While training, all examples are gone through this seldom (milliseconds).
constexpr int kMeasureInterval = 400;

QString legend() {
    const Palette& palette = Appearance::instance().palette();
    const auto part = [](const QColor& colour, const QString& sign, const QString& text) {
        return QStringLiteral("<span style=\"color:%1\">%2</span>&nbsp;%3")
            .arg(colour.name(), sign, text);
    };
    return part(palette.primary, QStringLiteral("━"), SlopesView::tr("f(u)")) +
           QStringLiteral("&nbsp;&nbsp; ") +
           part(palette.backward, QStringLiteral("╍"), SlopesView::tr("f′(u)")) +
           QStringLiteral("&nbsp;&nbsp; ") +
           part(palette.ghost, QStringLiteral("▮"), SlopesView::tr("u over the training examples"));
}

QString neuronsText(int count) {
    return count == 1 ? SlopesView::tr("1 neuron") : SlopesView::tr("%1 neurons").arg(count);
}

}  // namespace

SlopesView::SlopesView(Session& session, QWidget* parent) : LaboratoryView(session, parent) {
    auto* content = new QWidget;
    m_row = new QHBoxLayout(content);
    m_row->setContentsMargins(0, 0, 0, 0);
    m_row->setSpacing(6);
    auto* area = plainScrollArea(content);
    area->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setFocusPolicy(Qt::NoFocus);
    m_told = new QLabel(this);
    m_told->setObjectName(QStringLiteral("slopesTold"));
    m_told->setWordWrap(true);
    m_told->setTextFormat(Qt::PlainText);
    m_pointed = new QLabel(this);
    m_pointed->setObjectName(QStringLiteral("slopesPointed"));
    m_pointed->setTextFormat(Qt::RichText);
    m_tools = new QWidget(this);
    m_revive = new QPushButton(tr("Revive"), m_tools);
    m_revive->setObjectName(QStringLiteral("revive"));
    m_revive->setAccessibleName(tr("Revive dead neurons"));
    auto* tools = new QHBoxLayout(m_tools);
    tools->setContentsMargins(0, 0, 0, 0);
    tools->addWidget(m_revive);
    connect(m_revive, &QPushButton::clicked, this, &SlopesView::reviveDead);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(8, 2, 8, 4);
    column->setSpacing(2);
    column->addWidget(area, 1);
    column->addWidget(m_pointed);
    column->addWidget(m_told);
}

QWidget* SlopesView::tools() {
    return m_tools;
}

int SlopesView::deadCount() const {
    std::size_t count = 0;
    if (m_activity)
        for (const LayerActivity& layer : m_activity->layers)
            count += layer.dead.size();
    return static_cast<int>(count);
}

void SlopesView::measure() {
    const Network& network = session().still().network();
    const auto examples = session().project().examples();
    const bool isSame = m_activity && m_examples == examples && m_measured == network;
    const bool canWait = session().isTraining() && m_activity && m_since.isValid() &&
                         m_since.elapsed() < kMeasureInterval &&
                         m_measured.shapeText() == network.shapeText();
    if (isSame || canWait)
        return;
    m_activity = measureActivity(network, *examples->training);
    m_measured = network;
    m_examples = examples;
    m_since.start();
}

QString SlopesView::titleOf(int layer) const {
    const Network& network = session().still().network();
    const Layer& of = network.layers[static_cast<std::size_t>(layer)];
    const QString kind = QString::fromUtf8(info(of.activation).name);
    const QString count = neuronsText(static_cast<int>(of.neurons()));
    return network.isOutput(layer) ? tr("Output: %1, %2").arg(kind, count)
                                   : tr("Layer %1: %2, %3").arg(layer + 1).arg(kind, count);
}

void SlopesView::fitPlots() {
    const auto count = static_cast<std::size_t>(session().still().network().layerCount());
    while (m_plots.size() > count) {
        delete m_plots.back();
        m_plots.pop_back();
    }
    while (m_plots.size() < count) {
        auto* plot = new ActivationPlot;
        const int layer = static_cast<int>(m_plots.size());
        connect(plot, &ActivationPlot::pointedAt, this,
                [this, layer](std::optional<int> neuron) { showPointed(layer, neuron); });
        connect(plot, &ActivationPlot::chosen, this,
                [this, layer](int neuron) { emit valueChosen(ValueId::u(layer, neuron)); });
        m_row->addWidget(plot, 1);
        m_plots.push_back(plot);
    }
}

void SlopesView::showPlots() {
    fitPlots();
    for (int l = 0; l < static_cast<int>(m_plots.size()); ++l)
        m_plots[static_cast<std::size_t>(l)]->showCurves(
            curvesOf(*session().still().trace, *m_activity, l), titleOf(l));
}

void SlopesView::refresh() {
    measure();
    showPlots();
    showTold();
    showPointed(0, std::nullopt);
    for (int l = 0; l < static_cast<int>(m_plots.size()); ++l)
        if (const auto neuron = m_plots[static_cast<std::size_t>(l)]->pointed())
            showPointed(l, neuron);
}

void SlopesView::showTold() {
    const Network& network = session().still().network();
    const Notation& notation = Appearance::instance().notation();
    std::vector<std::vector<std::string>> names(network.layers.size());
    for (int l = 0; l < network.layerCount(); ++l)
        for (int j = 0; j < network.layers[static_cast<std::size_t>(l)].neurons(); ++j)
            names[static_cast<std::size_t>(l)].push_back(
                symbolText(ValueId::h(l, j), network, notation));
    QString text = QString::fromStdString(activityText(network, *m_activity, names));
    const auto current = session().lossCurve().current;
    if (current && current->accuracy)
        text += QLatin1Char(' ') +
                tr("Accuracy on the training examples: %1 %.")
                    .arg(QString::fromStdString(formatNumber(100.0 * *current->accuracy,
                                                             {1, notation.numbers.decimalComma})));
    m_told->setText(text);
    const int dead = deadCount();
    m_revive->setEnabled(dead > 0);
    m_revive->setToolTip(
        dead > 0
            ? tr("Gives dead neurons new small weights, and a bias with which about half of the "
                 "examples get through")
            : tr("No neuron is dead"));
}

void SlopesView::showPointed(int layer, std::optional<int> neuron) {
    QString text = legend();
    if (neuron) {
        const auto& points = m_plots[static_cast<std::size_t>(layer)]->curves().points;
        text = QString::fromStdString(pointText(points[static_cast<std::size_t>(*neuron)],
                                                session().still().network(),
                                                Appearance::instance().notation()))
                   .toHtmlEscaped();
    }
    m_pointed->setText(text);
}

void SlopesView::reviveDead() {
    const Still& still = session().still();
    Network network = still.network();
    const Project project = session().project();
    const std::uint64_t seed = static_cast<std::uint64_t>(still.update) + project.training.seed;
    const Revival revival = revive(network, *project.examples()->training, seed);
    if (revival.revived == 0) {
        emit refused(
            revival.left > 0 ? tr("No weights make these neurons answer: all that feeds them is 0")
            : revival.frozen > 0 ? tr("The weights of these neurons are not trained, so they stay")
                                 : tr("None of these neurons is dead on all training examples"));
        return;
    }
    const QString problem =
        session().setParameters(network, tr("revival of %1").arg(neuronsText(revival.revived)));
    if (!problem.isEmpty())
        emit refused(problem);
}

}  // namespace stepgrad

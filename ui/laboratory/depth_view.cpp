#include "ui/laboratory/depth_view.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

#include "core/document/session.h"
#include "core/network/backpropagation.h"
#include "ui/appearance.h"
#include "ui/charts/running_product_plot.h"
#include "ui/fitting_label.h"
#include "ui/laboratory/depth_tools.h"
#include "ui/laboratory/flow_plot.h"

namespace stepgrad {

DepthView::DepthView(Session& session, QWidget* parent) : LaboratoryView(session, parent) {
    m_tools = new DepthTools(session, this);
    connect(m_tools, &DepthTools::refused, this, &DepthView::refused);
    m_flowPlot = new FlowPlot(this);
    m_product = new RunningProductPlot(this);
    m_product->setAccessibleName(tr("Running product of w · f′ along the strongest path"));
    m_told = new QLabel(this);
    m_told->setObjectName(QStringLiteral("depthTold"));
    m_told->setWordWrap(true);
    m_told->setTextFormat(Qt::PlainText);
    m_pointed = new FittingLabel(this);
    m_pointed->setObjectName(QStringLiteral("depthPointed"));
    m_pointed->setProperty("kind", "quiet");
    m_pointed->setTextFormat(Qt::PlainText);
    m_pointed->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    auto* top = new QHBoxLayout;
    top->addWidget(m_tools);
    top->addSpacing(8);
    top->addWidget(m_pointed, 1);
    auto* productTitle = new QLabel(tr("Product of w and f′ along the strongest path"), this);
    productTitle->setProperty("kind", "quiet");
    auto* right = new QVBoxLayout;
    right->setSpacing(0);
    right->addWidget(productTitle);
    right->addWidget(m_product, 1);
    auto* plots = new QHBoxLayout;
    plots->setSpacing(8);
    plots->addWidget(m_flowPlot, 3);
    plots->addLayout(right, 2);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(8, 2, 8, 4);
    column->setSpacing(2);
    column->addLayout(top);
    column->addLayout(plots, 1);
    column->addWidget(m_told);
    connect(m_flowPlot, &FlowPlot::pointedAt, this, [this] { showTold(); });
    connect(m_flowPlot, &FlowPlot::chosen, this, &DepthView::choose);
    connect(&session, &Session::stopped, this, [this](const QString& message) {
        m_stopped = message;
        showTold();
    });
    connect(&session, &Session::trainingChanged, this, [this](bool training) {
        if (training)
            m_stopped.clear();
    });
    connect(&session, &Session::documentChanged, this, [this] { m_stopped.clear(); });
}

void DepthView::refresh() {
    // While training, the session has the forward pass of the present example alone.
    const TracePtr& trace = session().still().trace;
    m_trace = session().isTraining() ? std::make_shared<const Trace>(completed(*trace)) : trace;
    m_flow = flowOf(*m_trace);
    m_path = strongestPath(*m_trace);
    m_flowPlot->showFlow(m_flow);
    m_product->showPaths({pathOf(*m_trace, m_path, Appearance::instance().notation())});
    m_tools->refresh();
    showTold();
}

QString DepthView::pointedText(int layer) const {
    return QString::fromStdString(
        layerFlowText(*m_trace, m_flow, m_path, layer, Appearance::instance().notation()));
}

void DepthView::showTold() {
    if (m_flow.empty())
        return;
    const auto layer = m_flowPlot->pointed();
    if (layer)
        m_pointed->showTexts({pointedText(*layer), tr("layer %1").arg(*layer + 1), {}});
    else
        m_pointed->showTexts({tr("Point at a layer for its numbers, click to select its neuron"),
                              tr("Point at a layer for its numbers"),
                              {}});
    QString text = QString::fromStdString(
        flowText(*m_trace, m_flow, m_path, Appearance::instance().notation()));
    if (!m_stopped.isEmpty())
        text += QLatin1Char('\n') + m_stopped;
    m_told->setText(text);
}

void DepthView::choose(int layer) {
    emit valueChosen(
        m_path[m_path.size() - 1 - static_cast<std::size_t>(layer)].neuron.as(ValueKind::U));
}

}  // namespace stepgrad

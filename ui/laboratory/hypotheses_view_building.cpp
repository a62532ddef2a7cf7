// How the view of what was learned is built.

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QStackedWidget>
#include <QTabBar>
#include <QVBoxLayout>

#include "core/document/session.h"
#include "ui/fitting_label.h"
#include "ui/laboratory/claims_table.h"
#include "ui/laboratory/comparison_panel.h"
#include "ui/laboratory/effects_plot.h"
#include "ui/laboratory/hypotheses_view.h"
#include "ui/laboratory/map_plot.h"
#include "ui/plain_scroll_area.h"

namespace stepgrad {
namespace {

/// @param letters  that are seen at least, so that the window can be small
QComboBox* makeChoice(const char* name, const QString& accessible, QWidget* parent,
                      int letters = 7) {
    auto* box = new QComboBox(parent);
    box->setObjectName(QLatin1String(name));
    box->setAccessibleName(accessible);
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    box->setMinimumContentsLength(letters);
    box->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    return box;
}

}  // namespace

void HypothesesView::makeTools() {
    m_tools = new QWidget(this);
    m_newsletters = new QCheckBox(tr("Newsletters"), m_tools);
    m_newsletters->setObjectName(QStringLiteral("newsletters"));
    m_newsletters->setChecked(true);
    m_newsletters->setToolTip(
        tr("Off: both networks are trained afresh without the 250 "
           "newsletters (rows 3901 to 4150), which are no spam and have "
           "the most links"));
    m_output = makeChoice("hypothesesOutput", tr("Which answer"), m_tools);
    m_network = makeChoice("hypothesesNetwork", tr("Which network"), m_tools, 13);
    m_network->setToolTip(tr("Whose weights and effects are told"));
    m_train = new QPushButton(m_tools);
    m_train->setObjectName(QStringLiteral("hypothesesTrain"));
    m_train->setProperty("kind", "primary");
    auto* row = new QHBoxLayout(m_tools);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_newsletters);
    row->addWidget(m_output);
    row->addWidget(m_network);
    row->addWidget(m_train);
    connect(m_newsletters, &QCheckBox::clicked, this, &HypothesesView::train);
    connect(m_output, &QComboBox::activated, this, &HypothesesView::refresh);
    connect(m_network, &QComboBox::activated, this, &HypothesesView::refresh);
    connect(m_train, &QPushButton::clicked, this, &HypothesesView::trainOrStop);
}

void HypothesesView::makePages() {
    m_tabs = new QTabBar;
    m_tabs->setObjectName(QStringLiteral("hypothesesPages"));
    m_tabs->setAccessibleName(tr("What is shown"));
    m_tabs->setProperty("kind", "title");
    m_tabs->setDrawBase(false);
    m_tabs->setExpanding(false);
    for (const QString& title : {tr("Claims"), tr("Effects"), tr("Map"), tr("Both Networks")})
        m_tabs->addTab(title);
    m_claims = new ClaimsTable;
    m_effects = new EffectsPlot;
    m_both = new ComparisonPanel;
    m_pages = new QStackedWidget;
    // In small windows these scroll, instead of being too small to be read.
    for (QWidget* page :
         {static_cast<QWidget*>(m_claims), static_cast<QWidget*>(plainScrollArea(m_effects)),
          makeMapPage(), static_cast<QWidget*>(plainScrollArea(m_both))})
        m_pages->addWidget(page);
    connect(m_tabs, &QTabBar::currentChanged, this, &HypothesesView::refresh);
    connect(m_both, &ComparisonPanel::taken, this, [this](std::size_t run) {
        const QString problem =
            session().beginWith(runs()->at(run).opened(), tr("taking of a trained network"));
        if (!problem.isEmpty())
            emit refused(problem);
    });
}

QWidget* HypothesesView::makeMapPage() {
    auto* page = new QWidget;
    m_map = new MapPlot;
    m_x = makeChoice("mapX", tr("Feature to the right"), page);
    m_y = makeChoice("mapY", tr("Feature upwards"), page);
    m_mapWords = new FittingLabel;
    m_mapWords->setObjectName(QStringLiteral("mapWords"));
    m_mapWords->setProperty("kind", "quiet");
    auto* choices = new QHBoxLayout;
    choices->setSpacing(6);
    choices->addWidget(m_x);
    choices->addWidget(new QLabel(QStringLiteral("×")));
    choices->addWidget(m_y);
    choices->addWidget(m_mapWords, 1);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2);
    column->addLayout(choices);
    column->addWidget(m_map, 1);
    connect(m_x, &QComboBox::activated, this, &HypothesesView::refresh);
    connect(m_y, &QComboBox::activated, this, &HypothesesView::refresh);
    return page;
}

}  // namespace stepgrad

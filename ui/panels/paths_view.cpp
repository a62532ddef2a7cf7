#include "ui/panels/paths_view.h"

#include <QEvent>
#include <QLabel>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/appearance.h"
#include "ui/charts/running_product_plot.h"
#include "ui/formula/formula_view.h"
#include "ui/panels/value_text.h"

namespace stepgrad {
namespace {

QString qstring(const std::string& text) {
    return QString::fromStdString(text);
}

}  // namespace

PathsView::PathsView(QWidget* parent) : QWidget(parent), m_column(new QVBoxLayout(this)) {
    setObjectName(QStringLiteral("paths"));
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->addWidget(m_title = makeText());
    m_column->addWidget(m_summary = makeText());
    m_column->addWidget(m_hint = makeText());
    m_column->addWidget(m_sum = makeFormulas());
    m_column->addLayout(m_list = new QVBoxLayout);
    m_column->addWidget(m_plotTitle = makeText());
    m_column->addWidget(m_plot = new RunningProductPlot(this));
    m_column->addWidget(m_saving = makeText());
}

QLabel* PathsView::makeText() {
    auto* label = new QLabel(this);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    label->setFocusPolicy(Qt::ClickFocus);
    return label;
}

FormulaView* PathsView::makeFormulas() {
    auto* view = new FormulaView(this);
    view->setTips([this](const ValueId& id) { return exactValueText(m_still, id); });
    connect(view, &FormulaView::valueHovered, this, &PathsView::valueHovered);
    connect(view, &FormulaView::valueClicked, this, &PathsView::valueClicked);
    return view;
}

void PathsView::showPaths(const std::optional<PathView>& view, const Still& still) {
    m_still = still;
    const QString j = Appearance::instance().lossSymbol();
    m_title->setText(tr("Paths to %1").arg(j));
    m_plotTitle->setText(
        tr("The product on the way from %1 down (log scale; ●\u00a0positive, □\u00a0negative)")
            .arg(j));
    // A single path is the chain rule itself, which stands above.
    const std::size_t count = view && view->count > 1 ? view->paths.size() : 0;
    while (m_paths.size() < count) {
        m_paths.push_back(makeFormulas());
        m_paths.back()->installEventFilter(this);
        m_list->addWidget(m_paths.back());
    }
    for (std::size_t i = 0; i < m_paths.size(); ++i) {
        m_paths[i]->setVisible(i < count);
        m_paths[i]->setEquations(i < count ? std::vector{view->paths[i].equation}
                                           : std::vector<Equation>{});
        if (i < count)
            m_paths[i]->setAccessibleName(qstring(view->paths[i].description));
    }
    const bool hasSum = view && !view->sum.right.empty();
    m_sum->setEquations(hasSum ? std::vector{view->sum} : std::vector<Equation>{});
    m_sum->setVisible(hasSum);
    m_summary->setText(
        view ? qstring(view->summary)
             : tr("Select a weight, a bias or a neuron to see its paths to %1.").arg(j));
    m_saving->setText(view ? qstring(view->saving) : QString());
    m_saving->setVisible(view.has_value());
    m_hint->setText(view ? qstring(view->hint) : QString());
    m_hint->setVisible(view && !view->hint.empty());
    const bool hasPlot =
        view && std::any_of(view->paths.begin(), view->paths.end(),
                            [](auto& path) { return path.factors.front().product.has_value(); });
    m_plot->showPaths(view ? view->paths : std::vector<GradientPath>{});
    m_plot->setVisible(hasPlot);
    m_plotTitle->setVisible(hasPlot);
    if (m_pointed && *m_pointed >= static_cast<int>(count))
        pointAt(std::nullopt);
}

void PathsView::pointAt(std::optional<int> path) {
    if (path == m_pointed)
        return;
    m_pointed = path;
    m_plot->pointAt(path);
    emit pathPointed(path);
}

bool PathsView::eventFilter(QObject* watched, QEvent* event) {
    const auto found = std::find(m_paths.begin(), m_paths.end(), watched);
    if (found == m_paths.end())
        return false;
    const int index = static_cast<int>(found - m_paths.begin());
    if (event->type() == QEvent::Enter || event->type() == QEvent::FocusIn)
        pointAt(index);
    if ((event->type() == QEvent::Leave && !(*found)->hasFocus()) ||
        event->type() == QEvent::FocusOut || event->type() == QEvent::Hide)
        if (m_pointed == index)
            pointAt(std::nullopt);
    return false;
}

void PathsView::highlightValue(const std::optional<ValueId>& id) {
    for (auto* view : m_paths)
        view->highlightValue(id);
    m_sum->highlightValue(id);
}

void PathsView::dress(const QFont& heading, int spacing) {
    const Palette& palette = Appearance::instance().palette();
    m_column->setSpacing(spacing);
    m_list->setSpacing(spacing / 2);
    m_title->setFont(heading);
    const auto paint = [](QLabel* label, const QColor& colour) {
        QPalette own = label->palette();
        own.setColor(QPalette::WindowText, colour);
        own.setColor(QPalette::Text, colour);
        label->setPalette(own);
    };
    for (auto* label : {m_title, m_summary})
        paint(label, palette.text);
    for (auto* label : {m_hint, m_plotTitle, m_saving})
        paint(label, palette.quiet);
    m_plot->update();
}

std::vector<Equation> PathsView::equations() const {
    std::vector<Equation> all;
    all.insert(all.end(), m_sum->equations().begin(), m_sum->equations().end());
    for (const auto* view : m_paths)
        all.insert(all.end(), view->equations().begin(), view->equations().end());
    return all;
}

}  // namespace stepgrad

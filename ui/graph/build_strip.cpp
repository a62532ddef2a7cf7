#include "ui/graph/build_strip.h"

#include <QMenu>
#include <QPainter>
#include <QToolButton>
#include <algorithm>
#include <cmath>

#include "ui/appearance.h"
#include "ui/graph/graph_metrics.h"
#include "ui/graph/layer_menu.h"
#include "ui/graph/neuron_drag.h"
#include "ui/icons.h"

namespace stepgrad {
namespace {

void discard(QToolButton* button) {
    button->hide();
    button->deleteLater();  // it may be the one that was just clicked
}

constexpr int kApart = 4;  ///< from group to group at least

/// Where groups of buttons begin: each as near to the middle that it wants as order,
/// distances and room allow (isotonic regression by pooling).
std::vector<int> spread(const std::vector<int>& middles, int width, int apart, int room) {
    struct Pool {
        double sum;
        int count;
        double mean() const { return sum / count; }
    };
    const int pitch = width + apart;
    std::vector<Pool> pools;
    for (std::size_t i = 0; i < middles.size(); ++i) {
        pools.push_back({middles[i] - width / 2.0 - static_cast<double>(i) * pitch, 1});
        while (pools.size() > 1 && pools[pools.size() - 2].mean() > pools.back().mean()) {
            const Pool last = pools.back();
            pools.pop_back();
            pools.back() = {pools.back().sum + last.sum, pools.back().count + last.count};
        }
    }
    const int most = std::max(0, room - static_cast<int>(middles.size()) * pitch + apart);
    std::vector<int> lefts;
    for (const Pool& pool : pools)
        for (int n = 0; n < pool.count; ++n)
            lefts.push_back(std::clamp(static_cast<int>(std::lround(pool.mean())), 0, most) +
                            static_cast<int>(lefts.size()) * pitch);
    return lefts;
}

}  // namespace

BuildStrip::BuildStrip(QWidget* parent) : QWidget(parent) {
    setObjectName(QStringLiteral("buildStrip"));
    setAccessibleName(tr("Layers"));
    connect(&Appearance::instance(), &Appearance::changed, this, [this] {
        for (auto* button : findChildren<QToolButton*>(Qt::FindDirectChildrenOnly))
            drawIcon(button);
        refresh();
    });
    hide();
}

QToolButton* BuildStrip::makeButton(const QString& icon, const QString& name) {
    auto* button = new QToolButton(this);
    button->setProperty("kind", "plain");
    button->setAccessibleName(name);
    button->setProperty("glyph", icon);
    button->setFocusPolicy(Qt::TabFocus);
    drawIcon(button);
    button->show();
    return button;
}

void BuildStrip::drawIcon(QToolButton* button) {
    if (const QString icon = button->property("glyph").toString(); !icon.isEmpty())
        button->setIcon(tintedIcon(icon));
}

void BuildStrip::addColumn() {
    const auto index = static_cast<int>(m_columns.size());
    Column column{makeButton(QStringLiteral("remove"), tr("Fewer")),
                  makeButton(QString(), tr("Layer")),
                  makeButton(QStringLiteral("add"), tr("More"))};
    const auto change = [this, index](int by) {
        const int layer = index - 1;
        m_builder.edit(SetNeurons{layer, static_cast<int>(neuronsOf(m_network, layer)) + by});
    };
    connect(column.fewer, &QToolButton::clicked, this, [change] { change(-1); });
    connect(column.more, &QToolButton::clicked, this, [change] { change(1); });
    letDrag(column.more, index - 1);
    auto* menu = new QMenu(column.count);
    connect(menu, &QMenu::aboutToShow, this, [this, menu, index] {
        menu->clear();
        for (QMenu* old : menu->findChildren<QMenu*>(Qt::FindDirectChildrenOnly))
            old->deleteLater();
        fillLayerMenu(menu, m_network, m_loss, index, m_builder);
        menu->addSeparator();
        if (m_folding.canFold)
            addFoldEntry(menu, index, m_folding);
    });
    column.count->setMenu(menu);
    column.count->setPopupMode(QToolButton::InstantPopup);
    column.count->setToolButtonStyle(Qt::ToolButtonTextOnly);
    m_columns.push_back(column);
}

void BuildStrip::letDrag(QToolButton* button, int layer) {
    NeuronDrag::Deeds deeds;
    deeds.present = [this, layer] { return static_cast<int>(neuronsOf(m_network, layer)); };
    deeds.isAllowed = [this, layer](int count) {
        return count >= 1 && m_builder.reasonAgainst &&
               m_builder.reasonAgainst(SetNeurons{layer, count}).isEmpty();
    };
    deeds.nameOf = [layer](int count) {
        if (layer == kInputColumn)
            return count == 1 ? tr("1 input") : tr("%1 inputs").arg(count);
        return count == 1 ? tr("1 neuron") : tr("%1 neurons").arg(count);
    };
    deeds.choose = [this, layer](int count) { m_builder.edit(SetNeurons{layer, count}); };
    new NeuronDrag(button, std::move(deeds));
}

void BuildStrip::addGap() {
    const auto at = static_cast<int>(m_gaps.size());
    QToolButton* button = makeButton(QStringLiteral("add"), tr("Add hidden layer"));
    button->setProperty("kind", "bare");
    connect(button, &QToolButton::clicked, this,
            [this, at] { m_builder.edit(layerFor(m_network, at)); });
    m_gaps.push_back(button);
}

void BuildStrip::showNetwork(const Network& network, Loss loss) {
    m_network = network;
    m_loss = loss;
    const auto columns = static_cast<std::size_t>(network.layerCount()) + 1;
    while (m_columns.size() > columns) {
        for (QToolButton* button :
             {m_columns.back().fewer, m_columns.back().count, m_columns.back().more})
            discard(button);
        m_columns.pop_back();
    }
    while (m_gaps.size() > columns - 1) {
        discard(m_gaps.back());
        m_gaps.pop_back();
    }
    while (m_columns.size() < columns)
        addColumn();
    while (m_gaps.size() < columns - 1)
        addGap();
    refresh();
}

void BuildStrip::setEdit(QToolButton* button, const QString& tip, const NetworkEdit& edit) {
    const QString reason = m_builder.reasonAgainst ? m_builder.reasonAgainst(edit) : QString();
    button->setEnabled(reason.isEmpty());
    button->setToolTip(reason.isEmpty() ? tip : reason);
}

void BuildStrip::refresh() {
    if (isHidden() || m_network.layers.empty())
        return;
    for (std::size_t c = 0; c < m_columns.size(); ++c) {
        const Column& column = m_columns[c];
        const int layer = static_cast<int>(c) - 1;
        const int now = static_cast<int>(neuronsOf(m_network, layer));
        const bool isInput = layer == kInputColumn;
        const QString caption = layerCaption(m_network, static_cast<int>(c));
        setEdit(column.fewer, isInput ? tr("Remove the last input") : tr("Remove the last neuron"),
                SetNeurons{layer, now - 1});
        setEdit(column.more,
                isInput ? tr("Add an input; drag down for several, up for fewer")
                        : tr("Add a neuron; drag down for several, up for fewer"),
                SetNeurons{layer, now + 1});
        column.fewer->setAccessibleName(tr("Fewer in %1").arg(caption));
        column.more->setAccessibleName(tr("More in %1").arg(caption));
        column.count->setAccessibleName(tr("%1: %2").arg(caption).arg(now));
        column.count->setText(QString::number(now));
        column.count->setToolTip(tr("%1: activation, biases and more").arg(caption));
    }
    for (std::size_t g = 0; g < m_gaps.size(); ++g)
        setEdit(m_gaps[g], tr("Add a hidden layer here"), layerFor(m_network, static_cast<int>(g)));
    place(m_places);
}

int BuildStrip::rowHeight() const {
    return fontMetrics().height() * 7 / 4;
}

BuildStrip::Sizes BuildStrip::sizesFor(int width) const {
    const int count = static_cast<int>(m_columns.size());
    const int side = rowHeight();
    const int middle =
        fontMetrics().horizontalAdvance(QStringLiteral("00000")) + fontMetrics().height();
    Sizes sizes{true, middle + 2 * side + 4, side, side + 8};
    const auto fits = [&] { return count * sizes.width + (count - 1) * sizes.apart <= width; };
    // The buttons between the layers go first; then a group stands in two rows, and at
    // last it becomes as narrow as it must.
    if (!fits())
        sizes.apart = kApart;
    if (!fits())
        sizes = {false, std::max(middle, 2 * side + 2), side, side + 8};
    if (!fits())
        sizes.apart = kApart;
    if (!fits()) {
        sizes.width = std::max(2, (width - (count - 1) * kApart) / std::max(1, count));
        sizes.side = std::min(side, (sizes.width - 2) / 2);
    }
    return sizes;
}

int BuildStrip::heightFor(int width) const {
    const int gap = fontMetrics().height() / 2;
    return (sizesFor(width).isOneRow ? 1 : 2) * (rowHeight() + 2) - 2 + gap;
}

void BuildStrip::placeColumn(const Column& column, int left, const Sizes& sizes) {
    const int height = rowHeight();
    const int top = fontMetrics().height() / 4;
    if (sizes.isOneRow) {
        const int middle = sizes.width - 2 * sizes.side - 4;
        column.fewer->setGeometry(left, top, sizes.side, height);
        column.count->setGeometry(left + sizes.side + 2, top, middle, height);
        column.more->setGeometry(left + sizes.side + middle + 4, top, sizes.side, height);
        return;
    }
    const int below = top + height + 2;
    const int indent = (sizes.width - 2 * sizes.side - 2) / 2;
    column.count->setGeometry(left, top, sizes.width, height);
    column.fewer->setGeometry(left + indent, below, sizes.side, height);
    column.more->setGeometry(left + indent + sizes.side + 2, below, sizes.side, height);
}

void BuildStrip::place(const std::vector<int>& columns) {
    m_places = columns;
    if (isHidden() || columns.size() != m_columns.size())
        return;
    const Sizes sizes = sizesFor(width());
    m_lefts = spread(columns, sizes.width, sizes.apart, width());
    for (std::size_t c = 0; c < columns.size(); ++c)
        placeColumn(m_columns[c], m_lefts[c], sizes);
    for (std::size_t g = 0; g < m_gaps.size(); ++g) {
        const int from = m_lefts[g] + sizes.width, to = m_lefts[g + 1];
        m_gaps[g]->setGeometry((from + to - sizes.side) / 2, fontMetrics().height() / 4, sizes.side,
                               rowHeight());
        m_gaps[g]->setVisible(to - from >= sizes.side + 4);
    }
    update();
}

void BuildStrip::paintEvent(QPaintEvent*) {
    if (m_lefts.size() != m_columns.size())
        return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(Appearance::instance().palette().control, 1.0));
    for (std::size_t c = 0; c < m_columns.size(); ++c) {
        const QRect first = m_columns[c].fewer->geometry(), last = m_columns[c].more->geometry();
        const int middle = (first.left() + last.right()) / 2;
        // Where buttons stand aside, a line leads to their layer.
        if (std::abs(middle - m_places[c]) > rowHeight() / 2)
            painter.drawLine(QPointF(middle, last.bottom() + 1), QPointF(m_places[c], height()));
    }
}

}  // namespace stepgrad

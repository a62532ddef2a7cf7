#include "ui/graph/build_strip.h"

#include <QMenu>
#include <QToolButton>

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

int BuildStrip::neededHeight() const {
    return fontMetrics().height() * 9 / 4;
}

void BuildStrip::place(const std::vector<int>& columns) {
    m_places = columns;
    if (isHidden() || columns.size() != m_columns.size())
        return;
    const int height = fontMetrics().height() * 7 / 4;
    const int top = (this->height() - height) / 2;
    const int side = height;
    // Where columns stand close, only what opens the menu has room.
    int least = width();
    for (std::size_t c = 1; c < columns.size(); ++c)
        least = std::min(least, columns[c] - columns[c - 1]);
    const int middle =
        m_columns.front().count->fontMetrics().horizontalAdvance(QStringLiteral("00000")) +
        fontMetrics().height();
    const bool hasSides = least > middle + 2 * side + 8;
    const bool hasGaps = least > (hasSides ? middle + 3 * side : middle + side) + 16;
    for (std::size_t c = 0; c < columns.size(); ++c) {
        const Column& column = m_columns[c];
        // At the edges of the graph not everything stands over the middle of its column.
        const int outside = hasSides ? side + 2 : 0;
        const int left =
            std::max(outside, std::min(columns[c] - middle / 2, width() - middle - outside));
        column.count->setGeometry(left, top, middle, height);
        column.fewer->setGeometry(left - side - 2, top, side, height);
        column.more->setGeometry(left + middle + 2, top, side, height);
        column.fewer->setVisible(hasSides);
        column.more->setVisible(hasSides);
    }
    for (std::size_t g = 0; g < m_gaps.size(); ++g) {
        m_gaps[g]->setGeometry((columns[g] + columns[g + 1] - side) / 2, top, side, height);
        m_gaps[g]->setVisible(hasGaps);
    }
}

}  // namespace stepgrad

#include "app/step_bar.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QEvent>
#include <QLabel>
#include <QSlider>
#include <algorithm>
#include <array>

#include "app/actions.h"
#include "core/walkthrough/number_text.h"
#include "ui/action_button.h"
#include "ui/appearance.h"

namespace stepgrad {
namespace {

/// How the bar saves room, the roomiest first.
struct Level {
    bool twoRows, names, icons, texts;
};
constexpr std::array kLevels = {
    Level{false, true, true, true},   Level{false, false, true, true},
    Level{false, false, false, true}, Level{true, true, true, true},
    Level{true, false, true, true},   Level{true, false, false, true},
    Level{true, false, true, false},
};

constexpr std::array kButtons = {ActionId::Restart, ActionId::Back, ActionId::Next,
                                 ActionId::NextPhase, ActionId::Train};

constexpr std::size_t kPrimary = 2;  // the place of Next among them
const QString kEta = QStringLiteral("η");

}  // namespace

class StepBar::Private {
public:
    Private(StepBar* bar, const Actions& actions);
    void applyLevel(std::size_t index);
    void measureLevels();
    void showButtons(const Level& form);
    void setWidths(const Level& form);
    void chooseLevel();
    void measure();
    QLabel* label(const QString& text, const char* kind);
    QFrame* rule();

    StepBar* q;
    QBoxLayout* rows;
    QHBoxLayout* steps;
    QHBoxLayout* choices;
    std::vector<ActionButton*> buttons;
    QLabel *speedLabel, *speedName, *rateLabel, *detailLabel, *loss;
    QSlider* speed;
    NumberField* rate;
    QComboBox* detail;
    QFrame* between;
    QString rateName;
    std::array<int, kLevels.size()> needed{};
    std::size_t level = 0;
};

QLabel* StepBar::Private::label(const QString& text, const char* kind) {
    auto* label = new QLabel(text, q);
    label->setProperty("kind", QLatin1String(kind));
    return label;
}

QFrame* StepBar::Private::rule() {
    auto* rule = new QFrame(q);
    rule->setProperty("kind", "rule");
    return rule;
}

StepBar::Private::Private(StepBar* bar, const Actions& actions) : q(bar) {
    rows = new QBoxLayout(QBoxLayout::LeftToRight, q);
    rows->setSizeConstraint(QLayout::SetNoConstraint);
    steps = new QHBoxLayout;
    choices = new QHBoxLayout;
    for (const ActionId id : kButtons) {
        auto* button = new ActionButton(actions[id], q);
        if (id == ActionId::Next)
            button->setProperty("kind", "primary");
        // The arrows of what leads on stand behind the words.
        if (id == ActionId::Next || id == ActionId::NextPhase)
            button->setLayoutDirection(Qt::RightToLeft);
        steps->addWidget(button);
        buttons.push_back(button);
    }
    steps->addStretch(1);
    between = rule();

    speedLabel = label(tr("Speed"), "quiet");
    speed = new QSlider(Qt::Horizontal, q);
    speed->setRange(0, 4);
    speed->setPageStep(1);
    speed->setAccessibleName(tr("Speed"));
    // Not by the mouse: after a choice the arrows drive the walkthrough again.
    speed->setFocusPolicy(Qt::TabFocus);
    speedName = label({}, "quiet");
    rateName = tr("Learning rate η");
    rateLabel = label(rateName, "quiet");
    rate = new NumberField(q);
    rate->setObjectName(QStringLiteral("learningRate"));
    rate->setAccessibleName(tr("Learning rate"));
    rate->setToolTip(tr("Learning rate η: how far each update goes along the gradient"));
    rateLabel->setBuddy(rate);
    detailLabel = label(tr("Detail"), "quiet");
    detail = new QComboBox(q);
    detail->addItems(detailNames());
    detail->setAccessibleName(tr("Detail"));
    detail->setFocusPolicy(Qt::TabFocus);
    detail->setToolTip(tr("How far one press of Next goes"));
    detailLabel->setBuddy(detail);
    loss = label({}, "figure");
    loss->setObjectName(QStringLiteral("loss"));
    loss->setAlignment(Qt::AlignRight | Qt::AlignVCenter);

    for (QWidget* widget : std::initializer_list<QWidget*>{
             speedLabel, speed, speedName, rule(), rateLabel, rate, rule(), detailLabel, detail})
        choices->addWidget(widget);
    choices->addStretch(1);
    choices->addWidget(loss);
    rows->addLayout(steps);
    rows->addWidget(between);
    rows->addLayout(choices, 1);
    measure();
}

/// Sizes that follow from the font.
void StepBar::Private::measure() {
    const QFontMetrics metrics(q->font());
    const int unit = metrics.height();
    rows->setContentsMargins(unit / 2, unit / 2, unit / 2, unit / 2);
    rows->setSpacing(unit / 2);
    steps->setSpacing(unit * 2 / 5);
    choices->setSpacing(unit / 2);
    int widest = 0;
    for (const QString& name : speedNames())
        widest = std::max(widest, metrics.horizontalAdvance(name));
    speedName->setFixedWidth(widest + 2);
    // Room for the number before there is one, so that nothing moves when it comes.
    loss->ensurePolished();
    // Small losses have two digits more: 0.000123.
    const int decimals = Appearance::instance().notation().numbers.decimals + 2;
    loss->setMinimumWidth(loss->fontMetrics().horizontalAdvance(
        Appearance::instance().lossSymbol() + QStringLiteral(" = 0.") +
        QString(decimals, QLatin1Char('0'))));
    for (ActionButton* button : buttons)
        button->setIconSize(QSize(unit * 3 / 4, unit * 3 / 4));
}

void StepBar::Private::showButtons(const Level& form) {
    for (ActionButton* button : buttons)
        button->setShown(form.texts || button == buttons[kPrimary], form.icons);
}

void StepBar::Private::setWidths(const Level& form) {
    const int unit = q->fontMetrics().height();
    speed->setFixedWidth(form.names ? unit * 6 : unit * 3);
    rate->setFixedWidth(form.names ? unit * 9 / 2 : unit * 3);
}

void StepBar::Private::applyLevel(std::size_t index) {
    level = index;
    const Level& form = kLevels.at(index);
    rows->setDirection(form.twoRows ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    between->setVisible(!form.twoRows);
    setWidths(form);
    speedLabel->setVisible(form.names);
    detailLabel->setVisible(form.names);
    rateLabel->setText(form.names ? rateName : kEta);
    showButtons(form);
    rows->invalidate();
    steps->invalidate();
    choices->invalidate();
}

/// How wide each level needs to be; to be called when texts or fonts change.
/// Reckoned, not tried out: showing and hiding would lay the whole window out.
void StepBar::Private::measureLevels() {
    const auto widthOf = [](const QWidget* widget) {
        return widget->sizeHint()
            .expandedTo(widget->minimumSize())
            .boundedTo(widget->maximumSize())
            .width();
    };
    const QFontMetrics metrics(rateLabel->font());
    for (std::size_t i = 0; i < kLevels.size(); ++i) {
        const Level& form = kLevels[i];
        int first = -steps->spacing();
        showButtons(form);
        setWidths(form);
        for (const ActionButton* button : buttons)
            first += widthOf(button) + steps->spacing();
        const QString& eta = form.names ? rateName : kEta;
        int second = metrics.horizontalAdvance(eta) + widthOf(loss) + choices->spacing();
        std::vector<const QWidget*> parts{speed, speedName, rate, detail};
        if (form.names)
            parts.insert(parts.end(), {speedLabel, detailLabel});
        for (const QWidget* part : parts)
            second += widthOf(part) + choices->spacing();
        second += 2 * (1 + choices->spacing()) + 2;  // the rules between
        const QMargins margins = rows->contentsMargins();
        needed[i] =
            margins.left() + margins.right() +
            (form.twoRows ? std::max(first, second) : first + second + 1 + 2 * rows->spacing());
    }
    showButtons(kLevels[level]);
    setWidths(kLevels[level]);
    chooseLevel();
    q->updateGeometry();
}

void StepBar::Private::chooseLevel() {
    std::size_t chosen = 0;
    while (chosen + 1 < kLevels.size() && needed[chosen] > q->width())
        ++chosen;
    if (chosen == level)
        return;
    applyLevel(chosen);
    rows->activate();
    q->updateGeometry();
}

StepBar::StepBar(const Actions& actions, QWidget* parent)
    : QWidget(parent), d(std::make_unique<Private>(this, actions)) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(d->speed, &QSlider::valueChanged, this, [this](int value) {
        showSpeed(static_cast<Speed>(value));
        emit speedChosen(static_cast<Speed>(value));
    });
    connect(d->detail, &QComboBox::currentIndexChanged, this,
            [this](int index) { emit detailChosen(static_cast<Detail>(index)); });
    showSpeed(Speed::SlowMotion);
    showLoss(std::nullopt);
    d->measureLevels();
}

StepBar::~StepBar() = default;

QStringList StepBar::speedNames() {
    return {tr("slow motion"), tr("1 a second"), tr("10 a second"), tr("100 a second"),
            tr("full speed")};
}

QStringList StepBar::detailNames() {
    return {tr("Phase"), tr("Step"), tr("Single value")};
}

void StepBar::showSpeed(Speed speed) {
    const int index = static_cast<int>(speed);
    const QSignalBlocker quiet(d->speed);
    d->speed->setValue(index);
    d->speedName->setText(speedNames().at(index));
    d->speed->setAccessibleDescription(speedNames().at(index));
    d->speed->setToolTip(tr("Speed of training: %1").arg(speedNames().at(index)));
}

void StepBar::showDetail(Detail detail) {
    const QSignalBlocker quiet(d->detail);
    d->detail->setCurrentIndex(static_cast<int>(detail));
}

void StepBar::showLoss(std::optional<double> loss) {
    const auto& format = Appearance::instance().notation().numbers;
    const auto text = [&] {
        return loss ? QString::fromStdString(formatNumber(*loss, format)) : QStringLiteral("–");
    };
    const QString letter = Appearance::instance().lossSymbol();
    d->loss->setText(tr("%1 = %2").arg(letter, text()));
    if (const int width = d->loss->minimumSizeHint().width(); width > d->loss->minimumWidth()) {
        d->loss->setMinimumWidth(width);
        d->measureLevels();
    }
    d->loss->setToolTip(!loss
                            ? tr("The loss of this example is not computed yet")
                            : tr("Loss of this example: %1 = %2")
                                  .arg(letter, QString::fromStdString(exactNumber(*loss, format))));
}

NumberField& StepBar::learningRate() {
    return *d->rate;
}

QSize StepBar::sizeHint() const {
    return {d->needed.back(), d->rows->sizeHint().height()};
}

QSize StepBar::minimumSizeHint() const {
    return {d->needed.back(), d->rows->minimumSize().height()};
}

void StepBar::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    d->chooseLevel();
}

void StepBar::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange) {
        d->measure();
        d->measureLevels();
    }
}

}  // namespace stepgrad

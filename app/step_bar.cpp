#include "app/step_bar.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QEvent>
#include <QLabel>
#include <QSlider>
#include <QToolButton>
#include <algorithm>
#include <array>

#include "app/actions.h"
#include "core/walkthrough/number_text.h"
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

}  // namespace

class StepBar::Private {
public:
    Private(StepBar* bar, const Actions& actions);
    void applyLevel(const Level& level);
    void chooseLevel();
    void measure();
    QLabel* label(const QString& text, const char* kind);
    QFrame* rule();

    StepBar* q;
    QBoxLayout* rows;
    QHBoxLayout* steps;
    QHBoxLayout* choices;
    std::vector<QToolButton*> buttons;
    QLabel *speedLabel, *speedName, *rateLabel, *detailLabel, *loss;
    QSlider* speed;
    NumberField* rate;
    QComboBox* detail;
    QFrame* between;
    QString rateName;
    bool choosing = false;
    int leastWidth = 0;
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
        auto* button = new QToolButton(q);
        button->setDefaultAction(&actions[id]);
        button->setProperty("kind", id == ActionId::Next ? "primary" : "step");
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
    speed->setFixedWidth(unit * 6);
    int widest = 0;
    for (const QString& name : speedNames())
        widest = std::max(widest, metrics.horizontalAdvance(name));
    speedName->setFixedWidth(widest + 2);
    rate->setFixedWidth(unit * 4 + metrics.horizontalAdvance(QLatin1Char('0')));
    for (QToolButton* button : buttons)
        button->setIconSize(QSize(unit * 3 / 4, unit * 3 / 4));
}

void StepBar::Private::applyLevel(const Level& level) {
    rows->setDirection(level.twoRows ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    between->setVisible(!level.twoRows);
    speedLabel->setVisible(level.names);
    detailLabel->setVisible(level.names);
    rateLabel->setText(level.names ? rateName : QStringLiteral("η"));
    for (QToolButton* button : buttons) {
        const bool isPrimary = button == buttons[2];
        const auto style = !level.texts && !isPrimary ? Qt::ToolButtonIconOnly
                           : level.icons              ? Qt::ToolButtonTextBesideIcon
                                                      : Qt::ToolButtonTextOnly;
        button->setToolButtonStyle(style);
    }
    rows->invalidate();
    steps->invalidate();
    choices->invalidate();
}

void StepBar::Private::chooseLevel() {
    if (choosing)
        return;
    choosing = true;
    applyLevel(kLevels.back());
    leastWidth = rows->minimumSize().width();
    for (const Level& level : kLevels) {
        applyLevel(level);
        if (rows->minimumSize().width() <= q->width())
            break;
    }
    choosing = false;
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
    showLoss(std::nullopt, false);
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

void StepBar::showLoss(std::optional<double> loss, bool isMean) {
    const auto& format = Appearance::instance().notation().numbers;
    const auto text = [&] {
        return loss ? QString::fromStdString(formatNumber(*loss, format)) : QStringLiteral("–");
    };
    d->loss->setText(tr("J = %1").arg(text()));
    d->loss->setToolTip(!loss ? tr("The loss is not computed yet")
                              : (isMean ? tr("Mean loss J = %1") : tr("Loss J = %1"))
                                    .arg(QString::fromStdString(exactNumber(*loss, format))));
}

NumberField& StepBar::learningRate() {
    return *d->rate;
}

QSize StepBar::sizeHint() const {
    return {d->leastWidth, d->rows->sizeHint().height()};
}

QSize StepBar::minimumSizeHint() const {
    return {d->leastWidth, d->rows->minimumSize().height()};
}

void StepBar::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    d->chooseLevel();
}

void StepBar::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange) {
        d->measure();
        d->chooseLevel();
    }
}

bool StepBar::event(QEvent* event) {
    if (event->type() == QEvent::LayoutRequest)
        d->chooseLevel();
    return QWidget::event(event);
}

}  // namespace stepgrad

#include "ui/panels/presenter_view.h"

#include <QApplication>
#include <QEvent>
#include <QFontInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QScrollArea>
#include <algorithm>

#include "core/walkthrough/derivation.h"
#include "ui/appearance.h"
#include "ui/formula/formula_view.h"
#include "ui/graph/network_view.h"

namespace stepgrad {
namespace {

constexpr int kMostEquations = 4;
/// Of formulas against the text: the largest that fits is taken.
constexpr double kFormulaSizes[] = {1.45, 1.25, 1.05, 0.9, 0.75};

QLabel* makeText(QWidget* parent) {
    auto* label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    return label;
}

QString qstring(const std::string& text) {
    return QString::fromStdString(text);
}

}  // namespace

class PresenterView::Private {
public:
    explicit Private(PresenterView* view);
    void build();
    void dress();
    void fitFormulas();
    void retell();
    QString lossText() const;

    PresenterView* q;
    Still still;
    NetworkView* network;
    QFrame* card;
    QScrollArea* area;
    QWidget* column;
    QLabel *paragraph, *more, *words;
    FormulaView* formulas;
    QFrame* bar;
    QLabel *title, *progress, *loss;
    QWidget* curtain;
};

PresenterView::Private::Private(PresenterView* view) : q(view) {
    build();
    curtain = new QWidget(q);
    curtain->setAccessibleName(tr("The screen is blank"));
    curtain->setAutoFillBackground(true);
    curtain->hide();
}

void PresenterView::Private::build() {
    card = new QFrame(q);
    card->setProperty("kind", "card");
    network = new NetworkView(card);
    network->setFrameShape(QFrame::NoFrame);
    network->setSpotlight(true);
    auto* inside = new QVBoxLayout(card);
    inside->addWidget(network);
    column = new QWidget;
    auto* texts = new QVBoxLayout(column);
    texts->addWidget(paragraph = makeText(column));
    texts->addWidget(formulas = new FormulaView(column));
    texts->addWidget(more = makeText(column));
    texts->addWidget(words = makeText(column));
    texts->addStretch(1);
    formulas->setFocusPolicy(Qt::NoFocus);
    area = new QScrollArea(q);
    area->setBackgroundRole(QPalette::Base);
    column->setBackgroundRole(QPalette::Base);
    column->setAutoFillBackground(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    area->setFocusPolicy(Qt::NoFocus);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setWidget(column);
    auto* side = new QFrame(q);
    side->setProperty("kind", "card");
    auto* sideLayout = new QVBoxLayout(side);
    sideLayout->addWidget(area);
    bar = new QFrame(q);
    bar->setProperty("kind", "card");
    title = new QLabel(bar);
    title->setProperty("kind", "heading");
    title->setObjectName(QStringLiteral("presenterTitle"));
    progress = new QLabel(bar);
    progress->setProperty("kind", "quiet");
    loss = new QLabel(bar);
    loss->setProperty("kind", "figure");
    loss->setObjectName(QStringLiteral("presenterLoss"));
    auto* barRow = new QHBoxLayout(bar);
    barRow->addWidget(title);
    barRow->addWidget(progress);
    barRow->addStretch(1);
    barRow->addWidget(loss);
    auto* row = new QHBoxLayout;
    row->addWidget(card, 57);
    row->addWidget(side, 43);
    auto* all = new QVBoxLayout(q);
    all->addLayout(row, 1);
    all->addWidget(bar);
    connect(network, &NetworkView::valueHovered, formulas, &FormulaView::highlightValue);
    connect(formulas, &FormulaView::valueHovered, network, &NetworkView::highlightValue);
}

void PresenterView::Private::dress() {
    QFont font = QApplication::font();
    const double usual = QFontInfo(font).pixelSize();
    font.setPointSizeF(font.pointSizeF() *
                       std::max(1.0, static_cast<double>(q->height()) / kLinesOfText / usual));
    QPalette dark = curtain->palette();
    dark.setColor(QPalette::Window, Palette::dark().window);
    curtain->setPalette(dark);
    const int unit = QFontMetrics(font).height();
    q->layout()->setContentsMargins(unit / 2, unit / 2, unit / 2, unit / 2);
    q->layout()->setSpacing(unit / 2);
    column->layout()->setContentsMargins(unit / 2, unit / 2, unit / 2, unit / 2);
    column->layout()->setSpacing(unit / 2);
    bar->layout()->setContentsMargins(unit / 2, unit / 5, unit / 2, unit / 5);
    if (q->font().pointSizeF() == font.pointSizeF())
        return;
    q->setFont(font);
    // With a style sheet, fonts do not come down to the parts by themselves.
    for (QLabel* label : {paragraph, more, words, progress})
        label->setFont(font);
    network->setMagnification(font.pointSizeF() / QApplication::font().pointSizeF());
    emit q->restyled();
}

/// Formulas as large as they fit without scrolling.
void PresenterView::Private::fitFormulas() {
    const int width = area->viewport()->width() - 2 * q->fontMetrics().height();
    const double text = q->font().pointSizeF();
    int others = 3 * q->fontMetrics().height();
    for (const QLabel* label : {paragraph, more, words})
        if (!label->isHidden())
            others += label->heightForWidth(width);
    for (const double size : kFormulaSizes) {
        QFont font = q->font();
        font.setPointSizeF(text * size);
        formulas->setFont(font);
        if (formulas->heightForWidth(width) + others <= area->viewport()->height() &&
            formulas->scale() >= 1.0)
            break;
    }
}

QString PresenterView::Private::lossText() const {
    const auto number = [&]() -> QString {
        if (still.isAsked(ValueId::loss()))
            return QStringLiteral("?");
        const auto value = still.value(ValueId::loss());
        return value ? qstring(formatNumber(*value, Appearance::instance().notation().numbers))
                     : QStringLiteral("–");
    };
    return tr("%1 = %2").arg(Appearance::instance().lossSymbol(), number());
}

void PresenterView::Private::retell() {
    if (!still.trace)
        return;
    const Explanation told = explainStep(still, Appearance::instance().notation(), kMostEquations);
    const auto show = [](QLabel* label, const QString& text) {
        label->setText(text);
        label->setVisible(!text.isEmpty());
    };
    title->setText(qstring(told.title));
    progress->setText(still.currentStep() ? tr("of %1").arg(still.walk->steps().size())
                                          : QString());
    loss->setText(lossText());
    loss->setAccessibleName(
        still.isAsked(ValueId::loss())
            ? tr("loss %1, not yet revealed").arg(Appearance::instance().lossSymbol())
            : loss->text());
    show(paragraph, qstring(told.paragraph));
    formulas->setVisible(!told.equations.empty());
    formulas->setEquations(told.equations);
    show(more, qstring(told.more));
    // Whoever adds up the numbers on the screen is to find what stands there.
    show(words,
         qstring(told.rounding.empty() ? told.inWords : told.rounding + "\n" + told.inWords));
    column->setAccessibleName(still.isAsking() ? tr("Question, not yet revealed")
                                               : tr("Explanation"));
    fitFormulas();
    // The latest values stand last, where not all can be seen.
    column->layout()->activate();
}

PresenterView::PresenterView(QWidget* parent)
    : QWidget(parent), d(std::make_unique<Private>(this)) {
    setObjectName(QStringLiteral("presenter"));
    setWindowTitle(tr("Stepgrad presents"));
    setAttribute(Qt::WA_StyledBackground);
    setMinimumSize(480, 320);
    connect(&Appearance::instance(), &Appearance::changed, this, [this] {
        d->dress();
        d->retell();
    });
    d->dress();
}

PresenterView::~PresenterView() = default;

NetworkView& PresenterView::network() {
    return *d->network;
}

void PresenterView::showStill(const Still& still, bool isAnimated) {
    d->still = still;
    d->network->showStill(
        still, isAnimated ? NetworkView::Transition::Animated : NetworkView::Transition::Immediate);
    d->retell();
}

void PresenterView::setBlank(bool blank) {
    d->curtain->setGeometry(rect());
    d->curtain->setVisible(blank);
    d->curtain->raise();
}

bool PresenterView::isBlank() const {
    return !d->curtain->isHidden();
}

QString PresenterView::shownText() const {
    QStringList all{d->title->text(), d->loss->text()};
    for (const QLabel* label : {d->paragraph, d->more, d->words})
        if (!label->isHidden())
            all << label->text();
    return all.join(u'\n') + u'\n' + d->formulas->text();
}

void PresenterView::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    d->curtain->setGeometry(rect());
    d->dress();
    d->fitFormulas();
}

bool PresenterView::event(QEvent* event) {
    const bool done = QWidget::event(event);
    // Only then are the parts as large as they are going to be.
    if (event->type() == QEvent::LayoutRequest || event->type() == QEvent::Show)
        d->fitFormulas();
    return done;
}

}  // namespace stepgrad

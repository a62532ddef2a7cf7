#include "ui/laboratory/mail_verdict.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QRadioButton>
#include <QStackedLayout>
#include <QVBoxLayout>

#include "ui/appearance.h"
#include "ui/number_field.h"

namespace stepgrad {

MailVerdict::MailVerdict(QWidget* parent) : QWidget(parent), m_pages(new QStackedLayout(this)) {
    m_pages->setContentsMargins(0, 0, 0, 0);
    m_pages->addWidget(opinionPage());
    m_pages->addWidget(reasonPage());
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
}

QWidget* MailVerdict::opinionPage() {
    auto* page = new QWidget(this);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(fontMetrics().height() / 4);
    m_chance = new QLabel(page);
    m_chance->setObjectName(QStringLiteral("mailChance"));
    m_chance->setWordWrap(true);
    setKind(m_chance, "figure");
    column->addWidget(m_chance);
    auto* row = new QHBoxLayout;
    row->setSpacing(fontMetrics().height() / 2);
    m_verdict = new QLabel(page);
    m_verdict->setObjectName(QStringLiteral("mailVerdict"));
    m_verdict->setWordWrap(true);
    column->addWidget(m_verdict);
    auto* label = new QLabel(tr("It is:"), page);
    setKind(label, "quiet");
    row->addWidget(label);
    m_spam = new QRadioButton(tr("spam"), page);
    m_ham = new QRadioButton(tr("not spam"), page);
    m_spam->setObjectName(QStringLiteral("mailIsSpam"));
    m_ham->setObjectName(QStringLiteral("mailIsHam"));
    m_spam->setAccessibleName(tr("Label: spam"));
    m_ham->setAccessibleName(tr("Label: not spam"));
    m_spam->setToolTip(tr("The label that you give this mail: its target is 1"));
    m_ham->setToolTip(tr("The label that you give this mail: its target is 0"));
    m_ham->setChecked(true);
    for (QRadioButton* button : {m_spam, m_ham}) {
        row->addWidget(button);
        connect(button, &QRadioButton::clicked, this, &MailVerdict::labelChosen);
    }
    row->addStretch(1);
    column->addLayout(row);
    return page;
}

QWidget* MailVerdict::reasonPage() {
    auto* page = new QWidget(this);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    m_reason = new QLabel(page);
    m_reason->setObjectName(QStringLiteral("mailReason"));
    m_reason->setWordWrap(true);
    column->addWidget(m_reason);
    auto* open = new QPushButton(tr("Open the Spam Example"), page);
    open->setObjectName(QStringLiteral("openSpamExample"));
    setKind(open, "primary");
    column->addWidget(open, 0, Qt::AlignLeft);
    connect(open, &QPushButton::clicked, this, &MailVerdict::exampleAsked);
    return page;
}

void MailVerdict::showOpinion(const std::optional<MailOpinion>& opinion) {
    m_pages->setCurrentIndex(0);
    if (!opinion) {
        m_chance->setText(tr("The prediction would be too large to be a number."));
        m_verdict->clear();
        return;
    }
    const NumberFormat format = Appearance::instance().notation().numbers;
    m_chance->setText(QString::fromStdString(sentenceOf(*opinion, format)));
    m_verdict->setText(opinion->isSpam ? tr("Verdict: spam") : tr("Verdict: not spam"));
    const Palette& palette = Appearance::instance().palette();
    QPalette colours = m_verdict->palette();
    colours.setColor(QPalette::WindowText, opinion->isSpam ? palette.loss : palette.done);
    m_verdict->setPalette(colours);
}

void MailVerdict::showReason(const QString& reason) {
    m_pages->setCurrentIndex(1);
    m_reason->setText(reason);
}

bool MailVerdict::isSpam() const {
    return m_spam->isChecked();
}

void MailVerdict::setSpam(bool isSpam) {
    (isSpam ? m_spam : m_ham)->setChecked(true);
}

}  // namespace stepgrad

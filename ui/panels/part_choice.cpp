#include "ui/panels/part_choice.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QToolButton>

#include "core/walkthrough/number_text.h"

namespace stepgrad {

PartChoice::PartChoice(QWidget* parent) : QWidget(parent) {
    setAccessibleName(tr("Counted examples"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    m_training = addButton(tr("Count the examples that are trained on"));
    m_training->setProperty("segment", "first");
    m_test = addButton(tr("Count the examples that are kept back for testing"));
    m_test->setProperty("segment", "last");
    auto* group = new QButtonGroup(this);
    group->addButton(m_training);
    group->addButton(m_test);
    m_training->setChecked(true);
    // By mouse and by keys; what is chosen by the program is no news.
    connect(group, &QButtonGroup::buttonClicked, this, &PartChoice::chosen);
}

QToolButton* PartChoice::addButton(const QString& toolTip) {
    auto* button = new QToolButton;
    button->setCheckable(true);
    button->setToolTip(toolTip);
    button->setFocusPolicy(Qt::TabFocus);
    layout()->addWidget(button);
    return button;
}

void PartChoice::showCounts(std::int64_t training, std::int64_t test) {
    const auto count = [](std::int64_t n) { return QString::fromStdString(formatCount(n)); };
    m_training->setText(tr("Training %1").arg(count(training)));
    m_training->setAccessibleName(tr("Training data, %1 examples").arg(count(training)));
    m_test->setText(tr("Test %1").arg(count(test)));
    m_test->setAccessibleName(tr("Test data, %1 examples").arg(count(test)));
    setVisible(test > 0);
}

bool PartChoice::isTest() const {
    return m_test->isChecked();
}

void PartChoice::chooseTest(bool isTest) {
    (isTest ? m_test : m_training)->setChecked(true);
}

}  // namespace stepgrad

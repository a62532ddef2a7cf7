#pragma once

#include <QWidget>
#include <cstdint>

class QToolButton;

namespace stepgrad {

/// The choice between training and test data, as two buttons side by side that say
/// how many examples there are. The arrow keys change it.
class PartChoice : public QWidget {
    Q_OBJECT
public:
    explicit PartChoice(QWidget* parent = nullptr);

    /// How many examples each part has; hidden where none are kept back for testing.
    void showCounts(std::int64_t training, std::int64_t test);
    bool isTest() const;
    void chooseTest(bool isTest);

signals:
    /// By the user.
    void chosen();

private:
    QToolButton* addButton(const QString& toolTip);

    QToolButton *m_training, *m_test;
};

}  // namespace stepgrad

#pragma once

#include <QElapsedTimer>
#include <QWidget>
#include <functional>
#include <optional>
#include <vector>

#include "ui/panels/measured.h"

class QCheckBox;
class QComboBox;
class QFormLayout;
class QLabel;

namespace stepgrad {

class NumberField;
class Session;
struct Dataset;
struct Project;

/// How the network is trained: optimizer, batches, order, penalties, and when
/// Train ends by itself; above it how well the network does on the examples it is
/// trained on and on those kept back. Every change is an edit that can be undone;
/// what was learned stays, and a run in progress goes on with it.
class TrainingPanel : public QWidget {
    Q_OBJECT
public:
    explicit TrainingPanel(Session& session, QWidget* parent = nullptr);
    ~TrainingPanel() override;

protected:
    void showEvent(QShowEvent* event) override;

private:
    /// A setting that is one number.
    struct Row {
        NumberField* field;
        std::function<double(const Project&)> get;
        std::function<bool(const Project&)> belongs;  ///< to the chosen optimizer
    };
    using Set = std::function<QString(Project&, double)>;

    void addNumber(const QString& name, const QString& tip,
                   std::function<double(const Project&)> get, Set set,
                   std::function<bool(const Project&)> belongs = {});
    /// @param of  the whole number of a project, as a reference
    template <typename Of>
    void addCount(const QString& name, const QString& tip, double least, double most, Of of);
    void addOptimizer();
    void addOrder();
    void addStopRules();
    QString change(const QString& what, const std::function<QString(Project&)>& set);
    void refresh();
    void showResults();
    QString resultOf(const Measured& measured, const Dataset& part) const;

    Session& m_session;
    QFormLayout* m_form;
    QLabel *m_training, *m_test;
    QComboBox* m_optimizer;
    QCheckBox* m_shuffle;
    std::vector<Row> m_rows;
    std::optional<Measured> m_measured;  ///< whose results are shown
    QElapsedTimer m_sinceResults;
};

}  // namespace stepgrad

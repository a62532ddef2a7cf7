#pragma once

#include <QTableWidget>

#include "core/laboratory/spam_claims.h"

namespace stepgrad {

/// What is said of the features, beside what was measured; of other data than mails, each feature
/// with its effect alone.
class ClaimsTable : public QTableWidget {
    Q_OBJECT
public:
    explicit ClaimsTable(QWidget* parent = nullptr);

    void showClaims(const std::vector<Claim>& claims);
    void showFeatures(const FeatureStudy& study, const Network& network, int output);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void begin(const QStringList& headings, int rows);
    void put(int row, int column, const QString& text);
    void fit();
};

}  // namespace stepgrad

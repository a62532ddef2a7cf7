#pragma once

#include <QTableWidget>
#include <array>
#include <optional>

#include "core/mail/mail_features.h"

namespace stepgrad {

/// What is told of one feature.
struct MailFeatureRow {
    QString counted;  ///< as it stands in the data
    QString seen;     ///< as the network sees it
    QString move;     ///< the weight that the update moves farthest
    QString places;   ///< what counted, for the tooltip
};

/// The four features in a table. The one that the mouse is on, or else the one that is
/// chosen, is lit; a click on the chosen one chooses none.
class MailFeatureTable : public QTableWidget {
    Q_OBJECT
public:
    explicit MailFeatureTable(QWidget* parent = nullptr);

    void showRows(const std::array<MailFeatureRow, 4>& rows);
    std::optional<MailFeature> lit() const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void litChanged();

protected:
    bool viewportEvent(QEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void setHovered(std::optional<MailFeature> feature);
    void fitRows();

    std::optional<MailFeature> m_hovered;
    bool m_isPressedAgain = false;  ///< the chosen one
};

}  // namespace stepgrad

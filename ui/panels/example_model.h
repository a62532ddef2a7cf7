#pragma once

#include <QAbstractTableModel>

#include "core/document/session.h"

namespace stepgrad {

/// The session's examples as a table: inputs, then targets; one row an example.
/// Edits go through the session, so they can be undone.
class ExampleModel : public QAbstractTableModel {
    Q_OBJECT
public:
    explicit ExampleModel(Session& session, QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    /// @param value  text as typed, or a double
    /// Refuses what is no number, or leads to values that are not finite, with
    /// refused().
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;

    /// The same; returns why it is refused, or an empty text.
    QString change(const QModelIndex& index, double number);
    double valueAt(const QModelIndex& index) const;

    /// Takes up what the session holds now.
    void refresh();
    const Dataset& examples() const { return *m_data; }

signals:
    void refused(const QString& reason);

private:
    bool isTarget(int column) const { return column >= m_data->inputs.cols(); }

    Session& m_session;
    DatasetPtr m_data;
    Network m_network;  ///< for the names
};

}  // namespace stepgrad

#include "ui/panels/example_model.h"

#include <variant>

#include "ui/appearance.h"

namespace stepgrad {
namespace {

const Notation& notation() {
    return Appearance::instance().notation();
}

}  // namespace

ExampleModel::ExampleModel(Session& session, QObject* parent)
    : QAbstractTableModel(parent), m_session(session) {
    m_data = session.data();
    m_network = session.still().network();
    connect(&Appearance::instance(), &Appearance::changed, this, [this] {
        emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
        emit headerDataChanged(Qt::Horizontal, 0, columnCount() - 1);
    });
}

int ExampleModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_data->size());
}

int ExampleModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_data->inputs.cols() + m_data->targets.cols());
}

double ExampleModel::valueAt(const QModelIndex& index) const {
    return isTarget(index.column())
               ? m_data->targets(index.row(), index.column() - m_data->inputs.cols())
               : m_data->inputs(index.row(), index.column());
}

QVariant ExampleModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid())
        return {};
    switch (role) {
        case Qt::DisplayRole:
        case Qt::EditRole:
        case Qt::ToolTipRole:
            return QString::fromStdString(exactNumber(valueAt(index), notation().numbers));
        case Qt::TextAlignmentRole:
            return QVariant(Qt::AlignRight | Qt::AlignVCenter);
        case Qt::AccessibleTextRole:
            return headerData(index.column(), Qt::Horizontal, Qt::DisplayRole).toString() + u' ' +
                   data(index, Qt::DisplayRole).toString();
        default:
            return {};
    }
}

QVariant ExampleModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation == Qt::Vertical)
        return role == Qt::DisplayRole ? QVariant(section + 1) : QVariant();
    if (role == Qt::TextAlignmentRole)
        return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    if (section < 0 || section >= columnCount())
        return {};
    const int inputs = static_cast<int>(m_data->inputs.cols());
    const ValueId id =
        isTarget(section) ? ValueId::target(section - inputs) : ValueId::inputOf(section);
    const QString symbol = QString::fromStdString(symbolText(id, m_network, notation()));
    if (role == Qt::DisplayRole)
        return symbol;
    if (role == Qt::ToolTipRole)
        return isTarget(section)
                   ? tr("target %1").arg(symbol)
                   : tr("input %1 (%2)")
                         .arg(symbol, QString::fromStdString(
                                          m_network.inputNames[static_cast<std::size_t>(section)]));
    return {};
}

Qt::ItemFlags ExampleModel::flags(const QModelIndex& index) const {
    return QAbstractTableModel::flags(index) | Qt::ItemIsEditable;
}

bool ExampleModel::setData(const QModelIndex& index, const QVariant& value, int role) {
    if (!index.isValid() || role != Qt::EditRole)
        return false;
    double number = 0.0;
    if (value.userType() == QMetaType::Double) {
        number = value.toDouble();
    } else {
        const auto parsed = parseNumber(value.toString().toStdString());
        if (const auto* error = std::get_if<NumberError>(&parsed)) {
            emit refused(QString::fromStdString(error->reason));
            return false;
        }
        number = std::get<double>(parsed);
    }
    const QString problem = change(index, number);
    if (!problem.isEmpty())
        emit refused(problem);
    return problem.isEmpty();
}

QString ExampleModel::change(const QModelIndex& index, double number) {
    if (number == valueAt(index))
        return {};
    Dataset examples = *m_data;
    if (isTarget(index.column()))
        examples.targets(index.row(), index.column() - examples.inputs.cols()) = number;
    else
        examples.inputs(index.row(), index.column()) = number;
    return m_session.setData(examples, m_session.example(),
                             tr("edit of example %1").arg(index.row() + 1));
}

void ExampleModel::refresh() {
    const DatasetPtr& data = m_session.data();
    const Network& network = m_session.still().network();
    const bool sameNames = m_network.inputNames == network.inputNames &&
                           m_network.outputCount() == network.outputCount();
    if (data == m_data && sameNames)
        return;
    const bool sameShape = sameNames && data->size() == m_data->size();
    if (!sameShape)
        beginResetModel();
    m_data = data;
    m_network = network;
    if (sameShape)
        emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
    else
        endResetModel();
}

}  // namespace stepgrad

#include "app/exports.h"

#include <QBuffer>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QImage>
#include <QMenu>
#include <QPainter>
#include <QSvgGenerator>
#include <array>
#include <stdexcept>

#include "app/settings.h"
#include "core/document/atomic_file.h"
#include "core/document/session.h"
#include "core/training/responses.h"
#include "ui/appearance.h"
#include "ui/charts/loss_chart.h"
#include "ui/graph/network_view.h"
#include "ui/panels/results_panel.h"

namespace stepgrad {
namespace {

#define TEXT(text) QT_TRANSLATE_NOOP("stepgrad::Exports", text)
constexpr std::array kTable = {
    ExportInfo{ExportKind::Graph, TEXT("&Network as Picture…"), "network", true},
    ExportInfo{ExportKind::LossCurve, TEXT("&Loss Curve as Picture…"), "loss", true},
    ExportInfo{ExportKind::Results, TEXT("&Results as Picture…"), "results", true},
    ExportInfo{ExportKind::LossTable, TEXT("Loss &Curve as Table…"), "loss", false},
    ExportInfo{ExportKind::PredictionTable, TEXT("&Predictions as Table…"), "predictions", false},
};
#undef TEXT

constexpr int kScale = 2;  ///< pixels of a PNG for one of the window
constexpr QSize kLeastSize(400, 200);
constexpr QSize kHiddenSize(720, 360);  ///< of what is not on the screen

/// As any program reads it back to the same number.
QByteArray exactly(double value) {
    return QByteArray::number(value, 'g', 17);
}

QByteArray quoted(std::string text) {
    if (text.find_first_of(",\"\n\r;") == std::string::npos)
        return QByteArray::fromStdString(text);
    for (std::size_t at = 0; (at = text.find('"', at)) != std::string::npos; at += 2)
        text.insert(at, 1, '"');
    return QByteArray::fromStdString('"' + text + '"');
}

}  // namespace

std::span<const ExportInfo> exportTable() {
    return kTable;
}

Exports::Exports(Session& session, Settings& settings, NetworkView& view, LossChart& chart,
                 ResultsPanel& results, QWidget* window)
    : QObject(window),
      m_session(session),
      m_settings(settings),
      m_view(view),
      m_chart(chart),
      m_results(results),
      m_window(window) {}

void Exports::fill(QMenu* menu) {
    for (const ExportInfo& row : kTable)
        menu->addAction(tr(row.text), this, [this, &row] { ask(row); });
}

void Exports::ask(const ExportInfo& row) {
    const QString folder = m_settings.folder();
    auto* dialog = new QFileDialog(
        m_window, tr(row.text).remove('&').remove(QStringLiteral("…")), folder,
        row.isPicture ? tr("Picture (*.png);;Drawing (*.svg)") : tr("Table (*.csv)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    const auto follow = [dialog](const QString& filter) {
        dialog->setDefaultSuffix(filter.contains(QLatin1String(".svg"))   ? QStringLiteral("svg")
                                 : filter.contains(QLatin1String(".csv")) ? QStringLiteral("csv")
                                                                          : QStringLiteral("png"));
    };
    follow(dialog->selectedNameFilter());
    connect(dialog, &QFileDialog::filterSelected, dialog, follow);
    dialog->selectFile(QDir(folder).filePath(QLatin1String(row.name)));
    connect(dialog, &QFileDialog::fileSelected, this, [this, id = row.id](const QString& path) {
        if (const QString problem = write(id, path); !problem.isEmpty())
            emit failed(problem);
    });
    dialog->open();
}

QString Exports::write(ExportKind kind, const QString& path) {
    const QString suffix = QFileInfo(path).suffix().toLower();
    const bool isPicture = kTable.at(static_cast<std::size_t>(kind)).isPicture;
    if (isPicture ? suffix != QLatin1String("png") && suffix != QLatin1String("svg")
                  : suffix != QLatin1String("csv"))
        return tr("“%1” could not be written: expected a name that ends in %2.")
            .arg(QFileInfo(path).fileName(), isPicture ? tr(".png or .svg") : tr(".csv"));
    const QByteArray bytes = isPicture ? picture(kind, suffix == QLatin1String("svg"))
                             : kind == ExportKind::LossTable ? lossTable()
                                                             : predictionTable();
    try {
        writeFileAtomically(path.toStdString(), bytes.toStdString());
    } catch (const std::exception& error) {
        return tr("“%1” could not be written: %2")
            .arg(QFileInfo(path).fileName(), QString::fromStdString(error.what()));
    }
    return {};
}

QByteArray Exports::picture(ExportKind kind, bool isSvg) {
    if (kind == ExportKind::Graph)
        return drawn(m_view.size().expandedTo(kLeastSize), isSvg,
                     [this](QPainter& painter, const QSize& size) {
                         m_view.renderTo(painter, QRectF(QPointF(), size));
                     });
    QWidget* widget = &m_chart;
    if (kind == ExportKind::Results) {
        m_results.bringUpToDate();
        widget = &m_results;
    }
    // What is not on the screen has no size of its own yet.
    const QSize before = widget->size();
    if (!widget->isVisible())
        widget->resize(kHiddenSize);
    const QByteArray bytes =
        drawn(widget->size(), isSvg, [widget](QPainter& painter, const QSize& size) {
            painter.fillRect(QRect(QPoint(), size), Appearance::instance().palette().panel);
            widget->render(&painter, QPoint(), QRegion(), QWidget::DrawChildren);
        });
    widget->resize(before);
    return bytes;
}

QByteArray Exports::drawn(const QSize& size, bool isSvg, const Paint& paint) const {
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    if (isSvg) {
        QSvgGenerator generator;
        generator.setOutputDevice(&buffer);
        generator.setSize(size);
        generator.setViewBox(QRect(QPoint(), size));
        generator.setTitle(QString::fromStdString(m_session.name()));
        QPainter painter(&generator);
        paint(painter, size);
    } else {
        QImage image(size * kScale, QImage::Format_RGB32);
        image.setDevicePixelRatio(kScale);
        image.fill(Appearance::instance().palette().panel);
        QPainter painter(&image);
        paint(painter, size);
        painter.end();
        image.save(&buffer, "PNG");
    }
    return buffer.data();
}

QByteArray Exports::lossTable() const {
    // The present training last: it is number 0, earlier ones count backwards.
    const LossCurve curve = m_session.lossCurve();
    QByteArray table = "run,update,loss,test_loss,accuracy,test_accuracy";
    const int layers = std::min(m_session.still().network().layerCount(), LayerNorms::kMost);
    for (int l = 1; l <= layers; ++l)
        table += ",gradient_" + QByteArray::number(l);
    table += '\n';
    const auto add = [&](qsizetype run, const std::vector<LossPoint>& points) {
        for (const LossPoint& point : points) {
            table += QByteArray::number(run) + ',' + QByteArray::number(qint64(point.update)) +
                     ',' + exactly(point.loss);
            for (const auto& value : {point.testLoss, point.accuracy, point.testAccuracy})
                table += ',' + (value ? exactly(*value) : QByteArray());
            for (int l = 0; l < layers; ++l)
                table += ',' +
                         (l < point.gradients.count() ? exactly(point.gradients[l]) : QByteArray());
            table += '\n';
        }
    };
    for (std::size_t i = 0; i < curve.ghosts.size(); ++i)
        add(static_cast<qsizetype>(i) - std::ssize(curve.ghosts), curve.ghosts[i].losses);
    add(0, curve.points);
    return table;
}

QByteArray Exports::predictionTable() const {
    const Project project = m_session.project();
    const auto examples = project.examples();
    const Dataset& entered = *project.data;
    QByteArray table = "example,part";
    for (const std::string& name : project.network.inputNames)
        table += ',' + quoted(name);
    const Eigen::Index outputs = project.network.outputCount();
    for (const char* kind : {"target", "prediction"})
        for (Eigen::Index k = 0; k < outputs; ++k)
            table +=
                QByteArray(",") + kind + (outputs > 1 ? QByteArray::number(qint64(k + 1)) : "");
    table += '\n';
    const Matrix predictions =
        responses(project.network, project.network.layerCount() - 1, examples->all->inputs);
    for (Eigen::Index row = 0; row < entered.size(); ++row) {
        table += QByteArray::number(qint64(row + 1)) +
                 (examples->indexInTraining(row) ? ",training" : ",test");
        for (const double value : entered.inputs.row(row))
            table += ',' + exactly(value);
        for (const double value : entered.targets.row(row))
            table += ',' + exactly(value);
        for (const double value : predictions.row(row))
            table += ',' + exactly(value);
        table += '\n';
    }
    return table;
}

}  // namespace stepgrad

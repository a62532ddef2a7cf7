#pragma once

#include <QObject>
#include <QString>
#include <functional>
#include <span>

class QMenu;
class QPainter;

namespace stepgrad {

class LossChart;
class NetworkView;
class ResultsPanel;
class Session;
class Settings;

enum class ExportKind { Graph, LossCurve, Results, LossTable, PredictionTable };

/// One row of the table of exports. Texts are to be translated.
struct ExportInfo {
    ExportKind id;
    const char* text;  ///< in the menu
    const char* name;  ///< proposed name of the file, without its ending
    bool isPicture;    ///< PNG or SVG; else CSV
};
std::span<const ExportInfo> exportTable();

/// Pictures and tables of what the window shows, as files.
class Exports : public QObject {
    Q_OBJECT
public:
    Exports(Session& session, Settings& settings, NetworkView& view, LossChart& chart,
            ResultsPanel& results, QWidget* window);

    void fill(QMenu* menu);
    /// Writes a file; its ending says how (.svg, .png, .csv). Replaces what is there as
    /// a whole or not at all. Returns an empty text, or why it could not be written.
    QString write(ExportKind kind, const QString& path);

signals:
    void failed(const QString& reason);

private:
    void ask(const ExportInfo& row);
    using Paint = std::function<void(QPainter&, const QSize&)>;
    QByteArray picture(ExportKind kind, bool isSvg);
    QByteArray drawn(const QSize& size, bool isSvg, const Paint& paint) const;
    QByteArray lossTable() const;
    QByteArray predictionTable() const;

    Session& m_session;
    Settings& m_settings;
    NetworkView& m_view;
    LossChart& m_chart;
    ResultsPanel& m_results;
    QWidget* m_window;
};

}  // namespace stepgrad

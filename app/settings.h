#pragma once

#include <QByteArray>
#include <QSettings>
#include <QString>
#include <QStringList>
#include <QVariant>

namespace stepgrad {

/// Every preference of the user, and what else is kept from start to start.
enum class Setting {
    Theme,            ///< 0 as the system, 1 light, 2 dark
    TextSize,         ///< percent
    Decimals,         ///< of the numbers shown
    DecimalComma,     ///< 0,25 instead of 0.25
    Numbering,        ///< of the weights: Notation::Numbering
    Neurons,          ///< letters of their values: Notation::Neurons
    OutputSymbol,     ///< Notation::Output
    LossSymbol,       ///< Notation::LossLetter
    DeltaSign,        ///< Notation::DeltaSign
    Animations,       ///< values move along the edges
    NeuronContent,    ///< stepgrad::NeuronContent
    FoldLarge,        ///< large layers show their first neurons only
    Speed,            ///< stepgrad::Speed
    Detail,           ///< stepgrad::Detail
    LogarithmicLoss,  ///< the axis of the loss curve
    Lesson,           ///< path of the lesson that was looked at last
    LessonStop,       ///< and its stop, from 0
    RecentFiles,      ///< paths, latest first
    Folder,           ///< where files were opened or saved last
    Geometry,         ///< of the window
    Docks             ///< the places of docks, valid for one version of the layout
};

/// Typed preferences, kept in the user's settings file. What is missing there,
/// of another type or out of bounds reads as the default.
class Settings {
public:
    Settings();

    int number(Setting setting) const;
    bool flag(Setting setting) const;
    QString text(Setting setting) const;
    QStringList list(Setting setting) const;
    QByteArray bytes(Setting setting) const;
    /// Where a file dialog starts: the last folder, or home where that is gone.
    QString folder() const;
    void set(Setting setting, const QVariant& value);
    /// A folder of that name beside the settings file; not made here.
    QString place(const QString& name) const;

    static constexpr int kRecentFiles = 8;

    /// Keeps the settings of all windows to come in that folder instead of the user's.
    static void useFolder(const QString& folder);

private:
    QVariant value(Setting setting) const;
    QSettings m_store;
};

}  // namespace stepgrad

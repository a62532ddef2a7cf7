#include "app/settings.h"

#include <QDir>
#include <QFileInfo>
#include <array>

namespace stepgrad {
namespace {

enum class Type { Number, Flag, Text, List, Bytes };

struct SettingInfo {
    Setting id;
    const char* key;
    Type type;
    int fallback, least, most;  ///< of numbers; fallback of flags
};

constexpr std::array kTable = {
    SettingInfo{Setting::Theme, "view/theme", Type::Number, 0, 0, 2},
    SettingInfo{Setting::TextSize, "view/textSize", Type::Number, 100, 100, 200},
    SettingInfo{Setting::Decimals, "view/decimals", Type::Number, 4, 2, 10},
    SettingInfo{Setting::DecimalComma, "view/decimalComma", Type::Flag, 0, 0, 1},
    SettingInfo{Setting::Numbering, "view/numbering", Type::Number, 0, 0, 2},
    SettingInfo{Setting::Neurons, "view/neurons", Type::Number, 0, 0, 1},
    SettingInfo{Setting::OutputSymbol, "view/outputSymbol", Type::Number, 0, 0, 2},
    SettingInfo{Setting::LossSymbol, "view/lossSymbol", Type::Number, 0, 0, 3},
    SettingInfo{Setting::DeltaSign, "view/deltaSign", Type::Number, 0, 0, 1},
    SettingInfo{Setting::Animations, "view/animations", Type::Flag, 1, 0, 1},
    SettingInfo{Setting::NeuronContent, "view/neuronContent", Type::Number, 0, 0, 3},
    SettingInfo{Setting::FoldLarge, "view/foldLarge", Type::Flag, 0, 0, 1},
    SettingInfo{Setting::Speed, "training/speed", Type::Number, 0, 0, 4},
    SettingInfo{Setting::Detail, "training/detail", Type::Number, 1, 0, 2},
    SettingInfo{Setting::LogarithmicLoss, "loss/logarithmic", Type::Flag, 0, 0, 1},
    SettingInfo{Setting::Lesson, "learn/lesson", Type::Text, 0, 0, 0},
    SettingInfo{Setting::LessonStop, "learn/lessonStop", Type::Number, 0, 0, 49},
    SettingInfo{Setting::RecentFiles, "files/recent", Type::List, 0, 0, 0},
    SettingInfo{Setting::Folder, "files/folder", Type::Text, 0, 0, 0},
    SettingInfo{Setting::Geometry, "window/geometry", Type::Bytes, 0, 0, 0},
    SettingInfo{Setting::Docks, "window/docks", Type::Bytes, 0, 0, 0},
};

constexpr int kMapsInNeurons = 3;  ///< NeuronContent::Maps

const SettingInfo& info(Setting setting) {
    return kTable.at(static_cast<std::size_t>(setting));
}

}  // namespace

// A file of a known form in the user's configuration folder, on every platform.
Settings::Settings()
    : m_store(QSettings::IniFormat, QSettings::UserScope, QStringLiteral("stepgrad"),
              QStringLiteral("stepgrad")) {
    // Before there was more to choose from, maps in the neurons were a flag of their own.
    const QString maps = QStringLiteral("view/neuronMaps");
    const QString content = QLatin1String(info(Setting::NeuronContent).key);
    if (m_store.value(maps).toBool() && !m_store.contains(content))
        m_store.setValue(content, kMapsInNeurons);
    m_store.remove(maps);
}

QVariant Settings::value(Setting setting) const {
    return m_store.value(QLatin1String(info(setting).key));
}

int Settings::number(Setting setting) const {
    const SettingInfo& row = info(setting);
    bool isNumber = false;
    const int number = value(setting).toInt(&isNumber);
    return isNumber && number >= row.least && number <= row.most ? number : row.fallback;
}

bool Settings::flag(Setting setting) const {
    const QString text = value(setting).toString();
    if (text == "true" || text == "false")
        return text == "true";
    return info(setting).fallback != 0;
}

QString Settings::text(Setting setting) const {
    return value(setting).toString();
}

QStringList Settings::list(Setting setting) const {
    return value(setting).toStringList();
}

QByteArray Settings::bytes(Setting setting) const {
    return value(setting).toByteArray();
}

QString Settings::folder() const {
    const QString last = text(Setting::Folder);
    return QFileInfo(last).isDir() ? last : QDir::homePath();
}

QString Settings::place(const QString& name) const {
    return QFileInfo(m_store.fileName()).absoluteDir().filePath(name);
}

void Settings::set(Setting setting, const QVariant& value) {
    m_store.setValue(QLatin1String(info(setting).key), value);
}

void Settings::useFolder(const QString& folder) {
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, folder);
}

}  // namespace stepgrad

#include "ui/laboratory/space_surface.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QGuiApplication>
#include <QLibrary>
#include <QOffscreenSurface>
#include <QOpenGLContext>

namespace stepgrad {
namespace {

QString words(const char* text) {
    return QCoreApplication::translate("stepgrad::SpaceSurface", text);
}

/// The library beside the program, or where it is installed; empty where it is not.
QString libraryPath() {
    const QDir beside(QCoreApplication::applicationDirPath());
    for (const char* place :
         {"libstepgrad-surface3d.so", "../lib/stepgrad/libstepgrad-surface3d.so"}) {
        const QString path = beside.filePath(QLatin1String(place));
        if (QFileInfo::exists(path))
            return path;
    }
    return {};
}

QString findProblem() {
    const QString platform = QGuiApplication::platformName();
    if (platform == QLatin1String("offscreen") || platform == QLatin1String("minimal"))
        return words(QT_TRANSLATE_NOOP("stepgrad::SpaceSurface", "there is no screen"));
    if (libraryPath().isEmpty())
        return words(QT_TRANSLATE_NOOP("stepgrad::SpaceSurface",
                                       "its library does not lie beside the program"));
    QOpenGLContext context;
    QOffscreenSurface surface;
    surface.create();
    if (!context.create() || !context.makeCurrent(&surface))
        return words(QT_TRANSLATE_NOOP("stepgrad::SpaceSurface", "there is no OpenGL here"));
    context.doneCurrent();
    return {};
}

}  // namespace

const QString& SpaceSurface::problem() {
    static const QString kProblem = findProblem();
    return kProblem;
}

SpaceSurface* SpaceSurface::make() {
    if (!problem().isEmpty())
        return nullptr;
    QLibrary library(libraryPath());
    const auto make = reinterpret_cast<MakeSpaceSurface>(library.resolve(kMakeSpaceSurface));
    return make ? make() : nullptr;
}

}  // namespace stepgrad

#include "app/gallery.h"

#include <QCoreApplication>
#include <QDir>
#include <cstdio>

#include "app/main_window.h"
#include "core/document/session.h"
#include "ui/appearance.h"

namespace stepgrad {
namespace {

constexpr int kNotWritten = 3;

/// Draws windows into files of a folder.
class Artist {
public:
    explicit Artist(const QString& folder) : m_folder(folder) {
        m_fine = m_folder.mkpath(QStringLiteral("."));
        Appearance::instance().setAnimated(false);
    }

    void draw(MainWindow& window, const QString& name) {
        for (int i = 0; i < 3; ++i)  // until layouts have settled
            QCoreApplication::processEvents();
        const QString path = m_folder.filePath(name + QStringLiteral(".png"));
        m_fine = window.grab().save(path) && m_fine;
        std::printf("%s\n", qPrintable(path));
    }
    int status() const {
        if (!m_fine)
            std::fprintf(stderr, "stepgrad: %s: could not be written\n",
                         qPrintable(m_folder.path()));
        return m_fine ? 0 : kNotWritten;
    }

private:
    QDir m_folder;
    bool m_fine = true;
};

QString stepName(int step) {
    return QStringLiteral("step-%1").arg(step, 2, 10, QLatin1Char('0'));
}

}  // namespace

int drawSteps(const QString& folder, const QString& file) {
    Artist artist(folder);
    MainWindow window;
    if (!file.isEmpty() && !window.openFile(file))
        return kNotWritten;
    window.session().setDetail(Detail::Step);
    window.resize(1440, 900);
    window.show();
    const auto steps = static_cast<int>(window.session().still().walk->steps().size());
    for (int step = 1; step <= steps; ++step) {
        window.session().next();
        artist.draw(window, stepName(step));
    }
    return artist.status();
}

int drawGallery(const QString& folder) {
    return drawSteps(folder, {});
}

}  // namespace stepgrad

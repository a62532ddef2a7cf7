#include "app/lessons.h"

#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <algorithm>
#include <exception>
#include <limits>

#include "app/message_box.h"
#include "app/settings.h"
#include "ui/appearance.h"

namespace stepgrad {
namespace {

const Notation& notation() {
    return Appearance::instance().notation();
}

}  // namespace

Lessons::Lessons(Session& session, Documents& documents, Settings& settings, LessonPanel& panel,
                 QWidget* window)
    : QObject(window),
      m_session(session),
      m_documents(documents),
      m_settings(settings),
      m_panel(panel),
      m_window(window) {
    connect(&panel, &LessonPanel::numberGiven, this, &Lessons::judge);
    connect(&panel, &LessonPanel::optionChosen, this, &Lessons::choose);
    connect(&panel, &LessonPanel::backAsked, this, [this] { goTo(m_stop - 1); });
    connect(&panel, &LessonPanel::nextAsked, this, [this] { goTo(m_stop + 1); });
    connect(&panel, &LessonPanel::leaveAsked, this, &Lessons::leave);
    connect(&session, &Session::stillChanged, this, &Lessons::lookAtDeeds);
    connect(&Appearance::instance(), &Appearance::changed, this, &Lessons::retell);
    documents.setBeforeLeaving([this] { leave(); });
}

QList<Lessons::Entry> Lessons::shipped() {
    QList<Entry> found;
    const QDir folder(QStringLiteral(":/lessons"));
    for (const QString& name :
         folder.entryList({QStringLiteral("*.lesson")}, QDir::Files, QDir::Name)) {
        const QString path = folder.filePath(name);
        const Lesson lesson = loadLesson(path.toStdString());
        found.push_back(
            {path, QString::fromStdString(lesson.title), QString::fromStdString(lesson.summary)});
    }
    return found;
}

bool Lessons::open(const QString& path, int stop) {
    std::optional<Lesson> lesson;
    try {
        lesson = loadLesson(path.toStdString());
    } catch (const std::exception& error) {
        complain(m_window,
                 tr("The lesson “%1” could not be opened").arg(QFileInfo(path).fileName()),
                 QString::fromStdString(error.what()));
        return false;
    }
    emit aboutToChange();
    if (!isRunning()) {
        m_kept = m_session.keep();
        m_place = m_documents.putAside();
    }
    m_lesson = std::move(lesson);
    m_path = path;
    m_settings.set(Setting::Lesson, path);
    m_isDone = true;
    m_start = {};
    emit started();
    goTo(std::min(stop, static_cast<int>(m_lesson->stops.size()) - 1));
    return true;
}

void Lessons::openWithDialog() {
    auto* dialog = new QFileDialog(m_window, tr("Open a lesson"), m_settings.folder(),
                                   tr("Lessons (*.lesson);;All files (*)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this,
            [this](const QString& path) { open(QFileInfo(path).absoluteFilePath()); });
    dialog->open();
}

bool Lessons::canResume() const {
    return !isRunning() && QFileInfo::exists(m_settings.text(Setting::Lesson));
}

void Lessons::resume() {
    if (canResume())
        open(m_settings.text(Setting::Lesson), m_settings.number(Setting::LessonStop));
}

void Lessons::goTo(int stop) {
    if (!isRunning() || stop < 0)
        return;
    if (stop >= static_cast<int>(m_lesson->stops.size())) {
        m_settings.set(Setting::LessonStop, 0);
        leave();
        return;
    }
    emit aboutToChange();
    m_session.pause();
    // One stop onward keeps what was done where the stop goes on with it.
    const bool goesOn = stop == m_stop + 1 && m_start.trace;
    m_stop = stop;
    m_settings.set(Setting::LessonStop, stop);
    m_isDone = true;
    const LessonStop& shown = present();
    if (!shown.goesOn || !goesOn ||
        !haveSameQuantities(m_session.still().network(), shown.project->network))
        m_session.open(*shown.project);
    if (shown.show)
        m_session.goToPosition(*shown.show);
    m_start = m_session.still();
    m_startExample = m_session.example();
    m_isDone = !shown.question || !info(shown.question->check.kind).isDeed;
    m_panel.showPage(page());
    emit stopShown(shown.highlight, shown.select);
    if (!shown.view.empty())
        emit viewAsked(QString::fromStdString(shown.view));
}

void Lessons::leave() {
    if (!isRunning())
        return;
    emit aboutToChange();
    m_lesson.reset();
    m_start = {};
    m_isDone = true;
    m_stop = 0;
    m_session.giveBack(m_kept);
    m_kept.reset();
    m_documents.giveBack(m_place);
    emit left();
}

LessonPage Lessons::page() const {
    const LessonStop& stop = present();
    const auto told = [this](const LessonText& text) {
        return text.told(*m_start.trace, notation());
    };
    LessonPage page;
    page.lesson = QString::fromStdString(m_lesson->title);
    page.title = QString::fromStdString(stop.title);
    page.number = m_stop + 1;
    page.count = static_cast<int>(m_lesson->stops.size());
    for (const LessonText& paragraph : stop.text)
        page.paragraphs.push_back(told(paragraph));
    if (!stop.question)
        return page;
    page.check = stop.question->check.kind;
    page.question = told(stop.question->ask);
    for (const LessonOption& option : stop.question->check.options)
        page.options.push_back(told(option.text));
    return page;
}

void Lessons::retell() {
    if (isRunning() && m_start.trace)
        m_panel.showTexts(page());
}

LessonMoment Lessons::moment() const {
    return {m_start, m_session.still(),
            [this] {
                const auto point = m_session.lossCurve().current;
                return point ? point->loss : std::numeric_limits<double>::infinity();
            },
            m_session.example() == m_startExample, [this] { return m_session.project(); }};
}

void Lessons::judge(const QString& typed) {
    if (isRunning() && present().question)
        m_panel.showVerdict(
            judgeNumber(*present().question, typed.toStdString(), moment(), notation()));
}

void Lessons::choose(int option) {
    if (isRunning() && present().question)
        m_panel.showVerdict(judgeChoice(*present().question, static_cast<std::size_t>(option),
                                        *m_start.trace, notation()));
}

void Lessons::lookAtDeeds() {
    if (!isRunning() || m_isDone || !isDone(present().question->check, moment()))
        return;
    m_isDone = true;
    Verdict verdict{Verdict::Kind::Right,
                    {{TextPiece::Kind::Plain, tr("Done.").toStdString(), {}}}};
    const auto right = present().question->right.told(*m_start.trace, notation());
    if (!right.empty())
        verdict.words.push_back({TextPiece::Kind::Plain, " ", {}});
    verdict.words.insert(verdict.words.end(), right.begin(), right.end());
    m_panel.showVerdict(verdict);
}

}  // namespace stepgrad

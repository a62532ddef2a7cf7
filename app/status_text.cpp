#include "app/status_text.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QStringList>
#include <algorithm>
#include <cmath>

#include "core/document/session.h"
#include "core/walkthrough/number_text.h"

namespace stepgrad {
namespace {

struct Status {
    Q_DECLARE_TR_FUNCTIONS(stepgrad::Status)
};

QString grouped(qint64 number) {
    return QString::fromStdString(formatCount(number));
}

QString activationsText(const Network& network) {
    QStringList names;
    for (const Layer& layer : network.layers)
        names.push_back(QString::fromUtf8(info(layer.activation).name));
    if (std::all_of(names.begin(), names.end(), [&](const QString& n) { return n == names[0]; }))
        return names[0];
    return names.join(QStringLiteral(" → "));
}

QString biasText(const Network& network) {
    const auto count = std::count_if(network.layers.begin(), network.layers.end(),
                                     [](const Layer& layer) { return layer.biases.has_value(); });
    if (count == 0)
        return Status::tr("no bias");
    return count == static_cast<std::ptrdiff_t>(network.layers.size()) ? Status::tr("with biases")
                                                                       : Status::tr("some biases");
}

QString rateText(double rate) {
    return rate < 10.0 ? QString::number(rate, 'f', 1) : grouped(std::llround(rate));
}

QString timeText(double seconds) {
    const qint64 whole = std::llround(std::min(seconds, 1e12));
    if (whole < 120)
        return Status::tr("%1 s left").arg(whole);
    if (whole < 7200)
        return Status::tr("%1 min left").arg(whole / 60);
    return Status::tr("%1 h left").arg(grouped(whole / 3600));
}

QString speedText(const Session& session) {
    const double rate = session.updatesPerSecond();
    if (rate <= 0.0)
        return Status::tr("training");
    QString told = Status::tr("training, %1 updates a second").arg(rateText(rate));
    const auto progress = session.progress();
    if (!progress)
        return told;
    if (progress->examplesPerSecond > 1.5 * rate)
        told += Status::tr(" (%1 examples)").arg(rateText(progress->examplesPerSecond));
    if (progress->of > 0)
        told +=
            Status::tr(" · epoch %1 of %2")
                .arg(grouped(std::min(progress->epochs + 1, progress->of)), grouped(progress->of));
    if (progress->secondsLeft && *progress->secondsLeft >= 2.0)
        told += QStringLiteral(" · ") + timeText(*progress->secondsLeft);
    return told;
}

}  // namespace

QStringList statusTexts(const Session& session) {
    const Still& still = session.still();
    const Network& network = still.network();
    const bool isRunning = session.isTraining() && session.updatesPerSecond() > 0.0;
    const QString example = session.isOnOwnExample() ? Status::tr("Your own example")
                                                     : Status::tr("Example %1 of %2")
                                                           .arg(grouped(session.example() + 1),
                                                                grouped(session.exampleCount()));
    const QString step = isRunning ? speedText(session)
                                   : Status::tr("step %1 of %2")
                                         .arg(still.currentStepIndex() + 1)
                                         .arg(still.walk->steps().size());
    const QString update = still.isEnd() && !isRunning
                               ? Status::tr("update %1 made").arg(grouped(still.update + 1))
                               : Status::tr("update %1").arg(grouped(still.update));
    const QString shape = QString::fromStdString(network.shapeText());
    const QString details =
        Status::tr("%1, %2, %3, %4")
            .arg(shape, activationsText(network),
                 QString::fromUtf8(info(still.trace->lossFunction).name), biasText(network));
    const QString parameters =
        network.parameterCount() == 1
            ? Status::tr("1 parameter")
            : Status::tr("%1 parameters").arg(grouped(network.parameterCount()));
    const QString dot = QStringLiteral(" · ");
    return {QStringList{example, step, update, details, parameters}.join(dot),
            QStringList{example, step, update, shape, parameters}.join(dot),
            QStringList{example, step, update, shape}.join(dot),
            QStringList{example, step, update}.join(dot), QStringList{step, update}.join(dot)};
}

QString nameWithShape(const QString& name, const Network& network) {
    const QString shape = QString::fromStdString(network.shapeText());
    return name.contains(shape) ? name : Status::tr("%1 (%2)").arg(name, shape);
}

QString titleText(const Session& session, const QString& path) {
    QString name = nameWithShape(QString::fromStdString(session.name()), session.still().network());
    if (!path.isEmpty())
        name = Status::tr("%1 — %2").arg(name, QFileInfo(path).fileName());
    return Status::tr("%1[*] — Stepgrad")
        .arg(name.replace(QLatin1String("[*]"), QLatin1String("[*][*]")));
}

}  // namespace stepgrad

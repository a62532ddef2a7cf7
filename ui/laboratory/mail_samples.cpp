#include "ui/laboratory/mail_samples.h"

#include <QDir>
#include <algorithm>

#include "core/mail/mail.h"

namespace stepgrad {
namespace {

QList<MailSample> load() {
    QList<MailSample> samples;
    const QDir folder(QStringLiteral(":/mails"));
    for (const QString& name : folder.entryList({QStringLiteral("*.eml")}, QDir::Files)) {
        const QString path = folder.filePath(name);
        samples.push_back(
            {path, loadMail(path.toStdString()).subject, name.startsWith(QLatin1String("spam"))});
    }
    // By the number in their names: a spam, then a mail that is none.
    std::stable_sort(samples.begin(), samples.end(), [](const auto& a, const auto& b) {
        const auto order = [](const MailSample& sample) {
            const QString name = sample.path.section(u'/', -1);
            return std::pair(name.section(u'-', 1, 1).toInt(), !sample.isSpam);
        };
        return order(a) < order(b);
    });
    return samples;
}

}  // namespace

const QList<MailSample>& mailSamples() {
    static const QList<MailSample> samples = load();
    return samples;
}

}  // namespace stepgrad

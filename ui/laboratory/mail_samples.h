#pragma once

#include <QList>
#include <QString>

namespace stepgrad {

/// A mail that is shipped with the program; invented.
struct MailSample {
    QString path, subject;
    bool isSpam = false;  ///< the label that is offered with it
};

/// All of them, spam and not spam in turn.
const QList<MailSample>& mailSamples();

}  // namespace stepgrad

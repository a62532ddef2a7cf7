// Any bytes as a mail: read, or refused with a reason. What is read is counted, and each
// place that counted lies in the text.

#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "core/data/read_error.h"
#include "core/mail/mail_features.h"

namespace stepgrad {
namespace {

void require(bool condition) {
    if (!condition)
        std::abort();
}

void requireInside(const TextRange& range, const QString& text) {
    require(range.start >= 0 && range.length >= 0 && range.end() <= text.size());
}

void check(const Mail& mail) {
    require(!mail.text.contains(QChar(0)) && !mail.subject.contains(u'\n'));
    for (const MailAnchor& anchor : mail.anchors)
        requireInside(anchor.range, mail.text);
    const MailFeatures features = featuresOf(mail);
    for (const TextRange& range : features.free)
        requireInside(range, mail.subject);
    for (const MailLink& link : features.links)
        for (const TextRange& range : link.places)
            requireInside(range, mail.text);
    for (const TextRange& range : features.capitals)
        requireInside(range, mail.text);
    require(features.capitalCount <= features.letterCount);
    require(features.letterCount <= mail.text.size());
    require(features.length <= mail.text.size());
}

}  // namespace
}  // namespace stepgrad

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto bytes =
        QByteArray::fromRawData(reinterpret_cast<const char*>(data), static_cast<qsizetype>(size));
    try {
        stepgrad::check(stepgrad::readMail(bytes, "fuzz"));
    } catch (const stepgrad::ReadError&) {
    }
    return 0;
}

// glib first: it has members of the name of a keyword of Qt.
#include <gmime/gmime.h>

#include <memory>
#include <mutex>

#include "core/data/read_error.h"
#include "core/data/text_file.h"
#include "core/mail/mail_parts.h"

namespace stepgrad {
namespace {

struct Unref {
    template <typename T>
    void operator()(T* object) const {
        g_object_unref(object);
    }
};
template <typename T>
using Owned = std::unique_ptr<T, Unref>;

/// Raw bytes of headers, too, may be in any charset.
void startGMime() {
    static std::once_flag once;
    std::call_once(once, [] {
        g_mime_init();
        const char* charsets[] = {"utf-8", "iso-8859-1", nullptr};
        g_mime_parser_options_set_fallback_charsets(g_mime_parser_options_get_default(), charsets);
    });
}

// --- its parts ---------------------------------------------------------------

class PartReader {
public:
    VisibleText read(GMimeObject* part, int depth);

private:
    VisibleText readMultipart(GMimeMultipart* multipart, int depth);
    static VisibleText bestVersion(std::vector<VisibleText> versions);
    VisibleText readText(GMimePart* part);
    QByteArray decodedBytes(GMimePart* part);

    std::size_t m_textBytes = 0;
};

bool isAttachment(GMimeObject* part) {
    const char* disposition = g_mime_object_get_disposition(part);
    return disposition && qstricmp(disposition, "attachment") == 0;
}

VisibleText PartReader::read(GMimeObject* part, int depth) {
    if (!part)
        return {};
    if (depth > mailLimits().depth)
        refuseMoreThan(mailLimits().depth, "parts inside each other");
    if (isAttachment(part))
        return {};
    if (GMIME_IS_MULTIPART(part))
        return readMultipart(GMIME_MULTIPART(part), depth);
    if (GMIME_IS_MESSAGE_PART(part)) {
        GMimeMessage* message = g_mime_message_part_get_message(GMIME_MESSAGE_PART(part));
        return message ? read(g_mime_message_get_mime_part(message), depth + 1) : VisibleText{};
    }
    GMimeContentType* type = g_mime_object_get_content_type(part);
    if (GMIME_IS_PART(part) && (!type || g_mime_content_type_is_type(type, "text", "*")))
        return readText(GMIME_PART(part));
    return {};
}

VisibleText PartReader::readMultipart(GMimeMultipart* multipart, int depth) {
    std::vector<VisibleText> parts;
    const int count = g_mime_multipart_get_count(multipart);
    for (int i = 0; i < count; ++i)
        parts.push_back(read(g_mime_multipart_get_part(multipart, i), depth + 1));
    GMimeContentType* type = g_mime_object_get_content_type(GMIME_OBJECT(multipart));
    if (type && g_mime_content_type_is_type(type, "multipart", "alternative"))
        return bestVersion(std::move(parts));
    VisibleText all;
    for (VisibleText& part : parts)
        all.append(std::move(part));
    return all;
}

/// Of versions of the same, the last that is not empty; of empty ones the last with links.
VisibleText PartReader::bestVersion(std::vector<VisibleText> versions) {
    for (auto version = versions.rbegin(); version != versions.rend(); ++version)
        if (!version->isBlank())
            return std::move(*version);
    for (auto version = versions.rbegin(); version != versions.rend(); ++version)
        if (!version->anchors.empty())
            return std::move(*version);
    return {};
}

QByteArray PartReader::decodedBytes(GMimePart* part) {
    GMimeDataWrapper* content = g_mime_part_get_content(part);
    if (!content)
        return {};
    const auto tooMuch = [] {
        refuseMoreThan(static_cast<int>(mailLimits().textBytes >> 10), "kB of text");
    };
    // No encoding of mails makes bytes more, so what is encoded bounds what is decoded: with
    // signs of base64 four for three.
    const gint64 encoded = g_mime_stream_length(g_mime_data_wrapper_get_stream(content));
    const auto most = static_cast<gint64>(mailLimits().textBytes - m_textBytes);
    if (encoded > 3 * most)  // quoted-printable at its longest
        tooMuch();
    const Owned<GMimeStream> stream(g_mime_stream_mem_new());
    g_mime_data_wrapper_write_to_stream(content, stream.get());
    const GByteArray* bytes = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(stream.get()));
    if (bytes->len > most)
        tooMuch();
    m_textBytes += bytes->len;
    return {reinterpret_cast<const char*>(bytes->data), static_cast<qsizetype>(bytes->len)};
}

VisibleText PartReader::readText(GMimePart* part) {
    GMimeContentType* type = g_mime_object_get_content_type(GMIME_OBJECT(part));
    const bool isHtml = type && (g_mime_content_type_is_type(type, "text", "html") ||
                                 g_mime_content_type_is_type(type, "text", "x-html"));
    const QByteArray bytes = decodedBytes(part);
    QByteArray charset = g_mime_object_get_content_type_parameter(GMIME_OBJECT(part), "charset");
    if (charset.isEmpty() && isHtml)
        charset = charsetInHtml(bytes);
    const QString text = decodedText(bytes, charset);
    if (isHtml || looksLikeHtml(text))
        return htmlText(text);
    return {shownText(text)};
}

Owned<GMimeMessage> parsed(const QByteArray& bytes) {
    const Owned<GMimeStream> stream(
        g_mime_stream_mem_new_with_buffer(bytes.constData(), static_cast<size_t>(bytes.size())));
    const Owned<GMimeParser> parser(g_mime_parser_new_with_stream(stream.get()));
    return Owned<GMimeMessage>(g_mime_parser_construct_message(parser.get(), nullptr));
}

Mail read(const QByteArray& bytes) {
    checkMailLimits(bytes);
    startGMime();
    auto message = parsed(bytes);
    if (!message)  // cut off inside of its headers
        message = parsed(bytes + "\n\n");
    if (!message)
        throw MailRefusal("it has no headers, so it is no mail");
    Mail mail;
    mail.subject =
        shownText(QString::fromUtf8(g_mime_message_get_subject(message.get()))).simplified();
    VisibleText visible = PartReader().read(g_mime_message_get_mime_part(message.get()), 0);
    mail.text = std::move(visible.text);
    mail.anchors = std::move(visible.anchors);
    return mail;
}

}  // namespace

Mail readMail(const QByteArray& bytes, const std::string& name) {
    try {
        return read(bytes);
    } catch (const MailRefusal& refusal) {
        throw ReadError(name, std::string("this mail is not read: ") + refusal.what());
    }
}

Mail loadMail(const std::string& path) {
    const std::string bytes = readTextFile(path, mailLimits().bytes);
    return readMail(QByteArray::fromRawData(bytes.data(), static_cast<qsizetype>(bytes.size())),
                    path);
}

}  // namespace stepgrad

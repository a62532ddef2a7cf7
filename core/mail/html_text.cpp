// HTML as a reader sees it: libxml2 tells of elements and characters as they come, no tree
// is built, and nothing outside of the text is looked at.

#include <libxml/HTMLparser.h>

#include <algorithm>
#include <array>
#include <memory>
#include <optional>
#include <string_view>

#include "core/mail/mail_parts.h"

namespace stepgrad {
namespace {

constexpr std::array<std::string_view, 36> kBlocks{
    "address", "article", "aside",    "blockquote", "body",   "center", "dd",   "dir",  "div",
    "dl",      "dt",      "fieldset", "footer",     "form",   "h1",     "h2",   "h3",   "h4",
    "h5",      "h6",      "header",   "hr",         "html",   "li",     "main", "menu", "nav",
    "ol",      "p",       "pre",      "section",    "select", "table",  "tr",   "ul",   "caption"};
constexpr std::array<std::string_view, 3> kCells{"td", "th", "option"};
constexpr std::array<std::string_view, 4> kHidden{"script", "style", "title", "template"};

template <std::size_t N>
bool isOneOf(const std::array<std::string_view, N>& names, std::string_view name) {
    return std::ranges::find(names, name) != names.end();
}

std::string_view viewOf(const xmlChar* text) {
    return text ? reinterpret_cast<const char*>(text) : "";
}

class HtmlReader {
public:
    VisibleText read(const QString& html);

private:
    static HtmlReader& of(void* self) { return *static_cast<HtmlReader*>(self); }
    static void onStart(void* self, const xmlChar* name, const xmlChar** attributes) {
        of(self).start(viewOf(name), attributes);
    }
    static void onEnd(void* self, const xmlChar* name) { of(self).end(viewOf(name)); }
    static void onText(void* self, const xmlChar* text, int length) {
        of(self).add(QString::fromUtf8(reinterpret_cast<const char*>(text), length));
    }

    void start(std::string_view name, const xmlChar** attributes);
    void end(std::string_view name);
    void breakAround(std::string_view name);
    void add(const QString& text);
    void closeAnchor();
    static std::optional<QString> targetIn(const xmlChar** attributes);

    htmlParserCtxtPtr m_parser = nullptr;
    VisibleText m_out;
    int m_depth = 0, m_hidden = 0, m_preformatted = 0;
    bool m_isTooDeep = false;
    bool m_space = false, m_line = false;  ///< to come before the next character
    /// The link that is open; its range begins with its first character.
    std::optional<QString> m_target;
    std::optional<qsizetype> m_targetStart;
};

void HtmlReader::breakAround(std::string_view name) {
    if (isOneOf(kBlocks, name) || name == "br")
        m_line = true;
    else if (isOneOf(kCells, name))
        m_space = true;
}

void HtmlReader::start(std::string_view name, const xmlChar** attributes) {
    if (++m_depth > mailLimits().htmlDepth) {
        m_isTooDeep = true;
        xmlStopParser(m_parser);
        return;
    }
    m_hidden += isOneOf(kHidden, name);
    m_preformatted += name == "pre";
    breakAround(name);
    const auto target = name == "a" || name == "area" ? targetIn(attributes) : std::nullopt;
    if (!target)
        return;
    if (name == "area") {
        m_out.anchors.push_back({*target, {m_out.text.size(), 0}});
        return;
    }
    closeAnchor();
    m_target = target;
}

void HtmlReader::end(std::string_view name) {
    --m_depth;
    m_hidden = std::max(0, m_hidden - int{isOneOf(kHidden, name)});
    m_preformatted = std::max(0, m_preformatted - int{name == "pre"});
    if (name == "a")
        closeAnchor();
    if (name != "br")
        breakAround(name);
}

std::optional<QString> HtmlReader::targetIn(const xmlChar** attributes) {
    for (; attributes && attributes[0]; attributes += 2)
        if (viewOf(attributes[0]) == "href" && attributes[1])
            return shownText(QString::fromUtf8(reinterpret_cast<const char*>(attributes[1])));
    return std::nullopt;
}

void HtmlReader::closeAnchor() {
    if (!m_target)
        return;
    const qsizetype end = m_out.text.size();
    const qsizetype start = m_targetStart.value_or(end);
    m_out.anchors.push_back({std::move(*m_target), {start, end - start}});
    m_target.reset();
    m_targetStart.reset();
}

void HtmlReader::add(const QString& text) {
    if (m_hidden > 0)
        return;
    for (const QChar c : shownText(text)) {
        if (c.isSpace() && m_preformatted > 0 && c == u'\n') {
            m_line = true;
            continue;
        }
        if (c.isSpace()) {
            m_space = true;
            continue;
        }
        if ((m_line || m_space) && !m_out.text.isEmpty())
            m_out.text += m_line ? u'\n' : u' ';
        m_line = m_space = false;
        if (m_target && !m_targetStart)
            m_targetStart = m_out.text.size();
        m_out.text += c;
    }
}

VisibleText HtmlReader::read(const QString& html) {
    struct FreeParser {
        void operator()(htmlParserCtxtPtr parser) const { htmlFreeParserCtxt(parser); }
    };
    const std::unique_ptr<htmlParserCtxt, FreeParser> parser(htmlNewParserCtxt());
    if (!parser)
        throw std::bad_alloc();
    m_parser = parser.get();
    htmlSAXHandler handler{};
    handler.startElement = &HtmlReader::onStart;
    handler.endElement = &HtmlReader::onEnd;
    handler.characters = &HtmlReader::onText;
    handler.ignorableWhitespace = &HtmlReader::onText;
    handler.cdataBlock = &HtmlReader::onText;
    *m_parser->sax = handler;
    m_parser->userData = this;
    const QByteArray utf8 = html.toUtf8();
    checkHtmlLimits(utf8);
    htmlDocPtr tree = htmlCtxtReadMemory(
        m_parser, utf8.constData(), static_cast<int>(utf8.size()), nullptr, "UTF-8",
        HTML_PARSE_RECOVER | HTML_PARSE_NONET | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
            HTML_PARSE_IGNORE_ENC);
    if (tree)
        xmlFreeDoc(tree);
    closeAnchor();
    if (m_isTooDeep)
        refuseMoreThan(mailLimits().htmlDepth, "elements of HTML inside each other");
    return std::move(m_out);
}

}  // namespace

VisibleText htmlText(const QString& html) {
    return HtmlReader().read(shownText(html));
}

}  // namespace stepgrad

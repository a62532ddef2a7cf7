// Mails of HTML and of several parts.

#include "tests/core/mail_samples.h"

namespace stepgrad::test {

const std::vector<CountedMail>& mailsOfParts() {
    static const std::vector<CountedMail> mails{
        {"HTML without tags",
         "Subject: a\nContent-Type: text/html; charset=utf-8\n\n"
         "<html><body><p>One <b>TWO</b> three</p></body></html>",
         "a", "One TWO three", 0, 0, 4, 11, 13},
        {"a word with tags inside",
         "Subject: a\nContent-Type: text/html; charset=utf-8\n\n"
         "F<b>R</b><i>E</i>E",
         "a", "FREE", 0, 0, 4, 4, 4},
        {"scripts and styles",
         "Subject: a\nContent-Type: text/html; charset=utf-8\n\n"
         "<style>p{color:RED}</style><script>var A='http://x.example/';</script><p>s"
         "een</p>",
         "a", "seen", 0, 0, 0, 4, 4},
        {"title and comments",
         "Subject: a\nContent-Type: text/html; charset=utf-8\n\n"
         "<html><head><title>TITLE</title></head><body><!-- NOT SEEN --><p>seen</p><"
         "/body></html>",
         "a", "seen", 0, 0, 0, 4, 4},
        {"a link behind words",
         "Subject: a\nContent-Type: text/html; charset=utf-8\n\n"
         "<p>click <a href=\"http://example.org/a\">here</a></p>",
         "a", "click here", 0, 1, 0, 9, 10},
        {"a link as it reads",
         "Subject: a\nContent-Type: text/html; charset=utf-8\n\n"
         "<a href=\"http://example.org/\">http://example.org</a>",
         "a", "http://example.org", 0, 1, 0, 14, 18},
        {"a link that reads like another",
         "Subject: a\nContent-Type: text/html; charset=utf-8\n\n"
         "<a href=\"http://evil.example/\">www.bank.example</a>",
         "a", "www.bank.example", 0, 2, 0, 14, 16},
        {"links that do not count in HTML",
         "Subject: a\nContent-Type: text/html; charset=utf-8\n\n"
         "<a href='mailto:a@example.org'>A</a><a href='JavaScript:go()'>b</a><a href"
         "='#top'>c</a><a href=' java\nscript:x'>d</a><a name=e>e</a>",
         "a", "Abcde", 0, 0, 1, 5, 5},
        {"pictures are no links",
         "Subject: a\nContent-Type: text/html; charset=utf-8\n\n"
         "<img src='http://example.org/x.gif'><a href='http://example.org/y'><img sr"
         "c='http://example.org/z.gif'></a>",
         "a", "", 0, 1, 0, 0, 0},
        {"areas of a map",
         "Subject: a\nContent-Type: text/html; charset=utf-8\n\n"
         "<map><area href='http://example.org/1'><area href='http://example.org/2'><"
         "/map>",
         "a", "", 0, 2, 0, 0, 0},
        {"entities",
         "Subject: a\nContent-Type: text/html; charset=utf-8\n\n"
         "<p>A &amp; B &eacute; &#65; &nbsp; x</p>",
         "a", "A & B é A x", 0, 0, 3, 5, 11},
        {"blocks part words",
         "Subject: a\nContent-Type: text/html; charset=utf-8\n\n"
         "<p>one</p><p>two</p>three<br>four<table><tr><td>five</td><td>six</td></tr>"
         "</table>",
         "a", "one two three four five six", 0, 0, 0, 22, 27},
        {"broken HTML",
         "Subject: a\nContent-Type: text/html; charset=utf-8\n\n"
         "<p>one <b>two <a href=http://example.org/q>three</p> four <",
         "a", "one two three four <", 0, 1, 0, 15, 20},
        {"HTML that says it is plain",
         "Subject: a\nContent-Type: text/plain\n\n"
         "<html><body>Seen <a href='http://example.org'>HERE</a></body></html>",
         "a", "Seen HERE", 0, 1, 5, 8, 9},
        {"a page inside plain text", "Subject: a\n\n\n\n<BODY bgcolor=white>Seen</BODY>", "a",
         "Seen", 0, 0, 1, 4, 4},
        {"plain text about HTML", "Subject: a\n\nThe tag <b> makes text bold, x < y", "a",
         "The tag <b> makes text bold, x < y", 0, 0, 1, 22, 34},
        {"charset in the page",
         "Subject: a\nContent-Type: text/html\n"
         "Content-Transfer-Encoding: base64\n\n"
         "PGh0bWw+PGhlYWQ+PG1ldGEgaHR0cC1lcXVpdj1Db250ZW50LVR5cGUgY29udGVudD0ndGV4dC"
         "9odG1sOyBjaGFyc2V0PWlzby04ODU5LTEnPjwvaGVhZD48Ym9keT7cbmRlcjwvYm9keT48L2h0"
         "bWw+",
         "a", "Ünder", 0, 0, 1, 5, 5},
        {"two parts",
         "Subject: a\nContent-Type: multipart/mixed; boundary=xx\n\nbefore\n"
         "--xx\nContent-Type: text/plain\n\nOne\n--xx\n"
         "Content-Type: text/plain\n\nTWO\n--xx--\nafter\n",
         "a", "One TWO", 0, 0, 4, 6, 7},
        {"the last version",
         "Subject: a\nContent-Type: multipart/alternative; boundary=xx\n\n"
         "before\n--xx\nContent-Type: text/plain\n\n"
         "plain http://example.org/p\n--xx\nContent-Type: text/html\n\n"
         "<p>html <a href=http://example.org/h>x</a></p>\n--xx--\nafter\n",
         "a", "html x", 0, 1, 0, 5, 6},
        {"the last version that is not empty",
         "Subject: a\nContent-Type: multipart/alternative; boundary=xx\n\n"
         "before\n--xx\nContent-Type: text/plain\n\nplain TEXT\n--xx\n"
         "Content-Type: text/html\n\n<html><body> </body></html>\n--xx--\n"
         "after\n",
         "a", "plain TEXT", 0, 0, 4, 9, 10},
        {"attachments",
         "Subject: a\nContent-Type: multipart/mixed; boundary=xx\n\nbefore\n"
         "--xx\nContent-Type: text/plain\n\nseen\n--xx\n"
         "Content-Type: text/plain\n"
         "Content-Disposition: attachment; filename=a.txt\n\n"
         "NOT http://example.org\n--xx\nContent-Type: application/pdf\n\n"
         "NOT\n--xx--\nafter\n",
         "a", "seen", 0, 0, 0, 4, 4},
        {"parts in parts",
         "Subject: a\nContent-Type: multipart/mixed; boundary=xx\n\nbefore\n"
         "--xx\nContent-Type: multipart/alternative; boundary=yy\n\n--yy\n"
         "Content-Type: text/plain\n\nno\n--yy\nContent-Type: text/html\n\n"
         "<b>YES</b>\n--yy--\n--xx\nContent-Type: text/plain\n\nand more\n"
         "--xx--\nafter\n",
         "a", "YES and more", 0, 0, 3, 10, 12},
        {"a mail in a mail",
         "Subject: a\nContent-Type: multipart/mixed; boundary=xx\n\nbefore\n"
         "--xx\nContent-Type: text/plain\n\nouter\n--xx\n"
         "Content-Type: message/rfc822\n\nSubject: FREE inside\n\n"
         "inner www.example.org\n--xx--\nafter\n",
         "a", "outer inner www.example.org", 0, 1, 0, 23, 27},
        {"cut off",
         "Subject: a\nContent-Type: multipart/mixed; boundary=xx\n\nbefore\n"
         "--xx\nContent-Type: text/plain\n\nfirst\n--xx\n"
         "Content-Type: text/plain\n\nsec\n",
         "a", "first sec", 0, 0, 0, 8, 9},
    };
    return mails;
}

}  // namespace stepgrad::test

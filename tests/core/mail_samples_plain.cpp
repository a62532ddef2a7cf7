// Mails of plain text: the word in the subject, links, capitals, white space.

#include "tests/core/mail_samples.h"

namespace stepgrad::test {

const std::vector<CountedMail>& plainMails() {
    static const std::vector<CountedMail> mails{
        {"plain words", "Subject: Lunch\n\nSee you at noon.", "Lunch", "See you at noon.", 0, 0, 1,
         12, 16},
        {"free in capitals", "Subject: Get it FREE now\n\nNo links here", "Get it FREE now",
         "No links here", 1, 0, 1, 11, 13},
        {"free in small letters", "Subject: a free lunch\n\nx", "a free lunch", "x", 1, 0, 0, 1, 1},
        {"free in mixed case", "Subject: fReE!\n\nYes", "fReE!", "Yes", 1, 0, 1, 3, 3},
        {"freedom is not free", "Subject: Freedom for all\n\nOk", "Freedom for all", "Ok", 0, 0, 1,
         2, 2},
        {"FreeBSD is not free", "Subject: FreeBSD 4.5\n\nOk", "FreeBSD 4.5", "Ok", 0, 0, 1, 2, 2},
        {"carefree is not free", "Subject: carefree days\n\nOk", "carefree days", "Ok", 0, 0, 1, 2,
         2},
        {"free between hyphens", "Subject: duty-free-shop\n\nOk", "duty-free-shop", "Ok", 1, 0, 1,
         2, 2},
        {"free with an underscore", "Subject: free_gift\n\nOk", "free_gift", "Ok", 0, 0, 1, 2, 2},
        {"free in the text does not count", "Subject: Hello\n\nFREE FREE free", "Hello",
         "FREE FREE free", 0, 0, 8, 12, 14},
        {"no subject", "From: a@example.org\n\nhello", "", "hello", 0, 0, 0, 5, 5},
        {"folded subject", "Subject: this one goes on and\n is free on the next line\n\nx",
         "this one goes on and is free on the next line", "x", 1, 0, 0, 1, 1},
        {"one link", "Subject: a\n\ngo to http://example.org/x now", "a",
         "go to http://example.org/x now", 0, 1, 0, 22, 30},
        {"the same link twice", "Subject: a\n\nhttp://example.org/x and http://example.org/x", "a",
         "http://example.org/x and http://example.org/x", 0, 1, 0, 33, 45},
        {"scheme, slash and host do not part links",
         "Subject: a\n\nhttp://Example.ORG/ https://example.org", "a",
         "http://Example.ORG/ https://example.org", 0, 1, 4, 29, 39},
        {"the path keeps its case", "Subject: a\n\nhttp://example.org/A http://example.org/a", "a",
         "http://example.org/A http://example.org/a", 0, 2, 1, 30, 41},
        {"www without a scheme", "Subject: a\n\nwww.example.org, (www.example.net).", "a",
         "www.example.org, (www.example.net).", 0, 2, 0, 26, 35},
        {"closing punctuation", "Subject: a\n\n<http://example.org/x>. See http://example.org/x!",
         "a", "<http://example.org/x>. See http://example.org/x!", 0, 1, 1, 33, 49},
        {"addresses of mail do not count",
         "Subject: a\n\nmailto:you@example.org you@www-example.org", "a",
         "mailto:you@example.org you@www-example.org", 0, 0, 0, 35, 42},
        {"footers of lists do not count",
         "Subject: a\n\nhttp://lists.example.org/mailman/options/x\n"
         "http://example.org/listinfo/y",
         "a", "http://lists.example.org/mailman/options/x http://example.org/listinfo/y", 0, 0, 0,
         57, 72},
        {"www and none are two hosts", "Subject: a\n\nwww.example.org http://example.org", "a",
         "www.example.org http://example.org", 0, 2, 0, 27, 34},
        {"ftp in plain text is no link", "Subject: a\n\nftp://example.org/x", "a",
         "ftp://example.org/x", 0, 0, 0, 14, 19},
        {"capitals of a scheme", "Subject: a\n\nHTTP://EXAMPLE.ORG/ http://example.org", "a",
         "HTTP://EXAMPLE.ORG/ http://example.org", 0, 1, 14, 28, 38},
        {"no letters", "Subject: a\n\n123 456 !!!", "a", "123 456 !!!", 0, 0, 0, 0, 11},
        {"nothing at all", "Subject: a\n\n", "a", "", 0, 0, 0, 0, 0},
        {"white space in a row", "Subject: a\n\none\n\n\n   two\t\tthree   ", "a", "one two three",
         0, 0, 0, 11, 13},
        {"capitals of other alphabets",
         "Subject: a\nContent-Type: text/plain; charset=utf-8\n\n"
         "ÄÖ äö ΑΒ αβ Жж",
         "a", "ÄÖ äö ΑΒ αβ Жж", 0, 0, 5, 10, 14},
        {"letters without case", "Subject: a\nContent-Type: text/plain; charset=utf-8\n\n日本語 AB",
         "a", "日本語 AB", 0, 0, 2, 5, 6},
        {"lines end in CR LF", "Subject: a\r\n\r\nFirst line\r\nSecond LINE\r\n", "a",
         "First line Second LINE", 0, 0, 6, 19, 22},
    };
    return mails;
}

}  // namespace stepgrad::test

// Mails in transfer encodings and charsets.

#include "tests/core/mail_samples.h"

namespace stepgrad::test {

const std::vector<CountedMail>& encodedMails() {
    static const std::vector<CountedMail> mails{
        {"subject in base64", "Subject: =?utf-8?B?QWxsZXMgZnJlZSBmw7xyIGRpY2g=?=\n\nx",
         "Alles free für dich", "x", 1, 0, 0, 1, 1},
        {"subject quoted in Latin-1", "Subject: =?ISO-8859-1?Q?Caf=E9_FREE?=\n\nx", "Café FREE",
         "x", 1, 0, 0, 1, 1},
        {"subject of two encoded words", "Subject: =?utf-8?Q?fr?= =?utf-8?Q?ee?=\n\nx", "free", "x",
         1, 0, 0, 1, 1},
        {"quoted-printable",
         "Subject: a\nContent-Type: text/plain; charset=utf-8\n"
         "Content-Transfer-Encoding: quoted-printable\n\nCaf=C3=A9 au la=\n"
         "it, http://example.org/?a=3D1",
         "a", "Café au lait, http://example.org/?a=1", 0, 1, 1, 25, 37},
        {"quoted-printable in Latin-1",
         "Subject: a\nContent-Type: text/plain; charset=iso-8859-1\n"
         "Content-Transfer-Encoding: quoted-printable\n\nGr=FC=DFe",
         "a", "Grüße", 0, 0, 1, 5, 5},
        {"base64",
         "Subject: a\nContent-Type: text/plain; charset=us-ascii\n"
         "Content-Transfer-Encoding: base64\n\n"
         "SGlkZGVuIFRFWFQgd2l0aCB3d3cuZXhhbXBsZS5vcmcgaW4gaXQ=",
         "a", "Hidden TEXT with www.example.org in it", 0, 1, 5, 31, 38},
        {"windows-1251",
         "Subject: a\nContent-Type: text/plain; charset=windows-1251\n"
         "Content-Transfer-Encoding: base64\n\nz/Do4uXyIMzI0A==",
         "a", "Привет МИР", 0, 0, 4, 9, 10},
        {"a charset that does not decode is UTF-8",
         "Subject: a\nContent-Type: text/plain; charset=us-ascii\n"
         "Content-Transfer-Encoding: base64\n\nWm/DqyDDiVTDiQ==",
         "a", "Zoë ÉTÉ", 0, 0, 4, 6, 7},
        {"and else Latin-1",
         "Subject: a\nContent-Type: text/plain; charset=utf-8\n"
         "Content-Transfer-Encoding: base64\n\nWm/rIMlUyQ==",
         "a", "Zoë ÉTÉ", 0, 0, 4, 6, 7},
        {"a charset that nobody knows",
         "Subject: a\nContent-Type: text/plain; charset=x-nobody\n"
         "Content-Transfer-Encoding: base64\n\nbmHDr3Zl",
         "a", "naïve", 0, 0, 0, 5, 5},
        {"an encoding that nobody knows",
         "Subject: a\nContent-Type: text/plain\n"
         "Content-Transfer-Encoding: x-nothing\n\nas it is",
         "a", "as it is", 0, 0, 0, 6, 8},
    };
    return mails;
}

}  // namespace stepgrad::test

// Mails that mean harm, or are damaged: read as far as it goes, or refused with a reason.

#include <gtest/gtest.h>

#include <QFile>
#include <QTemporaryDir>
#include <filesystem>
#include <random>

#include "core/data/read_error.h"
#include "core/data/text_file.h"
#include "core/mail/mail_features.h"

namespace stepgrad {
namespace {

Mail read(const std::string& raw) {
    return readMail(QByteArray::fromStdString(raw), "a.eml");
}

/// Why a mail is refused; empty where it is read.
std::string refusalOf(const std::string& raw) {
    try {
        featuresOf(read(raw));
    } catch (const ReadError& error) {
        EXPECT_EQ(error.where(), "a.eml");
        return error.reason();
    }
    return {};
}

std::string repeated(const std::string& piece, int times) {
    std::string all;
    for (int i = 0; i < times; ++i)
        all += piece;
    return all;
}

std::string nestedMultiparts(int depth) {
    std::string mail = "Subject: deep\n";
    for (int i = 0; i < depth; ++i) {
        const std::string name = "b" + std::to_string(i);
        mail += "Content-Type: multipart/mixed; boundary=" + name + "\n\n--" + name + "\n";
    }
    return mail + "Content-Type: text/plain\n\nat the bottom\n";
}

std::string nestedMails(int depth) {
    return "Subject: deep\n" + repeated("Content-Type: message/rfc822\n\nSubject: x\n", depth) +
           "\nat the bottom\n";
}

std::string html(const std::string& body) {
    return "Subject: x\nContent-Type: text/html\n\n" + body;
}

TEST(HostileMail, NestedDeeplyIsRefused) {
    EXPECT_EQ(read(nestedMultiparts(20)).text.simplified(), "at the bottom");
    EXPECT_NE(refusalOf(nestedMultiparts(60)).find("50 parts inside each other"),
              std::string::npos);
    EXPECT_NE(refusalOf(nestedMultiparts(1000)).find("100 parts with parts"), std::string::npos);
    EXPECT_NE(refusalOf(nestedMultiparts(100'000)), "");
    EXPECT_EQ(read(nestedMails(20)).text.simplified(), "at the bottom");
    EXPECT_NE(refusalOf(nestedMails(1000)), "");
    EXPECT_NE(refusalOf(nestedMails(100'000)), "");
}

TEST(HostileMail, OfHtmlNestedDeeplyIsRefused) {
    EXPECT_EQ(read(html(repeated("<div>", 400) + "seen")).text, "seen");
    const std::string reason = refusalOf(html(repeated("<div>", 1000) + "seen"));
    EXPECT_NE(reason.find("500 elements of HTML inside each other"), std::string::npos) << reason;
    EXPECT_NE(refusalOf(html(repeated("<b><i>", 80'000))), "");
    EXPECT_NE(refusalOf(html(repeated("<table><tr><td>", 60'000))), "");
}

TEST(HostileMail, ThatIsHugeIsRefusedBeforeItIsTakenApart) {
    EXPECT_NE(refusalOf("Subject: x\n\n" + std::string(9u << 20, 'a')).find("8 MB"),
              std::string::npos);
    EXPECT_NE(refusalOf("Subject: x\n\n" + std::string(2u << 20, 'a')).find("1024 kB of text"),
              std::string::npos);
    EXPECT_NE(refusalOf(repeated("A: b\n", 30'000) + "\nx").find("20000 lines of headers"),
              std::string::npos);
    const std::string parts = "Content-Type: multipart/mixed; boundary=b\n\n";
    EXPECT_NE(refusalOf(parts + repeated("--b\n\n", 20'000)).find("10000 lines"),
              std::string::npos);
    EXPECT_NE(refusalOf(parts + repeated("--b\nA: b\nA: b\nA: b\n\n", 9'000)), "");
}

TEST(HostileMail, WithAddressesThatNestIsRefused) {
    EXPECT_EQ(refusalOf("To: " + repeated("a:", 400) + "\n\nx"), "");
    EXPECT_NE(refusalOf("To: " + repeated("a:", 30'000) + "\n\nx"), "");
    EXPECT_NE(refusalOf("Reply-To : " + repeated("a:\n ", 600) + "\n\nx").find("500 groups"),
              std::string::npos);
    EXPECT_NE(refusalOf("Content-Type: message/rfc822\n\ncc: " + repeated("a:", 600) + "\n\nx"),
              "");
    EXPECT_NE(refusalOf("Subject: " + std::string(70'000, 'x') + "\n\nx").find("64 kB"),
              std::string::npos);
}

TEST(HostileMail, WithTagsThatNeverEndIsRefused) {
    const auto attributes = [](int count, const std::string& value) {
        std::string all = "<a";
        for (int i = 0; i < count; ++i)
            all += " a" + std::to_string(i) + value;
        return all + ">seen";
    };
    EXPECT_EQ(read(html(attributes(2000, ""))).text, "seen");
    EXPECT_NE(refusalOf(html(attributes(100'000, ""))).find("8000 words"), std::string::npos);
    EXPECT_NE(refusalOf(html(attributes(50'000, "=\"\""))), "");
}

TEST(HostileMail, WithALargeAttachmentIsReadWithoutIt) {
    const std::string mail =
        "Subject: x\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nseen\n--b\n"
        "Content-Type: application/octet-stream\nContent-Transfer-Encoding: base64\n\n" +
        repeated(std::string(76, 'A') + "\n", 60'000) + "--b--\n";
    EXPECT_EQ(read(mail).text.simplified(), "seen");
}

TEST(HostileMail, CutOffAnywhereIsReadAsFarAsItGoes) {
    for (const auto& entry :
         std::filesystem::directory_iterator(STEPGRAD_SOURCE_DIR "/resources/mails")) {
        if (entry.path().extension() != ".eml")
            continue;
        const std::string raw = readTextFile(entry.path().string());
        const Mail whole = read(raw);
        for (std::size_t length = 7; length < raw.size(); length += 7) {
            const std::string part = raw.substr(0, length);
            EXPECT_EQ(refusalOf(part), "") << entry.path() << length;
        }
        EXPECT_EQ(read(raw), whole);
    }
}

TEST(HostileMail, ThatIsNoMailAtAllDoesNoHarm) {
    refusalOf("");
    EXPECT_EQ(read("\n").text, "");
    EXPECT_NE(refusalOf("just some words"), "");
    std::mt19937 random(1);
    for (int i = 0; i < 300; ++i) {
        std::string bytes(1 + random() % 4000, ' ');
        for (char& byte : bytes)
            byte = static_cast<char>(random());
        refusalOf(bytes);
        refusalOf("Subject: x\nContent-Type: text/html\n\n" + bytes);
        refusalOf("Content-Type: text/plain; charset=utf-7\n\n" + bytes);
    }
}

TEST(HostileMail, ShowsNoNulAndNoControlCharacter) {
    using std::string_literals::operator""s;
    const Mail mail = read("Subject: a\0b\x1b[31mc\n\nx\0y\x07z\x1b]0;title\x07 \x7f end"s);
    EXPECT_EQ(mail.text.count(QChar(0)), 0);
    EXPECT_EQ(mail.text.count(QChar(0x1b)), 0);
    EXPECT_EQ(mail.subject.count(QChar(0x1b)), 0);
    EXPECT_EQ(mail.text, "xyz]0;title  end");
    EXPECT_EQ(read(html("a\0b<p\0>c"s)).text.count(QChar(0)), 0);
}

TEST(HostileMail, FetchesAndRunsNothing) {
    QTemporaryDir folder;
    const QString secret = folder.filePath(QStringLiteral("secret"));
    QFile file(secret);
    ASSERT_TRUE(file.open(QIODevice::WriteOnly));
    file.write("SECRET");
    file.close();
    const std::string path = secret.toStdString();
    const Mail mail =
        read(html("<!DOCTYPE html [<!ENTITY x SYSTEM \"file://" + path +
                  "\">]><html><body>a &x; b" + "<iframe src=\"file://" + path +
                  "\"></iframe><object data=\"" + path + "\"></object><script src=\"" + path +
                  "\"></script><xi:include href=\"" + path + "\"/></body></html>"));
    EXPECT_FALSE(mail.text.contains(QStringLiteral("SECRET"))) << mail.text.toStdString();
    const Mail external =
        read("Subject: x\nContent-Type: message/external-body; access-type=local-file; name=\"" +
             path + "\"\n\nContent-Type: text/plain\n\n");
    EXPECT_FALSE(external.text.contains(QStringLiteral("SECRET")));
}

TEST(HostileMail, NamesOfCharsetsAreNoOptionsOfTheConverter) {
    for (const char* name : {"utf-8//IGNORE", "../../etc/passwd", "a b", "", "utf-16", "utf-7",
                             "ucs-4", "iso-2022-kr", "x-unknown"})
        EXPECT_EQ(refusalOf("Content-Type: text/plain; charset=\"" + std::string(name) +
                            "\"\n\nplain words \xff\xfe\n"),
                  "")
            << name;
}

TEST(HostileMail, MustBeAFile) {
    QTemporaryDir folder;
    EXPECT_THROW(loadMail(folder.path().toStdString()), ReadError);
    EXPECT_THROW(loadMail(folder.filePath("missing.eml").toStdString()), ReadError);
    EXPECT_THROW(loadMail("/dev/zero"), ReadError);
}

}  // namespace
}  // namespace stepgrad

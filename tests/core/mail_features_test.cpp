// The four features of a mail: as the README of the data defines them.

#include "core/mail/mail_features.h"

#include <gtest/gtest.h>

#include <QStringList>

#include <cmath>
#include <filesystem>

#include "core/data/text_file.h"
#include "core/document/project_json.h"
#include "core/mail/mail_opinion.h"
#include "tests/core/mail_samples.h"

namespace stepgrad {
namespace {

using test::CountedMail;

std::vector<CountedMail> allMails() {
    std::vector<CountedMail> all = test::plainMails();
    for (const auto* more : {&test::encodedMails(), &test::mailsOfParts()})
        all.insert(all.end(), more->begin(), more->end());
    return all;
}

Mail read(const std::string& raw) {
    return readMail(QByteArray::fromStdString(raw), "a.eml");
}

MailFeatures written(const QString& subject, const QString& text) {
    return featuresOf(Mail{subject, text});
}

QStringList textAt(const QString& text, const std::vector<TextRange>& ranges) {
    QStringList found;
    for (const TextRange& range : ranges)
        found << text.mid(range.start, range.length);
    return found;
}

TEST(MailFeatures, AreThoseCountedByHandInMailsOfAllKinds) {
    const auto mails = allMails();
    EXPECT_GE(mails.size(), 40u);
    for (const CountedMail& expected : mails) {
        SCOPED_TRACE(expected.name);
        const Mail mail = read(expected.raw);
        const MailFeatures features = featuresOf(mail);
        EXPECT_EQ(mail.subject.toStdString(), expected.subject);
        EXPECT_EQ(mail.text.simplified().toStdString(), expected.visible);
        EXPECT_EQ(features.value(MailFeature::Free), expected.free);
        EXPECT_EQ(features.value(MailFeature::Links), expected.links);
        EXPECT_EQ(features.value(MailFeature::Length), expected.length);
        EXPECT_EQ(features.capitalCount, expected.capitals);
        EXPECT_EQ(features.letterCount, expected.letters);
        const double percent =
            expected.letters == 0 ? 0.0 : 100.0 * expected.capitals / expected.letters;
        EXPECT_NEAR(features.value(MailFeature::CapsPercent), percent, 0.05 + 1e-9);
        const double tenths = 10.0 * features.value(MailFeature::CapsPercent);
        EXPECT_NEAR(tenths, std::round(tenths), 1e-9) << "one decimal";
    }
}

TEST(MailFeatures, TellThePlacesThatCounted) {
    const QString subject = QStringLiteral("Free, FREE and freedom");
    const QString text = QStringLiteral(
        "ACT now: http://example.org/a. Or www.example.net, or http://example.org/a!");
    const MailFeatures features = written(subject, text);
    EXPECT_EQ(textAt(subject, features.free), (QStringList{"Free", "FREE"}));
    ASSERT_EQ(features.links.size(), 2u);
    EXPECT_EQ(features.links[0].target, "example.org/a");
    EXPECT_EQ(textAt(text, features.links[0].places),
              (QStringList{"http://example.org/a", "http://example.org/a"}));
    EXPECT_EQ(textAt(text, features.links[1].places), QStringList{"www.example.net"});
    EXPECT_EQ(textAt(text, features.capitals), (QStringList{"ACT", "O"}));
}

TEST(MailFeatures, OfLinksInHtmlShowTheWordsTheyStandBehind) {
    const Mail mail = read(
        "Content-Type: text/html\n\n<p>Come <a href='http://example.org/x'>over <b>here</b></a>, "
        "<a href='http://example.org/x/'>or here</a> <a href='http://example.org/y'><img></a></p>");
    const MailFeatures features = featuresOf(mail);
    EXPECT_EQ(mail.text, "Come over here, or here");
    ASSERT_EQ(features.links.size(), 2u);
    EXPECT_EQ(textAt(mail.text, features.links[0].places), (QStringList{"over here", "or here"}));
    EXPECT_TRUE(features.links[1].places.empty()) << "on a picture";
}

TEST(MailFeatures, CountCapitalsOutsideOfTheFirstPlane) {
    // DESERET CAPITAL and SMALL LONG I: two units of QString each.
    const QString text = QString::fromUtf8("\xF0\x90\x90\x80\xF0\x90\x90\xA8");
    const MailFeatures features = written({}, text);
    EXPECT_EQ(features.capitalCount, 1);
    EXPECT_EQ(features.letterCount, 2);
    EXPECT_EQ(features.capitals, (std::vector<TextRange>{{0, 2}}));
}

TEST(MailFeatures, EnterANetworkInTheOrderOfItsInputsAndScaledAsItsData) {
    Project project = loadProject(STEPGRAD_SOURCE_DIR "/resources/examples/spam.stepgrad");
    const MailFeatures features =
        written("free", "Two links: http://example.org and www.example.net");
    ASSERT_EQ(reasonAgainstMails(project.network), "");
    const auto opinion = opinionOn(features, project);
    ASSERT_TRUE(opinion);
    EXPECT_EQ(opinion->entered[0], 1.0);
    EXPECT_EQ(opinion->entered[1], 2.0);
    EXPECT_EQ(opinion->entered[3], 49.0);
    const InputScaling& links = project.scaling->inputs[1];
    EXPECT_NEAR(opinion->seen[1], (std::log(3.0) - links.offset) * links.factor, 1e-12);
    EXPECT_TRUE(opinion->isChance);
    std::swap(project.network.inputNames[0], project.network.inputNames[3]);
    EXPECT_EQ(inputsFrom(features, project.network)[0], 49.0);
    project.network.inputNames[0] = "size";
    EXPECT_NE(reasonAgainstMails(project.network), "");
}

TEST(MailOpinion, NeverSpeaksOfCertainty) {
    MailOpinion opinion;
    opinion.isChance = true;
    opinion.output = 0.8712;
    EXPECT_EQ(sentenceOf(opinion), "87 % chance this is spam");
    opinion.output = 0.0001;
    EXPECT_EQ(sentenceOf(opinion), "less than 1 % chance this is spam");
    opinion.output = 0.9999;
    EXPECT_EQ(sentenceOf(opinion), "more than 99 % chance this is spam");
    opinion.isChance = false;
    EXPECT_EQ(sentenceOf(opinion), "ŷ = 0.9999 (spam is 1)");
}

// --- the mails that are shipped ----------------------------------------------

TEST(SampleMails, SayThatTheyAreInventedAndUseNamesThatNobodyHas) {
    int count = 0;
    for (const auto& entry :
         std::filesystem::directory_iterator(STEPGRAD_SOURCE_DIR "/resources/mails")) {
        if (entry.path().extension() != ".eml")
            continue;
        ++count;
        SCOPED_TRACE(entry.path().filename().string());
        const std::string stem = entry.path().stem().string();
        EXPECT_TRUE(stem.starts_with("spam-") || stem.starts_with("ham-"));
        const std::string raw = readTextFile(entry.path().string());
        EXPECT_NE(raw.find("\nX-Invented: "), std::string::npos);
        for (std::size_t at = raw.find('@'); at != std::string::npos; at = raw.find('@', at + 1)) {
            const std::string host = raw.substr(at + 1, raw.find_first_of(">,\n?\" ", at) - at - 1);
            EXPECT_TRUE(host.find("example") != std::string::npos || host.ends_with(".invalid"))
                << host;
        }
        EXPECT_FALSE(loadMail(entry.path().string()).subject.isEmpty());
    }
    EXPECT_GE(count, 10);
}

struct CountedSample {
    const char* file;
    double free, links;
};
class SampleMail : public testing::TestWithParam<CountedSample> {};

TEST_P(SampleMail, HasWhatItsNamePromises) {
    const auto [file, free, links] = GetParam();
    const MailFeatures features =
        featuresOf(loadMail(STEPGRAD_SOURCE_DIR "/resources/mails/" + std::string(file) + ".eml"));
    EXPECT_EQ(features.value(MailFeature::Free), free);
    EXPECT_EQ(features.value(MailFeature::Links), links);
}

INSTANTIATE_TEST_SUITE_P(All, SampleMail,
                         testing::Values(CountedSample{"ham-1-build-is-green", 0, 1},
                                         CountedSample{"ham-2-newsletter", 0, 26},
                                         CountedSample{"ham-3-cafe", 0, 0},
                                         CountedSample{"ham-4-concert", 0, 1},
                                         CountedSample{"ham-5-minutes", 0, 0},
                                         CountedSample{"ham-6-free-software", 0, 2},
                                         CountedSample{"spam-1-free-holiday", 1, 4},
                                         CountedSample{"spam-2-hidden-in-base64", 1, 1},
                                         CountedSample{"spam-3-says-it-is-plain", 0, 2},
                                         CountedSample{"spam-4-short-with-links", 0, 5},
                                         CountedSample{"spam-5-picture-only", 1, 1}),
                         [](const auto& instance) {
                             std::string name = instance.param.file;
                             std::ranges::replace(name, '-', '_');
                             return name;
                         });

}  // namespace
}  // namespace stepgrad

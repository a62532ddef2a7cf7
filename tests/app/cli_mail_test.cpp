// stepgrad-cli mail: features, places and verdict.

#include "tests/app/cli_run.h"

namespace stepgrad {
namespace {

using namespace cli_test;

struct CliMail : CommandLine {
    QString mail(const std::string& raw) const {
        put(path("a.eml"), raw);
        return path("a.eml");
    }
};

TEST_F(CliMail, TellsTheFeaturesAsText) {
    const Outcome run = cli({"mail", mail("Subject: A free mail\n\nSee www.example.org NOW")});
    ASSERT_EQ(run.status, 0) << run.error;
    EXPECT_EQ(run.out,
              "subject: A free mail\n\n"
              "free          1        in the subject, from character 3\n"
              "links         1        www.example.org\n"
              "caps_percent  21.1     4 capitals of 19 letters\n"
              "length        23       characters\n");
}

TEST_F(CliMail, TellsPlacesAndVerdictAsJson) {
    const Outcome run = cli({"mail", mail("Subject: A free mail\n\nSee www.example.org NOW"),
                             "--project", example("spam"), "--format", "json"});
    ASSERT_EQ(run.status, 0) << run.error;
    const Json told = run.json();
    EXPECT_EQ(told["format"], "stepgrad-mail");
    EXPECT_EQ(told["version"], 1);
    EXPECT_EQ(told["subject"], "A free mail");
    EXPECT_EQ(told["features"]["free"], 1);
    EXPECT_EQ(told["features"]["caps_percent"], 21.1);
    EXPECT_EQ(told["free_places"], Json::parse("[[2, 4]]"));
    EXPECT_EQ(told["link_places"],
              Json::parse(R"([{"target": "www.example.org", "places": [[4, 15]]}])"));
    EXPECT_EQ(told["capital_places"], Json::parse("[[0, 1], [20, 3]]"));
    const Outcome predicted =
        cli({"predict", example("spam"), "--input", "1,1,21.1,23", "--format", "json"});
    EXPECT_EQ(told["output"], predicted.json()["outputs"][0]);
    EXPECT_EQ(told["scaled_inputs"], predicted.json()["scaled_inputs"]);
    EXPECT_EQ(told["class"], predicted.json()["class"]);
    EXPECT_NE(told["note"].get<std::string>().find("2001"), std::string::npos);
}

TEST_F(CliMail, SaysTheVerdictInWords) {
    const Outcome run = cli({"mail", mail("Subject: x\n\ny"), "--project", example("spam")});
    ASSERT_EQ(run.status, 0) << run.error;
    EXPECT_NE(run.out.find(" % chance this is spam: "), std::string::npos) << run.out;
    EXPECT_NE(run.out.find("2001 and 2002"), std::string::npos);
}

TEST_F(CliMail, RefusesWhatItCannotReadOrJudge) {
    EXPECT_EQ(cli({"mail"}).status, 2);
    const Outcome missing = cli({"mail", path("missing.eml")});
    EXPECT_EQ(missing.status, 3);
    EXPECT_NE(missing.error.find("missing.eml"), std::string::npos);
    const Outcome huge = cli({"mail", mail("Subject: x\n\n" + std::string(9u << 20, 'x'))});
    EXPECT_EQ(huge.status, 3) << huge.error;
    const Outcome other =
        cli({"mail", mail("Subject: x\n\ny"), "--project", example("one-step-by-hand")});
    EXPECT_EQ(other.status, 2);
    EXPECT_NE(other.error.find("caps_percent"), std::string::npos) << other.error;
    EXPECT_EQ(cli({"mail", mail("Subject: x\n\ny"), "--format", "latex"}).status, 2);
}

}  // namespace
}  // namespace stepgrad

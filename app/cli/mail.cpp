// What is counted of a mail, where, and what a network says of it.

#include "core/mail/mail.h"

#include <memory>

#include "app/cli/command.h"
#include "core/document/json_text.h"
#include "core/document/project_json.h"
#include "core/mail/mail_opinion.h"
#include "core/walkthrough/number_text.h"

namespace stepgrad::cli {
namespace {

struct Options {
    std::string file;
    std::string project;
    std::string format;
};

/// Whatever is to be told of one mail.
struct Told {
    Mail mail;
    MailFeatures features;
    std::optional<MailOpinion> opinion;
    std::string className;
};

std::string padded(std::string text, std::size_t width) {
    text.resize(std::max(width, text.size()), ' ');
    return text;
}

/// What counted, in words.
std::string placesText(const Told& told, MailFeature feature) {
    const MailFeatures& features = told.features;
    switch (feature) {
        case MailFeature::Free:
            return features.free.empty() ? std::string()
                                         : "in the subject, from character " +
                                               std::to_string(features.free.front().start + 1);
        case MailFeature::Links: {
            std::string targets;
            for (const MailLink& link : features.links)
                targets += (targets.empty() ? "" : ", ") + link.target.toStdString();
            return targets;
        }
        case MailFeature::CapsPercent:
            return std::to_string(features.capitalCount) + " capitals of " +
                   std::to_string(features.letterCount) + " letters";
        case MailFeature::Length:
            return "characters";
    }
    return {};
}

std::string textOf(const Told& told) {
    std::string out = "subject: " + told.mail.subject.toStdString() + "\n\n";
    for (const MailFeatureInfo& row : mailFeatures()) {
        const std::string value = exactNumber(told.features.value(row.id));
        out += padded(std::string(row.key), 14) + padded(value, 9) + placesText(told, row.id);
        while (out.back() == ' ')
            out.pop_back();
        out += "\n";
    }
    if (!told.opinion)
        return out;
    out += "\nseen by the network as ";
    for (Eigen::Index i = 0; i < told.opinion->seen.size(); ++i)
        out += (i > 0 ? ", " : "") + formatNumber(told.opinion->seen[i]);
    return out + "\n" + sentenceOf(*told.opinion) + ": " + told.className + "\n" + ageOfMails() +
           "\n";
}

void appendRanges(std::string& out, const std::vector<TextRange>& ranges) {
    out += "[";
    for (std::size_t i = 0; i < ranges.size(); ++i)
        out += (i > 0 ? ", [" : "[") + std::to_string(ranges[i].start) + ", " +
               std::to_string(ranges[i].length) + "]";
    out += "]";
}

void appendLinks(std::string& out, const std::vector<MailLink>& links) {
    out += "[";
    for (std::size_t i = 0; i < links.size(); ++i) {
        out += i > 0 ? ",\n    { \"target\": " : "\n    { \"target\": ";
        json::appendText(out, links[i].target.toStdString());
        out += ", \"places\": ";
        appendRanges(out, links[i].places);
        out += " }";
    }
    out += "]";
}

void appendOpinion(std::string& out, const Told& told) {
    out += ",\n  \"inputs\": ";
    json::appendVector(out, told.opinion->entered);
    out += ", \"scaled_inputs\": ";
    json::appendVector(out, told.opinion->seen);
    out += ",\n  \"output\": ";
    json::appendNumber(out, told.opinion->output);
    out += ", \"class\": ";
    json::appendText(out, told.className);
    out += ",\n  \"note\": ";
    json::appendText(out, ageOfMails());
}

std::string jsonOf(const Told& told) {
    std::string out = "{ \"format\": \"stepgrad-mail\", \"version\": 1,\n  \"subject\": ";
    json::appendText(out, told.mail.subject.toStdString());
    out += ",\n  \"text\": ";
    json::appendText(out, told.mail.text.toStdString());
    out += ",\n  \"features\": { ";
    const char* comma = "";
    for (const MailFeatureInfo& row : mailFeatures()) {
        out += comma;
        json::appendText(out, std::string(row.key));
        out += ": ";
        json::appendNumber(out, told.features.value(row.id));
        comma = ", ";
    }
    out += " },\n  \"capitals\": " + std::to_string(told.features.capitalCount) +
           ", \"letters\": " + std::to_string(told.features.letterCount) + ",\n  \"free_places\": ";
    appendRanges(out, told.features.free);
    out += ",\n  \"capital_places\": ";
    appendRanges(out, told.features.capitals);
    out += ",\n  \"link_places\": ";
    appendLinks(out, told.features.links);
    if (told.opinion)
        appendOpinion(out, told);
    return out + "\n}\n";
}

/// Adds the verdict of a project's network.
void judge(Told& told, const std::string& file) {
    const Project project = loadProject(file);
    if (const std::string reason = reasonAgainstMails(project.network); !reason.empty())
        throw UsageError(file, reason);
    told.opinion = opinionOn(told.features, project);
    if (!told.opinion)
        throw NoAnswer(file, "the prediction would be too large to be a number");
    told.className = project.classNames.size() == 2 ? project.classNames[told.opinion->isSpam]
                     : told.opinion->isSpam         ? "spam"
                                                    : "not spam";
}

int tellMail(const Options& options) {
    Told told{loadMail(options.file), {}, {}, {}};
    told.features = featuresOf(told.mail);
    if (!options.project.empty())
        judge(told, options.project);
    print(options.format == "json" ? jsonOf(told) : textOf(told));
    return kDone;
}

}  // namespace

void addMail(CLI::App& program, Run& run) {
    const auto options = std::make_shared<Options>();
    auto* command = program.add_subcommand(
        "mail", "The four features of a mail (.eml), and whether a network takes it for spam");
    command->add_option("FILE", options->file, "Mail, as it is stored or sent")->required();
    command->add_option("--project", options->project,
                        "Project file (.stepgrad) whose network is to judge it");
    addFormat(*command, options->format, {"text", "json"});
    command->callback([&run, options] { run = [options] { return tellMail(*options); }; });
}

}  // namespace stepgrad::cli

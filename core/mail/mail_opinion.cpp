#include "core/mail/mail_opinion.h"

#include <algorithm>
#include <cmath>

#include "core/network/backpropagation.h"
#include "core/training/metrics.h"

namespace stepgrad {
namespace {

std::optional<Eigen::Index> find(MailFeature feature, const Network& network) {
    const auto& names = network.inputNames;
    const auto key = mailFeatures()[static_cast<std::size_t>(feature)].key;
    const auto at = std::ranges::find(names, key);
    if (at == names.end())
        return std::nullopt;
    return at - names.begin();
}

}  // namespace

std::string reasonAgainstMails(const Network& network) {
    const auto& table = mailFeatures();
    const bool hasAll = std::ranges::all_of(
        table, [&](const MailFeatureInfo& row) { return find(row.id, network).has_value(); });
    if (!hasAll || network.inputCount() != static_cast<Eigen::Index>(table.size()))
        return "This network cannot read mails: it needs four inputs with the names free, "
               "links, caps_percent and length.";
    if (network.outputCount() != 1)
        return "This network cannot judge mails: it needs one output.";
    return {};
}

Eigen::Index inputOf(MailFeature feature, const Network& network) {
    return find(feature, network).value();
}

Vector inputsFrom(const MailFeatures& features, const Network& network) {
    Vector inputs(network.inputCount());
    for (const MailFeatureInfo& row : mailFeatures())
        inputs[inputOf(row.id, network)] = features.value(row.id);
    return inputs;
}

std::optional<MailOpinion> opinionOn(const MailFeatures& features, const Project& project) {
    MailOpinion opinion;
    opinion.entered = inputsFrom(features, project.network);
    opinion.seen = project.seen(opinion.entered);
    if (!opinion.seen.allFinite())
        return std::nullopt;
    const Vector outputs = predict(project.network, opinion.seen);
    if (!outputs.allFinite())
        return std::nullopt;
    opinion.output = outputs[0];
    opinion.isChance = project.network.layers.back().activation == Activation::Sigmoid;
    opinion.isSpam = classOf(outputs) == 1;
    return opinion;
}

std::string sentenceOf(const MailOpinion& opinion, const NumberFormat& format) {
    if (!opinion.isChance)
        return "ŷ = " + formatNumber(opinion.output, format) + " (spam is 1)";
    const double percent = std::round(100.0 * opinion.output);
    const std::string told = percent < 1.0    ? "less than 1"
                             : percent > 99.0 ? "more than 99"
                                              : std::to_string(static_cast<int>(percent));
    return told + " % chance this is spam";
}

WeightMove farthestMove(const Trace& trace, Eigen::Index input) {
    const Vector changes = trace.layers.front().newWeights.col(input) -
                           trace.network.layers.front().weights.col(input);
    Eigen::Index neuron = 0;
    changes.cwiseAbs().maxCoeff(&neuron);
    return {ValueId::weight(0, static_cast<int>(neuron), static_cast<int>(input)), changes[neuron]};
}

double outputAfter(const Trace& trace) {
    return predict(trace.networkAfter(), trace.inputs)[0];
}

std::string ageOfMails() {
    return "The mails that it is trained with are of 2001 and 2002, most of them from technical "
           "mailing lists: they tell nothing of today's mail.";
}

}  // namespace stepgrad

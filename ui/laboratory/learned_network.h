#pragma once

#include <QColor>
#include <QString>
#include <memory>
#include <vector>

#include "core/laboratory/feature_effect.h"

namespace stepgrad {

/// A network that is looked at, with the data it belongs to.
struct LearnedNetwork {
    enum class Kind { InWindow, Trained, Single };
    Kind kind = Kind::InWindow;
    QString name;  ///< "4–4–1", "single neuron 4–1"
    Network network;
    std::shared_ptr<const FeatureStudy> study;

    QColor colour() const;
    bool operator==(const LearnedNetwork&) const = default;
};
using LearnedNetworks = std::vector<LearnedNetwork>;

}  // namespace stepgrad

#pragma once

namespace stepgrad {

/// What stands inside the neurons of the graph.
enum class NeuronContent {
    Values,  ///< activation h and weighted input u
    Delta,   ///< nothing until it is computed; the badge above is then not drawn
    Bias,    ///< a dash where the layer has none
    Maps     ///< h and u on a map of what the neuron responds to, of two inputs
};

}  // namespace stepgrad

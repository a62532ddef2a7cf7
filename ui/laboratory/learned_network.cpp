#include "ui/laboratory/learned_network.h"

#include "ui/appearance.h"

namespace stepgrad {

QColor LearnedNetwork::colour() const {
    const Palette& palette = Appearance::instance().palette();
    switch (kind) {
        case Kind::Trained:
            return palette.positive;
        case Kind::Single:
            return palette.negative;
        case Kind::InWindow:
            break;
    }
    return palette.quiet;
}

}  // namespace stepgrad

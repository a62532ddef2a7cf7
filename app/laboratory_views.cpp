#include "app/laboratory_views.h"

#include <QCoreApplication>
#include <vector>

#include "ui/laboratory/costs_view.h"
#include "ui/laboratory/landscape_view.h"

namespace stepgrad {
namespace {

template <typename View>
[[maybe_unused]] LaboratoryView* make(Session& session, QWidget* parent) {
    return new View(session, parent);
}

// { key, QT_TRANSLATE_NOOP("stepgrad::Laboratory", title), …("…", tip), make<View> }
const std::vector<LaboratoryViewInfo> kViews{
    {"landscape", QT_TRANSLATE_NOOP("stepgrad::Laboratory", "Loss &Surface"),
     QT_TRANSLATE_NOOP("stepgrad::Laboratory",
                       "The loss over two weights: minima, saddle points, plateaus, races"),
     make<LandscapeView>},
    {"costs", QT_TRANSLATE_NOOP("stepgrad::Laboratory", "&Costs"),
     QT_TRANSLATE_NOOP("stepgrad::Laboratory",
                       "Operations, memory and time of this network, counted and measured"),
     make<CostsView>},
};

}  // namespace

std::span<const LaboratoryViewInfo> laboratoryViews() {
    return kViews;
}

}  // namespace stepgrad

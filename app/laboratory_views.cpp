#include "app/laboratory_views.h"

#include <QCoreApplication>
#include <vector>

#include "ui/laboratory/depth_view.h"
#include "ui/laboratory/slopes_view.h"

namespace stepgrad {
namespace {

template <typename View>
LaboratoryView* make(Session& session, QWidget* parent) {
    return new View(session, parent);
}

// { key, QT_TRANSLATE_NOOP("stepgrad::Laboratory", title), …("…", tip), make<View> }
const std::vector<LaboratoryViewInfo> kViews{
    {"slopes", QT_TRANSLATE_NOOP("stepgrad::Laboratory", "Activations and &Slopes"),
     QT_TRANSLATE_NOOP("stepgrad::Laboratory",
                       "f and f′ of each layer with the points at which its neurons work; dead "
                       "and saturated neurons"),
     make<SlopesView>},
    {"depth", QT_TRANSLATE_NOOP("stepgrad::Laboratory", "Gradients through &Depth"),
     QT_TRANSLATE_NOOP("stepgrad::Laboratory",
                       "δ and gradient of every layer on a log scale, and what makes them vanish "
                       "or explode"),
     make<DepthView>},
};

}  // namespace

std::span<const LaboratoryViewInfo> laboratoryViews() {
    return kViews;
}

}  // namespace stepgrad

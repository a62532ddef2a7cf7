#include "app/laboratory_views.h"

#include <QCoreApplication>
#include <vector>

#include "ui/laboratory/costs_view.h"
#include "ui/laboratory/depth_view.h"
#include "ui/laboratory/hypotheses_view.h"
#include "ui/laboratory/labels_view.h"
#include "ui/laboratory/landscape_view.h"
#include "ui/laboratory/mail_view.h"
#include "ui/laboratory/slopes_view.h"

namespace stepgrad {
namespace {

template <typename View>
LaboratoryView* make(Session& session, QWidget* parent) {
    return new View(session, parent);
}

// { key, QT_TRANSLATE_NOOP("stepgrad::Laboratory", title), …("…", tip), make<View> }
const std::vector<LaboratoryViewInfo> kViews{
    {"slopes", QT_TRANSLATE_NOOP("stepgrad::Laboratory", "&Activations and Slopes"),
     QT_TRANSLATE_NOOP("stepgrad::Laboratory",
                       "f and f′ of each layer with the points at which its neurons work; dead "
                       "and saturated neurons"),
     make<SlopesView>},
    {"depth", QT_TRANSLATE_NOOP("stepgrad::Laboratory", "Gradients through &Depth"),
     QT_TRANSLATE_NOOP("stepgrad::Laboratory",
                       "δ and gradient of every layer on a log scale, and what makes them vanish "
                       "or explode"),
     make<DepthView>},
    {"labels", QT_TRANSLATE_NOOP("stepgrad::Laboratory", "&Labelled Data"),
     QT_TRANSLATE_NOOP("stepgrad::Laboratory", "What few labels, and wrong ones, cost"),
     make<LabelsView>},
    {"landscape", QT_TRANSLATE_NOOP("stepgrad::Laboratory", "Loss &Surface"),
     QT_TRANSLATE_NOOP("stepgrad::Laboratory",
                       "The loss over two weights: minima, saddle points, plateaus, races"),
     make<LandscapeView>},
    {"costs", QT_TRANSLATE_NOOP("stepgrad::Laboratory", "&Costs"),
     QT_TRANSLATE_NOOP("stepgrad::Laboratory",
                       "Operations, memory and time of this network, counted and measured"),
     make<CostsView>},
    {"mail", QT_TRANSLATE_NOOP("stepgrad::Laboratory", "&Mail"),
     QT_TRANSLATE_NOOP("stepgrad::Laboratory",
                       "One mail at a time: its four features and whether it is spam"),
     make<MailView>},
    {"hypotheses", QT_TRANSLATE_NOOP("stepgrad::Laboratory", "&What Did It Learn?"),
     QT_TRANSLATE_NOOP("stepgrad::Laboratory",
                       "The effect of each feature, and what a hidden layer finds"),
     make<HypothesesView>},
};

}  // namespace

std::span<const LaboratoryViewInfo> laboratoryViews() {
    return kViews;
}

}  // namespace stepgrad

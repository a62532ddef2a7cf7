#include "app/laboratory_views.h"

#include <QCoreApplication>
#include <vector>

#include "ui/laboratory/hypotheses_view.h"
#include "ui/laboratory/labels_view.h"
#include "ui/laboratory/laboratory_view.h"

namespace stepgrad {
namespace {

template <typename View>
LaboratoryView* make(Session& session, QWidget* parent) {
    return new View(session, parent);
}

// { key, QT_TRANSLATE_NOOP("stepgrad::Laboratory", title), …("…", tip), make<View> }
const std::vector<LaboratoryViewInfo> kViews{
    {"labels", QT_TRANSLATE_NOOP("stepgrad::Laboratory", "&Labelled Data"),
     QT_TRANSLATE_NOOP("stepgrad::Laboratory", "What few labels, and wrong ones, cost"),
     make<LabelsView>},
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

#include "app/laboratory_views.h"

#include <QCoreApplication>
#include <vector>

#include "ui/laboratory/mail_view.h"

namespace stepgrad {
namespace {

template <typename View>
LaboratoryView* make(Session& session, QWidget* parent) {
    return new View(session, parent);
}

// { key, QT_TRANSLATE_NOOP("stepgrad::Laboratory", title), …("…", tip), make<View> }
const std::vector<LaboratoryViewInfo> kViews{
    {"mail", QT_TRANSLATE_NOOP("stepgrad::Laboratory", "&Mail"),
     QT_TRANSLATE_NOOP("stepgrad::Laboratory",
                       "One mail at a time: its four features and whether it is spam"),
     make<MailView>},
};

}  // namespace

std::span<const LaboratoryViewInfo> laboratoryViews() {
    return kViews;
}

}  // namespace stepgrad

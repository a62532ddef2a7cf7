#include "ui/laboratory/laboratory_view.h"

namespace stepgrad {

LaboratoryView::LaboratoryView(Session& session, QWidget* parent)
    : QWidget(parent), m_session(session) {}

}  // namespace stepgrad

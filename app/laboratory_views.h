#pragma once

#include <QString>
#include <span>

class QWidget;

namespace stepgrad {

class LaboratoryView;
class Session;

/// One row of the table of views. Texts are to be translated.
struct LaboratoryViewInfo {
    const char* key;    ///< in lesson files; one of laboratoryKeys()
    const char* title;  ///< with the mnemonic
    const char* tip;    ///< what it shows
    LaboratoryView* (*make)(Session& session, QWidget* parent);
};

/// All views of the laboratory, in the order of the menu.
std::span<const LaboratoryViewInfo> laboratoryViews();

}  // namespace stepgrad

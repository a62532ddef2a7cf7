#pragma once

#include <QString>
#include <QStringList>

namespace stepgrad {

class Session;
struct Network;

/// "Example 1 of 1 · step 8 of 10 · update 0 · 2–2–1, sigmoid, half squared
/// error, no bias · 6 parameters"; while training the speed instead of the step.
/// Several of these, the most complete first, for windows with less room.
QStringList statusTexts(const Session& session);

/// "One step by hand (2–2–1)": the name, with the shape where it does not tell it.
QString nameWithShape(const QString& name, const Network& network);

/// "One step by hand (2–2–1)[*] — Stepgrad", with the file's name behind the document's.
/// @param path  of its file; empty where it has none
QString titleText(const Session& session, const QString& path);

}  // namespace stepgrad

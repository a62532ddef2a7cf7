#include "ui/formula/line_breaker.h"

#include <algorithm>

namespace stepgrad {
namespace {

/// How much emptier a line may stay to get the better place.
constexpr double kProductPenalty = 0.45;
constexpr double kBracketPenalty = 0.2;
constexpr double kRelationPenalty = 0.1;

bool canBreakBefore(const MathAtom& atom) {
    return atom.left == MathClass::Binary || atom.left == MathClass::Relation;
}

double penaltyOf(const MathAtom& atom) {
    const double kind = atom.additive                      ? 0.0
                        : atom.left == MathClass::Relation ? kRelationPenalty
                                                           : kProductPenalty;
    return kind + kBracketPenalty * atom.depth;
}

MathBox joined(const std::vector<MathAtom>& atoms, std::size_t first, std::size_t last) {
    MathBox line;
    for (std::size_t i = first; i < last; ++i)
        line.add(atoms[i].box, line.width + (i == first ? 0.0 : atoms[i].space), 0.0);
    return line;
}

/// Where the line that starts at `first` ends: the parts that fit, cut back to
/// the best place.
std::size_t endOfLine(const std::vector<MathAtom>& atoms, std::size_t first, double width) {
    std::size_t best = atoms.size();
    double bestScore = -1e9;
    double x = atoms[first].box.width;
    for (std::size_t i = first + 1; i < atoms.size(); ++i) {
        // Once past the width, the first place there is must do.
        if (canBreakBefore(atoms[i]) && (x <= width || best == atoms.size())) {
            const double score = x / width - penaltyOf(atoms[i]);
            if (score > bestScore) {
                best = i;
                bestScore = score;
            }
        }
        x += atoms[i].space + atoms[i].box.width;
        if (x > width && best < atoms.size())
            return best;
    }
    return x > width ? best : atoms.size();
}

}  // namespace

std::vector<BrokenLine> brokenIntoLines(const std::vector<MathAtom>& atoms, double width) {
    std::vector<BrokenLine> lines;
    for (std::size_t first = 0; first < atoms.size();) {
        const std::size_t end = endOfLine(atoms, first, std::max(1.0, width));
        lines.push_back({joined(atoms, first, end), atoms[first].left == MathClass::Relation});
        first = end;
    }
    return lines;
}

}  // namespace stepgrad

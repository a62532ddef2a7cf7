#pragma once

#include <QByteArray>
#include <QImage>
#include <QPointF>
#include <functional>
#include <vector>

#include "core/worksheet/sheet.h"

class QPainter;

namespace stepgrad {

/// Sheets laid out on A4 pages, in ink on white whatever the window looks like.
/// Formulas are typeset as in the window; the network is the drawing of the HTML
/// form. Only for the thread of the windows.
class SheetPages {
public:
    explicit SheetPages(const std::vector<Sheet>& sheets);

    int count() const { return static_cast<int>(m_pages.size()); }
    /// Paints a page. @param page from 0 @param width  of the page in the painter's units
    void paint(QPainter& painter, int page, double width) const;
    /// A page as a picture so many pixels wide.
    QImage picture(int page, int width) const;
    /// All pages as a PDF.
    QByteArray pdf(const QString& title) const;

private:
    /// Something that stands on one page as a whole.
    struct Piece {
        double gap = 0.0;  ///< above it, where it is not the first of a page
        double height = 0.0;
        bool keepsNext = false;                         ///< a heading is no last line of a page
        std::function<void(QPainter&, QPointF)> paint;  ///< with its upper left corner there
    };
    struct Placed {
        Piece piece;
        double y = 0.0;
    };
    struct Page {
        std::vector<Placed> pieces;
        QString footer;
    };

    void add(const Sheet& sheet);
    void addBlock(std::vector<Piece>& pieces, const SheetBlock& block, const Sheet& sheet) const;
    void addValues(std::vector<Piece>& pieces, const SheetBlock& block, const Sheet& sheet) const;
    Piece text(const QString& text, double size, bool bold, double gap) const;
    Piece nameLine() const;
    Piece drawing(const Sheet& sheet) const;
    Piece equation(const Equation& equation) const;
    void place(std::vector<Piece> pieces, const QString& title);

    std::vector<Page> m_pages;
};

}  // namespace stepgrad

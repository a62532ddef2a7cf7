#pragma once

#include <QColor>
#include <QFont>
#include <QString>
#include <optional>

class QPainter;
class QRectF;

namespace stepgrad {

/// What is said of one output.
struct PredictionOutput {
    QString symbol;      ///< "ŷ₁"
    QString prediction;  ///< "ŷ₁ = 0.5369"; the symbol alone where not computed
    QString chance;      ///< "53.7 % that the label is 1", or empty
    QString target;      ///< "target y = 1"
    QString error;       ///< "error ŷ − y = −0.4631", or empty
    QString shortError;  ///< "error −0.4631", or empty
    std::optional<double> value;
    double goal = 0.0;
    double lowest = 0.0, highest = 1.0;  ///< the bar's ends
    bool isUsualRange = true;            ///< from 0 to 1: the ends need no labels
};

/// Writes texts and bars from the top down, for a width. Without a painter it
/// only measures.
class PredictionWriter {
public:
    struct Text {
        QString text;
        double size = 1.0;  ///< against the font's
        bool bold = false;
        QColor colour = {};
    };

    PredictionWriter(QPainter* painter, const QFont& font, double width);

    /// A text, wrapped where it is too long.
    void paragraph(const Text& text);
    /// Two texts on a line, the second right behind the first or at the right
    /// end; on lines of their own where they do not fit.
    enum class Second { Behind, AtRightEnd };
    void line(const Text& first, const Text& second, Second place);
    /// A line whose middle is at `x`, pushed inwards where it would stick out.
    void centredLine(const Text& text, double x);
    /// The value as a bar, with a mark at the target. @param thickness in em
    void bar(const PredictionOutput& output, double thickness);
    void skip(double ems) { m_y += ems * m_em; }

    /// Where on the bar a value lies.
    double xOf(const PredictionOutput& output, double value) const;
    /// The height of all that was written, with a margin.
    double height() const;

private:
    QFont font(const Text& text) const;
    double widthOf(const Text& text) const;
    void draw(const Text& text, double x, double baseline);
    void paintBar(const PredictionOutput& output, const QRectF& track, double reach);
    void paintFilling(const PredictionOutput& output, const QRectF& track);

    QPainter* m_painter;
    QFont m_font;
    double m_em;
    double m_left, m_right;
    double m_y;
};

}  // namespace stepgrad

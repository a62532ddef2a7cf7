#include "ui/style.h"

#include <QFontMetrics>
#include <QHash>

namespace stepgrad {
namespace {

// @name@ is a colour of the palette, #n# is n hundredths of the font's height.
constexpr const char* kSheet = R"(
QMainWindow, QDialog { background: @window@; }
QMainWindow::separator { background: @window@; width: #50#px; height: #50#px; }
QMainWindow::separator:hover { background: @border@; }
QToolTip { color: @text@; background: @panel@; border: 1px solid @control@; padding: #20#px; }

QMenuBar { background: @panel@; border-bottom: 1px solid @border@; }
QMenuBar::item { padding: #30#px #50#px; background: transparent; }
QMenuBar::item:selected, QMenuBar::item:pressed { background: @grid@; }

QToolBar { background: @panel@; border: none; border-bottom: 1px solid @border@; padding: 0px; }
QStatusBar { background: @panel@; border-top: 1px solid @border@; }
QStatusBar::item { border: none; }
QStatusBar QLabel { color: @quiet@; padding: #15#px #40#px; }

QPushButton, QToolButton[kind="plain"] {
    color: @text@; background: @panel@; border: 1px solid @control@;
    border-radius: #30#px; padding: #30#px #75#px; }
QPushButton:hover { background: @formulaFill@; border-color: @quiet@; }
QPushButton:pressed { background: @grid@; }
QPushButton:disabled { color: @faint@; border-color: @border@; }
QPushButton:focus { border: 2px solid @primary@; padding: #24#px #69#px; }
QPushButton:default { border-color: @primary@; }
QPushButton:flat { color: @primary@; background: transparent; border: 1px solid transparent;
    padding: #10#px #20#px; }
QPushButton:flat:hover { text-decoration: underline; }
QPushButton:flat:focus { border: 1px solid @primary@; }
QPushButton[kind="primary"] { color: @onPrimary@; background: @primary@; border-color: @primary@; font-weight: bold; }
QPushButton[kind="primary"]:hover { background: @primaryHover@; }
QPushButton[kind="primary"]:pressed { background: @primaryPressed@; }
QPushButton[kind="primary"]:disabled { color: @faint@; background: @grid@; border-color: @border@; }
QPushButton[kind="primary"]:focus { border: 2px solid @text@; padding: #24#px #69#px; }
QToolButton[kind="plain"] { padding: #10#px #40#px; }
QToolButton[glyph="add"], QToolButton[glyph="remove"] { padding: 1px; }
QToolButton[kind="plain"]:hover { background: @formulaFill@; border-color: @quiet@; }
QToolButton[kind="plain"]:pressed { background: @grid@; }
QToolButton[kind="plain"]:disabled { color: @faint@; border-color: @border@; }
QToolButton[kind="plain"]:focus { border-color: @primary@; }
QToolButton[kind="bare"] { border: none; border-radius: #20#px; padding: #10#px; background: transparent; }
QToolButton[kind="bare"]:hover { background: @grid@; }
QToolButton[kind="bare"]:focus { border: 1px solid @primary@; }
QToolButton[kind="link"] { color: @primary@; border: 1px solid transparent; border-radius: #20#px;
    padding: #5#px #20#px; background: transparent; }
QToolButton[kind="link"]:hover { text-decoration: underline; }
QToolButton[kind="link"]:checked { color: @text@; font-weight: bold; }
QToolButton[kind="link"]:focus { border-color: @primary@; }

QToolButton[segment] { color: @text@; background: @panel@; border: 1px solid @control@;
    padding: #8#px #40#px; }
QToolButton[segment="first"] { border-top-left-radius: #30#px; border-bottom-left-radius: #30#px; border-right: none; }
QToolButton[segment="last"] { border-top-right-radius: #30#px; border-bottom-right-radius: #30#px; }
QToolButton[segment]:hover { background: @formulaFill@; }
QToolButton[segment]:checked { color: @onPrimary@; background: @primary@; border-color: @primary@; }
QToolButton[segment]:focus { border: 2px solid @text@; padding: #2#px #34#px; }

stepgrad--NumberField, QLineEdit[kind="field"], QLineEdit[kind="answer"], QLineEdit#practiceField { color: @text@;
    background: @panel@; border: 1px solid @control@; border-radius: #25#px; padding: #25#px #40#px;
    selection-background-color: @primary@; selection-color: @onPrimary@; }
stepgrad--NumberField:focus, QLineEdit[kind="field"]:focus, QLineEdit[kind="answer"]:focus, QLineEdit#practiceField:focus {
    border: 2px solid @primary@; padding: #19#px #34#px; }
stepgrad--NumberField[kind="wrong"], QLineEdit#practiceField[kind="wrong"] { border: 2px solid @loss@; background: @lossFill@; padding: #19#px #34#px; }
QTextEdit[kind="field"], QPlainTextEdit[kind="field"] { color: @text@; background: @panel@;
    border: 1px solid @control@; border-radius: #25#px;
    selection-background-color: @primary@; selection-color: @onPrimary@; }
QTextEdit[kind="field"]:focus, QPlainTextEdit[kind="field"]:focus { border: 1px solid @primary@; }
QComboBox { color: @text@; background: @panel@; border: 1px solid @control@; border-radius: #25#px;
    padding: #25#px #40#px; }
QComboBox:focus { border: 2px solid @primary@; padding: #19#px #34#px; }
QComboBox::drop-down { border: none; width: #120#px; }
QComboBox::down-arrow { image: url(:/icons/chevron-down.svg); width: #70#px; height: #70#px; }
QSlider { min-height: #120#px; }
QSlider::groove:horizontal { height: #30#px; border-radius: #15#px; background: @border@; }
QSlider::handle:horizontal { width: #70#px; margin: -#25#px 0px; border-radius: #35#px;
    background: @panel@; border: 2px solid @primary@; }
QSlider::handle:horizontal:hover { background: @grid@; }
QSlider::handle:horizontal:focus { background: @primary@; }

QLabel[kind="quiet"] { color: @quiet@; }
QLabel[kind="problem"] { color: @loss@; }
QLabel[kind="heading"] { font-weight: bold; font-size: #heading#; }
QLabel[kind="figure"] { font-weight: bold; font-size: #figure#; }
QFrame[kind="rule"] { background: @border@; border: none; max-width: 1px; min-width: 1px; }

QFrame[kind="card"], QFrame#dockBody { background: @panel@; border: 1px solid @border@; border-radius: #40#px; }
QFrame#lessonQuestion { background: @formulaFill@; }
QFrame#dockBody { border-top: none; border-top-left-radius: 0px; border-top-right-radius: 0px; }
QWidget#dockTitle { background: @panel@; border: 1px solid @border@; border-bottom: none;
    border-top-left-radius: #40#px; border-top-right-radius: #40#px; }
QWidget#messageBar { background: @lossFill@; border: 1px solid @loss@; border-radius: #40#px; }
QWidget#messageBar[kind="note"] { background: @panel@; border: 1px solid @control@; }

QTabBar[kind="title"] { background: transparent; }
QTabBar[kind="title"]::tab { color: @primary@; background: transparent; border: 1px solid transparent;
    border-bottom: 2px solid transparent; padding: #15#px #20#px; margin-right: #40#px; }
QTabBar[kind="title"]::tab:selected { color: @text@; border-bottom-color: @primary@; }
QTabBar[kind="title"]::tab:disabled { color: @faint@; }
QTabBar[kind="title"]::tab:focus { border: 1px solid @primary@; border-bottom: 2px solid @primary@; }
QMainWindow > QTabBar { qproperty-elideMode: ElideRight; qproperty-usesScrollButtons: false; }
QMainWindow > QTabBar::tab { color: @primary@; background: transparent; border: 1px solid transparent;
    border-bottom: 2px solid transparent; padding: #20#px #25#px; margin: #15#px 0px; }
QMainWindow > QTabBar::tab:selected { color: @text@; border-bottom-color: @primary@; }
QMainWindow > QTabBar::tab:focus { border: 1px solid @primary@; border-bottom: 2px solid @primary@; }

QFrame#practicePanel QProgressBar { background: @grid@; border: none; border-radius: #15#px; max-height: #30#px; }
QFrame#practicePanel QProgressBar::chunk { background: @done@; border-radius: #15#px; }

QScrollBar { background: transparent; border: none; margin: 0px; }
QScrollBar:vertical { width: #70#px; }
QScrollBar:horizontal { height: #70#px; }
QScrollBar::handle { background: @control@; border-radius: #15#px; margin: #20#px; }
QScrollBar::handle:vertical { min-height: #120#px; }
QScrollBar::handle:horizontal { min-width: #120#px; }
QScrollBar::handle:hover { background: @faint@; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0px; height: 0px; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QTableView { background: @panel@; alternate-background-color: @formulaFill@; gridline-color: @grid@;
    border: 1px solid @border@; border-radius: #20#px;
    selection-background-color: @current@; selection-color: @text@; }
QTableView:focus { border-color: @primary@; }
QHeaderView { background: @panel@; }
QHeaderView::section { color: @quiet@; background: @formulaFill@; border: none;
    border-bottom: 1px solid @border@; border-right: 1px solid @grid@; padding: #15#px #30#px; }
QHeaderView::section:checked { color: @text@; font-weight: bold; background: @current@; }
QTableCornerButton::section { background: @formulaFill@; border: none; border-bottom: 1px solid @border@; }
)";

QHash<QString, QColor> coloursOf(const Palette& p) {
    return {{"window", p.window},
            {"panel", p.panel},
            {"border", p.border},
            {"control", p.control},
            {"text", p.text},
            {"quiet", p.quiet},
            {"faint", p.faint},
            {"primary", p.primary},
            {"onPrimary", p.onPrimary},
            {"primaryHover", mixed(p.primary, p.text, 0.12)},
            {"primaryPressed", mixed(p.primary, p.text, 0.28)},
            {"grid", p.grid},
            {"formulaFill", p.formulaFill},
            {"current", p.current},
            {"loss", p.loss},
            {"done", p.done},
            {"lossFill", p.lossFill}};
}

}  // namespace

QString styleSheet(const Palette& palette, const QFont& font) {
    const auto points = [&font](double factor) {
        return QString::number(font.pointSizeF() * factor, 'f', 1) + "pt";
    };
    const int height = QFontMetrics(font).height();
    const auto colours = coloursOf(palette);
    QString sheet;
    const QString source = QString::fromLatin1(kSheet);
    for (qsizetype i = 0; i < source.size(); ++i) {
        const QChar mark = source[i];
        const qsizetype end = mark == '@' || mark == '#' ? source.indexOf(mark, i + 1) : -1;
        const QString name = end > 0 ? source.mid(i + 1, end - i - 1) : QString();
        bool isNumber = false;
        const int hundredths = name.toInt(&isNumber);
        if (mark == '@' && colours.contains(name))
            sheet += colours.value(name).name();
        else if (mark == '#' && isNumber)
            sheet += QString::number((hundredths * height + 50) / 100);
        else if (mark == '#' && (name == "heading" || name == "figure"))
            sheet += points(name == "heading" ? 1.05 : 1.35);
        else {
            sheet += mark;
            continue;
        }
        i = end;
    }
    return sheet;
}

}  // namespace stepgrad

#pragma once

#include <QLabel>
#include <QStringList>

namespace stepgrad {

/// A line of text that has shorter forms for less room; the first that fits is
/// shown, and the whole of it in the tooltip and to assistive technology.
class FittingLabel : public QLabel {
    Q_OBJECT
public:
    explicit FittingLabel(QWidget* parent = nullptr);

    /// @param texts  the longest first; not empty
    void showTexts(const QStringList& texts);
    QString fullText() const { return m_texts.value(0); }

    QSize minimumSizeHint() const override;
    QSize sizeHint() const override;

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void choose();

    QStringList m_texts;
};

}  // namespace stepgrad

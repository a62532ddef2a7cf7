#include "ui/laboratory/mail_view.h"

#include <QComboBox>
#include <QDragEnterEvent>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QMimeData>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>
#include <algorithm>

#include "core/data/read_error.h"
#include "core/document/session.h"
#include "ui/appearance.h"
#include "ui/laboratory/mail_editor.h"
#include "ui/laboratory/mail_feature_table.h"
#include "ui/laboratory/mail_samples.h"
#include "ui/laboratory/mail_verdict.h"
#include "ui/number_field.h"
#include "ui/panels/value_text.h"
#include "ui/plain_scroll_area.h"

namespace stepgrad {
namespace {

constexpr std::size_t kMostDrafts = 50;
constexpr int kMostTargets = 12;  ///< links in a tooltip

QString text(const std::string& utf8) {
    return QString::fromStdString(utf8);
}

/// The first file of a drop, if it is a mail.
QString mailIn(const QMimeData& data) {
    const auto urls = data.urls();
    if (urls.isEmpty() || !urls.first().isLocalFile())
        return {};
    const QString path = urls.first().toLocalFile();
    return QFileInfo(path).suffix().toLower() == QLatin1String("eml") ? path : QString();
}

/// A count as people write it, a percentage as it stands in the data.
QString countedText(double value) {
    return text(exactNumber(value, Appearance::instance().notation().numbers));
}

QString placesText(const MailFeatures& features, MailFeature feature) {
    if (feature == MailFeature::CapsPercent)
        return MailView::tr("%1 capitals of %2 letters")
            .arg(text(formatCount(features.capitalCount)), text(formatCount(features.letterCount)));
    if (feature != MailFeature::Links)
        return {};
    QStringList targets;
    for (const MailLink& link : features.links) {
        if (targets.size() == kMostTargets) {
            targets << QStringLiteral("…");
            break;
        }
        targets << (link.places.empty() ? MailView::tr("%1 (on a picture)").arg(link.target)
                                        : link.target);
    }
    return targets.join(u'\n');
}

}  // namespace

MailView::MailView(Session& session, QWidget* parent)
    : LaboratoryView(session, parent),
      m_editor(new MailEditor(this)),
      m_table(new MailFeatureTable(this)),
      m_verdict(new MailVerdict(this)),
      m_note(new QLabel(this)),
      m_age(new QLabel(text(ageOfMails()), this)),
      m_use(new QPushButton(tr("Walk Through This Mail"), this)),
      m_tools(new QWidget(this)) {
    setAcceptDrops(true);
    setAccessibleDescription(
        tr("A mail with its four features, and the chance that the network gives it to be spam"));
    buildTools();
    buildPage();
    setFocusProxy(m_editor);
    connect(m_editor, &MailEditor::edited, this, &MailView::takeMail);
    connect(m_verdict, &MailVerdict::labelChosen, this, &MailView::takeMail);
    connect(m_verdict, &MailVerdict::exampleAsked, this,
            [this] { emit exampleAsked(QStringLiteral("spam")); });
    connect(m_table, &MailFeatureTable::litChanged, this,
            [this] { m_editor->mark(m_features, m_table->lit()); });
    connect(m_use, &QPushButton::clicked, this, &MailView::useAsExample);
    // Something to look at; it is no example yet.
    if (const auto& samples = mailSamples(); !samples.isEmpty()) {
        m_number = ++m_lastNumber;
        setDraft({loadMail(samples.front().path.toStdString()), samples.front().isSpam});
        m_samples->setCurrentIndex(1);
    }
}

void MailView::buildTools() {
    auto* row = new QHBoxLayout(m_tools);
    row->setContentsMargins(0, 0, 0, 0);
    m_samples = new QComboBox(m_tools);
    m_samples->setObjectName(QStringLiteral("mailSamples"));
    m_samples->setAccessibleName(tr("Sample mails"));
    m_samples->setToolTip(tr("Mails that were invented for this program"));
    m_samples->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    // Shorter beside large text in a narrow window.
    m_samples->setMinimumContentsLength(30);
    m_samples->setMinimumWidth(7 * fontMetrics().height());
    m_samples->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    m_samples->addItem(tr("Empty mail"));
    for (const MailSample& sample : mailSamples())
        m_samples->addItem(
            (sample.isSpam ? tr("Spam: %1") : tr("Not spam: %1")).arg(sample.subject));
    row->addWidget(m_samples);
    auto* open = new QPushButton(tr("Open .eml…"), m_tools);
    open->setObjectName(QStringLiteral("openMail"));
    row->addWidget(open);
    connect(m_samples, &QComboBox::activated, this, &MailView::chooseSample);
    connect(open, &QPushButton::clicked, this,
            [this] { emit fileAsked(tr("Open a mail"), tr("Mails (*.eml);;All files (*)")); });
}

void MailView::buildPage() {
    const int gap = fontMetrics().height() / 2;
    auto* side = new QWidget;
    auto* column = new QVBoxLayout(side);
    column->setContentsMargins(0, 0, gap, 0);
    column->setSpacing(gap / 2);
    m_note->setObjectName(QStringLiteral("mailNote"));
    m_note->setWordWrap(true);
    m_age->setWordWrap(true);
    setKind(m_age, "quiet");
    m_use->setObjectName(QStringLiteral("useMail"));
    m_use->setToolTip(
        tr("Makes it the present example: Next computes its forward and backward "
           "pass, and the update"));
    column->addWidget(m_verdict);
    column->addWidget(m_table);
    column->addWidget(m_note);
    column->addWidget(m_use, 0, Qt::AlignLeft);
    column->addWidget(m_age);
    column->addStretch(1);
    auto* area = plainScrollArea(side);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setFocusPolicy(Qt::NoFocus);
    area->setMinimumWidth(24 * fontMetrics().averageCharWidth());
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(gap, gap, 0, gap);
    row->setSpacing(gap);
    row->addWidget(m_editor, 1);
    row->addWidget(area);
}

/// The table is seen whole where the mail still has its room.
void MailView::resizeEvent(QResizeEvent* event) {
    LaboratoryView::resizeEvent(event);
    const int wanted = std::max(width() * 2 / 5, fontMetrics().averageCharWidth() * 52);
    const int side = std::min(wanted, width() * 3 / 5);
    auto* row = static_cast<QHBoxLayout*>(layout());
    row->setStretch(0, width() - side);
    row->setStretch(1, side);
}

// --- which mail ---------------------------------------------------------------

void MailView::chooseSample(int index) {
    if (index == 0) {
        showMail({}, false);
        m_editor->setFocus();
        return;
    }
    const MailSample& sample = mailSamples()[index - 1];
    showMail(loadMail(sample.path.toStdString()), sample.isSpam);
    m_samples->setCurrentIndex(index);
}

void MailView::openFile(const QString& path) {
    try {
        const QFileInfo file(path);
        if (file.exists() && file.size() == 0) {
            emit refused(tr("%1: it is empty").arg(file.fileName()));
            return;
        }
        const Mail mail = loadMail(path.toStdString());
        // Samples are named by their label; of others nobody knows it but the user.
        const QString name = file.fileName().toLower();
        showMail(mail, name.startsWith(QStringLiteral("spam")) ||
                           (m_verdict->isSpam() && !name.startsWith(QStringLiteral("ham"))));
    } catch (const ReadError& error) {
        emit refused(tr("%1: %2").arg(QFileInfo(path).fileName(), text(error.reason())));
    }
}

void MailView::showMail(const Mail& mail, bool isSpam) {
    m_number = ++m_lastNumber;
    m_samples->setCurrentIndex(mail == Mail{} ? 0 : -1);
    setDraft({mail, isSpam});
    takeMail();
}

void MailView::setDraft(const Draft& draft) {
    m_editor->setMail(draft.mail);
    m_verdict->setSpam(draft.isSpam);
    m_features = featuresOf(m_editor->mail());
    m_editor->mark(m_features, m_table->lit());
}

/// What the user has just written or chosen becomes the example of the walkthrough.
void MailView::takeMail() {
    const Mail mail = m_editor->mail();
    m_features = featuresOf(mail);
    m_drafts[m_number] = {mail, m_verdict->isSpam()};
    if (m_drafts.size() > kMostDrafts)
        m_drafts.erase(m_drafts.begin());
    useAsExample();
}

void MailView::useAsExample() {
    const Network& network = session().still().network();
    if (reasonAgainstMails(network).empty()) {
        const QString problem = session().setOwnExample(
            {inputsFrom(m_features, network), Vector{{m_verdict->isSpam() ? 1.0 : 0.0}}, m_number},
            tr("mail"));
        if (!problem.isEmpty())
            emit refused(problem);
    }
    m_drafts[m_number] = {m_editor->mail(), m_verdict->isSpam()};
    refresh();
}

// --- what is said of it --------------------------------------------------------

bool MailView::isPresentExample() const {
    return session().isOnOwnExample() && session().ownExample()->number == m_number;
}

/// The training step of this mail, where it is the one that is walked through.
const Trace* MailView::presentStep() const {
    return isPresentExample() && !session().isTraining() ? session().still().trace.get() : nullptr;
}

/// Undo leads back to mails that were shown before; the label may be set on the graph.
void MailView::followSession() {
    if (session().isTraining() || !session().isOnOwnExample())
        return;
    const OwnExample& own = *session().ownExample();
    if (const auto draft = m_drafts.find(own.number);
        own.number != m_number && draft != m_drafts.end()) {
        m_number = own.number;
        m_samples->setCurrentIndex(-1);
        setDraft(draft->second);
    }
    if (own.number == m_number && (own.target[0] == 0.0 || own.target[0] == 1.0))
        m_verdict->setSpam(own.target[0] == 1.0);
}

void MailView::refresh() {
    followSession();
    const Network& network = session().still().network();
    std::optional<MailOpinion> opinion;
    const std::string reason = reasonAgainstMails(network);
    if (reason.empty()) {
        opinion = opinionOn(m_features, session().project());
        m_verdict->showOpinion(opinion);
    } else {
        m_verdict->showReason(text(reason));
    }
    showFeatures(opinion);
    showNote();
    if (!session().isTraining())  // which changes neither the mail nor its features
        m_editor->mark(m_features, m_table->lit());
    m_use->setVisible(reason.empty() && !isPresentExample());
    m_age->setVisible(reason.empty());
}

void MailView::showFeatures(const std::optional<MailOpinion>& opinion) {
    const Network& network = session().still().network();
    const Trace* step = opinion ? presentStep() : nullptr;
    const QString none = QStringLiteral("–");
    std::array<MailFeatureRow, 4> rows;
    for (const MailFeatureInfo& feature : mailFeatures()) {
        MailFeatureRow& row = rows[static_cast<std::size_t>(feature.id)];
        row.counted = countedText(m_features.value(feature.id));
        row.places = placesText(m_features, feature.id);
        row.seen = row.move = none;
        if (!opinion)
            continue;
        const Eigen::Index input = inputOf(feature.id, network);
        row.seen = numberText(opinion->seen[input]);
        if (!step)
            continue;
        const WeightMove move = farthestMove(*step, input);
        row.move =
            tr("%1 by %2")
                .arg(text(symbolText(move.weight, network, Appearance::instance().notation())),
                     numberText(move.change));
    }
    m_table->showRows(rows);
}

void MailView::showNote() {
    const Network& network = session().still().network();
    const bool isFit = reasonAgainstMails(network).empty();
    if (!isFit) {
        m_note->setText(tr("The features are counted all the same."));
        return;
    }
    const Trace* step = presentStep();
    if (!step) {
        m_note->setText(session().isTraining()
                            ? tr("The chance follows the weights while they are trained.")
                            : tr("This mail is not the present example."));
        return;
    }
    if (session().ownExample()->input != inputsFrom(m_features, network)) {
        m_note->setText(
            tr("Its inputs were changed on the graph; a change of the mail counts "
               "them anew."));
        return;
    }
    const Notation& notation = Appearance::instance().notation();
    const ValueId output = ValueId::h(network.layerCount() - 1, 0);
    if (session().still().isEnd()) {
        m_note->setText(tr("The update has taken %1 from %2 to %3: the chance is that of the new "
                           "weights.")
                            .arg(text(symbolText(output, network, notation)),
                                 numberText(step->prediction()[0]),
                                 numberText(outputAfter(*step))));
        return;
    }
    const QString label = m_verdict->isSpam() ? tr("spam") : tr("not spam");
    m_note->setText(
        tr("Against the label “%1” %2 = %3. The update with η = %4 takes %5 from %6 to %7: Next "
           "goes through it and applies it.")
            .arg(label, Appearance::instance().lossSymbol(), numberText(step->loss),
                 countedText(step->optimizer.learningRate),
                 text(symbolText(output, network, notation)), numberText(step->prediction()[0]),
                 numberText(outputAfter(*step))));
}

// --- drops ---------------------------------------------------------------------

void MailView::dragEnterEvent(QDragEnterEvent* event) {
    if (!mailIn(*event->mimeData()).isEmpty())
        event->acceptProposedAction();
}

void MailView::dropEvent(QDropEvent* event) {
    const QString path = mailIn(*event->mimeData());
    if (path.isEmpty())
        return;
    event->acceptProposedAction();
    openFile(path);
}

}  // namespace stepgrad

#pragma once

#include <QObject>
#include <QString>
#include <map>
#include <memory>
#include <variant>
#include <vector>

#include "core/document/history.h"
#include "core/document/project.h"
#include "core/training/training_engine.h"
#include "core/walkthrough/step.h"

class QTimer;

namespace stepgrad {

class LossMeter;

/// The loss curve as it is to be drawn.
struct LossCurve {
    std::vector<LossPoint> points;     ///< of this training, up to the present update
    std::vector<LossPoint> ahead;      ///< and of what is known after it, gone back from
    std::optional<LossPoint> current;  ///< the present state, once J is computed: over very
                                       ///< many examples later, told by lossCurveChanged
    PastTrainings ghosts;              ///< earlier trainings that are shown, oldest first
    std::vector<QString> ghostNames;   ///< of these
    bool isMean = false;               ///< mean J over all examples, not J of one
};

/// An earlier training, for a list of them.
struct EarlierRun {
    int id = 0;
    QString name;  ///< "run 1" until it is given another
    double learningRate = 0.0;
    bool isShown = true;
    bool operator==(const EarlierRun&) const = default;
};

/// How far a run has come.
struct RunProgress {
    std::int64_t epochs = 0;            ///< done in this run
    std::int64_t of = 0;                ///< after which it ends by itself; 0: no such rule
    double examplesPerSecond = 0.0;     ///< measured; 0: not yet
    std::optional<double> secondsLeft;  ///< where the rule above holds and the rate is known
};

/// How fast Train goes. Slow motion shows each phase of every step.
enum class Speed { SlowMotion, OnePerSecond, TenPerSecond, HundredPerSecond, Fastest };

/// The open document and everything a user can do with it: walk through a
/// training step, edit any value, train, undo. Holds a history of immutable
/// states; undo and Back swap them, so both are exact. No pixels, no dialogs:
/// windows and tests drive the same object. One thread (the engine has its own).
class Session : public QObject {
    Q_OBJECT
public:
    /// What has just changed the still.
    enum class Change { Opened, Next, Back, Jump, Edit, Trained };
    Q_ENUM(Change)

    explicit Session(QObject* parent = nullptr);  ///< opens the article's example
    ~Session() override;

    // --- the document
    /// Replaces everything, forgets undo and ghosts. Ends a run in progress. Where the
    /// project tells of its progress, the training goes on from there: that is the
    /// start of it as far as this session knows.
    /// Throws std::invalid_argument with a reason where the project is not valid
    /// or its values would not be finite; then nothing has changed.
    void open(const Project& project);
    /// As shown: with the new parameters once the update is shown. Tells no progress.
    Project project() const;
    /// The same with the progress of the training, so that it goes on bit for bit
    /// when this is opened; without before the first update.
    Project projectToSave() const;
    const std::string& name() const { return m_place.project()->name; }
    bool isModified() const;
    void markSaved();    ///< what is there now is what is saved
    void markUnsaved();  ///< nothing that is saved is like what is there
    class Kept;
    /// The document with all of its history, to be given back after others were opened:
    /// exactly as it was, undo and saved mark included. Ends a run in progress.
    std::shared_ptr<const Kept> keep();
    void giveBack(const std::shared_ptr<const Kept>& kept);

    // --- the walkthrough
    const Still& still() const { return m_still; }
    Detail detail() const { return m_detail; }
    void setDetail(Detail detail) { m_detail = detail; }
    std::int64_t exampleCount() const;
    /// The examples as entered; never null. What the network sees of them, and
    /// which are for training, tells `project().examples()`.
    const DatasetPtr& data() const { return m_place.project()->data; }
    const std::optional<Scaling>& scaling() const { return m_place.project()->scaling; }
    /// Where the document stands in the history of its training.
    const HistoryPlace& place() const { return m_place; }
    /// The step that the run at speed in progress began with, or the last one.
    const HistoryPlace& runStart() const { return m_runStart; }
    /// The row of the data as entered that the walkthrough runs on, from 0. Any
    /// row can be walked through, Train goes through the training examples only. The
    /// row after the last is the example of the user's own.
    std::int64_t example() const;
    bool isOnOwnExample() const { return example() >= exampleCount(); }
    const std::optional<OwnExample>& ownExample() const { return m_place.project()->ownExample; }
    /// Computes the next value, step or phase; from the end of the update begins
    /// the next training step.
    void next();
    void nextPhase();
    /// The way back, through updates too, to the first step of this training.
    void back();
    bool canGoBack() const;
    /// The first and the last update that can be gone to.
    std::pair<std::int64_t, std::int64_t> updates() const { return knownUpdates(m_place); }
    /// To the beginning of the step after that update, or the nearest there is: back
    /// into a run and forward again, exactly as it was. Undo leads back to where the
    /// user was; jumps one after the other are undone at once. A jump while something
    /// is undone is no entry: what can be redone stays.
    void goToUpdate(std::int64_t update);
    /// To the end of a step of the present training step.
    void goToStep(int index);
    /// To where that many values of the present training step are computed, 0 to all.
    void goToPosition(std::int64_t position);
    /// While on, `next` first asks for what comes next (`Still::isAsking`, a step or a
    /// single value) and reveals it when pressed again; `back` the other way round.
    void setAsksFirst(bool asks);
    /// To the start of this training: update 0 (or that of the file) with its
    /// parameters, nothing computed. What was learned stays as a ghost curve and can be undone.
    void restart();
    bool canRestart() const;
    /// Lets the walkthrough run on that row; what it has computed is recomputed.
    void selectExample(std::int64_t row);

    // --- editing; each returns an empty text, or the reason for a refusal
    /// Sets a weight, bias, input or target; all values up to the present step
    /// are recomputed. `nudge`s of the same value join into one undo entry.
    /// The graph shows inputs as the network sees them. Where these are scaled,
    /// the input as entered becomes the one of which the network sees the value
    /// set, or, where no double gives exactly that, the nearest to it.
    QString setValue(const ValueId& id, double value, bool nudge = false);
    /// Sets several weights and biases at once, as one edit: of the parameters after the
    /// update where that is shown. @param undoText  what it was
    QString setParameters(const std::vector<std::pair<ValueId, double>>& values,
                          const QString& undoText);
    QString setLearningRate(double eta);
    /// Takes over weights and biases of a network of the same shape and kind, as one
    /// edit. What the optimizer remembers stays.
    QString setParameters(const Network& network, const QString& undoText);
    /// Replaces the examples; split and scaling stay as they are, nothing is
    /// fitted again. @param row  the one the walkthrough runs on then
    QString setData(const Dataset& data, std::int64_t row, const QString& undoText);

    /// Puts an example of the user's own beside the data, in place of the one before,
    /// and lets the walkthrough run on it. The data stay what they are. Changes of the
    /// example of one number join into one undo entry.
    QString setOwnExample(const OwnExample& example, const QString& undoText);

    /// Takes over everything of `changed` but the network and the name: loss,
    /// optimizer, training, data, split, scaling … as one edit. What was learned
    /// stays; what the optimizer remembers is kept where it remembers the same
    /// things as before.
    QString changeSettings(const Project& changed, const QString& undoText);

    /// Begins a new training with another project in place of this one, as one
    /// edit that can be undone: other data, say. Nothing of the curves stays.
    QString beginWith(const Project& project, const QString& undoText);

    // --- building the network
    /// Changes how the network is built, as one edit. What was learned stays where it
    /// has its place in the network after it; a run in progress goes on with it.
    /// Once the update of the step is shown, the edit is made to the parameters
    /// after it. New weights for the whole network begin a new training; the curve
    /// of the one before stays as a ghost.
    /// Returns an empty text, or the reason for a refusal.
    QString editNetwork(const NetworkEdit& edit);
    /// Why this edit cannot be made; empty where it can.
    QString reasonAgainst(const NetworkEdit& edit) const;

    // --- undo of edits and of training steps
    bool canUndo() const { return m_undone < m_entries.size(); }
    bool canRedo() const { return m_undone > 0; }
    /// How many undos lead back to the document as it was opened.
    std::size_t undoDepth() const { return m_entries.size() - m_undone; }
    QString undoText() const;  ///< "edit of w₃"; empty where there is nothing
    QString redoText() const;
    void undo();
    void redo();

    // --- training
    bool isTraining() const { return m_training; }
    Speed speed() const { return m_speed; }
    void setSpeed(Speed speed);
    void train();
    void pause();
    double updatesPerSecond() const { return m_rate; }  ///< measured, while training

    /// Nothing where no run is going on, or nothing is known of it yet.
    std::optional<RunProgress> progress() const;

    LossCurve lossCurve() const;

    // --- earlier trainings, whose curves stay: oldest first. What is said of them
    // is no edit of the document and is forgotten when another is opened.
    std::vector<EarlierRun> earlierRuns() const;
    void renameRun(int id, const QString& name);  ///< an empty name: as at first
    void showRun(int id, bool isShown);
    void removeRun(int id);
    TrainingEngine& engine() { return *m_engine; }

signals:
    void stillChanged(stepgrad::Session::Change change);
    void trainingChanged(bool training);
    void lossCurveChanged();
    void documentChanged();  ///< modified mark, undo or redo texts
    /// Training or a step stopped before a value that is not finite.
    void stopped(const QString& message);
    /// A rule of the project has ended the training, as asked for.
    void ended(const QString& message);

private:
    /// A value that is nudged, or the number of an example of the user's own.
    using EditKey = std::variant<ValueId, std::int64_t>;

    /// What has been undone can be redone: which of the entries are in force.
    struct Entry {
        QString text;
        HistoryPlace before, after;
        std::optional<EditKey> nudged;  ///< further nudges of the same join the entry
        bool isUpdate = false;          ///< a training step made by hand
        bool isJump = false;            ///< to another update; further ones join it
        /// Where the user was when it was undone: there he is after redo.
        std::optional<HistoryPlace> left{};
    };

    /// The beginning of a training with that project.
    static HistoryPlace startOf(const Project& project);
    /// What training would go on with from what is shown.
    TrainingState stateShown() const;
    TracePtr traceOf(const HistoryPlace& place, QString* problem);
    /// Shows the place if its values are finite; else says why, and nothing changes.
    QString show(const HistoryPlace& asked, Change change);
    void advance(Detail detail);
    void reach(std::int64_t position, std::int64_t from, Change change);
    bool enterNextStep();
    bool enter(const std::optional<HistoryPlace>& step);
    void takeBackUpdate();
    void goTo(std::int64_t position, std::int64_t from);
    void backOneStep();
    void ask();
    void askFor(std::int64_t asked, Change change);
    void backToQuestion();
    void tellNoNextStep();
    void push(Entry entry);
    void pushJump(const HistoryPlace& before);
    QString edit(const QString& text, std::shared_ptr<const Project> project, TrainingState state,
                 std::int64_t row, std::optional<EditKey> nudged = {});
    QString carryOut(const NetworkEdit& edit);
    /// Earlier trainings, and the curve of this one.
    std::shared_ptr<const PastTrainings> ghostsWithThis();
    QString editParameter(const ValueId& id, double value, bool nudge);
    QString editExample(const ValueId& id, double value, bool nudge);
    bool hasUpdates() const;  ///< made in this training
    bool isSlowMotion() const;
    void setTraining(bool training);
    void leaveTestRow();  ///< for an example that may be trained on
    void startRun();
    void slowMotionTick();
    void onSnapshot(const SnapshotPtr& snapshot);
    void onFinished(const RunResult& result);

    TrainingEngine* m_engine;
    QTimer* m_slowMotion;
    Detail m_detail = Detail::Step;
    bool m_asksFirst = false;
    Speed m_speed = Speed::SlowMotion;
    bool m_training = false;
    double m_rate = 0.0;

    HistoryPlace m_place;
    Still m_still;
    QString m_updateProblem;  ///< why the update of the present step cannot be made; or empty
    std::vector<Entry> m_entries;
    std::size_t m_undone = 0;  ///< how many of the last entries are undone
    std::optional<Project> m_saved;
    // Of the run in progress:
    HistoryPlace m_beforeRun;         ///< where Train was pressed
    HistoryPlace m_runStart;          ///< the step that the run began with
    std::int64_t m_runEpoch = 0;      ///< the epoch that it began in
    SnapshotPtr m_snapshot;           ///< the latest
    LossMeter *m_meter, *m_tipMeter;  ///< of the curve's last points: here and at the tip
    std::optional<ExampleOrder> m_liveOrder;
    std::int64_t m_liveRow = 0;  ///< the example that the snapshot comes to next
    /// What was said of an earlier training.
    struct RunNote {
        QString name;
        bool isShown = true;
        bool isRemoved = false;
    };
    std::map<int, RunNote> m_runNotes;
    int m_lastRun = 0;  ///< the last id that was given away
};

}  // namespace stepgrad

#include <algorithm>

#include "core/walkthrough/explanation_words.h"
#include "core/worksheet/sheet.h"

namespace stepgrad {
namespace {

using Kind = SheetBlock::Kind;

constexpr int kEveryEquation = 100'000;

/// Puts the blocks of one sheet together.
class Content {
public:
    Content(const Worksheet& worksheet, const std::string& kind)
        : m_trace(*worksheet.trace),
          m_notation(worksheet.options.notation),
          m_asked(worksheet.options.asked),
          m_words(m_trace, m_notation),
          m_walk(std::make_shared<const Walk>(m_trace.network)) {
        m_sheet.trace = worksheet.trace;
        m_sheet.notation = m_notation;
        m_sheet.title = worksheet.title;
        if (!worksheet.seed.empty())
            m_sheet.title += " · No. " + worksheet.seed;
        if (!kind.empty())
            m_sheet.title += " · " + kind;
    }

    Sheet take() { return std::move(m_sheet); }
    void add(Kind kind, std::string text = {}) {
        m_sheet.blocks.push_back({kind, std::move(text), {}, {}});
    }

    void addIntroduction() {
        const Network& network = m_trace.network;
        std::string text = "A " + network.shapeText() + " network. ";
        if (network.layerCount() > 1)
            text +=
                "Activation of the hidden neurons: " + activations(0, network.layerCount() - 1) +
                "; of the output: ";
        else
            text += "Activation of the output: ";
        text += activations(network.layerCount() - 1, network.layerCount()) + ". Loss " +
                m_words.loss() + ": " + std::string(info(m_trace.lossFunction).name) + ".";
        if (m_trace.optimizer.memory() > 0)
            text += " Learning by " + std::string(info(m_trace.optimizer.type).name) + ".";
        if (m_trace.optimizer.clips())
            text += " Gradients are clipped by their norm ‖g‖ at c = " +
                    m_words.exact(m_trace.optimizer.clipNorm) + ".";
        add(Kind::Paragraph, text);
    }

    void addGiven() {
        add(Kind::Drawing);
        add(Kind::Heading, "Given");
        const Network& network = m_trace.network;
        addValues(network.inputCount() == 1 ? "Input" : "Inputs", network.inputCount(),
                  [](int k) { return ValueId::inputOf(k); });
        addValues(network.outputCount() == 1 ? "Target" : "Targets", network.outputCount(),
                  [](int k) { return ValueId::target(k); });
        for (int l = 0; l < network.layerCount(); ++l) {
            const Layer& layer = m_words.layer(l);
            const std::string where = network.layerCount() == 1 ? "" : placeOf(l);
            const int neurons = static_cast<int>(layer.neurons());
            addValues("Weights" + where, layer.weights.size(),
                      [&](int n) { return ValueId::weight(l, n % neurons, n / neurons); });
            if (layer.biases)
                addValues("Biases" + where, neurons, [l](int j) { return ValueId::bias(l, j); });
        }
        if (m_asked.has(StepKind::Update))
            add(Kind::Paragraph,
                "Learning rate η = " + m_words.exact(m_trace.optimizer.learningRate) + ".");
        for (const Step& step : m_walk->steps())
            if (!m_asked.has(step.kind) && isNeeded(step))
                addStep(step, true);
    }

    void addTasks() {
        add(Kind::Heading, "Tasks");
        add(Kind::Paragraph, "Work out each value and write it with " +
                                 std::to_string(m_notation.numbers.decimals) +
                                 " decimals, or, where it is small, with three significant "
                                 "digits.");
        for (const Step* step : askedSteps()) {
            add(Kind::Subheading, headingOf(*step));
            addStep(*step, false);
        }
    }

    void addFormulas() {
        add(Kind::Heading, "Formulas");
        SheetBlock block{Kind::Equations, {}, {}, {}};
        for (const Step* step : askedSteps()) {
            const ValueId id = m_walk->valueAt(step->first);
            if (step->kind == StepKind::Update)
                for (auto& equation : deriveClipping(m_trace, m_notation, false))
                    block.equations.push_back(std::move(equation));
            for (auto& equation : deriveMemory(m_trace, id, m_notation, false))
                block.equations.push_back(std::move(equation));
            block.equations.push_back(derive(m_trace, id, m_notation, false));
        }
        m_sheet.blocks.push_back(std::move(block));
    }

    void addSolutions() {
        for (const Step* step : askedSteps()) {
            Still still{m_sheet.trace, m_walk, step->first + step->count, step->first, 0};
            Explanation told = explainStep(still, m_notation, kEveryEquation);
            add(Kind::Subheading, told.title);
            add(Kind::Paragraph, told.paragraph);
            m_sheet.blocks.push_back({Kind::Equations, {}, {}, std::move(told.equations)});
            for (const auto& text : {told.rounding, told.inWords})
                if (!text.empty())
                    add(Kind::Paragraph, text);
        }
    }

private:
    std::string activations(int from, int to) const {
        std::vector<std::string> names;
        for (int l = from; l < to; ++l)
            if (const std::string name(info(m_words.layer(l).activation).name);
                names.empty() || names.back() != name)
                names.push_back(name);
        return listed(names);
    }

    std::string placeOf(int l) const {
        if (m_words.isOutput(l))
            return " to the output";
        return m_trace.network.layerCount() == 2 ? " to the hidden layer"
                                                 : " to hidden layer " + std::to_string(l + 1);
    }

    std::string headingOf(const Step& step) const {
        return std::to_string(&step - m_walk->steps().data() + 1) + " " + step.title;
    }

    std::vector<const Step*> askedSteps() const {
        std::vector<const Step*> steps;
        for (const Step& step : m_walk->steps())
            if (m_asked.has(step.kind))
                steps.push_back(&step);
        return steps;
    }

    /// Whether something that is asked for comes after it.
    bool isNeeded(const Step& step) const {
        const auto asked = askedSteps();
        return !asked.empty() && step.first < asked.back()->first;
    }

    template <typename MakeId>
    void addValues(std::string label, Eigen::Index count, const MakeId& makeId) {
        SheetBlock block{Kind::Values, std::move(label), {}, {}};
        for (int k = 0; k < static_cast<int>(count); ++k) {
            const ValueId id = makeId(k);
            block.values.push_back({id, m_words.given(m_words.value(id))});
        }
        m_sheet.blocks.push_back(std::move(block));
    }

    void addStep(const Step& step, bool withResults) {
        SheetBlock block{Kind::Values, withResults ? step.title : std::string(), {}, {}};
        for (std::int64_t stop = step.first; stop < step.first + step.count; ++stop) {
            const ValueId id = m_walk->valueAt(stop);
            block.values.push_back({id, withResults ? m_words.number(id) : std::string()});
        }
        m_sheet.blocks.push_back(std::move(block));
    }

    const Trace& m_trace;
    const Notation m_notation;
    const Asked m_asked;
    const Words m_words;
    std::shared_ptr<const Walk> m_walk;
    Sheet m_sheet;
};

std::vector<Sheet> each(const std::vector<Worksheet>& worksheets, Sheet (*make)(const Worksheet&)) {
    std::vector<Sheet> sheets;
    for (const Worksheet& worksheet : worksheets)
        sheets.push_back(make(worksheet));
    return sheets;
}

}  // namespace

Sheet exerciseOf(const Worksheet& worksheet) {
    Content content(worksheet, {});
    content.add(Kind::NameLine);
    content.addIntroduction();
    content.addGiven();
    content.addTasks();
    if (worksheet.options.hasFormulas)
        content.addFormulas();
    return content.take();
}

Sheet solutionOf(const Worksheet& worksheet) {
    Content content(worksheet, worksheet.seed.empty() ? "" : "Solution");
    content.addIntroduction();
    content.addGiven();
    content.add(Kind::Heading, worksheet.seed.empty() ? "Step by step" : "Solution");
    content.addSolutions();
    return content.take();
}

std::vector<Sheet> exercisesOf(const std::vector<Worksheet>& worksheets) {
    return each(worksheets, exerciseOf);
}

std::vector<Sheet> solutionsOf(const std::vector<Worksheet>& worksheets) {
    return each(worksheets, solutionOf);
}

}  // namespace stepgrad

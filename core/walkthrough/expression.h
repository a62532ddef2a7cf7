#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "core/network/trace.h"
#include "core/walkthrough/formula.h"

namespace stepgrad {

/// What a value is computed by, as a tree that can be evaluated and written: in
/// symbols, or with the numbers put in. A value; rules such as "without the
/// slope" or "with the new w5" are changes of the tree or of what its leaves are
/// worth, never of a written formula.
struct Expression {
    enum class Kind {
        Value,     ///< leaf: the value `value` of a trace
        Constant,  ///< leaf: `number`, always written in full: "1", "0.01"
        Named,     ///< leaf: a number with a symbol of its own, no value of a trace: η, β₁
        Ellipsis,  ///< leaf: terms left out of a sum; only where it is shown, never evaluated
        Sum,       ///< of all parts; a Negative part is written as a difference
        Negative,  ///< −parts[0]
        Product,   ///< of all parts; `tight`: symbols side by side, without a dot
        Quotient,  ///< parts[0] / parts[1]
        Power,     ///< parts[0] to the parts[1]
        Call,      ///< `function` of all parts
        Group      ///< shown as parts[0], worth what parts[1] is worth
    };
    enum class Function {
        Activate,      ///< f(parts[0]) of `activation`
        Slope,         ///< f'(parts[0]) of `activation`
        Exp,           ///< e to the parts[0]
        Ln,            ///< natural logarithm
        SquareRoot,    ///<
        Maximum,       ///< the larger of two
        Softplus,      ///< ln(1 + e^x), for any x
        Softmax,       ///< e^parts[0] / sum of e^parts[1…], without overflow
        LogSoftmax,    ///< its logarithm
        CrossEntropy,  ///< parts: u_1 … u_K, y_1 … y_K; by log-sum-exp
    };
    /// What a group means: rules find it by this.
    enum class Meaning {
        None,
        Slope,       ///< f'(u) of a neuron
        LossSlope,   ///< dJ/dh of an output
        Error,       ///< prediction minus target
        Complement,  ///< 1 − a value, with digits of its own
        Logarithm,   ///< of a prediction or its complement
        CutSum,      ///< a long sum of which some terms are shown
        Memory       ///< what an optimizer remembers
    };
    /// How a group is written where numbers are put in.
    enum class Opening {
        Closed,  ///< always as one number
        First,   ///< in the first of two lines with its inside, in the second as one number
        Open     ///< always with its inside
    };

    Kind kind = Kind::Constant;
    Function function = Function::Activate;
    Activation activation = Activation::Sigmoid;
    Meaning meaning = Meaning::None;
    Opening opening = Opening::Closed;
    bool tight = false;
    bool inFull = false;           ///< Named: every digit is written
    double number = 0.0;           ///< Constant, Named
    std::optional<ValueId> value;  ///< of a leaf; of a Group what lights when it is pointed at
    std::shared_ptr<const Formula> name;  ///< Named: its symbol
    std::vector<Expression> parts;
};

/// Builders.
namespace expression {
Expression value(const ValueId& id);
Expression constant(double number);
/// @param inFull  write every digit (a setting), or as results are written
Expression named(Formula symbol, double number, bool inFull);
Expression ellipsis();
Expression sum(std::vector<Expression> terms);
Expression difference(Expression a, Expression b);
Expression negative(Expression inner);
Expression product(std::vector<Expression> factors);
Expression tightProduct(std::vector<Expression> factors);
Expression quotient(Expression above, Expression below);
Expression power(Expression base, Expression exponent);
Expression square(Expression base);
Expression call(Expression::Function function, std::vector<Expression> arguments);
Expression activate(Activation activation, Expression u);
Expression slope(Activation activation, Expression u);
/// @param lights  what lights when its one number is pointed at
Expression group(Expression::Meaning meaning, Expression::Opening opening, Expression shown,
                 Expression exact, const std::optional<ValueId>& lights = std::nullopt);
/// A sum of `count` terms: shown are the first few, dots, and the last `tail`
/// ones; worth all of them. Short sums are shown whole.
/// @param term   makes a term, counted from 0
/// @param exact  makes the worth of a sum that is cut; without it all terms are made
/// @param telling  a term that is shown wherever it stands
Expression longSum(std::size_t count, const std::function<Expression(std::size_t)>& term,
                   std::size_t tail = 1, const std::function<Expression()>& exact = {},
                   std::optional<std::size_t> telling = std::nullopt);
}  // namespace expression

using ValueLookup = std::function<double(const ValueId&)>;

/// The worth of the expression. Groups are worth their exact part.
/// @param worth  of each value that it names
double evaluate(const Expression& expression, const ValueLookup& worth);
/// With the values of the trace. Throws std::out_of_range for a value that the
/// network does not have.
double evaluate(const Expression& expression, const Trace& trace);
/// What one gets who calculates with the numbers of the last line of numbers,
/// each as it is shown: with the rounded values, and groups that are shown as
/// one number rounded too. The left-out terms of a long sum count with all digits.
/// @param round  what is left of a number once it is shown
double evaluateAsShown(const Expression& expression, const ValueLookup& worth,
                       const std::function<double(double)>& round);
double evaluateAsShown(const Expression& expression, const Trace& trace,
                       const std::function<double(double)>& round);
/// Whether a group may show its inside where numbers are put in: whether the
/// numbers of the inside, each rounded as it is shown, still give the worth of
/// the group to about one in a hundred. 1.0000 − 1.0000 no longer does.
/// @param round  what is left of a number once it is shown
bool insideCarries(const Expression& group, const ValueLookup& worth,
                   const std::function<double(double)>& round);

}  // namespace stepgrad

#pragma once

#include <cstdint>

namespace stepgrad {

// The one fast path of training: whole updates on flat, preallocated memory, in
// code that is compiled once for every kind of processor. Nothing of Eigen or of
// the standard library is used here (see simd.h); TrainingPass is the face of it.

/// Activation, Loss and OptimizerType as these sources know them, in the same order.
enum class Curve : std::int32_t { Sigmoid, Tanh, Relu, LeakyRelu, Linear, Step, Softmax };
enum class Error : std::int32_t {
    HalfSquared,
    Squared,
    MeanSquared,
    BinaryCrossEntropy,
    CrossEntropy
};
enum class Rule : std::int32_t { Sgd, Momentum, RmsProp, Adam };

/// One layer. All rows are `stride` numbers apart: the neurons, filled up with
/// zeros to 2, 4 or a multiple of 8. Batch x stride: u, h, slope, delta.
struct FlatLayer {
    Curve curve;
    bool hasBiases, trainWeights, trainBiases;
    std::int64_t inputs, neurons, stride;
    double* weights;         ///< inputs x stride: the row of an input, to all neurons
    double* biases;          ///< stride; zeros where the layer has none
    double* back;            ///< neurons x stride of the layer before: the weights again,
                             ///< for the way back; null in the first layer
    double *first, *second;  ///< what the rule remembers, as weights; or null
    double *firstBiases, *secondBiases;  ///< as biases
    double *gradients, *biasGradients;   ///< of the last update where they are kept or clipped
    double *u, *h, *slope, *complement, *delta;
    const double** sources;    ///< what feeds the layer, a row for each example of the batch
    const double** deltaRows;  ///< the rows of delta
};

struct FlatNetwork {
    FlatLayer* layers;
    std::int64_t count;
    Error error;
    Rule rule;
    double eta, momentum, alpha, beta1, beta2, epsilon;
    double correction1, correction2;  ///< adam: 1 - beta^t of this update
    const double** targets;           ///< a row for each example of the batch
    bool keepGradients;               ///< write gradients too
    double clip;                      ///< longest gradient, see clipping.h; 0: any
    double norm, factor;              ///< of the last update where it clips: |g| and k
    /// Asked every few milliseconds within an update from several examples; null: never.
    bool (*isStopped)(const void* context);
    const void* stopContext;
};

/// How an update ended.
enum class Outcome : std::int32_t {
    Made,
    Strange,  ///< not made: a weighted input or a delta is 1e60 or more in size or no number
    Stopped   ///< given up in its midst
};

/// An activation at u: f(u), f'(u) and, for the sigmoid, sigma(-u).
struct ResponseAt {
    double value, slope, complement;
};

/// The functions of one kind of processor.
struct Kernels {
    const char* name;  ///< "sse2", "avx2" or "avx512"
    /// One update from the n examples that are set as sources of the first layer
    /// and as targets. Where it is strange all parameters are as they were; where it was
    /// stopped they are anything, to be restored by the caller.
    /// With one example, each operation is the one that the readable passes
    /// (backpropagation.h) make and in their order: the result has the same bits.
    /// With more, products are summed in the order of inputs, neurons and
    /// examples, rounded once each where the processor can.
    Outcome (*update)(FlatNetwork& network, std::int64_t n);
    /// u and h of one example, with the bits of the readable pass.
    void (*forward)(FlatNetwork& network);
    /// One number through an activation. Not for softmax.
    ResponseAt (*respond)(Curve curve, double u);
    /// The same for count numbers, a multiple of 8, many at a time.
    void (*respondAll)(Curve curve, const double* u, double* value, double* slope,
                       std::int64_t count);
    /// e^x for x <= 0.
    double (*expOfNegative)(double x);
    /// Weights of the flat form in rows of neurons: to[j toStride + k] = from[k stride + j]
    /// for j < neurons, k < inputs.
    void (*turn)(const double* from, std::int64_t stride, std::int64_t neurons, std::int64_t inputs,
                 double* to, std::int64_t toStride);
};

/// Of every kind of processor there is.
extern const Kernels kKernelsSse2, kKernelsAvx2, kKernelsAvx512;

/// The best that this processor can run; chosen once.
const Kernels& kernels();

/// Whether the processor can run these.
bool canRun(const Kernels& kernels);

}  // namespace stepgrad

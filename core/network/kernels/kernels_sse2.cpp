#include "core/network/kernels/all_kernels.h"

namespace stepgrad {

extern const Kernels kKernelsSse2 = tableNamed("sse2");

}  // namespace stepgrad

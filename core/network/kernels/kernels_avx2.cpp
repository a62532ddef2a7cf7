#include "core/network/kernels/all_kernels.h"

namespace stepgrad {

extern const Kernels kKernelsAvx2 = tableNamed("avx2");

}  // namespace stepgrad

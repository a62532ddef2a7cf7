#include "core/network/kernels/all_kernels.h"

namespace stepgrad {

extern const Kernels kKernelsAvx512 = tableNamed("avx512");

}  // namespace stepgrad

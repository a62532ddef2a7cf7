#include "core/network/kernels/kernels.h"

namespace stepgrad {

bool canRun(const Kernels& kernels) {
    if (&kernels == &kKernelsAvx512)
        return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
               __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512bw") &&
               canRun(kKernelsAvx2);
    if (&kernels == &kKernelsAvx2)
        return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
    return true;
}

const Kernels& kernels() {
    static const Kernels& best = canRun(kKernelsAvx512) ? kKernelsAvx512
                                 : canRun(kKernelsAvx2) ? kKernelsAvx2
                                                        : kKernelsSse2;
    return best;
}

}  // namespace stepgrad

#pragma once

#include <vector>

#include "core/network/kernels/kernels.h"

namespace stepgrad {

/// The kernels that this processor can run.
inline std::vector<const Kernels*> runnableKernels() {
    std::vector<const Kernels*> out;
    for (const Kernels* k : {&kKernelsSse2, &kKernelsAvx2, &kKernelsAvx512})
        if (canRun(*k))
            out.push_back(k);
    return out;
}

}  // namespace stepgrad

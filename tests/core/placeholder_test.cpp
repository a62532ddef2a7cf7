#include <gtest/gtest.h>

#include "core/document/project.h"
#include "core/network/backpropagation.h"

TEST(ArticleExample, HasTheReferenceDelta) {
    const auto p = stepgrad::articleExample();
    const auto t = stepgrad::trainingStep(p.network, p.loss, p.optimizer, {}, p.data->input(0),
                                          p.data->target(0));
    EXPECT_NEAR(t.layers[0].delta[0], -0.0341961997356377, 1e-12);
}

#pragma once

class QLogValueAxis;
class QValueAxis;

namespace stepgrad {

/// [0, high] with marks at multiples of `interval`.
void setScale(QValueAxis* axis, double high, double interval);

/// [0, about high] with at most `most` round marks and labels that tell them apart.
void setLinearScale(QValueAxis* axis, double high, int most);

/// Powers of ten around [low, high], 0 < low <= high, with at most `most` labels:
/// where there are more decades, the marks stand several decades apart.
void setLogScale(QLogValueAxis* axis, double low, double high, int most);

}  // namespace stepgrad

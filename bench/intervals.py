"""How sure a share is that was counted: its Wilson interval, which holds for few and for shares near 0 and 1."""

import math

Z_95 = 1.959964  # of the normal distribution: 95 of 100 such intervals hold the true share


def wilson(part: int, n: int) -> tuple[float, float]:
    """Return the bounds of a share of n, at 95 %."""
    if n == 0:
        return 0.0, 1.0
    share, square = part / n, Z_95**2
    middle = share + square / (2 * n)
    reach = Z_95 * math.sqrt(share * (1 - share) / n + square / (4 * n * n))
    whole = 1 + square / n
    return max(0.0, (middle - reach) / whole), min(1.0, (middle + reach) / whole)

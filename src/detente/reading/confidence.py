"""From how sure the network is to how often it is right."""

from __future__ import annotations

import math
from collections.abc import Sequence


def calibrated(chance: float, coefficients: Sequence[float]) -> float:
    """The chance that a row is right, 0 to 1, rounded to four places.

    The network's chance put on the scale of what came true by a logistic fit (bias and slope on log
    odds) on texts kept out of training (Platt 1999); as it is without coefficients.
    """
    if coefficients:
        bias, slope = coefficients
        bounded = min(max(chance, 1e-4), 1 - 1e-4)
        chance = 1 / (1 + math.exp(-bias - slope * math.log(bounded / (1 - bounded))))
    return round(chance, 4)

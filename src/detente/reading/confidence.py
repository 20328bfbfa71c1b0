"""From how sure the network is to how often it is right."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from detente.reading.decode import Floats, softmax


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


def calibrated_shares(scores: Floats, coefficients: Sequence[float]) -> Floats:
    """Shares of a text's labels from their scores [labels], which add up to 1.

    The scores times a slope, and a bias for each label, fitted like that: where most pairs of goals
    are unrelated, the network must be surer to call one the same (vector scaling, Guo et al. 2017).
    The scores as they are without coefficients.
    """
    if coefficients:
        slope, *biases = coefficients
        scores = scores * slope + np.array(biases, dtype=np.float32)
    return softmax(scores)

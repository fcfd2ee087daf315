"""Fitted weights → the small whole numbers of the weights file."""

import numpy as np
from numpy.typing import NDArray

from haichieu.posts.rules.tone.network import EXACT_32, LEVELS
from training.tone.network import WIDTH, Layers, Sequences, hidden_values, pooled_values

Floats = NDArray[np.float64]

#: Whole numbers that stand for the weights behind the filters.
_FINE = float(1 << 20)
#: The few values beyond these shares are cut.
_ALL_BUT = 0.9999


def shrink_vectors(vectors: NDArray[np.float32]) -> tuple[NDArray[np.int8], Floats]:
    """Vectors in 255 steps, and the size of a step of each of their numbers."""
    steps = np.quantile(np.abs(vectors[1:]), _ALL_BUT, axis=0).astype(np.float64) / 127
    steps = np.maximum(steps, 1e-9)
    return np.clip(np.rint(vectors / steps), -127, 127).astype(np.int8), steps


def shrink_layers(layers: Layers, steps: Floats, sample: Sequences) -> dict[str, Floats]:
    """The dense layers as `Network` takes them.

    Args:
        layers: as fitted.
        steps: of the vectors.
        sample: posts that show how large values between the layers become.
    """
    filters = layers.filters.astype(np.float64) * np.tile(steps, 3)[:, None]
    # Two vectors of at most 127 are added at each place; no sum may reach what 32 bits round.
    scales = (EXACT_32 - 1 - 254 * 3 * WIDTH) / (254 * np.abs(filters).sum(axis=0) + 1e-30)
    whole = np.rint(filters * scales)
    pooled = pooled_values(layers, sample)
    most = np.maximum(np.quantile(pooled, _ALL_BUT, axis=0).astype(np.float64), 1e-6)
    most = np.concatenate([np.maximum(most[: len(scales)], most[len(scales) : -1])] * 2 + [np.ones(1)])
    hidden = layers.hidden.astype(np.float64) * (most / LEVELS)[:, None]
    fine = _FINE / np.abs(hidden).max()
    top = float(max(np.quantile(hidden_values(layers, pooled), _ALL_BUT), 1e-6))
    tones = layers.last[:, :3] - layers.last[:, 1:2]
    last = np.stack([tones[:, 0], tones[:, 2], layers.last[:, 3]], axis=1).astype(np.float64) * top / LEVELS
    finest = _FINE / np.abs(last).max()
    return {
        "filters": whole,
        "filter_bias": np.rint(layers.filter_bias * scales),
        "filter_steps": LEVELS / (most[: len(scales)] * scales),
        "hidden": np.rint(hidden * fine),
        "hidden_bias": np.rint(layers.hidden_bias * fine),
        "hidden_step": np.array(LEVELS / (top * fine)),
        "last": np.rint(last * finest),
        "last_steps": np.full(3, 1 / finest),
    }

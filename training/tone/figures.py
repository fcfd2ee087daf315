"""Figures of merit with intervals, by groups of posts."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from haichieu.posts.rules.tone import ToneScores
from training.tone.calibrate import macro_f1, swap_share
from training.tone.corpus import Corpus

NEGATIVE = 2
#: Draws with replacement for the intervals, and their seed.
DRAWS, SEED = 300, 7


@dataclass(frozen=True, slots=True)
class Predictions:
    """Gold and reading of n posts."""

    gold: NDArray[np.int64]
    chosen: NDArray[np.int64]
    negative: NDArray[np.float64]
    advisory_gold: NDArray[np.bool_]
    advisory: NDArray[np.bool_]

    def pick(self, chosen: NDArray[np.bool_] | NDArray[np.int64]) -> "Predictions":
        """Some of the posts, by flags or places."""
        parts = (self.gold, self.chosen, self.negative, self.advisory_gold, self.advisory)
        return Predictions(*(part[chosen] for part in parts))


def predictions(corpus: Corpus, scores: ToneScores) -> Predictions:
    """Gold beside reading."""
    return Predictions(
        corpus.tones, scores.choice, scores.negative.astype(np.float64), corpus.advisory, scores.advisory
    )


def area_under_curve(scores: NDArray[np.float64], flags: NDArray[np.bool_]) -> float:
    """Chance that a flagged post scores above an unflagged one, ties half (Mann and Whitney 1947).

    >>> area_under_curve(np.array([0.1, 0.4, 0.4, 0.9]), np.array([False, False, True, True]))
    0.875
    """
    _, inverse, counts = np.unique(scores, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(counts) - (counts - 1) / 2)[inverse]
    inside = int(flags.sum())
    outside = len(flags) - inside
    if not inside or not outside:
        return float("nan")
    return float((ranks[flags].sum() - inside * (inside + 1) / 2) / (inside * outside))


def calibration_error(scores: NDArray[np.float64], flags: NDArray[np.bool_], bins: int = 10) -> float:
    """Mean gap between said and seen shares over bins of equal count."""
    order = np.argsort(scores, kind="stable")
    edges = [place * len(order) // bins for place in range(bins + 1)]
    parts = [order[start:end] for start, end in pairwise(edges)]
    return float(sum(abs(float((scores[part] - flags[part]).sum())) for part in parts)) / len(order)


def flag_f1(gold: NDArray[np.bool_], chosen: NDArray[np.bool_]) -> float:
    """F1 of the advisory flag."""
    return 2 * float((gold & chosen).sum()) / max(int(gold.sum() + chosen.sum()), 1)


def tone_f1(group: Predictions, tone: int) -> float:
    """F1 of one tone."""
    return flag_f1(group.gold == tone, group.chosen == tone)


def figures_of(group: Predictions) -> dict[str, Any]:
    """Size, accuracy, macro-F1 and AUC with intervals, F1 of positive, calibration error, swaps, F1 of the flag."""
    draws = np.random.default_rng(SEED)
    size = len(group.gold)
    resampled = [group.pick(draws.integers(0, size, size)) for _ in range(DRAWS)]
    scores = [macro_f1(one.gold, one.chosen) for one in resampled]
    areas = [area_under_curve(one.negative, one.gold == NEGATIVE) for one in resampled]
    flags = [flag_f1(one.advisory_gold, one.advisory) for one in resampled]
    return {
        "n": size,
        "accuracy": _round(float(np.mean(group.gold == group.chosen))),
        "macro_f1": _with_interval(macro_f1(group.gold, group.chosen), scores),
        "auc": _with_interval(area_under_curve(group.negative, group.gold == NEGATIVE), areas),
        "f1_positive": _round(tone_f1(group, 0)),
        "calibration_error": _round(calibration_error(group.negative, group.gold == NEGATIVE)),
        "swaps": _round(swap_share(group.gold, group.chosen)),
        "advisory_f1": _with_interval(flag_f1(group.advisory_gold, group.advisory), flags),
    }


def _round(value: float) -> float | None:
    return round(value, 4) if value == value else None


def _with_interval(value: float, draws: list[float]) -> list[float | None]:
    """The value, and the middle 95 of 100 draws."""
    known = np.array([draw for draw in draws if draw == draw])
    low, high = np.quantile(known, [0.025, 0.975]) if len(known) else (float("nan"), float("nan"))
    return [_round(value), _round(float(low)), _round(float(high))]

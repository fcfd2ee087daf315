"""When the machine's estimate of a channel's share should not be believed.

The estimate rests on the posts' being like those that the model was judged on (only the share may differ). Three looks:
too few posts to tell; a shape of the scores that no share could explain; a share that a certificate has ruled out.
Silence is no proof: a shift that only moves posts between the two known shapes leaves no trace
(`docs/algorithms/drift.md`).
"""

from dataclasses import dataclass
from fractions import Fraction
from math import lcm

import numpy as np

from haichieu.posts.rules.sentences import spoken_count, spoken_percent
from haichieu.posts.rules.tone import ToneModel
from haichieu.stats.arrays import Floats
from haichieu.stats.intervals import Interval
from haichieu.stats.quantification import (
    ReferenceScores,
    bin_counts,
    emq_error,
    emq_share,
    mixture_departures,
    mixture_distance,
)

#: Fewer posts than this have no shape worth judging.
FEWEST = 100
RESAMPLES = 500
#: Part of sound windows that the alarm on the shape may strike at.
FALSE_ALARMS = 0.01
#: The estimate must miss a certified interval by this many of its own standard errors.
CLEAR = 2.0
_NO_SPREAD = 1e-12
#: More held-back posts of one kind than any model has.
_MOST = 100_000

THIN, SHAPE, AUDIT = "thin", "shape", "audit"


@dataclass(frozen=True, slots=True)
class Doubt:
    """What one look at a window's scores found.

    Attributes:
        kind: “thin”, “shape”, “audit”, or "" where nothing speaks against the estimate.
        sentence: the same in Vietnamese; "" where `kind` is.
        mean: expected share by the mean of the scores.
        emq: expected share once the window's own share is allowed for.
        distance, threshold: largest departure of the scores from every mixture of the reference, in standard deviations
            of chance, and the size that chance alone passes in one window of a hundred; both 0 for a thin window.
    """

    kind: str
    sentence: str
    mean: float
    emq: float
    distance: float
    threshold: float


def look(
    scores: Floats, reference: ReferenceScores, *, certified: Interval | None, seed: int
) -> Doubt | None:
    """The doubt that a window of posts raises, if any.

    Args:
        scores: (n,) the model's calibrated probability that each post is negative and no advisory.
        reference: the model's held-back scores by true kind.
        certified: bounds from a certificate on an overlapping window of the same posts, where there is one.
        seed: of the resampling; the same seed gives the same answer.

    >>> truth = np.arange(900) % 6 == 0
    >>> scores = np.where(truth, 0.6, 0.1) + np.arange(900) % 7 / 50
    >>> reference = ReferenceScores.of(scores, truth)
    >>> look(scores, reference, certified=None, seed=1) is None
    True
    >>> look(np.full(300, 0.4), reference, certified=None, seed=1).kind
    'shape'
    """
    found = examine(scores, reference, certified=certified, seed=seed)
    return found if found.kind else None


def examine(scores: Floats, reference: ReferenceScores, *, certified: Interval | None, seed: int) -> Doubt:
    """Like `look`, with the figures also where there is no doubt (`kind` is then empty)."""
    posts = len(scores)
    if not posts:
        return Doubt(THIN, _thin(0), 0.0, 0.0, 0.0, 0.0)
    chances = np.asarray(scores, dtype=np.float64)
    mean, emq = float(chances.mean()), emq_share(chances, reference.prior)
    if posts < FEWEST:
        return Doubt(THIN, _thin(posts), mean, emq, 0.0, 0.0)
    distance, threshold = _shape(chances, reference, seed)
    kind, sentence = "", ""
    if certified is not None and _misses(emq, emq_error(chances, reference.prior, emq), certified):
        kind, sentence = AUDIT, _ruled_out(emq, certified)
    elif distance > threshold:
        kind, sentence = SHAPE, _misshapen(posts, emq)
    return Doubt(kind, sentence, mean, emq, distance, threshold)


def held_back_counts(model: ToneModel) -> ReferenceScores:
    """How many held-back posts of the model fell into each bin.

    The model keeps shares of each kind; they are whole counts over one size, which is the least common denominator.
    Means are those of the bins' middles: no look uses them.
    """
    kept = model.reference
    counts = np.stack([np.rint(row * _size(row)).astype(np.int64) for row in kept.shares])
    middles = (kept.edges[:-1] + kept.edges[1:]) / 2
    absent, given = (float(row @ middles) for row in kept.shares)
    return ReferenceScores(kept.edges, counts, (absent, given))


def _size(shares: Floats) -> int:
    return lcm(*(Fraction(share).limit_denominator(_MOST).denominator for share in shares.tolist()))


def _shape(chances: Floats, reference: ReferenceScores, seed: int) -> tuple[float, float]:
    """Largest departure from every mixture of the reference, in standard deviations, and what chance alone passes.

    Both the window and the reference are resampled: the reference is a sample too, and for large windows the larger
    part of the chance.
    """
    rng = np.random.default_rng(seed)
    posts, shares = len(chances), reference.shares
    observed = bin_counts(chances, reference.edges) / posts
    _, share = mixture_distance(observed, shares)
    windows = rng.multinomial(posts, (1 - share) * shares[0] + share * shares[1], size=RESAMPLES) / posts
    kinds = [
        rng.multinomial(size, row, size=RESAMPLES) for size, row in zip(reference.sizes, shares, strict=True)
    ]
    by_chance = mixture_departures(windows, np.stack(kinds, axis=1), reference.ratio)
    middle, spread = by_chance.mean(axis=0), np.maximum(by_chance.std(axis=0), _NO_SPREAD)
    found = mixture_departures(observed, reference.counts, reference.ratio)
    threshold = np.quantile(_largest((by_chance - middle) / spread), 1 - FALSE_ALARMS)
    return float(_largest((found - middle) / spread)), float(threshold)


def _largest(departures: Floats) -> Floats:
    """Largest of (…, 5) departures; the first is a distance, and a window can hardly be too close."""
    return np.asarray(np.maximum(departures[..., 0], np.abs(departures[..., 1:]).max(axis=-1)))


def _misses(emq: float, error: float, certified: Interval) -> bool:
    return not certified.low - CLEAR * error <= emq <= certified.high + CLEAR * error


def _thin(posts: int) -> str:
    return f"Mới có {spoken_count(posts)} bài, chưa đủ {FEWEST} bài để biết ước lượng của máy có đáng tin hay không."


def _misshapen(posts: int, emq: float) -> str:
    return (
        f"Điểm máy chấm cho {spoken_count(posts)} bài này phân bố khác hẳn các bài đã dùng để kiểm tra mô hình: "
        f"đừng dựa vào ước lượng {spoken_percent(emq)} khi chưa có người đọc một mẫu."
    )


def _ruled_out(emq: float, certified: Interval) -> str:
    low, high = spoken_percent(certified.low, upward=False), spoken_percent(certified.high, upward=True)
    return (
        f"Ước lượng của máy ({spoken_percent(emq)}) nằm ngoài khoảng mà người đọc đã chứng nhận "
        f"(từ {low} đến {high}): hãy dùng số đã chứng nhận."
    )

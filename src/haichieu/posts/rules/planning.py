"""What the coming weeks will probably bring, from what was published, what is drafted and the calendar.

A forecast of counts, with its interval. It says how many posts a limit leaves room for, and never which: a limit is a
measurement, and nothing here tells one post from another (`docs/algorithms/planning.md`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil

import numpy as np

from haichieu.posts.rules.sentences import spoken_count
from haichieu.stats.arrays import Floats, Ints
from haichieu.stats.limits import Limit

LEVEL = 0.9
#: Imagined futures; the bounds of an interval lie within about ± 0.5 % of the level they promise.
FUTURES = 20_000
#: Days and posts that the starting belief counts for, at the rate of all days together.
_FIRST_DAYS, _FIRST_POSTS = 1.0, 4.0
_RARE = 1e-9
#: Chances drawn at once: half a megabyte.
_CHANCES = 65_536


@dataclass(frozen=True, slots=True)
class Day:
    """A day that is over.

    Attributes:
        day: the date.
        working: whether it was a working day.
        count: posts published.
        counted: how many of them were negative and no advisory, or how many the machine expects.
    """

    day: date
    working: bool
    count: int
    counted: float


@dataclass(frozen=True, slots=True)
class Coming:
    """A day that is still to come, and whether it is a working day."""

    day: date
    working: bool


@dataclass(frozen=True, slots=True)
class Planned:
    """A drafted post.

    Attributes:
        day: when it is planned for.
        counted: the model's probability that it is negative and no advisory.
    """

    day: date
    counted: float


@dataclass(frozen=True, slots=True)
class Range:
    """An expected figure between two bounds; each bound is passed with probability (1 − level)/2 at most."""

    low: float
    mean: float
    high: float


@dataclass(frozen=True, slots=True)
class Outlook:
    """A period as it will probably stand at its end, what is published already included.

    Attributes:
        posts: number of posts.
        counted: how many are negative and no advisory.
        share: the one by the other; 0 where there are no posts.
        level: probability that a figure lies between its bounds.
    """

    posts: Range
    counted: Range
    share: Range
    level: float = LEVEL


@dataclass(frozen=True, slots=True)
class Fit:
    """How many further negative posts a limit leaves room for, by how many posts the period will have.

    Attributes:
        low, expected, high: for the low, the expected and the high number of posts; below 0 where already passed.
        others: further posts, beyond the expected number, that bring the share back under a limit passed by
            then; 0 where it is kept.
        limit: the limit.
    """

    low: int
    expected: int
    high: int
    others: int
    limit: Limit

    @property
    def sentence(self) -> str:
        """The same in Vietnamese.

        >>> print(Fit(2, 5, 8, 0, Limit(15, 100)).sentence)
        Mức dưới 15 % còn chỗ cho khoảng 5 bài tiêu cực nữa (từ 2 đến 8, tùy tổng số bài của kỳ).
        >>> print(Fit(-4, -2, 0, 14, Limit(15, 100)).sentence)  # doctest: +NORMALIZE_WHITESPACE
        Đã vượt mức dưới 15 %. Kể 14 việc đã làm mà chưa kể, ngoài số bài dự kiến, thì trở lại dưới mức;
        bài đăng cho đủ số không phải là việc.
        """
        if self.expected < 0:
            more = spoken_count(self.others)
            return (
                f"Đã vượt mức {self.limit}. Kể {more} việc đã làm mà chưa kể, ngoài số bài dự kiến, thì trở lại "
                f"{_under(self.limit)}; bài đăng cho đủ số không phải là việc."
            )
        low, high = spoken_count(max(0, self.low)), spoken_count(self.high)
        between = (
            f"từ {low} đến {high}, tùy tổng số bài của kỳ" if low != high else "theo tổng số bài dự kiến"
        )
        room = spoken_count(self.expected)
        return f"Mức {self.limit} còn chỗ cho khoảng {room} bài tiêu cực nữa ({between})."


def _under(limit: Limit) -> str:
    return "dưới mức" if limit.strict else "trong mức"


def expected_mix(
    history: Sequence[Day],
    planned: Sequence[Planned],
    until: Sequence[Coming],
    *,
    seed: int,
    published: int = 0,
    counted: float = 0.0,
) -> Outlook:
    """The mix of a period at its end.

    Counts of working and of free days are forecast apart. A total over d days is Poisson with a gamma rate that has the
    mean and variance of the history: the variance of a day is φ times its mean (φ ≥ 1, Pearson's estimate from days and
    from weeks, the larger), and the rate itself is known from m days only, so var = φ·μ·d·(1 + d/m). The share among
    them is beta with the posts of the history, weakened by its own dispersion, as evidence. Drafted posts take the
    place of posts that would have come on such days anyhow, each with its own probability.

    Args:
        history: days that are over, in any order; two to three months are a good basis.
        planned: drafts; those on days outside `until` are left out.
        until: the days still to come, each once.
        seed: of the imagined futures; the same seed gives the same outlook.
        published, counted: posts of the period that are out already, and how many of them count.

    Returns:
        The outlook, with intervals of level 0.9.

    Source: gamma-Poisson and beta-binomial prediction, Gelman et al. (2013), Bayesian Data Analysis, 3rd ed., ch. 2.

    >>> from datetime import timedelta
    >>> monday = date(2026, 11, 2)
    >>> past = [Day(monday - timedelta(n), True, 4, 0.5) for n in range(1, 61)]
    >>> ahead = [Coming(monday + timedelta(n), True) for n in range(10)]
    >>> outlook = expected_mix(past, [], ahead, seed=1)
    >>> round(outlook.posts.mean), outlook.posts.low < 40 < outlook.posts.high, round(outlook.share.mean, 2)
    (40, True, 0.12)
    """
    rng = np.random.default_rng(seed)
    posts = np.full(FUTURES, published, dtype=np.int64)
    found = np.full(FUTURES, counted)
    for working in (True, False):
        ahead = {day.day for day in until if day.working == working}
        if ahead:
            drafts = np.array([draft.counted for draft in planned if draft.day in ahead])
            further, negative = _kind(history, working, len(ahead), drafts, rng)
            posts += further
            found += negative
    share = np.divide(found, posts, out=np.zeros(FUTURES), where=posts > 0)
    return Outlook(_whole(posts), _whole(found), _range(share))


def _kind(
    history: Sequence[Day], working: bool, ahead: int, drafts: Floats, rng: np.random.Generator
) -> tuple[Ints, Ints]:
    """Imagined totals of the coming days of one kind: posts, and how many count."""
    past = [day for day in history if day.working == working]
    others = np.maximum(0, _totals(past, history, ahead, rng) - len(drafts))
    negative = rng.binomial(others, _shares(past, history, others, rng))
    if len(drafts):
        negative = negative + _counted_drafts(drafts, rng)
    return others + len(drafts), negative


def _counted_drafts(drafts: Floats, rng: np.random.Generator) -> Ints:
    """How many drafts count in each imagined future; some futures at a time, so that memory stays flat."""
    counts = np.empty(FUTURES, dtype=np.int64)
    step = max(1, _CHANCES // len(drafts))
    for start in range(0, FUTURES, step):
        some = counts[start : start + step]
        some[:] = np.count_nonzero(rng.random((len(some), len(drafts))) < drafts, axis=1)
    return counts


def _totals(past: Sequence[Day], history: Sequence[Day], ahead: int, rng: np.random.Generator) -> Ints:
    """Posts that would come on `ahead` days, from a gamma rate and Poisson counts."""
    counts = np.array([day.count for day in past], dtype=np.float64)
    first = sum(day.count for day in history) / len(history) if history else 0.0
    days = len(past) + _FIRST_DAYS
    mean = (counts.sum() + _FIRST_DAYS * first) / days * ahead
    if mean <= 0:
        return np.zeros(FUTURES, dtype=np.int64)
    spread = _spread(past, counts, np.ones(len(past)))
    extra = mean * (spread * (1 + ahead / days) - 1)
    if extra <= 0:
        return rng.poisson(mean, FUTURES).astype(np.int64)
    shape = mean * mean / extra
    return rng.poisson(rng.gamma(shape, mean / shape, FUTURES)).astype(np.int64)


def _shares(past: Sequence[Day], history: Sequence[Day], others: Ints, rng: np.random.Generator) -> Floats:
    """Shares of counted posts among the further ones, one for each imagined future."""
    posts = np.array([day.count for day in past], dtype=np.float64)
    found = np.array([day.counted for day in past], dtype=np.float64)
    everything, negative = sum(day.count for day in history), sum(day.counted for day in history)
    first = (negative + 0.5) / (everything + 1.0)
    share = (found.sum() + _FIRST_POSTS * first) / (posts.sum() + _FIRST_POSTS)
    spread = _spread(past, found, posts)
    known = (posts.sum() + _FIRST_POSTS) / spread
    further = max(1.0, float(others.mean()))
    # The beta-binomial's variance is then about n·p·(1 − p)·(spread + n/known).
    weight = further / (spread - 1 + further / known)
    return rng.beta(max(_RARE, weight * share), max(_RARE, weight * (1 - share)), FUTURES)


def _dispersion(found: Floats, sizes: Floats) -> float:
    """Pearson's dispersion of counts about a common rate, at least 1; 1 where there is too little to tell.

    >>> _dispersion(np.array([2.0, 2.0, 2.0]), np.ones(3)), _dispersion(np.array([0.0, 6.0, 0.0]), np.ones(3))
    (1.0, 6.0)
    """
    kept = sizes > 0
    if kept.sum() < 3 or found[kept].sum() <= 0:
        return 1.0
    expected = sizes[kept] * found[kept].sum() / sizes[kept].sum()
    return max(1.0, float(((found[kept] - expected) ** 2 / expected).sum() / (kept.sum() - 1)))


def _spread(past: Sequence[Day], found: Floats, sizes: Floats) -> float:
    """The larger dispersion of days and of weeks: busy days come together, and only weeks show it."""
    if not past:
        return 1.0
    _, week = np.unique([day.day.isocalendar()[:2] for day in past], axis=0, return_inverse=True)
    weekly = _dispersion(*(np.bincount(week, part).astype(np.float64) for part in (found, sizes)))
    return max(_dispersion(found, sizes), weekly)


def _range(values: Floats | Ints) -> Range:
    low, high = np.quantile(values, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return Range(float(low), float(np.mean(values)), float(high))


def _whole(values: Floats | Ints) -> Range:
    """The range of counts, its bounds whole numbers outwards."""
    found = _range(values)
    return Range(float(np.floor(found.low)), found.mean, float(np.ceil(found.high)))


def still_fit(limit: Limit, *, counted: int, posts: Range) -> Fit:
    """How many more negative posts fit into a period.

    Args:
        limit: the limit on the share of posts that count.
        counted: posts of the period that count already.
        posts: how many posts the period will have in all (`Outlook.posts`).

    >>> fit = still_fit(Limit(15, 100), counted=10, posts=Range(80, 100, 120))
    >>> fit.low, fit.expected, fit.high, fit.others
    (1, 4, 7, 0)
    >>> still_fit(Limit(15, 100), counted=18, posts=Range(80, 100, 120)).others
    21
    """
    # “Dưới” of no posts at all would be less than none.
    low, expected, high = (
        max(0, limit.most(round(total))) - counted for total in (posts.low, posts.mean, posts.high)
    )
    others = _needed(limit, counted) - round(posts.mean) if expected < 0 else 0
    return Fit(low, expected, high, others, limit)


def _needed(limit: Limit, counted: int) -> int:
    """Fewest posts among which `counted` keep the limit."""
    total = max(0, ceil(counted / limit.share))
    while not limit.keeps(counted, total):
        total += 1
    return total

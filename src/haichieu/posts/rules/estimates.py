"""How far the machine's estimate of a share can be trusted against a limit, before anybody has read a post.

Two views of the same chances, and a range that holds both: the chances are right as they are (they were calibrated on
posts like these), or only what positives and negatives look like is known and their share is the channel's own
(`quantification`). Their distance is the doubt that more posts do not take away; a certificate does.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np

from haichieu.posts.rules.drift import held_back_counts
from haichieu.posts.rules.tone import load_model
from haichieu.stats.arrays import Floats
from haichieu.stats.audit import ShareAudit
from haichieu.stats.intervals import wilson
from haichieu.stats.limits import Limit

BELOW, ABOVE, UNSURE = "below", "above", "unsure"
#: A model known from so many posts tells no share more closely than so many posts do.
_KNOWN = 1000
#: Half of the 95 % quantile of chi-square with one degree of freedom.
_SUPPORT = 1.92
_SHARES = np.linspace(0.0, 1.0, 1001)
_TINY = 1e-9
#: Larger lists are forecast by a part of them: the labels hardly grow from there on.
_MOST = 2000


@dataclass(frozen=True, slots=True)
class Estimate:
    """The chances of a list of posts in groups, as (mean chance, number of posts).

    Attributes:
        chances, counts: shape (K,), mean chance of counting against a limit and number of posts of each group.
        flagged: posts that the machine takes neither for a warning nor for none.
        prior: share at which the chances are calibrated; None where people's labels have set it for this list's unit.
    """

    chances: Floats
    counts: Floats
    flagged: int = 0
    prior: float | None = None

    @property
    def posts(self) -> int:
        """How many posts there are."""
        return int(self.counts.sum())

    @property
    def range(self) -> tuple[float, float]:
        """Shares that honest doubt allows, at about 95 %.

        >>> few = Estimate(np.array([0.05, 0.6]), np.array([33.0, 8.0]), prior=0.25)
        >>> [round(bound, 2) for bound in few.range]
        [0.0, 0.27]
        """
        if not self.posts:
            return 0.0, 1.0
        ranges = [_as_they_are(self.chances, self.counts)]
        if self.prior is not None:
            ranges.append(_with_own_share(self.chances, self.counts, self.prior))
        return min(low for low, _ in ranges), max(high for _, high in ranges)

    def standing(self, limit: Limit) -> str:
        """`BELOW` or `ABOVE` where the whole range keeps or breaks the limit, else `UNSURE`.

        >>> few = Estimate(np.array([0.05, 0.6]), np.array([33.0, 8.0]), prior=0.25)
        >>> few.standing(Limit(15, 100)), few.standing(Limit(40, 100))
        ('unsure', 'below')
        """
        low, high = self.range
        share = float(limit.share)
        return BELOW if high < share else ABOVE if low > share else UNSURE

    def to_read(self, limit: Limit) -> int:
        """About how many posts people will have to read until a certificate decides.

        >>> few = Estimate(np.array([0.05, 0.6]), np.array([33.0, 8.0]), prior=0.25)
        >>> 1 <= few.to_read(Limit(15, 100)) <= few.posts
        True
        """
        part = min(1.0, _MOST / self.posts)
        sizes = np.maximum(np.rint(self.counts * part), 1).astype(np.int64)
        forecast = ShareAudit(np.repeat(self.chances, sizes), limit, seed=1).forecast()
        return min(self.posts, forecast.middle) if forecast else 0


@cache
def model_prior() -> float:
    """Share of posts that count among those that the model's chances were calibrated on."""
    return held_back_counts(load_model()).prior


def _as_they_are(chances: Floats, counts: Floats) -> tuple[float, float]:
    posts = counts.sum()
    share = float(np.clip((counts * chances).sum() / posts, 0.5 / posts, 1 - 0.5 / posts))
    spread = float((counts * chances * (1 - chances)).sum()) / posts**2 * (1 + posts / _KNOWN)
    worth = share * (1 - share) / max(spread, _TINY)
    found = wilson(share * worth, worth)
    return float(found.low), float(found.high)


def _with_own_share(chances: Floats, counts: Floats, prior: float) -> tuple[float, float]:
    """Shares whose likelihood is near the highest."""
    given, absent = chances / prior, (1 - chances) / (1 - prior)
    mixed = np.maximum(_SHARES[:, None] * given + (1 - _SHARES[:, None]) * absent, _TINY)
    likelihood = np.log(mixed) @ counts / (1 + counts.sum() / _KNOWN)
    near = _SHARES[likelihood >= likelihood.max() - _SUPPORT]
    return float(near[0]), float(near[-1])

"""The chances behind the machine's estimates, grouped in the database: one question however many posts there are."""

from collections.abc import Collection
from datetime import date

import numpy as np
from django.db.models import Avg, Case, Count, F, Q, When
from django.db.models.functions import Floor

from haichieu.channels.queries import items
from haichieu.posts.models import ToneReading
from haichieu.posts.queries.calibrations import PERSON
from haichieu.posts.rules.estimates import Estimate, model_prior

#: Groups of chances; finer ones change no range.
_GROUPS = 100
#: Chances between which the machine takes a post neither for an advisory nor for none.
LIKE_ADVISORY = (0.2, 0.8)
_CHANCE = F("p_negative") * (1 - F("p_advisory"))
_FLAGGED = Q(p_advisory__range=LIKE_ADVISORY) & ~Q(model=PERSON)


def estimates(*, channels: Collection[int], first: date, last: date) -> dict[int, Estimate]:
    """The estimate of each channel over a window; channels without posts that were read are absent.

    Where people's labels correct the readings, the correction knows the share that they see; the model's own does not
    count then.
    """
    rows = (
        ToneReading.objects.filter(item__in=items(channels=channels, first=first, last=last).order_by())
        .order_by()
        .annotate(chance=_CHANCE)
        .values("item__channel", group=Floor(F("chance") * _GROUPS))
        .annotate(
            mean=Avg("chance"),
            posts=Count("pk"),
            flagged=Count("pk", filter=_FLAGGED),
            corrected=Count(Case(When(model__contains="+", then=1))),
        )
        .values_list("item__channel", "mean", "posts", "flagged", "corrected")
    )
    found: dict[int, list[tuple[float, int, int, int]]] = {}
    for channel, *group in rows:
        found.setdefault(channel, []).append(tuple(group))
    return {channel: _estimate(groups) for channel, groups in found.items()}


def _estimate(groups: list[tuple[float, int, int, int]]) -> Estimate:
    means, posts, flagged, corrected = zip(*groups, strict=True)
    chances = np.clip(np.array(means, dtype=np.float64), 0.0, 1.0)
    prior = None if any(corrected) else model_prior()
    return Estimate(chances, np.array(posts, dtype=np.float64), sum(flagged), prior)

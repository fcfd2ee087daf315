"""Which posts a person should read next to teach the model most. Never for a certificate."""

from collections.abc import Collection
from datetime import date

import numpy as np

from haichieu.channels.models import PublishedItem
from haichieu.posts.models import Verdict
from haichieu.posts.queries.blindness import NOT_BLIND, Blindness
from haichieu.posts.queries.calibrations import PERSON
from haichieu.posts.queries.posts import posts
from haichieu.posts.rules.helpful import most_helpful

#: The newest posts of a window among which is chosen.
MOST = 3000


def helpful_posts(
    *, channels: Collection[int], first: date, last: date, count: int = 10, blind: Blindness = NOT_BLIND
) -> list[PublishedItem]:
    """Unread posts of a window, the most helpful first, with their readings. Two queries.

    Posts of open runs of labelling (``blind``) are left out: which ones are asked for tells what the machine makes of
    them, and the answer would be a label given apart from the run.
    """
    found = list(
        posts(channels=channels, first=first, last=last)
        .filter(tone__isnull=False)
        .exclude(blind.condition)[:MOST]
    )
    judged = set(
        Verdict.objects.filter(undone_at=None, item__channel__in=channels, item__day__gte=first)
        .exclude(tone="")
        .values_list("item", flat=True)
    )
    read = [n for n, item in enumerate(found) if item.pk in judged or item.tone.model == PERSON]
    chances = np.array(
        [[i.tone.p_positive, i.tone.p_neutral, i.tone.p_negative] for i in found], dtype=np.float64
    ).reshape(-1, 3)
    order = most_helpful(chances, read, [item.title for item in found], count=count)
    return [found[place] for place in order]

"""Lists of published posts with the machine's reading of each."""

from collections.abc import Collection
from datetime import date, datetime

from django.db.models import Q, QuerySet, Value
from django.db.models.functions import Coalesce

from haichieu.channels.models import PublishedItem
from haichieu.channels.queries import items
from haichieu.posts.models import ToneReading, Verdict
from haichieu.posts.queries.calibrations import PERSON
from haichieu.posts.queries.estimates import LIKE_ADVISORY


def posts(
    *,
    channels: Collection[int],
    first: date | None = None,
    last: date | None = None,
    tone: str = "",
    advisory: bool | None = None,
    like_advisory: bool = False,
    search: str = "",
    after: tuple[datetime, int] | None = None,
) -> QuerySet[PublishedItem]:
    """Posts newest first, with their readings; ``after`` is the (published_at, id) of the last row already shown.

    ``like_advisory`` asks for those that the machine takes neither for an advisory nor for none.
    """
    found = items(channels=channels, first=first, last=last, search=search).select_related("tone", "channel")
    if tone:
        # A plain comparison makes SQLite gather every post of the tone and sort them; this way it walks the posts
        # newest first and looks each tone up until the page is full.
        found = found.alias(read_as=Coalesce("tone__tone", Value(""))).filter(read_as=tone)
    if advisory is not None:
        found = found.filter(tone__advisory=advisory)
    if like_advisory:
        found = found.filter(tone__p_advisory__range=LIKE_ADVISORY).exclude(tone__model=PERSON)
    if after is not None:
        moment, pk = after
        found = found.filter(Q(published_at__lt=moment) | Q(published_at=moment, pk__lt=pk))
    return found


def reading_of(item: PublishedItem) -> ToneReading | None:
    """The machine's reading of one item, if it was read."""
    return ToneReading.objects.filter(item=item).first()


def reading_models(*, channels: Collection[int], first: date, last: date) -> list[str]:
    """Versions of the model whose readings of a window's posts are stored now, in the order of their names.

    Readings that a person put in their place are of no model.
    """
    found = ToneReading.objects.filter(item__in=items(channels=channels, first=first, last=last).order_by())
    found = found.exclude(model=PERSON)
    return sorted(found.order_by().values_list("model", flat=True).distinct())


def items_to_read(*, channels: Collection[int], version: str | None) -> QuerySet[PublishedItem]:
    """Posts of these channels without a reading of this version of the model; with None all of them.

    What a person corrected is never among them.
    """
    found = items(channels=channels).order_by()
    return found.exclude(tone__model__in=[PERSON] if version is None else [PERSON, version])


def human_labelled(*, channels: Collection[int], first: date, last: date) -> QuerySet[PublishedItem]:
    """Posts of a window that a person read in an audit and could judge."""
    judged = Verdict.objects.filter(undone_at=None).exclude(tone="").values("item")
    return items(channels=channels, first=first, last=last).filter(pk__in=judged)

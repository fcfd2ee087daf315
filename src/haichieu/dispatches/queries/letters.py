"""Questions about letters and their readings."""

from collections.abc import Collection

from django.db.models import QuerySet

from haichieu.dispatches.models import Dispatch, Reading
from haichieu.text.folding import fold


def dispatches(*, units: Collection[int], search: str = "", state: str = "") -> QuerySet[Dispatch]:
    """Letters of these units, newest first; ``search`` ignores case and diacritics."""
    found = Dispatch.objects.filter(unit__in=units).defer("text").order_by("-received_at", "-id")
    for word in fold(search).split():
        found = found.filter(search__contains=word)
    if state == "waiting":
        found = found.filter(confirmed_at=None, set_aside="")
    if state == "set_aside":
        found = found.exclude(set_aside="")
    return found


def current_reading(dispatch: Dispatch) -> Reading | None:
    """The newest reading by a person, or else the machine's proposal."""
    return dispatch.readings.order_by("-by_person", "-version").first()

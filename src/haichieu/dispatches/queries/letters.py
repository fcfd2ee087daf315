"""Questions about letters and their readings."""

from collections.abc import Collection

from django.db.models import QuerySet

from haichieu.base.sets import numbers
from haichieu.dispatches.models import Dispatch, Reading
from haichieu.text.folding import fold


def dispatches(*, units: Collection[int], search: str = "", state: str = "") -> QuerySet[Dispatch]:
    """Letters of these units, newest first; ``search`` ignores case and diacritics."""
    found = Dispatch.objects.filter(unit__one_of=numbers(units)).defer("text").order_by("-received_at", "-id")
    for word in fold(search).split():
        found = found.filter(search__contains=word)
    if state == "waiting":
        found = found.filter(confirmed_at=None, set_aside="", copy_of=None).exclude(
            waits_since__isnull=False, kind=""
        )
    if state == "set_aside":
        found = found.filter(copy_of=None, attached_to=None).exclude(set_aside="")
    return found


def letters_of_file(dispatch: Dispatch) -> QuerySet[Dispatch]:
    """The letters that came in the same file, in its order: one, except where several were bound together."""
    same = Dispatch.objects.filter(unit=dispatch.unit_id, sha256=dispatch.sha256)
    return same.defer("text").order_by("place")


def current_reading(dispatch: Dispatch) -> Reading | None:
    """The newest reading by a person, or else the machine's proposal."""
    return dispatch.readings.order_by("-by_person", "-version").first()

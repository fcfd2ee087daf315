"""Making the search words of stored letters anew, by the rules of today: words stored earlier follow older rules."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from haichieu.base.actions import record
from haichieu.dispatches.actions.letters import show_values
from haichieu.dispatches.actions.readings import obligation_words
from haichieu.dispatches.models import Dispatch, Obligation, Reading
from haichieu.text.folding import fold
from haichieu.text.privacy import mask_private_names
from haichieu.units.models import Person
from haichieu.units.queries import actor_ref

#: Letters looked at in one transaction: short enough that nobody at the pages waits for it.
_AT_ONCE = 100
_SHOWN = ("kind", "number", "symbol", "date", "issuer", "subject", "key", "search", "file_name")

#: takes how many rows are done, and how many there are
OnDone = Callable[[int, int], None]


def refresh_search_words(*, by: Person | None, at: datetime, on_done: OnDone | None = None) -> int:
    """Make what lists and search show of every letter and obligation anew; the number of rows that changed.

    Nothing is read again and no reading changes: the columns follow each letter's current reading, and names of private
    persons are masked in them as in letters that come in today. Safe to stop and to run again at any time; one log
    entry tells how many rows changed.
    """
    changed = {"letters": 0, "obligations": 0}
    try:
        _refresh_all(changed, on_done)
    finally:
        # What was changed before a stop stays changed, so it is told too.
        if any(changed.values()):
            _log(changed, by=actor_ref(by), at=at)
    return sum(changed.values())


def _refresh_all(changed: dict[str, int], on_done: OnDone | None) -> None:
    """Go through both tables; ``changed`` is counted up with every stretch that is done."""
    tables: tuple[tuple[str, Any, Callable[[int, int], int]], ...] = (
        ("letters", Dispatch, _refresh_letters),
        ("obligations", Obligation, _refresh_obligations),
    )
    total = sum(table.objects.count() for _, table, _ in tables)
    done = 0
    for name, table, refresh in tables:
        for first, last, rows in _stretches(table):
            changed[name] += refresh(first, last)
            done += rows
            if on_done is not None:
                on_done(min(done, total), total)


@transaction.atomic
def _log(changed: dict[str, int], *, by: str, at: datetime) -> None:
    record(by=by, verb="refresh_search_words", kind="register", ref="search", after=changed, at=at)


def _stretches(table: Any) -> Iterator[tuple[int, int, int]]:
    """First and last id, and number, of the rows of each transaction."""
    newest = table.objects.aggregate(newest=Max("pk"))["newest"] or 0
    after = 0
    while after < newest:
        ids = list(
            table.objects.filter(pk__gt=after, pk__lte=newest)
            .order_by("pk")
            .values_list("pk", flat=True)[:_AT_ONCE]
        )
        if not ids:
            return
        yield ids[0], ids[-1], len(ids)
        after = ids[-1]


@transaction.atomic
def _refresh_letters(first: int, last: int) -> int:
    letters = list(Dispatch.objects.select_for_update().filter(pk__range=(first, last)).defer("text"))
    readings = Reading.objects.filter(dispatch__in=letters).order_by("by_person", "version")
    current = dict(readings.values_list("dispatch", "values"))
    changed = []
    for letter in letters:
        before = [getattr(letter, name) for name in _SHOWN]
        letter.file_name = mask_private_names(letter.file_name)[-255:]
        if letter.pk in current:
            show_values(letter, current[letter.pk])
        else:
            letter.search = fold(letter.file_name)
        if before != [getattr(letter, name) for name in _SHOWN]:
            changed.append(letter)
    Dispatch.objects.bulk_update(changed, _SHOWN)
    return len(changed)


@transaction.atomic
def _refresh_obligations(first: int, last: int) -> int:
    changed = []
    for owed in Obligation.objects.select_for_update().filter(pk__range=(first, last)):
        words = obligation_words(owed.text, owed.actors)
        if words != owed.search:
            owed.search = words
            changed.append(owed)
    Obligation.objects.bulk_update(changed, ["search"])
    return len(changed)

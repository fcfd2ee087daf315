"""Questions about the registers: their lines, years, and how an office numbers."""

from collections.abc import Collection
from datetime import date

from django.db.models import Max, Q, QuerySet

from haichieu.dispatches.models import NumberingRule, RegisterEntry
from haichieu.dispatches.rules.numbering import Numbering
from haichieu.text.folding import fold
from haichieu.units.models import Unit

#: What a line of a register shows of its letter; texts and readings stay in the database.
_SHOWN = (
    "unit_id", "book", "series", "period", "number", "registered_on", "note", "signer", "sent_to",
    "dispatch__number", "dispatch__symbol", "dispatch__date", "dispatch__kind", "dispatch__issuer",
    "dispatch__subject", "dispatch__file_name",
    "own_letter__number", "own_letter__symbol", "own_letter__date", "own_letter__kind", "own_letter__subject",
    "own_letter__state",
)  # fmt: skip


def register(
    *, units: Collection[int], book: str, period: str = "", series: str | None = None, search: str = ""
) -> QuerySet[RegisterEntry]:
    """Lines of a register, the newest first; ``search`` ignores case and diacritics."""
    found = register_ids(units=units, book=book, period=period, series=series, search=search)
    return with_letters(found)


def with_letters(found: QuerySet[RegisterEntry]) -> QuerySet[RegisterEntry]:
    """The same lines with what they show of their letters."""
    return found.select_related("dispatch", "own_letter").only(*_SHOWN)


def register_ids(
    *, units: Collection[int], book: str, period: str = "", series: str | None = None, search: str = ""
) -> QuerySet[RegisterEntry]:
    """The lines of :func:`register` without their letters, to count them and find a page of them."""
    found = RegisterEntry.objects.filter(unit__in=units, book=book)
    if period:
        found = found.filter(period=period)
    if series is not None:
        found = found.filter(series=series)
    for word in fold(search).split():
        found = found.filter(_says(word))
    return found.order_by("-registered_on", "-id")


def _says(word: str) -> Q:
    """A word of the letter, or its number in the register."""
    said = Q(search__contains=word)
    return said | Q(number=int(word)) if word.isdecimal() and len(word) < 9 else said


def register_periods(*, units: Collection[int], book: str) -> list[str]:
    """The years and terms that a register has lines in, the latest first."""
    found = RegisterEntry.objects.filter(unit__in=units, book=book)
    periods: list[str] = []
    # One look into the index for each period: asking for all that differ would read every line.
    while last := (found.filter(period__lt=periods[-1]) if periods else found).aggregate(Max("period"))[
        "period__max"
    ]:
        periods.append(last)
    return periods


def numbering_rule(unit: Unit, on: date) -> NumberingRule | None:
    """How the unit said it numbers its letters on a day; None when it said nothing."""
    return unit.numbering_rules.filter(valid_from__lte=on).order_by("-valid_from").first()


def numbering_on(unit: Unit, on: date) -> Numbering:
    """How the unit numbers its letters on a day: each kind for itself, anew each year, unless it says otherwise."""
    rule = numbering_rule(unit, on)
    return Numbering(by_kind=rule.by_kind, term=rule.term) if rule else Numbering()

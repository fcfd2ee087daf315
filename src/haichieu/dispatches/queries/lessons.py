"""What an office's people have taught the reader, and how often each lesson helped."""

from collections.abc import Collection

from django.db.models import Count, Q

from haichieu.dispatches import rules
from haichieu.dispatches.models import Correction, LessonSwitch, LessonUse
from haichieu.dispatches.rules import Lexicon, Record
from haichieu.dispatches.rules.learning.corrections import TEACHING

#: the newest corrections of a unit that are looked at
MOST_CORRECTIONS = 2000


def lexicon_of(unit_id: int, *, without: int | None = None) -> Lexicon:
    """The lexicon of one unit, in three questions; ``without`` leaves out what one letter itself taught."""
    found = Correction.objects.filter(dispatch__unit=unit_id, field__in=TEACHING).exclude(dispatch=without)
    rows = found.select_related("dispatch").defer("dispatch__text", "dispatch__search")
    corrections = [_plain(row) for row in rows.order_by("-at", "-id")[:MOST_CORRECTIONS]]
    return Lexicon.from_corrections(corrections, _records(unit_id) if corrections else {})


def teaching_units(units: Collection[int]) -> frozenset[int]:
    """Those of the units whose people taught anything."""
    taught = Correction.objects.filter(dispatch__unit__one_of=units, field__in=TEACHING)
    return frozenset(taught.values_list("dispatch__unit", flat=True).distinct())


def _plain(row: Correction) -> rules.Correction:
    letter = row.dispatch
    return rules.Correction(
        row.field,
        row.machine_value,
        row.person_value,
        row.context,
        issuer=row.issuer,
        symbol=row.symbol,
        place=row.place,
        source=letter.pk,
        letter=rules.letter_name(letter.kind, letter.number, letter.symbol, file_name=letter.file_name),
    )


def _records(unit_id: int) -> dict[str, Record]:
    counted = (
        LessonUse.objects.filter(dispatch__unit=unit_id)
        .values("key")
        .annotate(helped=Count("id", filter=Q(kept=True)), undone=Count("id", filter=Q(kept=False)))
    )
    records = {row["key"]: Record(row["helped"], row["undone"]) for row in counted}
    for key, is_on in LessonSwitch.objects.filter(unit=unit_id).values_list("key", "is_on"):
        known = records.get(key, Record())
        records[key] = Record(known.helped, known.undone, is_on)
    return records

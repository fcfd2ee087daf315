"""What offices told each other about a letter, in words, in the order in which it was said."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from haichieu.dispatches.actions import status_word
from haichieu.dispatches.models import Dispatch, StatusFact
from haichieu.dispatches.queries import statuses_of
from haichieu.units.queries import people_names

#: what a status says of the work → icon
_ICONS = {
    "01": "inbox",
    "02": "slash-circle",
    "03": "check2",
    "04": "people",
    "05": "hourglass-split",
    "06": "check-circle",
    "13": "arrow-counterclockwise",
    "15": "check2",
    "16": "slash-circle",
}


@dataclass(frozen=True, slots=True)
class StatusRow:
    """One status."""

    pk: int
    word: str
    icon: str
    #: who told whom: “Sở Nội vụ báo về”, “Ta báo đi”
    who: str
    note: str
    said_at: datetime
    #: who kept it here
    by: str


def status_rows(letter: Dispatch, units: Collection[int]) -> tuple[StatusRow, ...]:
    """The statuses of a letter; none for who sees the letter only because of work owed under it."""
    if letter.unit_id not in units:
        return ()
    facts = list(statuses_of(letter))
    names = people_names({fact.by for fact in facts}) if facts else {}
    return tuple(_row(fact, names.get(fact.by, "Hệ thống")) for fact in facts)


def _row(fact: StatusFact, by: str) -> StatusRow:
    other = fact.organisation_name or fact.organisation or "Nơi khác"
    given = fact.direction == StatusFact.Direction.GIVEN
    return StatusRow(
        pk=fact.pk,
        word=status_word(fact.code),
        icon=_ICONS.get(fact.code, "circle"),
        who=f"Đơn vị mình báo cho {fact.issuer}" if given else f"{other} báo về",
        note=fact.note,
        said_at=fact.said_at,
        by=by,
    )

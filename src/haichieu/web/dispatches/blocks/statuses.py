"""What offices told each other about a letter, in words, in the order in which it was said."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from haichieu.dispatches.actions import status_word
from haichieu.dispatches.models import Dispatch, StatusFact
from haichieu.dispatches.queries import message_of, statuses_of
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
    #: who told whom: “Sở Nội vụ báo về”, “Đơn vị mình báo cho Sở Nội vụ”
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
    offices = _offices(letter, facts) if facts else {}
    return tuple(_row(fact, names.get(fact.by, "Hệ thống"), offices) for fact in facts)


def _offices(letter: Dispatch, facts: Collection[StatusFact]) -> dict[str, str]:
    """Names of the offices by their codes, as far as a message said them."""
    said = {fact.organisation: fact.organisation_name for fact in facts if fact.organisation_name}
    message = message_of(letter)
    if message is not None and message.organisation_name:
        said[message.organisation] = message.organisation_name
    return said


def _row(fact: StatusFact, by: str, offices: Mapping[str, str]) -> StatusRow:
    other = fact.organisation_name or fact.organisation or "Nơi khác"
    given = fact.direction == StatusFact.Direction.GIVEN
    return StatusRow(
        pk=fact.pk,
        word=status_word(fact.code),
        icon=_ICONS.get(fact.code, "circle"),
        who=f"Đơn vị mình báo cho {offices.get(fact.issuer, fact.issuer)}" if given else f"{other} báo về",
        note=fact.note,
        said_at=fact.said_at,
        by=by,
    )

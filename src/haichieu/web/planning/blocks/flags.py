"""The flagged post that waits for a second look. Who flagged it and how it was read is never shown."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from haichieu.posts.models import FlagCheck
from haichieu.posts.queries import Blindness, flag_checks, own_answers
from haichieu.web.planning.blocks.plan import FlagBlock, flag_block

#: Own answers that are shown.
ANSWERS = 20


@dataclass(frozen=True, slots=True)
class FlagCard:
    """One post to look at, and how many wait."""

    check: FlagCheck | None
    block: FlagBlock
    note: str
    #: this person's own newest answers, which can be taken back
    answers: tuple[FlagCheck, ...]


def flag_card(
    units: Collection[int],
    *,
    person: str,
    blind: Blindness,
    today: date,
    note: str = "",
    first: int | None = None,
) -> FlagCard:
    """The drawn post ``first`` if it waits for this person, else the oldest that this person did not flag."""
    block = flag_block(units, person=person, may_check=units, blind=blind, today=today)
    waiting = flag_checks(units=units, person=person, blind=blind)
    check = waiting.filter(pk=first).first() if first is not None else None
    answers = own_answers(units=units, person=person)[:ANSWERS]
    return FlagCard(check or waiting.first(), block, note, tuple(answers))

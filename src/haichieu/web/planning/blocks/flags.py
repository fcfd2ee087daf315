"""The flagged post that waits for a second look. Who flagged it and how it was read is never shown."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from haichieu.posts.models import FlagCheck
from haichieu.posts.queries import flag_checks
from haichieu.web.planning.blocks.plan import FlagBlock, flag_block


@dataclass(frozen=True, slots=True)
class FlagCard:
    """One post to look at, and how many wait."""

    check: FlagCheck | None
    block: FlagBlock
    note: str


def flag_card(units: Collection[int], *, person: str, today: date, note: str = "") -> FlagCard:
    """The oldest drawn post that this person did not flag."""
    block = flag_block(units, person=person, may_check=units, today=today)
    return FlagCard(flag_checks(units=units, person=person).first(), block, note)

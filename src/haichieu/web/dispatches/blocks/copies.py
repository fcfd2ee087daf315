"""What the page of a letter says about other copies of it."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from haichieu.dispatches.models import Dispatch
from haichieu.dispatches.queries import Copies, called, copies_of, records_elsewhere, shown_day
from haichieu.units.rules import Tree


@dataclass(frozen=True, slots=True)
class Copy:
    """Another received letter, and the offer or decision that ties the two."""

    letter: Dispatch
    name: str
    meta: str
    #: why the two may be one
    reasons: str = ""
    #: id of the offer; None when it was decided through a third copy
    offer: int | None = None


@dataclass(frozen=True, slots=True)
class CopiesBlock:
    """Copies of a letter: offered, decided, and records in other units' registers."""

    offered: tuple[Copy, ...]
    held: tuple[Copy, ...]
    #: the letter that this one is a copy of
    main: Copy | None
    elsewhere: tuple[Copy, ...]

    @property
    def badge(self) -> str:
        """Whose copy this letter is, for its badge; empty when it is none, or when that may not be seen."""
        return f"Bản chép của {self.main.name}" if self.main else ""

    @classmethod
    def of(cls, letter: Dispatch, units: Collection[int], tree: Tree) -> "CopiesBlock":
        """Look them up; an offer is shown to whoever may read the letter, decided by whoever may confirm it."""
        # Who only owes something under a letter sees nothing else of the register that it stands in.
        found = copies_of(letter) if letter.unit_id in units else Copies((), ())
        held = [
            Copy(copy, copy.file_name, _meta(copy), offer=offer.pk if offer else None)
            for copy, offer in found.held
        ]
        return cls(
            offered=tuple(
                Copy(other, called(other), _meta(other), ", ".join(offer.reasons), offer.pk)
                for offer, other in found.offered
            ),
            held=tuple(copy for copy in held if letter.copy_of_id is None),
            main=next(
                (
                    replace(copy, name=called(copy.letter))
                    for copy in held
                    if copy.letter.pk == letter.copy_of_id
                ),
                None,
            ),
            elsewhere=tuple(
                Copy(
                    other,
                    called(other),
                    tree.nodes[other.unit_id].name if other.unit_id in tree.nodes else "",
                )
                for other in records_elsewhere(letter, units=units)
            ),
        )


def _by_name(copy: Copy) -> Copy:
    return replace(copy, name=called(copy.letter))


def _meta(letter: Dispatch) -> str:
    return " · ".join(filter(None, (shown_day(letter.date), letter.file_name)))

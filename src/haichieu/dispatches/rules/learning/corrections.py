"""Where a person read a letter otherwise than the machine. Names of people without an office are kept out."""

import difflib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from haichieu.dispatches.rules.confirmation import LETTER_FIELDS, LIST_FIELDS
from haichieu.dispatches.rules.learning.owners import is_collective
from haichieu.dispatches.rules.names import is_name
from haichieu.text.privacy import mask_private_names

#: Fields whose corrections teach something about other letters; the others are examples only.
TEACHING = frozenset({"issuer", "symbol", "place", "signer.title", *LIST_FIELDS, "owner"})
_BESIDE = 60
#: Two items of a list are the same one read differently when they are at least this much alike.
_SAME_ITEM = 0.7


@dataclass(frozen=True, slots=True)
class Correction:
    """One field that a person changed."""

    #: “issuer”, “signer.title”, …; “owner” for the unit that was made to do what the letter asks of somebody
    field: str
    #: what the machine read; empty when it read nothing
    machine: str
    #: what the person confirmed; for “owner” the unit's code
    person: str
    #: words around the machine's value in the letter, private names masked; empty when it has no place there
    context: str = ""
    #: what the person confirmed of the same letter: where the lesson may hold again
    issuer: str = ""
    symbol: str = ""
    place: str = ""
    #: id of the letter
    source: int = 0
    #: how that letter is called
    letter: str = ""


def corrections_of(
    machine: Mapping[str, Any], person: Mapping[str, Any], text: str
) -> tuple[Correction, ...]:
    """Every field that a confirmed reading has otherwise than the machine's, private names left out or masked.

    The signer's name is not among them: who signs is said by each letter anew.

    >>> found = corrections_of({"place": "Phú Lôc"}, {"place": "Phú Lộc", "symbol": None}, "Phú Lôc, ngày 5/6/2026")
    >>> [(each.field, each.machine, each.person, each.context) for each in found]
    [('place', 'Phú Lôc', 'Phú Lộc', 'Phú Lôc, ngày 5/6/2026')]
    """
    masked = mask_private_names(text)
    found = []
    for field, read, right in _differences(machine, person):
        if field in TEACHING and (_is_private(field, read) or _is_private(field, right)):
            continue
        found.append(
            Correction(
                field,
                mask_private_names(read),
                mask_private_names(right),
                _context(masked, read),
                issuer=_plain(person, "issuer"),
                symbol=_plain(person, "symbol"),
                place=_plain(person, "place"),
            )
        )
    return tuple(found)


def owner_correction(actors: Sequence[str], unit_code: str, person: Mapping[str, Any]) -> Correction | None:
    """That a person gave what these actors are asked to a unit; None when an actor is private or many at once.

    >>> owner_correction(["Ban Tuyên giáo"], "TG", {}).machine, owner_correction(["bà Trần Thị Mơ"], "TG", {})
    ('Ban Tuyên giáo', None)
    """
    words = "; ".join(actor.strip() for actor in actors if actor.strip())
    if not words or any(_is_private("owner", actor) or is_collective(actor) for actor in actors):
        return None
    return Correction("owner", words[:500], unit_code, issuer=_plain(person, "issuer"))


def _differences(machine: Mapping[str, Any], person: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    for field in LETTER_FIELDS:
        read, right = str(machine.get(field) or ""), str(person.get(field) or "")
        if read != right:
            yield field, read, right
    for part in ("authority", "title"):
        read, right = (str((values.get("signer") or {}).get(part) or "") for values in (machine, person))
        if read != right:
            yield f"signer.{part}", read, right
    for field in LIST_FIELDS:
        yield from ((field, read, right) for read, right in _items(machine, person, field))


def _items(machine: Mapping[str, Any], person: Mapping[str, Any], field: str) -> Iterator[tuple[str, str]]:
    """Items that were read otherwise, each beside the one that it was read as."""
    read, right = list(machine.get(field) or []), list(person.get(field) or [])
    fresh = [item for item in right if item not in read]
    for item in (item for item in read if item not in right):
        nearest = difflib.get_close_matches(item, fresh, n=1, cutoff=_SAME_ITEM)
        if nearest:
            fresh.remove(nearest[0])
            yield item, nearest[0]


def _is_private(field: str, value: str) -> bool:
    # A place may look like a name (“Đông Triều”); in the other fields a bare name is a person's.
    return mask_private_names(value) != value or (field != "place" and is_name(value))


def _context(masked: str, read: str) -> str:
    at = masked.find(read) if read else -1
    return " ".join(masked[max(0, at - _BESIDE) : at + len(read) + _BESIDE].split()) if at >= 0 else ""


def _plain(values: Mapping[str, Any], field: str) -> str:
    return mask_private_names(str(values.get(field) or ""))

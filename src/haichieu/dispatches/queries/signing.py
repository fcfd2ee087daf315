"""Who may sign a letter of our own: somebody else than who checked it, as long as there is somebody else."""

from dataclasses import dataclass
from datetime import date

from haichieu.dispatches.models import OwnLetter
from haichieu.units.models import Person
from haichieu.units.queries import actor_ref, present_holders


@dataclass(frozen=True, slots=True)
class Signing:
    """Whether a person may sign a letter that was checked, besides holding the right."""

    #: why not, as a sentence; empty where they may
    refusal: str = ""
    #: what the page and the log say where one person checks and signs; empty where two do
    alone: str = ""


def signing(letter: OwnLetter, person: Person | None, *, on: date) -> Signing:
    """What follows from who checked the letter last."""
    last = letter.facts.filter(verb="checked").order_by("-pk").values_list("by", flat=True).first()
    if last is None or last != actor_ref(person):
        return Signing()
    others = other_signers(letter.unit_id, person, on=on)
    if others:
        return Signing(
            refusal=f"Người kiểm tra không tự ký văn bản đó; hãy để người khác ký: {', '.join(others)}."
        )
    return Signing(alone="Người ký cũng là người kiểm tra, vì đơn vị hiện chỉ có một người được ký.")


def other_signers(unit_id: int, person: Person | None, *, on: date) -> tuple[str, ...]:
    """Names of the others who can sign for a unit that day; empty where the person is the only one."""
    found = present_holders(unit_id, "sign_letter", on=on)
    return tuple(name for pk, name in found.items() if person is None or pk != person.pk)

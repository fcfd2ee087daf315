"""How a letter is called in a sentence or a list."""

from collections.abc import Iterable
from datetime import date, datetime

from haichieu.dispatches import rules
from haichieu.dispatches.actions import STUCK
from haichieu.dispatches.models import Dispatch, Obligation

#: An obligation due within this many days is shown as due soon.
SOON_DAYS = 7


def letter_sign(letter: Dispatch) -> str:
    """Its number and symbol as offices write them; empty when neither could be read.

    >>> letter_sign(Dispatch(number="412", symbol="LĐLĐ")), letter_sign(Dispatch(number="45", symbol="KH/TU"))
    ('412/LĐLĐ', '45-KH/TU')
    """
    return rules.letter_sign(letter.number, letter.symbol)


def letter_name(letter: Dispatch) -> str:
    """Its kind and sign, or the name of its file when nothing could be read; an order without a letter by
    who gave it and when.

    >>> letter_name(Dispatch(kind="công văn", number="412", symbol="LĐLĐ"))
    'Công văn số 412/LĐLĐ'
    >>> letter_name(Dispatch(file_name="scan.pdf"))
    'scan.pdf'
    >>> letter_name(Dispatch(is_oral=True, issuer="Chủ tịch (ngày 09/12/2026)"))
    'Chỉ đạo của Chủ tịch, 09/12/2026'
    """
    if letter.is_oral:
        return rules.order_name(letter.issuer)
    return rules.letter_name(letter.kind, letter.number, letter.symbol, file_name=letter.file_name)


def named_letters(letters: Iterable[Dispatch]) -> list[tuple[int, str]]:
    """Number and name of each letter.

    >>> named_letters([Dispatch(pk=3, kind="công văn", number="412", symbol="LĐLĐ")])
    [(3, 'Công văn số 412/LĐLĐ')]
    """
    return [(letter.pk, letter_name(letter)) for letter in letters]


def is_being_read(letter: Dispatch) -> bool:
    """Whether nothing of the letter is known yet because the machine has not read it.

    >>> is_being_read(Dispatch(waits_since=datetime(2026, 11, 5)))
    True
    """
    return letter.waits_since is not None and letter.confirmed_at is None and not letter.kind


def may_be_read_again(letter: Dispatch, *, at: datetime) -> bool:
    """Whether asking the machine once more makes sense: it has read the letter, or should have long ago."""
    return letter.waits_since is None or at - letter.waits_since >= STUCK


def letter_state(letter: Dispatch) -> str:
    """copy, attached, waiting, confirmed, set_aside, or running while the machine reads it for the first time."""
    if letter.copy_of_id is not None:
        return "copy"
    if letter.attached_to_id is not None:
        return "attached"
    if letter.confirmed_at is not None:
        return "confirmed"
    if is_being_read(letter):
        return "running"
    return "set_aside" if letter.set_aside else "waiting"


def obligation_state(owed: Obligation, *, on: date) -> str:
    """removed, done, outside, late, soon, standing, acknowledgement or open, on one day."""
    if owed.removed_at is not None:
        return "removed"
    if owed.done_at is not None:
        return "done"
    if owed.outside_at is not None:
        return "outside"
    if owed.due_on is None:
        return "standing"
    if owed.due_on < on:
        return "late"
    if (owed.due_on - on).days <= SOON_DAYS:
        return "soon"
    return "acknowledgement" if owed.kind == Obligation.Kind.ACKNOWLEDGEMENT else "open"

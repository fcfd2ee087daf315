"""Which letters a status names, what statuses a letter has, and by which codes offices call each other."""

from datetime import date

from django.db.models import Q, QuerySet

from haichieu.dispatches.errors import CannotExchange
from haichieu.dispatches.models import Dispatch, LetterMessage, StatusFact
from haichieu.dispatches.rules import parse_sign
from haichieu.dispatches.rules.exchange.edxml.codes import DocumentId, read_document_id
from haichieu.dispatches.rules.exchange.edxml.messages import Reference
from haichieu.units.models import Unit


def statuses_of(letter: Dispatch) -> QuerySet[StatusFact]:
    """What offices told each other about a letter and its copies, in the order in which it was said."""
    return _told_of(letter).order_by("said_at", "id")


def message_of(letter: Dispatch) -> LetterMessage | None:
    """The envelope that the letter came in; None when it came otherwise."""
    return LetterMessage.objects.filter(dispatch=letter).first()


def letters_named(reference: Reference, *, unit_id: int | None = None) -> list[Dispatch]:
    """The letters that a message's reference means: number and symbol, day, and the issuer's code where one is known.

    Copies stand for their letter. ``unit_id`` None looks in every register.
    """
    known = read_document_id(reference.document_id)
    sign = reference.sign or (known.sign if known else "")
    issued = reference.issued or (known.issued if known else None)
    issuer = reference.organisation or (known.organisation if known else "")
    key = parse_sign(sign)
    if key is None:
        return []
    held = Dispatch.objects.filter(key=key.index).select_related("copy_of", "message", "unit").order_by("pk")
    if unit_id is not None:
        held = held.filter(unit=unit_id)
    if issued is not None:
        held = held.filter(date=issued.isoformat())
    found = [letter for letter in held if _code_of(letter) in ("", issuer) or not issuer]
    exact = [letter for letter in found if issuer and _code_of(letter) == issuer]
    mains = [letter.copy_of or letter for letter in exact or found]
    return list({letter.pk: letter for letter in mains}.values())


def letter_reference(letter: Dispatch, *, issuer: str) -> Reference:
    """How a message names a stored letter. Raises :class:`CannotExchange` with what the letter lacks."""
    message = message_of(letter)
    known = read_document_id(message.document_id) if message else None
    if known is not None and known.organisation == issuer:
        return Reference(issuer, known.sign, known.issued, str(known))
    missing = lacking(letter)
    if missing:
        raise CannotExchange(f"Văn bản thiếu {', '.join(missing)}; hãy sửa bản đọc trước khi gửi.")
    issued, sign = date.fromisoformat(letter.date), f"{letter.number}/{letter.symbol}"
    return Reference(issuer, sign, issued, str(DocumentId(issuer, issued, sign)))


def lacking(letter: Dispatch) -> list[str]:
    """What a letter must have before other e-offices understand which letter is meant.

    >>> lacking(Dispatch(number="12", symbol="UBND", date="2026-11"))
    ['đủ ngày, tháng, năm']
    """
    parts = [("số", bool(letter.number)), ("ký hiệu", bool(letter.symbol))]
    parts.append(("đủ ngày, tháng, năm", _is_day(letter.date)))
    return [name for name, there in parts if not there]


def own_code(unit_id: int, message: LetterMessage | None) -> str:
    """The code that the unit is known by, else the one used last, else the only one that the message was sent to.

    Empty when none is known.
    """
    known = Unit.objects.filter(pk=unit_id).values_list("agency_code", flat=True).first()
    if known:
        return known
    given = StatusFact.objects.filter(dispatch__unit=unit_id, direction=StatusFact.Direction.GIVEN)
    last = given.order_by("-at", "-id").values_list("organisation", flat=True).first()
    if last:
        return last
    codes = message.receivers if message else []
    return str(codes[0]) if len(codes) == 1 else ""


def issuer_code(letter: Dispatch, message: LetterMessage | None) -> str:
    """The code of the office that issued the letter; empty when nobody has said it."""
    if message is not None:
        return message.organisation
    given = _told_of(letter).exclude(issuer="").order_by("-at", "-id")
    return given.values_list("issuer", flat=True).first() or ""


def _told_of(letter: Dispatch) -> QuerySet[StatusFact]:
    return StatusFact.objects.filter(Q(dispatch=letter) | Q(dispatch__copy_of=letter))


def _code_of(letter: Dispatch) -> str:
    message = getattr(letter, "message", None)
    return message.organisation if message else ""


def _is_day(text: str) -> bool:
    try:
        return bool(date.fromisoformat(text))
    except ValueError:
        return False

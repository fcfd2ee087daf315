"""Between readings of letters and edXML messages."""

import mimetypes
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from haichieu.dispatches.rules.exchange.edxml.messages import (
    Attachment,
    EdxmlMessage,
    Organisation,
    Signer,
    TraceStep,
)
from haichieu.dispatches.rules.exchange.errors import ExchangeError
from haichieu.dispatches.rules.exchange.stating import with_stated
from haichieu.text.folding import fold

#: Urgency as printed on a letter → Priority of the standard; the longer words first.
_URGENCY = (("hoa toc hen gio", 4), ("hoa toc", 3), ("thuong khan", 2), ("khan", 1))


def message_of_reading(
    values: Mapping[str, Any],
    *,
    files: Sequence[tuple[str, bytes]],
    sender: Organisation,
    receivers: Sequence[Organisation],
    at: datetime,
) -> EdxmlMessage:
    """A new message that carries a letter as read.

    Parameters
    ----------
    values:
        A reading as `haichieu read --json` prints it, confirmed by a person.
    files:
        Name and bytes of the letter itself, then of its annexes.
    at:
        The moment of sending.

    Raises
    ------
    ExchangeError
        When the letter has no full date: a message must name the day.

    >>> from datetime import timezone
    >>> letter = {"number": "12", "symbol": "UBND-VX", "date": "2026-11-05", "subject": "v/v họp", "kind": "công văn"}
    >>> message_of_reading(letter, files=[], sender=Organisation("H41.1"), receivers=[Organisation("H41.2")],
    ...     at=datetime(2026, 11, 5, 1, tzinfo=timezone.utc)).document_id
    'H41.1,2026/11/05,12/UBND-VX'
    """
    signer = values.get("signer") or {}
    return EdxmlMessage(
        sender=sender,
        receivers=tuple(receivers),
        number=str(values.get("number") or ""),
        notation=str(values.get("symbol") or ""),
        issued=_issued(values.get("date")),
        subject=str(values.get("subject") or ""),
        place=str(values.get("place") or ""),
        kind=str(values.get("kind") or "công văn"),
        signer=Signer(*(str(signer.get(key) or "") for key in ("authority", "title", "name"))),
        to_places=tuple(values.get("recipients") or ()),
        priority=_priority(str(values.get("urgency") or "")),
        attachments=tuple(_file(name, data) for name, data in files),
        trace=(TraceStep(sender.code, at),),
    )


def fields_of_message(message: EdxmlMessage) -> dict[str, Any]:
    """The fields of a reading that a message states; the letter's file says the rest.

    >>> message = EdxmlMessage(Organisation("H41.1", "UBND xã Đông"), (), "12", "UBND-VX", date(2026, 11, 5), "họp")
    >>> fields_of_message(message)["issuer"], fields_of_message(message)["date"]
    ('UBND xã Đông', '2026-11-05')
    """
    signer = message.signer
    return {
        "kind": message.kind,
        "issuer": message.sender.name or None,
        "number": message.number or None,
        "symbol": message.notation or None,
        "place": message.place or None,
        "date": message.issued.isoformat(),
        "subject": message.subject or None,
        "addressees": [receiver.name for receiver in message.receivers if receiver.name],
        "recipients": list(message.to_places),
        "signer": {
            "authority": signer.competence or None,
            "title": signer.position or None,
            "name": signer.name or None,
        },
    }


def reading_of_message(message: EdxmlMessage, letter: Mapping[str, Any] | None) -> dict[str, Any]:
    """The fields that a message states together with the reading of the letter that came with it.

    The message says under which number, date, kind and subject it was registered; what the letter itself names comes
    from the letter. Where the two name another number or day, a warning says so.

    Parameters
    ----------
    letter:
        Its reading as `haichieu read --json` prints it; None where no file of the message can be read.

    >>> message = EdxmlMessage(Organisation("H41.1", "UBND xã Đông"), (), "12", "UBND-VX", date(2026, 11, 5), "họp")
    >>> found = reading_of_message(message, {"number": "13", "addressees": ["Các thôn"], "subject": None})
    >>> found["number"], found["subject"], found["addressees"], found["warnings"]
    ('12', 'họp', ['Các thôn'], ['Gói tin ghi số 12, văn bản ghi số 13: hãy soát lại.'])
    """
    stated = fields_of_message(message)
    return stated if letter is None else with_stated(stated, letter, source="Gói tin")


def _issued(value: object) -> date:
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise ExchangeError("Văn bản chưa có đủ ngày, tháng, năm ban hành; hãy điền trước khi gửi.") from None


def _priority(urgency: str) -> int:
    folded = fold(urgency)
    return next((code for words, code in _URGENCY if words in folded), 0)


def _file(name: str, data: bytes) -> Attachment:
    guessed = mimetypes.guess_type(name)[0]
    return Attachment(name, data, guessed or "application/octet-stream")

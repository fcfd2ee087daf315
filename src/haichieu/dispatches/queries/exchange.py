"""A stored letter as a file for other e-offices and archives."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from haichieu.dispatches.errors import CannotExchange
from haichieu.dispatches.models import Dispatch
from haichieu.dispatches.queries.letters import current_reading
from haichieu.dispatches.queries.statuses import message_of
from haichieu.dispatches.rules import read_dispatch
from haichieu.dispatches.rules.exchange.akoma_ntoso.writing import write_letter
from haichieu.dispatches.rules.exchange.edxml.letters import message_of_reading
from haichieu.dispatches.rules.exchange.edxml.messages import Attachment, EdxmlMessage, Organisation
from haichieu.dispatches.rules.exchange.edxml.reading import read_message
from haichieu.dispatches.rules.exchange.edxml.writing import write_message
from haichieu.dispatches.rules.exchange.errors import ExchangeError
from haichieu.dispatches.rules.exchange.masking import masked_reading
from haichieu.text.file_text import MAX_BYTES
from haichieu.text.privacy import mask_private_names

#: What a reading holds for other programs; our own decisions about it stay in the office.
_PUBLIC = frozenset(read_dispatch("").to_dict())
_NO_MESSAGE = "Văn bản này không đến bằng gói tin edXML."


def letter_as_akoma_ntoso(letter: Dispatch, *, made: date) -> bytes:
    """The letter with its current reading as Akoma Ntoso, names of people without an office masked."""
    return write_letter(masked_reading(_values(letter)), made=made)


def letter_as_edxml(letter: Dispatch, *, sender: str, receivers: Sequence[str], at: datetime) -> bytes:
    """A new message that carries the letter and its files. Raises :class:`CannotExchange` with what is missing."""
    values = _values(letter)
    shown = {
        **values,
        "subject": mask_private_names(str(values.get("subject") or "")),
        "recipients": [mask_private_names(str(place)) for place in values.get("recipients") or ()],
    }
    try:
        message = message_of_reading(
            shown,
            files=_files(letter),
            sender=Organisation(sender, name=str(values.get("issuer") or "")),
            receivers=[Organisation(code) for code in receivers],
            at=at,
        )
        return write_message(message)
    except ExchangeError as error:
        raise CannotExchange(str(error)) from None


def message_again(letter: Dispatch) -> bytes:
    """The message that the letter came in, written anew: everything that it carried, in the standard's own form.

    Raises :class:`CannotExchange` for a letter that came otherwise, or whose message lacks what the standard wants.
    """
    if message_of(letter) is None:
        raise CannotExchange(_NO_MESSAGE)
    try:
        return write_message(_message(letter))
    except ExchangeError as error:
        raise CannotExchange(str(error)) from None


def message_file(letter: Dispatch, position: int) -> Attachment | None:
    """One file of the message that the letter came in, under the name that lists show; None for no such place.

    Raises :class:`CannotExchange` where the stored message cannot be opened.
    """
    message = message_of(letter)
    names = dict(message.files.values_list("position", "name")) if message else {}
    if position not in names:
        return None
    try:
        files = _message(letter).attachments
    except ExchangeError as error:
        raise CannotExchange(str(error)) from None
    return replace(files[position], name=names[position]) if position < len(files) else None


def _message(letter: Dispatch) -> EdxmlMessage:
    message = read_message(_bytes(letter), max_bytes=MAX_BYTES)
    if not isinstance(message, EdxmlMessage):
        raise ExchangeError(_NO_MESSAGE)
    return message


def _files(letter: Dispatch) -> list[tuple[str, bytes]]:
    """The letter itself first, then its annexes."""
    message = message_of(letter)
    if message is None:
        return [(letter.file_name, _bytes(letter))]
    order = message.files.order_by("-is_letter", "position").values_list("position", flat=True)
    held = _message(letter).attachments
    return [(mask_private_names(held[place].name), held[place].data) for place in order if place < len(held)]


def _bytes(letter: Dispatch) -> bytes:
    try:
        with letter.file.open("rb") as stored:
            data: bytes = stored.read()
    except FileNotFoundError:
        raise CannotExchange("Tệp gốc không còn trong kho lưu trữ; hãy gửi lại tệp.") from None
    return data


def _values(letter: Dispatch) -> dict[str, Any]:
    reading = current_reading(letter)
    values = {key: value for key, value in (reading.values if reading else {}).items() if key in _PUBLIC}
    return {**values, "text": letter.text}

"""Files of other e-offices, opened: the message or document around a letter, and the letter inside it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from haichieu.dispatches.rules import letters_in, read_dispatch, split_letters
from haichieu.dispatches.rules.exchange.akoma_ntoso.reading import read_letter
from haichieu.dispatches.rules.exchange.edxml.letters import fields_of_message
from haichieu.dispatches.rules.exchange.edxml.messages import Attachment, EdxmlMessage, EdxmlStatus
from haichieu.dispatches.rules.exchange.edxml.reading import read_message
from haichieu.dispatches.rules.exchange.errors import ExchangeError
from haichieu.dispatches.rules.exchange.recognise import exchange_kind, may_be_status
from haichieu.dispatches.rules.exchange.stating import plain_fields
from haichieu.text.errors import UnreadableFile
from haichieu.text.file_text import MAX_BYTES, FileText
from haichieu.text.limited import OnPage, Readers

#: More files than a letter has; those behind are kept, not read.
_MOST_FILES = 30
#: Kinds that take long: pictures of pages, and what an office program must open first.
LONG = (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\xff\xd8\xff", b"\x89PNG", b"II*\x00", b"MM\x00*")
_PURPOSES = {
    "recall": "Gói tin này đề nghị thu hồi văn bản đã gửi",
    "update": "Gói tin này cập nhật văn bản đã gửi",
    "replace": "Gói tin này thay thế văn bản đã gửi",
}


@dataclass(frozen=True, slots=True)
class ReadAttachment:
    """A file of a message, read."""

    file: Attachment
    text: FileText | None
    #: why it could not be read
    refusal: str = ""


@dataclass(frozen=True, slots=True)
class LetterFile:
    """A stored file, read: the text of its letter, and what the file around the letter states."""

    found: FileText
    stated: Mapping[str, Any] | None = None
    #: what a warning calls the file around the letter
    source: str = ""
    message: EdxmlMessage | None = None
    files: tuple[ReadAttachment, ...] = ()
    #: which of the files is the letter; None where none could be read
    letter: int | None = None


def read_letter_file(
    readers: Readers, data: bytes, name: str, *, on_page: OnPage | None = None, seconds: float | None = None
) -> LetterFile:
    """Read a letter's file; of a message of another office the letter among its files.

    Parameters
    ----------
    seconds:
        Longest silence while somebody waits; a message with pictures is then refused as `too_slow` without a try.

    Raises
    ------
    UnreadableFile
        As the readers; with the reason `exchange` for a message that cannot be used, `status` for a status.
    """
    kind = exchange_kind(data, name)
    if not kind:
        return LetterFile(readers.read(data, name, on_page=on_page, seconds=seconds))
    readers.check_xml(data, seconds=seconds)
    try:
        if kind == "akoma_ntoso":
            return _akoma_ntoso(data, name)
        message = read_message(data, max_bytes=MAX_BYTES)
    except ExchangeError as error:
        raise UnreadableFile(str(error), reason="exchange") from None
    if isinstance(message, EdxmlStatus):
        raise UnreadableFile("Tệp này là tin trạng thái, không phải văn bản.", reason="status")
    return _message(readers, message, name, on_page=on_page, seconds=seconds)


def status_in(
    readers: Readers, data: bytes, name: str, *, seconds: float | None = None
) -> EdxmlStatus | None:
    """The status that a file holds; None for any other file, and for one that cannot be read."""
    if not may_be_status(data, name):
        return None
    try:
        readers.check_xml(data, seconds=seconds)
        message = read_message(data, max_bytes=MAX_BYTES)
    except (ExchangeError, UnreadableFile):
        return None
    return message if isinstance(message, EdxmlStatus) else None


def _akoma_ntoso(data: bytes, name: str) -> LetterFile:
    letter = read_letter(data, max_bytes=MAX_BYTES)
    found = FileText(name, letter.text, "xml", None, letter.warnings)
    stated = plain_fields(letter.values) if letter.values else None
    return LetterFile(found, stated, source="Tệp Akoma Ntoso")


def _message(
    readers: Readers, message: EdxmlMessage, name: str, *, on_page: OnPage | None, seconds: float | None
) -> LetterFile:
    if seconds is not None and any(file.data.startswith(LONG) for file in message.attachments):
        raise UnreadableFile("Gói tin có tệp cần đọc lâu.", reason="too_slow")
    files = tuple(
        _read(readers, message, place, on_page, seconds) for place in range(len(message.attachments))
    )
    letter, found = _letter_of(message, files)
    if letter is not None:
        found = with_annexes(found, [file.text for place, file in enumerate(files) if place != letter])
    return LetterFile(
        found=replace(found, name=name, warnings=(*_told(message), *found.warnings)),
        stated=fields_of_message(message),
        source="Gói tin",
        message=message,
        files=files,
        letter=letter,
    )


def _read(
    readers: Readers, message: EdxmlMessage, place: int, on_page: OnPage | None, seconds: float | None
) -> ReadAttachment:
    file = message.attachments[place]
    if place >= _MOST_FILES:
        return ReadAttachment(file, None, "Gói tin có quá nhiều tệp nên tệp này không được đọc.")
    each = seconds / len(message.attachments) if seconds is not None else None
    try:
        return ReadAttachment(file, readers.read(file.data, file.name, on_page=on_page, seconds=each))
    except UnreadableFile as error:
        if error.reason == "too_slow" and seconds is not None:
            raise
        return ReadAttachment(file, None, str(error))


def _letter_of(message: EdxmlMessage, files: tuple[ReadAttachment, ...]) -> tuple[int | None, FileText]:
    """The letter among the files: the one with the number of the message, else the first that could be read."""
    letters = [
        (place, letter)
        for place, file in enumerate(files)
        if file.text is not None
        for letter in letters_in(file.text)
    ]
    for place, letter in letters:
        if read_dispatch(letter.text).number == message.number:
            return place, letter
    if letters:
        return letters[0]
    said = "Gói tin không kèm văn bản đọc được; các trường dưới đây lấy từ phong bì của gói tin."
    return None, FileText("", message.content, "xml", None, (said,))


def with_annexes(letter: FileText, others: Iterable[FileText | None]) -> FileText:
    """The letter with the texts of its annexes behind it, as in a file that holds both; others are only named.

    A letter of its own, or a second copy of this one, is no annex: what it asks for is not asked for here.

    >>> with_annexes(FileText("a.txt", "Số: 1", "txt", None, ()), [FileText("b.txt", "PHỤ LỤC", "txt", 1, ())]).text
    'Số: 1\\x0cPHỤ LỤC'
    """
    for other in others:
        if other is None or not other.text.strip():
            continue
        text = f"{letter.text}\f{other.text}"
        if len(split_letters(text)) > 1:
            said = f"Tệp “{other.name}” trong gói tin là một văn bản riêng nên việc nêu trong đó không được tính ở đây."
            letter = replace(letter, warnings=(*letter.warnings, said))
            continue
        begin = len(letter.text) + 1
        doubtful = ((start + begin, end + begin) for start, end in other.doubtful)
        letter = replace(letter, text=text, pages=None, doubtful=(*letter.doubtful, *doubtful))
    return letter


def _told(message: EdxmlMessage) -> tuple[str, ...]:
    purpose = _PURPOSES.get(message.purpose)
    if purpose is None:
        return message.warnings
    about = f" ({message.about})" if message.about else ""
    reason = f": {message.reason.rstrip('.')}" if message.reason else ""
    return (f"{purpose}{about}{reason}.", *message.warnings)

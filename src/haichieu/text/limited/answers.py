"""What a worker's answers mean, checked piece by piece before anything believes them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from haichieu.text.file_text import FileText
from haichieu.text.limited.wire import BadMessage, Message
from haichieu.text.packages import Part

T = TypeVar("T")


def file_text(answer: Message) -> FileText:
    """The text of a file.

    >>> text = {"name": "a.txt", "text": "Số: 1", "kind": "txt", "pages": None, "warnings": [], "method": "text",
    ...     "doubtful": []}
    >>> file_text(Message({"text": text})).text
    'Số: 1'
    >>> file_text(Message({"text": {**text, "pages": "3"}}))
    Traceback (most recent call last):
    haichieu.text.limited.wire.BadMessage
    """
    values = _kind(answer.header.get("text"), dict)
    return FileText(
        name=_kind(values.get("name"), str),
        text=_kind(values.get("text"), str),
        kind=_kind(values.get("kind"), str),
        pages=None if values.get("pages") is None else _kind(values["pages"], int),
        warnings=_sentences(values),
        method=_kind(values.get("method"), str),
        doubtful=tuple(_range(pair) for pair in _kind(values.get("doubtful"), list)),
    )


@dataclass(frozen=True, slots=True)
class Package:
    """A package taken apart."""

    parts: tuple[Part, ...]
    #: The office that a mail says it comes from; empty for archives and for persons' mails.
    sender: str


def package(answer: Message) -> Package:
    """The parts of a package.

    >>> part = {"name": "a.txt", "reason": None, "subject": None}
    >>> package(Message({"parts": [part], "sender": ""}, (b"abc",))).parts[0].data
    b'abc'
    """
    named = _kind(answer.header.get("parts"), list)
    if len(named) != len(answer.blocks):
        raise BadMessage
    parts = (_part(_kind(one, dict), data) for one, data in zip(named, answer.blocks, strict=True))
    return Package(tuple(parts), _kind(answer.header.get("sender"), str))


def approval(answer: Message) -> None:
    """Nothing was found to refuse.

    >>> approval(Message({"good": True}))
    >>> approval(Message({}))
    Traceback (most recent call last):
    haichieu.text.limited.wire.BadMessage
    """
    if answer.header.get("good") is not True:
        raise BadMessage


def _part(values: Mapping[str, Any], data: bytes) -> Part:
    reason, subject = (
        None if values.get(k) is None else _kind(values[k], str) for k in ("reason", "subject")
    )
    return Part(_kind(values.get("name"), str), data, reason, subject)


def _sentences(values: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(_kind(sentence, str) for sentence in _kind(values.get("warnings"), list))


def _range(pair: object) -> tuple[int, int]:
    found = _kind(pair, list)
    if len(found) != 2:
        raise BadMessage
    return _kind(found[0], int), _kind(found[1], int)


def _kind(value: object, kind: type[T]) -> T:
    if not isinstance(value, kind):
        raise BadMessage
    return value

"""What a worker's answers mean, checked piece by piece before anything believes them."""

from collections.abc import Mapping
from typing import Any, TypeVar

from haichieu.text.files import FileText
from haichieu.text.limited.wire import BadMessage, Message

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

"""Messages between us and a worker: a JSON header and blocks of bytes, each with its length before it.

No pickles: whoever takes a worker over can send us wrong data, never code.
"""

import json
import socket
import struct
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

_LENGTH = struct.Struct(">Q")
#: Longest header taken: the text of the longest file, escaped.
MAX_HEADER = 256 * 1024 * 1024
#: Most bytes of blocks taken with one message.
MAX_BLOCKS = 512 * 1024 * 1024
_CHUNK = 1024 * 1024


class BadMessage(Exception):
    """Tiến trình đọc tệp trả lời sai quy cách."""


@dataclass(frozen=True, slots=True)
class Message:
    """One message."""

    header: dict[str, Any]
    blocks: tuple[bytes, ...] = ()


def send(end: socket.socket, header: Mapping[str, Any], blocks: Sequence[bytes] = ()) -> None:
    """Send one message; the socket's own timeout holds for the whole of it."""
    encoded = json.dumps({**header, "blocks": [len(block) for block in blocks]}).encode("ascii")
    end.sendall(_LENGTH.pack(len(encoded)) + encoded)
    for block in blocks:
        end.sendall(block)


def receive(end: socket.socket, watch: Callable[[], None] = lambda: None) -> Message | None:
    """The next message, or None when the other side has closed; `watch` is called while nothing or little comes.

    Raises
    ------
    BadMessage
        A message that is too long, cut, or no JSON object.

    >>> ours, theirs = socket.socketpair()
    >>> send(ours, {"name": "a.txt"}, [b"abc"])
    >>> receive(theirs)
    Message(header={'name': 'a.txt', 'blocks': [3]}, blocks=(b'abc',))
    >>> ours.close()
    >>> receive(theirs) is None
    True
    >>> theirs.close()
    """
    head = _exactly(end, _LENGTH.size, watch)
    if head is None:
        return None
    (length,) = _LENGTH.unpack(head)
    header = _header(_whole(end, length, MAX_HEADER, watch))
    sizes = header.get("blocks")
    if not isinstance(sizes, list) or not all(type(size) is int and size >= 0 for size in sizes):
        raise BadMessage(BadMessage.__doc__)
    if sum(sizes) > MAX_BLOCKS:
        raise BadMessage(BadMessage.__doc__)
    return Message(header, tuple(_whole(end, size, MAX_BLOCKS, watch) for size in sizes))


def _header(encoded: bytes) -> dict[str, Any]:
    try:
        header = json.loads(encoded)
    except (ValueError, RecursionError):
        raise BadMessage(BadMessage.__doc__) from None
    if not isinstance(header, dict):
        raise BadMessage(BadMessage.__doc__)
    return header


def _whole(end: socket.socket, size: int, most: int, watch: Callable[[], None]) -> bytes:
    if size > most:
        raise BadMessage(BadMessage.__doc__)
    found = _exactly(end, size, watch)
    if found is None:
        raise BadMessage(BadMessage.__doc__)
    return found


def _exactly(end: socket.socket, size: int, watch: Callable[[], None]) -> bytes | None:
    """So many bytes; None when the other side closed before the first one or in the middle."""
    found = bytearray()
    while len(found) < size:
        try:
            chunk = end.recv(min(_CHUNK, size - len(found)))
        except TimeoutError:
            watch()
            continue
        except ConnectionError:
            return None
        if not chunk:
            return None
        found += chunk
        watch()
    return bytes(found)

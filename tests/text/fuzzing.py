"""Sound files made unsound: bytes flipped, cut, repeated, spliced, also inside archives; and how a file must end."""

import io
import random
import zipfile
from pathlib import PurePath

from haichieu.text.errors import UnreadableFile
from haichieu.text.limited import Readers
from haichieu.text.packages import PACKAGE_SUFFIXES

_ENDS = 400
_ODD = (
    b"\x00",
    b"\xff" * 8,
    b"<",
    b"&",
    b"{\\",
    b"%s%n",
    b"9" * 400,
    b"\xed\xa0\x80",
    b"(",
    b"<<",
    b"stream\n",
)


def mutated(chance: random.Random, name: str, files: dict[str, bytes]) -> bytes:
    """A file like that of this name, with one to four faults in it or in a part of it."""
    data = files[name]
    if data[:2] == b"PK" and chance.random() < 0.7:
        return _inside(chance, data, files)
    for _ in range(chance.randint(1, 4)):
        data = _faulty(chance, data, files)
    return data


def _faulty(chance: random.Random, data: bytes, files: dict[str, bytes]) -> bytes:
    # Heads and directories stand at one end of a file: half of the faults go there.
    near = chance.randrange(min(len(data), _ENDS) + 1)
    at = chance.choice(
        (chance.randrange(len(data) + 1), chance.randrange(len(data) + 1), near, len(data) - near)
    )
    to = min(len(data), at + chance.choice((1, 2, 8, 64, 1024)))
    match chance.randrange(6):
        case 0:
            flipped = bytes(byte ^ (1 << chance.randrange(8)) for byte in data[at:to])
            return data[:at] + flipped + data[to:]
        case 1:
            return data[:at]
        case 2:
            return data[:at] + data[at:to] * chance.choice((2, 50, 500)) + data[to:]
        case 3:
            other = files[chance.choice(sorted(files))]
            start = chance.randrange(len(other) + 1)
            return data[:at] + other[start : start + chance.choice((10, 500, 20_000))] + data[to:]
        case 4:
            return data[:at] + chance.choice(_ODD) + data[at:]
        case _:
            return data[:at] + data[to:]


def _inside(chance: random.Random, data: bytes, files: dict[str, bytes]) -> bytes:
    """The same archive with a fault in one of its parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        names = old.namelist()
        chosen = (
            "word/document.xml"
            if "word/document.xml" in names and chance.random() < 0.6
            else chance.choice(names)
        )
        for name in names:
            part = old.read(name)
            new.writestr(name, _faulty(chance, part, files) if name == chosen else part)
    return buffer.getvalue()


def outcome(readers: Readers, name: str, data: bytes) -> str:
    """How reading ends: the kind of text, `package`, or the reason of the refusal; anything else is raised."""
    try:
        if PurePath(name).suffix in PACKAGE_SUFFIXES:
            readers.open_package(data, name)
            return "package"
        return readers.read(data, name).kind
    except UnreadableFile as error:
        assert str(error).endswith(".") and "\n" not in str(error), str(error)
        return error.reason

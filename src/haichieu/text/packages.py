"""Packages of files, .zip and .eml: their parts, nested ones too, within bounds; bad parts set aside by name."""

from dataclasses import dataclass
from pathlib import PurePath

from haichieu.text.errors import UnreadableFile
from haichieu.text.file_type import PACKAGES, is_mail, kind_of
from haichieu.text.package_mail import mail_entries
from haichieu.text.package_zip import Entry, zip_entries

#: Endings of files that hold files.
PACKAGE_SUFFIXES = frozenset({".zip", ".eml"})
#: Marks of archives that are one letter: Word, OpenDocument.
_LETTER_MARKS = (b"word/document", b"content.xml")
_MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class PackageLimits:
    """How much one package may hold."""

    #: Most parts, over all nested packages.
    count: int = 200
    #: Most packages inside one another.
    depth: int = 4
    #: Most bytes of all parts together, unpacked.
    unpacked: int = 300 * _MEGABYTE
    #: Most bytes of one part.
    part: int = 50 * _MEGABYTE
    #: Most bytes unpacked for each byte packed, from a megabyte on.
    ratio: int = 300


@dataclass(frozen=True, slots=True)
class Part:
    """One file of a package."""

    #: Its name with the packages and folders it lies in, made harmless: no leading slash, no “..”.
    name: str
    #: Its bytes; empty where they could not be taken out.
    data: bytes
    #: Why it is set aside, one Vietnamese sentence; None for a part that can be read.
    reason: str | None = None
    #: Subject of the mail that it came with.
    subject: str | None = None


@dataclass(slots=True)
class _Bounds:
    """What is left of the limits."""

    count: int
    unpacked: int


def may_be_package(data: bytes, name: str) -> bool:
    """Whether a file should be tried as a package before it is read as a letter; a look at its bytes, no more.

    >>> may_be_package(b"PK\\x03\\x04...", "goi"), may_be_package(b"PK\\x03\\x04..word/document.xml..", "a.docx")
    (True, False)
    """
    if PurePath(name).suffix.lower() in PACKAGE_SUFFIXES or is_mail(data):
        return True
    return data.startswith(b"PK\x03\x04") and not any(mark in data for mark in _LETTER_MARKS)


def open_package(data: bytes, name: str, *, limits: PackageLimits | None = None) -> tuple[Part, ...]:
    """Take a .zip or .eml file apart, packages inside it too.

    Folders and the litter of operating systems are left out; whatever else cannot be read is a part with a reason.

    Raises
    ------
    UnreadableFile
        The package itself is damaged, empty, locked by a password, or no package.

    >>> import io, zipfile
    >>> file = io.BytesIO()
    >>> with zipfile.ZipFile(file, "w") as archive:
    ...     archive.writestr("../../van ban/kh.txt", "Số: 12/KH-UBND")
    ...     archive.writestr("may.exe", b"MZ")
    >>> [(part.name, part.reason is None) for part in open_package(file.getvalue(), "goi.zip")]
    [('van ban/kh.txt', True), ('may.exe', False)]
    """
    limits = limits or PackageLimits()
    kind = kind_of(data, name).kind
    if kind not in PACKAGES:
        raise UnreadableFile("Tệp này không phải gói .zip hoặc thư .eml.", reason="wrong_type")
    parts = tuple(
        _parts(data, kind, "", _Bounds(limits.count, limits.unpacked), limits, depth=1, subject=None)
    )
    if not parts:
        raise UnreadableFile("Gói không chứa tệp nào để đọc.", reason="empty")
    return parts


def _parts(
    data: bytes,
    kind: str,
    folder: str,
    bounds: _Bounds,
    limits: PackageLimits,
    *,
    depth: int,
    subject: str | None,
) -> list[Part]:
    found: list[Part] = []
    most = min(limits.part, bounds.unpacked)
    entries = zip_entries(data, most, limits.ratio) if kind == "zip" else mail_entries(data, most)
    for entry in entries:
        name = f"{folder}{entry.name}"
        if bounds.count <= 0 or bounds.unpacked <= 0:
            found.append(
                Part(name, b"", "Gói chứa quá nhiều tệp hoặc quá lớn, từ tệp này trở đi không được mở.")
            )
            break
        bounds.count -= 1
        bounds.unpacked -= len(entry.data)
        found += _opened(entry, name, bounds, limits, depth, entry.subject or subject)
    return found


def _opened(
    entry: Entry, name: str, bounds: _Bounds, limits: PackageLimits, depth: int, subject: str | None
) -> list[Part]:
    """One entry as a part, or the parts of a package that it is."""
    if entry.reason is not None:
        return [Part(name, entry.data, entry.reason, subject)]
    try:
        kind = kind_of(entry.data, PurePath(name).name).kind
        if kind not in PACKAGES:
            return [Part(name, entry.data, None, subject)]
        if depth >= limits.depth:
            return [Part(name, entry.data, "Các gói lồng nhau quá sâu nên gói này không được mở.", subject)]
        return _parts(entry.data, kind, f"{name}/", bounds, limits, depth=depth + 1, subject=subject)
    except UnreadableFile as refused:
        return [Part(name, entry.data, str(refused), subject)]

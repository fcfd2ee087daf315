"""An Akoma Ntoso document as text and, where this program wrote it, as the reading it came from."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import Element

from haichieu.dispatches.rules.exchange.akoma_ntoso.names import AKN, HC
from haichieu.dispatches.rules.exchange.akoma_ntoso.values import read_value
from haichieu.dispatches.rules.exchange.akoma_ntoso.writing import text_digest
from haichieu.dispatches.rules.exchange.errors import ExchangeError
from haichieu.dispatches.rules.exchange.xml_input import MAX_BYTES, local_name, namespace, parse_xml

_PARTS = frozenset({"coverpage", "preface", "preamble", "mainbody", "body", "conclusions", "attachments"})
#: Elements that begin a line of their own.
_BLOCKS = frozenset(
    {"p", "heading", "subheading", "crossheading", "num", "tr", "li", "item", "block", "longtitle"}
)


@dataclass(frozen=True, slots=True)
class AknLetter:
    """A document read back."""

    text: str
    #: the reading, or None where another program wrote the file or its text was changed since
    values: dict[str, Any] | None
    #: what a person should know, one Vietnamese sentence each
    warnings: tuple[str, ...] = ()


def read_letter(data: bytes, *, max_bytes: int = MAX_BYTES) -> AknLetter:
    """A document of Akoma Ntoso 1.0.

    Raises
    ------
    ExchangeError
        With one Vietnamese sentence for a file that is hostile, of another format, or has no text.

    >>> from datetime import date
    >>> from haichieu.dispatches.rules.exchange.akoma_ntoso.writing import write_letter
    >>> letter = {"kind": "công văn", "number": "12", "symbol": "LĐLĐ", "text": "Số: 12/LĐLĐ", "spans": {}}
    >>> read_letter(write_letter(letter, made=date(2026, 11, 5))).values == letter
    True
    """
    root = parse_xml(data, max_bytes=max_bytes)
    if local_name(root) != "akomantoso" or namespace(root) != AKN:
        raise ExchangeError("Tệp XML này không phải Akoma Ntoso 1.0.")
    kept = next((element for element in root.iter(f"{{{HC}}}reading")), None)
    if kept is None:
        text = "\n".join(_foreign_lines(root)).strip()
        if not text:
            raise ExchangeError("Tệp Akoma Ntoso không có chữ nào để đọc.")
        return AknLetter(text, None)
    text = "\n".join(_own_lines(root))
    if text_digest(text) != kept.get("digest"):
        return AknLetter(text, None, ("Nội dung tệp đã được sửa sau khi xuất; văn bản cần được đọc lại.",))
    values = {child.get("name") or "": read_value(child) for child in kept if local_name(child) == "value"}
    return AknLetter(text, {**values, "text": text})


def _own_lines(root: Element) -> Iterator[str]:
    """The lines as they were: each paragraph is one, and a marker stands before the first."""
    marker = ""
    for part in _parts(root):
        for element in part.iter():
            if local_name(element) == "num":
                marker = "".join(element.itertext())
            elif local_name(element) == "p" and element.get("class") != "none":
                yield marker + "".join(element.itertext())
                marker = ""


def _foreign_lines(root: Element) -> Iterator[str]:
    """Lines of another program's file: white space means nothing there, and a number stands before its heading."""
    marker = ""
    for part in _parts(root):
        for element in part.iter():
            if local_name(element) not in _BLOCKS or any(_has_block(child) for child in element):
                continue
            line = " ".join("".join(element.itertext()).split())
            if local_name(element) == "num":
                marker = line
                continue
            if line:
                yield f"{marker} {line}".strip()
            marker = ""


def _has_block(element: Element) -> bool:
    return any(local_name(inner) in _BLOCKS for inner in element.iter())


def _parts(root: Element) -> Iterator[Element]:
    """The parts of the document that hold text, in order; what is nested in one is read with it."""
    for element in root:
        if local_name(element) in _PARTS:
            yield element
        elif local_name(element) != "meta":
            yield from _parts(element)

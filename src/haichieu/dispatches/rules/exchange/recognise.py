"""Which files come from other e-offices: told by their first bytes, before anything is parsed."""

from typing import Literal

ExchangeKind = Literal["edxml", "akoma_ntoso", ""]
#: A root element may stand behind a declaration, comments and name spaces.
_LOOKED_AT = 8192


def exchange_kind(data: bytes, name: str) -> ExchangeKind:
    """Whether a file is an edXML message or an Akoma Ntoso document; empty for any other file.

    >>> exchange_kind(b'<?xml version="1.0"?><edXML xmlns="x">', "goi.xml"), exchange_kind(b"<akomaNtoso>", "a.xml")
    ('edxml', 'akoma_ntoso')
    >>> exchange_kind(b"<html>edXML</html>", "a.html"), exchange_kind(b"%PDF-1.7", "a.pdf")
    ('', '')
    """
    start = _start(data)
    if start.startswith(b"<") and b"<html" not in start:
        if b"akomantoso" in start:
            return "akoma_ntoso"
        if b"<edxml" in start or b":edxml" in start:
            return "edxml"
    # A message that does not even begin like one is still called a message, and gets its sentence as such.
    return "edxml" if name.lower().endswith(".edxml") else ""


def may_be_status(data: bytes, name: str) -> bool:
    """Whether a file should be tried as the status of a letter: an edXML message without a letter's header.

    >>> may_be_status(b"<edXML><Status/></edXML>", "tt.edxml"), may_be_status(b"<edXML><MessageHeader/></edXML>", "a")
    (True, False)
    """
    return exchange_kind(data, name) == "edxml" and b"messageheader" not in data.replace(b"\0", b"").lower()


def _start(data: bytes) -> bytes:
    """The beginning in small letters, whether it is written with one byte a letter or with two."""
    start = data[:_LOOKED_AT].lstrip(b"\xef\xbb\xbf\xff\xfe").replace(b"\0", b"")
    return start.lstrip().lower()

"""XML from outside: parsed with limits on size, elements and depth, and without DTD or entities."""

import re
from io import BytesIO
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException  # type: ignore[import-untyped]
from defusedxml.ElementTree import iterparse  # type: ignore[import-untyped]

from haichieu.dispatches.rules.exchange.errors import ExchangeError

#: Largest message read: attachments are carried inside it, and reading takes about four times its size of memory.
MAX_BYTES = 40 * 2**20
_NOT_XML = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_MAX_ELEMENTS = 100_000
_MAX_DEPTH = 100


def parse_xml(data: bytes, *, max_bytes: int = MAX_BYTES) -> Element:
    """The root element.

    Raises
    ------
    ExchangeError
        For what is no XML, is too large or too deep, or declares a DTD or entities (a way to read files or to
        exhaust memory).

    >>> parse_xml(b"<a><b/></a>").tag
    'a'
    >>> parse_xml(b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>')
    Traceback (most recent call last):
    haichieu.dispatches.rules.exchange.errors.ExchangeError: Tệp XML khai báo DTD hoặc thực thể ngoài nên không được \
đọc; hãy đề nghị nơi gửi xuất lại tệp.
    """
    if len(data) > max_bytes:
        raise ExchangeError(f"Tệp XML quá lớn ({len(data) >> 20} MB), chỉ nhận tệp đến {max_bytes >> 20} MB.")
    try:
        return _bounded(data)
    except DefusedXmlException:
        raise ExchangeError(
            "Tệp XML khai báo DTD hoặc thực thể ngoài nên không được đọc; hãy đề nghị nơi gửi xuất lại tệp."
        ) from None
    except (ParseError, ValueError, LookupError):
        raise ExchangeError("Tệp không phải XML đúng dạng; hãy đề nghị nơi gửi gửi lại tệp.") from None


def _bounded(data: bytes) -> Element:
    root: Element | None = None
    depth = elements = 0
    for event, element in iterparse(BytesIO(data), events=("start", "end"), forbid_dtd=True):
        if event == "end":
            depth -= 1
            continue
        root = element if root is None else root
        depth, elements = depth + 1, elements + 1
        if depth > _MAX_DEPTH or elements > _MAX_ELEMENTS:
            raise ExchangeError("Tệp XML có quá nhiều phần tử hoặc lồng quá sâu nên không được đọc.")
    if root is None:
        raise ExchangeError("Tệp XML rỗng; hãy đề nghị nơi gửi gửi lại tệp.")
    return root


def local_name(element: Element) -> str:
    """The name of an element without its namespace, in small letters.

    >>> local_name(Element("{http://www.mic.gov.vn/TBT/QCVN_102_2016}From"))
    'from'
    """
    return str(element.tag).rpartition("}")[2].rpartition(":")[2].lower()


def namespace(element: Element) -> str:
    """The namespace of an element, empty where it has none.

    >>> namespace(Element("{urn:x}a")), namespace(Element("a"))
    ('urn:x', '')
    """
    tag = str(element.tag)
    return tag[1:].partition("}")[0] if tag.startswith("{") else ""


def xml_text(text: str) -> str:
    """Text without the characters that XML 1.0 may not hold (section 2.2), line ends made one.

    >>> xml_text("dòng\\x00 một\\r\\nhai")
    'dòng một\\nhai'
    """
    return _NOT_XML.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))

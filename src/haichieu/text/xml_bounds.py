"""XML from outside within bounds: no document type, no entities, no endless depth, no flood of elements."""

from io import BytesIO
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException  # type: ignore[import-untyped]
from defusedxml.ElementTree import iterparse  # type: ignore[import-untyped]

from haichieu.text.errors import UnreadableFile

_MAX_ELEMENTS = 100_000
_MAX_DEPTH = 100


def bounded_root(data: bytes, *, max_bytes: int) -> Element:
    """The root element.

    Raises
    ------
    UnreadableFile
        For what is no XML, is too large or too deep, or declares a DTD or entities (a way to read files or to
        exhaust memory).

    >>> bounded_root(b"<a><b/></a>", max_bytes=100).tag
    'a'
    >>> bounded_root(b"<a><b/></a>", max_bytes=5)
    Traceback (most recent call last):
    haichieu.text.errors.UnreadableFile: Tệp XML quá lớn (11 byte), chỉ nhận tệp đến 5 byte.
    """
    if len(data) > max_bytes:
        raise UnreadableFile(
            f"Tệp XML quá lớn ({_size(len(data))}), chỉ nhận tệp đến {_size(max_bytes)}.", reason="too_large"
        )
    try:
        return _root(data)
    except DefusedXmlException:
        raise UnreadableFile(
            "Tệp XML khai báo DTD hoặc thực thể ngoài nên không được đọc; hãy đề nghị nơi gửi xuất lại tệp.",
            reason="unsafe",
        ) from None
    except (ParseError, ValueError, LookupError):
        raise UnreadableFile(
            "Tệp không phải XML đúng dạng; hãy đề nghị nơi gửi gửi lại tệp.", reason="corrupt"
        ) from None


def _size(count: int) -> str:
    return f"{count >> 20} MB" if count >> 20 else f"{count} byte"


def _root(data: bytes) -> Element:
    root: Element | None = None
    depth = elements = 0
    for event, element in iterparse(BytesIO(data), events=("start", "end"), forbid_dtd=True):
        if event == "end":
            depth -= 1
            continue
        root = element if root is None else root
        depth, elements = depth + 1, elements + 1
        if depth > _MAX_DEPTH or elements > _MAX_ELEMENTS:
            raise UnreadableFile(
                "Tệp XML có quá nhiều phần tử hoặc lồng quá sâu nên không được đọc.", reason="too_heavy"
            )
    if root is None:
        raise UnreadableFile("Tệp XML rỗng; hãy đề nghị nơi gửi gửi lại tệp.", reason="empty")
    return root

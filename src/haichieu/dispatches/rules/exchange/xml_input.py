"""XML from outside: parsed with limits on size, elements and depth, and without DTD or entities."""

from xml.etree.ElementTree import Element

from haichieu.dispatches.rules.exchange.errors import ExchangeError
from haichieu.text.errors import UnreadableFile
from haichieu.text.patterns import late
from haichieu.text.xml_bounds import bounded_root

#: Largest message read: attachments are carried inside it, and reading takes about four times its size of memory.
MAX_BYTES = 40 * 2**20
_NOT_XML = late("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


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
    try:
        return bounded_root(data, max_bytes=max_bytes)
    except UnreadableFile as error:
        raise ExchangeError(str(error)) from None


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

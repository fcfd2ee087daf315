"""Web pages (.html, .htm), also those that an office program saved under another ending."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.errors import MessageError

from lxml import etree, html

from haichieu.text.docx_numbering import number_label
from haichieu.text.errors import UnreadableFile
from haichieu.text.file_parts import PlainText
from haichieu.text.file_plain import decode_text
from haichieu.text.grid import Cell, grid_lines
from haichieu.text.legacy import by_font, encoding_of_font

_SILENT_NAMES = (
    "script style noscript template head iframe object embed svg canvas audio video select button textarea"
)
_BLOCK_NAMES = (
    "address article aside blockquote body center dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 "
    "h4 h5 h6 header hr html li main nav ol p pre section summary table tbody td tfoot th thead tr ul"
)
_SILENT = frozenset(_SILENT_NAMES.split())
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_FONT = re.compile(r"(?:mso-ascii-)?font-family\s*:\s*[\"']?([^;,\"']+)", re.IGNORECASE)
_HIDDEN = re.compile(r"display\s*:\s*none|mso-hide\s*:\s*all|visibility\s*:\s*hidden", re.IGNORECASE)
_CAPITALS = re.compile(r"text-transform\s*:\s*uppercase", re.IGNORECASE)
_PAGE_BREAK = re.compile(r"page-break-before\s*:\s*always", re.IGNORECASE)
_DECLARED = re.compile(rb"charset\s*=\s*[\"']?([\w-]{3,20})", re.IGNORECASE)
_XML_HEAD = re.compile(r"\A\s*<\?xml[^>]*\?>")
_BORDER = re.compile(
    r"border(?:-left|-right)?\s*:[^;]*\b(?:solid|double|dotted|dashed|windowtext)", re.IGNORECASE
)
_LONGEST_STYLE = 2_000
_PROTECTED = "/cdn-cgi/l/email-protection#"


def html_text(data: bytes) -> PlainText:
    """Take the text out of a web page: no scripts, blocks on lines of their own, tables as in Word files.

    Raises
    ------
    UnreadableFile
        No text in any known encoding, or no page at all.

    >>> html_text("<p>Kính gửi:&nbsp;Các xã<br>và phường</p><script>x()</script>".encode()).text
    'Kính gửi:\\xa0Các xã\\nvà phường'
    """
    if data[:200].lstrip().lower().startswith(b"mime-version:"):
        data = _page_in_archive(data)
    declared = _DECLARED.search(data[:4096])
    decoded = decode_text(data, declared.group(1).decode("ascii") if declared else None)
    try:
        root = html.document_fromstring(_XML_HEAD.sub("", decoded.text))
        lines = _Flow(root).lines()
    except (etree.LxmlError, ValueError, AssertionError, RecursionError):
        raise _corrupt() from None
    return PlainText("\n".join(lines), warnings=decoded.warnings)


def _corrupt() -> UnreadableFile:
    return UnreadableFile("Trang web bị hỏng hoặc không có chữ, hãy gửi lại tệp gốc.", reason="corrupt")


def _page_in_archive(data: bytes) -> bytes:
    """The page inside a “single file web page”, which Word writes in the form of a mail."""
    try:
        message = message_from_bytes(data, policy=policy.default)
        part = next((one for one in message.walk() if one.get_content_type() == "text/html"), None)
        found = None if part is None else part.get_payload(decode=True)
    except (MessageError, ValueError, LookupError, AttributeError):
        raise _corrupt() from None
    if not isinstance(found, bytes):
        raise _corrupt()
    return found


@dataclass(frozen=True, slots=True)
class _Manner:
    """What text inherits from the elements around it."""

    font: str = ""
    capitals: bool = False
    kept_spaces: bool = False


@dataclass(slots=True)
class _Flow:
    """Lines of one block context: a page, or one cell of a table."""

    root: html.HtmlElement
    _lines: list[str] = field(default_factory=list)
    _line: list[str] = field(default_factory=list)

    def lines(self, manner: _Manner | None = None) -> list[str]:
        """All lines, runs of blank ones made one."""
        self._walk(self.root, manner or _Manner(), is_root=True)
        self._end_line()
        kept = [line for i, line in enumerate(self._lines) if line or (i and self._lines[i - 1])]
        return kept[:-1] if kept and not kept[-1] else kept

    def _walk(self, element: html.HtmlElement, manner: _Manner, *, is_root: bool = False) -> None:
        name = element.tag if isinstance(element.tag, str) else ""
        style = _style(element)
        if not name or name in _SILENT or _HIDDEN.search(style):
            return
        manner = _manner(element, style, manner)
        if name == "table" and not is_root:
            self._table(element, manner)
        elif name == "br":
            self._end_line(keep_blank=True)
        elif address := _protected_address(element):
            self._line.append(address)
        else:
            self._block(element, name, style, manner)

    def _block(self, element: html.HtmlElement, name: str, style: str, manner: _Manner) -> None:
        if name in _BLOCKS:
            self._end_line()
        if _PAGE_BREAK.search(style):
            self._line.append("\f")
        if name == "li":
            self._line.append(_marker(element))
        self._say(element.text, manner)
        for child in element:
            self._walk(child, manner)
            # Office programs break the source after a picture, even in the middle of a word.
            tail = (child.tail or "").lstrip("\r\n") if child.tag == "img" else child.tail
            self._say(tail, manner)
        if name in _BLOCKS:
            self._end_line()

    def _say(self, text: str | None, manner: _Manner) -> None:
        if not text:
            return
        shown = by_font(text, manner.font)
        shown = shown.upper() if manner.capitals else shown
        if manner.kept_spaces:
            *whole, rest = shown.split("\n")
            for line in whole:
                self._line.append(line)
                self._end_line(keep_blank=True)
            shown = rest
        else:
            shown = re.sub(r"[ \t\r\n\f]+", " ", shown)
        self._line.append(shown)

    def _end_line(self, *, keep_blank: bool = False) -> None:
        line = "".join(self._line).strip(" \t\r\n")
        self._line.clear()
        if line or keep_blank:
            self._lines.append(line)

    def _table(self, table: html.HtmlElement, manner: _Manner) -> None:
        self._end_line()
        rows = [
            [Cell(tuple(_Flow(cell).lines(manner))) for cell in row if cell.tag in ("td", "th")]
            for row in _rows(table)
        ]
        self._lines.extend(grid_lines(rows, is_drawn=_is_drawn(table)))


def _manner(element: html.HtmlElement, style: str, manner: _Manner) -> _Manner:
    face = _FONT.search(style)
    font = (face.group(1) if face else element.get("face") or "").strip()
    return _Manner(
        font if font else manner.font,
        manner.capitals or bool(_CAPITALS.search(style)),
        manner.kept_spaces or element.tag == "pre",
    )


def _style(element: html.HtmlElement) -> str:
    return (element.get("style") or "")[:_LONGEST_STYLE]


def _marker(item: html.HtmlElement) -> str:
    parent = item.getparent()
    if parent is None or parent.tag != "ol":
        return "- "
    start = parent.get("start", "1")
    place = sum(1 for _ in item.itersiblings("li", preceding=True))
    number = (int(start) if start.isascii() and start.isdigit() and len(start) < 6 else 1) + place
    return f"{number_label(number, parent.get('type', '1'))}. "


def _rows(table: html.HtmlElement) -> Iterator[html.HtmlElement]:
    for child in table:
        if child.tag == "tr":
            yield child
        elif child.tag in ("tbody", "thead", "tfoot"):
            yield from (row for row in child if row.tag == "tr")


def _is_drawn(table: html.HtmlElement) -> bool:
    """Whether lines are drawn between columns; a web page without any style is taken to draw its tables."""
    if (table.get("border") or "0").strip() not in ("0", "0px"):
        return True
    cells = [cell for row in _rows(table) for cell in row if isinstance(cell.tag, str)]
    styles = [_style(element) for element in (table, *cells)]
    if any(_BORDER.search(style) for style in styles):
        return True
    return table.get("border") is None and not any("border" in style for style in styles)


def _protected_address(element: html.HtmlElement) -> str | None:
    """An address that a content network hid behind a script; the first byte is the key of the others."""
    code = element.get("data-cfemail")
    link = element.get("href") or ""
    if code is None and link.startswith(_PROTECTED) and not len(element):
        code = link.removeprefix(_PROTECTED)
    if not code:
        return None
    try:
        key, *hidden = bytes.fromhex(code)
    except ValueError:
        return None
    return bytes(byte ^ key for byte in hidden).decode("utf-8", "replace")


def has_legacy_font(text: str) -> bool:
    """Whether a page names a font of a legacy encoding.

    >>> has_legacy_font("<p style='font-family:.VnTime'>"), has_legacy_font("<p>")
    (True, False)
    """
    return any(encoding_of_font(font.strip()) for font in _FONT.findall(text))

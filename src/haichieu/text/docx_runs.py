"""The words of one paragraph of a Word file: insertions kept, deletions dropped, legacy fonts converted."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from haichieu.text.docx_styles import Look, Styles, W, look_of, value_of
from haichieu.text.legacy import by_font, draws_capitals, encoding_of_font
from haichieu.text.mending import plain_bullets

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
#: Wrappers around runs whose content is text of the paragraph.
_WRAPPERS = frozenset(
    f"{W}{name}"
    for name in ("ins", "moveTo", "hyperlink", "smartTag", "sdt", "sdtContent", "fldSimple", "customXml", "dir", "bdo")
)  # fmt: skip
_DRAWINGS = frozenset({f"{W}drawing", f"{W}pict", f"{W}object", f"{MC}AlternateContent"})
_SIGNS = {
    f"{W}tab": "\t", f"{W}cr": "\n", f"{W}noBreakHyphen": "-", f"{W}ptab": "\t", f"{W}lastRenderedPageBreak": "\f",
}  # fmt: skip
_DRAWN_FONTS = ("wingdings", "webdings")
_SYMBOL_FONTS = ("wingdings", "webdings", "symbol")


@dataclass(frozen=True, slots=True)
class Piece:
    """Text in one look."""

    text: str
    look: Look


@dataclass(slots=True)
class Words:
    """What one paragraph holds."""

    pieces: list[Piece] = field(default_factory=list)
    #: Text boxes anchored in it.
    boxes: list[etree._Element] = field(default_factory=list)
    #: Identifiers of its footnotes and endnotes.
    notes: list[tuple[str, str]] = field(default_factory=list)

    def text(self) -> str:
        """The text with legacy encodings converted, a letter's mark in the next run included."""
        groups = itertools.groupby(self.pieces, key=lambda piece: _way(piece.look))
        return "".join(_shown("".join(piece.text for piece in run), *way) for way, run in groups)


def _way(look: Look) -> tuple[str, bool]:
    font = look.font or ""
    encoding = encoding_of_font(font)
    if encoding is None:
        return "", bool(look.capitals)
    return (".VnTimeH" if draws_capitals(font) else ".VnTime") if encoding == "tcvn3" else "VNI-Times", bool(
        look.capitals
    )


def _shown(text: str, font: str, capitals: bool) -> str:
    shown = by_font(text, font)
    return shown.upper() if capitals else shown


def words_of(paragraph: etree._Element, styles: Styles, look: Look) -> Words:
    """Collect the words of a paragraph whose style gives runs the look `look`."""
    words = Words()
    _collect(paragraph, styles, look, words)
    return words


def _collect(parent: etree._Element, styles: Styles, look: Look, words: Words) -> None:
    for child in parent:
        if child.tag == f"{W}r":
            _collect_run(child, styles, look, words)
        elif child.tag in _WRAPPERS:
            _collect(child, styles, look, words)
        elif child.tag in _DRAWINGS:
            words.boxes.extend(_boxes(child))


def _collect_run(run: etree._Element, styles: Styles, look: Look, words: Words) -> None:
    properties = run.find(f"{W}rPr")
    style = value_of(properties.find(f"{W}rStyle")) if properties is not None else None
    own = look_of(properties).over(styles.named(style).look).over(look)
    if own.hidden:
        return
    is_drawn = (own.font or "").lower().startswith(_DRAWN_FONTS)
    for child in run:
        if child.tag in _DRAWINGS:
            words.boxes.extend(_boxes(child))
        elif child.tag in (f"{W}footnoteReference", f"{W}endnoteReference"):
            words.notes.append((child.tag.removeprefix(W)[: -len("Reference")], child.get(f"{W}id", "")))
        elif text := _sign(child):
            words.pieces.append(Piece(_drawn(text) if is_drawn else text, own))


def _sign(child: etree._Element) -> str:
    if child.tag == f"{W}t":
        return child.text or ""
    if child.tag == f"{W}br":
        return "\f" if child.get(f"{W}type") == "page" else "\n"
    if child.tag == f"{W}sym":
        return _symbol(child)
    return _SIGNS.get(child.tag, "")


def _drawn(text: str) -> str:
    """Letters of a font that draws shapes: bullets become hyphens, ticks and boxes nothing."""
    shapes = (char if char.isspace() else plain_bullets(chr(0xF000 | (ord(char) & 0xFF))) for char in text)
    return "".join(shape for shape in shapes if shape.isspace() or shape == "-")


def _symbol(child: etree._Element) -> str:
    try:
        code = int(child.get(f"{W}char", ""), 16)
    except ValueError:
        return ""
    if child.get(f"{W}font", "").lower().startswith(_SYMBOL_FONTS):
        code |= 0xF000 if code < 0x100 else 0
    return chr(code) if 0x20 <= code < 0xFFFE and not 0xD800 <= code < 0xE000 else ""


def _boxes(drawing: etree._Element) -> Iterator[etree._Element]:
    """The text boxes of a drawing, each once: newer and older markup for the same box stand side by side."""
    if drawing.tag == f"{W}txbxContent":
        yield drawing
        return
    children = list(drawing)
    if drawing.tag == f"{MC}AlternateContent":
        children = children[:1]
    for child in children:
        if isinstance(child.tag, str):
            yield from _boxes(child)

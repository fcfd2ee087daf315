"""The same document as HTML: for the preview on a page and as the source of the PDF."""

from functools import singledispatch
from html import escape
from importlib import resources
from itertools import groupby

from haichieu.layout.components import (
    addressee_lines,
    annex_reference,
    authority_lines,
    closed_body,
    document_title,
    inline_text,
    letter_subject,
    nfc,
    number_line,
    place_date_line,
    recipient_lines,
)
from haichieu.layout.document import (
    Align,
    Annex,
    Block,
    FigureLink,
    Heading,
    Inlines,
    Item,
    OfficialDocument,
    PageBreak,
    Paragraph,
    Run,
    Table,
    safe_link,
)
from haichieu.layout.styles import Style

#: Faces of the bundled font: file → (weight, style).
FONT_FACES = {
    "tinos-400-normal.woff2": (400, "normal"),
    "tinos-400-italic.woff2": (400, "italic"),
    "tinos-700-normal.woff2": (700, "normal"),
    "tinos-700-italic.woff2": (700, "italic"),
}


def to_html(doc: OfficialDocument, *, fonts: str = "") -> str:
    """A whole HTML page of an official document, with its print rules.

    `fonts` is the address of the folder with the bundled font files; empty leaves the reader's own Times.
    All text is escaped; links other than http, https, mailto and paths are dropped.

    >>> from datetime import date
    >>> from haichieu.layout.document import OpenDate, Signature
    >>> from haichieu.layout.styles import style_for
    >>> style = style_for("state", date(2026, 1, 5))
    >>> "<b>" in to_html(OfficialDocument(style, "SỞ A", "BC-SA", "", OpenDate(2026), "<b>", (), Signature()))
    False
    """
    author = escape(nfc(doc.issuing_body), quote=True)
    return (
        '<!DOCTYPE html>\n<html lang="vi"><head><meta charset="utf-8">'
        f'<title>{escape(document_title(doc))}</title><meta name="author" content="{author}">'
        f"<style>{font_rules(fonts) if fonts else ''}{stylesheet(doc.style)}</style></head>"
        f"<body>{article(doc)}</body></html>\n"
    )


def stylesheet(style: Style) -> str:
    """Looks of one style: its paper, margins and type sizes over the common rules."""
    margins = style.margins
    page = f"{margins.top}mm {margins.right}mm {margins.bottom}mm {margins.left}mm"
    number = style.type_of("page_number").size
    common = resources.files("haichieu.layout").joinpath("official.css").read_text(encoding="utf-8")
    return (
        f"@page{{size:{style.page[0]}mm {style.page[1]}mm;margin:{page};"
        f"@top-center{{content:counter(page);font:{number}pt Tinos,'{style.font}',serif}}}}"
        "@page:first{@top-center{content:none}}"
        f".official{{--paper:{style.page[0]}mm;--padding:{page}}}"
        + "".join(_type_rule(name, style) for name in sorted(style.types))
        + common
    )


def _type_rule(component: str, style: Style) -> str:
    look = style.type_of(component)
    weight = ";font-weight:700" if look.bold else ""
    slant = ";font-style:italic" if look.italic else ""
    return f".official .{component.replace('_', '-')}{{font-size:{look.size}pt{weight}{slant}}}"


def font_rules(folder: str) -> str:
    """`@font-face` rules for the bundled Tinos, whose letters are as wide as those of Times New Roman."""
    base = folder if folder.endswith((":", "/")) else f"{folder}/"
    return "".join(
        f"@font-face{{font-family:Tinos;font-weight:{weight};font-style:{slant};"
        f"src:url('{base}{name}') format('woff2')}}"
        for name, (weight, slant) in FONT_FACES.items()
    )


def article(doc: OfficialDocument) -> str:
    """The document as one `<article class="official">`, to be set into a page that has `stylesheet`."""
    parts = (_letterhead(doc), _title(doc), _addressees(doc), _text(doc), _closing(doc))
    annexes = "".join(_annex(doc, annex) for annex in doc.annexes)
    return f'<article class="official" lang="vi">{"".join(parts)}{annexes}</article>'


def _line(component: str, text: str, tag: str = "p") -> str:
    name = component.replace("_", "-")
    return f'<{tag} class="{name}">{escape(nfc(text).strip())}</{tag}>' if text.strip() else ""


def _letterhead(doc: OfficialDocument) -> str:
    style = doc.style
    *upper, last = style.emblem_lines
    bodies = _line("parent_body", doc.parent_body.upper()) + _line("issuing_body", doc.issuing_body.upper())
    bodies += '<hr class="rule short">' if style.body_rule else ""
    bodies += _line("issuing_body", style.body_separator)
    emblem = "".join(_line("emblem_first", text) for text in upper)
    emblem += f'<p class="emblem-last"><span>{escape(last)}</span></p>'
    number = _line("number", number_line(doc)) + _line("letter_subject", letter_subject(doc))
    number += _line("draft_mark", doc.draft_mark.upper())
    return (
        f'<header class="letterhead"><div class="bodies">{bodies}</div><div class="emblem">{emblem}</div>'
        f'<div class="numbering">{number}</div><div>{_line("place_date", place_date_line(doc))}</div></header>'
    )


def _title(doc: OfficialDocument) -> str:
    if not doc.kind.strip():
        return ""
    return (
        f'<div class="title">{_line("kind", doc.kind.upper(), "h1")}{_line("subject", doc.subject)}'
        '<hr class="rule"></div>'
    )


def _addressees(doc: OfficialDocument) -> str:
    lines = [escape(line) for line in addressee_lines(doc)]
    if len(lines) < 2:
        return f'<p class="addressees one">Kính gửi: {lines[0]}</p>' if lines else ""
    entries = "".join(f"<li>{line}</li>" for line in lines)
    return f'<div class="addressees"><p>Kính gửi:</p><ul>{entries}</ul></div>'


def _text(doc: OfficialDocument) -> str:
    return f'<div class="body">{_blocks(closed_body(doc))}</div>'


def _blocks(blocks: tuple[Block, ...]) -> str:
    """Blocks in order; neighbouring list items become one list, for those who listen to the page."""
    parts = []
    for is_item, group in groupby(blocks, key=lambda block: isinstance(block, Item)):
        inner = "".join(_block(block) for block in group)
        parts.append(f'<ul class="items">{inner}</ul>' if is_item else inner)
    return "".join(parts)


@singledispatch
def _block(block: Block) -> str:
    raise TypeError(f"no way to show a {type(block).__name__}")


@_block.register
def _(block: Heading) -> str:
    level = min(max(block.level, 1), 3) + 1
    return f"<h{level}>{escape(nfc(block.text))}</h{level}>"


@_block.register
def _(block: Paragraph) -> str:
    names = f"{block.align}{'' if block.indent else ' flush'}"
    return f'<p class="{names}">{_inlines(block.inlines)}</p>'


@_block.register
def _(block: Item) -> str:
    return f"<li>{escape(nfc(block.marker))} {_inlines(block.inlines)}</li>"


@_block.register
def _(block: PageBreak) -> str:
    return '<div class="page-break"></div>'


@_block.register
def _(block: Table) -> str:
    columns = len(block.header)
    shares = block.widths or (1.0,) * columns
    aligns = block.alignments or (Align.LEFT,) * columns
    caption = f"<caption>{escape(nfc(block.caption))}</caption>" if block.caption else ""
    # Whole per cent as class names: a page with a strict content policy takes no style attributes.
    widths = "".join(f'<col class="w{round(100 * share / sum(shares))}">' for share in shares)
    head = "".join(f'<th scope="col">{escape(nfc(text))}</th>' for text in block.header)
    rows = "".join(_row(cells, aligns) for cells in block.rows)
    return (
        f'<table class="table{" whole" if block.is_short else ""}">{caption}<colgroup>{widths}</colgroup>'
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
    )


def _row(cells: tuple[Inlines, ...], aligns: tuple[Align, ...]) -> str:
    shown = (f'<td class="{align}">{_inlines(cell)}</td>' for cell, align in zip(cells, aligns, strict=True))
    return f"<tr>{''.join(shown)}</tr>"


def _inlines(inlines: Inlines) -> str:
    return "".join(_inline(inline) for inline in inlines)


def _inline(inline: Run | FigureLink) -> str:
    shown = escape(inline_text(inline))
    if isinstance(inline, Run) and inline.italic:
        shown = f"<em>{shown}</em>"
    if inline.bold:
        shown = f"<strong>{shown}</strong>"
    url = escape(safe_link(inline.url if isinstance(inline, FigureLink) else inline.link), quote=True)
    if not url:
        return shown
    label = f' title="{escape(nfc(inline.label), quote=True)}"' if isinstance(inline, FigureLink) else ""
    return f'<a href="{url}"{label}>{shown}</a>'


def _closing(doc: OfficialDocument) -> str:
    lines = "".join(f'<li class="recipients">{escape(line)}</li>' for line in recipient_lines(doc))
    label = f'<p class="recipients-label">Nơi nhận:</p><ul>{lines}</ul>' if lines else ""
    signature = doc.signature
    lines = "".join(
        _line("authority", line.upper()) for line in (*authority_lines(doc), *signature.title_lines)
    )
    name = f'<p class="signer-name">{escape(nfc(signature.name).strip())}</p>'
    return f'<footer class="closing"><div>{label}</div><div class="signature">{lines}{name}</div></footer>'


def _annex(doc: OfficialDocument, annex: Annex) -> str:
    return (
        f'<section class="annex"><div class="title">{_line("kind", annex.label, "h2")}'
        f'{_line("subject", annex.title.upper())}<p class="reference">{escape(annex_reference(doc))}</p>'
        f'<hr class="rule"></div><div class="body">{_blocks(annex.body)}</div></section>'
    )

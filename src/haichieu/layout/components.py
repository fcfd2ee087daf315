"""The wording of each component of an official document, before any drawing."""

import re
import unicodedata
from dataclasses import replace
from datetime import date

from haichieu.layout.document import (
    Block,
    FigureLink,
    Inline,
    Inlines,
    Item,
    OfficialDocument,
    OpenDate,
    Paragraph,
    Run,
)
from haichieu.layout.styles import Style

#: Room left for a number, a day or a month that a clerk writes by hand (no-break spaces).
GAP = "\u00a0" * 6


def nfc(text: str) -> str:
    """Composed Unicode without control characters, as the Vietnamese character standard wants it.

    >>> nfc("đa\u0323i ho\u0323\u0302i\\x00")
    'đại hội'
    """
    composed = unicodedata.normalize("NFC", text)
    return "".join(char for char in composed if char in "\t\n" or _printable(char))


def _printable(char: str) -> bool:
    return unicodedata.category(char) not in ("Cc", "Cs") and char not in "\ufffe\uffff"


def number_line(doc: OfficialDocument) -> str:
    """“Số: 05/BC-LĐLĐ”; one-digit numbers get a zero, a blank number a gap.

    >>> from datetime import date
    >>> from haichieu.layout.styles import style_for
    >>> from haichieu.layout.document import Signature
    >>> party = style_for("party", date(2026, 1, 1))
    >>> empty = OfficialDocument(party, "TỈNH ỦY", "BC/TU", "", OpenDate(2026), "", (), Signature())
    >>> number_line(replace(empty, number="7"))
    'Số 07-BC/TU'
    """
    style = doc.style
    number = nfc(doc.number).strip()
    shown = number.zfill(2) if number.isdecimal() else number or GAP
    return f"{style.number_label} {shown}{style.number_joint}{nfc(doc.symbol).strip()}"


def date_words(value: date | OpenDate) -> str:
    """“ngày 05 tháng 11 năm 2026”; a draft shows gaps. Days under 10 and months 1, 2 get a zero.

    >>> date_words(date(2026, 3, 5))
    'ngày 05 tháng 3 năm 2026'
    """
    if isinstance(value, date):
        return f"ngày {value.day:02d} tháng {_month(value.month)} năm {value.year}"
    month = GAP if value.month is None else _month(value.month)
    return f"ngày {GAP} tháng {month} năm {value.year}"


def _month(month: int) -> str:
    return f"{month:02d}" if month <= 2 else str(month)


def place_date_line(doc: OfficialDocument) -> str:
    """“Sơn Hà, ngày 05 tháng 11 năm 2026”."""
    return f"{nfc(doc.place).strip() or GAP}, {date_words(doc.date)}"


def letter_subject(doc: OfficialDocument) -> str:
    """Subject line of a công văn, “V/v …”; empty when the document has a kind."""
    subject = nfc(doc.subject).strip()
    if doc.kind or not subject:
        return ""
    return subject if subject.lower().startswith("v/v") else f"V/v {subject}"


def recipient_lines(doc: OfficialDocument) -> tuple[str, ...]:
    """Entries of “Nơi nhận”, each with its dash, closed by “;” and the last by “.”.

    >>> from datetime import date
    >>> from haichieu.layout.styles import style_for
    >>> from haichieu.layout.document import Signature
    >>> style = style_for("state", date(2026, 1, 1))
    >>> empty = OfficialDocument(style, "", "", "", OpenDate(2026), "", (), Signature())
    >>> recipient_lines(replace(empty, recipients=("Như trên", "Lưu: VT")))
    ('- Như trên;', '- Lưu: VT.')
    """
    names = [nfc(name).strip().lstrip("-").strip().rstrip(";.").strip() for name in doc.recipients]
    names = [name for name in names if name]
    return tuple(f"- {name}{'.' if name is names[-1] else ';'}" for name in names)


def addressee_lines(doc: OfficialDocument) -> tuple[str, ...]:
    """Entries of “Kính gửi”: one name bare, several with dashes."""
    names = [name for raw in doc.addressees if (name := nfc(raw).strip().rstrip(";.").strip())]
    if len(names) < 2:
        return tuple(names)
    return tuple(f"- {name}{'.' if name is names[-1] else ';'}" for name in names)


def authority_lines(doc: OfficialDocument) -> tuple[str, ...]:
    """On whose behalf is signed, in capitals and in the form of the style: “TM.” of the State, “T/M” of the Party.

    >>> from datetime import date
    >>> from haichieu.layout.styles import style_for
    >>> from haichieu.layout.document import Signature
    >>> party, signature = style_for("party", date(2026, 6, 1)), Signature(("TM. Ban Thường vụ",))
    >>> authority_lines(OfficialDocument(party, "", "", "", OpenDate(2026), "", (), signature))
    ('T/M BAN THƯỜNG VỤ',)
    """
    return tuple(_authority(nfc(line).strip().upper(), doc.style) for line in doc.signature.authority_lines)


def _authority(line: str, style: Style) -> str:
    match = re.match(r"(TM|KT|TL|TUQ|T/M|K/T|T/L)\b\.?\s*", line)
    if match is None:
        return line
    wanted = style.authority_forms.get(match[1].replace("/", ""), match[0].strip())
    return f"{wanted} {line[match.end() :]}"


def closed_body(doc: OfficialDocument) -> tuple[Block, ...]:
    """The text with the closing mark of the style behind its last words (“./.”).

    A text that ends with a table gets the mark on a line of its own.
    """
    mark = doc.style.end_mark
    body = doc.body
    if not body or not mark:
        return body
    last = body[-1]
    if isinstance(last, Paragraph | Item) and last.inlines:
        return (*body[:-1], replace(last, inlines=_closed(last.inlines, mark)))
    return (*body, Paragraph((Run(mark),), indent=False))


def _closed(inlines: Inlines, mark: str) -> Inlines:
    *before, last = inlines
    bare = last.text.rstrip().rstrip("./;").rstrip()
    if isinstance(last, FigureLink) or (isinstance(last, Run) and last.link):
        return (*inlines, Run(mark))
    return (*before, replace(last, text=bare + mark))


def annex_reference(doc: OfficialDocument) -> str:
    """“(Kèm theo Báo cáo số 05/BC-LĐLĐ ngày … của …)” under the title of an annex."""
    number = number_line(doc).removeprefix(doc.style.number_label).strip(" ")
    kind = nfc(doc.kind).strip().capitalize() or "Công văn"
    return f"(Kèm theo {kind} số {number} {date_words(doc.date)} của {nfc(doc.issuing_body).strip()})"


def document_title(doc: OfficialDocument) -> str:
    """Title for the file's properties."""
    return " ".join(nfc(part).strip() for part in (doc.kind.capitalize(), doc.subject) if part.strip())


def inline_text(inline: Inline) -> str:
    """Printed words of one inline, cleaned."""
    return nfc(inline.text)

"""Type: family, sizes, bold and italics of each component."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from haichieu.layout.checker.deviation import Severity
from haichieu.layout.checker.facts import Line, Source
from haichieu.layout.checker.letter import Fault, Letter, Rule

#: Words of a table or a picture, which have a size of their own.
_CAPTION = re.compile(r"^(Bảng|Biểu|Hình|Sơ đồ|Nguồn|Ghi chú)\b")
_TYPED = frozenset({Source.WORD, Source.PDF})
_TOLERANCE_PT = {Source.WORD: 0.0, Source.PDF: 0.3, Source.TEXT: 0.0}


def font_family(letter: Letter) -> Iterator[Fault]:
    """All text is set in the family of the style."""
    font = letter.style.font
    strange = [
        line for line in letter.facts.lines if any(_is_strange(p.text, p.font, font) for p in line.pieces)
    ]
    if strange:
        found = next(p.font for p in strange[0].pieces if _is_strange(p.text, p.font, font))
        name = {"theme": "phông theo chủ đề của Word", "": "phông không ghi rõ"}.get(found, found)
        yield Fault(
            strange[0],
            f"Có {len(strange)} đoạn dùng phông khác, đoạn đầu là {name}.",
            f"Chọn toàn bộ văn bản và đặt phông {font}.",
        )


def _is_strange(text: str, found: str, wanted: str) -> bool:
    """Signs such as a tick or an arrow come from other families, and may."""
    return found != wanted and any(char.isalpha() for char in text)


def composed_letters(letter: Letter) -> Iterator[Fault]:
    """Vietnamese letters are stored as one character each, so that they can be found again."""
    split = [line for line in letter.facts.lines if not unicodedata.is_normalized("NFC", line.text)]
    if split:
        yield Fault(
            split[0],
            f"Có {len(split)} đoạn dùng chữ tổ hợp (dấu tách rời) thay vì Unicode dựng sẵn.",
            "Chuyển văn bản sang Unicode dựng sẵn để tìm kiếm và trao đổi được.",
        )


def body_size(letter: Letter) -> Iterator[Fault]:
    """The text proper has an allowed size."""
    wrong = [
        line for line in letter.body() if not _fits(letter, line, "body") and not _CAPTION.match(line.text)
    ]
    if wrong:
        least, most = letter.style.type_of("body").allowed
        sizes = sorted({size for line in wrong for size in line.sizes if not _allows(letter, "body", size)})
        yield Fault(
            wrong[0],
            f"Có {len(wrong)} đoạn nội dung dùng cỡ chữ {', '.join(f'{size:g}' for size in sizes)}.",
            f"Đặt cỡ chữ nội dung từ {least:g} đến {most:g}.",
        )


def emblem_type(letter: Letter) -> Iterator[Fault]:
    """The emblem lines are bold and of an allowed size."""
    parts = letter.parts
    for index, name in ((parts.emblem, "emblem_first"), (parts.motto, "emblem_last")):
        yield from _component(letter, index, name)


def number_type(letter: Letter) -> Iterator[Fault]:
    """Number and symbol stand upright in an allowed size."""
    yield from _component(letter, letter.parts.number, "number")


def date_type(letter: Letter) -> Iterator[Fault]:
    """Place and date have an allowed size and stand in italics."""
    index = letter.parts.place_date
    if index is not None and not letter.line(index).is_italic:
        yield Fault(
            letter.line(index), "Địa danh và thời gian chưa in nghiêng.", "Đặt dòng này kiểu chữ nghiêng."
        )


def subject_type(letter: Letter) -> Iterator[Fault]:
    """The name of the kind and the subject of a công văn have their type."""
    yield from _component(letter, letter.parts.title, "kind")
    if letter.parts.title is None:
        yield from _component(letter, letter.parts.letter_subject, "letter_subject")


def addressee_type(letter: Letter) -> Iterator[Fault]:
    """“Kính gửi” and the names have an allowed size."""
    indices = {entry.line for entry in letter.parts.addressees} | {letter.parts.greeting}
    yield from _sizes(letter, indices, "addressees", "Kính gửi")


def signature_type(letter: Letter) -> Iterator[Fault]:
    """Form, post and name of the signer are bold and of an allowed size."""
    tail = letter.parts.tail
    for index in tail.posts:
        yield from _component(letter, index, "authority")
    yield from _component(letter, tail.name, "signer_name")


def recipient_type(letter: Letter) -> Iterator[Fault]:
    """“Nơi nhận” is bold and italic, its entries have an allowed size."""
    tail = letter.parts.tail
    if tail.recipients is not None and not any(entry.line == tail.recipients for entry in tail.entries):
        yield from _component(letter, tail.recipients, "recipients_label")
    indices = {entry.line for entry in tail.entries} - {tail.recipients}
    yield from _sizes(letter, indices, "recipients", "Danh sách nơi nhận")


def _sizes(letter: Letter, indices: Iterable[int | None], name: str, words: str) -> Iterator[Fault]:
    lines = [letter.line(index) for index in sorted(i for i in indices if i is not None)]
    wrong = [line for line in lines if not _fits(letter, line, name)]
    if wrong:
        found = ", ".join(f"{size:g}" for size in sorted({size for line in wrong for size in line.sizes}))
        yield Fault(wrong[0], f"{words} có cỡ chữ {found}.", f"Đặt cỡ chữ {_range(letter, name)}.")


def _component(letter: Letter, index: int | None, name: str) -> Iterator[Fault]:
    if index is None:
        return
    line, look = letter.line(index), letter.style.type_of(name)
    wrong = (
        []
        if _fits(letter, line, name)
        else [f"cỡ chữ {', '.join(f'{size:g}' for size in sorted(line.sizes))}"]
    )
    if look.bold and not line.is_bold:
        wrong.append("chưa in đậm")
    if look.italic and not line.is_italic:
        wrong.append("chưa in nghiêng")
    if wrong:
        style = [word for word, on in (("đậm", look.bold), ("nghiêng", look.italic)) if on]
        fix = f"Đặt cỡ chữ {_range(letter, name)}" + (f", kiểu chữ {' '.join(style)}." if style else ".")
        yield Fault(line, f"Dòng này có {' và '.join(wrong)}.".replace("có chưa", "chưa"), fix)


def _range(letter: Letter, name: str) -> str:
    least, most = letter.style.type_of(name).allowed
    return f"{least:g}" if least == most else f"{least:g} đến {most:g}"


def _fits(letter: Letter, line: Line, name: str) -> bool:
    return all(_allows(letter, name, size) for size in line.sizes)


def _allows(letter: Letter, name: str, size: float) -> bool:
    least, most = letter.style.type_of(name).allowed
    tolerance = _TOLERANCE_PT[letter.facts.source]
    return least - tolerance <= size <= most + tolerance


RULES = (
    Rule("font", "Kiểu chữ", "font", "Phông Times New Roman.", font_family, sources=_TYPED),
    Rule("composed_letters", "Kiểu chữ", "font", "Chữ Unicode dựng sẵn.", composed_letters, Severity.NOTE),
    Rule(
        "emblem_type",
        "Phần đầu",
        "emblem",
        "Quốc hiệu, Tiêu ngữ hoặc tiêu đề đúng cỡ, đậm.",
        emblem_type,
        sources=_TYPED,
    ),
    Rule("number_type", "Phần đầu", "number", "Số, ký hiệu đúng cỡ chữ.", number_type, sources=_TYPED),
    Rule(
        "date_italic", "Phần đầu", "place_date", "Địa danh, thời gian in nghiêng.", date_type, sources=_TYPED
    ),
    Rule(
        "subject_type",
        "Phần đầu",
        "kind",
        "Tên loại hoặc trích yếu đúng cỡ, đúng kiểu.",
        subject_type,
        sources=_TYPED,
    ),
    Rule("addressee_type", "Kính gửi", "addressees", "Kính gửi đúng cỡ chữ.", addressee_type, sources=_TYPED),
    Rule("body_size", "Nội dung", "body", "Nội dung đúng cỡ chữ.", body_size, sources=_TYPED),
    Rule(
        "signature_type",
        "Ký tên",
        "signature",
        "Quyền hạn, chức vụ, họ tên đúng cỡ, đậm.",
        signature_type,
        sources=_TYPED,
    ),
    Rule(
        "recipient_type",
        "Nơi nhận",
        "recipients",
        "Nơi nhận đúng cỡ, đúng kiểu.",
        recipient_type,
        sources=_TYPED,
    ),
)

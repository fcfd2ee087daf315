"""Sentences of a letter that passes on what an upper body asks, in the words of offices."""

import re
from dataclasses import dataclass
from datetime import date

from haichieu.dispatches.rules.signs import letter_sign
from haichieu.text.folding import fold
from haichieu.text.patterns import late
from haichieu.text.syllables import is_syllable

_SUBJECT_MARK = late(r"^[“\"']?\s*(?:V\s*/\s*v|Về việc|Vv)\s*:?\s*[“\"']?\s*", re.IGNORECASE)
#: Collective bodies that a unit writes through.
_COLLECTIVES = {
    "ban thuong vu": "Ban Thường vụ",
    "ban chap hanh": "Ban Chấp hành",
    "thuong truc": "Thường trực",
}
#: Words that names of bodies write small: what kind of thing it is, never which.
_SMALL = frozenset((
    "đoàn", "lao", "động", "nhân", "dân", "tỉnh", "huyện", "xã", "phường", "quận", "thị", "trấn",
    "thành", "phố", "cơ", "sở", "phòng", "và", "viên", "chức", "nghiệp", "ngành", "giáo", "hội", "khu",
    "trường", "chấp", "thường", "vụ", "tuyên", "nữ", "binh", "chiến", "doanh", "khối", "các", "tế",
    "xuất", "ủy", "uỷ",
))  # fmt: skip


@dataclass(frozen=True, slots=True)
class UpperLetter:
    """The letter whose obligations are passed on, as its confirmed reading names it."""

    kind: str
    number: str
    symbol: str
    #: None where its day is not known
    date: date | None
    issuer: str
    subject: str


def bare_subject(subject: str) -> str:
    """What a letter is about, without “V/v” and quotation marks around the whole.

    >>> bare_subject("V/v giữ cân đối nội dung"), bare_subject("Về việc “giữ cân đối nội dung”")
    ('giữ cân đối nội dung', 'giữ cân đối nội dung')
    """
    bare = _SUBJECT_MARK.sub("", " ".join(subject.split())).rstrip(" .;/")
    return bare.rstrip("”\"'") if bare.count("“") < bare.count("”") else bare


def citation(upper: UpperLetter) -> str:
    """“Thực hiện Công văn số 301/LĐLĐ ngày 07/5/2026 của … về việc …”.

    >>> citation(UpperLetter("công văn", "301", "LĐLĐ", date(2026, 5, 7), "LĐLĐ tỉnh Đông Triều", "giữ cân đối"))
    'Thực hiện Công văn số 301/LĐLĐ ngày 07/5/2026 của LĐLĐ tỉnh Đông Triều về việc giữ cân đối'
    """
    named = upper.kind[:1].upper() + upper.kind[1:] if upper.kind else "Văn bản"
    sign = letter_sign(upper.number, upper.symbol)
    subject = bare_subject(upper.subject)
    parts = [
        f"Thực hiện {named}",
        f"số {sign}" if upper.number else sign,
        f"ngày {_cited_day(upper.date)}" if upper.date else "",
        f"của {upper.issuer}" if upper.issuer else "",
        f"về việc {_lower_first(subject)}" if subject else "",
    ]
    return " ".join(part for part in parts if part)


def _cited_day(day: date) -> str:
    """Days under ten and the months one and two take a zero: 07/5/2026, 12/02/2026."""
    return (
        f"{day.day:02d}/{day.month:02d}/{day.year}"
        if day.month <= 2
        else f"{day.day:02d}/{day.month}/{day.year}"
    )


def writing_body(unit: str, authority: str) -> str:
    """Who speaks in the letter: “Ban Thường vụ Liên đoàn …” where the signer signs for it, else the unit.

    >>> writing_body("Liên đoàn Lao động thị xã Phù Sa", "TM. BAN THƯỜNG VỤ")
    'Ban Thường vụ Liên đoàn Lao động thị xã Phù Sa'
    >>> writing_body("Ủy ban nhân dân xã An Hòa", "TM. ỦY BAN NHÂN DÂN")
    'Ủy ban nhân dân xã An Hòa'
    """
    first = authority.split(" / ")[0]
    bare = fold(re.sub(r"^\s*T\s*[./]?\s*M\s*[./]?\s*", "", first, flags=re.IGNORECASE)).strip()
    collective = _COLLECTIVES.get(bare, "")
    if not collective or fold(unit).startswith(bare):
        return unit
    return f"{collective} {unit}"


def in_a_sentence(phrase: str) -> str:
    """An addressee inside a sentence: “các công đoàn cơ sở trực thuộc”, a proper name as it is.

    >>> in_a_sentence("Các công đoàn cơ sở trực thuộc."), in_a_sentence("Công đoàn cơ sở May Phù Sa")
    ('các công đoàn cơ sở trực thuộc', 'Công đoàn cơ sở May Phù Sa')
    """
    bare = phrase.strip().rstrip(".;, ")
    return _lower_first(bare) if re.match(r"(?:Các|Những|Toàn thể)\b", bare) else bare


def all_in_a_sentence(phrases: tuple[str, ...]) -> str:
    """Several addressees inside a sentence; more than three are “các đơn vị”.

    >>> all_in_a_sentence(("Các xã", "Các phường")), all_in_a_sentence(("A", "B", "C", "D")), all_in_a_sentence(())
    ('các xã, các phường', 'các đơn vị', 'các đơn vị')
    """
    if not 0 < len(phrases) <= 3:
        return "các đơn vị"
    return ", ".join(in_a_sentence(each) for each in phrases)


def closing(body: str, addressees: tuple[str, ...]) -> str:
    """The sentence that ends the text.

    >>> closing("Ban Thường vụ", ("Các công đoàn cơ sở trực thuộc",))
    'Ban Thường vụ đề nghị các công đoàn cơ sở trực thuộc nghiêm túc triển khai thực hiện.'
    """
    return f"{body} đề nghị {all_in_a_sentence(addressees)} nghiêm túc triển khai thực hiện."


def readable_name(name: str) -> str:
    """A body's name that was printed in capitals, as a sentence writes it; every other name as it is.

    >>> readable_name("LIÊN ĐOÀN LAO ĐỘNG TỈNH ĐÔNG TRIỀU"), readable_name("UBND xã An Hòa")
    ('Liên đoàn Lao động tỉnh Đông Triều', 'UBND xã An Hòa')
    >>> readable_name("TỈNH ỦY TÂY LĨNH"), readable_name("ỦY BAN NHÂN DÂN TỈNH ĐÔNG TRIỀU")
    ('Tỉnh ủy Tây Lĩnh', 'Ủy ban nhân dân tỉnh Đông Triều')
    """
    words = name.split()
    if not name.isupper() or not all(is_syllable(word.lower().strip("-–,.")) for word in words):
        return name
    small = [word.lower() if word.lower() in _SMALL else word.capitalize() for word in words]
    return _lao_dong(" ".join(small[:1]).capitalize() + (" " + " ".join(small[1:]) if small[1:] else ""))


def _lao_dong(name: str) -> str:
    """The unions write their own name with a capital: Liên đoàn Lao động."""
    return name.replace("đoàn lao động", "đoàn Lao động").replace("Ủy Ban nhân dân", "Ủy ban nhân dân")


def _lower_first(text: str) -> str:
    """With a small first letter, unless the first word is a name or an abbreviation."""
    first = text.split(" ", 1)[0]
    return text if len(first) > 1 and not first[1:].islower() else text[:1].lower() + text[1:]

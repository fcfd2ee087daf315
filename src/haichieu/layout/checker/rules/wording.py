"""How the text proper is worded: its end, its headings, its abbreviations."""

import re
from collections.abc import Iterator

from haichieu.layout.checker.deviation import Severity
from haichieu.layout.checker.facts import Line
from haichieu.layout.checker.letter import Fault, Letter, Rule

_POINTS = "abcdđeghiklmnopqrstuvxy"
_POINT = re.compile(r"^([a-zđ])\)\s")
_ARTICLE = re.compile(r"^Điều\s+(\d+)\s*[.:]")
_ROMAN = re.compile(r"^([IVX]{1,6})\s*[.)-]\s*\S")
_TWO_LEVELS = re.compile(r"^\d{1,2}\.\d{1,2}\.?\s+\S")
_AMENDS = re.compile(r"sửa đổi|bổ sung|bãi bỏ|thay thế", re.IGNORECASE)
_SHORT = re.compile(r"(?<![\w/.\-–&])[A-ZĐ][A-ZĐƯƠÔÂÊĂ]{1,7}(?![\w/\-–&]|\.\w)")
#: Abbreviations that every office reads, and Roman numbers.
_COMMON = frozenset(
    [
        "UBND",
        "HĐND",
        "UBMTTQ",
        "MTTQ",
        "TTg",
        "CP",
        "TW",
        "TP",
        "TT",
        "BCH",
        "BTV",
        "PCT",
        "CT",
        "VT",
        "VP",
        "QĐ",
        "KH",
        "CV",
        "TB",
        "BC",
        "TTr",
        "NQ",
        "HD",
        "NĐ",
        "TCVN",
        "QCVN",
        "TM",
        "KT",
        "TL",
        "TUQ",
        "TNCS",
        "TNHH",
        "MTV",
        "THPT",
        "THCS",
        "PDF",
        "ISO",
        "VNĐ",
        "USD",
        "ASEAN",
    ]
)
_NUMERAL = re.compile(r"^[IVXLCDM]+$")
_SHOWN = 8


def end_mark(letter: Letter) -> Iterator[Fault]:
    """The text closes with the mark of the style."""
    mark, lines = letter.style.end_mark, letter.body()
    if not mark or not lines:
        return
    line = lines[-1]
    text = line.text.rstrip(' ”"')
    if mark == "." and text.endswith("./."):
        yield Fault(
            line, "Nội dung kết thúc bằng “./.”.", "Kết thúc nội dung bằng dấu chấm “.”.", Severity.NOTE
        )
    elif not text.endswith(mark):
        found = next((end for end in ("./", "/.", ".", ";", "/") if text.endswith(end)), "")
        how = (
            f"kết thúc bằng “{found}”, không phải “{mark}”" if found else f"không kết thúc bằng dấu “{mark}”"
        )
        yield Fault(line, f"Nội dung {how}.", f"Thêm “{mark}” sau chữ cuối cùng của nội dung.")


def article_order(letter: Letter) -> Iterator[Fault]:
    """Articles are numbered one after the other; a document that changes another one quotes its numbers."""
    lines = letter.body()
    if any(_AMENDS.search(line.text) for line in (*letter.facts.lines[:12], *lines[:3])):
        return
    expected = 1
    for line in lines:
        match = _ARTICLE.match(line.text)
        if match is None:
            continue
        if int(match[1]) != expected:
            wrong = f"Sau Điều {expected - 1} là" if expected > 1 else "Điều đầu tiên là"
            yield Fault(line, f"{wrong} Điều {match[1]}.", "Đánh số các điều liên tục từ 1.")
        expected = int(match[1]) + 1


def roman_order(letter: Letter) -> Iterator[Fault]:
    """Roman numbers of headings follow each other."""
    expected = 1
    for line in letter.body():
        match = _ROMAN.match(line.text)
        value = _roman(match[1]) if match else None
        if match is None or value is None:
            continue
        if value not in (1, expected):
            yield Fault(
                line,
                f"Số thứ tự đề mục là {match[1]}, không nối tiếp đề mục trước.",
                "Đánh số đề mục liên tục: I, II, III và tiếp theo.",
            )
        expected = value + 1


def _roman(text: str) -> int | None:
    values = {"I": 1, "V": 5, "X": 10}
    total = 0
    for char, following in zip(text, f"{text[1:]} ", strict=True):
        value = values[char]
        total += -value if following != " " and values[following] > value else value
    return total if _as_roman(total) == text else None


def _as_roman(value: int) -> str:
    tens, ones = divmod(value, 10)
    return "X" * tens + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[ones]


def point_order(letter: Letter) -> Iterator[Fault]:
    """Points follow the Vietnamese alphabet: a, b, c, d, đ, e, g …"""
    previous = ""
    for line in letter.body():
        match = _POINT.match(line.text)
        if match is None:
            continue
        letter_found = match[1]
        if letter_found != "a" and previous and letter_found in _POINTS:
            wanted = _POINTS[(_POINTS.index(previous) + 1) % len(_POINTS)]
            if letter_found not in (wanted, previous):
                yield Fault(
                    line,
                    f"Sau điểm {previous}) là điểm {letter_found}).",
                    f"Theo thứ tự chữ cái tiếng Việt, điểm này là {wanted}).",
                )
        previous = letter_found if letter_found in _POINTS else ""


def two_levels(letter: Letter) -> Iterator[Fault]:
    """Clauses carry one number; “1.1.” is not among the levels of the decree."""
    lines = [line for line in letter.body() if _TWO_LEVELS.match(line.text)]
    if lines and letter.style.filing_mark:
        yield Fault(
            lines[0],
            f"Có {len(lines)} đề mục đánh số hai cấp như “1.1”.",
            "Dùng các cấp phần, chương, mục, điều, khoản (1.), điểm (a).",
        )


def abbreviations(letter: Letter) -> Iterator[Fault]:
    """An abbreviation is explained where it first stands."""
    text = "\n".join(line.text for line in letter.body())
    found: dict[str, Line] = {}
    for line in letter.body():
        if line.text.isupper():
            continue
        for match in _SHORT.finditer(line.text):
            found.setdefault(match[0], line)
    unknown = [word for word in found if not _is_known(word, text)]
    if unknown:
        shown = ", ".join(unknown[:_SHOWN]) + ("…" if len(unknown) > _SHOWN else "")
        yield Fault(
            found[unknown[0]],
            f"Chữ viết tắt chưa được giải thích ở lần dùng đầu: {shown}.",
            "Viết đầy đủ ở lần đầu, chữ viết tắt đặt trong ngoặc đơn ngay sau.",
        )


def _is_known(word: str, text: str) -> bool:
    """Whether everybody reads it, or the text says what it stands for: “(LĐLĐ)”, “viết tắt là LĐLĐ”."""
    if word in _COMMON or _NUMERAL.match(word):
        return True
    named = r"(?:viết|gọi)\s+(?:tắt|chung)\s+là\s*:?\s*[“\"]?"
    return bool(re.search(rf"\(\s*{word}\s*\)|{named}{word}\b", text))


RULES = (
    Rule("end_mark", "Nội dung", "end_mark", "Nội dung kết thúc bằng “./.” (Đảng, Đoàn: “.”).", end_mark),
    Rule("article_order", "Nội dung", "headings", "Các điều đánh số liên tục.", article_order, Severity.NOTE),
    Rule("roman_order", "Nội dung", "headings", "Đề mục số La Mã liên tục.", roman_order, Severity.NOTE),
    Rule(
        "point_order",
        "Nội dung",
        "headings",
        "Xếp các điểm theo thứ tự a, b, c, d, đ, e, g và tiếp theo.",
        point_order,
        Severity.NOTE,
    ),
    Rule("two_levels", "Nội dung", "headings", "Không đánh số hai cấp như 1.1.", two_levels, Severity.NOTE),
    Rule(
        "abbreviations",
        "Nội dung",
        "wording",
        "Chữ viết tắt được giải thích ở lần đầu.",
        abbreviations,
        Severity.NOTE,
    ),
)

"""How the letterhead is worded: emblem, number and symbol, place and date, subject, addressees."""

import re
import unicodedata
from collections.abc import Iterator

from haichieu.layout.checker.deviation import Severity
from haichieu.layout.checker.facts import Line, Source
from haichieu.layout.checker.letter import Fault, Letter, Rule
from haichieu.layout.checker.parts import date_match
from haichieu.layout.styles import Style

_BLANK_NUMBER = re.compile(r"[\s._…]*")
_OFFICE = re.compile(
    r"^(UBND|Ủy ban|Uỷ ban|HĐND|Sở|Phòng|Trường (?:THPT|THCS|Tiểu học|Trung học|Mầm non|Đại học|Cao đẳng)|Công ty"
    r"|Chi cục|Cục|LĐLĐ|Liên đoàn|Công đoàn|Văn phòng|Trung tâm"
    r"|Đảng ủy|Đảng bộ|Tỉnh ủy|Tỉnh đoàn|Huyện ủy|Thành ủy|Thị ủy)\b"
)
_QUOTES = "“”\"'‘’«»"


def emblem_wording(letter: Letter) -> Iterator[Fault]:
    """The emblem lines are written to the letter; old and new tone places are one."""
    indices = (letter.parts.emblem, letter.parts.motto)
    for wanted, index in zip(letter.style.emblem_lines, indices, strict=False):
        if index is None:
            continue
        line = letter.line(index)
        found = _words(line.text)
        if _toned(found) == _toned(wanted) or _toned(_wrapped(letter, index)) == _toned(wanted):
            continue
        dashes = _toned(found.replace("–", "-").replace("—", "-"))
        is_dash = dashes == _toned(wanted)
        yield Fault(
            line,
            "Dấu giữa các cụm từ của Tiêu ngữ là gạch ngang dài, không phải gạch nối."
            if is_dash
            else "Dòng này chưa đúng từng chữ, từng dấu.",
            f"Ghi đúng “{wanted}”.",
            Severity.NOTE if is_dash else None,
        )


def _wrapped(letter: Letter, index: int) -> str:
    """A line of a PDF with the next one of its column, into which a narrow cell may break it."""
    line, below = letter.line(index), letter.facts.lines[index + 1 :]
    if letter.facts.source is not Source.PDF or line.column is None:
        return _words(line.text)
    rest = next((each.text for each in below if each.column == line.column), "")
    return _words(f"{line.text} {rest}")


def _toned(text: str) -> str:
    """Words in which HOÀ and HÒA are written alike: the mark moves behind its syllable."""
    return " ".join(_syllable(word) for word in text.split(" "))


def _syllable(word: str) -> str:
    marks = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}
    parts = unicodedata.normalize("NFD", word)
    return "".join(c for c in parts if c not in marks) + "".join(c for c in parts if c in marks)


def number_form(letter: Letter) -> Iterator[Fault]:
    """Number and symbol have the form of the style; a draft may leave the number blank."""
    if letter.parts.number is None:
        return
    line, style = letter.line(letter.parts.number), letter.style
    text = unicodedata.normalize("NFC", " ".join(line.text.split()))
    if letter.facts.source == "text":
        text = _up_to_symbol(text)
    label = style.number_label
    if label.endswith(":") and re.match(r"Số\b(?!\s*:)", text, re.IGNORECASE):
        yield Fault(line, "Sau chữ “Số” chưa có dấu hai chấm.", f"Ghi “{label}” trước số của văn bản.")
    elif not label.endswith(":") and style.key == "party" and re.match(r"Số\s*:", text, re.IGNORECASE):
        yield Fault(line, "Sau chữ “Số” có dấu hai chấm.", f"Ghi “{label}” không có dấu hai chấm.")
    rest = re.sub(r"^Số\s*:?\s*", "", text, flags=re.IGNORECASE)
    yield from _number_and_symbol(line, rest, style)


def _up_to_symbol(text: str) -> str:
    """A line of plain text may go on with something else."""
    match = re.match(r"Số\s*:?[\s\d._…]*[a-zđ]?\s*[/-]\s*\S+(?:\s*-\s*[A-ZĐ]\S*)?", text)
    return match[0].rstrip(" .,;") if match else text


def _number_and_symbol(line: Line, rest: str, style: Style) -> Iterator[Fault]:
    joint = re.escape(style.number_joint)
    form = re.fullmatch(rf"(?P<number>\d*[a-zđ]?){joint}{style.symbol_pattern}", rest)
    if form is None:
        tight = re.sub(r"[\s._…]+", "", rest)
        fits = re.fullmatch(rf"(?P<number>\d*[a-zđ]?){joint}{style.symbol_pattern}", tight)
        if fits is not None:
            if _BLANK_NUMBER.fullmatch(rest.partition(style.number_joint)[0]) is None or not fits["number"]:
                yield from _spaces(line, rest, tight, style)
            form = fits
        else:
            yield Fault(line, "Số, ký hiệu chưa đúng mẫu.", f"Ghi theo mẫu “{_example(style)}”.")
            return
    if len(form["number"]) == 1 and form["number"].isdecimal():
        number = form["number"]
        yield Fault(line, "Số nhỏ hơn 10 chưa có số 0 ở trước.", f"Ghi 0{number} thay cho {number}.")


def _spaces(line: Line, rest: str, tight: str, style: Style) -> Iterator[Fault]:
    symbol = rest.partition(style.number_joint)[2].strip()
    if " " in symbol:
        yield Fault(line, "Giữa các phần của ký hiệu có khoảng trắng.", f"Viết liền: “{tight}”.")
    elif re.search(rf"\d\s+{re.escape(style.number_joint)}", rest):
        yield Fault(line, "Giữa số và ký hiệu có khoảng trắng.", f"Viết liền: “{tight}”.", Severity.NOTE)


def _example(style: Style) -> str:
    symbol = "BC/TU" if style.number_joint == "-" else "BC-UBND"
    return f"{style.number_label} 05{style.number_joint}{symbol}"


def number_blank(letter: Letter) -> Iterator[Fault]:
    """A draft that has no number yet."""
    if letter.parts.number is None:
        return
    line = letter.line(letter.parts.number)
    if re.match(r"Số\s*:?[\s._…]*[/-]", line.text, re.IGNORECASE):
        yield Fault(line, "Số của văn bản còn để trống.", "Ghi số khi đăng ký văn bản đi.")


def number_kind(letter: Letter) -> Iterator[Fault]:
    """The symbol carries the code of the kind; a công văn of the State and the unions carries none."""
    parts, style = letter.parts, letter.style
    if parts.number is None:
        return
    line = letter.line(parts.number)
    code = _code(line.text, style)
    if not code:
        return
    if parts.title is not None:
        wanted = style.kind_codes.get(parts.title_kind)
        known = {each for codes in style.kind_codes.values() for each in codes} | {"CV"}
        if wanted and code not in wanted and (code in known or style.letter_code):
            yield Fault(
                line,
                f"Ký hiệu “{code}” không khớp tên loại {parts.title_kind.lower()}.",
                f"Dùng chữ viết tắt {' hoặc '.join(wanted)} trong ký hiệu.",
            )
    elif parts.is_letter and not style.letter_code and code == "CV":
        yield Fault(line, "Ký hiệu của công văn có chữ viết tắt tên loại “CV”.", "Bỏ “CV” khỏi ký hiệu.")


def _code(text: str, style: Style) -> str:
    """The first group of the symbol: KH of “12/KH-UBND”, CV of “3270-CV/BTGTU”."""
    match = re.search(
        rf"[\d\s._…:]{re.escape(style.number_joint)}\s*(?:\d{{4}}/)?\s*([A-ZĐa-zđ]+)\s*[-/]", text
    )
    return match[1] if match else ""


def date_zero(letter: Letter) -> Iterator[Fault]:
    """Days under 10 and months 1 and 2 carry a zero."""
    line, match = _date(letter)
    if line is not None and match is not None and (len(match[1]) == 1 or match[2] in ("1", "2")):
        yield Fault(
            line,
            "Ngày nhỏ hơn 10 hoặc tháng 1, tháng 2 chưa có số 0 ở trước.",
            "Thêm số 0, ví dụ: ngày 05 tháng 02.",
        )


def date_blank(letter: Letter) -> Iterator[Fault]:
    """A draft that has no day yet."""
    line, match = _date(letter)
    if line is not None and match is not None and not (match[1] and match[2] and match[3]):
        yield Fault(line, "Ngày, tháng ban hành còn để trống.", "Ghi ngày, tháng khi ký ban hành.")


def place_name(letter: Letter) -> Iterator[Fault]:
    """The place is a place, not an office."""
    line, _ = _date(letter)
    if line is not None and _OFFICE.match(line.text):
        yield Fault(
            line,
            "Địa danh ghi tên cơ quan.",
            "Ghi tên đơn vị hành chính nơi cơ quan đóng trụ sở, không ghi tên cơ quan.",
        )


def _date(letter: Letter) -> tuple[Line | None, re.Match[str] | None]:
    if letter.parts.place_date is None:
        return None, None
    line = letter.line(letter.parts.place_date)
    return line, date_match(line.text)


def subject_mark(letter: Letter) -> Iterator[Fault]:
    """The subject of a công văn opens with “V/v”."""
    mark, parts = letter.style.subject_mark, letter.parts
    if not mark or parts.title is not None or parts.letter_subject is None:
        return
    line = letter.line(parts.letter_subject)
    text = line.text.lstrip(f"{_QUOTES}( ")
    if re.match(r"(Về việc|Về)\b", text):
        yield Fault(line, "Trích yếu công văn mở đầu bằng “Về việc”.", f"Ghi “{mark} …” dưới số, ký hiệu.")
    elif not text.startswith(mark):
        yield Fault(
            line, f"Trích yếu công văn chưa mở đầu đúng bằng “{mark}”.", f"Ghi “{mark} …”.", Severity.NOTE
        )


def subject_quotes(letter: Letter) -> Iterator[Fault]:
    """The subject stands without quotation marks."""
    if letter.parts.letter_subject is None:
        return
    line = letter.line(letter.parts.letter_subject)
    if line.text[:1] in _QUOTES:
        yield Fault(line, "Trích yếu đặt trong dấu ngoặc kép.", "Bỏ dấu ngoặc kép quanh trích yếu.")


def title_and_subject(letter: Letter) -> Iterator[Fault]:
    """A document has either the name of a kind or a “V/v” under its number."""
    parts = letter.parts
    if parts.title is not None and parts.letter_subject is not None and parts.letter_subject < parts.title:
        yield Fault(
            letter.line(parts.letter_subject),
            f"Văn bản có cả tên loại ({parts.title_kind.lower()}) và trích yếu “V/v”.",
            "Với văn bản có tên loại, ghi trích yếu dưới tên loại và bỏ dòng “V/v”.",
        )


def body_stars(letter: Letter) -> Iterator[Fault]:
    """Under the name of a Party or youth body stands its star or its three stars."""
    stars, parts = letter.style.body_separator, letter.parts
    if not stars or parts.number is None or parts.issuing_body is None:
        return
    above = [line for line in letter.facts.lines[: parts.number] if set(line.text.strip()) == {"*"}]
    if not any(line.text.strip() == stars for line in above):
        yield Fault(
            letter.line(parts.issuing_body),
            f"Dưới tên cơ quan chưa có dòng “{stars}”.",
            f"Đặt dòng “{stars}” giữa tên cơ quan và số, ký hiệu.",
        )


def greeting_form(letter: Letter) -> Iterator[Fault]:
    """“Kính gửi:” with its colon; one name on the line, several below it with dashes."""
    parts = letter.parts
    if parts.greeting is None:
        return
    line = letter.line(parts.greeting)
    if not re.match(r"Kính\s+\w+\s*:", line.text, re.IGNORECASE):
        yield Fault(line, "Sau “Kính gửi” chưa có dấu hai chấm.", "Ghi “Kính gửi:”.")
    entries = parts.addressees
    if len(entries) == 1 and re.match(r"[-–]\s", entries[0].text):
        yield Fault(
            line,
            "Chỉ có một nơi nhận mà vẫn gạch đầu dòng.",
            "Ghi nơi nhận cùng dòng với “Kính gửi:”.",
            Severity.NOTE,
        )
    if len(entries) > 1:
        yield from _list_marks(letter)


def _list_marks(letter: Letter) -> Iterator[Fault]:
    *before, last = letter.parts.addressees
    bare_ends = [entry for entry in before if not entry.text.rstrip().endswith(";")]
    if bare_ends:
        yield Fault(
            letter.line(bare_ends[0].line),
            f"Có {len(bare_ends)} dòng Kính gửi không kết thúc bằng dấu chấm phẩy.",
            "Kết thúc mỗi dòng bằng “;”, dòng cuối bằng “.”.",
            Severity.NOTE,
        )
    if not last.text.rstrip().endswith("."):
        yield Fault(
            letter.line(last.line),
            "Dòng cuối của Kính gửi không kết thúc bằng dấu chấm.",
            "Kết thúc dòng cuối bằng “.”.",
            Severity.NOTE,
        )


def _words(text: str) -> str:
    return " ".join(text.split())


RULES = (
    Rule(
        "emblem_wording",
        "Phần đầu",
        "emblem",
        "Quốc hiệu, Tiêu ngữ hoặc tiêu đề đúng từng chữ, từng dấu.",
        emblem_wording,
    ),
    Rule(
        "body_stars",
        "Phần đầu",
        "issuing_body",
        "Văn bản của Đảng có “*”, của Đoàn có “***” dưới tên cơ quan.",
        body_stars,
    ),
    Rule("number", "Phần đầu", "number", "Số, ký hiệu đúng mẫu, viết liền, số dưới 10 có số 0.", number_form),
    Rule("number_blank", "Phần đầu", "number", "Số được ghi khi ban hành.", number_blank, Severity.NOTE),
    Rule("number_kind", "Phần đầu", "kind_codes", "Chữ viết tắt trong ký hiệu khớp tên loại.", number_kind),
    Rule("date_zero", "Phần đầu", "place_date", "Ngày dưới 10, tháng 1 và 2 có số 0.", date_zero),
    Rule("date_blank", "Phần đầu", "place_date", "Ngày được ghi khi ban hành.", date_blank, Severity.NOTE),
    Rule("place_name", "Phần đầu", "place_date", "Địa danh là tên nơi chốn.", place_name),
    Rule("subject_mark", "Phần đầu", "kind", "Trích yếu công văn mở đầu bằng “V/v”.", subject_mark),
    Rule("subject_quotes", "Phần đầu", "kind", "Trích yếu không đặt trong ngoặc kép.", subject_quotes),
    Rule("title_and_subject", "Phần đầu", "kind", "Không có cả tên loại và “V/v”.", title_and_subject),
    Rule(
        "greeting_form", "Kính gửi", "addressees", "“Kính gửi:” đúng dấu và đúng cách liệt kê.", greeting_form
    ),
)

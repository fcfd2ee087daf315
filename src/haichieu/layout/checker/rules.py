"""The layout rules, each a function from a document's facts to its deviations."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from itertools import pairwise

from docx.enum.text import WD_ALIGN_PARAGRAPH

from haichieu.layout.checker.deviation import Deviation
from haichieu.layout.checker.facts import Facts, Line
from haichieu.layout.checker.parts import Parts, date_match
from haichieu.layout.styles import Style

Rule = Callable[[Facts, Parts, Style], Iterator[Deviation]]

#: Rounding that word processors do to lengths, in millimetres.
_TOLERANCE_MM = 0.6
_SIDES = {"top": "trên", "bottom": "dưới", "left": "trái", "right": "phải"}
_COMPONENTS = {
    "emblem": "Quốc hiệu hoặc tiêu đề",
    "issuing_body": "tên cơ quan ban hành",
    "number": "số, ký hiệu",
    "place_date": "địa danh và thời gian",
    "kind": "tên loại hoặc trích yếu (V/v)",
    "signature": "chức vụ, chữ ký",
    "recipients": "nơi nhận",
}


def page_size(facts: Facts, parts: Parts, style: Style) -> Iterator[Deviation]:
    """Every section is on the paper of the style."""
    for index, section in enumerate(facts.sections, start=1):
        short, long = sorted((section.width, section.height))
        if abs(short - style.page[0]) > _TOLERANCE_MM or abs(long - style.page[1]) > _TOLERANCE_MM:
            yield Deviation(
                "page",
                style.articles["page"],
                f"Phần {index}",
                f"Khổ giấy là {section.width:.0f} × {section.height:.0f} mm, không phải A4.",
                "Chọn khổ giấy A4 (210 × 297 mm) trong phần thiết lập trang.",
            )


def margins(facts: Facts, parts: Parts, style: Style) -> Iterator[Deviation]:
    """Every margin lies in the allowed range."""
    for index, section in enumerate(facts.sections, start=1):
        for side, name in _SIDES.items():
            least, most = style.margins_allowed[side]
            found: float = getattr(section, side)
            if not least - _TOLERANCE_MM <= found <= most + _TOLERANCE_MM:
                allowed = f"{least:.0f} mm" if least == most else f"từ {least:.0f} đến {most:.0f} mm"
                yield Deviation(
                    "margins",
                    style.articles["margins"],
                    f"Phần {index}, lề {name}",
                    f"Lề {name} là {found:.0f} mm.",
                    f"Đặt lề {name} {allowed}.",
                )


def font_family(facts: Facts, parts: Parts, style: Style) -> Iterator[Deviation]:
    """All text is set in the family of the style."""
    strange = [line for line in facts.lines if any(piece.font != style.font for piece in line.pieces)]
    if strange:
        found = next(piece.font for piece in strange[0].pieces if piece.font != style.font)
        name = {"theme": "phông theo chủ đề của Word", "": "phông không ghi rõ"}.get(found, found)
        yield Deviation(
            "font",
            style.articles["font"],
            _quote(strange[0]),
            f"Có {len(strange)} đoạn dùng phông khác, đoạn đầu là {name}.",
            f"Chọn toàn bộ văn bản và đặt phông {style.font}.",
        )


def composed_letters(facts: Facts, parts: Parts, style: Style) -> Iterator[Deviation]:
    """Vietnamese letters are stored as one character each."""
    split = [line for line in facts.lines if not unicodedata.is_normalized("NFC", line.text)]
    if split:
        yield Deviation(
            "composed_letters",
            style.articles["font"],
            _quote(split[0]),
            f"Có {len(split)} đoạn dùng chữ tổ hợp (dấu tách rời) thay vì Unicode dựng sẵn.",
            "Chuyển văn bản sang Unicode dựng sẵn theo TCVN 6909:2001.",
        )


def body_type(facts: Facts, parts: Parts, style: Style) -> Iterator[Deviation]:
    """The text proper has an allowed size and is justified."""
    least, most = style.type_of("body").allowed
    lines = [facts.lines[i] for i in parts.body]
    wrong = [line for line in lines if any(not least <= size <= most for size in line.sizes)]
    if wrong:
        sizes = ", ".join(f"{size:g}" for size in sorted({size for line in wrong for size in line.sizes}))
        yield Deviation(
            "body_size",
            style.articles["body"],
            _quote(wrong[0]),
            f"Có {len(wrong)} đoạn nội dung dùng cỡ chữ {sizes}.",
            f"Đặt cỡ chữ nội dung từ {least:g} đến {most:g}.",
        )
    loose = [line for line in lines if len(line.text) > 100 and line.align is not WD_ALIGN_PARAGRAPH.JUSTIFY]
    if loose:
        yield Deviation(
            "body_align",
            style.articles["body"],
            _quote(loose[0]),
            f"Có {len(loose)} đoạn nội dung không dàn đều hai lề.",
            "Chọn các đoạn nội dung và dàn đều cả hai lề.",
        )


def components(facts: Facts, parts: Parts, style: Style) -> Iterator[Deviation]:
    """No component is missing."""
    for name, words in _COMPONENTS.items():
        if getattr(parts, name) is None:
            yield Deviation(
                f"missing_{name}",
                style.articles[name],
                "Toàn văn bản",
                f"Không tìm thấy {words}.",
                f"Bổ sung {words} đúng vị trí quy định.",
            )


def order(facts: Facts, parts: Parts, style: Style) -> Iterator[Deviation]:
    """Components stand in their order: head, number, title, then recipients and signature at the end."""
    names = ("number", "kind", "recipients")
    found = [(name, index) for name in names if (index := getattr(parts, name)) is not None]
    for (before, first), (after, second) in pairwise(found):
        if first > second:
            yield _misplaced(style, after, f"phải đứng sau {_COMPONENTS[before]}")
    if parts.emblem is not None and parts.place_date is not None and parts.emblem > parts.place_date:
        yield _misplaced(style, "place_date", f"phải đứng sau {_COMPONENTS['emblem']}")


def _misplaced(style: Style, name: str, words: str) -> Deviation:
    return Deviation(
        "order",
        style.articles[name],
        _COMPONENTS[name].capitalize(),
        f"{_COMPONENTS[name].capitalize()} {words}.",
        "Sắp xếp lại các thành phần theo sơ đồ bố trí của thể thức.",
    )


def emblem_type(facts: Facts, parts: Parts, style: Style) -> Iterator[Deviation]:
    """The emblem line is bold and of an allowed size."""
    if parts.emblem is None:
        return
    line, look = facts.lines[parts.emblem], style.type_of("emblem_first")
    least, most = look.allowed
    if not line.is_bold or any(not least <= size <= most for size in line.sizes):
        allowed = f"{least:g}" if least == most else f"{least:g} đến {most:g}"
        yield Deviation(
            "emblem_type",
            style.articles["emblem"],
            _quote(line),
            "Dòng này chưa đúng cỡ chữ hoặc chưa in đậm.",
            f"Đặt chữ in hoa, đậm, cỡ {allowed}.",
        )


def number_form(facts: Facts, parts: Parts, style: Style) -> Iterator[Deviation]:
    """Number and symbol have the form of the style; a draft may leave the number blank."""
    if parts.number is None:
        return
    line = facts.lines[parts.number]
    label, joint = re.escape(style.number_label), re.escape(style.number_joint)
    form = rf"{label}\s*(?P<number>\d*)\s*{joint}\s*{style.symbol_pattern}"
    match = re.fullmatch(form, unicodedata.normalize("NFC", line.text))
    if match is None:
        example = f"{style.number_label} 05{style.number_joint}{'BC/TU' if style.number_joint == '-' else 'BC-UBND'}"
        message, fix = (
            "Số, ký hiệu chưa đúng mẫu.",
            f"Ghi theo mẫu “{example}”, không có khoảng trắng giữa các phần.",
        )
    elif len(match["number"]) == 1:
        message, fix = (
            "Số nhỏ hơn 10 chưa có số 0 ở trước.",
            f"Ghi 0{match['number']} thay cho {match['number']}.",
        )
    else:
        return
    yield Deviation("number", style.articles["number"], _quote(line), message, fix)


def date_form(facts: Facts, parts: Parts, style: Style) -> Iterator[Deviation]:
    """Days under 10 and months 1 and 2 carry a zero, and the line stands in italics."""
    if parts.place_date is None:
        return
    line = facts.lines[parts.place_date]
    match = date_match(line.text)
    day, month = (match[1], match[2]) if match else ("", "")
    if len(day) == 1 or month in ("1", "2"):
        yield Deviation(
            "date_zero",
            style.articles["place_date"],
            _quote(line),
            "Ngày nhỏ hơn 10 hoặc tháng 1, tháng 2 chưa có số 0 ở trước.",
            "Thêm số 0, ví dụ: ngày 05 tháng 02.",
        )
    if not line.is_italic:
        yield Deviation(
            "date_italic",
            style.articles["place_date"],
            _quote(line),
            "Địa danh và thời gian chưa in nghiêng.",
            "Đặt dòng này kiểu chữ nghiêng.",
        )


def end_mark(facts: Facts, parts: Parts, style: Style) -> Iterator[Deviation]:
    """The text closes with the mark of the style."""
    if not parts.body or not style.end_mark:
        return
    line = facts.lines[parts.body[-1]]
    if not line.text.rstrip().endswith(style.end_mark):
        yield Deviation(
            "end_mark",
            style.articles["end_mark"],
            _quote(line),
            f"Nội dung không kết thúc bằng dấu “{style.end_mark}”.",
            f"Thêm “{style.end_mark}” sau chữ cuối cùng của nội dung.",
        )


def page_number(facts: Facts, parts: Parts, style: Style) -> Iterator[Deviation]:
    """Pages are numbered, the first one is not."""
    place = "Đầu trang"
    if not facts.has_page_number:
        yield Deviation(
            "page_number",
            style.articles["page_number"],
            place,
            "Văn bản chưa đánh số trang.",
            "Chèn số trang vào giữa lề trên.",
        )
    elif not facts.hides_first_number:
        yield Deviation(
            "page_number",
            style.articles["page_number"],
            place,
            "Số trang hiện cả ở trang thứ nhất.",
            "Chọn “Different First Page” để trang thứ nhất không hiện số.",
        )


#: Every rule, in the order of the page.
RULES: tuple[Rule, ...] = (
    page_size,
    margins,
    page_number,
    font_family,
    composed_letters,
    components,
    order,
    emblem_type,
    number_form,
    date_form,
    body_type,
    end_mark,
)


def _quote(line: Line) -> str:
    """The beginning of a line, to find it by."""
    text = " ".join(line.text.split())
    return f"“{text[:60]}…”" if len(text) > 60 else f"“{text}”"

"""Paper, margins and page numbers."""

from collections.abc import Iterator

from haichieu.layout.checker.deviation import Severity
from haichieu.layout.checker.facts import SectionFacts, Source
from haichieu.layout.checker.letter import Fault, Letter, Rule

#: Rounding that word processors do to lengths, and what a measured page adds to it, in millimetres.
_TOLERANCE_MM = {Source.WORD: 0.6, Source.PDF: 2.0, Source.TEXT: 0.0}
#: Size of type that still counts as the one allowed.
_TOLERANCE_PT = 0.3
_SIDES = {"top": "trên", "bottom": "dưới", "left": "trái", "right": "phải"}
#: A Word file with fewer characters fills no second page, which would need the first number.
_ONE_PAGE = 1800
_PAGED = frozenset({Source.WORD, Source.PDF})


def page_size(letter: Letter) -> Iterator[Fault]:
    """Every section is on the paper of the style; a wide table may turn it."""
    tolerance = _TOLERANCE_MM[letter.facts.source]
    for index, section in enumerate(letter.facts.sections, start=1):
        short, long = sorted((section.width, section.height))
        if abs(short - letter.style.page[0]) > tolerance or abs(long - letter.style.page[1]) > tolerance:
            yield Fault(
                _part(letter, index),
                f"Khổ giấy là {section.width:.0f} × {section.height:.0f} mm, không phải A4.",
                "Chọn khổ giấy A4 (210 × 297 mm) trong phần thiết lập trang.",
            )


def margins(letter: Letter) -> Iterator[Fault]:
    """Every margin lies in the allowed range; in a turned section the sides turn with the paper."""
    tolerance = _TOLERANCE_MM[letter.facts.source]
    for index, section in enumerate(letter.facts.sections, start=1):
        if section.width > section.height:
            continue
        for side, name in _SIDES.items():
            found = _margin(section, side)
            least, most = letter.style.margins_allowed[side]
            if found is None or least - tolerance <= found <= most + tolerance:
                continue
            if found > most and letter.facts.source is Source.PDF and side in ("top", "bottom"):
                continue  # A page need not be full.
            allowed = f"{least:.0f} mm" if least == most else f"từ {least:.0f} đến {most:.0f} mm"
            about = "khoảng " if letter.facts.source is Source.PDF else ""
            yield Fault(
                f"{_part(letter, index)}, lề {name}",
                f"Lề {name} là {about}{found:.0f} mm.",
                f"Đặt lề {name} {allowed}.",
            )


def _part(letter: Letter, index: int) -> str:
    return f"Phần {index}" if letter.facts.source is Source.WORD else "Các trang"


def _margin(section: SectionFacts, side: str) -> float | None:
    found: float | None = getattr(section, side)
    return found


def page_number(letter: Letter) -> Iterator[Fault]:
    """Pages are numbered at the top in the middle, the first one is not."""
    number, place = letter.facts.page_number, "Đầu trang"
    if number is None:
        if _has_second_page(letter):
            yield Fault(place, "Văn bản chưa đánh số trang.", "Chèn số trang vào giữa lề trên.")
        return
    if not number.hides_first:
        yield Fault(
            place,
            "Số trang hiện cả ở trang thứ nhất.",
            "Chọn “Different First Page” để trang thứ nhất không hiện số.",
        )
    if not number.at_top or not number.is_centred:
        yield Fault(
            place if number.at_top else "Cuối trang",
            "Số trang không ở giữa lề trên.",
            "Đặt số trang vào chính giữa, trong phần lề trên.",
        )
    least, most = letter.style.type_of("page_number").allowed
    if number.size is not None and not least - _TOLERANCE_PT <= number.size <= most + _TOLERANCE_PT:
        yield Fault(
            place, f"Số trang có cỡ chữ {number.size:g}.", f"Đặt cỡ chữ số trang từ {least:g} đến {most:g}."
        )


def _has_second_page(letter: Letter) -> bool:
    if letter.facts.pages is not None:
        return letter.facts.pages > 1
    return sum(len(line.text) for line in letter.facts.lines) > _ONE_PAGE


RULES = (
    Rule("page", "Trang giấy", "page", "Giấy khổ A4.", page_size, sources=_PAGED),
    Rule("margins", "Trang giấy", "margins", "Lề trong khoảng cho phép.", margins, sources=_PAGED),
    Rule(
        "page_number",
        "Trang giấy",
        "page_number",
        "Số trang ở giữa lề trên, từ trang thứ hai.",
        page_number,
        Severity.ERROR,
        _PAGED,
    ),
)

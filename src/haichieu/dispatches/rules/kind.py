"""Kind of the document: its title line, or công văn where there is none."""

import re

from haichieu.dispatches.rules.sheet import Line, Sheet
from haichieu.dispatches.rules.spans import Span
from haichieu.dispatches.rules.words import KINDS
from haichieu.text.folding import fold
from haichieu.text.letters import LOWER
from haichieu.text.patterns import late

_NO_TITLES = frozenset(("văn bản", "công văn", "bộ luật", "đơn", "đơn đề nghị", "hiến pháp"))
_TITLES = (
    *(kind for kind in KINDS if kind not in _NO_TITLES),
    "bản thỏa thuận",
    "giấy nghỉ phép",
    "giấy đi đường",
    "thư công",
    "tuyên bố",
    "quy hoạch",
    "quy trình",
    "nội quy",
)
_FOLDED = {fold(kind): kind for kind in _TITLES}
_LONGEST_FIRST = tuple(sorted(_FOLDED.items(), key=lambda item: -len(item[0])))
#: The beginning of a title that goes on, its words, their number, its kind; the longest first.
_BEGUN = tuple((f"{folded} ", folded, len(folded.split()), name) for folded, name in _LONGEST_FIRST)
_BEGINNINGS = frozenset(folded[:2] for folded in _FOLDED)
_TIGHT = {folded.replace(" ", ""): kind for folded, kind in _FOLDED.items()}
_BY_CODE = {
    "NQ": "nghị quyết", "QĐ": "quyết định", "CT": "chỉ thị", "QC": "quy chế", "TB": "thông báo", "HD": "hướng dẫn",
    "CTr": "chương trình", "KH": "kế hoạch", "PA": "phương án", "ĐA": "đề án", "BC": "báo cáo", "TTr": "tờ trình",
    "CĐ": "công điện", "GM": "giấy mời", "KL": "kết luận", "QyĐ": "quy định",
}  # fmt: skip
_NOISE = late(r"[^a-z ]+")
_JOINT_OF_SYMBOL = late(r"[-–/ ]")
#: How the subject begins that stands on the line of the title: “BÁO CÁO TỔNG KẾT …”, “QUYẾT ĐỊNH Về việc …”.
_SUBJECT_AFTER = late(
    r"\s*(?:về|v/v|của|phê duyệt|ban hành|khẩn|thực hiện|triển khai|tổ chức|kết quả|tổng kết|sơ kết|kiểm điểm"
    r"|tình hình|hoạt động|phát động|kiểm tra|giám sát|rà soát|tuyên truyền|truyền thông|phối hợp|kiện toàn"
    r"|thành lập|bổ nhiệm|khen thưởng|tăng cường|sử dụng|chuyển đổi|đào tạo|tập huấn"
    r"|(?:kết luận|ý kiến|công bố|tuyển sinh|tuyển dụng|điều chỉnh|sửa đổi|công nhận|phân công|phân bổ|điều động"
    r"|cho phép|cử|thu hồi|bãi bỏ|hủy bỏ|xử phạt|hỗ trợ|ứng phó|khắc phục|đấu giá|mời họp|lịch|nghỉ|kỷ niệm)(?!\w))",
    re.IGNORECASE,
)
#: A title of several bodies together, whose last words are no subject: “CHƯƠNG TRÌNH PHỐI HỢP”.
_JOINT = late(rf"({'|'.join(_FOLDED)}) (?:phoi hop|lien nganh|lien tich)")
#: Right before a number: “kê hoạch số”.
_BEFORE_NUMBER = late(
    r"(?<![a-z])(quyet dinh|nghi dinh|nghi quyet|ke hoach|cong van|thong bao|thong tu|chi thi|huong dan|to trinh"
    r"|bao cao|cong dien|ket luan)\s+(?:s[o6]\s*[:.]?\s*)?$"
)
#: A kind and what it is about; a sentence that goes on or ends is none: “Kế hoạch này …”, “Thông báo các đơn vị:”.
_HEADLINE = late(
    rf"[#*\s]*(?P<kind>{'|'.join(kind.capitalize() for _, kind in _LONGEST_FIRST)})\s+"
    r"(?!này|trên|nói|nêu|các|những|tới|đến|cho|để|ngay|kết quả về|.*(?:trước|chậm nhất) )"
    r"(?P<subject>[^.;:]*(?:\.(?=\S)[^.;:]*)*[^.;:\s])[*\s]*"
)
#: Words of the subject of a headline, and letters of the whole.
_FEWEST, _MOST, _LONGEST_HEADLINE = 2, 40, 300
_CAPITALS = late(rf"[^{LOWER}]*(?![{LOWER}])")


def find_title(sheet: Sheet, lines: tuple[Line, ...]) -> tuple[str, Line, Span] | None:
    """Find the kind title among the first lines: kind in lower case, its line, its range.

    >>> from haichieu.dispatches.rules.sheet import make_sheet
    >>> sheet = make_sheet("Số: 12/KH-UBND\\nKẾ HOẠCH\\nTổ chức hội thi")
    >>> find_title(sheet, sheet.lines)[0]
    'kế hoạch'
    """
    for line in lines:
        for cell in line.cells:
            raw = sheet.raw(cell)
            found = _title_in(raw)
            if found is not None:
                kind, length = found
                return kind, line, Span(cell.start, cell.start + length)
    return None


def find_headline(sheet: Sheet, lines: tuple[Line, ...]) -> tuple[str, Line, Span] | None:
    """The headline in small letters with which a letter without letterhead begins, as web pages print it.

    The range is that of the kind alone; what follows on the line is the subject.

    >>> from haichieu.dispatches.rules.sheet import make_sheet
    >>> sheet = make_sheet("Thông báo nghỉ học phòng tránh bão\\n\\nHọc sinh nghỉ ngày 5/9.")
    >>> find_headline(sheet, sheet.lines)[0]
    'thông báo'
    """
    written = [line for line in lines if line.cells][:2]
    if len(written) < 2 or len(written[0].cells) > 1 or written[0].is_row:
        return None
    cell = written[0].cells[0]
    match = _HEADLINE.fullmatch(sheet.raw(cell)) if cell.end - cell.start <= _LONGEST_HEADLINE else None
    if match is None or not _FEWEST <= len(match["subject"].split()) <= _MOST:
        return None
    return (
        match["kind"].lower(),
        written[0],
        Span(cell.start + match.start("kind"), cell.start + match.end("kind")),
    )


def _title_in(raw: str) -> tuple[str, int] | None:
    if raw[:1].islower() or (raw[:1].isupper() and raw[1:2].islower()):
        return None
    caps = _caps_prefix(raw)
    if len(caps.replace(" ", "")) < 4:
        return None
    plain = " ".join(_NOISE.sub(" ", fold(caps)).split())
    tight = plain.replace(" ", "")
    if tight[:2] not in _BEGINNINGS:
        return None
    kind = _FOLDED.get(plain) or _TIGHT.get(tight)
    if kind is not None:
        return kind, len(caps.rstrip())
    if _JOINT.fullmatch(plain):
        return _FOLDED[_JOINT.sub(r"\1", plain)], len(caps.rstrip())
    # A title with its subject on the same line: “QUYẾT ĐỊNH Về việc …”.
    if plain[:2] not in _BEGINNINGS:
        return None
    for begun, folded, words, name in _BEGUN:
        if not plain.startswith(begun):
            continue
        if _SUBJECT_AFTER.match(raw[len(folded) :]):
            return name, len(folded)
        # “CHƯƠNG TRÌNH HÀNH ĐỘNG”, “GIẤY MỜI HỌP”: a kind with a word or two of its own.
        if len(plain.split()) <= words + 2 and raw.isupper():
            return name, len(folded)
    return None


def _caps_prefix(raw: str) -> str:
    match = _CAPITALS.match(raw)
    return match.group(0) if match else ""


def kind_from_symbol(symbol: str) -> str | None:
    """Kind that the code before the slash or hyphen stands for; None for a công văn or an unknown code.

    >>> kind_from_symbol("KH-UBND"), kind_from_symbol("UBND-VHTT")
    ('kế hoạch', None)
    """
    return _BY_CODE.get(_JOINT_OF_SYMBOL.split(symbol, 1)[0])


def damaged_kind(flat: str, number: int) -> tuple[str, int] | None:
    """Kind whose words lost their marks to a scanner, right before a number in folded text; its start.

    >>> damaged_kind("theo ke hoach so 12", 17)
    ('kế hoạch', 5)
    """
    match = _BEFORE_NUMBER.search(flat, max(0, number - 25), number)
    if match is None:
        return None
    return next(kind for kind in KINDS if fold(kind) == match[1]), match.start()

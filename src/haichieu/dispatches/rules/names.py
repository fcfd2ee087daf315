"""Names of persons as they are printed under a signature."""

import re

from haichieu.text.letters import LOWER, UPPER
from haichieu.text.syllables import is_syllable

_WORD = rf"[{UPPER}][{LOWER}’'-]*"
_NAME = re.compile(
    rf"^(?:(?:TS|ThS|PGS|GS|BS|KS|CN|Ths|Đ/c|Ông|Bà)[.:]?\s*)*({_WORD}(?:\s+{_WORD}){{1,5}})[\s.,_]*$"
)
_TAIL_NAME = re.compile(rf"(?<=[;.])\s+(?=({_WORD}(?:\s+{_WORD}){{1,4}})\s*$)")
_GAPPED = re.compile(rf"(?<!\w)[{UPPER}][{LOWER}]?(?:\s[{LOWER}]{{1,3}}){{1,3}}\s+$")
_NOT_NAMES = re.compile(
    r"\b(?:Văn phòng|Văn Phòng|Sở|Bộ|Ban|Phòng|Cục|Ủy|Uỷ|Hội|Đoàn|Như|Lưu|Nơi|Công|Đài|Báo|Trường|Trung"
    r"|Tỉnh|Chủ|Giám|Bí|Phó|"
    r"Website|Cổng|Các|Vụ|Thành|Huyện|Xã|Chánh|Trưởng|Kính|Căn|Điều|Phụ|Danh|Mẫu|Bảng|Số|Ngày|Tổng|Kho|Chi"
    r"|Thủ|Viện|Đảng)\b"
)
_SURNAMES = frozenset(
    [
        "Nguyễn",
        "Trần",
        "Lê",
        "Phạm",
        "Hoàng",
        "Huỳnh",
        "Phan",
        "Vũ",
        "Võ",
        "Đặng",
        "Bùi",
        "Đỗ",
        "Hồ",
        "Ngô",
        "Dương",
        "Lý",
        "Đinh",
        "Trịnh",
        "Đào",
        "Mai",
        "Lương",
        "Cao",
        "Tạ",
        "Hà",
        "Trương",
        "Tô",
        "Đoàn",
        "Lâm",
        "Vương",
        "Chu",
        "Thái",
        "Tống",
        "Phùng",
        "La",
        "Quách",
        "Tăng",
        "Giang",
        "Triệu",
        "Lò",
        "Vi",
        "Hứa",
        "Mạc",
        "Danh",
        "Y",
        "H",
        "Đông",
        "Kiều",
        "Thân",
        "Văn",
        "Cù",
        "Nông",
        "Hầu",
        "Trưởng",
        "Lục",
        "Ninh",
        "Viên",
        "Khuất",
        "Đàm",
        "Từ",
        "Thạch",
        "Sơn",
        "Kim",
        "Châu",
        "Lưu",
        "Doãn",
        "Đồng",
        "Bế",
        "Ma",
        "Sùng",
        "Giàng",
        "Vàng",
        "Thào",
        "Lù",
        "Quàng",
        "Cầm",
        "Rơ",
        "Siu",
        "Ksor",
    ]
)


def is_name(raw: str) -> bool:
    """Whether a line is a person's name and nothing else.

    >>> is_name("Nguyễn Thị Thu Hà"), is_name("Sở Tài chính"), is_name("Y Thuyên Mlô")
    (True, False, True)
    """
    match = _NAME.match(raw.strip())
    if match is None:
        return False
    words = match.group(1).split()
    return words[0] in _SURNAMES or not _NOT_NAMES.search(match.group(1))


def name_start(raw: str) -> int | None:
    """Offset at which a name begins that ends the line: “KT. GIÁM ĐỐC Trần Văn B”.

    >>> name_start("PHÓ GIÁM ĐỐC Trần Văn B")
    13
    """
    match = re.search(rf"(?:^|(?<=[\s.)]))({_WORD}(?:\s+{_WORD}){{1,4}})[\s.,_]*$", raw)
    if match is None or not is_name(match.group(1)):
        return None
    return gapped_start(raw, match.start(1))


def gapped_start(raw: str, start: int) -> int:
    """Where the word before `start` begins when a broken font left gaps in it: “Đặ ng Văn Minh”; else `start`.

    >>> gapped_start("CHỦ TỊCH Đặ ng Văn Minh", 15), gapped_start("tại Hà Nội", 7)
    (9, 7)
    """
    match = _GAPPED.search(raw, 0, start)
    if match is None or match.end() != start:
        return start
    parts = match.group(0).split()
    return match.start() if is_syllable("".join(parts)) and not all(map(is_syllable, parts)) else start


def name_after_item(raw: str) -> int | None:
    """Offset of a name that a flattened right-hand column left behind a list item: “- Lưu: VT; Trần Văn B”.

    >>> name_after_item("- Báo tỉnh; Nguyễn Văn Linh")
    12
    """
    match = _TAIL_NAME.search(raw)
    if match is None or match.group(1).split()[0] not in _SURNAMES or len(match.group(1).split()) < 3:
        return None
    return match.end() if is_name(match.group(1)) else None

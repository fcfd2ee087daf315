"""Names of persons as they are printed under a signature."""

import re

from haichieu.text.letters import LOWER, UPPER
from haichieu.text.patterns import late
from haichieu.text.surnames import SURNAMES
from haichieu.text.syllables import is_syllable

_MARKS = "’'‘ʼ`"
#: “Nguyễn”, “H'Wen”, “K’Brễu”, “Hà-Nam”.
_WORD = rf"[{UPPER}][{LOWER}{_MARKS}-]*(?:(?<=[{_MARKS}-])[{UPPER}][{LOWER}]+)?"
_DEGREES = (
    r"(?:(?:GS|PGS|TSKH|TS|ThS|Ths|BS|BSCK|BSCKI|BSCKII|CKI|CKII|DS|KS|CN|LS|NSND|NSƯT|NGND|NGƯT|AHLĐ)[.:]\s*"
    r"|(?:TS|ThS|Đ/c|Ông(?!\s+Thị\b)|Bà)\s+|(?:Đại|Thượng|Trung|Thiếu)\s+(?:tướng|tá|úy|uý)\s+)*"
)
#: One word is a name only of the peoples who mark men and women in it: K'Brễu, H'Blông.
_ONE_WORD = rf"[HK][{_MARKS}][{UPPER}][{LOWER}]+"
_NAME = late(rf"^{_DEGREES}({_WORD}(?:\s+{_WORD}){{1,5}}|{_ONE_WORD})[\s.,_]*$")
_NAME_AT_END = late(rf"(?:^|(?<=[\s.)]))({_WORD}(?:\s+{_WORD}){{1,4}}|{_ONE_WORD})[\s.,_]*$")
_TAIL_NAME = late(rf"(?<=[;.])\s+(?={_DEGREES}({_WORD}(?:\s+{_WORD}){{1,4}})\s*$)")
_AFTER_FAMILY = late(rf"[\s{_MARKS}-]")
_GAPPED = late(rf"(?<!\w)[{UPPER}][{LOWER}]?(?:\s[{LOWER}]{{1,3}}){{1,3}}\s+$")
#: Words with which names of bodies, titles and entries of lists begin; no name does unless its family name is known.
_FIRST_WORDS = late(
    r"(?:Văn phòng|Văn Phòng|Sở|Bộ|Ban|Phòng|Cục|Ủy|Uỷ|Hội|Đoàn|Như|Lưu|Nơi|Công|Đài|Báo|Trường|Trung|Tỉnh|Chủ"
    r"|Giám|Bí|Phó|Website|Cổng|Các|Vụ|Thành|Huyện|Xã|Chánh|Trưởng|Kính|Căn|Điều|Phụ|Danh|Mẫu|Bảng|Số|Ngày"
    r"|Tổng|Kho|Chi|Thủ|Viện|Đảng)\b"
)
#: The same words where they stand inside; those that are given or middle names as well are left out.
_INNER_WORDS = late(
    r"\s(?:Văn Phòng|Sở|Bộ|Ban|Phòng|Cục|Ủy|Uỷ|Hội|Như|Lưu|Nơi|Tỉnh|Chủ|Giám|Bí|Phó|Website|Cổng|Các|Huyện|Xã"
    r"|Chánh|Trưởng|Kính|Căn|Điều|Phụ|Mẫu|Bảng|Số|Ngày|Tổng|Kho|Thủ|Viện|Đảng|Trung Tâm|Thành Phố|Công Ty|Công An"
    r"|Chi Bộ|Chi Cục|Chi Đoàn)\b"
)
#: Bodies and titles that begin like a family name.
_BODIES = late(
    r"(?:Đoàn (?:Thanh Niên|Cơ Sở|Trường|Xã|Phường|Viên)|Văn Phòng|Trưởng (?:Ban|Phòng|Các|Thôn|Ấp|Khu|Khoa|Đoàn)"
    r"|Thành (?:Ủy|Uỷ|Đoàn|Phố))\b",
    re.IGNORECASE,
)
#: Words in capitals that stand in titles and names of bodies.
_SHOUTED_TITLE = late(
    r"\b(?:CHỦ|TỊCH|GIÁM|ĐỐC|TRƯỞNG|THƯ|ỦY|UỶ|VIÊN|BAN|PHÒNG|ĐOÀN|HỘI|CÔNG|BỘ|SỞ|TRƯỜNG|NGÀNH|ĐẢNG|PHÓ|CHI|CỤC"
    r"|VĂN PHÒNG|HÀNH|TỈNH|XÃ|PHƯỜNG|HUYỆN|THÀNH PHỐ|VIỆN|TỔNG|KẾ|CHUYÊN|NHIỆM|CÁN|DÂN|NHÂN DÂN|CHỈ HUY|TỔ)\b"
)


def is_name(raw: str) -> bool:
    """Whether a line is a person's name and nothing else.

    >>> is_name("Nguyễn Thị Thu Hà"), is_name("Sở Tài chính"), is_name("Y Thuyên Mlô"), is_name("Siu H'Wen Niê")
    (True, False, True, True)
    >>> is_name("ĐỖ LÊ TÍN"), is_name("PHÓ GIÁM ĐỐC")
    (True, False)
    """
    raw = raw.strip()
    match = _NAME.match(raw)
    if match is None:
        return _is_shouted_name(raw)
    whole = match.group(1)
    if _BODIES.match(whole):
        return False
    return _family(whole) in SURNAMES or not (_FIRST_WORDS.match(whole) or _INNER_WORDS.search(whole))


def without_degree(raw: str) -> int:
    """Offset at which the name itself begins, behind academic degrees and ranks; 0 where there are none.

    >>> without_degree("TS. Trần Văn Bình"), without_degree("Đại tá Lê An"), without_degree("Lê An")
    (4, 7, 0)
    """
    match = _NAME.match(raw)
    return match.start(1) if match else 0


def _family(whole: str) -> str:
    """The first word, without what a mark joins to it: “H'Wen” is of the family “H”."""
    return _AFTER_FAMILY.split(whole, maxsplit=1)[0]


def _is_shouted_name(raw: str) -> bool:
    """A name in capitals: a known family name and two or three syllables that no title or body is called by."""
    words = raw.strip(" .,_").split()
    if not 2 < len(words) < 6 or not raw.isupper() or _SHOUTED_TITLE.search(raw):
        return False
    return words[0].capitalize() in SURNAMES and all(is_syllable(word) for word in words)


def name_start(raw: str) -> int | None:
    """Offset at which a name begins that ends the line: “KT. GIÁM ĐỐC Trần Văn B”.

    >>> name_start("PHÓ GIÁM ĐỐC Trần Văn B")
    13
    """
    match = _NAME_AT_END.search(raw)
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
    match = None if is_name(raw) else _TAIL_NAME.search(raw)
    if match is None or match.group(1).split()[0] not in SURNAMES or len(match.group(1).split()) < 3:
        return None
    return match.end() if is_name(match.group(1)) else None

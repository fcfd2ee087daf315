"""Whether two names mean one issuing body: “LĐLĐ tỉnh”, “Ban Thường vụ Liên đoàn Lao động tỉnh Hưng Yên”."""

import re
from enum import StrEnum
from functools import lru_cache

from haichieu.text.folding import fold
from haichieu.text.patterns import late

#: Abbreviation → the words it stands for, folded. Offices use them in running text, rarely in the letterhead.
_ABBREVIATIONS = {
    "ldld": "lien doan lao dong", "tld": "tong lien doan lao dong viet nam", "cdcs": "cong doan co so",
    "cdn": "cong doan nganh", "cdvc": "cong doan vien chuc", "cdkv": "cong doan khu vuc",
    "ubnd": "uy ban nhan dan", "ubnnd": "uy ban nhan dan", "hdnd": "hoi dong nhan dan", "mttq": "mat tran to quoc",
    "ubmttq": "uy ban mat tran to quoc", "ub": "uy ban", "btv": "ban thuong vu", "bch": "ban chap hanh",
    "vpcp": "van phong chinh phu", "ttg": "thu tuong chinh phu", "btg": "ban tuyen giao", "tp": "thanh pho",
    "tx": "thi xa", "tt": "thuong truc", "qh": "quoc hoi", "lhpn": "lien hiep phu nu", "dtn": "doan thanh nien",
    "tncs": "thanh nien cong san", "hcm": "ho chi minh", "gddt": "giao duc va dao tao", "vh": "van hoa",
    "bgddt": "bo giao duc va dao tao", "ldtbxh": "lao dong thuong binh va xa hoi", "tttt": "thong tin va truyen thong",
    "bbt": "ban bi thu", "bct": "bo chinh tri", "tw": "trung uong", "kcn": "khu cong nghiep", "vn": "viet nam",
    "khcn": "khoa hoc va cong nghe", "nnmt": "nong nghiep va moi truong",
}  # fmt: skip
#: Who acts for a body, and takes its numbers: the name of the body remains.
_ORGANS = late(
    r"^(?:(?:ban thuong vu|ban chap hanh|doan chu tich|thuong truc|pho chu tich|chu tich(?! nuoc)|bo truong"
    r"|thu truong|tong giam doc|pho giam doc|giam doc|truong(?= (?:phong|ban) [a-z])|cuc truong|tong cuc truong"
    r"|chanh(?= van phong)|hieu truong|chu nhiem|bi thu|lanh dao|tap the|dong chi) )+(?=[a-z])"
)
_SPLIT = late(r"[^0-9a-z]+")
#: Kinds of bodies; without a level or a place each names thousands.
_KINDS_OF_BODIES = frozenset(
    {
        "uy ban", "uy ban nhan dan", "hoi dong nhan dan", "van phong", "ban", "so", "phong", "hoi", "doan", "cong doan",
        "cong doan co so", "lien doan lao dong", "doan thanh nien", "dang uy", "truong", "chi cuc", "cuc", "cuc thue",
    }
)  # fmt: skip


class Agreement(StrEnum):
    """What two names of issuers say together."""

    SAME = "same"
    #: one of them is missing
    UNKNOWN = "unknown"
    DIFFERENT = "different"


@lru_cache(maxsize=4096)
def issuer_key(name: str) -> str:
    """The name in full words without marks, without the organ that acts for the body.

    >>> issuer_key("BTV LĐLĐ tỉnh Hưng Yên")
    'lien doan lao dong tinh hung yen'
    >>> issuer_key("Ban Thường vụ Tỉnh uỷ"), issuer_key("Bộ trưởng Bộ Y tế"), issuer_key("")
    ('tinh uy', 'bo y te', '')
    """
    tokens = [token for token in _SPLIT.split(fold(name.replace("Ð", "Đ").replace("ð", "đ"))) if token]
    words = " ".join(_ABBREVIATIONS.get(token, token) for token in tokens)
    # “Liên đoàn Lao động (LĐLĐ) tỉnh”: the abbreviation repeats what stands before it.
    words = re.sub(r"\b((?:[a-z]+ ){1,5}[a-z]+) \1\b", r"\1", words)
    return _ORGANS.sub("", words)


def compare_issuers(one: str | None, other: str | None) -> Agreement:
    """Whether two names mean one body; a name cut short after its kind and level means every longer one.

    >>> compare_issuers("UBND tỉnh", "ỦY BAN NHÂN DÂN TỈNH BÌNH THUẬN")
    <Agreement.SAME: 'same'>
    >>> compare_issuers("LĐLĐ tỉnh Hưng Yên", "Liên đoàn Lao động thị xã Mỹ Hào")
    <Agreement.DIFFERENT: 'different'>
    >>> compare_issuers(None, "Tỉnh ủy")
    <Agreement.UNKNOWN: 'unknown'>
    """
    a, b = issuer_key(one or ""), issuer_key(other or "")
    if not a or not b:
        return Agreement.UNKNOWN
    short, long = sorted((a.split(), b.split()), key=len)
    if long[: len(short)] == short:
        is_kind_only = short != long and " ".join(short) in _KINDS_OF_BODIES
        return Agreement.UNKNOWN if is_kind_only else Agreement.SAME
    return Agreement.DIFFERENT

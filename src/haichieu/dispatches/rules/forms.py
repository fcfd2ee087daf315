"""The form in which sentences are matched: small letters, tones in one place, common words of offices repaired."""

import re
from functools import lru_cache

from haichieu.text.folding import even_tones

#: Words of offices as scanners leave them; every repair keeps the length.
_REPAIRS: tuple[tuple[str, str], ...] = (
    (r"đ[eêềéèẻẽẹếểễệ] ngh[iìíỉĩị](?! quyết| định| trường)", "đề nghị"),
    (r"yêu c[aàáảãâấầẩẫ]u", "yêu cầu"),
    (r"báo c[aàâ]o", "báo cáo"),
    (r"t[oôồốõỗỏ] ch[uưúứừ]c", "tổ chức"),
    (r"th[uưựụừứ]c hi[eêệẹề]n", "thực hiện"),
    (r"tri[eêẻếềễ]n khai", "triển khai"),
    (r"ph[oôóốồò]i h[oơợọ]p", "phối hợp"),
    (r"ch[uủú] tr[iíì](?!\w)", "chủ trì"),
    (r"k[eêéếè] ho[aạ]ch", "kế hoạch"),
    (r"xây d[uưựụ]ng", "xây dựng"),
    (r"ki[eêểẻế]m tra", "kiểm tra"),
    (r"gi[aáà]m đ[oôốóồ]c", "giám đốc"),
    (r"hoàn th[aà]nh", "hoàn thành"),
    (r"ch[iỉí] đạo", "chỉ đạo"),
    (r"đôn đ[oôốộóồ]c", "đôn đốc"),
    (r"nghiêm t[uúù]c", "nghiêm túc"),
    (r"trách nhi[eêệẹ]m", "trách nhiệm"),
)
#: Only the beginning of a word whose first letter is that of a repair is worth a look.
_FIRST = "".join(sorted({pattern[0] for pattern, _ in _REPAIRS}))
_ANY = re.compile(
    rf"(?<!\w)(?=[{_FIRST}])(?:"
    + "|".join(f"(?P<w{place}>{pattern})" for place, (pattern, _) in enumerate(_REPAIRS))
    + ")"
)


@lru_cache(maxsize=2048)
def matching_form(text: str) -> str:
    """`text` in small letters with even tones, and with the words that scanners garble most put right.

    The result has exactly the length of `text`, so a place in it is a place in the text.

    >>> matching_form("Đe nghị Uỷ ban tô chức thực hiên; để Nghị quyết có hiệu lực")
    'đề nghị ủy ban tổ chức thực hiện; để nghị quyết có hiệu lực'
    """
    return _ANY.sub(lambda match: _REPAIRS[int((match.lastgroup or "w0")[1:])][1], even_tones(text))

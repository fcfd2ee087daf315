"""Names of people who hold no office, masked where many would read them: lists, search, exports.

A name is masked when a form of address stands before it and no office stands beside it. The letter itself, on its
own page, is shown as it was written.
"""

import re

from haichieu.text.letters import LOWER, UPPER

_ADDRESS = (
    r"(?:[Ôô]ng \([Bb]à\)|[Ôô]ng/[Bb]à|[Ôô]ng|[Bb]à|[Aa]nh|[Cc]hị|[Ee]m|[Cc]háu|[Cc]ụ|[Đđ]ồng chí|[Đđ]/c)"
)
_SYLLABLE = rf"[{UPPER}][{LOWER}]*"
#: A single capitalised syllable is a name only after a form of address in small letters: “em Hà”, but not “Bà Rịa”.
_NAME = re.compile(
    rf"\b(?P<address>{_ADDRESS}:? )(?P<name>{_SYLLABLE}(?: {_SYLLABLE}){{1,4}})(?![{LOWER}{UPPER}])"
    rf"|\b(?P<small>(?:ông|bà|anh|chị|em|cháu|cụ) )(?P<single>[{UPPER}][{LOWER}]+)(?![{LOWER}{UPPER}])"
    rf"|\b(?P<loud>(?:ÔNG|BÀ|ANH|CHỊ|EM|CHÁU|CỤ|ĐỒNG CHÍ) )"
    rf"(?P<cry>[{UPPER}]+(?: [{UPPER}]+){{1,4}})(?![{LOWER}{UPPER}])"
)
_OFFICE = re.compile(
    r"chủ tịch|bí thư|trưởng|phó |giám đốc|hiệu trưởng|chánh|ủy viên|uỷ viên|thủ tướng|bộ trưởng|cục|thẩm phán|"
    r"kế toán|thư ký|chuyên viên|cán bộ|đại biểu|chỉ huy|tổ trưởng|viện|công chức",
    re.IGNORECASE,
)
_BESIDE = 40


def mask_private_names(text: str) -> str:
    """The text with names of people without an office reduced to initials.

    >>> mask_private_names("Giải quyết đơn của bà Trần Thị Mơ, trú tại thôn 3")
    'Giải quyết đơn của bà T.T.M., trú tại thôn 3'
    >>> mask_private_names("Giao ông Lê Văn Tám, Chủ tịch công đoàn cơ sở, chủ trì")
    'Giao ông Lê Văn Tám, Chủ tịch công đoàn cơ sở, chủ trì'
    """
    return _NAME.sub(_masked, text)


def _masked(found: re.Match[str]) -> str:
    before = re.split(r"[.;\n]", found.string[max(0, found.start() - _BESIDE) : found.start()])[-1]
    after = re.match(r"\s*[,(–-]?\s*[^,.;\n]*", found.string[found.end() : found.end() + _BESIDE])
    if _OFFICE.search(before) or (after and _OFFICE.search(after.group())):
        return found.group()
    name = found["name"] or found["single"] or found["cry"]
    initials = ".".join(syllable[0] for syllable in name.split()) + "."
    return f"{found['address'] or found['small'] or found['loud']}{initials}"

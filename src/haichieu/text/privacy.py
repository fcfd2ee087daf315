"""Names of people who hold no office, masked where many would read them: lists, search, exports.

A name is masked when a form of address, or a word for one of many (đoàn viên, công nhân, học sinh …), stands before it
and no office stands beside it. With the name go the numbers and accounts told of the person. The letter itself, on its
own page, is shown as it was written.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from haichieu.text.letters import LOWER, UPPER
from haichieu.text.patterns import late
from haichieu.text.surnames import COMMON_SURNAMES, SURNAMES

_ADDRESS = (
    r"(?:[Ôô]ng \([Bb]à\)|[Ôô]ng/[Bb]à|[Ôô]ng|[Bb]à|[Aa]nh|[Cc]hị|[Ee]m|[Cc]háu|[Cc]ụ|[Đđ]ồng chí|[Đđ]/c)"
)
#: Words that stand before names and before much else; a name behind them begins with a family name.
_POLITE = r"[Cc]ô(?: giáo)?|[Tt]hầy(?: giáo)?|[Bb]ạn"
_ONE_OF_MANY = (
    r"[Đđ]oàn viên|[Hh]ội viên|[Đđ]ảng viên|[Tt]hanh niên|[Cc]ông nhân|[Nn]gười lao động|NLĐ|[Nn]hân viên|[Gg]iáo viên"
    r"|[Hh]ọc sinh|[Ss]inh viên|[Pp]hụ huynh|[Bb]ệnh nhân|[Nn]ạn nhân|[Cc]ựu chiến binh|[Nn]gười dân|[Gg]ia đình"
    r"|[Tt]hân nhân|[Tt]rường hợp|[Hh]ọ (?:và )?tên|[Hh]ộ|[Cc]on|[Vv]ợ|[Cc]hồng|[Mm]ẹ|[Bb]ố|[Cc]ha"
)
_SMALL = LOWER + "ĕĭŏŭčñƀ"
_TICK = "'’‘ʼ`"
#: “Nguyễn”, “H'Mok”, “K’Brễu”.
_SYLLABLE = rf"[{UPPER}][{_SMALL}]*(?:[{_TICK}][{UPPER}]?[{_SMALL}]+)?"
_END = rf"(?![{_SMALL}{UPPER}])"
_KNOWN = "|".join(sorted(SURNAMES, key=len, reverse=True))
_COMMON = "|".join(sorted(COMMON_SURNAMES))
_MARKED = rf"[HKY][{_TICK}][{UPPER}][{_SMALL}]+"
_SURE = (
    r"(?!Đoàn (?:Thanh|Cơ|Trường|Xã|Phường|Viên)|Hồ Chí Minh|Trưởng |Văn Phòng)"
    rf"(?:(?:{_KNOWN})(?: {_SYLLABLE}){{2,4}}|(?:{_COMMON}) {_SYLLABLE}|{_MARKED}(?: {_SYLLABLE}){{0,3}}){_END}"
)
_OTHERS = rf"(?:(?:, | và |; ){_SURE})*"
#: A single capitalised syllable is a name only after a form of address in small letters: “em Hà”, but not “Bà Rịa”.
_NAME = late(
    rf"\b(?P<address>{_ADDRESS}:?[ \n])(?P<name>{_SYLLABLE}(?: {_SYLLABLE}){{1,4}}{_END}|{_MARKED}{_END})"
    rf"(?P<more>{_OTHERS})"
    rf"|\b(?P<plain>(?:(?P<polite>{_POLITE})|{_ONE_OF_MANY})(?::| là| tên(?: là)?)?[ \n])(?P<folk>{_SURE})"
    rf"(?P<others>{_OTHERS})"
    rf"|\b(?P<small>(?:ông|bà|anh|chị|em|cháu|cụ) )(?P<single>[{UPPER}][{_SMALL}]+){_END}"
    rf"|\b(?P<loud>(?:ÔNG|BÀ|ANH|CHỊ|EM|CHÁU|CỤ|ĐỒNG CHÍ) )(?P<cry>[{UPPER}]+(?: [{UPPER}]+){{1,4}}){_END}"
    rf"|\b(?P<louder>(?:ĐOÀN VIÊN|HỘI VIÊN|ĐẢNG VIÊN|CÔNG NHÂN|NGƯỜI LAO ĐỘNG|NLĐ|HỌC SINH|SINH VIÊN|GIA ĐÌNH|CÔ|BẠN) )"
    rf"(?P<shout>(?:{_COMMON.upper()})(?: [{UPPER}]+){{1,4}}){_END}"
)
_OFFICE = late(
    r"chủ tịch|bí thư|(?<!tăng )trưởng(?! thành)|(?<!ứng )(?<!đối )phó |giám đốc|hiệu trưởng|chánh|ủy viên|uỷ viên"
    r"|thủ tướng|bộ trưởng|(?-i:Cục )|cục trưởng|thẩm phán|kế toán|thư ký|chuyên viên|cán bộ(?! hưu| nghỉ| về hưu)"
    r"|đại biểu|chỉ huy|tổ trưởng|(?-i:Viện )|viện trưởng|công chức",
    re.IGNORECASE,
)
#: What may stand between a name and its office.
_TOWARDS = late(
    rf"(?:[\s,(:–-]|(?:là|hiện|đang|nguyên|giữ|chức vụ|chức danh|chức|làm|và|quyền)\b|[{UPPER}]{{2,8}}\b"
    r"|\w+(?= [Tt]rưởng\b))*"
)
_SHORT_OFFICE = late(r"\b(?:CT|PCT|UVBTV|UVBCH|UVTV|PBT|TBT|GĐ|PGĐ)\b")
#: Something is done for the person, who therefore does not hold the office named before.
_DEALT = late(
    r"\b(?:thăm|hỗ trợ|giúp|tặng|trao|trợ cấp|đơn|của|trường hợp|gia đình|vợ|chồng|con|mẹ|bố|thân nhân|hoàn cảnh"
    r"|kiến nghị|khiếu nại|tố cáo)\b"
)
_BESIDE = 40
_ID = (
    r"(?:CCCD|CMND|CMTND|[Cc]ăn cước(?: công dân)?|[Hh]ộ chiếu|BHXH|[Bb]ảo hiểm xã hội|định danh cá nhân)"
    r"[^\d\n]{0,15}"
)
_NUMBER = late(rf"(?P<lead>{_ID})\b[A-Z]{{0,2}}\d{{7,13}}\b")
#: How a person is reached; an account's name stands in quotation marks.
_CONTACT = late(
    r"(?<![\d.])(?:\+84|0)[ .]?[35789](?:[ .]?\d){8}\b|[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    r"|(?P<lead>(?:[Ff]acebook|[Zz]alo|[Tt]ik[Tt]ok|[Nn]ick|[Tt]ài khoản|STK)[^\"“”;.\n\d]{0,20})"
    r"(?:[\"“][^\"“”\n]{1,60}[\"”]|\b\d{6,16}\b)|\b(?:www\.)?facebook\.com/[\w./?=-]*\w"
)
_FAR = 160
_APART = late(rf";|\n\s*(?:\n|[-+•]|\d+[.)])|[.!?]\s+[{UPPER}]")
_REACHED = late(r"liên hệ|đầu mối|gửi về|qua |thông tin chi tiết|trao đổi", re.IGNORECASE)
_HIDDEN = "…"


def mask_private_names(text: str) -> str:
    """The text with names of people without an office reduced to initials, and their numbers and accounts left out.

    >>> mask_private_names("Giải quyết đơn của bà Trần Thị Mơ, trú tại thôn 3")
    'Giải quyết đơn của bà T.T.M., trú tại thôn 3'
    >>> mask_private_names("Giao ông Lê Văn Tám, Chủ tịch công đoàn cơ sở, chủ trì")
    'Giao ông Lê Văn Tám, Chủ tịch công đoàn cơ sở, chủ trì'
    >>> mask_private_names("Hỗ trợ đoàn viên Trần Thị Mơ, CCCD 027188001234")
    'Hỗ trợ đoàn viên T.T.M., CCCD …'
    """
    parts, last = [], 0
    for place in private_places(text):
        parts += [text[last : place.start], place.shown]
        last = place.end
    return "".join([*parts, text[last:]])


@dataclass(frozen=True, slots=True)
class PrivatePlace:
    """A stretch of a text that many readers see in another form."""

    start: int
    end: int
    #: what stands there for many readers
    shown: str
    #: the names and numbers themselves, without the words before them, each with what stands for it
    words: tuple[tuple[str, str], ...] = ()


def private_places(text: str) -> tuple[PrivatePlace, ...]:
    """Where `mask_private_names` changes a text, in order; no two places overlap.

    >>> [(place.start, place.end, place.words) for place in private_places("đơn của bà Trần Thị Mơ")]
    [(8, 22, (('Trần Thị Mơ', 'T.T.M.'),))]
    """
    names = [found for found in _NAME.finditer(text) if not _holds_office(found)]
    found = [PrivatePlace(name.start(), name.end(), _masked(name), tuple(_words(name))) for name in names]
    kept: list[PrivatePlace] = []
    for place in sorted(
        [*found, *_numbers(text, names)], key=lambda place: (place.start, place.end, place.shown)
    ):
        if not kept or kept[-1].end <= place.start:
            kept.append(place)
    return tuple(kept)


def _numbers(text: str, names: list[re.Match[str]]) -> Iterator[PrivatePlace]:
    """Places of numbers of identity cards, and of what tells how to reach one of the persons."""
    for found in _NUMBER.finditer(text):
        yield _hidden(found)
    if not names:
        return
    for found in _CONTACT.finditer(text):
        near = max((name for name in names if name.end() <= found.start()), key=re.Match.end, default=None)
        if near is not None and _belongs(text, near, found.start()):
            yield _hidden(found)


def _hidden(found: re.Match[str]) -> PrivatePlace:
    lead = found["lead"] or ""
    return PrivatePlace(
        found.start(), found.end(), lead + _HIDDEN, ((found.group().removeprefix(lead), _HIDDEN),)
    )


def _belongs(text: str, name: re.Match[str], at: int) -> bool:
    """Whether what stands at a place is told of the person, who is not named as the one to turn to."""
    between = text[name.end() : at]
    if len(between) > _FAR or _APART.search(between) or any(map(_holds_office, _NAME.finditer(between))):
        return False
    return not _REACHED.search(text[max(0, name.start() - _BESIDE) : name.start()])


def _holds_office(found: re.Match[str]) -> bool:
    text = found.string
    name = next(key for key in ("name", "folk", "single", "cry", "shout") if found[key])
    if _OFFICE.match(text, found.start(name)):
        return True
    towards = _TOWARDS.match(text, found.end(), found.end() + _BESIDE + 20)
    if towards and (_SHORT_OFFICE.search(towards.group()) or _OFFICE.match(text, towards.end())):
        return True
    if found["louder"] or (found["plain"] and not found["polite"]):
        return False
    before = re.split(r"[.;\n]", text[max(0, found.start() - _BESIDE) : found.start()])[-1]
    offices = list(_OFFICE.finditer(before))
    return bool(offices) and not _DEALT.search(before, offices[-1].end())


def _masked(found: re.Match[str]) -> str:
    lead = found["address"] or found["plain"] or found["small"] or found["loud"] or found["louder"]
    name = _named(found)
    more = re.sub(_SURE, lambda other: _initials(other.group()), found["more"] or found["others"] or "")
    shown = f"{lead}{_initials(name)}{more}"
    # One full stop is enough where the sentence ends with the name.
    return shown.removesuffix(".") if found.string.startswith(".", found.end()) else shown


def _words(found: re.Match[str]) -> Iterator[tuple[str, str]]:
    yield _named(found), _initials(_named(found))
    for other in re.finditer(_SURE, found["more"] or found["others"] or ""):
        yield other.group(), _initials(other.group())


def _named(found: re.Match[str]) -> str:
    return found["name"] or found["folk"] or found["single"] or found["cry"] or found["shout"]


def _initials(name: str) -> str:
    return ".".join(syllable[0] for syllable in name.split()) + "."

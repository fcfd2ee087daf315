"""A list of those who are asked, taken apart into its members."""

import re
from itertools import pairwise

from haichieu.dispatches.rules.forms import matching_form
from haichieu.dispatches.rules.words import BEGINS_BODY
from haichieu.text.letters import UPPER
from haichieu.text.patterns import late

_SEMICOLON = late(r"\s*;\s*(?:và\s+)?")
_LINKS = late(r",\s+(?:và\s+)?|\s+và\s+")
_LOOSE_LINK = late(r"^(?:và|cho|đến)\s+|\s+và$")
_KINDS_LISTED = late(r"(?:các sở|các bộ|các phòng|các ban)\s*:|giám đốc các")
_COMMITTEE = late(r"(?:ubnd|ủy ban nhân dân)(?!\w)")
_HEADS = late(r"(?:thủ trưởng|chánh|đ/c|các đồng chí)")
_COLLECTIVE = late(r"(?:các|quý|toàn thể|những|tất cả)\s")
_CAPITAL = late(rf"(?<=\w\s)[{UPPER}]")
#: “ông Nguyễn Văn A”, “đồng chí Chủ tịch”: a person beside bodies is always one more who is asked.
_NAMED = late(r"(?:các )?(?:ông|bà|đồng chí|đ/c)(?: \(bà\))?\s")
#: “đồng chí Nguyễn Văn A, Chủ tịch UBND xã”: the office says who that is.
_NAMED_WHOLE = late(rf"(?:[Ôô]ng|[Bb]à|[Đđ]ồng\s+chí|[Đđ]/c)(?:\s+[{UPPER}]\w*\.?){{2,5}}$")
_PERSONS = late(r"(?:ông|bà|đồng chí)$")
#: “Giám đốc, Thủ trưởng các sở”: an office without a body shares that of the next.
_BARE_OFFICE = late(
    r"(?:(?:các )?đồng chí |các )?(?:(?:cấp )?phó |quyền )?"
    r"(?:chủ tịch|giám đốc|trưởng|thủ trưởng|bí thư|hiệu trưởng|chánh|cục trưởng|chủ nhiệm|viện trưởng|tổng giám đốc)$"
)
#: Both together are what an office calls “Mặt trận và đoàn thể”.
_FRONT = late(r"(?:các )?(?:ủy ban |ub ?)?(?:mặt trận|mttq)(?!\w)")
_UNDER_FRONT = late(r"các (?:tổ chức (?:chính trị|đoàn thể|thành viên)|đoàn th[êể])")
#: Names of bodies in small letters that cannot be part of “các sở, ban, ngành”.
_WHOLE_BODY = late(
    r"(?:trung tâm|công đoàn|bệnh viện|trạm y tế|doanh nghiệp|trường|hợp tác xã)\s"
    r"(?:các |giáo|(?<!công đoàn )ngành|khu|y |trung|tiểu|mầm|cơ sở|cấp)"
)
_COLLECTIVE_SHORT = late(r"(?:cơ quan|tổ chức|sở|ban|ngành|đoàn thể)$")
_PERSON = (
    r"(?:chủ tịch|giám đốc|chánh|trưởng|thủ trưởng|phó|bí thư|hiệu trưởng|kế toán|kho bạc|(?:tổng |chi )?cục trưởng"
    r"|tổng giám đốc|chủ nhiệm|(?:bộ|thứ|vụ|viện|đội|tổ) trưởng|thủ tướng|tổng biên tập|người đứng đầu)"
)
_OFFICE_OR_BODY = late(rf"(?:{_PERSON}|ủy ban|bộ chỉ huy|công an tỉnh|văn phòng)")
_OFFICE = late(rf"{_PERSON}(?!\w)")


def split_actors(phrase: str) -> list[str]:
    """Split a list of actors at semicolons, and at commas before a further body or office.

    >>> split_actors("Đoàn Thanh niên, Hội LHTN nhà trường")
    ['Đoàn Thanh niên', 'Hội LHTN nhà trường']
    >>> split_actors("các sở, ban, ngành; UBND các huyện, thành phố")
    ['các sở, ban, ngành', 'UBND các huyện, thành phố']
    """
    actors: list[str] = []
    for part in _SEMICOLON.split(phrase):
        cuts = [0]
        for match in _LINKS.finditer(part):
            if _new_actor(part[cuts[-1] : match.start()], match):
                cuts.append(match.end())
        actors += [part[a:b].strip(" ,;.") for a, b in pairwise([*cuts, len(part) + 1])]
    cleaned = [_LOOSE_LINK.sub("", actor).strip(" ,;.:|") for actor in actors]
    return [actor for actor in cleaned if len(actor) > 1]


def _new_actor(last: str, match: re.Match[str]) -> bool:
    """Whether somebody else begins after a link; `last` is the one named before it."""
    part, joins = match.string, match.group(0).strip()
    before, rest = matching_form(last), matching_form(part[match.end() :])
    upper = part[match.end() : match.end() + 1].isupper()
    if _NAMED.match(rest) and not _PERSONS.search(before):
        return True
    if _KINDS_LISTED.search(before):
        return bool(_OFFICE_OR_BODY.match(rest)) or (joins != "," and bool(_COLLECTIVE.match(rest)))
    if _COLLECTIVE.match(rest) and _FRONT.match(before) and _UNDER_FRONT.match(rest):
        return False
    if _COLLECTIVE.match(rest):
        first = matching_form(part[: match.start()])
        return not _COLLECTIVE.match(first) or joins != "," or _two_collectives(last, before)
    if joins == "," and (_BARE_OFFICE.match(before) or _NAMED_WHOLE.search(last)):
        return False
    if before.endswith(("hđnd", "hội đồng nhân dân")) and _COMMITTEE.match(rest):
        return False
    if match.group(0).startswith(",") and _WHOLE_BODY.match(rest) and not _COLLECTIVE_SHORT.search(before):
        return True
    if joins == "và" and not upper:
        return False
    return bool(_OFFICE.match(rest)) or (bool(BEGINS_BODY.match(rest)) and upper)


def _two_collectives(last: str, before: str) -> bool:
    """“các Phòng Giáo dục, các trường” are two, “các đơn vị, các thôn” are called in one breath."""
    return not _COLLECTIVE.match(before) or bool(_HEADS.match(before) or _CAPITAL.search(last))

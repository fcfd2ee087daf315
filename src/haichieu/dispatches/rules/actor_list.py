"""A list of those who are asked, taken apart into its members."""

import re
from itertools import pairwise

from haichieu.dispatches.rules.forms import matching_form
from haichieu.dispatches.rules.words import BEGINS_BODY

_SEMICOLON = re.compile(r"\s*;\s*(?:và\s+)?")
_LINKS = re.compile(r",\s+(?:và\s+)?|\s+và\s+")
_LOOSE_LINK = re.compile(r"^(?:và|cho|đến)\s+|\s+và$")
_KINDS_LISTED = re.compile(r"(?:các sở|các bộ|các phòng|các ban)\s*:|giám đốc các")
_COMMITTEE = re.compile(r"(?:ubnd|ủy ban nhân dân)(?!\w)")
_HEADS = re.compile(r"(?:thủ trưởng|chánh|đ/c|các đồng chí)")
_COLLECTIVE = re.compile(r"(?:các|quý|toàn thể|những)\s")
#: Names of bodies in small letters that cannot be part of “các sở, ban, ngành”.
_WHOLE_BODY = re.compile(
    r"(?:trung tâm|công đoàn|bệnh viện|trạm y tế|doanh nghiệp|trường|hợp tác xã)\s"
    r"(?:các |giáo|(?<!công đoàn )ngành|khu|y |trung|tiểu|mầm|cơ sở|cấp)"
)
_COLLECTIVE_SHORT = re.compile(r"(?:cơ quan|tổ chức|sở|ban|ngành|đoàn thể)$")
_PERSON = (
    r"(?:chủ tịch|giám đốc|chánh|trưởng|thủ trưởng|phó|bí thư|hiệu trưởng|kế toán|kho bạc|cục trưởng"
    r"|tổng giám đốc)"
)
_OFFICE_OR_BODY = re.compile(rf"(?:{_PERSON}|ủy ban|bộ chỉ huy|công an tỉnh)")
_OFFICE = re.compile(rf"{_PERSON}(?!\w)")


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
            if _new_actor(part, match):
                cuts.append(match.end())
        actors += [part[a:b].strip(" ,;.") for a, b in pairwise([*cuts, len(part) + 1])]
    cleaned = [_LOOSE_LINK.sub("", actor).strip(" ,;.:|") for actor in actors]
    return [actor for actor in cleaned if len(actor) > 1]


def _new_actor(part: str, match: re.Match[str]) -> bool:
    before, rest = matching_form(part[: match.start()]), matching_form(part[match.end() :])
    upper = part[match.end() : match.end() + 1].isupper()
    if _KINDS_LISTED.search(before):
        return bool(_OFFICE_OR_BODY.match(rest))
    if _COLLECTIVE.match(rest):
        return not _COLLECTIVE.match(before) or bool(_HEADS.match(before))
    if before.endswith(("hđnd", "hội đồng nhân dân")) and _COMMITTEE.match(rest):
        return False
    if match.group(0).startswith(",") and _WHOLE_BODY.match(rest) and not _COLLECTIVE_SHORT.search(before):
        return True
    if match.group(0).strip() == "và" and not upper:
        return False
    return bool(_OFFICE.match(rest)) or (bool(BEGINS_BODY.match(rest)) and upper)

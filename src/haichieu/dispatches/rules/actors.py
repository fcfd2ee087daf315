"""Who is asked to do something: named in the sentence, in the heading above it, or in the lead-in."""

import re

from haichieu.dispatches.rules.words import ACTOR, BODY, TASK_VERB
from haichieu.text.folding import fold_chars

#: Words after which an actor phrase is over, whatever follows.
_END = (
    r"(?:co trach nhiem|chiu trach nhiem|co nhiem vu|phai|can (?!bo|cu|su)|duoc|can cu|nghiem tuc|tap trung|khan truong|chu dong|"
    r"tiep tuc|biet|de |trong |khi |neu |theo (?!doi)|se |khong|tich cuc|kip thoi|thuong xuyen|hay |ngay |som |cung |tu |va thuc hien|"
    r"quan tam|lam |da |dang |van |nham|voi |bang |ve viec|vao |hoan |dua |nhanh chong|dong thoi|rat |xin |la |nhu |gom|thanh cac|lap|xay|ra |tro |gap )"
)
_VERB = re.compile(rf"(?<![a-z])(?:{_END}|{TASK_VERB})")
_DIRECTIVE = re.compile(
    r"(?<![a-z])(?:kinh de nghi|de nghi|yeu cau|giao cho|giao|phan cong|uy quyen|kinh mong|rat mong|mong|moi|kinh trinh|kinh chuyen|"
    r"thong bao (?:de|den|toi|cho)|xin thong bao (?:de|den)|de nghi va yeu cau|chi dao|thong tin de|tran trong de nghi|trao doi de)\s*:?\s+"
    rf"(?:cho |den |toi )?(?={ACTOR})"
)
_OWNER = re.compile(
    r"(?:don vi|co quan|bo phan|nguoi|phong|ban)\s+(?:chu tri|thuc hien|phu trach|dau moi)[^:]{0,30}:\s*"
)
_MID = re.compile(rf"(?:^|[,;:]\s+|\. )(?={ACTOR})")
_NOUN_BEFORE = re.compile(
    r"(?:cac|co quan,|,|va|cua|moi|tung|thuoc|so, ban,|cap|nhieu|nhung|mot so|ban|bo|so|vien|can bo|vien chuc)\s+$"
)
_NOUN_AFTER = re.compile(
    r"^(?:to chuc (?:dang|chinh tri|dai dien|co lien|ca nhan|xa hoi|doan the|,|co |thuc hien$)|bao cao vien|cong tac vien|cap (?:uy|tinh|huyen|xa|co so|tren|duoi|truong|co tham|pho)|"
    r"phong (?:van hoa|kinh te|noi vu|tu phap|giao duc|lao dong|tai)|truc thuoc|quan ly (?:nha|thi|du|cac|khu)|in |lap |tang ca|thuc |trong |giam (?:doc|sat vien)|"
    r"mo |dat |xet |du (?:an|toan)|tham gia (?:dao|hoi|tap)|phat (?:thanh|trien)|tinh nguyen|cong doan|hop (?:tac|dong))"
)
_MAX = 260
_WORTHLESS = re.compile(
    r"^(?:viec|noi dung|cong tac|thong tin|ket qua|tinh hinh|quyet dinh|van ban|ke hoach|nay|do|tren|mot so|bao cao|ngay|cung|nhung noi dung)\b"
)


def directed_actors(text: str) -> list[str]:
    """Actors that a directive in the sentence names: “đề nghị X …”, “giao X …”, “thông báo để X biết”.

    >>> directed_actors("UBND xã đề nghị các cơ quan, đơn vị triển khai thực hiện.")
    ['các cơ quan, đơn vị']
    """
    flat = fold_chars(text)
    for match in _DIRECTIVE.finditer(flat):
        phrase = _phrase(text, flat, match.end())
        if phrase:
            return split_actors(phrase)
    return []


def owner_line(text: str) -> list[str]:
    """Actors on a line such as “Đơn vị chủ trì: Sở Tư pháp.”; empty for any other line.

    >>> owner_line("Đơn vị chủ trì thực hiện: Sở Tư pháp.")
    ['Sở Tư pháp']
    """
    match = _OWNER.match(fold_chars(text))
    return split_actors(text[match.end() :].strip(" .;")) if match else []


def leading_actors(content: str) -> list[str]:
    """Actors with which the sentence begins: “Phòng Kinh tế tổng hợp …”.

    >>> leading_actors("Ban Tổ chức Tỉnh ủy chủ trì, phối hợp")
    ['Ban Tổ chức Tỉnh ủy']
    """
    flat = fold_chars(content)
    if not re.match(ACTOR, flat):
        return []
    phrase = _phrase(content, flat, 0)
    return split_actors(phrase) if phrase else []


def inner_actors(text: str) -> list[str]:
    """Actors in the middle of the sentence: “…, nếu có vướng mắc, các đơn vị phản ánh về …”."""
    flat = fold_chars(text)
    for match in _MID.finditer(flat):
        phrase = _phrase(text, flat, match.end())
        if phrase and len(phrase) < 120:
            return split_actors(phrase)
    return []


def heading_actors(content: str) -> list[str]:
    """Actors of a heading such as “Phòng Kinh tế” or “Trách nhiệm của Sở Tài chính”; empty for other headings.

    >>> heading_actors("Các trường học, Trạm Y tế xã"), heading_actors("Mục đích")
    (['Các trường học', 'Trạm Y tế xã'], [])
    """
    flat = fold_chars(content)
    match = re.match(
        r"^(?:trach nhiem|nhiem vu|quyen han|doi voi|ve phia|giao)(?:,? (?:trach nhiem|nhiem vu|quyen han|va))*(?: cua| cho|)\s*:?\s+",
        flat,
    )
    start = match.end() if match else 0
    body = content[start:].strip(" .:;")
    flat = fold_chars(body)
    tail = re.search(
        r"\s+(?:co trach nhiem|co nhiem vu|chiu trach nhiem|thuc hien|chu tri|trien khai)[^.;]{0,60}$", flat
    )
    if tail:
        body, flat = body[: tail.start()], flat[: tail.start()]
    if not re.match(ACTOR, flat) or len(body) > 220 or _starts_with_verb(body, flat):
        return []
    if not match and not tail and _phrase_end(body, flat, 0) is not None:
        return []
    return split_actors(body)


def _starts_with_verb(body: str, flat: str) -> bool:
    return bool(
        re.match(
            r"(?:to chuc (?!dang|chinh|doan|dai)|tap|mo |cap |phong,? chong|truong hop|bao cao|ban hanh|bao dam|dang |hop |co che|co so|doi tuong|cac (?:hoat|noi|van|giai|nhiem|bien|hinh|truong hop|chi tieu))",
            flat,
        )
    ) or (bool(re.match(TASK_VERB, flat)) and not re.match(BODY, flat))


def _phrase(text: str, flat: str, start: int) -> str | None:
    end = _phrase_end(text, flat, start)
    if end is None:
        return None
    phrase = text[start:end].strip(" ,;:–-")
    if len(phrase) < 2 or _WORTHLESS.match(fold_chars(phrase)):
        return None
    if phrase.count("(") > phrase.count(")"):
        phrase = phrase[: phrase.rindex("(")].strip()
    return phrase or None


def _phrase_end(text: str, flat: str, start: int) -> int | None:
    """Where the verb after an actor phrase begins; None when no verb follows."""
    limit = min(len(flat), start + _MAX)
    for match in _VERB.finditer(flat, start + 2, limit):
        between = text[start : match.start()]
        if re.search(r"[.:]\s|[:“”\"]", between):
            return None
        if ";" in between and not _list_goes_on(between):
            return None
        if _is_name_part(text, flat, start, match) or _inside_brackets(between):
            continue
        return match.start()
    return None


def _list_goes_on(between: str) -> bool:
    parts = [fold_chars(part).strip() for part in between.split(";")[1:]]
    return all(re.match(rf"(?:va )?{ACTOR}", part) for part in parts if part)


def _inside_brackets(between: str) -> bool:
    return between.count("(") > between.count(")")


def _is_name_part(text: str, flat: str, start: int, match: re.Match[str]) -> bool:
    """“Ban Tổ chức”, “Sở Giao thông”, “các cơ quan, tổ chức”: the word belongs to the name."""
    if text[match.start()].isupper():
        return True
    rest, before = flat[match.start() : match.start() + 40], flat[start : match.start()]
    if _NOUN_AFTER.match(rest):
        return True
    return bool(_NOUN_BEFORE.search(before)) and bool(
        re.match(
            r"(?:to chuc|thong tin|quan ly|lanh dao|cap |chi dao|phong|giao|bao|doi|tuyen truyen|phat|dang|trong)(?![a-z])",
            rest,
        )
    )


def split_actors(phrase: str) -> list[str]:
    """Split a list of actors at semicolons, and at commas before a further body or office.

    >>> split_actors("Đoàn Thanh niên, Hội LHTN nhà trường")
    ['Đoàn Thanh niên', 'Hội LHTN nhà trường']
    >>> split_actors("các sở, ban, ngành; UBND các huyện, thành phố")
    ['các sở, ban, ngành', 'UBND các huyện, thành phố']
    """
    actors: list[str] = []
    for part in re.split(r"\s*;\s*(?:và\s+)?", phrase):
        cuts = [0]
        for match in re.finditer(
            r",\s+(?:và\s+)?(?=[A-ZĐỦƯ])|\s+và\s+(?=[A-ZĐỦƯ])|,\s+(?=(?:các|quý)\s)", part
        ):
            if _new_actor(part, match):
                cuts.append(match.end())
        bounds = [*cuts, len(part) + 1]
        actors += [part[a:b].strip(" ,;.") for a, b in zip(bounds, bounds[1:], strict=False)]
    cleaned = [re.sub(r"^(?:và|cho|đến)\s+|\s+và$", "", actor).strip(" ,;.:") for actor in actors]
    return [actor for actor in cleaned if len(actor) > 1]


def _new_actor(part: str, match: re.Match[str]) -> bool:
    before, rest = fold_chars(part[: match.start()]), fold_chars(part[match.end() :])
    if part[match.end() :].lower().startswith("các "):
        return (
            bool(
                re.match(
                    r"cac (?:dong chi|thanh vien|don vi|co quan|cdcs|cap|phong|so|ban|to chuc|truong|chi doan|dia phuong|doanh|huyen uy|ca nhan)",
                    rest,
                )
            )
            and before[:1] not in "c"
        )
    if "cac so:" in before or re.search(r"giam doc cac|cac so:|cac bo:|thu truong cac", before):
        return bool(
            re.match(
                r"(?:chu tich|giam doc|chanh|truong|thu truong|kho bac|uy ban|bo chi huy|cong an tinh)", rest
            )
        )
    return bool(
        re.match(
            rf"(?:{BODY}|chu tich|giam doc|chanh|truong |thu truong|pho |bi thu|hieu truong|ke toan)", rest
        )
    )

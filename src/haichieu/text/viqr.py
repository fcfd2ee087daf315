r"""VIQR: Vietnamese typed with ASCII signs behind the letters, as mails once carried it, becomes Unicode.

Source: RFC 1456 (1993), section 3: `^` `(` `+` shape a vowel, ``'`` `` ` `` `?` `~` `.` are its tone, “dd” is “đ”, and
a backslash keeps a sign as it stands.
"""

import re
import unicodedata

from haichieu.text.syllables import is_syllable, share_of_marked, share_of_syllables

_SHAPES = {"^": ("\u0302", "aeo"), "(": ("\u0306", "a"), "+": ("\u031b", "ou")}
_TONES = {"'": "\u0301", "`": "\u0300", "?": "\u0309", "~": "\u0303", ".": "\u0323"}
_VOWELS = "aeiouy"
#: A word with its signs; addresses of mails and pages are no words.
_TOKEN = re.compile(r"\S*(?:@|://|www\.)\S*|[A-Za-z](?:[A-Za-z]|[\^(+'`?~.])*|\\(?P<kept>[\^(+'`?~.dD\\])")
_SHAPED = re.compile(r"[aeo]\^|[ou]\+|a\(", re.IGNORECASE)
#: What may close a sentence at the end of a word; three stops are never a tone.
_STOPS = re.compile(r"(?:\.{3,}|[.?])$")
_WORD_ENDS = re.compile(r"\s|$|[\"”’»)]")
#: What follows the last word of a sentence; before a small letter the next word belongs to the same sentence.
_SENTENCE_ENDS = re.compile(r"[\"”’»)]|\s*$|[^\S\n]*\n|\s+[\"“«(–-]*\s*[A-Z]")
#: Syllables that take their tone on the last letter: “xạ”, “hoạ”, “quỵ”, but “ại” and “thẹo” do not.
_TONE_IS_LAST = re.compile(
    r"(?:qu|gi(?=[aăâeêoôơuư])|[^aăâeêioôơuưy]*)(?:[aăâeêioôơuưy]|oa|oe|uy|uê|uơ)", re.IGNORECASE
)
#: Of such pairs as “xa” and “xạ”, “ba” and “bả”: those that running Vietnamese writes level at least three times as
#: often (counted in 780,000 words). At the end of a sentence their sign is its stop, elsewhere the pair has the tone.
_LEVEL_NOT_HEAVY = (
    "ba ca cha che cho cô cơ cư da di do du duy đa đe đi đo ga ghi gia hoa huy hy hư khi kho khoa khoe khu khê khô kê "
    "lo ly ma mê mơ na nga nghe nguy ngư nha nhi nhu như pha phi phê qua quy quê ra sa so suy sơ ta thu thuê thơ thư "
    "to tra truy tuy ty tô uy vô xa xe xu xơ"
)
_LEVEL_NOT_HOOK = (
    "ba bê cha che cho cơ da di do du duy dư đa đe đi ga ghi gia ha hoa huy hy hư khi kho khoa khoe khu khê la lo ly "
    "lê lô ma mê mô na nga nghe nguy ngô ngư nha nhi nhu như pha phi phê quy quê ra sa so suy ta thi thuê thơ thư to "
    "tri truy tuy vi vô xe xu xơ"
)
_LEVEL = {".": frozenset(_LEVEL_NOT_HEAVY.split()), "?": frozenset(_LEVEL_NOT_HOOK.split())}
_FEWEST_SHAPED = 3
_CONVERTED_FLOOR = 0.85
_MARKED_FLOOR = 0.375


def from_viqr(text: str) -> str:
    """Convert VIQR; a sign that cannot belong to the letter before it stays as it stands.

    >>> from_viqr("Co^.ng ho`a xa~ ho^.i chu? nghi~a Vie^.t Nam. DDo^.c la^.p")
    'Cộng hòa xã hội chủ nghĩa Việt Nam. Độc lập'
    >>> from_viqr("Gu+?i ba'o ca'o ve^` vanthu@ldld.vn tru+o+'c nga`y 5.")
    'Gửi báo cáo về vanthu@ldld.vn trước ngày 5.'
    >>> from_viqr("Qui ddi.nh hie^.n theo. Tu+` dda^u? Nghi. DDi.nh")
    'Qui định hiện theo. Từ đâu? Nghị Định'
    """
    return _TOKEN.sub(_converted, text)


def viqr_or_none(text: str) -> str | None:
    """The text in Unicode where it is VIQR: the signs turn nearly all its words into marked syllables; else None.

    >>> viqr_or_none("Ki'nh gu+?i: Ca'c co^ng ddoa`n co+ so+?, dde^` nghi. ba'o ca'o")
    'Kính gửi: Các công đoàn cơ sở, đề nghị báo cáo'
    >>> viqr_or_none("a^2 + b^2 = c^2, x^2 + y^2") is None
    True
    """
    if "^" not in text or len(_SHAPED.findall(text)) < _FEWEST_SHAPED:
        return None
    converted = from_viqr(text)
    marked = share_of_syllables(converted) >= _CONVERTED_FLOOR and share_of_marked(converted) >= _MARKED_FLOOR
    return converted if marked and share_of_marked(text) < _MARKED_FLOOR else None


def _converted(match: re.Match[str]) -> str:
    token, kept = match.group(), match["kept"]
    if kept is not None:
        return kept
    # “a.” alone numbers a paragraph.
    is_other = "@" in token or "://" in token or token.lower().startswith("www.")
    if is_other or re.fullmatch(r"[A-Za-z]\.", token):
        return token
    stop = _stop(token, match)
    return _word(token.removesuffix(stop)) + stop


def _stop(token: str, match: re.Match[str]) -> str:
    """The signs at the end of a word that are no tone: with them it is no syllable, or seldom one."""
    signs = _STOPS.search(token)
    if signs is None or not _WORD_ENDS.match(match.string, match.end()):
        return ""
    stop = signs.group()
    level = _word(token.removesuffix(stop))
    if len(stop) > 1 or not (is_syllable(_word(token)) and _TONE_IS_LAST.fullmatch(level)):
        return stop
    ends = level.lower() in _LEVEL[stop] and _SENTENCE_ENDS.match(match.string, match.end())
    return stop if ends else ""


def _word(token: str) -> str:
    found: list[str] = []
    toned = False
    for char in token:
        base = unicodedata.normalize("NFD", found[-1])[0].lower() if found else ""
        shape, shaped = _SHAPES.get(char, ("", ""))
        if base and base in shaped and len(unicodedata.normalize("NFD", found[-1])) == 1:
            found[-1] += shape
        elif char in _TONES and base and base in _VOWELS and not toned:
            found[-1] += _TONES[char]
            toned = True
        elif char in "dD" and found and found[-1] in "dD" and len(found) == 1:
            found[-1] = "Đ" if found[-1] == "D" else "đ"
        else:
            toned = toned and char.isalpha()
            found.append(char)
    return unicodedata.normalize("NFC", "".join(found))

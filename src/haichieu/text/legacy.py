"""Vietnamese written before Unicode: TCVN3 (ABC, fonts “.VnTime”) and VNI (fonts “VNI-Times”) become Unicode.

Both reach us as the Latin-1 letters that stand at the same code points. Source of the tables: TCVN 5712:1993 (third
table) and the VNI for Windows key chart. TCVN3 has no marked capitals: fonts whose name ends in H draw the small
letters as capitals, so the font's name is needed to read them.
"""

import re

from haichieu.text.syllables import counted_words, share_of_marked, share_of_syllables

_TCVN3_FROM = (
    "¡¢£¤¥¦§¨©ª«¬\u00ad®"
    "µ¸¶·¹»¾¼½ÆÇÊÈÉËÌÐÎÏÑÒÕÓÔÖ×ÝØÜÞßãáâäåèæçéêíëìîïóñòôõøö÷ùúýûüþ"
)  # fmt: skip
_TCVN3_TO = (
    "ĂÂÊÔƠƯĐăâêôơưđ"
    "àáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ"
)  # fmt: skip
_TCVN3 = str.maketrans(_TCVN3_FROM, _TCVN3_TO)

_VNI_PAIRS = (
    "aø à aù á aû ả aõ ã aï ạ aê ă aè ằ aé ắ aú ẳ aü ẵ aë ặ aâ â aà ầ aá ấ aå ẩ aã ẫ aä ậ "
    "eø è eù é eû ẻ eõ ẽ eï ẹ eâ ê eà ề eá ế eå ể eã ễ eä ệ "
    "oø ò où ó oû ỏ oõ õ oï ọ oâ ô oà ồ oá ố oå ổ oã ỗ oä ộ ôø ờ ôù ớ ôû ở ôõ ỡ ôï ợ ô ơ "
    "uø ù uù ú uû ủ uõ ũ uï ụ öø ừ öù ứ öû ử öõ ữ öï ự ö ư yø ỳ yù ý yû ỷ yõ ỹ yï ỵ î ỵ "
    "iø ì iù í æ ỉ ó ĩ ò ị ñ đ"
)
_VNI_VOWELS = _VNI_PAIRS.split()
_VNI = dict(zip(_VNI_VOWELS[::2], _VNI_VOWELS[1::2], strict=True))
_VNI |= {key.upper(): value.upper() for key, value in _VNI.items()}
# A capital base is often followed by a small mark where only the first letter is a capital: “Aø” for À.
_VNI |= {
    key[0].upper() + key[1]: value.upper() for key, value in _VNI.items() if len(key) == 2 and key.islower()
}
_VNI_PART = re.compile("|".join(sorted(map(re.escape, _VNI), key=len, reverse=True)))

_TCVN3_FONT = re.compile(r"^(?:[A-Z]{6}\+)?\.?Vn[A-Z3]", re.ASCII)
_VNI_FONT = re.compile(r"^(?:[A-Z]{6}\+)?VNI[-\s_]?[A-Za-z]", re.ASCII)
_BEYOND_LATIN = re.compile("[ăđơưĂĐƠƯ\u1ea0-\u1ef9]")
#: Neighbouring words without any plain small letter.
_CAPITAL_WORDS = re.compile(r"(?<!\w)[^\Wa-z\d_]{2,}(?: [^\Wa-z\d_]+)*(?!\w)")
_FEWEST_CAPITALS = 2
_SYMBOL_PLANE = {0xF000 + code: chr(code) for code in range(0xA0, 0x100)}

#: A text is taken for legacy Vietnamese when so many of its words become syllables.
_CONVERTED_FLOOR = 0.85
#: … and when so few of them were syllables before.
_RAW_CEILING = 0.75
_FEWEST_WORDS = 4


def encoding_of_font(font: str) -> str | None:
    """The legacy encoding that a font implies: `tcvn3`, `vni`, or None for Unicode fonts.

    >>> encoding_of_font(".VnTimeH"), encoding_of_font("ABCDEF+VNI-Times"), encoding_of_font("Times New Roman")
    ('tcvn3', 'vni', None)
    """
    if _TCVN3_FONT.match(font):
        return "tcvn3"
    return "vni" if _VNI_FONT.match(font) else None


def draws_capitals(font: str) -> bool:
    """Whether a TCVN3 font draws small letters as capitals.

    >>> draws_capitals(".VnTimeH"), draws_capitals(".VnTime")
    (True, False)
    """
    return bool(_TCVN3_FONT.match(font)) and re.split(r"[\s,-]", font)[0].endswith("H")


def is_beyond_latin(text: str) -> bool:
    """Whether a text holds letters that only Unicode has: it is in no legacy encoding.

    >>> is_beyond_latin("Liên đoàn"), is_beyond_latin("Liªn ®oµn")
    (True, False)
    """
    return bool(_BEYOND_LATIN.search(text))


def from_tcvn3(text: str) -> str:
    """Convert TCVN3 that was read as Latin-1.

    >>> from_tcvn3("Céng hoµ x· héi chñ nghÜa ViÖt Nam")
    'Cộng hoà xã hội chủ nghĩa Việt Nam'
    >>> from_tcvn3("UBND TØNH, LI£N §OµN LAO §éNG")
    'UBND TỈNH, LIÊN ĐOÀN LAO ĐỘNG'
    """
    return _CAPITAL_WORDS.sub(_raised, text.translate(_SYMBOL_PLANE).translate(_TCVN3))


def _raised(words: re.Match[str]) -> str:
    """Marked letters among capitals were meant as capitals; one capital alone before one may begin a name (“Tổ”)."""
    found = words.group()
    capitals = sum(char.isupper() for char in found)
    return found.upper() if capitals > len(found.split()) and capitals >= _FEWEST_CAPITALS else found


def from_vni(text: str) -> str:
    """Convert VNI that was read as Latin-1.

    >>> from_vni("Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam, Ñoäc laäp")
    'Cộng hòa xã hội chủ nghĩa Việt Nam, Độc lập'
    """
    return _VNI_PART.sub(lambda match: _VNI[match.group()], text.translate(_SYMBOL_PLANE))


def by_font(text: str, font: str) -> str:
    """Convert a run of text by the name of its font; Unicode typed in a legacy font is left alone.

    >>> by_font("quyÕt ®Þnh", ".VnTimeH"), by_font("quyết định", ".VnTime")
    ('QUYẾT ĐỊNH', 'quyết định')
    """
    encoding = encoding_of_font(font)
    if encoding is None or is_beyond_latin(text):
        return text
    if encoding == "vni":
        return from_vni(text)
    converted = from_tcvn3(text)
    return converted.upper() if draws_capitals(font) else converted


def by_statistics(text: str) -> tuple[str, str | None]:
    """Convert a text whose fonts are unknown, where one encoding turns nearly all words into syllables.

    Returns the text and the encoding found; the same text and None where it is Unicode already, another language,
    or too short to tell.

    >>> by_statistics("Liªn ®oµn Lao ®éng tØnh ®Ò nghÞ c¸c ®¬n vÞ")
    ('Liên đoàn Lao động tỉnh đề nghị các đơn vị', 'tcvn3')
    >>> by_statistics("El niño y la señora están en la montaña")
    ('El niño y la señora están en la montaña', None)
    """
    if is_beyond_latin(text) or len(counted_words(text)) < _FEWEST_WORDS:
        return text, None
    if share_of_syllables(text) > _RAW_CEILING:
        return text, None
    tried = {"tcvn3": from_tcvn3(text), "vni": from_vni(text)}
    best = max(tried, key=lambda name: share_of_syllables(tried[name]))
    converted = tried[best]
    if share_of_syllables(converted) < _CONVERTED_FLOOR or share_of_marked(converted) < _RAW_CEILING / 2:
        return text, None
    return converted, best

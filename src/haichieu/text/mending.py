"""Letters lost on the way are put back: escapes, ligatures, bullets of symbol fonts, text decoded by the wrong table.

Nothing here touches a letter of sound Unicode Vietnamese; each mend has to be forced by the text itself.
"""

import html
import re
import unicodedata
from dataclasses import dataclass

from haichieu.text.legacy import by_statistics
from haichieu.text.syllables import is_syllable, share_of_syllables
from haichieu.text.viqr import viqr_or_none

_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")
_ESCAPED_WORD = re.compile(
    r"(?:[^\W\d_]|[\u0300-\u036f])*(?:\\u[0-9a-fA-F]{4}(?:[^\W\d_]|[\u0300-\u036f])*)+"
)
_ENTITY = re.compile(r"&(?:#\d{2,6}|#x[0-9a-fA-F]{2,5}|[A-Za-z]{2,8});")
_LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "ĳ": "ij", "ĸ": "k"}
)
# Word's bullets in Symbol and Wingdings, as code points of the private plane: arrows, discs, squares, ticks.
_BULLETS = dict.fromkeys(
    map(ord, "\uf0b7\uf0a7\uf0d8\uf076\uf0fc\uf0a8\uf0e0\uf0e8\uf06e\uf071\uf0d2\uf077\uf0f0\uf06c"), "-"
)
_SYMBOL_ASCII = {0xF000 + code: chr(code) for code in range(0x20, 0x7F)} | _BULLETS
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_SMALL_ETH = re.compile(r"\bð(?=[^\W\d_])")
# Letters that Windows-1258 has where Latin-1 has others: where these alone were escaped, Latin-1 may have been read as
# 1258, and “ý” became \u01b0, “ò” became \u0323.
_ONLY_1258 = {
    char: code.to_bytes(1, "big").decode("latin-1")
    for code in range(0xC0, 0x100)
    if (char := code.to_bytes(1, "big").decode("cp1258", "ignore")) not in ("", chr(code))
}
_WRONG_TABLE = re.compile("(?:Ã.|Ä[\u0080-¿‘’“”•–—˜™š›œžŸƒ„…†‡ˆ‰Š‹ŒŽ]|Æ°|Æ¡|áº|á»)")
_FEWEST_SIGNS = 3
_SAID = {
    "tcvn3": "Tệp dùng bảng mã cũ TCVN3 (ABC), đã chuyển sang Unicode: hãy soát lại dấu và chữ hoa.",
    "vni": "Tệp dùng bảng mã cũ VNI, đã chuyển sang Unicode: hãy soát lại dấu.",
    "viqr": "Tệp gõ kiểu VIQR (dấu viết sau chữ), đã chuyển sang Unicode: hãy soát lại dấu.",
    "mojibake": "Tệp bị giải mã nhầm bảng mã, đã sửa lại: hãy soát lại dấu.",
}


@dataclass(frozen=True, slots=True)
class Mended:
    """A text whose letters were put right."""

    #: The text.
    text: str
    #: What a person should check, one Vietnamese sentence each.
    warnings: tuple[str, ...] = ()


def mend(text: str) -> Mended:
    """Put right what extraction broke, and say so where a person should check it.

    >>> mend("V\\u0103n b\\u1ea3n s\\u1ed1 5").text, mend(r"V\\u0103n b\\u1ea3n").text
    ('Văn bản số 5', 'Văn bản')
    >>> mend("Cá»™ng hÃ²a xÃ£ há»™i chá»§ nghÄ©a Viá»‡t Nam").text
    'Cộng hòa xã hội chủ nghĩa Việt Nam'
    """
    text, warnings = unescape(text).translate(_LIGATURES), []
    remade = from_wrong_table(text)
    if remade != text:
        text = remade
        warnings.append(_SAID["mojibake"])
    text, encodings = _from_legacy(text)
    warnings += [_SAID[name] for name in sorted(encodings)]
    return Mended(plain_bullets(_eths(text)), tuple(warnings))


def unescape(text: str) -> str:
    r"""Decode literal `\u01b0` escapes and HTML entities that were left in plain text.

    >>> unescape(r"Li\u00ean \u0111o\u00e0n &amp; c&aacute;c c&#7845;p")
    'Liên đoàn & các cấp'
    >>> unescape(r"vẫn c\u0323n hiệu lực, cho \u01b0 kiến")
    'vẫn còn hiệu lực, cho ý kiến'
    >>> unescape(r"t\u0103ng c\u01b0ờng")
    'tăng cường'
    """
    if "\\u" in text:
        letters = {chr(int(code, 16)) for code in _ESCAPE.findall(text)}
        lost = {char for char in letters if char.isalpha() or unicodedata.combining(char)}
        text = _either_table(text) if lost and lost <= _ONLY_1258.keys() else _ESCAPE.sub(_escaped, text)
    return _ENTITY.sub(lambda match: html.unescape(match.group()), text) if "&" in text else text


def _either_table(text: str) -> str:
    """Decode escapes that two tables explain, word by word: the one that makes a Vietnamese syllable is right.

    Words that both explain, or neither, follow the other words of the text.
    """
    votes = sum(_vote(match.group()) for match in _ESCAPED_WORD.finditer(text))

    def decoded(match: re.Match[str]) -> str:
        in_latin = (_vote(match.group()) or votes) > 0
        return _ESCAPE.sub(_escaped_latin if in_latin else _escaped, match.group())

    return _ESCAPED_WORD.sub(decoded, text)


def _vote(word: str) -> int:
    """1 where only Latin-1 makes a syllable of the word, -1 where only plain decoding does, else 0."""
    plain = _ESCAPE.sub(_escaped, word)
    # One letter “ư” or “đ” is no word, while “ý” is.
    is_plain = len(plain) > 1 and is_syllable(plain)
    return is_syllable(_ESCAPE.sub(_escaped_latin, word)) - is_plain


def _escaped_latin(match: re.Match[str]) -> str:
    char = chr(int(match.group(1), 16))
    return _ONLY_1258.get(char) or _escaped(match)


def _escaped(match: re.Match[str]) -> str:
    char = chr(int(match.group(1), 16))
    # Half a surrogate pair is no letter, and a control character would end a page or a line that is none.
    return match.group() if not char.isprintable() else char


def from_wrong_table(text: str) -> str:
    """Undo UTF-8 that was read as Windows-1252, line by line, where doing so yields Vietnamese.

    >>> from_wrong_table("LiÃªn Ä‘oÃ n Lao Ä‘á»™ng tá»‰nh"), from_wrong_table("SÃO PAULO, Ã B")
    ('Liên đoàn Lao động tỉnh', 'SÃO PAULO, Ã B')
    """
    if len(_WRONG_TABLE.findall(text)) < _FEWEST_SIGNS:
        return text
    return "\n".join(map(_line_from_wrong_table, text.split("\n")))


def _line_from_wrong_table(line: str) -> str:
    if not _WRONG_TABLE.search(line):
        return line
    try:
        # The second byte of à is a no-break space, which reached us as an ordinary one.
        remade = b"".join(map(_byte_of, line.replace("Ã ", "Ã\u00a0"))).decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return line
    return remade if share_of_syllables(remade) >= share_of_syllables(line) else line


def _byte_of(char: str) -> bytes:
    # Five bytes have no letter in Windows-1252; readers pass them through as control characters.
    return char.encode("latin-1") if "\x80" <= char <= "\x9f" else char.encode("cp1252")


def _from_legacy(text: str) -> tuple[str, set[str]]:
    typed = viqr_or_none(text)
    if typed is not None:
        return typed, {"viqr"}
    converted, encoding = by_statistics(text)
    if encoding is not None:
        return converted, {encoding}
    found, lines = set(), []
    for line in text.split("\n"):
        converted, encoding = by_statistics(line)
        lines.append(converted)
        found |= {encoding} if encoding else set()
    return "\n".join(lines), found


def _eths(text: str) -> str:
    return _SMALL_ETH.sub("đ", text).replace("Ð", "Đ")


def plain_bullets(text: str) -> str:
    """Make bullets of symbol fonts hyphens, and private code points that stand for ASCII letters those letters.

    >>> plain_bullets("\\uf0b7 Các phòng; \\uf041\\uf0ffB")
    '- Các phòng; AB'
    """
    return _PRIVATE.sub("", text.translate(_SYMBOL_ASCII)) if _PRIVATE.search(text) else text

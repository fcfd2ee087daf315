"""Take markdown and web residue out of a letter before it is read."""

import re

from haichieu.text.clean import clean_text
from haichieu.text.patterns import late

_ESCAPED = late(r"\\([\\`*_{}\[\]()#+\-.!|>~])")
# What stands before is looked at after the mark: the engine skips to the marks.
_BOLD = late(r"\*\*|__(?=\S)|__(?<=\S__)(?!_)")
_ITALIC = late(r"\*(?<![\w*]\*)(?=[^\s*])([^*\n]+?)(?<=[^\s*])\*(?![\w*])")
_TAG = late(
    r"</?(?:br|b|i|u|p|div|span|sup|sub|strong|em|center|table|tr|td|th)\b[^<>\n]{0,200}>", re.IGNORECASE
)
_LINE_TAG = late(r"<(?:br|/p|/tr|/div)\b[^<>\n]{0,50}>", re.IGNORECASE)
_IMAGE = late(r"!\[[^\]\n]*\]\([^)\n]*\)")
_MARKS = ("*", "\\", "<", "__", "![", "- - ", "- + ")
#: Tables drawn with box characters: every bar becomes a plain one, every corner and rule what plain text has for it.
_BOX = late("[\u2500-\u257f\u00a6\uff5c]")
_PLAIN_BOX = str.maketrans(
    {
        **dict.fromkeys(map(chr, range(0x2500, 0x2580)), "+"),
        **dict.fromkeys("─━┄┅┈┉╌╍═╴╶╸╺╼╾", "-"),
        **dict.fromkeys("│┃┆┇┊┋╎╏║╵╷╹╻╽╿¦｜", "|"),
    }
)
_DOUBLE_BULLET = late(r"^([ \t]*)- (?=[-+] )", re.MULTILINE)


def clean_letter(text: str) -> str:
    """Return the letter as it is shown and read: clean Unicode, no emphasis marks, tags or escapes.

    Headings (`#`) and table bars stay: they carry structure. Idempotent.

    >>> clean_letter("**KT. CHỦ TỊCH** \\\\- *Lưu: VT*<br>")
    'KT. CHỦ TỊCH - Lưu: VT\\n'
    """
    text = clean_text(text)
    bare = _without_marks(text)
    while bare != text:
        text = clean_text(bare)
        bare = _without_marks(text)
    return text


def _without_marks(text: str) -> str:
    if _BOX.search(text):
        text = text.translate(_PLAIN_BOX)
    if not any(map(text.__contains__, _MARKS)):
        return text
    text = _IMAGE.sub("", text)
    text = _LINE_TAG.sub("\n", text)
    text = _TAG.sub("", text)
    text = _ESCAPED.sub(r"\1", text)
    text = _BOLD.sub("", text)
    text = _ITALIC.sub(r"\1", text)
    return _DOUBLE_BULLET.sub(r"\1", text)

"""Clean text for display: one Unicode form, plain spaces, nothing invisible; words are left as written."""

import re
import unicodedata

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufff9-\ufffb]")
_ODD_SPACE = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_LINE_BREAK = re.compile("\r\n|[\r\u000b\u000c\u0085\u2028\u2029]")
_CONTROL = re.compile("[\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f]")
#: Any of these; most texts have none.
_ODD = re.compile(
    "[\r\u000b\u000c\u0085\u2028\u2029\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufff9-\ufffb"
    "\u0000-\u0008\u000e-\u001f\u007f-\u009f\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]"
)


def clean_text(text: str) -> str:
    """Return `text` in NFC with ordinary spaces and line breaks and without invisible or control characters.

    Tone placement (hoà, hòa) is left as written: it is the author's spelling. Idempotent.

    >>> clean_text("\\ufeffCo\\u0302ng\\u00a0va\\u0306n\\r\\n")
    'Công văn\\n'
    """
    if _ODD.search(text):
        text = _LINE_BREAK.sub("\n", text)
        text = _INVISIBLE.sub("", text)
        text = _CONTROL.sub("", text)
        text = _ODD_SPACE.sub(" ", text)
    # Line by line: a pattern that looks for trailing spaces takes quadratic time on a long run of them.
    return "\n".join([line.rstrip(" \t") for line in unicodedata.normalize("NFC", text).split("\n")])


def squeeze(text: str) -> str:
    """Make every run of white space one space and trim the ends.

    >>> squeeze("  Kính\\n gửi ")
    'Kính gửi'
    """
    # Of all white space only the plain space is printable: nothing is to do where no other and no two stand together.
    if "  " not in text and text.isprintable():
        return text.strip()
    return " ".join(text.split())


def just_before(text: str, at: int, reach: int = 120) -> str:
    """The last characters before a place: what a pattern that ends there may look at.

    Searching the whole text before every match would take time that grows with its square.

    >>> just_before("trước ngày 5/6", 11, 5)
    'ngày '
    """
    return text[max(0, at - reach) : at]

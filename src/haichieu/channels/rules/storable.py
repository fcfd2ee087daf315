"""Words, ids and addresses from outside in a form that every database takes and every page may show."""

import hashlib
import re

# PostgreSQL refuses U+0000, and no database stores half a surrogate pair.
_UNSTORABLE = re.compile("[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ud800-\udfff]")
_WEB = re.compile(r"https?://[^\s/]", re.IGNORECASE)
_LONGEST_ID = 300


def storable(text: str) -> str:
    """The text without control characters and lone surrogates; tabs and line breaks stay.

    >>> storable("a\\x00b\\n")
    'ab\\n'
    """
    return _UNSTORABLE.sub("", text)


def stored_id(external_id: str) -> str:
    """An id that fits its column; a longer one keeps its beginning and a digest, so that it stays itself.

    >>> stored_id(" 7\\x00 "), len(stored_id("a" * 400))
    ('7', 300)
    """
    tidy = storable(external_id).strip()
    if len(tidy) <= _LONGEST_ID:
        return tidy
    return tidy[: _LONGEST_ID - 33] + "~" + hashlib.sha256(tidy.encode()).hexdigest()[:32]


def web_address(url: str) -> str:
    """The address of a web page, or nothing: an address that runs a script or opens a file is never linked to.

    >>> web_address("https://trang.example/1"), web_address("javascript:alert(1)")
    ('https://trang.example/1', '')
    """
    tidy = storable(url).strip()
    return tidy if _WEB.match(tidy) else ""

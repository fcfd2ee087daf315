"""A browser's own long name → the two words by which a person knows it again."""

_BROWSERS = (
    ("Edg", "Edge"),
    ("coc_coc", "Cốc Cốc"),
    ("OPR", "Opera"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
_DEVICES = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "điện thoại Android"),
    ("Windows", "Windows"),
    ("Mac OS", "máy Mac"),
    ("Linux", "Linux"),
)


def browser_words(agent: str) -> str:
    """Browser and device, as far as the browser says.

    >>> browser_words("Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) Version/18.1 Safari/604.1")
    'Safari, iPhone'
    >>> browser_words("")
    'Trình duyệt không rõ'
    """
    found = (next((words for sign, words in signs if sign in agent), "") for signs in (_BROWSERS, _DEVICES))
    return ", ".join(word for word in found if word) or "Trình duyệt không rõ"

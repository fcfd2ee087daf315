"""Signs of the single fields: the rule that found them, their form, and whether independent signs agree."""

from bisect import bisect_right

from haichieu.dispatches.rules.kind import kind_from_symbol
from haichieu.dispatches.rules.reading import Reading
from haichieu.text.patterns import late

_DIGIT = late(r"\d")
_ODD_SYMBOL, _ODD_ISSUER = late(r"[. &]|[^\w]$"), late(r"[\d:;|*_]")
_JOINING = frozenset({"và", "của", "các", "về", "tại", "cho", "năm", "theo", "số", "ngày"})


def kind_signs(reading: Reading) -> list[str]:
    """Title, code before the slash and “V/v” or “Kính gửi” are three witnesses of the kind."""
    code = kind_from_symbol(reading.symbol) if reading.symbol else None
    titled = bool(reading.spans.get("kind"))
    found = ["title" if titled else "no title"]
    if code:
        found.append("code agrees" if code == reading.kind else "code differs")
    if not titled and not reading.addressees:
        found.append("nobody greeted")
    if not titled and reading.subject is None:
        found.append("no subject")
    return found


def number_signs(reading: Reading) -> list[str]:
    """Digits, and a symbol beside them."""
    number = reading.number or ""
    found = [] if reading.symbol else ["no symbol"]
    if not number.isdigit():
        found.append("letters")
    if len(number) > 4:
        found.append("long")
    return found


def symbol_signs(reading: Reading) -> list[str]:
    """A symbol that holds the code of the kind or the initials of the issuer is confirmed by them."""
    symbol = reading.symbol or ""
    code = kind_from_symbol(symbol)
    found = []
    if code:
        found.append("code agrees" if code == reading.kind else "code differs")
    if reading.issuer and not _shares_initials(symbol, reading.issuer):
        found.append("other initials")
    if len(symbol) > 18:
        found.append("long")
    if len(symbol) < 4:
        found.append("short")
    if _ODD_SYMBOL.search(symbol):
        found.append("odd")
    return found


def _shares_initials(symbol: str, issuer: str) -> bool:
    initials = "".join([word[0] for word in issuer.upper().split()])
    parts = symbol.upper().replace("/", "-").split("-")
    return any(part[:2] in initials for part in parts if len(part) > 1)


def date_signs(reading: Reading) -> list[str]:
    """A letter is dated after the documents it cites."""
    date = reading.date or ""
    found = ["no day"] if len(date) < 10 else []
    if any(cited["date"] and cited["date"][: len(date)] > date for cited in reading.citations):
        found.append("cites later")
    if not "2000" < date < "2040":
        found.append("odd year")
    if reading.place is None:
        found.append("no place")
    return found


def issuer_signs(reading: Reading) -> list[str]:
    """A name of some length, confirmed by the symbol's initials."""
    issuer = reading.issuer or ""
    words = issuer.count(" ") + 1
    found = [f"words {_size(words, (2, 4, 8, 12))}"]
    if reading.symbol and not _shares_initials(reading.symbol, issuer):
        found.append("other initials")
    if not issuer.isupper():
        found.append("small letters")
    if _ODD_ISSUER.search(issuer):
        found.append("odd")
    return found


def place_signs(reading: Reading) -> list[str]:
    """The place usually stands elsewhere in the letter too, often in the issuer's name."""
    place = reading.place or ""
    found = [] if reading.text.count(place) > 1 else ["only here"]
    if reading.issuer and place.casefold() in reading.issuer.casefold():
        found.append("in issuer")
    if place.isupper() or _DIGIT.search(place):
        found.append("odd")
    return found


def subject_signs(reading: Reading) -> list[str]:
    """Length and ends: a subject cut short or run on is too short, too long or ends on a joining word."""
    subject = reading.subject or ""
    found = [f"length {_size(len(subject), (20, 60, 140, 220))}"]
    if len(reading.spans.get("subject", ())) > 3:
        found.append("many pieces")
    if ". " in subject or ": " in subject:
        found.append("two in one")
    if subject.isupper():
        found.append("capitals")
    if subject[-1:] in ",;:(-" or subject.rsplit(" ", 1)[-1] in _JOINING:
        found.append("broken end")
    if reading.kind == "công văn":
        found.append("công văn")
    return found


def signer_signs(reading: Reading) -> list[str]:
    """KT. goes with a deputy's title; a name has two to five words."""
    signer = reading.signer
    title, name, authority = (signer.get(part) or "" for part in ("title", "name", "authority"))
    found = []
    if title:
        deputy = title[:3].upper() == "PHÓ"
        found.append("deputy agrees" if deputy == authority.startswith("KT") else "deputy differs")
    if not title:
        found.append("no title")
    if not name:
        found.append("no name")
    elif name.isupper():
        found.append("capital name")
    if name.count(" ") not in (1, 2, 3) and name:
        found.append("odd name")
    if title and (len(title) > 30 or not title.isupper()):
        found.append("odd title")
    return found


def _size(number: int, steps: tuple[int, ...]) -> int:
    """The step that a number reaches, so that a length becomes a sign."""
    return steps[at - 1] if (at := bisect_right(steps, number)) else 0

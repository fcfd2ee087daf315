"""The short and playful spellings of chat, read as the syllables they stand for.

`ko` is `không`, `đc` is `được`, `wá` is `quá`, `fòng` is `phòng`. Only spellings that are no syllable of their own are
taken; which syllable a post without diacritics means by them is its own (`ko` is then `khong`).
"""

import unicodedata
from itertools import product

import numpy as np
from numpy.typing import NDArray

from haichieu.posts.rules.tone.syllables import Syllables, read_syllables

_SHORT = """
ko không, khg không, hohem không, kh không, k không, khum không
dc được, đc được, đx được, dx được, vs với, vz với, cx cũng, cug cũng, cũg cũng, j gì, gj gì, dj đi, đj đi
r rồi, rùi rồi, roài rồi, trc trước, trk trước, nx nữa, lm làm, ng người, thoy thôi, hum hôm, jờ giờ
bik biết, thik thích, thix thích, iu yêu, wa quá, qá quá, wá quá, wan quan, wen quen, mún muốn
dzậy vậy, zậy vậy, zô vô, zui vui, vuj vui, dzui vui, zề về, dzề về, zợ vợ, zới với, chx chưa, mik mình, mk mình
trog trong, đag đang, dag đang, nhìu nhiều, nhju nhiều, lun luôn, mừg mừng, thươg thương
júp giúp, zúp giúp, fim phim, côg công, đườg đường, nướk nước, nc nước
"""

#: Rimes that follow ph and qu, so that f and w can stand for them.
_PH_RIMES = (
    "a ai an ang anh ao au ay ăn ăng ăc ăt ân âng âu ây âp ât âm ac ach at e en eo ê ên êu êt i ia iên iêu iêm im in "
    "inh iêt ich it o oi on ong ô ôi ôn ông ôt ôp ôc ơ ơi ơn ơt ơm ơp u ui un ung uc ut uôi uông ư ưng ưc ươc ương ưu "
    "ơng oc ot op ap"
)
_QU_RIMES = (
    "a ai an ang anh ao au ay ăn ăng ăc ăt ân ât ây âng e en eo ê ên êt yên yêt yêu it ơ ach at ac et ep ăp"
)

#: Signs of the six tones, on the last of the vowels that can carry one.
_TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
_VOWELS = "aăâeêioôơuưy"


def _toned(rime: str, tone: str) -> str:
    place = max((rime.find(vowel) for vowel in "ăâêôơư"), default=-1)
    if place < 0:
        place = next(index for index, letter in enumerate(rime) if letter in _VOWELS)
    return unicodedata.normalize("NFC", rime[: place + 1] + tone + rime[place + 1 :])


def _spellings() -> list[tuple[str, str]]:
    made = [
        (short + _toned(rime, tone), full + _toned(rime, tone))
        for short, full, rimes in (("f", "ph", _PH_RIMES), ("w", "qu", _QU_RIMES))
        for rime, tone in product(rimes.split(), _TONES)
        # Without any diacritic these may be foreign words: fan, fax, web.
        if not _toned(rime, tone).isascii()
    ]
    listed = [
        tuple(entry.split()) for line in _SHORT.split("\n") for entry in line.split(",") if entry.strip()
    ]
    return made + [(short, full) for short, full in listed]


def _bare(text: str) -> str:
    parts = unicodedata.normalize("NFD", text.replace("đ", "d"))
    return "".join(part for part in parts if not unicodedata.combining(part))


def _names(texts: list[str]) -> NDArray[np.uint64]:
    return read_syllables(texts).names


def _tables() -> tuple[NDArray[np.uint64], NDArray[np.uint64], NDArray[np.uint64]]:
    pairs = [(short, full) for short, full in _spellings() if short != full]
    short, full = [one for one, _ in pairs], [other for _, other in pairs]
    names = _names(short)
    slots = names >> np.uint64(48)
    spelt, marked, plain = (np.zeros(1 << 16, np.uint64) for _ in range(3))
    spelt[slots] = names
    marked[slots] = _names(full)
    plain[slots] = _names([_bare(text) for text in full])
    return spelt, marked, plain


#: By the first 16 bits of a name: the spelling, what it means, and what it means without diacritics.
_SPELT, _MARKED, _PLAIN = _tables()


def read_spellings(syllables: Syllables, plain: NDArray[np.bool_]) -> NDArray[np.uint64]:
    """Names of the syllables, spellings of chat replaced by what they mean.

    Args:
        syllables: of the batch.
        plain: whether each syllable stands in a post without diacritics.

    >>> chat, full = read_syllables(["Ko có điện"]), read_syllables(["Không có điện"])
    >>> bool((read_spellings(chat, np.zeros(3, np.bool_)) == full.names).all())
    True
    """
    slots = syllables.names >> np.uint64(48)
    found = np.flatnonzero(_SPELT[slots] == syllables.names)
    if not len(found):
        return syllables.names
    names = syllables.names.copy()
    at = slots[found]
    names[found] = np.where(plain[found], _PLAIN[at], _MARKED[at])
    return names

"""Is this Vietnamese? Syllables by the grammar of onset, rime and tone, counted among the words of a text.

A text layer that lost its letters, a legacy encoding read as another, and a page recognised badly all fall far below
running Vietnamese. Source of the grammar: Đoàn Thiện Thuật, “Ngữ âm tiếng Việt” (onsets, rimes; a rime closed by
p, t, c, ch carries only the rising or the heavy tone); spelling after Quyết định 240-QĐ/1984.
"""

import re
import unicodedata
from functools import lru_cache

_ONSETS = (
    "ngh", "ng", "nh", "gh", "gi", "kh", "ch", "th", "tr", "ph", "qu", "b", "c", "d", "đ", "g", "h", "k", "l", "m",
    "n", "p", "r", "s", "t", "v", "x", "",
)  # fmt: skip
_OPEN_RIMES = (
    "a ai ao au ay am an ang anh ăm ăn ăng âm ân âng âu ây e eo em en eng ê êu êm ên ênh i ia iu im in inh iêu iêm iên "
    "iêng o oi om on ong oong ô ôi ôm ôn ông ơ ơi ơm ơn oa oai oam oan oang oanh oay oao oăm oăn oăng oe oen oeo u ua "
    "ui um un ung uân uâng uây uê uêu uênh uôi uôm uôn uông uơ uy uya uyên uyn uynh uyu ư ưa ưi ưu ưm ưn ưng ươi ươm "
    "ươn ương ươu y yêu yêm yên yêng ưng yn ynh ya"
)
_CLOSED_RIMES = (
    "ac ach at ap ăc ăt ăp âc ât âp ec et ep êch êt êp ich it ip iêc iêt iêp oc ot op ôc ôt ôp ơt ơp oac oach oat oap "
    "oăc oăt oet ooc uc ut up uât uôc uôt uôp uych uyt uyêt uêch ưc ưt ươc ươt ươp yt yêt ych"
)
_OPEN = frozenset(_OPEN_RIMES.split())
_CLOSED = frozenset(_CLOSED_RIMES.split())
_TONES = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}
_STOP_TONES = {"\u0301", "\u0323"}
_WORD = re.compile(r"[^\W\d_]+")
_LONGEST = 7
#: c, g, ng are written k, gh, ngh before these vowels and nowhere else.
_FRONT = frozenset("eêiy")
_BEFORE_BACK = frozenset({"c", "g", "ng"})
_BEFORE_FRONT = frozenset({"k", "gh", "ngh"})


@lru_cache(maxsize=20_000)
def is_syllable(word: str) -> bool:
    """Whether one word is spelt as a Vietnamese syllable; case and place of the tone mark do not matter.

    >>> [is_syllable(word) for word in ("nghiêng", "Toà", "Tòa", "quyết", "cac", "tch", "Céng")]
    [True, True, True, True, False, False, False]
    """
    if len(word) > _LONGEST:
        return False
    decomposed = unicodedata.normalize("NFD", word.lower())
    tones = [char for char in decomposed if char in _TONES]
    if len(tones) > 1:
        return False
    bare = unicodedata.normalize("NFC", "".join(char for char in decomposed if char not in _TONES))
    closed_allowed = bool(tones) and tones[0] in _STOP_TONES
    return any(
        _is_rime(bare[len(onset) :], onset, closed_allowed) for onset in _ONSETS if bare.startswith(onset)
    )


def _is_rime(rime: str, onset: str, closed_allowed: bool) -> bool:
    if (onset in _BEFORE_BACK and rime[:1] in _FRONT) or (onset in _BEFORE_FRONT and rime[:1] not in _FRONT):
        return False
    # “qu” and “gi” hold a vowel of their own: quy = qu + y, giêng = gi + êng, gì = g + i.
    rimes = (rime, f"i{rime}", f"o{rime}", f"u{rime}") if onset in ("qu", "gi") else (rime,)
    return any(one in _OPEN or (closed_allowed and one in _CLOSED) for one in rimes)


def counted_words(text: str) -> list[str]:
    """The words that a text can be judged by: abbreviations in capitals and single letters say nothing.

    >>> counted_words("UBND xã A, số 5: Kính gửi")
    ['xã', 'số', 'Kính', 'gửi']
    """
    words = _WORD.findall(unicodedata.normalize("NFC", text))
    return [word for word in words if len(word) > 1 and not (word.isupper() and not is_syllable(word))]


def share_of_syllables(text: str) -> float:
    """The share of real Vietnamese syllables among the words of a text, from 0 to 1; 1 when it has no words.

    >>> share_of_syllables("Kính gửi: Các đơn vị trực thuộc")
    1.0
    >>> share_of_syllables("Céng hoµ x· héi chñ nghÜa ViÖt Nam") < 0.5
    True
    """
    words = counted_words(text)
    return sum(map(is_syllable, words)) / len(words) if words else 1.0


def share_of_marked(text: str) -> float:
    """The share of words that carry a Vietnamese mark, from 0 to 1; 1 when the text has no words.

    Running Vietnamese stands near 0.8: a layer that dropped the marks is seen by it even where every bare word
    happens to be a syllable.

    >>> share_of_marked("Kinh gui cac don vi")
    0.0
    """
    words = counted_words(text)
    return sum(not word.isascii() for word in words) / len(words) if words else 1.0

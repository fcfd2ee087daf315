"""Where a seed comes from, and the evidence that lets others check it.

Four kinds that people enter, from the weakest to the strongest: a text; rolls of dice; a public lottery; a round of a
public beacon. A fifth one the program draws itself once the list is frozen. The value that steers the draws follows
from the evidence alone, so a record that states the evidence states the seed. BLS signatures of beacons are not checked
here: that the value is the one that was published is for the reader to look up, and the record names chain and round.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from hashlib import sha256
from typing import Any

import orjson

from haichieu.channels.rules import VIETNAM
from haichieu.posts.rules.beacons import CHAINS, Beacon
from haichieu.posts.rules.errors import BadSeed
from haichieu.text.dates import find_dates, format_date

#: What people can give as a seed.
KINDS = ("text", "dice", "lottery", "beacon")
#: The seed that the program drew after the freeze.
DRAWN = "drawn"
#: What a record may name.
RECORD_KINDS = (*KINDS, DRAWN)
#: Kinds that say something only where the list was frozen before them.
AFTER_FREEZE = ("dice", "lottery", "beacon")
#: Fewest rolls of a die: 25 bits, so that nobody can foresee which posts a list would draw.
LEAST_ROLLS = 10
#: Fewest figures of a lottery: 26 bits.
LEAST_FIGURES = 8
_LONGEST = 100
#: The state lotteries are drawn from 16:15 (south) to 18:15 (north): nobody knows a day's figures before this.
_LOTTERY_DRAWN = time(16, tzinfo=VIETNAM)
_HEX = re.compile(r"[0-9a-f]+")


@dataclass(frozen=True, slots=True)
class Seed:
    """A seed and where it comes from.

    Attributes:
        kind: one of `RECORD_KINDS`.
        value: what steers the draws (`stats.draws`), at most 100 characters.
        evidence: JSON values that `value` follows from.
    """

    kind: str
    value: str
    evidence: Mapping[str, Any]


def read_seed(
    kind: str,
    text: str,
    *,
    named: Beacon | None = None,
    frozen_at: datetime | None = None,
    at: datetime | None = None,
) -> Seed:
    """Read what a person entered as the seed of a run.

    Args:
        kind: “text”, “dice”, “lottery” or “beacon”.
        text: the text itself; rolls of a die, “3 1 6 …”; “name of the lottery; day; figures”; round and value of a
            beacon, “123 ab12… [signature]”, or the JSON object that its operators publish.
        named: the round that the frozen list names (`Frame.beacon`), if it names one: then no other seed will do.
        frozen_at: when the list was frozen, if that is known: a lottery or a round of before is refused.
        at: the present moment, if given: a lottery or a round still to come is refused.

    Raises:
        BadSeed: too little chance in it, not the round that was named, a value that is not SHA-256 of the
            signature, or something that existed before the list was frozen or does not exist yet.

    >>> read_seed("dice", "3 1 6 2 2 5 4 1 6 3").value
    'dice 3162254163'
    >>> read_seed("lottery", "Xổ số miền Bắc; 22/11/2026; 48215, 09 377").value
    'lottery 2026-11-22 Xổ số miền Bắc 4821509377'
    """
    readers = {"text": _read_text, "dice": _read_dice, "lottery": _read_lottery}
    if named is not None and kind != "beacon":
        raise BadSeed(
            f"Danh sách đã hẹn trước vòng {named.round} của nguồn ngẫu nhiên: hãy dùng đúng vòng đó."
        )
    if kind == "beacon":
        evidence = _read_beacon(text.strip(), named)
    elif kind in readers:
        evidence = readers[kind](text.strip())
    else:
        raise BadSeed(f"Loại số gieo phải là một trong: {', '.join(KINDS)}.")
    seed = Seed(kind, seed_value(kind, evidence), evidence)
    check_time(seed, frozen_at, at)
    return seed


def seed_value(kind: str, evidence: Mapping[str, Any]) -> str:
    """The value that follows from the evidence; the same for a record read years later.

    Raises:
        BadSeed: the evidence is incomplete, or breaks a rule of `read_seed`.

    >>> seed_value("text", {"text": "xổ số 22/11"})
    'xổ số 22/11'
    """
    try:
        value = _VALUES[kind](evidence)
    except (KeyError, TypeError, ValueError, AttributeError):
        raise BadSeed("Căn cứ của số gieo bị thiếu hoặc sai.") from None
    if not value or len(value) > _LONGEST or not value.isprintable():
        raise BadSeed(f"Số gieo phải có từ 1 đến {_LONGEST} ký tự in được.")
    return value


def check_time(seed: Seed, frozen_at: datetime | None, at: datetime | None = None) -> None:
    """Refuse what was known before the list was frozen, and what cannot be known yet.

    Args:
        seed: a text and dice carry no time, so nothing is checked.
        frozen_at, at: moments with their time zones, None where not known.

    Raises:
        BadSeed: a round published, or a lottery drawn, before `frozen_at` or after `at`.
    """
    if seed.kind == "beacon":
        beacon = Beacon.from_dict(seed.evidence)
        known, what = beacon.at, f"Vòng {beacon.round} của nguồn ngẫu nhiên"
    elif seed.kind == "lottery":
        day = date.fromisoformat(seed.evidence["day"])
        known, what = datetime.combine(day, _LOTTERY_DRAWN), f"Kết quả xổ số ngày {format_date(day)}"
    else:
        return
    if frozen_at is not None and known < frozen_at:
        raise BadSeed(f"{what} có thể đã được biết trước khi danh sách được chốt.")
    if at is not None and known > at:
        raise BadSeed(f"{what} đến lúc này chưa có: hãy đợi đến khi được công bố.")


def drawn_seed(value: str) -> Seed:
    """The seed that the program drew after the list was frozen.

    >>> drawn_seed("5fa1").kind
    'drawn'
    """
    return Seed(DRAWN, value, {"text": value})


def _read_text(text: str) -> dict[str, Any]:
    return {"text": text}


def _read_dice(text: str) -> dict[str, Any]:
    rolls = re.sub(r"[\s,;.\-]+", "", text)
    if not re.fullmatch("[1-6]*", rolls):
        raise BadSeed("Kết quả gieo xúc xắc chỉ gồm các mặt từ 1 đến 6, ví dụ 3 1 6 2 2 5 4 1 6 3.")
    return {"rolls": [int(roll) for roll in rolls]}


def _read_lottery(text: str) -> dict[str, Any]:
    parts = [part.strip() for part in text.split(";", 2)]
    found = find_dates(parts[1]) if len(parts) == 3 else []
    if not found:
        raise BadSeed(
            "Hãy ghi xổ số theo dạng: tên; ngày; các số trúng, ví dụ Xổ số miền Bắc; 22/11/2026; 48215 09377."
        )
    figures = re.sub(r"[\s,;.\-]+", "", parts[2])
    return {"lottery": parts[0], "day": found[0].value.isoformat(), "figures": figures}


def _read_beacon(text: str, named: Beacon | None) -> dict[str, Any]:
    if text.startswith("{"):
        try:
            given = orjson.loads(text)
        except orjson.JSONDecodeError:
            raise BadSeed("Giá trị của nguồn ngẫu nhiên không phải JSON trọn vẹn.") from None
        words = [str(given.get(name) or "") for name in ("round", "randomness", "signature")]
    else:
        words = text.split()
    words = [word.strip().casefold() for word in words if word.strip()]
    if not 2 <= len(words) <= 3 or not words[0].isascii() or not words[0].isdigit():
        raise BadSeed("Nguồn ngẫu nhiên cần số vòng và giá trị (64 chữ số thập lục phân), có thể kèm chữ ký.")
    beacon = Beacon(named.chain if named else CHAINS[0].hash, int(words[0]))
    if named is not None and beacon != named:
        raise BadSeed(f"Danh sách đã hẹn trước vòng {named.round}, không phải vòng {beacon.round}.")
    return {**beacon.to_dict(), "value": words[1], "signature": words[2] if len(words) == 3 else None}


def _text_value(evidence: Mapping[str, Any]) -> str:
    text = evidence["text"]
    if not isinstance(text, str) or not text.strip():
        raise BadSeed("Cần một số gieo: một dãy ký tự bất kỳ, kết quả xúc xắc, xổ số hoặc nguồn ngẫu nhiên.")
    return text


def _dice_value(evidence: Mapping[str, Any]) -> str:
    rolls = evidence["rolls"]
    if not all(type(roll) is int and 1 <= roll <= 6 for roll in rolls):
        raise BadSeed("Mỗi lần gieo xúc xắc là một số từ 1 đến 6.")
    if len(rolls) < LEAST_ROLLS:
        raise BadSeed(f"Cần ít nhất {LEAST_ROLLS} lần gieo xúc xắc; mới có {len(rolls)}.")
    return "dice " + "".join(map(str, rolls))


def _lottery_value(evidence: Mapping[str, Any]) -> str:
    name, figures = evidence["lottery"].strip(), evidence["figures"]
    if not name:
        raise BadSeed("Hãy ghi tên của kỳ xổ số.")
    if not figures.isascii() or not figures.isdigit() or len(figures) < LEAST_FIGURES:
        raise BadSeed(f"Cần ít nhất {LEAST_FIGURES} chữ số trúng thưởng: hãy ghi thêm các giải khác.")
    return f"lottery {date.fromisoformat(evidence['day']).isoformat()} {name} {figures}"


def _beacon_value(evidence: Mapping[str, Any]) -> str:
    Beacon.from_dict(evidence)
    value, signature = evidence["value"], evidence["signature"]
    if len(value) != 64 or not _HEX.fullmatch(value):
        raise BadSeed("Giá trị của nguồn ngẫu nhiên phải có đúng 64 chữ số thập lục phân.")
    if signature is not None:
        if len(signature) % 2 or not _HEX.fullmatch(signature):
            raise BadSeed("Chữ ký của nguồn ngẫu nhiên phải viết bằng chữ số thập lục phân.")
        if sha256(bytes.fromhex(signature)).hexdigest() != value:
            raise BadSeed("Giá trị của nguồn ngẫu nhiên không phải SHA-256 của chữ ký đi kèm.")
    return str(value)


_VALUES = {
    "text": _text_value,
    DRAWN: _text_value,
    "dice": _dice_value,
    "lottery": _lottery_value,
    "beacon": _beacon_value,
}

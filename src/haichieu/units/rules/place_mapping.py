"""Whether two lists say the same of what became of a commune on 1/7/2025; names are compared, for codes differ."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from haichieu.text.folding import fold
from haichieu.units.rules.places import PlaceList, PlaceRow, WentTo

_SORT = re.compile(r"^(thanh pho|thi xa|thi tran|quan|huyen|phuong|xa|dac khu|tinh) ")
_NUMBER = re.compile(r"0*(\d+)$")


@dataclass(frozen=True, slots=True)
class SaidToGo:
    """One line of another list, in names."""

    province: str
    district: str
    commune: str
    new_province: str
    new_commune: str


@dataclass(frozen=True, slots=True)
class Agreement:
    """What another list says of the steps of the first."""

    #: steps of communes that the other list knows, and those of them that it has too
    known: frozenset[WentTo]
    agreed: frozenset[WentTo]
    #: old communes that both know, and those that go to exactly the same new ones in both
    both: int
    same: int


def compared(name: str) -> str:
    """A name without its sort, marks, hyphens and leading noughts.

    >>> compared("Phường 04"), compared("Xã Cư M'gar"), compared("Thị trấn Phù Lâm")
    ('4', 'cu mgar', 'phu lam')
    """
    plain = " ".join(fold(name).replace("'", "").replace("’", "").replace("-", " ").split())
    plain = _SORT.sub("", plain)
    number = _NUMBER.match(plain)
    return number.group(1) if number else plain


def agreement(listed: PlaceList, second: Iterable[SaidToGo]) -> Agreement:
    """Compare the steps of a list with those of another, commune by commune."""
    theirs: dict[tuple[str, ...], set[tuple[str, str]]] = defaultdict(set)
    for one in second:
        old = (compared(one.province), compared(one.district), _commune(one.commune))
        theirs[old].add((compared(one.new_province), compared(one.new_commune)))
    places = {one.key: one for one in listed.places}
    ours: dict[tuple[str, ...], dict[tuple[str, str], WentTo]] = defaultdict(dict)
    for step in listed.went:
        ours[_old(places[step.old], places)][_new(places[step.new], places)] = step
    both = ours.keys() & theirs.keys()
    known = frozenset(step for old in both for step in ours[old].values())
    agreed = frozenset(step for old in both for new, step in ours[old].items() if new in theirs[old])
    return Agreement(known, agreed, len(both), sum(ours[old].keys() == theirs[old] for old in both))


def _commune(name: str) -> str:
    """With its sort: a district had a town and a commune of one name."""
    sort = _SORT.match(fold(name))
    return f"{sort.group(1) if sort else ''} {compared(name)}"


def _old(place: PlaceRow, places: dict[str, PlaceRow]) -> tuple[str, str, str]:
    district = places[place.above]
    return compared(places[district.above].name), compared(district.name), _commune(place.name)


def _new(place: PlaceRow, places: dict[str, PlaceRow]) -> tuple[str, str]:
    return compared(places[place.above].name), compared(place.name)

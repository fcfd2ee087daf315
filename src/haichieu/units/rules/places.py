"""Vietnamese administrative units before and after 1/7/2025, and what became of what, from the lists of a package."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from haichieu.text.folding import even_tones

#: Nghị quyết 202/2025/QH15 and Luật 72/2025/QH15: from this day there are provinces and communes, no districts.
REORGANISED = date(2025, 7, 1)
_OLD_LIST = date(2024, 12, 1)


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """One place of a list; ``key`` tells it from every other one, ``above`` is the key of the place above."""

    key: str
    level: int
    code: str
    name: str
    kind: str
    above: str
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class WentTo:
    """An old commune whose area went, wholly or in part, to a new one."""

    old: str
    new: str
    is_whole: bool


@dataclass(frozen=True, slots=True)
class PlaceList:
    """Places in an order in which the one above comes first, and who went where."""

    places: tuple[PlaceRow, ...]
    went: tuple[WentTo, ...]


def read_places(
    old: Iterable[Mapping[str, Any]], new: Iterable[Mapping[str, Any]], converter: Mapping[str, Any]
) -> PlaceList:
    """The places of the package ``vietnamadminunits``: rows of its two tables and its map of communes.

    >>> row = {"province": "Tỉnh A", "provinceKey": "a", "provinceCode": "01", "ward": "Xã X", "wardKey": "x",
    ...        "wardCode": "00001", "wardType": "Xã"}
    >>> old = {**row, "district": "Huyện H", "districtKey": "h", "districtCode": "001", "districtType": "Huyện"}
    >>> whole, parts = "DICT_PROVINCE_WARD_NO_DIVIDED", "DICT_PROVINCE_WARD_DIVIDED"
    >>> read = read_places([old], [row], {whole: {"a": {"x": ["a_h_x"]}}, parts: {}})
    >>> [place.level for place in read.places], read.went
    ([1, 2, 3, 1, 3], (WentTo(old='old:a_h_x', new='new:a_x', is_whole=True),))
    """
    places: dict[str, PlaceRow] = {}
    eve = date(2025, 6, 30)
    for row in old:
        province = _add(places, f"old:{row['provinceKey']}", 1, row, "province", "", _OLD_LIST, eve)
        if row.get("districtKey"):
            below = f"{province}_{row['districtKey']}"
            district = _add(places, below, 2, row, "district", province, _OLD_LIST, eve)
            if row.get("wardKey"):
                _add(places, f"{district}_{row['wardKey']}", 3, row, "ward", district, _OLD_LIST, eve)
    for row in new:
        province = _add(places, f"new:{row['provinceKey']}", 1, row, "province", "", REORGANISED, None)
        _add(places, f"{province}_{row['wardKey']}", 3, row, "ward", province, REORGANISED, None)
    went = (one for one in _went(converter) if one.old in places and one.new in places)
    return PlaceList(tuple(places.values()), tuple(dict.fromkeys(went)))


def _add(
    places: dict[str, PlaceRow],
    key: str,
    level: int,
    row: Mapping[str, Any],
    column: str,
    above: str,
    first: date,
    last: date | None,
) -> str:
    if key not in places:
        name = str(row[column])
        kind = str(
            row.get(f"{column}Type") or (" ".join(name.split()[:2]) if name.startswith("Thành") else "Tỉnh")
        )
        places[key] = PlaceRow(key, level, str(row[f"{column}Code"]), name, kind, above, first, last)
    return key


def _went(converter: Mapping[str, Any]) -> Iterable[WentTo]:
    for province, wards in converter["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        for ward, olds in wards.items():
            for old in olds:
                yield WentTo(f"old:{old}", f"new:{province}_{ward}", True)
    for province, divided in converter["DICT_PROVINCE_WARD_DIVIDED"].items():
        for old, parts in divided.items():
            for part in parts:
                yield WentTo(f"old:{old}", f"new:{province}_{part['newWardKey']}", False)


def agreeing_codes(places: Sequence[PlaceRow], second: Iterable[tuple[str, str]]) -> frozenset[str]:
    """Keys of the new communes that a second list (pairs of code and name) has with the same code and name."""
    listed = {(code.lstrip("0"), even_tones(name)) for code, name in second}
    return frozenset(
        one.key
        for one in places
        if one.level == 3 and one.valid_to is None and (one.code.lstrip("0"), even_tones(one.name)) in listed
    )

"""Units and staff of the simulated province: four levels, every name invented."""

from dataclasses import dataclass
from datetime import date, datetime
from random import Random

from django.contrib.auth.hashers import make_password

from haichieu.units.actions import add_terms
from haichieu.units.models import Person, Role, Unit, UnitKind, UnitTerm
from haichieu.units.rules import person_words

FOUNDED = date(2020, 1, 1)
KINDS = (
    ("federation", "Liên đoàn tỉnh", 1),
    ("area", "Công đoàn khu vực, ngành", 2),
    ("commune", "Công đoàn xã, phường", 3),
    ("grassroots", "Công đoàn cơ sở", 4),
)
_FIRST = [
    "Thanh",
    "Phù",
    "Lộc",
    "Vân",
    "Hạ",
    "Tân",
    "Bình",
    "Sơn",
    "Khê",
    "Lam",
    "Trúc",
    "Mai",
    "Đông",
    "Tây",
    "An",
    "Hòa",
    "Xuân",
    "Kim",
    "Ngọc",
    "Bạch",
]
_SECOND = [
    "Lĩnh",
    "Sa",
    "Thủy",
    "Hà",
    "Trạch",
    "Điền",
    "Lâm",
    "Giang",
    "Phong",
    "Cầu",
    "Đình",
    "Yên",
    "Thạch",
    "Luật",
    "Mộc",
    "Quế",
    "Tùng",
    "Khang",
]
_TRADES = [
    "May",
    "Dệt",
    "Gốm",
    "Giấy",
    "Gạch",
    "Chè",
    "Mía",
    "Thủy-sản",
    "Cơ-khí",
    "Vận-tải",
    "Điện",
    "Nước",
    "Bệnh-viện",
    "Trường",
    "Bao-bì",
    "In",
]


@dataclass(frozen=True, slots=True)
class Units:
    """Row ids of the units by level, from the top; ``parents`` says what each stands under."""

    levels: tuple[tuple[int, ...], ...]
    parents: dict[int, int]

    @property
    def lower(self) -> list[int]:
        """Every unit but the top one."""
        return [pk for level in self.levels[1:] for pk in level]

    def below(self, top: int) -> list[int]:
        """Units under one of them."""
        reached = {top}
        found = []
        for pk in self.lower:  # a unit always stands after the one above it
            if self.parents[pk] in reached:
                reached.add(pk)
                found.append(pk)
        return found


def sizes(units: int) -> tuple[int, int, int, int]:
    """How many units stand on each level: 1, 40, 960 and the rest of 12,000, and so in proportion."""
    second = max(2, round(units / 300))
    third = max(second, round(units / 12.5))
    return 1, second, third, max(1, units - 1 - second - third)


def make_units(rng: Random, units: int) -> Units:
    """The tree: each unit of a level under one of the level above, about evenly."""
    UnitKind.objects.bulk_create(
        [UnitKind(code=code, name=name, level=level) for code, name, level in KINDS], ignore_conflicts=True
    )
    made, levels, parents = [], [], {}
    names = set()
    for (kind, _, level), size in zip(KINDS, sizes(units), strict=True):
        rows = Unit.objects.bulk_create(
            [Unit(code=f"{'ABCD'[level - 1]}{number:05}", kind=kind) for number in range(1, size + 1)],
            batch_size=2000,
        )
        above = levels[-1] if levels else ()
        for place, row in enumerate(rows):
            name = _name(rng, level)
            name = name if name not in names else f"{name} {place + 1}"
            names.add(name)
            if above:
                parents[row.pk] = above[place * len(above) // size]
            short = name.replace("Công đoàn cơ sở", "CĐCS").replace("Công đoàn", "CĐ")
            made.append(
                UnitTerm(
                    unit=row,
                    name=name,
                    short_name=short[:120],
                    parent_id=parents.get(row.pk),
                    valid_from=FOUNDED,
                )
            )
        levels.append(tuple(row.pk for row in rows))
    add_terms(made)
    return Units(tuple(levels), parents)


def _name(rng: Random, level: int) -> str:
    place = f"{rng.choice(_FIRST)} {rng.choice(_SECOND)}"
    if level == 1:
        return f"Liên đoàn Lao động tỉnh {place} (mô phỏng)"
    if level == 2:
        return f"Công đoàn khu vực {place}"
    if level == 3:
        return f"Công đoàn {rng.choice(('xã', 'xã', 'phường'))} {place}"
    return f"Công đoàn cơ sở {rng.choice(_TRADES).replace('-', ' ')} {place}"


def _person(username: str, name: str, password: str, at: datetime) -> Person:
    search, sort_key = person_words(name, username)
    return Person(
        username=username,
        full_name=name,
        password=password,
        search=search,
        sort_key=sort_key,
        created_at=at,
    )


def make_people(units: Units, at: datetime) -> list[Person]:
    """A leader and three officers at the top, an officer in each unit of the next two levels, and in some below.

    Nobody can sign in before an administrator sends them a link.
    """
    top, second, third, fourth = units.levels
    posts = [
        ("lanh-dao", "Lãnh đạo tỉnh", top[0], "leader"),
        ("quan-tri", "Quản trị", top[0], "administrator"),
    ]
    posts += [(f"can-bo-{n}", f"Cán bộ tỉnh {n}", top[0], "officer") for n in (1, 2, 3)]
    for word, level in (("khu-vuc", second), ("xa", third), ("co-so", fourth[::10])):
        posts += [(f"{word}-{n}", f"Cán bộ {word} {n}", pk, "officer") for n, pk in enumerate(level, 1)]
    locked = make_password(None)
    people = Person.objects.bulk_create(
        [_person(username, name, locked, at) for username, name, _, _ in posts],
        batch_size=2000,
    )
    Role.objects.bulk_create(
        [
            Role(person=person, unit_id=unit, role=role, valid_from=FOUNDED)
            for person, (_, _, unit, role) in zip(people, posts, strict=True)
        ],
        batch_size=2000,
    )
    return people

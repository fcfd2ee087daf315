"""To whom a letter goes: whole sorts of units directly below, and single units typed by name."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.http import QueryDict

from haichieu.dispatches.relay import Addressed
from haichieu.text.folding import fold
from haichieu.units.models import UnitKind
from haichieu.units.rules import Tree

_MOST_UNITS = 200


@dataclass(frozen=True, slots=True)
class KindBelow:
    """One sort of units directly below."""

    code: str
    #: how many there are
    count: int
    #: how a letter calls them all: “Các công đoàn cơ sở trực thuộc”
    phrase: str


def kinds_below(unit: int, tree: Tree) -> list[KindBelow]:
    """The sorts of units directly below one, each with the phrase for all of them."""
    counts = Counter(tree.nodes[pk].kind for pk in tree.children.get(unit, ()))
    names = dict(UnitKind.objects.filter(code__in=counts).values_list("code", "name"))
    return [KindBelow(code, count, _phrase(names.get(code, ""))) for code, count in counts.most_common()]


def _phrase(name: str) -> str:
    return f"Các {name[:1].lower()}{name[1:]} trực thuộc" if name else "Các đơn vị trực thuộc"


@dataclass(frozen=True, slots=True)
class AddressedForm:
    """What was ticked and typed, and what it means."""

    ticked: tuple[str, ...]
    phrases: dict[str, str]
    names: str
    value: Addressed
    error: str

    @classmethod
    def read(cls, typed: QueryDict, unit: int, tree: Tree, kinds: Sequence[KindBelow]) -> "AddressedForm":
        """From posted values: ``kinds``, ``phrase-CODE`` for each, and ``names`` one a line."""
        known = {kind.code: kind for kind in kinds}
        ticked = tuple(code for code in typed.getlist("kinds") if code in known)
        phrases = {code: _words(typed.get(f"phrase-{code}", "")) or known[code].phrase for code in known}
        names = typed.get("names", "").replace("\0", "")
        units, error = _units(names, unit, tree)
        said = (*(phrases[code] for code in ticked), *(tree.nodes[pk].name for pk in units))
        if not said and not error:
            error = "Hãy chọn ít nhất một nơi nhận."
        # Two sorts of units that are called alike are one line of the letter.
        lines = {fold(phrase): phrase for phrase in reversed(said)}
        said = tuple(dict.fromkeys(lines[fold(phrase)] for phrase in said))
        return cls(ticked, phrases, names, Addressed(said, ticked, units), error)


def _words(text: str) -> str:
    return " ".join(text.replace("\0", "").split())[:200]


def _units(names: str, unit: int, tree: Tree) -> tuple[tuple[int, ...], str]:
    lines = [line for line in (_words(each) for each in names.splitlines()) if line]
    if len(lines) > _MOST_UNITS:
        return (), f"Ghi nhiều nhất {_MOST_UNITS} đơn vị; hãy chọn cả nhóm thay cho từng đơn vị."
    if not lines:
        return (), ""
    by_name = _names_of(tree, tree.below(unit) - {unit})
    found = []
    for line in lines:
        pk = by_name.get(fold(line))
        if pk is None:
            return (), f"Không thấy đơn vị “{line}” trong các đơn vị cấp dưới; hãy gõ đúng tên hoặc mã."
        found.append(pk)
    return tuple(dict.fromkeys(found)), ""


def _names_of(tree: Tree, units: Collection[int]) -> dict[str, int]:
    found: dict[str, int] = {}
    for pk in units:
        node = tree.nodes[pk]
        for name in (node.code, node.short_name, node.name):
            found[fold(name)] = pk
    return found


def names_text(units: Collection[int], tree: Tree) -> str:
    """Single units as they are typed: one name a line."""
    return "\n".join(tree.nodes[pk].name for pk in units if pk in tree.nodes)

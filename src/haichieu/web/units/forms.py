"""What is asked of the list, and the forms that change the tree."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from haichieu.text.folding import fold
from haichieu.units.actions import (
    NewUnit,
    dissolve_unit,
    found_unit,
    merge_units,
    move_unit,
    rename_unit,
    split_unit,
)
from haichieu.units.errors import UnitsError
from haichieu.units.models import Person, Unit, UnitChange
from haichieu.units.queries import UnitsPage, find_unit, unit_kinds, units_page
from haichieu.units.rules import Tree
from haichieu.web.shell.posted import Posted

Deed = Callable[[], UnitChange]
#: Parts that one form of a split offers.
PARTS = (1, 2, 3, 4)
#: what somebody may do who receives the work of a unit
RECEIVING = "answer_assignment"


@dataclass(frozen=True, slots=True)
class Looking:
    """What somebody asked of the list of units."""

    words: str
    kind: str
    sort: str
    page: int
    #: only units where nobody holds a role that receives
    unreceived: bool
    #: the unit under which to look
    top: int | None
    #: ids among which to look, None for all
    within: frozenset[int] | None
    #: the unit whose direct lower units are shown, None where a search looks deeper
    parent: int | None

    @classmethod
    def read(cls, asked: Mapping[str, str], tree: Tree, shown: frozenset[int]) -> "Looking":
        """Without words the direct lower units of one, with words everything below it."""
        words, kind, page = asked.get("q", "").strip()[:200], asked.get("loai", ""), asked.get("page", "1")
        typed = asked.get("duoi", "")
        top = int(typed) if typed.isdecimal() and int(typed) in shown else None
        unreceived = asked.get("nguoi", "") == "chua"
        searching = bool(words or kind or unreceived)
        if top is None and not searching:
            top = _only_top(tree, shown)
        sees_all = shown >= tree.nodes.keys()
        within = None if sees_all and top is None else shown if top is None else tree.below(top) & shown
        parent = None if searching or top is None else top
        return cls(
            words,
            kind,
            asked.get("xep", "name"),
            int(page) if page.isdecimal() else 1,
            unreceived,
            top,
            None if (parent is not None and top in shown) or _is_whole(within, tree) else within,
            parent,
        )

    def find(self, on: date) -> UnitsPage:
        """The page of units of the day that was asked for."""
        return units_page(
            on=on,
            search=self.words,
            kind=self.kind,
            within=self.within,
            parent=self.parent,
            lacking=RECEIVING if self.unreceived else "",
            sort=self.sort,
            page=self.page,
        )


def _is_whole(within: frozenset[int] | None, tree: Tree) -> bool:
    """Whether these are all units of the day: the database need not look for each among them."""
    return within is not None and within >= tree.nodes.keys()


def _only_top(tree: Tree, shown: frozenset[int]) -> int | None:
    """The one unit under which everything open to the person stands and that has units below it."""
    if shown >= tree.nodes.keys():
        tops = list(tree.children.get(None, ()))
    else:
        tops = [pk for pk in shown if pk in tree.nodes and tree.nodes[pk].parent not in shown]
    return tops[0] if len(tops) == 1 and tree.children.get(tops[0]) else None


@dataclass(frozen=True, slots=True)
class Verb:
    """One way to change the tree."""

    slug: str
    label: str
    icon: str
    template: str
    #: reads the form; None when something is wrong, which then stands beside its field
    read: Callable[[Posted, Unit, Person, datetime], Deed | None]


def _common(form: Posted) -> tuple[date | None, str]:
    on = form.day("on", missing="Hãy ghi ngày bắt đầu có hiệu lực, ví dụ 01/07/2026.")
    return on, form.text("decision", longest=300)


def _unit(form: Posted, name: str, on: date | None, missing: str) -> Unit | None:
    typed = form.text(name, missing=missing, longest=300)
    if not typed or on is None:
        return None
    try:
        return find_unit(typed, on=on)
    except UnitsError as error:
        form.errors[name] = str(error)
        return None


def kind_said(words: str) -> str:
    """The code of a sort that was chosen or typed by its name; other words are a sort of their own."""
    said = fold(words)
    return next((code for code, name in unit_kinds().items() if fold(name) == said), words)


def _new(form: Posted, suffix: str = "") -> NewUnit:
    return NewUnit(
        form.text(f"code{suffix}", missing="Hãy ghi mã của đơn vị mới.", longest=40),
        form.text(f"name{suffix}", missing="Hãy ghi tên của đơn vị mới.", longest=300),
        kind_said(form.text(f"kind{suffix}", missing="Hãy ghi loại đơn vị.", longest=120))[:40],
        form.text(f"short_name{suffix}", longest=120),
    )


def _read_founding(form: Posted, unit: Unit, by: Person, at: datetime) -> Deed | None:
    on, decision = _common(form)
    new = _new(form)
    if not form.is_fine or on is None:
        return None
    day = on
    return lambda: found_unit(
        by=by,
        code=new.code,
        name=new.name,
        short_name=new.short_name,
        kind=new.kind,
        parent=unit,
        on=day,
        decision=decision,
        at=at,
    )


def _read_renaming(form: Posted, unit: Unit, by: Person, at: datetime) -> Deed | None:
    on, decision = _common(form)
    name = form.text("name", missing="Hãy ghi tên mới.", longest=300)
    short = form.text("short_name", longest=120)
    if not form.is_fine or on is None:
        return None
    day = on
    return lambda: rename_unit(
        by=by, unit=unit, name=name, short_name=short, on=day, decision=decision, at=at
    )


def _read_moving(form: Posted, unit: Unit, by: Person, at: datetime) -> Deed | None:
    on, decision = _common(form)
    parent = _unit(form, "parent", on, "Hãy ghi cấp trên mới.")
    if not form.is_fine or on is None or parent is None:
        return None
    day, above = on, parent
    return lambda: move_unit(by=by, unit=unit, parent=above, on=day, decision=decision, at=at)


def _read_merging(form: Posted, unit: Unit, by: Person, at: datetime) -> Deed | None:
    on, decision = _common(form)
    others = [line for line in form.values.get("units", "").splitlines() if line.strip()]
    units = [unit]
    for line in others if on is not None else ():
        try:
            units.append(find_unit(line, on=on))
        except UnitsError as error:
            form.errors["units"] = str(error)
    is_new = form.values.get("into_kind") != "old"
    into = _new(form) if is_new else _unit(form, "into", on, "Hãy ghi đơn vị nhận sáp nhập.")
    if not form.is_fine or on is None or into is None:
        return None
    day, one = on, into
    return lambda: merge_units(by=by, units=units, into=one, on=day, decision=decision, at=at)


def _read_splitting(form: Posted, unit: Unit, by: Person, at: datetime) -> Deed | None:
    on, decision = _common(form)
    used = [
        n for n in PARTS if form.values.get(f"code{n}", "").strip() or form.values.get(f"name{n}", "").strip()
    ]
    parts = [_new(form, str(n)) for n in used]
    goes_on = bool(form.values.get("goes_on"))
    if not form.is_fine or on is None:
        return None
    day = on
    return lambda: split_unit(
        by=by, unit=unit, parts=parts, goes_on=goes_on, on=day, decision=decision, at=at
    )


def _read_dissolving(form: Posted, unit: Unit, by: Person, at: datetime) -> Deed | None:
    on, decision = _common(form)
    if not form.is_fine or on is None:
        return None
    day = on
    return lambda: dissolve_unit(by=by, unit=unit, on=day, decision=decision, at=at)


VERBS = {
    verb.slug: verb
    for verb in (
        Verb("thanh-lap", "Thành lập đơn vị dưới", "plus-lg", "units/_founding.html", _read_founding),
        Verb("doi-ten", "Đổi tên", "pencil-square", "units/_renaming.html", _read_renaming),
        Verb("chuyen", "Chuyển cấp trên", "arrow-right", "units/_moving.html", _read_moving),
        Verb("sap-nhap", "Sáp nhập", "link-45deg", "units/_merging.html", _read_merging),
        Verb("chia-tach", "Chia tách", "scissors", "units/_splitting.html", _read_splitting),
        Verb("giai-the", "Giải thể", "x-lg", "units/_dissolving.html", _read_dissolving),
    )
}

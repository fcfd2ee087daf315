"""Whatever is decided in whatever order: on every day the units are a forest, and nobody is lost."""

from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from haichieu.units.actions import (
    NewUnit,
    dissolve_unit,
    found_unit,
    merge_units,
    move_unit,
    rename_unit,
    split_unit,
    undo_change,
)
from haichieu.units.actions.guards import placed_terms
from haichieu.units.errors import UnitsError
from haichieu.units.models import Unit, UnitChange, UnitTerm
from haichieu.units.queries import history, successors_on, tree
from haichieu.units.rules import overlap_day
from tests.factories import NOW, make_unit

pytestmark = pytest.mark.django_db

START = date(2026, 1, 1)
VERBS = ("found", "rename", "move", "merge", "merge into", "split", "part", "dissolve", "undo")
STEPS = st.lists(
    st.tuples(st.sampled_from(VERBS), st.integers(0, 50), st.integers(0, 50), st.integers(0, 12)),
    min_size=3,
    max_size=14,
)


def attempt(number: int, verb: str, one: int, two: int, days: int) -> None:
    """Try one change; a refusal leaves everything as it was."""
    units = list(Unit.objects.order_by("pk"))
    unit, other = units[one % len(units)], units[two % len(units)]
    on = START + timedelta(days=days)
    fresh = [NewUnit(f"N{number}-{n}", f"Đơn vị {number}.{n}", "x") for n in range(2)]
    same = {"by": None, "on": on, "at": NOW}
    match verb:
        case "found":
            found_unit(code=fresh[0].code, name=fresh[0].name, kind="x", parent=unit, **same)
        case "rename":
            rename_unit(unit=unit, name=f"Tên {number}", **same)
        case "move":
            move_unit(unit=unit, parent=other, **same)
        case "merge":
            merge_units(units=[unit, other], into=fresh[0], **same)
        case "merge into":
            merge_units(units=[unit], into=other, **same)
        case "split":
            split_unit(unit=unit, parts=fresh, goes_on=False, **same)
        case "part":
            split_unit(unit=unit, parts=fresh[:1], goes_on=True, **same)
        case "dissolve":
            dissolve_unit(unit=unit, **same)
        case _:
            changes = list(UnitChange.objects.order_by("pk"))
            if changes:
                undo_change(by=None, change=changes[one % len(changes)], reason="thử", at=NOW)


def check_every_day() -> None:
    edges = {START - timedelta(days=1), date(2040, 1, 1)}
    for first, last in UnitTerm.objects.values_list("valid_from", "valid_to"):
        edges |= {first, first - timedelta(days=1)} | ({last, last + timedelta(days=1)} if last else set())
    for day in edges:
        whole = tree(on=day)
        rows = list(UnitTerm.objects.filter(valid_from__lte=day).exclude(valid_to__lt=day))
        assert len({row.unit_id for row in rows}) == len(rows)
        assert [node.pk for _, node in whole.walk()].__len__() == len(rows) == len(whole.nodes)
        assert all(row.parent_id is None or row.parent_id in whole.nodes for row in rows)
    for unit in Unit.objects.all():
        assert overlap_day(placed_terms(unit.pk)) is None
        assert history(unit).terms


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(steps=STEPS)
def test_every_day_stays_a_forest(db: None, steps: list[tuple[str, int, int, int]]) -> None:
    with transaction.atomic():
        top = make_unit(name="Gốc")
        for number in range(3):
            low = make_unit(name=f"Nhánh {number}", parent=top)
            make_unit(name=f"Lá {number}", parent=low)
        for number, step in enumerate(steps):
            try:
                attempt(number, *step)
            except UnitsError as refusal:
                assert str(refusal).endswith((".", "!"))
        check_every_day()
        carried = Unit.objects.exclude(successions_after__successor=None).distinct()
        dissolved = set(
            UnitChange.objects.filter(kind="dissolved").values_list("successions__predecessor", flat=True)
        )
        if not dissolved:
            assert all(successors_on(unit, on=date(2040, 1, 1)) for unit in carried)
        transaction.set_rollback(True)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(steps=STEPS)
def test_undoing_everything_backwards_leads_back(db: None, steps: list[tuple[str, int, int, int]]) -> None:
    with transaction.atomic():
        top = make_unit(name="Gốc")
        for number in range(3):
            make_unit(name=f"Nhánh {number}", parent=make_unit(name=f"Cành {number}", parent=top))
        fields = ("unit__code", "name", "parent__code", "valid_from", "valid_to", "search", "sort_key")
        before = sorted(UnitTerm.objects.values_list(*fields), key=str)
        for number, step in enumerate(steps):
            if step[0] != "undo":
                try:
                    attempt(number, *step)
                except UnitsError:
                    continue
        for change in UnitChange.objects.order_by("-on", "-pk"):
            undo_change(by=None, change=change, reason="về lại", at=NOW)
        assert sorted(UnitTerm.objects.values_list(*fields), key=str) == before
        transaction.set_rollback(True)

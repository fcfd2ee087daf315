"""A set of 50,000 numbers is one parameter of a question, on every database."""

import pytest
from django.db import connection
from django.db.models import Q
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from haichieu.base.sets import Numbers
from haichieu.units.models import Unit, UnitTerm
from tests.factories import make_unit

pytestmark = pytest.mark.django_db

#: ids that no unit of these tests has
OTHERS = frozenset(range(10_000_000, 10_050_000))


def test_fifty_thousand_ids_are_one_parameter() -> None:
    wanted, other = make_unit(), make_unit()
    with CaptureQueriesContext(connection) as asked:
        found = list(Unit.objects.filter(pk__one_of=OTHERS | {wanted.pk}))
    assert found == [wanted] and other not in found
    assert len(asked) == 1


def test_a_foreign_key_is_found_by_ids_and_by_records() -> None:
    top = make_unit()
    low = make_unit(parent=top)
    assert [term.unit for term in UnitTerm.objects.filter(parent__one_of=OTHERS | {top.pk})] == [low]
    assert [term.unit for term in UnitTerm.objects.filter(parent__one_of=[top])] == [low]
    assert [term.unit for term in UnitTerm.objects.filter(parent__terms__unit__one_of={top.pk})] == [low]


def test_nothing_is_among_none_and_everything_is_outside_none() -> None:
    unit = make_unit()
    assert not Unit.objects.filter(pk__one_of=frozenset()).exists()
    assert list(Unit.objects.exclude(pk__one_of=())) == [unit]
    assert list(Unit.objects.filter(Q(pk__one_of=()) | Q(code=unit.code))) == [unit]


def test_a_set_with_gaps_holds_its_members_and_no_gap() -> None:
    units = [make_unit() for _ in range(6)]
    first, held, gap = units[0].pk, frozenset(unit.pk for unit in units[::2]), units[1].pk
    wanted = held | frozenset(range(first - 2000, first))
    assert set(Unit.objects.filter(pk__one_of=wanted)) == set(units[::2])
    assert {term.unit_id for term in UnitTerm.objects.exclude(unit__one_of=wanted)} == {
        unit.pk for unit in units[1::2]
    }
    assert gap not in wanted


@given(st.sets(st.integers(1, 600), min_size=1))
def test_every_set_finds_exactly_its_members(every: set[int]) -> None:
    low, high, gaps = Numbers(every).ends
    missing = set(map(int, filter(None, gaps[1:-1].split(","))))
    assert set(range(low, high + 1)) - missing == every


def test_who_is_outside_a_set_stands_outside_even_without_a_value() -> None:
    top = make_unit()
    low = make_unit(parent=top)
    assert {term.unit for term in UnitTerm.objects.exclude(parent__one_of=OTHERS)} == {top, low}
    assert {term.unit for term in UnitTerm.objects.exclude(parent__one_of={top.pk})} == {top}

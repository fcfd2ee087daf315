"""A tree is read once and kept while nothing was written; no write, here or elsewhere, leaves an old one standing."""

import threading
from datetime import date, timedelta
from importlib import import_module

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from haichieu.units.actions import add_terms, import_units, renew_tree_stamp
from haichieu.units.models import TreeStamp, Unit, UnitTerm
from haichieu.units.queries import tree, units_open_to
from haichieu.units.rules import Tree
from tests.conftest import Cast
from tests.factories import NOW, TODAY, make_unit

HEADER = "code,name,short_name,kind,parent_code,valid_from,valid_to\n"


def names(on: date = TODAY) -> list[str]:
    return [node.name for _, node in tree(on=on).walk()]


@pytest.mark.django_db
def test_a_second_look_asks_one_small_question(cast: Cast) -> None:
    first = tree(on=TODAY)
    with CaptureQueriesContext(connection) as asked:
        again = tree(on=TODAY)
    assert again is first
    assert [query["sql"].count("units_treestamp") > 0 for query in asked] == [True]


@pytest.mark.django_db
def test_neighbouring_days_share_a_tree_under_their_own_day(cast: Cast) -> None:
    import_units(by=None, listing=HEADER + "CU,Đơn vị cũ,Cũ,area,,2013-06-01,2025-06-30\n", at=NOW)
    today, tomorrow = tree(on=TODAY), tree(on=TODAY + timedelta(days=1))
    assert tomorrow.nodes is today.nodes and tomorrow.on == TODAY + timedelta(days=1)
    assert "Đơn vị cũ" in names(date(2025, 6, 30)) and "Đơn vị cũ" not in names(date(2025, 7, 1))
    assert names(date(2013, 5, 31)) == []


@pytest.mark.django_db
def test_a_write_is_seen_at_once(cast: Cast) -> None:
    before = len(names())
    make_unit(name="Công đoàn mới")
    assert len(names()) == before + 1 and "Công đoàn mới" in names()


@pytest.mark.django_db
def test_a_write_that_is_rolled_back_leaves_nothing(cast: Cast) -> None:
    with transaction.atomic():
        make_unit(name="Không thành")
        assert "Không thành" in names()
        transaction.set_rollback(True)
    assert "Không thành" not in names()
    with transaction.atomic():
        make_unit(name="Cũng không thành")
        transaction.set_rollback(True)
    make_unit(name="Thành")
    assert "Thành" in names() and "Không thành" not in names() and "Cũng không thành" not in names()


@pytest.mark.django_db
def test_a_write_of_another_worker_is_seen(cast: Cast) -> None:
    names()
    unit = Unit.objects.create(code="KHAC", kind="union")
    # what another process does leaves nothing in the memory of this one
    UnitTerm.objects.create(unit=unit, name="Ở máy khác", short_name="Khác", valid_from=date(2020, 1, 1))
    TreeStamp.objects.update(number=TreeStamp.objects.get().number + 1)
    assert "Ở máy khác" in names()


@pytest.mark.django_db
def test_a_stamp_is_never_used_twice(cast: Cast) -> None:
    seen = set()
    for _ in range(50):
        renew_tree_stamp()
        seen.add(TreeStamp.objects.get().number)
    assert len(seen) == 50


@pytest.mark.django_db
def test_without_a_stamp_nothing_is_kept_and_everything_is_shown(cast: Cast) -> None:
    TreeStamp.objects.all().delete()
    assert tree(on=TODAY) is not tree(on=TODAY)
    make_unit(name="Sau khi mất dấu")
    assert "Sau khi mất dấu" in names() and TreeStamp.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_many_threads_build_one_tree(monkeypatch: pytest.MonkeyPatch) -> None:
    make_unit(name="Duy nhất")
    built: list[date] = []
    of = Tree.in_order

    def counted(nodes: object, on: date) -> Tree:
        built.append(on)
        return of(nodes, on)

    monkeypatch.setattr(Tree, "in_order", counted)
    start = threading.Barrier(4)
    seen: list[int] = []

    def look() -> None:
        start.wait()
        try:
            seen.append(len(tree(on=TODAY).nodes))
        finally:
            connection.close()

    threads = [threading.Thread(target=look) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen == [1, 1, 1, 1] and len(built) == 1


@pytest.mark.django_db
def test_what_a_person_may_reach_is_one_set_for_one_role(cast: Cast) -> None:
    assert units_open_to(cast.minh, "read", on=TODAY) is units_open_to(cast.lan, "read", on=TODAY)
    assert units_open_to(cast.hoa, "read", on=TODAY) == {cast.hoa_union.pk}


@pytest.mark.django_db
def test_many_terms_are_written_with_their_words(cast: Cast) -> None:
    units = Unit.objects.bulk_create(Unit(code=f"N{n}", kind="union") for n in range(3))
    add_terms(
        [
            UnitTerm(unit=unit, name=f"Xóm {n} Đồi Chè", short_name="", valid_from=TODAY)
            for n, unit in enumerate(units)
        ]
    )
    assert UnitTerm.objects.filter(search__contains="doi che n2").count() == 1
    assert not UnitTerm.objects.filter(sort_key="").exists()


@pytest.mark.django_db
def test_two_large_trees_stand_beside_each_other(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_module("haichieu.units.queries.tree"), "MOST_NODES", 1)
    import_units(by=None, listing=HEADER + "CU,Đơn vị cũ,Cũ,area,,2013-06-01,2018-06-30\n", at=NOW)
    then = date(2015, 1, 1)
    kept = tree(on=TODAY), tree(on=then)
    assert (tree(on=TODAY), tree(on=then)) == kept and tree(on=TODAY) is kept[0] and tree(on=then) is kept[1]

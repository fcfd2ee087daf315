"""Before units end a person reads what is open in them; afterwards nothing of theirs is out of sight."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from haichieu.base.jobs import run_waiting
from haichieu.dispatches.models import Assignment
from haichieu.units.actions import NewUnit, dissolve_unit, merge_units
from haichieu.units.models import Unit
from haichieu.units.queries import units_open_to
from tests.conftest import Cast
from tests.factories import (
    NOW,
    TODAY,
    make_assignment,
    make_dispatch,
    make_obligation,
    make_person,
    make_unit,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]

MERGED = {"units": "CDCS-2", "into_kind": "new", "code": "M", "name": "Công đoàn Mới", "kind": "union"}


@pytest.fixture
def admin(client: Client, cast: Cast) -> Client:
    client.force_login(make_person(unit=cast.federation, role="administrator"))
    return client


@pytest.fixture
def row(cast: Cast) -> Assignment:
    duty = make_obligation(dispatch=make_dispatch(unit=cast.federation, confirmed=True))
    return make_assignment(obligation=duty, unit=cast.hoa_union)


def test_a_merger_tells_what_is_open_and_hands_it_on(
    admin: Client, cast: Cast, row: Assignment, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("haichieu.dispatches.jobs.now", lambda: NOW)
    url = reverse("unit-change", args=(cast.hoa_union.pk, "sap-nhap"))
    typed = {"on": f"{TODAY:%d/%m/%Y}", **MERGED}
    page = admin.post(url, typed).content.decode()
    assert "1 việc được giao còn mở: chuyển sang “Công đoàn Mới”, giữ nguyên tình trạng" in page
    assert "2 người đang giữ vai trò" in page and not Unit.objects.filter(code="M").exists()
    assert admin.post(url, {**typed, "confirmed": "1"}).status_code == 302
    run_waiting(clock=lambda: NOW + timedelta(minutes=1))
    row.refresh_from_db()
    assert row.unit.code == "M"
    ledger = admin.get(reverse("assignment", args=(row.pk,))).content.decode()
    assert "Đơn vị khác tiếp nhận" in ledger and "May Phù Sa" in ledger


def test_the_end_of_a_unit_tells_that_its_work_comes_back(admin: Client, cast: Cast, row: Assignment) -> None:
    url = reverse("unit-change", args=(cast.hoa_union.pk, "giai-the"))
    page = admin.post(url, {"on": "01/12/2026"}).content.decode()
    assert "1 việc được giao còn mở: trở lại đơn vị đã giao" in page


def test_a_move_tells_who_goes_on_deciding(admin: Client, cast: Cast, row: Assignment) -> None:
    url = reverse("unit-change", args=(cast.hoa_union.pk, "chuyen"))
    page = admin.post(url, {"on": "01/12/2026", "parent": "CDCS-2"}).content.decode()
    assert "1 việc đang mở do cấp trên giao vẫn ở đơn vị này" in page


def test_the_questions_of_a_preview_do_not_grow_with_the_work(
    admin: Client, cast: Cast, row: Assignment
) -> None:
    url = reverse("unit-change", args=(cast.hoa_union.pk, "sap-nhap"))

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert admin.post(url, {"on": f"{TODAY:%d/%m/%Y}", **MERGED}).status_code == 200
        return len(queries)

    asked()
    few = asked()
    for _ in range(5):
        make_assignment(obligation=make_obligation(dispatch=row.obligation.dispatch), unit=cast.hoa_union)
    assert asked() == few


def test_letters_of_an_ended_unit_are_read_by_who_goes_on_and_by_who_stood_above(
    client: Client, cast: Cast
) -> None:
    letter = make_dispatch(unit=cast.hoa_union, confirmed=True)
    url = reverse("dispatch", args=(letter.pk,))
    new = NewUnit("M", "Công đoàn Mới", "union")
    merge_units(by=None, units=[cast.hoa_union, cast.son_union], into=new, on=TODAY, at=NOW)
    heir = make_person(unit=Unit.objects.get(code="M"))
    stranger = make_person(unit=make_unit(parent=cast.federation))
    seen = {}
    for name, person in {"heir": heir, "above": cast.minh, "stranger": stranger}.items():
        client.force_login(person)
        seen[name] = client.get(url).status_code
    assert seen == {"heir": 200, "above": 200, "stranger": 404}
    assert units_open_to(heir, "read", on=TODAY - timedelta(days=1)) == {heir.roles.get().unit_id}


def test_letters_of_a_unit_without_successor_are_read_by_who_stood_above(minh: Client, cast: Cast) -> None:
    letter = make_dispatch(unit=cast.hoa_union, confirmed=True)
    dissolve_unit(by=None, unit=cast.hoa_union, on=TODAY, at=NOW)
    assert minh.get(reverse("dispatch", args=(letter.pk,))).status_code == 200
    assert minh.get(reverse("dispatch-list")).status_code == 200

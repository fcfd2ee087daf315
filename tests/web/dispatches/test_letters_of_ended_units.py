"""A letter was received by a union that merged since: whoever keeps its records goes on with it."""

import pytest
from django.test import Client
from django.urls import reverse

from haichieu.base.jobs import run_waiting
from haichieu.dispatches.actions import (
    Confirmation,
    add_obligation,
    compose_letter,
    confirm_reading,
    take_over_work,
)
from haichieu.dispatches.errors import BadReading
from haichieu.dispatches.models import Assignment, Dispatch, Obligation
from haichieu.dispatches.queries import current_reading
from haichieu.dispatches.rules import UnitRule, read_dispatch
from haichieu.dispatches.rules.relay import Addressed
from haichieu.units.actions import NewUnit, dissolve_unit, grant_role, merge_units
from haichieu.units.errors import NotAllowed
from haichieu.units.models import Unit
from haichieu.units.queries import tree
from haichieu.web.cascade.unit_rows import token
from haichieu.web.dispatches.blocks.reading_page import ReadingPage
from tests.conftest import Cast
from tests.dispatches.own_letters import make_letterhead
from tests.factories import NOW, TODAY, make_dispatch, make_unit
from tests.web.cascade.given_work import SOON, fields

LETTER = (
    "Kính gửi: Các công đoàn cơ sở\n\n1. Rà soát các trang, nhóm do đơn vị lập ra trước ngày 10/12/2026.\n"
)
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]


@pytest.fixture
def letter(cast: Cast) -> Dispatch:
    return make_dispatch(unit=cast.hoa_union, confirmed=True)


@pytest.fixture
def heir(cast: Cast, letter: Dispatch) -> Unit:
    """The union that the receiving one merged into; it has a unit below, and Hoa is its officer."""
    make_unit(parent=cast.hoa_union, name="Tổ công đoàn Một")
    into = NewUnit("CDCS-M", "Công đoàn cơ sở Hợp Nhất", "union")
    merge_units(by=None, units=[cast.hoa_union, cast.son_union], into=into, on=TODAY, at=NOW)
    heir = Unit.objects.get(code="CDCS-M")
    for role in ("officer", "leader"):
        grant_role(by=None, person=cast.hoa, unit=heir, role=role, valid_from=TODAY, at=NOW)
    take_over_work(at=NOW)
    return heir


def owed(cast: Cast, letter: Dispatch, owner: Unit) -> Obligation:
    return add_obligation(
        by=cast.hoa, dispatch=letter, text="Báo cáo kết quả", owner=owner, due_on=SOON, review_on=None, at=NOW
    )


def test_the_heir_writes_work_under_the_letter_and_hands_it_down(
    client: Client, cast: Cast, letter: Dispatch, heir: Unit
) -> None:
    duty = owed(cast, letter, heir)
    client.force_login(cast.hoa)
    address = reverse("cascade", args=(letter.pk,))
    assert address in client.get(reverse("dispatch", args=(letter.pk,))).content.decode()
    below = heir.lower_terms.get(valid_to=None).unit
    picked = {
        f"duty-{duty.pk}-take": "1",
        "row-0-rule": token(UnitRule("named", codes=(below.code,))),
        "row-0-part": "lead",
    }
    posted = fields(client.post(address, picked).content.decode())
    answer = client.post(address, {**posted, **picked, "send": "1"})
    assert answer["Location"] == reverse("cascade-sent", args=(letter.pk,))
    run_waiting(clock=lambda: NOW)
    row = Assignment.objects.get(obligation=duty)
    assert (row.giver, row.unit) == (heir, below)


def test_nobody_is_given_work_under_the_name_of_the_ended_unit(
    cast: Cast, letter: Dispatch, heir: Unit
) -> None:
    with pytest.raises(BadReading):
        owed(cast, letter, cast.hoa_union)


def test_the_heir_confirms_what_was_not_read_yet(cast: Cast, heir: Unit) -> None:
    letter = make_dispatch(unit=cast.hoa_union)
    reading = current_reading(letter)
    assert reading is not None
    reading.values |= {"obligations": read_dispatch(LETTER).to_dict()["obligations"]}
    reading.save()
    duties = ReadingPage.of(letter, tree(on=TODAY), on=TODAY).duties
    assert duties and {duty.owner for duty in duties} == {heir.pk}
    wish = Confirmation({"subject": "Về báo cáo"}, duties, frozenset())
    confirm_reading(by=cast.hoa, dispatch=letter, confirmation=wish, expected_version=1, at=NOW)
    assert set(letter.obligations.values_list("owner_id", flat=True)) == {heir.pk}


def test_the_heir_answers_it_with_a_letter_of_its_own(
    client: Client, cast: Cast, letter: Dispatch, heir: Unit
) -> None:
    duty = owed(cast, letter, heir)
    client.force_login(cast.hoa)
    assert client.get(reverse("own-letter-new"), {"letter": letter.pk}).status_code == 200
    make_letterhead(heir)
    own = compose_letter(
        by=cast.hoa,
        unit=heir,
        dispatch=letter,
        kind="",
        to=Addressed(("Các tổ",)),
        chosen={duty.pk: None},
        at=NOW,
    )
    assert own.relays == letter


def test_people_of_the_ended_unit_read_it_and_give_nobody_work(
    client: Client, cast: Cast, letter: Dispatch
) -> None:
    dissolve_unit(by=None, unit=cast.hoa_union, on=TODAY, at=NOW)
    client.force_login(cast.hoa)
    assert client.get(reverse("dispatch", args=(letter.pk,))).status_code == 200
    typed = {"text": "Báo cáo ngay", "owner": str(cast.son_union.pk), "due_on": f"{SOON:%d/%m/%Y}"}
    assert client.post(reverse("obligation-add", args=(letter.pk,)), typed).status_code == 403
    with pytest.raises(NotAllowed):
        owed(cast, letter, cast.son_union)
    wish = Confirmation({"subject": "Về báo cáo"}, [], frozenset())
    with pytest.raises(NotAllowed):
        confirm_reading(by=cast.hoa, dispatch=letter, confirmation=wish, expected_version=1, at=NOW)
    assert not letter.obligations.exists()

"""Not every duty of a letter goes to the same units: Minh sees them apart, and parts them himself."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from haichieu.base.jobs import run_waiting
from haichieu.base.models import LogEntry
from haichieu.dispatches.actions import remember_addressees
from haichieu.dispatches.models import AddresseePhrase, Assignment, Cascade, Dispatch, Obligation
from haichieu.dispatches.queries import remembered_addressees
from haichieu.dispatches.rules import UnitRule
from haichieu.units.actions import describe_kind
from haichieu.web.cascade.unit_rows import token
from tests.conftest import Cast
from tests.factories import NOW, make_dispatch, make_obligation, make_unit
from tests.web.cascade.given_work import SOON, fields

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]


@pytest.fixture
def letter(cast: Cast) -> Dispatch:
    describe_kind(by=None, code="area", name="Công đoàn khu vực", level=2, at=NOW)
    make_unit(code="CDKV", name="Công đoàn khu vực Sơn Hà", parent=cast.federation, kind="area")
    letter = make_dispatch(unit=cast.federation, confirmed=True)
    reading = letter.readings.get()
    reading.values["addressees"] = ["Các công đoàn cơ sở"]
    reading.save()
    return letter


def owed(letter: Dispatch, *actors: str, **more: object) -> Obligation:
    duty = make_obligation(dispatch=letter, due_on=SOON, **more)
    duty.actors = list(actors)
    duty.save()
    return duty


def address(letter: Dispatch) -> str:
    return reverse("cascade", args=(letter.pk,))


def sent() -> set[tuple[int, str, str]]:
    run_waiting(clock=lambda: NOW)
    return set(Assignment.objects.values_list("obligation", "unit__code", "part"))


def test_duties_of_other_units_form_parts_of_their_own(minh: Client, cast: Cast, letter: Dispatch) -> None:
    all_of_them, area = owed(letter), owed(letter, "Các công đoàn khu vực")
    one = owed(letter, "Các đơn vị", owner=cast.hoa_union)
    shown = minh.get(address(letter)).content.decode()
    assert "Phần 3: giao cho ai" in shown and "Đơn vị thực hiện đã chọn khi xác nhận văn bản." in shown
    assert "<strong>3 đơn vị</strong>" in shown and "<strong>3 việc</strong>" in shown
    assert not Cascade.objects.exists()
    assert minh.post(address(letter), {**fields(shown), "send": "1"}).status_code == 302
    assert sent() == {
        (all_of_them.pk, "CDCS-1", "lead"),
        (all_of_them.pk, "CDCS-2", "lead"),
        (area.pk, "CDKV", "lead"),
        (one.pk, "CDCS-1", "lead"),
    }


def test_a_duty_of_the_addressees_stays_with_them(minh: Client, letter: Dispatch) -> None:
    for actors in ((), ("Các công đoàn cơ sở",), ("các cấp công đoàn",), ("cán bộ, đoàn viên",)):
        owed(letter, *actors)
    shown = minh.get(address(letter)).content.decode()
    assert "2. Giao cho ai" in shown and "<strong>4 việc</strong>" in shown


def test_who_only_helps_is_asked_to_cooperate(minh: Client, letter: Dispatch) -> None:
    duty = owed(letter, "Công đoàn khu vực Sơn Hà")
    Obligation.objects.filter(pk=duty.pk).update(start=7)
    reading = letter.readings.get()
    helping = ["Công đoàn cơ sở May Phù Sa"]
    reading.values["obligations"] = [{"span": [7, 20], "cooperating": helping}]
    reading.save()
    shown = minh.get(address(letter)).content.decode()
    assert "<strong>2 đơn vị</strong>" in shown, shown[shown.index('id="giao"') :]
    assert minh.post(address(letter), {**fields(shown), "send": "1"}).status_code == 302
    assert sent() == {(duty.pk, "CDKV", "lead"), (duty.pk, "CDCS-1", "cooperating")}


def test_work_of_somebody_else_is_offered_unticked_with_the_reason(minh: Client, letter: Dispatch) -> None:
    ours, police, own = (
        owed(letter),
        owed(letter, "Công an tỉnh"),
        owed(letter, "Liên đoàn Lao động tỉnh Đông Triều"),
    )
    shown = minh.get(address(letter)).content.decode()
    ticked = {name for name in fields(shown) if name.endswith("-take")}
    assert ticked == {f"duty-{ours.pk}-take"}
    assert "“Công an tỉnh”, không phải đơn vị nào ở cấp dưới" in shown
    assert "“Liên đoàn Lao động tỉnh Đông Triều”, tức là chính đơn vị này" in shown
    assert police.pk != own.pk


def test_a_duty_is_parted_from_the_others_and_put_back(minh: Client, cast: Cast, letter: Dispatch) -> None:
    first, second = owed(letter), owed(letter)
    posted = fields(minh.get(address(letter)).content.decode())
    shown = minh.post(address(letter), {**posted, "split": str(second.pk)}).content.decode()
    posted = fields(shown)
    assert "Phần 2: giao cho ai" in shown and posted[f"duty-{second.pk}-group"] == "1"
    back = minh.post(address(letter), {**posted, "join": str(second.pk)}).content.decode()
    assert "Phần 2" not in back and "<strong>2 việc</strong>" in back
    one = token(UnitRule("named", codes=("CDCS-1",)))
    posted = fields(minh.post(address(letter), {**posted, "drop": "1"}).content.decode())
    shown = minh.post(address(letter), {**posted, "add": f"1:{one}"}).content.decode()
    assert minh.post(address(letter), {**fields(shown), "send": "1"}).status_code == 302
    assert sent() == {
        (first.pk, "CDCS-1", "lead"),
        (first.pk, "CDCS-2", "lead"),
        (second.pk, "CDCS-1", "lead"),
    }


def test_a_part_without_units_holds_nothing_up(minh: Client, letter: Dispatch) -> None:
    first, second = owed(letter), owed(letter)
    posted = fields(minh.get(address(letter)).content.decode())
    posted = fields(minh.post(address(letter), {**posted, "split": str(second.pk)}).content.decode())
    shown = minh.post(address(letter), {**posted, "row-0-part": ""}).content.decode()
    assert "Phần 1 chưa có nơi nhận, sẽ không gửi." in shown and "<strong>1 việc</strong>" in shown
    none = minh.post(address(letter), {**fields(shown), "row-1-part": "", "send": "1"})
    assert none.status_code == 422 and "ít nhất một đơn vị" in none.content.decode()
    assert "đổi vai trò “Không gửi”" in none.content.decode() and not Cascade.objects.exists()
    answer = minh.post(address(letter), {**fields(shown), "send": "1"}, follow=True)
    assert "Còn 1 việc chưa giao vì chưa có nơi nhận." in answer.content.decode()
    assert sent() == {(second.pk, "CDCS-1", "lead"), (second.pk, "CDCS-2", "lead")} and first.pk != second.pk


@pytest.mark.parametrize("change", [{"row-0-part": ""}, {"row-0-part": "minus"}, {"drop": "0"}])
def test_what_a_person_sets_aside_is_forgotten(
    minh: Client, cast: Cast, letter: Dispatch, change: dict[str, str]
) -> None:
    wrong = UnitRule("kind", kinds=("area",))
    phrase = "Các công đoàn cơ sở"
    remember_addressees(by=cast.minh, unit=cast.federation, phrase=phrase, rule=wrong, at=NOW)
    owed(letter)
    posted = fields(minh.get(address(letter)).content.decode())
    assert posted["row-0-rule"] == token(wrong)
    one = token(UnitRule("named", codes=("CDCS-1",)))
    shown = minh.post(address(letter), {**posted, **change, "add": one}).content.decode()
    assert minh.post(address(letter), {**fields(shown), "send": "1"}).status_code == 302
    assert remembered_addressees(cast.federation) == {}


def test_another_choice_takes_the_place_of_a_wrong_one(minh: Client, cast: Cast, letter: Dispatch) -> None:
    wrong, right = UnitRule("kind", kinds=("area",)), UnitRule("kind", kinds=("union",))
    phrase = "Các công đoàn cơ sở"
    remember_addressees(by=cast.minh, unit=cast.federation, phrase=phrase, rule=wrong, at=NOW)
    owed(letter)
    posted = fields(minh.get(address(letter)).content.decode())
    shown = minh.post(address(letter), {**posted, "row-0-rule": token(right)}).content.decode()
    minh.post(address(letter), {**fields(shown), "send": "1"})
    assert remembered_addressees(cast.federation) == {"cong doan co so": right}
    assert AddresseePhrase.objects.get().phrase == phrase


def test_a_remembered_phrase_is_listed_as_written_and_forgotten_with_one_tap(
    minh: Client, cast: Cast
) -> None:
    rule = UnitRule("kind", kinds=("union",))
    for phrase in ("Các cấp công đoàn;", "Các tổ"):
        remember_addressees(by=cast.minh, unit=cast.federation, phrase=phrase, rule=rule, at=NOW)
    listed = reverse("addressee-phrases", args=(cast.federation.pk,))
    shown = minh.get(listed).content.decode()
    assert "“Các cấp công đoàn”" in shown and "Mọi union" in shown
    answer = minh.post(listed, {"key": "cap cong doan"})
    assert answer["Location"] == listed and set(remembered_addressees(cast.federation)) == {"to"}
    assert LogEntry.objects.filter(verb="forget_addressees").count() == 1


def test_a_long_list_of_phrases_asks_no_more_questions(
    minh: Client, cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    rows = (
        AddresseePhrase(unit=cast.federation, key=f"to {n}", rule={"how": "direct"}, by="1", at=NOW)
        for n in range(200)
    )
    AddresseePhrase.objects.bulk_create(rows)
    listed = reverse("addressee-phrases", args=(cast.federation.pk,))
    with django_assert_max_num_queries(30):
        assert minh.get(listed).content.decode().count('name="key"') == 30

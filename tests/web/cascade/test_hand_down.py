"""Minh hands a letter's obligations down: the phrases of the letter are units, and one tap sends."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from haichieu.base.jobs import run_waiting
from haichieu.dispatches.actions import add_obligation
from haichieu.dispatches.models import AddresseePhrase, Assignment, Cascade, Dispatch, Obligation
from haichieu.dispatches.rules import UnitRule
from haichieu.web.cascade.unit_rows import token
from tests.conftest import Cast
from tests.factories import NOW, TODAY, make_dispatch, make_obligation, make_unit
from tests.web.cascade.given_work import SOON, fields, given

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]
UNIONS = token(UnitRule("kind", kinds=("union",)))


@pytest.fixture
def letter(cast: Cast) -> Dispatch:
    letter = make_dispatch(unit=cast.federation, confirmed=True)
    reading = letter.readings.last()
    values = {
        **(reading.values if reading else {}),
        "addressees": ["Các đơn vị trực thuộc", "Tỉnh ủy Tây Lĩnh"],
    }
    letter.readings.create(version=9, by_person=True, values=values, by=str(cast.minh.pk), at=NOW)
    return letter


@pytest.fixture
def duty(letter: Dispatch) -> Obligation:
    return make_obligation(dispatch=letter, due_on=SOON)


def address(letter: Dispatch) -> str:
    return reverse("cascade", args=(letter.pk,))


def test_the_letter_leads_there_and_proposes_its_addressees(
    minh: Client, letter: Dispatch, duty: Obligation
) -> None:
    assert address(letter) in minh.get(reverse("dispatch", args=(letter.pk,))).content.decode()
    shown = minh.get(address(letter)).content.decode()
    assert "Các đơn vị trực thuộc" in shown and "2 đơn vị ngay dưới" in shown
    posted = fields(shown)
    assert posted["row-0-part"] == "lead" and posted["row-1-part"] == ""
    assert "<strong>2 đơn vị</strong>" in shown and "<strong>1 việc</strong>" in shown


def test_one_tap_sends_what_was_shown_and_remembers_the_phrase(
    minh: Client, letter: Dispatch, duty: Obligation
) -> None:
    posted = fields(minh.get(address(letter)).content.decode())
    answer = minh.post(address(letter), {**posted, "send": "1"})
    assert answer["Location"] == reverse("cascade-sent", args=(letter.pk,))
    run_waiting(clock=lambda: NOW)
    assert Assignment.objects.filter(obligation=duty, due_on=SOON).count() == 2
    assert AddresseePhrase.objects.get().key == "don vi truc thuoc"
    shown = minh.get(answer["Location"]).content.decode()
    assert "2/2" in shown and "Đã gửi xong" in shown
    assert "Lần trước đã chọn" in minh.get(address(letter)).content.decode()
    standing = minh.get(reverse("obligation", args=(duty.pk,))).content.decode()
    assert "Đã giao xuống:" in standing and "2 đơn vị" in standing


def test_the_page_says_what_was_sent_before(minh: Client, letter: Dispatch, duty: Obligation) -> None:
    make_obligation(dispatch=letter, due_on=SOON)
    posted = fields(minh.get(address(letter)).content.decode())
    minh.post(address(letter), {**posted, "send": "1"})
    for _ in range(2):  # while the job waits, and after it
        shown = minh.get(address(letter)).content.decode()
        assert "Đã giao 2 việc cho 2 đơn vị." in shown and "Chưa gửi cho ai" not in shown
        assert reverse("cascade-sent", args=(letter.pk,)) in shown
        assert not [name for name in fields(shown) if name.endswith("-take")]
        run_waiting(clock=lambda: NOW)
    assert Assignment.objects.count() == 4


def test_units_are_added_by_search_and_taken_out(
    minh: Client, cast: Cast, letter: Dispatch, duty: Obligation
) -> None:
    posted = fields(minh.get(address(letter)).content.decode())
    found = minh.post(address(letter), {**posted, "q-0": "thuy san", "find": "1"}).content.decode()
    assert "Công đoàn cơ sở Thủy sản Thanh Lộc" in found
    one = token(UnitRule("named", codes=("CDCS-2",)))
    posted = fields(minh.post(address(letter), {**posted, "add": one}).content.decode())
    shown = minh.post(address(letter), {**posted, "row-2-part": "minus"}).content.decode()
    assert "<strong>1 đơn vị</strong>" in shown
    minh.post(address(letter), {**fields(shown), "send": "1"})
    run_waiting(clock=lambda: NOW)
    assert [row.unit_id for row in Assignment.objects.all()] == [cast.hoa_union.pk]


def test_parts_and_an_own_day(minh: Client, cast: Cast, letter: Dispatch, duty: Obligation) -> None:
    early = TODAY + timedelta(days=5)
    values = {
        f"duty-{duty.pk}-take": "1",
        f"duty-{duty.pk}-due": f"{early:%d/%m/%Y}",
        "row-0-rule": token(UnitRule("named", codes=("CDCS-1",))),
        "row-0-part": "lead",
        "row-1-rule": UNIONS,
        "row-1-part": "copy",
        "note": "Gửi kèm ảnh.",
    }
    posted = fields(minh.post(address(letter), values).content.decode())
    assert minh.post(address(letter), {**posted, **values, "send": "1"}).status_code == 302
    run_waiting(clock=lambda: NOW)
    rows = {row.unit_id: (row.part, row.due_on) for row in Assignment.objects.all()}
    assert rows == {cast.hoa_union.pk: ("lead", early), cast.son_union.pk: ("copy", None)}


def test_a_new_day_is_asked_for_where_the_upper_one_has_passed(
    minh: Client, letter: Dispatch, duty: Obligation
) -> None:
    duty.due_on = TODAY - timedelta(days=77)
    duty.save()
    said = "Hạn của cấp trên đã qua ngày 04/09/2026; hãy đặt hạn mới cho đơn vị."
    shown = minh.get(address(letter)).content.decode()
    posted = fields(shown)
    name = f"duty-{duty.pk}-due"
    assert said in shown and posted[name] == ""
    assert minh.post(address(letter), {**posted, "send": "1"}).status_code == 422
    late = minh.post(address(letter), {**posted, name: f"{TODAY - timedelta(days=1):%d/%m/%Y}", "send": "1"})
    assert late.status_code == 422 and not Cascade.objects.exists()
    shown = minh.post(address(letter), {**posted, name: f"{SOON:%d/%m/%Y}"}).content.decode()
    assert minh.post(address(letter), {**fields(shown), "send": "1"}).status_code == 302
    run_waiting(clock=lambda: NOW)
    assert set(Assignment.objects.values_list("due_on", flat=True)) == {SOON}


def test_what_changed_since_it_was_shown_is_shown_again(
    minh: Client, cast: Cast, letter: Dispatch, duty: Obligation
) -> None:
    posted = fields(minh.get(address(letter)).content.decode())
    make_unit(parent=cast.federation)
    answer = minh.post(address(letter), {**posted, "send": "1"})
    assert answer.status_code == 422 and "3 đơn vị" in answer.content.decode()
    assert not Cascade.objects.exists()


@pytest.mark.parametrize(
    ("change", "sentence"), [("duty", "ít nhất một việc"), ("row-0-part", "ít nhất một đơn vị")]
)
def test_nothing_and_nobody_are_refused(
    minh: Client, letter: Dispatch, duty: Obligation, change: str, sentence: str
) -> None:
    posted = fields(minh.get(address(letter)).content.decode())
    name = f"duty-{duty.pk}-take" if change == "duty" else change
    answer = minh.post(address(letter), {**posted, name: "", "send": "1"})
    assert answer.status_code == 422 and sentence in answer.content.decode()


def test_a_unit_elsewhere_and_the_giver_itself_cannot_be_smuggled_in(
    minh: Client, letter: Dispatch, duty: Obligation
) -> None:
    make_unit(code="XA-LA", name="Công đoàn ở tỉnh khác")
    values = {f"duty-{duty.pk}-take": "1", "row-0-part": "lead", "send": "1"}
    for rule in (UnitRule("named", codes=("XA-LA", "LDLD")), UnitRule("branch", codes=("LDLD",))):
        answer = minh.post(address(letter), {**values, "row-0-rule": token(rule)})
        assert answer.status_code == 422
    for rubbish in ('{"how":"kind","kinds":{"a":1}}', "[[[", '{"how":["kind"]}'):
        assert minh.post(address(letter), {**values, "row-0-rule": rubbish}).status_code == 422
    assert not Cascade.objects.exists()


def test_a_unit_passes_on_what_it_was_given_with_an_earlier_day(cast: Cast, minh: Client) -> None:
    group = make_unit(name="Tổ công đoàn Phân xưởng 1", parent=cast.hoa_union, kind="group")
    own = given(by=cast.minh, giver=cast.federation, units=[cast.hoa_union])[0]
    browser = Client()
    browser.force_login(cast.hoa)
    to = reverse("assignment-pass-on", args=(own.pk,))
    assert to in browser.get(reverse("assignment", args=(own.pk,))).content.decode()
    posted = fields(browser.get(to).content.decode())
    added = browser.post(to, {**posted, "add": token(UnitRule("direct"))}).content.decode()
    early = fields(added) | {f"duty-{own.obligation_id}-due": f"{TODAY + timedelta(days=3):%d/%m/%Y}"}
    shown = browser.post(to, early).content.decode()
    assert browser.post(to, {**fields(shown), "send": "1"}).status_code == 302
    run_waiting(clock=lambda: NOW)
    below = Assignment.objects.get(unit=group)
    assert below.due_on == TODAY + timedelta(days=3) and below.passed_from == own
    assert minh.post(to, {"send": "1"}).status_code in (403, 422)


def test_choosing_among_many_units_needs_no_list_of_them(
    minh: Client, cast: Cast, letter: Dispatch, duty: Obligation
) -> None:
    for n in range(60):
        make_unit(name=f"Công đoàn cơ sở Xưởng số {n}", parent=cast.federation)
    shown = minh.get(address(letter)).content.decode()
    assert "62 đơn vị" in shown and "Xưởng số 7" not in shown
    found = minh.post(address(letter), {**fields(shown), "q-0": "xuong so"}).content.decode()
    assert found.count("Công đoàn cơ sở Xưởng số") <= 12 * 3


def test_a_correction_tells_which_units_it_changes(minh: Client, cast: Cast, letter: Dispatch) -> None:
    duty = add_obligation(
        by=cast.minh,
        dispatch=letter,
        text="Treo băng rôn",
        owner=cast.federation,
        due_on=SOON,
        review_on=None,
        at=NOW,
    )
    given(by=cast.minh, giver=cast.federation, units=[cast.hoa_union, cast.son_union], duty=duty)
    shown = minh.get(reverse("obligation", args=(duty.pk,))).content.decode()
    assert "Đã giao xuống:" in shown


def test_an_order_without_a_letter_goes_on_to_the_units(minh: Client, cast: Cast) -> None:
    values = {
        "unit": str(cast.federation.pk),
        "heard_from": "Phó Chủ tịch Liên đoàn Lao động tỉnh, tại giao ban",
        "said_on": f"{TODAY:%d/%m/%Y}",
        "text": "Rà soát bảng tin trước cổng các doanh nghiệp.",
        "due": f"{SOON:%d/%m/%Y}",
    }
    assert "chỉ đạo" in minh.get(reverse("order-add")).content.decode()
    assert minh.post(reverse("order-add"), {**values, "due": ""}).status_code == 422
    answer = minh.post(reverse("order-add"), values)
    order = Dispatch.objects.get(is_oral=True)
    assert answer["Location"] == address(order)
    assert "Rà soát bảng tin" in minh.get(address(order)).content.decode()


def name_addressees(letter: Dispatch, *phrases: str) -> None:
    reading = letter.readings.order_by("version").last()
    values = {**(reading.values if reading else {}), "addressees": list(phrases)}
    letter.readings.create(version=19, by_person=True, values=values, by="1", at=NOW)


def test_a_part_that_finds_nobody_is_said_and_its_match_is_not_remembered(
    minh: Client, cast: Cast, letter: Dispatch, duty: Obligation
) -> None:
    name_addressees(letter, f"{cast.hoa_union.terms.get().name}, Công đoàn cơ sở Bến cảng Hạ Bình")
    shown = minh.get(address(letter)).content.decode()
    assert "Không tìm thấy đơn vị nào cho “Công đoàn cơ sở Bến cảng Hạ Bình”" in shown
    posted = fields(shown)
    assert posted["row-0-part"] == ""
    posted = fields(minh.post(address(letter), {**posted, "row-0-part": "lead"}).content.decode())
    assert minh.post(address(letter), {**posted, "send": "1"}).status_code == 302
    assert not AddresseePhrase.objects.exists()
    run_waiting(clock=lambda: NOW)
    assert [row.unit_id for row in Assignment.objects.all()] == [cast.hoa_union.pk]


def test_a_duty_of_others_is_offered_but_not_ticked(
    minh: Client, cast: Cast, letter: Dispatch, duty: Obligation
) -> None:
    others = make_obligation(dispatch=letter, text="Tổng hợp báo cáo", due_on=SOON)
    others.actors = ["các công đoàn cấp trên trực tiếp cơ sở"]
    others.save()
    duty.actors = ["Các đơn vị trực thuộc"]
    duty.save()
    shown = minh.get(address(letter)).content.decode()
    posted = fields(shown)
    assert f"duty-{duty.pk}-take" in posted and f"duty-{others.pk}-take" not in posted
    assert "Văn bản giao việc này cho “các công đoàn cấp trên trực tiếp cơ sở”" in shown
    assert shown.count("Văn bản giao việc này cho") == 1
    ticked = {**posted, f"duty-{others.pk}-take": "1"}
    posted = fields(minh.post(address(letter), ticked).content.decode())
    assert f"duty-{others.pk}-take" in posted


def test_units_where_nobody_can_receive_are_counted(
    minh: Client, cast: Cast, letter: Dispatch, duty: Obligation
) -> None:
    empty = make_unit(name="Công đoàn cơ sở Bến cảng", parent=cast.federation)
    shown = minh.get(address(letter)).content.decode()
    assert "1 đơn vị chưa có người nhận" in shown and reverse("unit", args=(empty.pk,)) in shown
    answer = minh.post(address(letter), {**fields(shown), "send": "1"})
    run_waiting(clock=lambda: NOW)
    sent = minh.get(answer["Location"]).content.decode()
    assert "1 đơn vị chưa có người nhận" in sent and reverse("unit", args=(empty.pk,)) in sent


def test_a_day_typed_last_is_sent_with_one_tap(minh: Client, letter: Dispatch, duty: Obligation) -> None:
    early = TODAY + timedelta(days=4)
    posted = fields(minh.get(address(letter)).content.decode())
    typed = {**posted, f"duty-{duty.pk}-due": f"{early:%d/%m/%Y}", "send": "1"}
    assert minh.post(address(letter), typed).status_code == 302
    run_waiting(clock=lambda: NOW)
    assert {row.due_on for row in Assignment.objects.all()} == {early}


def test_what_was_typed_survives_a_refusal(minh: Client, letter: Dispatch, duty: Obligation) -> None:
    posted = fields(minh.get(address(letter)).content.decode())
    note = "Gửi kèm ảnh. " * 90
    typed = {**posted, f"duty-{duty.pk}-due": "31/02/2027", "note": note, "send": "1"}
    answer = minh.post(address(letter), typed)
    shown = answer.content.decode()
    assert answer.status_code == 422 and "không phải là ngày" in shown
    assert fields(shown)[f"duty-{duty.pk}-due"] == "31/02/2027" and note.strip() in shown

"""Nhiệm vụ: the list, one obligation, and what a person does to it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from haichieu.base.clock import now
from haichieu.dispatches.models import Assignment, Obligation
from tests.factories import make_assignment, make_dispatch, make_obligation

LIST = reverse("obligation-list")


@pytest.fixture
def day():
    """The day on which the pages are opened."""
    return timezone.localdate(now())


@pytest.fixture
def letter(cast):
    return make_dispatch(unit=cast.federation, confirmed=True, number="412", symbol="LĐLĐ")


def texts(client, **asked):
    return [row.owed.text for row in client.get(LIST, asked).context["list"].rows]


def test_presets_narrow_the_list_and_count_it(minh, letter, day):
    make_obligation(dispatch=letter, text="trễ", due_on=day - timedelta(days=1))
    make_obligation(dispatch=letter, text="sắp tới", due_on=day + timedelta(days=5))
    make_obligation(dispatch=letter, text="còn lâu", due_on=day + timedelta(days=50))
    make_obligation(dispatch=letter, text="đều đặn", due_on=None, review_on=day)
    make_obligation(dispatch=letter, text="xong rồi", done_at=now())
    assert texts(minh, state="late") == ["trễ"]
    assert texts(minh, state="soon") == ["sắp tới"]
    assert texts(minh, state="standing") == ["đều đặn"]
    assert texts(minh, state="done") == ["xong rồi"]
    assert texts(minh) == ["trễ", "đều đặn", "sắp tới", "còn lâu"]
    counts = {preset.label: preset.count for preset in minh.get(LIST).context["list"].presets}
    assert counts["Quá hạn"] == counts["7 ngày tới"] == counts["Đã xong"] == 1
    assert counts["Đang mở"] == 4


def test_the_list_is_searched_without_diacritics_and_by_unit(minh, letter, cast):
    make_obligation(dispatch=letter, text="Báo cáo kết quả")
    make_obligation(dispatch=letter, text="Báo cáo của cơ sở", owner=cast.hoa_union)
    assert texts(minh, q="bao cao ket", state="") == ["Báo cáo kết quả"]
    assert texts(minh, unit=str(cast.hoa_union.pk), state="") == ["Báo cáo của cơ sở"]


def test_the_list_is_narrowed_to_one_letter(minh, letter, cast):
    make_obligation(dispatch=letter, text="của văn bản này")
    make_obligation(dispatch=make_dispatch(unit=cast.federation, confirmed=True), text="của văn bản khác")
    assert texts(minh, letter=str(letter.pk), state="") == ["của văn bản này"]
    counts = {p.label: p.count for p in minh.get(LIST, {"letter": str(letter.pk)}).context["list"].presets}
    assert counts["Tất cả"] == 1


def test_a_letter_with_many_obligations_shows_the_first_and_leads_to_all(minh, letter):
    for _ in range(31):
        make_obligation(dispatch=letter)
    page = minh.get(reverse("dispatch", args=[letter.pk]))
    assert len(page.context["owed"]) == 30
    assert "Xem tất cả việc của văn bản này" in page.content.decode()


def test_a_unit_sees_its_own_obligations_only(client, letter, cast):
    mine = make_obligation(dispatch=letter, text="việc của mình", owner=cast.hoa_union)
    theirs = make_obligation(dispatch=letter, text="việc của bạn", owner=cast.son_union)
    client.force_login(cast.hoa)
    assert texts(client, state="") == ["việc của mình"]
    assert client.get(reverse("obligation", args=[mine.pk])).status_code == 200
    assert client.get(reverse("obligation", args=[theirs.pk])).status_code == 404


@pytest.mark.parametrize("tasks", [3, 30])
def test_questions_to_the_database_do_not_grow(minh, letter, tasks, django_assert_max_num_queries):
    for _ in range(tasks):
        make_obligation(dispatch=letter)
    with django_assert_max_num_queries(21):
        minh.get(LIST, {"state": ""})


def do(client, owed, what, **values):
    return client.post(reverse(f"obligation-{what}", args=[owed.pk]), values, follow=True)


def test_evidence_and_the_finish_stand_in_the_history(minh, letter):
    owed = make_obligation(dispatch=letter)
    do(minh, owed, "evidence", link="https://ldld.example/tin/1", note="Đã đăng bài")
    page = do(minh, owed, "finish", note="Đã gửi báo cáo").content.decode()
    for words in ("Nộp minh chứng", 'href="https://ldld.example/tin/1"', "Đã gửi báo cáo", "Phạm Quang Minh"):
        assert words in page
    assert Obligation.objects.get().done_at


def test_an_address_that_runs_code_is_no_link(minh, letter):
    owed = make_obligation(dispatch=letter)
    answer = do(minh, owed, "evidence", link="javascript:alert(1)", note="ghi chú giữ lại")
    assert answer.status_code == 422
    assert "cần bắt đầu bằng https://" in answer.content.decode()
    assert "ghi chú giữ lại" in answer.content.decode()
    assert not owed.facts.exists()


def test_a_finish_said_too_early_is_taken_back(minh, letter):
    owed = make_obligation(dispatch=letter)
    do(minh, owed, "finish", note="")
    do(minh, owed, "reopen", reason="Còn thiếu số liệu")
    assert Obligation.objects.get().done_at is None
    assert "Còn thiếu số liệu" in minh.get(reverse("obligation", args=[owed.pk])).content.decode()


def test_removing_needs_a_reason_and_keeps_the_history(minh, letter):
    owed = make_obligation(dispatch=letter)
    refused = do(minh, owed, "remove", reason=" ")
    assert refused.status_code == 422
    assert "Hãy ghi lý do" in refused.content.decode()
    page = do(minh, owed, "remove", reason="Trùng với việc khác").content.decode()
    assert "Trùng với việc khác" in page
    assert "Đã bỏ" in page
    assert texts(minh, state="") == []


def test_splitting_makes_one_obligation_a_line(minh, letter):
    owed = make_obligation(dispatch=letter, text="a; b")
    assert do(minh, owed, "split", parts="chỉ một dòng").status_code == 422
    do(minh, owed, "split", parts="Lập danh sách kênh\nGửi báo cáo quý\n")
    assert sorted(texts(minh, state="")) == ["Gửi báo cáo quý", "Lập danh sách kênh"]


def test_an_obligation_is_added_by_hand_under_a_confirmed_letter(minh, letter, cast):
    url = reverse("obligation-add", args=[letter.pk])
    refused = minh.post(
        url, {"text": "Gọi điện nhắc các cơ sở", "owner": str(cast.hoa_union.pk), "due": "mai"}
    )
    assert refused.status_code == 422
    assert "Gọi điện nhắc các cơ sở" in refused.content.decode()
    minh.post(url, {"text": "Gọi điện nhắc các cơ sở", "owner": str(cast.hoa_union.pk), "due": "5/12/2026"})
    owed = Obligation.objects.get()
    assert (owed.owner, str(owed.due_on)) == (cast.hoa_union, "2026-12-05")


def test_a_stranger_cannot_act(client, letter, cast):
    owed = make_obligation(dispatch=letter, owner=cast.son_union)
    client.force_login(cast.hoa)
    assert do(client, owed, "finish", note="").status_code == 404
    assert Obligation.objects.get().done_at is None


def test_actions_are_not_reached_by_a_link(minh, letter):
    owed = make_obligation(dispatch=letter)
    assert minh.get(reverse("obligation-finish", args=[owed.pk])).status_code == 405


def given_to(unit, duty, **columns):
    row = make_assignment(obligation=duty, unit=unit)
    Assignment.objects.filter(pk=row.pk).update(**columns)
    return row


def test_what_units_have_is_apart_from_what_the_office_must_do_itself(minh, letter, cast, day):
    past = day - timedelta(days=3)
    make_obligation(dispatch=letter, text="tự làm", due_on=past)
    handed = make_obligation(dispatch=letter, text="đã giao", due_on=past)
    given_to(cast.hoa_union, handed)
    given_to(cast.son_union, handed, state="done", done_at=now())
    copied = make_obligation(dispatch=letter, text="gửi để biết", due_on=past)
    make_assignment(obligation=copied, unit=cast.hoa_union, part="copy")
    assert texts(minh, state="late") == ["tự làm", "gửi để biết"]
    assert texts(minh, state="units") == ["đã giao"]
    page = minh.get(LIST, {"state": "units"})
    counts = {preset.label: preset.count for preset in page.context["list"].presets}
    assert (counts["Quá hạn"], counts["Chờ đơn vị"], counts["Đang mở"]) == (2, 1, 3)
    words = page.content.decode()
    assert "1/2 đơn vị đã xong" in words and "1 trễ hạn" in words
    assert "Đã quá hạn với cấp trên 3 ngày, còn 1 đơn vị." in words
    rows = (
        f"{reverse('roll-up-rows')}?unit={cast.federation.pk}&amp;obligation={handed.pk}&amp;figure=overdue"
    )
    assert rows in words
    assert "đã giao" in minh.get(rows.replace("&amp;", "&")).content.decode()


def test_when_every_unit_is_done_the_office_is_told_that_it_may_close(minh, letter, cast, day):
    handed = make_obligation(dispatch=letter, text="đã giao", due_on=day - timedelta(days=3))
    given_to(cast.hoa_union, handed, state="done", done_at=now())
    given_to(cast.son_union, handed, state="withdrawn")
    assert texts(minh, state="units") == []
    assert texts(minh, state="late") == []
    listed = minh.get(LIST, {"state": "finished"}).content.decode()
    assert "1/1 đơn vị đã xong" in listed and "Đã quá hạn với cấp trên 3 ngày." in listed
    address = reverse("obligation", args=[handed.pk])
    assert "Các đơn vị đã làm xong" in minh.get(address).content.decode()
    assert Obligation.objects.get().done_at is None, "the machine closes nothing"
    do(minh, handed, "finish", note="1/1 đơn vị đã xong.")
    assert Obligation.objects.get().done_at is not None
    assert "Các đơn vị đã làm xong" not in minh.get(address).content.decode()


def test_an_order_of_the_office_itself_is_not_late_with_anybody_above(minh, letter, cast, day):
    type(letter).objects.update(is_oral=True)
    handed = make_obligation(dispatch=letter, due_on=day - timedelta(days=3))
    given_to(cast.hoa_union, handed)
    assert "Đã quá hạn 3 ngày, còn 1 đơn vị." in minh.get(LIST, {"state": "units"}).content.decode()


def test_work_done_outside_the_program_is_marked_with_a_reason_and_brought_back(minh, letter):
    owed = make_obligation(dispatch=letter, text="Nhập trên hệ thống của tỉnh")
    page, outside = reverse("obligation", args=(owed.pk,)), reverse("obligation-outside", args=(owed.pk,))
    assert minh.post(outside, {"reason": " "}).status_code == 422
    assert minh.post(outside, {"reason": "Tỉnh có hệ thống riêng"}).status_code == 302
    shown = minh.get(page).content.decode()
    assert "Làm ngoài phần mềm" in shown and "Tỉnh có hệ thống riêng" in shown
    assert reverse("cascade", args=(letter.pk,)) not in shown and "Báo xong" not in shown
    assert texts(minh, state="") == [] and texts(minh, state="outside") == [owed.text]
    counts = {preset.label: preset.count for preset in minh.get(LIST).context["list"].presets}
    assert counts["Ngoài phần mềm"] == 1 and counts["Đang mở"] == 0
    assert minh.post(outside, {"verb": "inside", "reason": "Tỉnh đã bỏ hệ thống"}).status_code == 302
    assert texts(minh) == [owed.text]
    assert "Ngoài phần mềm" not in {preset.label for preset in minh.get(LIST).context["list"].presets}

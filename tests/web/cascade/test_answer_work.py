"""Hoa opens what her union was given, takes it on, shows what was done and hands it in; Minh decides."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from haichieu.dispatches.actions import submit_assignment
from haichieu.dispatches.models import Assignment, LetterSeen
from tests.conftest import Cast
from tests.factories import NOW, TODAY, make_assignment, make_channel, make_item, make_unit
from tests.web.cascade.given_work import given

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]


@pytest.fixture
def hoa(cast: Cast) -> Client:
    browser = Client()
    browser.force_login(cast.hoa)
    return browser


@pytest.fixture
def work(cast: Cast) -> Assignment:
    return given(by=cast.minh, giver=cast.federation, units=[cast.hoa_union])[0]


def page(browser: Client, work: Assignment) -> str:
    return browser.get(reverse("assignment", args=(work.pk,))).content.decode()


def answer(browser: Client, work: Assignment, step: str, **values: object) -> int:
    return browser.post(reverse("assignment-answer", args=(work.pk,)), {"step": step, **values}).status_code


def state(work: Assignment) -> str:
    work.refresh_from_db()
    return work.state


def test_the_inbox_shows_what_by_when_and_from_whom(hoa: Client, cast: Cast, work: Assignment) -> None:
    shown = hoa.get(reverse("inbox")).content.decode()
    assert work.obligation.text in shown and "30/11/2026" in shown
    assert "Liên đoàn Lao động tỉnh Đông Triều" in shown


def test_nobody_above_finds_it_among_their_own(minh: Client, work: Assignment) -> None:
    assert work.obligation.text not in minh.get(reverse("inbox")).content.decode()


def test_opening_marks_seen_only_for_the_unit_itself(hoa: Client, minh: Client, work: Assignment) -> None:
    page(minh, work)
    assert state(work) == "sent"
    shown = page(hoa, work)
    assert state(work) == "seen"
    assert "Nộp kết quả trước hết ngày 30/11/2026" in shown and "Thế nào là xong" in shown
    page(hoa, work)
    assert work.facts.filter(verb="seen").count() == 1


def test_the_letter_opens_for_the_unit_and_is_noted_as_seen(hoa: Client, work: Assignment) -> None:
    assert hoa.get(reverse("dispatch", args=(work.obligation.dispatch_id,))).status_code == 200
    assert LetterSeen.objects.get().unit_id == work.unit_id


def test_one_tap_takes_the_work_on_and_one_more_says_that_it_began(hoa: Client, work: Assignment) -> None:
    assert answer(hoa, work, "accept") == 302 and state(work) == "accepted"
    assert answer(hoa, work, "start") == 302 and state(work) == "in_progress"


def test_a_result_with_a_post_a_link_a_figure_and_a_file(hoa: Client, cast: Cast, work: Assignment) -> None:
    post = make_item(channel=make_channel(unit=cast.hoa_union), title="Ngày hội đoàn viên")
    assert "Ngày hội đoàn viên" in page(hoa, work)
    values = {
        "note": "Đã tổ chức.",
        "post": str(post.pk),
        "link": "https://cdcs.example/tin/1",
        "figure": "128 đoàn viên",
        "file": SimpleUploadedFile("bien-ban.txt", b"bien ban"),
    }
    assert answer(hoa, work, "submit", **values) == 302
    assert state(work) == "submitted"
    kinds = list(work.facts.filter(verb="evidence").values_list("evidence_kind", flat=True))
    assert sorted(kinds) == ["figure", "file", "link", "post"]
    fact = work.facts.get(evidence_kind="file")
    download = hoa.get(reverse("assignment-file", args=(work.pk, fact.pk)))
    assert b"".join(download.streaming_content) == b"bien ban"
    assert "attachment" in download["Content-Disposition"]


def test_several_posts_are_searched_ticked_and_shown_each_with_what_it_said(
    hoa: Client, cast: Cast, work: Assignment
) -> None:
    channel = make_channel(unit=cast.hoa_union)
    day, run, games = (
        make_item(channel=channel, title=f"{name} đoàn viên")
        for name in ("Ngày hội", "Giải chạy", "Hội thao")
    )
    address = reverse("assignment-posts", args=(work.pk,))
    found = hoa.get(address, {"posts": "ngay hoi", "post": [run.pk]}).content.decode()
    assert found.index("Giải chạy") < found.index("Ngày hội") and "Hội thao" not in found
    assert found.count(" checked") == 1
    assert answer(hoa, work, "evidence", post=[day.pk, run.pk]) == 302
    assert answer(hoa, work, "submit", post=[run.pk, games.pk], note="Xong") == 302
    shown = [fact.snapshot["title"] for fact in work.facts.filter(evidence_kind="post").order_by("pk")]
    assert shown == ["Ngày hội đoàn viên", "Giải chạy đoàn viên", "Hội thao đoàn viên"]
    first = work.facts.filter(evidence_kind="post").order_by("pk")[0]
    assert (first.snapshot["channel"], first.snapshot["item"]) == (channel.name, day.pk)
    assert "Ngày hội" not in hoa.get(address).content.decode()


def test_a_search_in_many_posts_asks_no_more_than_in_few(hoa: Client, cast: Cast, work: Assignment) -> None:
    channel, counts = make_channel(unit=cast.hoa_union), []
    address = reverse("assignment-posts", args=(work.pk,))
    for _ in range(2):
        posts = [make_item(channel=channel).pk for _ in range(15)]
        with CaptureQueriesContext(connection) as asked:
            page = hoa.get(address, {"posts": "hoi nghi", "post": posts[:5]}).content.decode()
        counts.append(len(asked))
    assert counts[1] <= counts[0] and page.count('name="post"') == 5 + 6


def test_too_many_posts_at_once_are_refused_and_stay_ticked(
    hoa: Client, cast: Cast, work: Assignment
) -> None:
    channel = make_channel(unit=cast.hoa_union)
    posts = [make_item(channel=channel, title=f"Tin {n}").pk for n in range(21)]
    refused = hoa.post(reverse("assignment-answer", args=(work.pk,)), {"step": "evidence", "post": posts})
    assert refused.status_code == 422 and "tối đa 20 tin bài" in refused.content.decode()
    assert refused.content.decode().count(" checked") == 21
    assert not work.facts.filter(verb="evidence").exists()


def test_a_post_of_another_unit_is_no_evidence_and_nothing_else_is_kept(
    hoa: Client, cast: Cast, work: Assignment
) -> None:
    other = make_item(channel=make_channel(unit=cast.son_union))
    assert answer(hoa, work, "submit", note="Xong", post=str(other.pk), link="https://a.example/") == 422
    assert not work.facts.exclude(verb__in=("sent", "seen")).exists()


def test_an_empty_result_is_refused_with_a_sentence_and_the_typed_words_stay(
    hoa: Client, work: Assignment
) -> None:
    refused = hoa.post(
        reverse("assignment-answer", args=(work.pk,)), {"step": "submit", "link": "abc", "note": "Đã xong"}
    )
    assert refused.status_code == 422
    shown = refused.content.decode()
    assert "https://" in shown and "Đã xong" in shown


def test_work_is_returned_only_with_a_reason(hoa: Client, work: Assignment) -> None:
    assert answer(hoa, work, "return") == 422
    assert answer(hoa, work, "return", note="Không thuộc chức năng") == 302
    assert state(work) == "returned"


def test_a_step_made_by_mistake_is_taken_back(hoa: Client, work: Assignment) -> None:
    answer(hoa, work, "accept")
    fact = work.facts.get(verb="accepted")
    assert hoa.post(reverse("assignment-undo", args=(work.pk, fact.pk))).status_code == 302
    assert state(work) == "sent"


def test_the_giver_writes_down_what_the_unit_said_on_the_telephone(minh: Client, work: Assignment) -> None:
    assert answer(minh, work, "accept") == 403
    assert answer(minh, work, "accept", via="telephone") == 302
    assert work.facts.get(verb="accepted").via == "telephone"
    assert "Qua điện thoại" in page(minh, work)


def test_the_second_who_decides_is_told_what_happened(minh: Client, cast: Cast, work: Assignment) -> None:
    submit_assignment(by=cast.hoa, assignment=work, note="Xong", at=NOW)
    old = str(Assignment.objects.get(pk=work.pk).version)
    address = reverse("assignment-decide", args=(work.pk,))
    assert minh.post(address, {"step": "send_back", "version": old, "note": "Thiếu ảnh"}).status_code == 302
    late = minh.post(address, {"step": "approve", "version": old})
    assert late.status_code == 422
    assert "Yêu cầu làm lại" in late.content.decode()
    assert state(work) == "sent_back"


@pytest.mark.parametrize(
    ("step", "values", "then"),
    [
        ("remind", {"note": "Còn 3 ngày"}, "sent"),
        ("extend", {"due": "05/12/2026", "note": "Mưa bão"}, "sent"),
        ("withdraw", {"note": "Giao nhầm"}, "withdrawn"),
    ],
)
def test_the_giver_extends_reminds_and_withdraws(
    minh: Client, work: Assignment, step: str, values: dict[str, str], then: str
) -> None:
    address = reverse("assignment-decide", args=(work.pk,))
    if step == "extend":
        assert (
            minh.post(address, {"step": step, "version": work.version, "note": "Mưa bão"}).status_code == 422
        )
    assert minh.post(address, {"step": step, "version": work.version, **values}).status_code == 302
    assert state(work) == then


def test_the_text_for_zalo_names_the_work_the_day_and_where_to_answer(minh: Client, work: Assignment) -> None:
    shown = page(minh, work)
    assert "Sao chép để gửi Zalo" in shown
    assert f"/viec-duoc-giao/{work.pk}/" in shown and "Nộp kết quả trước hết ngày" in shown


def test_what_was_passed_on_waits_for_the_units_below_until_they_are_done(
    hoa: Client, cast: Cast, work: Assignment
) -> None:
    below = make_unit(parent=cast.hoa_union)
    lower = make_assignment(obligation=work.obligation, unit=below, giver=cast.hoa_union, passed_from=work)
    Assignment.objects.update(due_on=TODAY - timedelta(days=2))
    assert not hoa.get(reverse("inbox")).context["list"].rows
    waiting = hoa.get(reverse("inbox"), {"state": "units"}).content.decode()
    assert "Chờ cấp dưới" in waiting and "0/1 đơn vị đã xong" in waiting and "trễ 2 ngày" in waiting
    assert "Bạn nộp kết quả được" not in waiting
    Assignment.objects.filter(pk=lower.pk).update(state="done", done_at=NOW)
    assert "Bạn nộp kết quả được" in hoa.get(reverse("inbox")).content.decode()
    shown = page(hoa, work)
    assert "Các đơn vị đã xong: bạn nộp kết quả" in shown and ">1/1 đơn vị đã xong.</textarea>" in shown


def test_a_task_sent_back_says_so_before_it_says_how_late_it_is(hoa: Client, work: Assignment) -> None:
    Assignment.objects.update(state="sent_back", seen_at=NOW, due_on=TODAY - timedelta(days=2))
    for shown in (hoa.get(reverse("inbox")).content.decode(), page(hoa, work)):
        assert 0 < shown.index("Yêu cầu làm lại") < shown.lower().index("trễ 2 ngày")


def test_the_page_of_one_task_is_called_by_the_task(hoa: Client, work: Assignment) -> None:
    shown, text = page(hoa, work), work.obligation.text
    assert f"<h1>{text}</h1>" in shown and shown.index(text) < shown.index("</title>")

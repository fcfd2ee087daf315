"""Stranger Sơn sees nothing of another unit and changes nothing there; questions do not grow with rows."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from haichieu.dispatches.actions import finish_obligation, submit_evidence
from haichieu.posts.actions import correct_reading, count_days, plan_post
from haichieu.posts.models import FlagCheck, PlannedPost, ToneReading
from haichieu.posts.queries import PERSON
from tests.factories import NOW, TODAY, make_channel, make_dispatch, make_item, make_obligation

pytestmark = pytest.mark.usefixtures("on_the_day")

HTMX = {"HX-Request": "true"}
SECRET = "Chuyện riêng của May Phù Sa"


@pytest.fixture
def hidden(cast):
    """Everything that Hoa's union has, each with a telling title."""
    channel = make_channel(unit=cast.hoa_union, name=f"{SECRET} kênh")
    item = make_item(channel=channel, title=f"{SECRET} bài", tone="negative", advisory=True)
    count_days({(item.channel_id, item.day)})
    owed = make_obligation(dispatch=make_dispatch(unit=cast.hoa_union, confirmed=True), text=f"{SECRET} việc")
    submit_evidence(
        by=cast.hoa, obligation=owed, kind="note", ref="", snapshot={}, note=f"{SECRET} sổ", at=NOW
    )
    finish_obligation(by=cast.hoa, obligation=owed, note="", at=NOW)
    draft = plan_post(by=cast.hoa, channel=channel, title=f"{SECRET} dự kiến", planned_for=TODAY, at=NOW)
    return {
        "channel": channel,
        "item": item,
        "owed": owed,
        "draft": draft,
        "check": FlagCheck.objects.create(item=item, drawn_at=NOW),
    }


@pytest.fixture
def son(cast):
    browser = Client()
    browser.force_login(cast.son)
    return browser


def test_no_page_and_no_part_shows_another_unit(son, cast, hidden):
    item, unit = hidden["item"], cast.hoa_union.pk
    paths = [
        "/ke-hoach/", f"/ke-hoach/?unit={unit}", "/ke-hoach/viec-chua-ke/", f"/ke-hoach/viec-chua-ke/?unit={unit}",
        "/ke-hoach/bai/them/", f"/ke-hoach/bai/them/?channel={hidden['channel'].pk}", "/ke-hoach/day-may/",
        f"/ke-hoach/day-may/?queue={item.pk}&last={item.pk}&read=1", "/ke-hoach/canh-bao/",
        f"/ke-hoach/bai/them/?tells={hidden['owed'].pk}", f"/ke-hoach/bai/{hidden['draft'].pk}/",
        f"/ke-hoach/bai/{hidden['draft'].pk}/?q=rieng",
    ]  # fmt: skip
    for path in paths:
        for headers in ({}, HTMX):
            page = son.get(path, headers=headers).content.decode()
            assert SECRET not in page and "Phù Sa" not in page, path


def test_another_units_id_is_answered_with_the_own_unit_and_a_sentence(son, cast, hidden):
    for path in ("/ke-hoach/", "/ke-hoach/viec-chua-ke/"):
        for unit in (cast.hoa_union.pk, cast.federation.pk, "May Phù Sa", "987654321"):
            answer = son.get(path, {"unit": unit}, headers=HTMX)
            assert answer.status_code == 422 and answer.context["asked"].unit == cast.son_union.pk
            assert "Không có đơn vị này trong phạm vi của bạn" in answer.content.decode()


def test_nothing_posted_reaches_another_unit(son, cast, hidden):
    item, draft, check = hidden["item"], hidden["draft"], hidden["check"]
    words = {"title": "Đổi", "planned_for": "30/12/2099"}
    own = make_channel(unit=cast.son_union)
    mine = plan_post(by=cast.son, channel=own, title="Của Sơn", planned_for=TODAY, at=NOW)
    for path, values, status in (
        (f"/ke-hoach/bai/{draft.pk}/", words, 404),
        (f"/ke-hoach/bai/{draft.pk}/bo/", {}, 404),
        (f"/ke-hoach/bai/{draft.pk}/da-dang/", {"item": item.pk}, 404),
        (f"/ke-hoach/bai/{mine.pk}/da-dang/", {"item": item.pk}, 404),
        ("/ke-hoach/bai/them/", words | {"channel": hidden["channel"].pk}, 422),
        ("/ke-hoach/bai/them/", words | {"channel": own.pk, "tells": hidden["owed"].pk}, 404),
        ("/ke-hoach/day-may/", {"queue": item.pk, "tone": "neutral"}, 404),
        ("/ke-hoach/day-may/hoan-tac/", {"queue": "", "last": item.pk}, 404),
        (f"/ke-hoach/canh-bao/{check.pk}/", {"answer": "yes"}, 404),
    ):
        for headers in ({}, HTMX):
            answer = son.post(path, values, headers=headers)
            assert answer.status_code == status, path
            assert SECRET not in answer.content.decode(), path
    assert not ToneReading.objects.filter(model=PERSON).exists()
    assert FlagCheck.objects.get().agrees is None
    draft.refresh_from_db()
    assert draft.title == f"{SECRET} dự kiến" and draft.dropped_at is None and draft.published_id is None
    assert PlannedPost.objects.count() == 2


def test_a_number_too_large_for_any_record_is_not_found(son):
    for path in ("bai/{}/", "bai/{}/bo/", "bai/{}/da-dang/", "canh-bao/{}/"):
        assert son.post("/ke-hoach/" + path.format(10**30)).status_code == 404
    assert son.get("/ke-hoach/bai/them/", {"tells": "9" * 30}).status_code == 404


def questions(browser, path):
    browser.get(path)
    with CaptureQueriesContext(connection) as asked:
        assert browser.get(path).status_code == 200
    return len(asked)


def add(cast, channel, rows):
    """Posts, drafts, finished work and drawn posts, so many of each."""
    items = [
        make_item(channel=channel, day=TODAY - timedelta(n % 40), tone="negative", advisory=n % 2 == 0)
        for n in range(rows)
    ]
    count_days({(item.channel_id, item.day) for item in items})
    FlagCheck.objects.bulk_create(FlagCheck(item=item, drawn_at=NOW) for item in items)
    for n in range(rows):
        plan_post(
            by=cast.minh, channel=channel, title=f"Bài {n}", planned_for=TODAY + timedelta(n % 9), at=NOW
        )
        owed = make_obligation(dispatch=make_dispatch(unit=cast.federation, confirmed=True))
        submit_evidence(
            by=cast.minh, obligation=owed, kind="link", ref=f"https://a.example/{n}", snapshot={}, note="", at=NOW
        )  # fmt: skip
        finish_obligation(by=cast.minh, obligation=owed, note="Xong.", at=NOW)


@pytest.mark.parametrize("page", ["", "viec-chua-ke/", "bai/them/", "day-may/", "canh-bao/", "draft"])
def test_questions_do_not_grow_with_rows(minh, cast, page):
    channel = make_channel(unit=cast.federation)
    add(cast, channel, 3)
    if page == "draft":
        page = f"bai/{PlannedPost.objects.first().pk}/"
    correct_reading(by=cast.minh, item=make_item(channel=channel), tone="neutral", advisory=False, at=NOW)
    few = questions(minh, f"/ke-hoach/{page}")
    add(cast, channel, 27)
    many = questions(minh, f"/ke-hoach/{page}")
    assert many <= few <= 49

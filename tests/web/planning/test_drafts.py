"""Bài dự kiến: written, changed, given up, tied to the post that it became."""

from datetime import date, timedelta

import pytest

from haichieu.dispatches.actions import finish_obligation, submit_evidence
from haichieu.posts.actions import count_days, drop_planned, plan_post, tie_planned
from haichieu.posts.models import PlannedPost
from haichieu.posts.queries import untold_work
from tests.factories import NOW, TODAY, make_channel, make_dispatch, make_item, make_obligation, make_person

pytestmark = pytest.mark.usefixtures("on_the_day")

FAR = date(2099, 12, 30)


@pytest.fixture
def channel(cast):
    return make_channel(unit=cast.federation, name="Trang tin Công đoàn Đông Triều")


def draft_of(cast, channel, **values):
    return plan_post(
        by=cast.minh, channel=channel, at=NOW, **{"title": "Lễ ra quân", "planned_for": TODAY} | values
    )


def finished(cast, *, unit=None, text="Trao 20 mái ấm công đoàn", link=""):
    owed = make_obligation(
        dispatch=make_dispatch(unit=cast.federation, confirmed=True), owner=unit, text=text
    )
    shown = {"kind": "link", "ref": link} if link else {"kind": "note", "ref": ""}
    submit_evidence(by=cast.lan, obligation=owed, snapshot={}, note="Có biên bản bàn giao.", at=NOW, **shown)
    finish_obligation(by=cast.lan, obligation=owed, note="Đã trao đủ 20 nhà.", at=NOW)
    return owed


def test_a_draft_is_written_and_stands_in_the_month_of_its_day(minh, cast, channel):
    values = {"channel": channel.pk, "title": "  Trao quà\u00a0Tết ", "planned_for": "30/12/2099", "lead": ""}
    answer = minh.post("/ke-hoach/bai/them/", values, follow=True)
    assert "Đã ghi bài dự kiến cho ngày 30/12/2099" in answer.content.decode()
    assert answer.request["QUERY_STRING"].endswith("month=2099-12")
    draft = PlannedPost.objects.get()
    assert (draft.title, draft.planned_for, draft.advisory) == ("Trao quà Tết", FAR, False)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"title": " "}, "Hãy ghi tiêu đề"),
        ({"planned_for": ""}, "Hãy ghi ngày định đăng"),
        ({"planned_for": "31/02/2099"}, "không phải là ngày"),
        ({"planned_for": "01/01/2020"}, "Ngày dự kiến đã qua"),
        ({"channel": "999999"}, "Hãy chọn kênh"),
        ({"channel": "x"}, "Hãy chọn kênh"),
        ({"title": "a" * 1001}, "Dài quá"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_nothing_typed_is_lost(
    minh, cast, channel, wrong, sentence
):
    values = {"channel": channel.pk, "title": "Trao quà", "planned_for": "30/12/2099", "lead": "Phần dẫn"}
    answer = minh.post("/ke-hoach/bai/them/", values | wrong)
    page = answer.content.decode()
    assert answer.status_code == 422 and sentence in page and "Phần dẫn" in page
    assert not PlannedPost.objects.exists()


def test_a_draft_shows_its_estimate_as_an_estimate_and_can_be_changed(minh, cast, channel):
    draft = draft_of(cast, channel, planned_for=FAR)
    page = minh.get(f"/ke-hoach/bai/{draft.pk}/").content.decode()
    assert "Ước lượng của máy" in page and "khả năng bài được đọc là tiêu cực" in page
    minh.post(
        f"/ke-hoach/bai/{draft.pk}/",
        {"title": "Cảnh báo bão số 9", "planned_for": "31/12/2099", "advisory": "1"},
    )
    draft.refresh_from_db()
    assert (draft.title, draft.planned_for.day, draft.advisory) == ("Cảnh báo bão số 9", 31, True)
    assert "không tính vào mức" in minh.get(f"/ke-hoach/bai/{draft.pk}/").content.decode()


def test_a_draft_whose_day_is_over_keeps_it_while_its_words_change(minh, cast, channel):
    draft = draft_of(cast, channel)
    PlannedPost.objects.update(planned_for=TODAY - timedelta(9))
    answer = minh.post(
        f"/ke-hoach/bai/{draft.pk}/", {"title": "Lễ ra quân lần hai", "planned_for": "11/11/2026"}
    )
    assert answer.status_code == 302 and PlannedPost.objects.get().title == "Lễ ra quân lần hai"


def test_its_author_may_give_a_draft_up(minh, cast, channel):
    draft = draft_of(cast, channel, planned_for=FAR)
    page = minh.post(f"/ke-hoach/bai/{draft.pk}/bo/", follow=True).content.decode()
    assert "Đã bỏ bài dự kiến" in page
    assert PlannedPost.objects.get().dropped_at is not None
    assert minh.post(f"/ke-hoach/bai/{draft.pk}/bo/").status_code == 422
    assert "đã bỏ bài dự kiến này" in minh.get(f"/ke-hoach/bai/{draft.pk}/").content.decode()


def test_a_draft_is_tied_to_the_post_that_looks_like_it(minh, cast, channel):
    draft = draft_of(cast, channel, title="Trao quà Tết cho công nhân khó khăn")
    alike = make_item(channel=channel, title="Trao quà Tết cho hơn 100 công nhân khó khăn")
    make_item(channel=channel, title="Khai mạc giải bóng đá")
    page = minh.get(f"/ke-hoach/bai/{draft.pk}/")
    assert [item.pk for item in page.context["page"].offers] == [alike.pk]
    minh.post(f"/ke-hoach/bai/{draft.pk}/da-dang/", {"item": alike.pk})
    assert PlannedPost.objects.get().published_id == alike.pk
    page = minh.get(f"/ke-hoach/bai/{draft.pk}/").content.decode()
    assert "Đã đăng" in page and f"/tin-bai/{alike.pk}/" in page
    assert minh.get("/ke-hoach/").context["page"].drafts.days == ()


def test_any_post_near_the_day_is_found_by_its_title(minh, cast, channel):
    draft = draft_of(cast, channel)
    other = make_item(channel=channel, title="Khai mạc giải bóng đá")
    page = minh.get(f"/ke-hoach/bai/{draft.pk}/", {"q": "bong da"})
    assert [item.pk for item in page.context["page"].offers] == [other.pk]


def test_a_post_of_another_channel_is_not_what_a_draft_became(minh, cast, channel):
    draft = draft_of(cast, channel)
    other = make_item(channel=make_channel(unit=cast.federation), title="Lễ ra quân")
    for item in (other.pk, "", "x", 987654321):
        assert minh.post(f"/ke-hoach/bai/{draft.pk}/da-dang/", {"item": item}).status_code == 404


def test_finished_work_is_told_with_one_tap(minh, cast, channel):
    owed = finished(cast, link="https://anh.example/ban-giao")
    page = minh.get("/ke-hoach/").content.decode()
    assert "Trao 20 mái ấm công đoàn" in page and f"/ke-hoach/bai/them/?tells={owed.pk}" in page
    form = minh.get(f"/ke-hoach/bai/them/?tells={owed.pk}")
    page = form.content.decode()
    assert form.context["form"].values["title"] == "Trao 20 mái ấm công đoàn"
    assert "Có biên bản bàn giao." in page and "Đã trao đủ 20 nhà." in page
    values = {"channel": channel.pk, "title": "Trao 20 nhà", "planned_for": "20/11/2099", "tells": owed.pk}
    assert minh.post("/ke-hoach/bai/them/", values).status_code == 302
    units = [cast.federation.pk]
    assert untold_work(units=units, first=TODAY, last=TODAY) == []
    page = minh.get(f"/ke-hoach/bai/{PlannedPost.objects.get().pk}/").content.decode()
    assert "Kể việc đã làm" in page and "Trao 20 mái ấm công đoàn" in page


def test_a_channel_of_another_unit_is_never_taken_for_granted(minh, cast):
    ours = make_channel(unit=cast.federation, name="Zalo tỉnh")
    theirs = make_channel(unit=cast.hoa_union, name="Zalo cơ sở")
    page = minh.get("/ke-hoach/bai/them/").content.decode()
    assert "Zalo cơ sở – Công đoàn cơ sở May Phù Sa" in page
    assert "Zalo tỉnh – Liên đoàn Lao động tỉnh Đông Triều" in page

    def chosen(**asked):
        return minh.get("/ke-hoach/bai/them/", asked).context["form"].values["channel"]

    assert chosen() == ""
    assert chosen(unit=cast.hoa_union.pk) == str(theirs.pk)
    assert chosen(unit=cast.federation.pk) == str(ours.pk)
    owed = finished(cast, unit=cast.son_union)
    assert chosen(tells=owed.pk) == ""  # its unit has no channel, and no other unit's is put in its place
    plan = minh.get("/ke-hoach/", {"unit": cast.hoa_union.pk}).content.decode()
    assert f'href="/ke-hoach/bai/them/?unit={cast.hoa_union.pk}"' in plan


def test_the_list_of_untold_work_holds_all_of_it_and_narrows_to_a_unit(minh, cast):
    for number in range(5):
        finished(cast, text=f"Việc của liên đoàn {number}")
    finished(cast, unit=cast.hoa_union, text="Việc của May Phù Sa")
    page = minh.get("/ke-hoach/").content.decode()
    assert "xem cả 6 việc" in page
    assert minh.get("/ke-hoach/viec-chua-ke/").context["untold"].count == 6
    part = minh.get("/ke-hoach/viec-chua-ke/", {"unit": cast.hoa_union.pk}, headers={"HX-Request": "true"})
    words = part.content.decode()
    assert "Việc của May Phù Sa" in words and "liên đoàn 1" not in words and "<html" not in words


def test_work_without_anything_to_show_or_told_already_is_not_asked_about(minh, cast, channel):
    bare = make_obligation(dispatch=make_dispatch(unit=cast.federation, confirmed=True))
    finish_obligation(by=cast.lan, obligation=bare, note="", at=NOW)
    item = make_item(channel=channel)
    item.url = "https://congdoan.example/bai"
    item.save()
    finished(cast, link=item.url)
    assert "đều có bài kể" in minh.get("/ke-hoach/").content.decode()


def test_published_drafts_count_no_more_as_coming(minh, cast, channel):
    draft = draft_of(cast, channel)
    item = make_item(channel=channel, title="Lễ ra quân")
    count_days({(item.channel_id, item.day)})
    before = minh.get("/ke-hoach/").context["page"].month.ahead.planned
    minh.post(f"/ke-hoach/bai/{draft.pk}/da-dang/", {"item": item.pk})
    assert (before, minh.get("/ke-hoach/").context["page"].month.ahead.planned) == (1, 0)


def test_a_reader_opens_a_draft_and_changes_nothing(client, cast, channel):
    draft = draft_of(cast, channel, lead="Phần dẫn", planned_for=FAR)
    client.force_login(make_person(username="vy", unit=cast.federation, role="reader"))
    page = client.get(f"/ke-hoach/bai/{draft.pk}/").content.decode()
    assert "Phần dẫn" in page and "Ghi thay đổi" not in page
    changed = {"title": "Khác", "planned_for": "31/12/2099"}
    assert client.post(f"/ke-hoach/bai/{draft.pk}/", changed).status_code == 403
    assert PlannedPost.objects.get().title == "Lễ ra quân"


def titles(page):
    return [row.draft.title for row in page.context["list"].rows]


def test_drafts_are_listed_by_what_became_of_them(minh, cast, channel):
    _, _, late, tied, dropped = (
        draft_of(cast, channel, title=title, planned_for=day)
        for title, day in (
            ("Tuần này", TODAY + timedelta(6)),
            ("Tuần sau", TODAY + timedelta(7)),
            ("Quá ngày", TODAY),
            ("Đã thành bài", TODAY),
            ("Thôi không viết", TODAY + timedelta(1)),
        )
    )
    PlannedPost.objects.filter(pk=late.pk).update(planned_for=TODAY - timedelta(1))
    item = make_item(channel=channel, title="Bài đã đăng thật")
    tie_planned(by=cast.minh, planned=tied, item=item, at=NOW)
    drop_planned(by=cast.minh, planned=dropped, at=NOW)
    assert titles(minh.get("/ke-hoach/bai/?state=due")) == ["Quá ngày", "Tuần này"]
    assert titles(minh.get("/ke-hoach/bai/")) == ["Quá ngày", "Tuần này", "Tuần sau"]
    page = minh.get("/ke-hoach/bai/?state=published")
    assert titles(page) == ["Đã thành bài"] and "Bài đã đăng thật" in page.content.decode()
    page = minh.get("/ke-hoach/bai/?state=dropped")
    assert titles(page) == ["Thôi không viết"] and cast.minh.full_name in page.content.decode()
    page = minh.get("/ke-hoach/bai/?state=")
    assert len(titles(page)) == 5
    assert [preset.count for preset in page.context["list"].presets] == [2, 3, 1, 1, 5]
    assert 'href="/ke-hoach/bai/?state=published"' in minh.get("/ke-hoach/").content.decode()


def test_drafts_of_other_units_are_on_no_list(client, cast, channel):
    draft_of(cast, channel)
    client.force_login(cast.son)
    assert titles(client.get("/ke-hoach/bai/?state=")) == []


@pytest.mark.parametrize("rows", [3, 25])
def test_the_list_asks_as_much_for_many_drafts(minh, cast, channel, rows, django_assert_max_num_queries):
    for n in range(rows):
        item = make_item(channel=channel, title=f"Bài {n}")
        draft = draft_of(cast, channel, title=f"Dự kiến {n}")
        PlannedPost.objects.filter(pk=draft.pk).update(published=item if n % 2 else None)
    with django_assert_max_num_queries(18):
        minh.get("/ke-hoach/bai/?state=")


def test_finished_work_is_told_from_its_own_page(minh, client, cast):
    owed = finished(cast)
    link = f'href="/ke-hoach/bai/them/?tells={owed.pk}"'
    assert link in minh.get(f"/nhiem-vu/{owed.pk}/").content.decode()
    unfinished = make_obligation(dispatch=make_dispatch(unit=cast.federation, confirmed=True))
    assert "Soạn tin bài" not in minh.get(f"/nhiem-vu/{unfinished.pk}/").content.decode()
    client.force_login(make_person(username="vy", unit=cast.federation, role="reader"))
    assert link not in client.get(f"/nhiem-vu/{owed.pk}/").content.decode()

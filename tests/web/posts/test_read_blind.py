"""Whoever may read in an open run does not learn from a page what the machine makes of its posts."""

from datetime import timedelta

import pytest
from django.urls import reverse

from haichieu.posts.actions import close_audit, correct_reading, count_days, start_audit
from haichieu.posts.models import Audit, FrozenFrame, ToneReading
from haichieu.reports.models import Report
from haichieu.web.reports.forms import period_choices
from tests.factories import NOW, TODAY, make_channel, make_item
from tests.posts.labelled_runs import freeze

pytestmark = pytest.mark.usefixtures("on_the_day")
TITLE = "Khởi tố kế toán tham ô quỹ công đoàn"


@pytest.fixture
def channel(cast):
    return make_channel(unit=cast.hoa_union, name="Trang tin May Phù Sa")


@pytest.fixture
def item(channel):
    return make_item(channel=channel, title=TITLE, tone="negative")


@pytest.fixture
def audit(cast, channel, item):
    return start_audit(by=cast.minh, frame=freeze(cast.minh, cast.federation, [channel]), seed="1", at=NOW)


def page_of(client, item):
    return client.get(reverse("post", args=(item.pk,))).content.decode()


def rows(client, **asked):
    return {row.item.pk: row.reading for row in client.get(reverse("post-list"), asked).context["page"].rows}


def test_the_page_of_a_post_hides_tone_chances_and_words_and_says_why(minh, item, audit):
    page = page_of(minh, item)
    assert "Bạn đang đọc lượt 1 trên danh sách" in page
    for told in (
        "Máy ước lượng bài này",
        "mark class",
        "98\u00a0%",
        "Xác suất của từng",
        "Máy chưa đọc",
        " checked",
    ):
        assert told not in page, told


def test_it_is_shown_again_once_the_run_is_closed(minh, cast, item, audit):
    close_audit(by=cast.minh, audit=audit, at=NOW)
    page = page_of(minh, item)
    assert "Máy ước lượng bài này tiêu cực" in page
    assert "Bạn đang đọc" not in page


def test_what_a_person_put_in_its_place_is_hidden_too(minh, cast, item, audit):
    correct_reading(by=cast.lan, item=item, tone="positive", advisory=False, at=NOW)
    page = page_of(minh, item)
    assert "Người đọc ghi thế nào" not in page
    assert " checked" not in page


def test_who_may_not_read_in_the_run_sees_the_estimate(client, cast, item, audit):
    client.force_login(cast.hoa)  # of the unit below: the list belongs to the federation
    assert "Máy ước lượng bài này tiêu cực" in page_of(client, item)
    assert rows(client)[item.pk].tone == "negative"


def test_the_list_shows_no_tone_and_finds_none_by_tone(minh, channel, item, audit):
    before = make_item(channel=channel, tone="negative", day=TODAY - timedelta(3))
    count_days([(channel.pk, TODAY)])
    assert rows(minh) == {item.pk: None, before.pk: ToneReading.objects.get(item=before)}
    assert set(rows(minh, tone="negative")) == {before.pk}
    assert set(rows(minh, advisory="0")) == {before.pk}
    page = minh.get(reverse("post-list")).content.decode()
    assert page.count("Bạn đang đọc lượt 1") == 1
    assert "1 tiêu cực" not in page
    assert minh.get(reverse("post-list"), {"tone": "negative"}).context["page"].count is None


def test_days_without_such_posts_are_told_as_ever(minh, channel, item, audit):
    day = TODAY - timedelta(3)
    before = make_item(channel=channel, tone="negative", day=day)
    count_days([(channel.pk, day)])
    asked = {"last": f"{day:%d/%m/%Y}"}
    assert set(rows(minh, tone="negative", **asked)) == {before.pk}
    assert "Bạn đang đọc" not in minh.get(reverse("post-list"), asked).content.decode()


def test_posts_passed_on_are_shown_where_the_list_left_them_out(minh, cast, channel, item):
    other = make_item(channel=channel, tone="negative", repost=True)
    frame = freeze(cast.minh, cast.federation, [channel], reposts=False)
    start_audit(by=cast.minh, frame=frame, seed="1", at=NOW)
    assert rows(minh)[item.pk] is None
    assert set(rows(minh, tone="negative")) == {other.pk}


def test_a_list_of_before_channels_were_kept_is_blind_as_well(minh, item, audit):
    FrozenFrame.objects.update(filters={})
    assert rows(minh) == {item.pk: None}


def test_the_records_of_a_report_leave_such_posts_out(minh, cast, item, audit):
    period = period_choices(TODAY)[0][0]
    minh.post(reverse("report-compile"), {"period": period, "unit": str(cast.federation.pk)})
    report = Report.objects.get()
    figure = report.figures.filter(records_kind="post", count=1).first()
    path = reverse("figure", args=(report.pk, figure.key))
    page = minh.get(path).content.decode()
    assert "Bạn đang đọc lượt 1" in page and TITLE not in page
    close_audit(by=cast.minh, audit=audit, at=NOW)
    assert TITLE in minh.get(path).content.decode()


@pytest.mark.parametrize("address", ["post", "post-list"])
def test_many_open_runs_ask_no_more_questions(
    minh, cast, item, audit, address, django_assert_max_num_queries
):
    path = reverse(address, args=(item.pk,) if address == "post" else ())
    for number in range(2, 12):
        Audit.objects.create(frame=audit.frame, run=number, seed="1", started_by="1", started_at=NOW)
    with django_assert_max_num_queries(19):
        minh.get(path)


def figures_of(client, channel):
    """The pages on which the machine's figures of a channel stand, without what else is on them."""
    paths = (reverse("channel", args=(channel.pk,)), reverse("channel-list"), reverse("plan"), "/")
    return {path: client.get(path).content.decode().replace("\u00a0", " ") for path in paths}


def test_no_count_of_the_days_of_a_run_is_shown_to_who_reads_in_it(minh, cast, channel, item, audit):
    count_days([(channel.pk, TODAY)])
    pages = figures_of(minh, channel)
    for path, page in pages.items():
        assert "Bạn đang đọc lượt 1" in page, path
        for told in ("máy đọc 1", "Máy đọc 1", "100 %", "100,0 %", "giống cảnh báo", "Đến hết tháng"):
            assert told not in page, (path, told)
    figure = minh.get(reverse("channel", args=(channel.pk,))).context["figure"]
    assert figure.mix.negative == 0 and all(s.last < TODAY for s in figure.stretches)
    weeks = minh.get(reverse("plan")).context["page"].weeks
    assert [row.counted for row in weeks.rows if row.is_now] == ["đang giấu"]
    close_audit(by=cast.minh, audit=audit, at=NOW)
    for path, page in figures_of(minh, channel).items():
        assert "Bạn đang đọc" not in page, path
    assert minh.get(reverse("channel", args=(channel.pk,))).context["figure"].mix.negative == 1


def test_counts_of_other_channels_and_for_other_people_stay(client, minh, cast, channel, item, audit):
    other = make_channel(unit=cast.hoa_union, name="Zalo May Phù Sa")
    make_item(channel=other, tone="negative")
    count_days([(channel.pk, TODAY), (other.pk, TODAY)])
    assert minh.get(reverse("channel", args=(other.pk,))).context["figure"].mix.negative == 1
    client.force_login(cast.hoa)  # of the unit below: the list belongs to the federation
    assert client.get(reverse("channel", args=(channel.pk,))).context["figure"].mix.negative == 1


def test_the_posts_of_an_open_run_are_not_picked_for_teaching(minh, cast, channel, item, audit):
    other = make_item(channel=channel, title="Tin của hôm kia", day=TODAY - timedelta(2))
    path = reverse("teach")
    assert minh.get(path).context["card"].queue.waiting == (other.pk,)
    asked = f"{path}?queue={item.pk},{other.pk}"
    assert item.pk not in minh.get(asked).context["card"].queue.waiting
    close_audit(by=cast.minh, audit=audit, at=NOW)
    assert set(minh.get(path).context["card"].queue.waiting) == {item.pk, other.pk}

"""Xem lại cảnh báo: a second person looks at drawn posts, blind, and the share of misuse has its interval."""

from datetime import timedelta

import pytest

from haichieu.posts.actions import close_audit, correct_reading, freeze_frame, give_verdict, start_audit
from haichieu.posts.models import FlagCheck, Verdict
from haichieu.posts.queries import audit_state
from haichieu.stats.limits import Limit
from tests.factories import NOW, TODAY, make_channel, make_item
from tests.posts.labelled_runs import freeze

pytestmark = pytest.mark.usefixtures("on_the_day")


@pytest.fixture
def channel(cast):
    return make_channel(unit=cast.federation)


def drawn(channel, *, title="Cảnh báo lừa đảo qua điện thoại", verdict=None, item=None):
    item = item or make_item(channel=channel, title=title, tone="negative", advisory=True)
    return FlagCheck.objects.create(item=item, verdict=verdict, drawn_at=NOW)


def flagged_by_minh(cast, channel):
    """A post that officer Minh flagged in a run that has ended."""
    for n in range(12):
        make_item(channel=channel, title=f"Bài {n}", tone="negative")
    frame = freeze_frame(
        by=cast.minh, unit=cast.federation, channels=[channel], first=TODAY, last=TODAY,
        limit=Limit.parse("15%"), at=NOW,
    )  # fmt: skip
    audit = start_audit(by=cast.minh, frame=frame, seed="1", at=NOW)
    item = audit_state(audit).item
    give_verdict(by=cast.minh, audit=audit, item=item, tone="negative", advisory=True, at=NOW)
    close_audit(by=cast.minh, audit=audit, at=NOW)
    return drawn(channel, item=item, verdict=Verdict.objects.get())


def test_a_second_person_answers_and_the_next_post_comes(minh, cast, channel):
    first, second = drawn(channel, title="Cảnh báo một"), drawn(channel, title="Cảnh báo hai")
    assert "Cảnh báo một" in minh.get("/ke-hoach/canh-bao/").content.decode()
    page = minh.post(f"/ke-hoach/canh-bao/{first.pk}/", {"answer": "yes"}, follow=True).content.decode()
    assert "Cảnh báo hai</h2>" in page and "Cảnh báo một</h2>" not in page
    part = minh.post(
        f"/ke-hoach/canh-bao/{second.pk}/", {"answer": "no"}, headers={"HX-Request": "true"}
    ).content.decode()
    assert "Không còn bài nào chờ bạn" in part and "<html" not in part
    assert list(FlagCheck.objects.order_by("pk").values_list("agrees", "by")) == [
        (True, str(cast.minh.pk)),
        (False, str(cast.minh.pk)),
    ]


def test_the_share_of_misuse_has_its_interval(minh, cast, channel):
    for n in range(20):
        check = drawn(channel, title=f"Cảnh báo {n}")
        FlagCheck.objects.filter(pk=check.pk).update(agrees=n >= 2, by="x", at=NOW)
    words = minh.get("/ke-hoach/").content.decode().replace("\u00a0", " ")
    assert "Đã xem lại 20 bài: 2 bài không phải cảnh báo, tức 10 % (từ 2,8 % đến 30,1 %)" in words


@pytest.mark.parametrize(("looked", "told"), [(1, False), (8, False), (9, True)])
def test_few_looks_are_counted_and_no_share_is_told_of_them(minh, cast, channel, looked, told):
    for n in range(looked):
        FlagCheck.objects.filter(pk=drawn(channel, title=f"Cảnh báo {n}").pk).update(
            agrees=True, by="x", at=NOW
        )
    for address in ("/ke-hoach/", "/ke-hoach/canh-bao/"):
        words = minh.get(address).content.decode().replace("\u00a0", " ")
        assert f"Đã xem lại {looked} bài" in words
        assert (f"{looked} bài, chưa đủ để nói" in words, "(từ 0 % đến" in words) == (not told, told)


def test_posts_of_an_open_run_wait_until_it_is_closed(client, cast, channel):
    check = drawn(channel)
    for n in range(11):
        make_item(channel=channel, title=f"Bài {n}", tone="neutral")
    earlier = drawn(channel, item=make_item(channel=channel, title="Cảnh báo cũ", day=TODAY - timedelta(9)))
    audit = start_audit(by=cast.minh, frame=freeze(cast.minh, cast.federation, [channel]), seed="1", at=NOW)
    client.force_login(cast.lan)
    page = client.get("/ke-hoach/canh-bao/").content.decode()
    assert earlier.item.title in page and check.item.title not in page
    assert "Còn 1 bài chờ người thứ hai" in page
    assert client.get("/").context["day"].flags_waiting == 1
    answer = client.post(f"/ke-hoach/canh-bao/{check.pk}/", {"answer": "yes"})
    assert answer.status_code == 422 and "Chưa ghi gì" in answer.content.decode()
    close_audit(by=cast.minh, audit=audit, at=NOW)
    assert check.item.title in client.get(f"/ke-hoach/canh-bao/?check={check.pk}").content.decode()
    client.post(f"/ke-hoach/canh-bao/{check.pk}/", {"answer": "yes"})
    check.refresh_from_db()
    assert check.agrees is True


def test_the_page_is_blind(minh, cast, channel, client):
    check = flagged_by_minh(cast, channel)
    client.force_login(cast.lan)
    page = client.get("/ke-hoach/canh-bao/").content.decode()
    assert check.item.title in page and "Phạm Quang Minh" not in page
    assert "Tiêu cực" not in page and "thu-nghiem" not in page


def test_nobody_looks_at_the_own_flag(minh, cast, channel):
    check = flagged_by_minh(cast, channel)
    minh.force_login(cast.minh)
    assert check.item.title not in minh.get("/ke-hoach/canh-bao/").content.decode()
    answer = minh.post(f"/ke-hoach/canh-bao/{check.pk}/", {"answer": "yes"})
    assert answer.status_code == 422 and "cần một người khác" in answer.content.decode()
    assert FlagCheck.objects.get().agrees is None


def test_nobody_looks_at_a_flag_that_their_own_correction_raised(minh, cast, channel, client):
    check = drawn(channel)
    correct_reading(by=cast.minh, item=check.item, tone="negative", advisory=True, at=NOW)
    assert check.item.title not in minh.get("/ke-hoach/canh-bao/").content.decode()
    assert minh.post(f"/ke-hoach/canh-bao/{check.pk}/", {"answer": "yes"}).status_code == 422
    client.force_login(cast.lan)
    assert check.item.title in client.get("/ke-hoach/canh-bao/").content.decode()


def test_an_answer_is_given_once_and_must_be_one(minh, cast, channel):
    check = drawn(channel)
    assert minh.post(f"/ke-hoach/canh-bao/{check.pk}/", {"answer": "có lẽ"}).status_code == 422
    minh.post(f"/ke-hoach/canh-bao/{check.pk}/", {"answer": "yes"})
    answer = minh.post(f"/ke-hoach/canh-bao/{check.pk}/", {"answer": "no"})
    assert answer.status_code == 422 and "vừa được người khác xem lại" in answer.content.decode()
    assert FlagCheck.objects.get().agrees is True


def test_the_own_answer_is_taken_back_and_the_same_post_comes_again(minh, cast, channel, client):
    first, second = drawn(channel, title="Cảnh báo một"), drawn(channel, title="Cảnh báo hai")
    for check in (first, second):
        minh.post(f"/ke-hoach/canh-bao/{check.pk}/", {"answer": "no"})
    page = minh.get("/ke-hoach/canh-bao/").content.decode()
    assert page.count('/lay-lai/" hx-post') == 2
    page = minh.post(f"/ke-hoach/canh-bao/{second.pk}/lay-lai/", follow=True)
    assert page.context["card"].check == second
    part = minh.post(f"/ke-hoach/canh-bao/{first.pk}/lay-lai/", headers={"HX-Request": "true"})
    assert part.context["card"].check == first and "<html" not in part.content.decode()
    assert set(FlagCheck.objects.values_list("agrees", "by")) == {(None, "")}


def test_the_answer_of_somebody_else_is_not_shown_and_stays(minh, cast, channel):
    check = drawn(channel)
    FlagCheck.objects.update(agrees=True, by=str(cast.lan.pk), at=NOW)
    assert "/lay-lai/" not in minh.get("/ke-hoach/canh-bao/").content.decode()
    answer = minh.post(f"/ke-hoach/canh-bao/{check.pk}/lay-lai/")
    assert answer.status_code == 422 and "Chỉ người đã trả lời" in answer.content.decode()
    assert FlagCheck.objects.get().agrees is True

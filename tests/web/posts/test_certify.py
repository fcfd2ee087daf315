"""Chứng nhận: freeze a list, draw a seed, label one post after another, undo, close, print, replay."""

import json
import re

import pytest
from django.urls import reverse

from haichieu.dispatches.models import MeasuredLimit
from haichieu.posts.actions import freeze_frame, give_verdict, start_audit
from haichieu.posts.models import Audit, FrozenFrame, ToneReading, Verdict
from haichieu.posts.queries import audit_state, next_to_read, open_draws
from haichieu.posts.rules import replay
from haichieu.stats.limits import Limit
from tests.factories import NOW, TODAY, make_channel, make_dispatch, make_item

HTMX = {"HX-Request": "true"}


pytestmark = pytest.mark.usefixtures("on_the_day")


@pytest.fixture
def channel(cast):
    made = make_channel(unit=cast.hoa_union, name="Trang tin May Phù Sa")
    for number in range(60):
        make_item(channel=made, tone="negative" if number % 20 == 0 else "neutral", repost=number % 10 == 0)
    ToneReading.objects.filter(tone="negative").update(p_negative=0.987613)
    return made


@pytest.fixture
def audit(cast, channel):
    frame = freeze_frame(
        by=cast.minh,
        unit=cast.federation,
        channels=[channel],
        first=TODAY,
        last=TODAY,
        limit=Limit(15, 100),
        at=NOW,
    )
    return start_audit(by=cast.minh, frame=frame, seed="xúc xắc 4-1-6", at=NOW)


def label(client, audit, *, tone="neutral", advisory="", headers=None, item=None):
    item = item or audit_state(audit).item.pk
    values = {"item": item, "tone": tone} | ({"advisory": advisory} if advisory else {})
    return client.post(reverse("label", args=(audit.pk,)), values, headers=headers or {})


def label_all(client, audit):
    while (item := audit_state(audit).item) is not None:
        label(client, audit, tone=item.tone.tone, headers=HTMX)


def form(cast, chosen, **values):
    usual = {
        "unit": cast.federation.pk,
        "channel": [chosen.pk],
        "first": "20/11/2026",
        "last": "20/11/2026",
        "limit": "15%",
        "strict": "1",
    }
    return usual | values


def test_the_form_is_filled_from_the_letter_that_sets_the_limit(minh, cast, channel):
    letter = make_dispatch(unit=cast.federation, confirmed=True)
    MeasuredLimit.objects.create(
        dispatch=letter, unit=cast.federation, text="không quá 12,25%", counts="negative", numerator=49,
        denominator=400, strict=False,
    )  # fmt: skip
    page = minh.get(reverse("frame-new"))
    assert page.context["form"].values["limit"] == "49/400"
    assert page.context["form"].values["strict"] == "0"
    assert "không quá 12,25%" in page.content.decode()


def test_freeze_then_seed_then_the_queue(minh, cast, channel):
    frozen = minh.post(reverse("frame-new"), form(cast, channel))
    frame = FrozenFrame.objects.get()
    assert frozen["location"] == reverse("frame", args=(frame.pk,))
    page = minh.get(frozen["location"]).content.decode()
    assert frame.frame_hash in page
    assert "60 bài, trong đó 6 bài đăng lại" in page
    begun = minh.post(reverse("audit-start", args=(frame.pk,)), {"draw": "1"})
    audit = Audit.objects.get()
    assert begun["location"] == reverse("label", args=(audit.pk,))
    assert (len(audit.seed), audit.seed_source) == (16, "drawn")


def test_drawing_the_seed_now_is_the_first_choice(minh, cast, channel):
    frame = FrozenFrame.objects.get(
        pk=minh.post(reverse("frame-new"), form(cast, channel))["location"].split("/")[-2]
    )
    page = minh.get(reverse("frame", args=(frame.pk,))).content.decode()
    assert 'value="drawn" checked' in page
    minh.post(reverse("audit-start", args=(frame.pk,)), {"seed": "4-1-6"})
    assert Audit.objects.get().seed_source == "given"


def test_the_certificate_tells_of_other_runs_on_the_same_posts(minh, audit):
    minh.post(reverse("audit-close", args=(audit.pk,)))
    assert "Các lượt khác" not in minh.get(reverse("certificate", args=(audit.pk,))).content.decode()
    minh.post(reverse("audit-start", args=(audit.frame_id,)), {"draw": "1"})
    again = Audit.objects.get(run=2)
    minh.post(reverse("audit-close", args=(again.pk,)))
    for name in ("audit", "certificate"):
        page = minh.get(reverse(name, args=(again.pk,))).content.decode()
        assert "Các lượt khác trên các bài này (1): lượt 1 của Liên đoàn" in page
        assert "máy rút sau khi chốt danh sách" in page


def test_a_run_needs_a_seed(minh, audit):
    answer = minh.post(reverse("audit-start", args=(audit.frame_id,)), {"seed": " "})
    assert answer.status_code == 422
    assert "Cần một số gieo" in answer.content.decode()


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"channel": []}, "Hãy chọn ít nhất một kênh."),
        ({"first": "hôm qua"}, "không phải là ngày"),
        ({"last": "19/11/2026"}, "Ngày cuối đứng trước ngày đầu"),
        ({"limit": "0%"}, "lớn hơn 0 %"),
        ({"limit": "140"}, "nhỏ hơn 100 %"),
        ({"limit": "ít thôi"}, "Không hiểu giới hạn"),
        ({"first": "01/01/2020", "last": "02/01/2020"}, "Không có bài nào trong khoảng đã chọn"),
    ],
)
def test_a_wrong_choice_is_said_and_nothing_typed_is_lost(minh, cast, channel, values, sentence):
    answer = minh.post(reverse("frame-new"), form(cast, channel, **values))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    for name in ("first", "last", "limit"):
        assert f'value="{form(cast, channel, **values)[name]}"' in page
    assert not FrozenFrame.objects.exists()


def test_one_post_three_keys_and_no_score_anywhere(minh, audit):
    for _ in range(5):
        answer = minh.get(reverse("label", args=(audit.pk,)))
        text = answer.content.decode() + str(dict(answer.headers))
        shown = audit_state(audit).item
        assert shown.title in text
        assert len(re.findall(r'data-key="[123]"', text)) == 3
        assert "0.98" not in text
        assert "987613" not in text
        assert "Ước lượng" not in text
        assert "status-soon" not in text
        assert f"/tin-bai/{shown.pk}/" not in text  # that page shows the machine's reading
        assert answer["Cache-Control"] == "no-store"
        label(minh, audit)


def test_htmx_gets_the_next_card_only_and_everybody_else_the_page(minh, audit):
    card = label(minh, audit, headers=HTMX)
    assert "<html" not in card.content.decode()
    assert "Đã đọc 1 bài" in card.content.decode()
    assert label(minh, audit)["location"] == reverse("label", args=(audit.pk,))


def test_the_advisory_key_is_kept_apart_from_the_tone(minh, audit):
    label(minh, audit, tone="negative", advisory="1")
    label(minh, audit, tone="unread", advisory="1")
    first, second = Verdict.objects.order_by("step")
    assert (first.tone, first.advisory) == ("negative", True)
    assert (second.tone, second.advisory) == ("", False)


def test_a_post_edited_after_the_freeze_offers_only_unreadable(minh, audit):
    drawn = audit_state(audit).item
    drawn.lead = "Phần dẫn viết lại."
    drawn.save()
    card = minh.get(reverse("label", args=(audit.pk,))).content.decode()
    assert "Bài này đã được sửa sau khi chốt danh sách" in card
    assert re.findall(r'data-key="([^"]+)"', card) == ["0"]
    assert label(minh, audit, item=drawn.pk).status_code == 422
    label(minh, audit, tone="unread", item=drawn.pk)
    assert Verdict.objects.get().tone == ""
    minh.post(reverse("audit-close", args=(audit.pk,)))
    assert (
        "đã sửa sau khi chốt danh sách" in minh.get(reverse("certificate", args=(audit.pk,))).content.decode()
    )


def test_undo_brings_the_same_post_again(minh, audit):
    before = audit_state(audit).item
    label(minh, audit, tone="positive")
    card = minh.post(reverse("label-undo", args=(audit.pk,)), headers=HTMX).content.decode()
    assert "Đã đọc 0 bài" in card
    assert audit_state(audit).item == before
    empty = minh.post(reverse("label-undo", args=(audit.pk,)), headers=HTMX)
    assert empty.status_code == 422
    assert "Chưa có bài nào được đọc để hoàn tác." in empty.content.decode()


def test_two_people_never_label_the_same_draw(minh, cast, audit):
    stale = audit_state(audit).item
    give_verdict(by=cast.lan, audit=audit, item=stale, tone="neutral", advisory=False, at=NOW)
    answer = label(minh, audit, item=stale.pk, headers=HTMX)
    assert answer.status_code == 422
    assert "vừa được người khác đọc xong" in answer.content.decode()
    assert Verdict.objects.count() == 1


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_a_second_tap_on_the_same_post_is_not_a_label_of_the_next(minh, audit, headers):
    tapped = audit_state(audit).item
    label(minh, audit, tone="positive", item=tapped.pk, headers=headers)
    answer = label(minh, audit, tone="positive", item=tapped.pk, headers=headers)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Bạn đã ghi nhãn cho bài này rồi; lần bấm sau không được ghi" in page
    assert audit_state(audit).item.title in page
    assert Verdict.objects.get().item == tapped


def test_a_label_counts_for_the_post_on_the_screen_alone(minh, cast, audit):
    shown, other = (draw.item for draw in open_draws(audit, cast.minh)[:2])
    answer = label(minh, audit, item=other.pk, headers=HTMX)
    assert answer.status_code == 422
    assert "một bài khác bài đang hiện với bạn, nên chưa ghi gì" in answer.content.decode()
    assert shown.title in answer.content.decode()
    assert not Verdict.objects.exists()


def test_what_others_read_does_not_move_the_post_on_the_screen(minh, cast, audit):
    first = next_to_read(audit, cast.lan).item
    give_verdict(by=cast.lan, audit=audit, item=first, tone="neutral", advisory=False, at=NOW)
    shown = next_to_read(audit, cast.minh).item
    for draw in open_draws(audit, cast.lan):
        if draw.item != shown:
            give_verdict(by=cast.lan, audit=audit, item=draw.item, tone="neutral", advisory=False, at=NOW)
            break
    assert label(minh, audit, item=shown.pk, headers=HTMX).status_code == 200


@pytest.mark.parametrize("values", [{}, {"item": "x", "tone": "neutral"}, {"item": "1", "tone": "đối lập"}])
def test_a_broken_key_changes_nothing(minh, audit, values):
    answer = minh.post(reverse("label", args=(audit.pk,)), values)
    assert answer.status_code == 422
    assert not Verdict.objects.exists()


def test_labels_lead_to_a_decision_and_a_certificate_that_replays(minh, audit):
    label_all(minh, audit)
    assert "Đã đủ để kết luận" in minh.get(reverse("label", args=(audit.pk,))).content.decode()
    minh.post(reverse("audit-close", args=(audit.pk,)))
    audit.refresh_from_db()
    assert audit.decision == "below"
    download = minh.get(reverse("certificate-json", args=(audit.pk,)))
    assert "attachment" in download["Content-Disposition"]
    assert replay(json.loads(download.content)).agrees
    printed = minh.get(reverse("certificate", args=(audit.pk,))).content.decode()
    for said in (
        audit.frame.frame_hash,
        "xúc xắc 4-1-6",
        "54 bài tự đăng + 6 bài đăng lại",
        "dưới 15 %",
        "Trang tin May Phù Sa",
        "Phạm Quang Minh",
        "lượt thứ 1",
        "thu-nghiem",
        "Liên đoàn Lao động tỉnh Đông Triều",
        audit.certificate["log_head"],
        audit.certificate["sentence"],
    ):
        assert said in printed, said
    assert printed.count('data-label="Người đọc thấy"') == audit.certificate["labels_read"]


def test_before_closing_there_is_no_certificate_and_afterwards_no_label(minh, audit):
    for name in ("certificate", "certificate-json"):
        assert minh.get(reverse(name, args=(audit.pk,))).status_code == 404
    item = audit_state(audit).item.pk
    minh.post(reverse("audit-close", args=(audit.pk,)))
    assert minh.get(reverse("label", args=(audit.pk,))).status_code == 302
    assert label(minh, audit, item=item).status_code == 422
    assert minh.post(reverse("audit-close", args=(audit.pk,))).status_code == 422
    page = minh.get(reverse("audit", args=(audit.pk,))).content.decode()
    assert "Chưa kết luận" in page
    assert "Đã chứng nhận" not in page


def test_a_second_run_is_numbered_and_the_page_warns(minh, cast, audit):
    minh.post(reverse("audit-close", args=(audit.pk,)))
    page = minh.get(reverse("frame", args=(audit.frame_id,))).content.decode()
    assert "bản chứng nhận ghi rõ đây là lượt thứ mấy" in page
    minh.post(reverse("audit-start", args=(audit.frame_id,)), {"seed": "khác"})
    assert sorted(Audit.objects.values_list("run", flat=True)) == [1, 2]


def test_a_reader_looks_but_does_not_label_and_a_stranger_sees_nothing(client, cast, audit):
    cast.hoa.roles.update(role="reader", unit=cast.federation)
    client.force_login(cast.hoa)
    assert client.get(reverse("audit", args=(audit.pk,))).status_code == 200
    assert client.get(reverse("label", args=(audit.pk,))).status_code == 403
    client.force_login(cast.son)
    assert client.get(reverse("audit", args=(audit.pk,))).status_code == 404
    assert "15 %" not in client.get(reverse("frame-list")).content.decode()


@pytest.mark.parametrize("rows", [3, 30])
def test_the_queries_do_not_grow_with_the_frames(minh, cast, channel, rows, django_assert_max_num_queries):
    for number in range(rows):
        frame = freeze_frame(
            by=cast.minh, unit=cast.federation, channels=[channel], first=TODAY, last=TODAY,
            limit=Limit(10 + number, 100), at=NOW,
        )  # fmt: skip
        start_audit(by=cast.minh, frame=frame, seed="1", at=NOW)
    with django_assert_max_num_queries(18):
        assert minh.get(reverse("frame-list")).status_code == 200

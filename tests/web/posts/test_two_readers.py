"""Two people read each post, blind to each other; a third settles; seeds come with their evidence."""

import json
import re
import subprocess
import sys
from datetime import timedelta
from html import unescape
from pathlib import Path

import pytest
from django.urls import reverse

from haichieu.posts.actions import freeze_frame, give_verdict, start_audit
from haichieu.posts.models import Audit, FrozenFrame, Verdict
from haichieu.posts.queries import next_to_read, open_draws
from haichieu.posts.rules import name_round, replay
from haichieu.stats.limits import Limit
from tests.factories import NOW, TODAY, make_channel, make_item, make_person

pytestmark = pytest.mark.usefixtures("on_the_day", "the_next_day")

ROLLS = "3 1 6 2 2 5 4 1 6 3"
#: The second program that checks certificates, as the page names it.
SECOND = Path(__file__).parents[3] / "docs" / "verify" / "verify_certificate.py"
#: Records of the first format.
STORED = Path(__file__).parents[2] / "posts" / "rules" / "stored"
HTMX = {"HX-Request": "true"}


@pytest.fixture
def the_next_day(monkeypatch):
    """Runs begin a day after the list was frozen, when lotteries are drawn and rounds are out."""
    monkeypatch.setattr("haichieu.web.posts.views.frames.now", lambda: NOW + timedelta(days=1))


@pytest.fixture
def channel(cast):
    made = make_channel(unit=cast.hoa_union, name="Trang tin May Phù Sa")
    for number in range(60):
        make_item(channel=made, tone="negative" if number % 20 == 0 else "neutral", repost=number % 10 == 0)
    return made


@pytest.fixture
def frame(cast, channel):
    return freeze_frame(
        by=cast.minh, unit=cast.federation, channels=[channel], first=TODAY, last=TODAY, limit=Limit(15, 100), at=NOW
    )  # fmt: skip


@pytest.fixture
def audit(cast, frame):
    return begun(cast, frame)


def begun(cast, frame, **values):
    usual = {"seed": ROLLS, "seed_kind": "dice", "readers": 2, "settling": "third"}
    return start_audit(by=cast.minh, frame=frame, at=NOW, **(usual | values))


def begin(client, frame, **values):
    return client.post(reverse("audit-start", args=(frame.pk,)), {"kind": "drawn", "readers": "1"} | values)


def text_of(answer):
    return unescape(answer.content.decode())


def label(client, audit, item, tone, *, name="label", **values):
    return client.post(
        reverse(name, args=(audit.pk,)), {"item": item.pk, "tone": tone} | values, headers=HTMX
    )


def read_batch(audit, person, tone=None):
    """Read all that is due for a person; as the post really is unless a tone is said."""
    for draw in open_draws(audit, person):
        if next_to_read(audit, person).item is None:
            return
        said = tone or draw.item.tone.tone
        give_verdict(by=person, audit=audit, item=draw.item, tone=said, advisory=False, at=NOW)


def test_reposts_are_left_out_and_the_list_says_so(minh, cast, channel):
    asked = {"unit": cast.federation.pk, "channel": [channel.pk], "first": "20/11/2026", "last": "20/11/2026"}
    minh.post(reverse("frame-new"), asked | {"limit": "15%", "reposts": "0"})
    frame = FrozenFrame.objects.get()
    assert frame.size == 54
    assert "đã chọn không tính bài đăng lại" in text_of(minh.get(reverse("frame", args=(frame.pk,))))


def test_a_list_that_named_a_round_takes_that_round_only(minh, cast, channel, monkeypatch):
    monkeypatch.setattr("haichieu.web.posts.views.frames.now", lambda: NOW)
    asked = {"unit": cast.federation.pk, "channel": [channel.pk], "first": "20/11/2026", "last": "20/11/2026"}
    minh.post(reverse("frame-new"), asked | {"limit": "15%", "beacon": "1"})
    frame = FrozenFrame.objects.get()
    page = text_of(minh.get(reverse("frame", args=(frame.pk,))))
    assert f"vòng {frame.beacon_round} của drand quicknet, công bố lúc" in page
    assert re.findall(r'name="kind" id="o-kind-(\w+)"', page) == ["beacon"]
    refused = begin(minh, frame)
    assert refused.status_code == 422
    assert f"hẹn trước vòng {frame.beacon_round}" in text_of(refused)
    published = {"kind": "beacon", "seed": f"{frame.beacon_round} {'ab' * 32}"}
    assert "đến lúc này chưa có" in text_of(begin(minh, frame, **published))
    monkeypatch.setattr("haichieu.web.posts.views.frames.now", lambda: NOW + timedelta(days=1))
    assert begin(minh, frame, **published).status_code == 302
    assert Audit.objects.get().seed_evidence["round"] == frame.beacon_round


@pytest.mark.parametrize(
    ("kind", "seed", "kept"),
    [
        ("drawn", "", "drawn"),
        ("dice", ROLLS, "dice"),
        ("lottery", "Xổ số miền Bắc; 20/11/2026; 48215 09377", "lottery"),
        ("beacon", f"{name_round(NOW).round} {'0f' * 32}", "beacon"),
        ("text", "khai mạc hội nghị", "text"),
    ],
)
def test_every_seed_keeps_its_kind_and_evidence(minh, frame, kind, seed, kept):
    assert begin(minh, frame, kind=kind, seed=seed).status_code == 302
    audit = Audit.objects.get()
    assert (audit.seed_source, audit.seed_kind) == (("drawn", "text") if kept == "drawn" else ("given", kept))
    minh.post(reverse("audit-close", args=(audit.pk,)))
    printed = text_of(minh.get(reverse("certificate", args=(audit.pk,))))
    assert ("Căn cứ của số gieo" in printed) == (kept != "drawn")
    assert ("chuỗi ký tự" in printed) == (kept == "text")
    said = {
        "drawn": "máy rút sau khi chốt danh sách",
        "dice": "gieo xúc xắc 10 lần",
        "lottery": "xổ số “Xổ số miền Bắc”, ngày 20/11/2026, các số 4821509377",
        "beacon": "chọn sau khi chốt danh sách – căn cứ yếu",
        "text": "không có gì cho thấy nó được chọn sau khi chốt danh sách",
    }
    assert said[kept] in printed
    assert ("chữ ký chưa được kiểm; hãy tra vòng này ở drand" in printed) == (kept == "beacon")
    audit.refresh_from_db()
    assert (audit.certificate["seed_kind"], audit.certificate["undone"]) == (kept, 0)
    assert replay(audit.certificate).agrees


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"kind": "dice", "seed": "3 1 6"}, "Cần ít nhất 10 lần gieo xúc xắc; mới có 3."),
        ({"kind": "lottery", "seed": "hôm nay"}, "Hãy ghi xổ số theo dạng"),
        ({"kind": "beacon", "seed": "1"}, "Nguồn ngẫu nhiên cần số vòng và giá trị"),
        (
            {"kind": "beacon", "seed": f"1000 {'ab' * 32}"},
            "Vòng 1000 của nguồn ngẫu nhiên có thể đã được biết trước",
        ),
        ({"kind": "đồng xu", "seed": "sấp"}, "Hãy chọn số gieo đến từ đâu."),
    ],
)
def test_a_seed_that_will_not_do_is_said_and_what_was_typed_stays(minh, frame, values, sentence):
    answer = begin(minh, frame, readers="2", **values)
    page = text_of(answer)
    assert answer.status_code == 422
    assert sentence in page
    assert f'value="{values["seed"]}"' in page
    assert 'value="2" checked' in page
    assert not Audit.objects.exists()


def test_two_readers_see_the_same_posts_and_nothing_of_each_other(client, cast, audit):
    read_batch(audit, cast.minh, "negative")
    client.force_login(cast.lan)
    page = text_of(client.get(reverse("label", args=(audit.pk,))))
    assert "Bạn đã đọc 0 bài" in page
    assert "Bạn không thấy người kia ghi gì" in page
    assert "Vừa đọc" not in page
    assert "Phạm Quang Minh" not in page
    first = next_to_read(audit, cast.lan).item
    assert first.title in page
    assert Verdict.objects.filter(item=first).exists()  # Minh has read it


def test_the_same_person_cannot_be_both_readers(minh, cast, audit):
    item = next_to_read(audit, cast.minh).item
    label(minh, audit, item, "neutral")
    again = label(minh, audit, item, "neutral")
    assert again.status_code == 422
    assert "Bạn đã đọc bài này; cần một người khác đọc lần hai." in text_of(again)


def test_whoever_is_ahead_waits_and_the_page_asks_again_by_itself(minh, cast, audit):
    read_batch(audit, cast.minh)
    page = minh.get(reverse("label", args=(audit.pk,)))
    assert "Chờ người đọc khác" in text_of(page)
    assert 'hx-trigger="every 15s, focus from:window"' in text_of(page)
    assert minh.get(reverse("label", args=(audit.pk,)), headers=HTMX).status_code == 204
    read_batch(audit, cast.lan)
    assert "post-to-read" in text_of(minh.get(reverse("label", args=(audit.pk,)), headers=HTMX))


def test_a_third_person_settles_where_two_differ_and_does_not_see_how(client, cast, audit):
    item = next_to_read(audit, cast.minh).item
    give_verdict(by=cast.minh, audit=audit, item=item, tone="negative", advisory=False, at=NOW)
    give_verdict(by=cast.lan, audit=audit, item=item, tone="neutral", advisory=False, at=NOW)
    third = make_person(full_name="Đỗ Thị Ba", unit=cast.federation)
    client.force_login(third)
    assert "Quyết định 1 bài hai người thấy khác nhau" in text_of(
        client.get(reverse("audit", args=(audit.pk,)))
    )
    page = text_of(client.get(reverse("settle", args=(audit.pk,))))
    assert item.title in page
    assert "Hai người đọc thấy bài này khác nhau." in page
    assert "Phạm Quang Minh" not in page
    step = re.search(r'name="step" value="(\d+)"', page).group(1)
    done = label(client, audit, item, "neutral", name="settle", step=step)
    assert "Không còn bài nào chờ người thứ ba" in text_of(done)
    assert Verdict.objects.get(slot=3).tone == "neutral"
    again = label(client, audit, item, "neutral", name="settle", step=step)
    assert again.status_code == 422
    assert "không cần người thứ ba đọc" in text_of(again)


def test_the_two_readers_have_nothing_to_settle(client, cast, audit):
    item = next_to_read(audit, cast.minh).item
    give_verdict(by=cast.minh, audit=audit, item=item, tone="negative", advisory=False, at=NOW)
    give_verdict(by=cast.lan, audit=audit, item=item, tone="neutral", advisory=False, at=NOW)
    for reader in (cast.minh, cast.lan):
        client.force_login(reader)
        assert "Không còn bài nào" in text_of(client.get(reverse("settle", args=(audit.pk,))))
        assert "Quyết định" not in text_of(client.get(reverse("audit", args=(audit.pk,))))


def test_agreement_is_told_to_nobody_before_the_run_is_closed(client, cast, frame):
    audit = begun(cast, frame, settling="mean")
    for _ in range(2):
        read_batch(audit, cast.minh)
        read_batch(audit, cast.lan)
    onlooker = make_person(full_name="Bùi Văn Tư", role="reader", unit=cast.federation)
    for person in (cast.minh, cast.lan, onlooker):
        client.force_login(person)
        assert "hai người đọc thấy như nhau" not in text_of(client.get(reverse("audit", args=(audit.pk,))))
    client.force_login(cast.minh)
    client.post(reverse("audit-close", args=(audit.pk,)))
    assert "có tính vào mức hay không, hai người đọc thấy như nhau" in text_of(
        client.get(reverse("audit", args=(audit.pk,)))
    )


def test_no_figure_that_a_reader_sees_moves_with_what_the_labels_say(minh, cast, frame):
    audit = begun(cast, frame, readers=1, seed="x", seed_kind="text")
    told = []
    for tone in ("neutral", "negative"):
        for _ in range(3):
            last = label(minh, audit, next_to_read(audit, cast.minh).item, tone)
        pages = text_of(last), text_of(minh.get(reverse("audit", args=(audit.pk,))))
        told.append(
            [
                (re.findall(r"Đã đọc[^<]*", page), re.findall(r'progress-fill" width="[^"]*"', page))
                for page in pages
            ]
        )
        for _ in range(3):
            minh.post(reverse("label-undo", args=(audit.pk,)))
        assert not Verdict.objects.filter(undone_at=None).exists()
    assert told[0] == told[1]
    words = told[0][0][0][0]
    assert re.fullmatch(r"Đã đọc 3 bài\. Lúc bắt đầu, dự kiến đọc khoảng \d+ bài là đủ kết luận\.", words)


def test_the_moving_figure_is_for_those_who_do_not_read_in_the_run(client, cast, frame):
    audit = begun(cast, frame, readers=1, seed="x", seed_kind="text")
    for _ in range(3):
        item = next_to_read(audit, cast.minh).item
        give_verdict(by=cast.minh, audit=audit, item=item, tone="neutral", advisory=False, at=NOW)
    pages = {}
    onlooker = make_person(full_name="Bùi Văn Tư", role="reader", unit=cast.federation)
    for name, person in (("reader", cast.minh), ("may read", cast.lan), ("onlooker", onlooker)):
        client.force_login(person)
        pages[name] = text_of(client.get(reverse("audit", args=(audit.pk,))))
        assert "Chưa kết luận được" in pages[name] and "Đã đọc 3 bài trên 60" in pages[name]
    assert re.search(r"dự kiến cần đọc thêm khoảng \d+ bài\.", pages["onlooker"])
    assert "cần đọc thêm" not in pages["reader"] + pages["may read"]
    client.force_login(cast.minh)
    client.post(reverse("audit-close", args=(audit.pk,)))
    page = text_of(client.get(reverse("audit", args=(audit.pk,))))
    assert "Chưa kết luận được tỷ lệ tiêu cực" in page
    assert "Dự kiến cần đọc thêm khoảng" in page
    assert "bắt đầu một lượt mới" in page


def test_the_certificate_prints_both_shares_both_readers_and_the_way_to_check_it(
    client, cast, frame, tmp_path
):
    audit = begun(cast, frame, settling="mean")
    differs = next_to_read(audit, cast.minh).item
    give_verdict(by=cast.minh, audit=audit, item=differs, tone="negative", advisory=False, at=NOW)
    give_verdict(by=cast.lan, audit=audit, item=differs, tone="neutral", advisory=False, at=NOW)
    for _ in range(40):
        read_batch(audit, cast.minh)
        read_batch(audit, cast.lan)
        if next_to_read(audit, cast.minh).decided:
            break
    client.force_login(cast.minh)
    client.post(reverse("audit-close", args=(audit.pk,)))
    audit.refresh_from_db()
    printed = text_of(client.get(reverse("certificate", args=(audit.pk,))))
    file = tmp_path / "chung-nhan.json"
    file.write_bytes(client.get(reverse("certificate-json", args=(audit.pk,))).content)
    record = json.loads(file.read_bytes())
    assert replay(record).agrees
    checked = subprocess.run(
        [sys.executable, str(SECOND), str(file)], capture_output=True, text=True, check=False
    )
    assert checked.returncode == 0, checked.stdout + checked.stderr
    for said in (
        f"Mã QR ghi dấu của danh sách: {record['frame_hash']}", record["digest"], record["negative_sentence"],
        "Tiêu cực / Trung tính", "(tính 1/2)", "khi khác nhau, mỗi người tính một nửa", "kappa",
        f"haichieu certify --replay chung-nhan-{audit.pk}.json",
        f"verify_certificate.py chung-nhan-{audit.pk}.json", "gieo xúc xắc 10 lần",
        "không tính lại tỷ lệ ước tính và khoảng tin cậy",
    ):  # fmt: skip
        assert said in printed, said
    assert printed.count("Giữ được giới hạn") == 3  # the whole, and each share
    assert 'viewBox="0 0 45 45"' in printed


def test_the_label_queue_asks_no_more_questions_the_further_the_run_is(
    minh, cast, audit, django_assert_max_num_queries
):
    for _ in range(3):
        read_batch(audit, cast.minh)
        read_batch(audit, cast.lan)
    with django_assert_max_num_queries(22):
        minh.get(reverse("label", args=(audit.pk,)))


@pytest.mark.parametrize("name", ["decided", "undecided"])
def test_a_certificate_of_before_all_this_was_kept_is_still_shown(minh, cast, frame, name):
    audit = begun(cast, frame, readers=1, seed="x", seed_kind="text")
    audit.certificate = json.loads((STORED / f"certificate-1-{name}.json").read_text("utf-8"))
    audit.decision, audit.closed_at = audit.certificate["decision"], NOW
    audit.save()
    for address in ("audit", "certificate"):
        page = text_of(minh.get(reverse(address, args=(audit.pk,))))
        assert audit.certificate["sentence"] in page
        assert "mỗi bài một người đọc" in page
        assert (
            "verify_certificate.py" not in page
        )  # the second program reads records of the second format only

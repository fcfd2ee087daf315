"""Posts come in from files and feeds: once, without readers' names, and nothing is lost on the way."""

import csv
import gzip
import json
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from django.apps import apps
from django.db.models import CharField, JSONField, TextField

from haichieu.base.models import LogEntry
from haichieu.channels.errors import ChannelsError
from haichieu.channels.models import Channel, Import, PublishedItem, SetAsideRow
from haichieu.channels.sources import CollectError, digest_file, open_address, open_file
from haichieu.posts.actions import add_posts
from haichieu.posts.models import DailyMix, ToneReading
from haichieu.posts.rules.tone import load_model
from tests.factories import NOW, make_channel, make_unit
from tests.shared_data import ROOT

pytestmark = pytest.mark.django_db

SAMPLES = ROOT / "demo" / "posts"
MODEL = load_model()


@pytest.fixture
def channel(db: None) -> Channel:
    return make_channel(unit=make_unit(), name="Trang thử nghiệm")


def take(channel: Channel, path: Path) -> Import:
    return add_posts(
        by=None,
        channel=channel,
        source=path.name,
        sha256=digest_file(path),
        collection=open_file(path),
        model=MODEL,
        at=NOW,
    )


def take_feed(channel: Channel, url: str) -> Import:
    collection, sha256 = open_address(url, allow_private=True)
    return add_posts(
        by=None, channel=channel, source=url, sha256=sha256, collection=collection, model=MODEL, at=NOW
    )


def listing(path: Path, *rows: tuple[str, str, str]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows([("id", "title", "published"), *rows])
    return path


def every_text_in_the_database() -> Iterator[str]:
    for model in apps.get_models():
        names = [f.name for f in model._meta.fields if isinstance(f, CharField | TextField | JSONField)]
        for row in model._default_manager.values_list(*names) if names else ():
            yield from (json.dumps(cell, ensure_ascii=False, default=str) for cell in row)


# Files


def test_the_five_sample_channels_come_in_once_and_are_read() -> None:
    unit = make_unit()
    channels = {path: make_channel(unit=unit) for path in sorted(SAMPLES.iterdir())}
    runs = [take(channel, path) for path, channel in channels.items()]
    assert len(runs) == 5 and sum(run.added for run in runs) == 355
    assert not SetAsideRow.objects.exists()
    assert PublishedItem.objects.count() == ToneReading.objects.count() == 355
    assert sum(DailyMix.objects.values_list("items", flat=True)) == 355

    again = [take(channel, path) for path, channel in channels.items()]
    assert [(run.added, run.changed) for run in again] == [(0, 0)] * 5
    assert sum(run.unchanged for run in again) == PublishedItem.objects.count() == 355


def test_no_reader_of_ours_is_in_the_database(channel: Channel) -> None:
    with (SAMPLES / "facebook.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    private = ("Top commenter name", "Top commenter profile", "Top comment text")
    said = {row[column] for row in rows for column in private if row[column]}
    assert said, "the sample has commenters"

    run = take(channel, SAMPLES / "facebook.csv")

    assert set(private) <= set(run.dropped_columns)
    stored = list(every_text_in_the_database())
    assert any("Lịch trực trang" in text for text in stored), "the search sees what is stored"
    assert not [(name, text) for name in said for text in stored if name in text]


def test_a_changed_title_is_a_change_and_is_read_again(channel: Channel, tmp_path: Path) -> None:
    day = "20/11/2026 08:00"
    take(channel, listing(tmp_path / "a.csv", ("1", "Lịch họp tổ công đoàn", day), ("2", "Tin vắn", day)))
    item = PublishedItem.objects.get(external_id="1")
    before = ToneReading.objects.get(item=item)

    title = "Cháy lớn ở xưởng may, ba công nhân tử vong"
    run = take(channel, listing(tmp_path / "b.csv", ("1", title, day), ("2", "Tin vắn", day)))

    assert (run.added, run.changed, run.unchanged) == (0, 1, 1)
    item.refresh_from_db()
    assert item.title == title and "chay lon" in item.search
    after = ToneReading.objects.get(item=item)
    assert after.p_negative > before.p_negative


def test_a_post_that_moves_to_another_day_is_counted_there_only(channel: Channel, tmp_path: Path) -> None:
    take(channel, listing(tmp_path / "a.csv", ("1", "Tin một", "20/11/2026"), ("2", "Tin hai", "20/11/2026")))
    take(channel, listing(tmp_path / "b.csv", ("1", "Tin một", "21/11/2026")))
    take(channel, listing(tmp_path / "c.csv", ("2", "Tin hai", "21/11/2026")))
    assert [(str(mix.day), mix.items) for mix in DailyMix.objects.order_by("day")] == [("2026-11-21", 2)]


def test_a_very_long_id_is_the_same_post_the_second_time(channel: Channel, tmp_path: Path) -> None:
    start = "https://trang.example/" + "a" * 400
    rows = ((start + "1", "Tin một", "20/11/2026"), (start + "2", "Tin hai", "20/11/2026"))
    path = listing(tmp_path / "a.csv", *rows)
    assert take(channel, path).added == 2
    assert take(channel, path).unchanged == 2


def test_rows_with_broken_dates_are_set_aside_with_the_reason(channel: Channel, tmp_path: Path) -> None:
    good, bad = ("1", "Tin một", "20/11/2026"), ("2", "Tin hai", "hôm qua")
    run = take(channel, listing(tmp_path / "a.csv", good, bad, ("3", "Tin ba", "31/02/2026")))
    assert run.added == 1
    aside = {row.values["id"]: row for row in run.set_aside.all()}
    assert "hôm qua" in aside["2"].reason and "không đọc được" in aside["2"].reason
    assert aside["3"].values["title"] == "Tin ba", "what stood in the row is kept"


def test_a_row_without_a_title_is_set_aside_and_the_others_come_in(channel: Channel, tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    lines = [
        {"id": 1, "title": "", "published": "2026-11-20"},
        {"id": 2, "title": "Tin", "published": "2026-11-20"},
    ]
    path.write_text("\n".join(map(json.dumps, lines)) + '\n{"id": 3, "ti', encoding="utf-8")
    run = take(channel, path)
    assert run.added == 1
    assert sorted(row.line for row in run.set_aside.all()) == [1, 3]


@pytest.mark.parametrize("posts", [300, 2300])
def test_what_stands_before_the_break_of_a_file_is_kept(channel: Channel, tmp_path: Path, posts: int) -> None:
    path = tmp_path / "cut.jsonl.gz"
    title = "Tin số {} về đời sống công nhân khu công nghiệp"
    lines = [
        json.dumps({"id": n, "title": title.format(n), "published": "2026-11-20", "reader": "Ẩn danh"})
        for n in range(posts)
    ]
    path.write_bytes(gzip.compress("\n".join(lines).encode())[:-40])

    with pytest.raises(CollectError, match=r"bị cắt cụt hoặc hỏng: hãy tải lại tệp; .* đã được giữ"):
        take(channel, path)

    run = Import.objects.get()
    assert 0 < run.added == PublishedItem.objects.count() == ToneReading.objects.count() <= posts
    assert run.dropped_columns == ["reader"]
    assert LogEntry.objects.filter(verb="import_posts").exists(), "what was stored is in the log"

    path.write_bytes(gzip.compress("\n".join(lines).encode()))
    assert take(channel, path).added == posts - run.added, "the whole file goes on where it broke"


def test_a_source_that_brings_nothing_leaves_no_import_behind(channel: Channel, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("cột lạ;cột khác\n1;2\n", encoding="utf-8")
    with pytest.raises(CollectError, match="thiếu cột id và title"):
        take(channel, path)
    assert not Import.objects.exists()


def test_a_closed_channel_takes_nothing(channel: Channel) -> None:
    channel.closed_at = NOW
    channel.save()
    with pytest.raises(ChannelsError, match="đã đóng"):
        take(channel, SAMPLES / "zalo.csv")


def test_the_same_file_under_another_name_brings_nothing_new(channel: Channel, tmp_path: Path) -> None:
    take(channel, SAMPLES / "zalo.csv")
    run = take(channel, Path(shutil.copy(SAMPLES / "zalo.csv", tmp_path / "khac.csv")))
    assert (run.added, run.changed) == (0, 0)


# Feeds over HTTP

Answer = tuple[int, dict[str, str], bytes]


@contextmanager
def site(answer: Callable[[str], Answer]) -> Iterator[str]:
    """A web server on loopback that answers each path as ``answer`` says."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, headers, body = answer(self.path)
            self.send_response(status)
            for name, value in {**headers, "Content-Length": str(len(body))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def page(body: bytes, status: int = 200, **headers: str) -> Callable[[str], Answer]:
    return lambda path: (status, headers, body)


def test_a_feed_comes_in_from_its_address(channel: Channel) -> None:
    feed = (SAMPLES / "site.xml").read_bytes()
    with site(page(feed)) as address:
        run = take_feed(channel, f"{address}/rss.xml")
        assert run.added == PublishedItem.objects.count() > 50
        assert take_feed(channel, f"{address}/rss.xml").unchanged == run.added


def test_words_survive_a_feed_that_declares_the_wrong_encoding(channel: Channel) -> None:
    feed = (SAMPLES / "site.xml").read_text("utf-8").replace('encoding="UTF-8"', 'encoding="ISO-8859-1"')
    assert "ISO-8859-1" in feed
    headers = {"Content-Type": "text/xml; charset=windows-1252"}
    with site(lambda path: (200, headers, feed.encode())) as address:
        take_feed(channel, address)
    right = make_channel(unit=channel.unit)
    take(right, SAMPLES / "site.xml")
    titles = [set(each.items.values_list("title", flat=True)) for each in (channel, right)]
    assert titles[0] == titles[1]


def test_a_redirect_is_followed_but_not_for_ever(channel: Channel) -> None:
    feed = (SAMPLES / "site.xml").read_bytes()

    def answer(path: str) -> Answer:
        return (
            (200, {}, feed) if path == "/moi" else (302, {"Location": "/moi" if path == "/cu" else path}, b"")
        )

    with site(answer) as address:
        assert take_feed(channel, f"{address}/cu").added > 50
        with pytest.raises(CollectError, match="chuyển hướng quá nhiều lần"):
            open_address(f"{address}/vong", allow_private=True)


def test_a_web_page_is_no_feed(channel: Channel) -> None:
    html = "<!doctype html><html><body>Trang chủ</body></html>".encode()
    with site(page(html)) as address, pytest.raises(CollectError, match="không phải luồng tin RSS/Atom"):
        take_feed(channel, address)
    assert not Import.objects.exists() and not PublishedItem.objects.exists()


def test_an_answer_over_5_megabytes_is_refused() -> None:
    with (
        site(page(b"<rss>" + b" " * (5 * 1024 * 1024))) as address,
        pytest.raises(CollectError, match="5 MB"),
    ):
        open_address(address, allow_private=True)


@pytest.mark.parametrize(("status", "permanent"), [(404, True), (410, True), (500, False), (503, False)])
def test_an_error_answer_says_whether_to_try_again(status: int, permanent: bool) -> None:
    with site(page(b"", status)) as address, pytest.raises(CollectError, match=str(status)) as caught:
        open_address(address, allow_private=True)
    assert caught.value.permanent is permanent


def test_pages_never_reach_into_the_office_network() -> None:
    asked: list[str] = []

    def answer(path: str) -> Answer:
        asked.append(path)
        return 200, {}, b""

    with site(answer) as address:
        port = address.rpartition(":")[2]
        for inside in (
            address,
            f"http://localhost:{port}/",
            f"http://[::ffff:127.0.0.1]:{port}/",
            "http://10.0.0.8/",
        ):
            with pytest.raises(CollectError, match="mạng nội bộ"):
                open_address(inside)
    assert not asked


@pytest.mark.parametrize(
    "address",
    [
        "http://[::1",
        "http://a:99999999/",
        "ftp://trang.example/rss",
        "http:///rss",
        "http://a b/",
        "https://",
    ],
)
def test_an_address_that_is_none_gets_one_sentence(address: str) -> None:
    with pytest.raises(CollectError, match=r"không phải địa chỉ|Không kết nối được|Không tìm thấy máy chủ"):
        open_address(address)


def test_nobody_listening_is_worth_another_try() -> None:
    with site(page(b"")) as address:
        pass
    with pytest.raises(CollectError, match="Không kết nối được") as caught:
        open_address(address, allow_private=True)
    assert not caught.value.permanent


def test_readers_comments_in_a_feed_are_not_stored(channel: Channel, tmp_path: Path) -> None:
    entry = (
        "<item><guid>1</guid><title>Tin một</title><link>https://trang.example/1</link>"
        "<dc:creator>Người Viết Kín</dc:creator><author>kin@thu.example</author>"
        "<pubDate>Fri, 20 Nov 2026 09:00:00 +0700</pubDate></item>"
    )
    path = tmp_path / "rss.xml"
    namespace = 'xmlns:dc="http://purl.org/dc/elements/1.1/"'
    path.write_text(f'<rss version="2.0" {namespace}><channel>{entry}</channel></rss>', encoding="utf-8")
    run = take(channel, path)
    assert run.added == 1 and run.dropped_columns
    assert not [
        text for text in every_text_in_the_database() if "Người Viết Kín" in text or "kin@thu" in text
    ]

"""``haichieu posts add``: from a file with a bar that tells the truth, or from the address of a feed."""

import gzip
import io
import json
import sys
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest
from click.testing import CliRunner

from haichieu.channels.models import PublishedItem
from haichieu.channels.sources import digest_file, open_file
from haichieu.cli.main import main
from haichieu.cli.office.posts import count_rows, take
from tests.factories import make_channel, make_unit

FEED = b"""<?xml version="1.0"?><rss version="2.0"><channel><title>Trang tin</title>
<item><guid>1</guid><title>H\xe1\xbb\x99i ngh\xe1\xbb\x8b</title>
<pubDate>Mon, 02 Nov 2026 08:00:00 +0700</pubDate></item></channel></rss>"""


class Terminal(io.StringIO):
    """A stream that a person watches."""

    def isatty(self) -> bool:
        return True


def json_lines(rows: int) -> str:
    row = {"title": "Hội nghị công nhân", "lead": "", "published": "2026-11-02"}
    return "".join(json.dumps({"id": str(number), **row}) + "\n" for number in range(rows))


@pytest.fixture
def feed() -> Iterator[str]:
    """The address of a feed in the office's own network."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "application/rss+xml")
            self.end_headers()
            self.wfile.write(FEED)

        def log_message(self, *words: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/rss"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.django_db
def test_posts_come_from_the_address_of_a_feed(feed: str) -> None:
    channel = make_channel(unit=make_unit())
    said = CliRunner().invoke(main, ["posts", "add", feed, "--channel", channel.name])
    assert said.exit_code == 0, said.output
    assert "1 bài mới" in said.stdout
    assert PublishedItem.objects.get().title == "Hội nghị"


@pytest.mark.django_db
@pytest.mark.parametrize(("packed", "ends"), [(False, "2500/2500"), (True, "2500")])
def test_the_bar_counts_rows_and_is_full_at_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, packed: bool, ends: str
) -> None:
    data = json_lines(2500).encode()
    path = tmp_path / ("bai.jsonl.gz" if packed else "bai.jsonl")
    path.write_bytes(gzip.compress(data) if packed else data)
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    channel = make_channel(unit=make_unit())
    take(channel, path.name, digest_file(path), open_file(path), None, rows=count_rows(path))
    drawn = terminal.getvalue().replace("\x1b[?25h", "").split("\r")
    assert drawn[-1].strip().endswith(ends)
    if not packed:
        assert "#" * 30 in drawn[-1]
        assert "-" in drawn[-2] or " " in drawn[-2].partition("[")[2], "not full before the end"


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        (json_lines(3), 3),
        (json_lines(3).rstrip(), 3),
        ("id,title,published\n1,Hội nghị,2026-11-02\n", 1),
        ("id,title,published", 0),
        ("", 0),
        ("[{}, {}]", None),
        ("<rss/>", None),
    ],
)
def test_rows_are_counted_where_lines_say_it(tmp_path: Path, text: str, rows: int | None) -> None:
    path = tmp_path / "bai"
    path.write_text(text, encoding="utf-8")
    assert count_rows(path) == rows

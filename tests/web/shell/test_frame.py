"""The frame of every page: menu, counts, refusals, and nothing from another host."""

import hashlib
import json
import re
from pathlib import Path

import pytest
from django.test import Client

import haichieu.web.shell
from tests.factories import TODAY, make_dispatch, make_obligation

STATIC = Path(haichieu.web.shell.__file__).parent / "static"
#: Drawn for the printer only, never sent to a browser.
PRINTED = {"register_print.html"}
TEMPLATES = [
    path
    for path in Path(haichieu.web.shell.__file__).parents[1].glob("*/templates/**/*.html")
    if path.name not in PRINTED
]


def test_the_menu_says_where_one_is_and_what_waits(minh, cast, monkeypatch):
    make_dispatch(unit=cast.federation)
    make_obligation(dispatch=make_dispatch(unit=cast.federation, confirmed=True), due_on=TODAY.replace(day=1))
    page = minh.get("/kenh/").content.decode()
    assert page.count('aria-current="page"') == 2  # once in the side menu, once in the phone's
    assert re.search(r"Văn bản</span><span class=\"nav-count\">\(1", page)
    assert re.search(r"Nhiệm vụ</span><span class=\"nav-count\">\(1", page)
    assert "Phạm Quang Minh" in page
    assert "Liên đoàn Lao động tỉnh Đông Triều" in page


def test_the_menu_shows_what_the_unit_does(client, cast):
    def lines(person):
        client.force_login(person)
        page = client.get("/").content.decode()
        side = page[page.index('class="sidebar"') :]
        daily, more = side[: side.index("nav-more")], side[side.index("nav-more") : side.index("</nav>")]
        return re.findall(r"</svg><span>([^<]+)</span>", daily), re.findall(
            r"</svg><span>([^<]+)</span>", more
        )

    upper, _ = lines(cast.lan)
    lower, more = lines(cast.hoa)
    assert {"Việc đã giao", "Tổng hợp"} <= set(upper) and "Việc được giao" not in upper
    assert "Việc được giao" in lower and {"Việc đã giao", "Tổng hợp"}.isdisjoint(lower)
    assert max(len(upper), len(lower)) + 1 <= 9
    assert {"Thêm", "Đơn vị", "Lịch làm việc"} <= set(more)


def test_a_person_without_a_unit_still_gets_a_page(client, cast):
    cast.son.roles.all().delete()
    client.force_login(cast.son)
    page = client.get("/")
    assert page.status_code == 200
    assert "Chưa được giao đơn vị" in page.content.decode()


def test_the_page_speaks_vietnamese_and_can_be_skipped_through(minh):
    page = minh.get("/gioi-han/").content.decode()
    assert '<html lang="vi">' in page
    assert page.index("skip-link") < page.index("<nav")
    assert page.count("<h1>") == 1


def test_nothing_comes_from_another_host_and_nothing_runs_inline(minh, settings):
    settings.DEBUG = False
    answer = minh.get("/")
    text = answer.content.decode()
    assert re.findall(r'(?:src|href)="(?:https?:)?//', text) == []
    assert "default-src 'self'" in answer["Content-Security-Policy"]
    assert "unsafe" not in answer["Content-Security-Policy"]


@pytest.mark.parametrize("path", sorted(TEMPLATES), ids=lambda path: path.name)
def test_no_template_styles_or_scripts_inline(path):
    text = path.read_text()
    assert not re.search(r"\sstyle=|\son[a-z]+=|<style|hx-on|javascript:", text)
    assert not re.search(r"<script(?![^>]*\ssrc=)", text)


def test_what_is_not_there_says_so_with_a_way_on(minh, client):
    page = minh.get("/khong-co-trang-nay/")
    assert page.status_code == 404
    assert "Không tìm thấy" in page.content.decode()
    assert "Về trang Hôm nay" in page.content.decode()


def test_a_missing_right_is_a_sentence(client, cast):
    client.force_login(cast.hoa)
    page = client.get("/kenh/khai-bao/")
    assert page.status_code == 403
    assert "Chỉ lãnh đạo đơn vị mới khai báo được kênh." in page.content.decode()


def test_a_failure_on_our_side_shows_no_traceback(cast, monkeypatch):
    def fail(*args, **kwargs):
        raise RuntimeError("chi tiết bên trong")

    monkeypatch.setattr("haichieu.web.today.views.today_block", fail)
    client = Client(raise_request_exception=False)
    client.force_login(cast.minh)
    page = client.get("/")
    assert page.status_code == 500
    assert "Máy chủ gặp lỗi" in page.content.decode()
    assert "chi tiết bên trong" not in page.content.decode()


def test_an_old_form_is_refused_in_vietnamese(cast):
    client = Client(enforce_csrf_checks=True)
    page = client.post("/dang-nhap/", {"username": "minh"})
    assert page.status_code == 403
    assert "Phiên làm việc đã cũ" in page.content.decode()


def test_vendored_files_are_those_that_are_listed():
    rows = json.loads((STATIC / "vendor" / "vendor.json").read_text())
    for row in rows:
        data = (STATIC / "vendor" / row["file"]).read_bytes()
        assert hashlib.sha256(data).hexdigest() == row["sha256"], row["file"]
    there = {str(p.relative_to(STATIC / "vendor")) for p in (STATIC / "vendor").rglob("*") if p.is_file()}
    assert there == {row["file"] for row in rows} | {"vendor.json"}


def test_every_icon_that_a_page_names_is_in_the_sprite():
    sprite = (STATIC / "vendor/bootstrap-icons/icons.svg").read_text()
    held = set(re.findall(r'<symbol id="([^"]+)"', sprite))
    web = Path(haichieu.web.shell.__file__).parents[1]
    named = {
        name
        for path in web.rglob("*.html")
        for name in re.findall(r"{% icon [\"']([a-z0-9-]+)[\"'] %}", path.read_text())
    }
    from_code = re.findall(r'Status\("[^"]+", "([a-z0-9-]+)"', (web / "shell/statuses.py").read_text())
    assert named | set(from_code) <= held


def _luminance(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    r, g, b = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


@pytest.mark.parametrize(
    ("text", "ground"),
    [
        ("ink", "ground"), ("ink-soft", "ground"), ("ink-soft", "paper"), ("blue", "paper"), ("blue", "ground"),
        ("blue", "blue-soft"), ("paper", "blue"), ("late", "late-soft"), ("late", "paper"),
        ("done", "paper"), ("soon", "paper"), ("advisory", "advisory-soft"),
    ],
)  # fmt: skip
def test_text_stands_out_from_its_ground(text, ground):
    css = (STATIC / "haichieu/tokens.css").read_text()
    colours = dict(re.findall(r"--hc-([a-z-]+): (#[0-9a-f]{6});", css))
    one, other = sorted((_luminance(colours[text]), _luminance(colours[ground])))
    assert (other + 0.05) / (one + 0.05) >= 4.5

"""A digest in words: calm, counted, the most pressing first, and nothing that loads or tells."""

import re
from datetime import date

from haichieu.notices.rules import (
    DigestText,
    Line,
    Section,
    push_words,
    subject,
    write_html,
    write_plain,
    write_short,
)

LINES = (
    Line("Báo cáo <kết quả> Tháng Công nhân", "hạn 18/11/2026 (quá 2 ngày)", "https://x.example/viec/1/"),
)
TEXT = DigestText(
    date(2026, 11, 20),
    (
        Section("late", "Quá hạn", LINES, 3, 2),
        Section("today", "Đến hạn hôm nay", LINES, 1),
        Section("letters", "Văn bản mới", LINES, 5),
    ),
    ("Ngoài ra còn 4 việc quá hạn đã nhắc từ trước.",),
    "https://x.example/nhac-viec/ngay/2026-11-20/",
    "https://x.example/nhac-viec/",
)


def test_the_subject_is_short_and_counts_what_presses() -> None:
    assert subject(TEXT) == "Nhắc việc 20/11/2026: 3 việc quá hạn, 1 việc đến hạn hôm nay"


def test_plain_text_says_everything_in_order() -> None:
    text = write_plain(TEXT)
    places = [
        text.index(words)
        for words in ("QUÁ HẠN (3)", "- và 2 mục nữa", "ĐẾN HẠN HÔM NAY (1)", "VĂN BẢN MỚI (5)")
    ]
    assert places == sorted(places)
    assert TEXT.url in text and TEXT.settings_url in text and TEXT.notes[0] in text


def test_html_is_escaped_and_loads_nothing() -> None:
    html = write_html(TEXT)
    assert "&lt;kết quả&gt;" in html and "<kết" not in html
    assert not re.search(r"<img|<link|<script|<iframe|<style|url\(|src=", html)
    assert all(address.startswith("https://x.example/") for address in re.findall(r'href="([^"]+)"', html))


def test_what_leaves_by_other_houses_has_counts_and_a_link_only() -> None:
    for words in (write_short(TEXT), *push_words(TEXT).values()):
        assert "Tháng Công nhân" not in words
    assert "Quá hạn: 3" in write_short(TEXT) and TEXT.url in write_short(TEXT)
    assert push_words(TEXT)["body"] == "3 việc quá hạn, 1 việc đến hạn hôm nay"


def test_a_kept_digest_reads_the_same() -> None:
    assert DigestText.from_dict(TEXT.to_dict()) == TEXT

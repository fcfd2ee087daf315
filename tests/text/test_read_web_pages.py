"""Web pages become the lines that a browser shows."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from haichieu.text.errors import UnreadableFile
from haichieu.text.file_html import html_text
from haichieu.text.files import read_bytes
from tests.text.samples import LETTER


def lines(page: str) -> list[str]:
    return html_text(page.encode()).text.split("\n")


def test_blocks_stand_on_lines_of_their_own_and_scripts_are_silent() -> None:
    page = (
        "<html><head><title>x</title><style>p{}</style></head><body><h1>THÔNG BÁO</h1><script>alert(1)</script>"
        "<p>Kính gửi:\n  Các <b>đơn vị</b></p><div>Dòng một<br/>Dòng hai</div>"
        "<p style='display: none'>ẩn</p></body></html>"
    )
    assert lines(page) == ["THÔNG BÁO", "Kính gửi: Các đơn vị", "Dòng một", "Dòng hai"]


def test_lists_keep_their_marks() -> None:
    page = "<ol start='3'><li>Ba</li><li>Bốn</li></ol><ul><li>Chấm</li></ul><ol type='a'><li>Chữ</li></ol>"
    assert lines(page) == ["3. Ba", "4. Bốn", "- Chấm", "a. Chữ"]


def test_tables_are_read_as_in_word_files() -> None:
    letterhead = "<table border=0><tr><td>UBND XÃ<br>Số: 5</td><td>CỘNG HÒA</td></tr></table>"
    tasks = (
        "<table border=1><tr><th>TT</th><th>Việc</th><th>Hạn</th></tr><tr><td>1<td>Viết<td>03 ngày</table>"
    )
    assert lines(letterhead + tasks) == [
        "UBND XÃ", "Số: 5", "CỘNG HÒA", "| TT | Việc | Hạn |", "| 1 | Viết | 03 ngày |",
    ]  # fmt: skip


def test_a_hidden_address_is_uncovered() -> None:
    key = 0x2A
    code = bytes([key, *(byte ^ key for byte in b"vp@xa.gov.vn")]).hex()
    for page in (
        f'<p>Thư: <span class="__cf_email__" data-cfemail="{code}">[email&#160;protected]</span></p>',
        f'<p>Thư: <a href="/cdn-cgi/l/email-protection#{code}">[email protected]</a></p>',
    ):
        assert lines(page) == ["Thư: vp@xa.gov.vn"]
    assert lines('<p><span data-cfemail="zz">[email protected]</span></p>') == ["[email protected]"]


def test_character_references_and_legacy_fonts_become_letters() -> None:
    page = "<meta charset=windows-1252><p>C&ocirc;ng v&#259;n</p><p style='font-family:\".VnTime\"'>LiÖn ®oµn</p>"
    assert html_text(page.encode("cp1252")).text.split("\n") == ["Công văn", "Liện đoàn"]


def test_a_page_that_word_saved_as_doc_is_read_with_a_warning() -> None:
    read = read_bytes(f"<html><body><p>{LETTER}</p></body></html>".encode(), "cong-van.doc")
    assert (read.kind, read.text, len(read.warnings)) == ("html", LETTER, 1)


def test_a_single_file_web_page_is_read() -> None:
    archive = (
        'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="x"\n\n--x\n'
        "Content-Type: text/html; charset=utf-8\n"
        f"Content-Transfer-Encoding: 8bit\n\n<html><body><p>{LETTER}</p></body></html>\n--x--\n"
    )
    assert read_bytes(archive.encode(), "cong-van.doc").text == LETTER


@pytest.mark.parametrize("page", ["<div>" * 20_000, "<table><tr><td>" * 3_000, "<html></html>"])
def test_a_deep_or_empty_page_ends_in_one_sentence(page: str) -> None:
    with pytest.raises(UnreadableFile):
        read_bytes(page.encode(), "a.html")


TAG_NAMES = "<p> </p> <table> <tr> <td> </table> <li> <ol> <br> chữ &#0; &lt; <!-- --> <pre> </pre>"
TAGS = st.sampled_from(TAG_NAMES.split())


@settings(max_examples=120, deadline=None)
@given(tags=st.lists(TAGS, max_size=30))
def test_any_order_of_tags_is_read_or_refused(tags: list[str]) -> None:
    try:
        html_text("".join(tags).encode())
    except UnreadableFile as refused:
        assert refused.reason == "corrupt"

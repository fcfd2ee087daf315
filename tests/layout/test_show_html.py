"""The preview shows the same document and lets nothing foreign into the page."""

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haichieu.layout.document import Annex, FigureLink, Item, Paragraph, Run, Signature
from haichieu.layout.html import article, stylesheet, to_html
from haichieu.layout.styles import all_styles
from tests.layout.factories import TABLE, make_document, make_letter


class Page(HTMLParser):
    """Collects what a browser would see."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.words = ""
        self.attributes: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes |= {name for name, _ in attrs}
        self.links += [value or "" for name, value in attrs if name == "href"]

    def handle_data(self, data: str) -> None:
        self.words += data


ATTACK = '"><script>alert(1)</script><img src=x onerror=alert(2)>'


def attacked() -> str:
    """A document whose every text tries to break out."""
    doc = make_document(
        **dict.fromkeys(
            ("parent_body", "issuing_body", "number", "symbol", "place", "kind", "subject", "draft_mark"),
            ATTACK,
        ),
        addressees=(ATTACK, ATTACK),
        recipients=(ATTACK,),
        signature=Signature((ATTACK,), (ATTACK,), ATTACK),
        body=(
            Item(
                ATTACK, (Run(ATTACK, link=f"https://vi.example/{ATTACK}"), FigureLink(ATTACK, ATTACK, ATTACK))
            ),
            TABLE,
        ),
        annexes=(Annex(ATTACK, ATTACK, (Paragraph((Run(ATTACK),)),)),),
    )
    return to_html(doc)


def test_no_text_becomes_markup() -> None:
    page = Page(attacked())
    assert "script" not in page.tags and "img" not in page.tags
    assert not {name for name in page.attributes if name.startswith("on")}
    assert page.words.count("alert(1)") >= 10


@given(st.text(max_size=80))
def test_whatever_is_written_is_shown_as_text(text: str) -> None:
    page = Page(article(make_document(body=(Paragraph((Run(text),)),), annexes=())))
    clean = Page(article(make_document(body=(Paragraph((Run("x"),)),), annexes=())))
    assert page.tags == clean.tags


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "JaVaScRiPt:alert(1)", "\tjavascript:alert(1)", "data:text/html,x", "vbscript:x"],
)
def test_addresses_that_run_code_are_dropped(url: str) -> None:
    page = Page(article(make_document(body=(Paragraph((FigureLink("1", "tin", url), Run("2", link=url))),))))
    assert page.links == []


def test_a_path_on_our_site_may_stay_a_link() -> None:
    page = Page(article(make_document(body=(Paragraph((FigureLink("1", "tin", "/tin-bai/?k=1&l=2"),)),))))
    assert page.links == ["/tin-bai/?k=1&l=2"]


def test_the_preview_says_all_that_the_letter_says() -> None:
    words = Page(to_html(make_document())).words
    for part in (
        "Số: 07/BC-LĐLĐ",
        "ngày 05 tháng 3 năm 2026",
        "Kính gửi: Tổng Liên đoàn",
        "chỉ đạo./.",
        "- Lưu: VT, TG.",
        "1.234",
    ):
        assert part in words
    assert "V/v tăng cường" in Page(to_html(make_letter())).words


def test_the_page_needs_no_inline_style_script_or_outside_file() -> None:
    page = Page(article(make_document()))
    assert "style" not in page.attributes and "src" not in page.attributes
    assert "url(" not in to_html(make_document()).replace("url('haichieu", "")


def test_headings_tables_and_lists_are_real_ones() -> None:
    html = article(make_document())
    assert '<th scope="col">Kênh</th>' in html and "<caption>" in html
    assert '<ul class="items"><li>' in html and "<h2>I. KẾT QUẢ</h2>" in html
    assert '<article class="official" lang="vi">' in html


def test_each_style_prints_on_its_own_paper() -> None:
    for style in all_styles():
        css = stylesheet(style)
        assert "size:210mm 297mm" in css and "@page:first{@top-center{content:none}}" in css
        assert f".official .body{{font-size:{style.type_of('body').size}pt}}" in css

"""A certificate on paper: one page to sign, the posts that were read in an annex."""

from io import BytesIO

import pdfplumber
import pytest

from haichieu.posts.actions import close_audit
from tests.factories import NOW, make_channel
from tests.posts.labelled_runs import freeze, make_posts, run_with_labels

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def printed(page, audit):
    """The text of each page of the certificate as it comes out of a printer."""
    page.goto(f"/chung-nhan/{audit.pk}/ban-in/")
    with pdfplumber.open(BytesIO(page.pdf(prefer_css_page_size=True))) as paper:
        return [sheet.extract_text() for sheet in paper.pages]


def test_a_leader_signs_one_page_and_the_posts_follow_in_an_annex(page, sign_in, cast):
    channel = make_channel(unit=cast.federation, name="Trang tin Công đoàn Đông Triều")
    titles = "Bài {} về chuyến thăm và tặng quà của công đoàn tỉnh cho đoàn viên khó khăn dịp cuối năm"
    make_posts(channel, titles, 60)
    audit = run_with_labels(cast.minh, freeze(cast.minh, cast.federation, [channel]), lambda item: "neutral")
    close_audit(by=cast.minh, audit=audit, at=NOW)
    audit.refresh_from_db()
    read = audit.certificate["labels_read"]
    assert read >= 55
    sign_in("minh")
    sheets = printed(page, audit)
    assert len(sheets) <= 3
    first, rest = sheets[0], " ".join(sheets[1:])
    hashes = "".join(first.split())
    for said in (
        "Người đọc",
        "Người duyệt",
        "Phạm Quang Minh",
        "ngày …… tháng",
        "Số gieo",
        "Giới hạn",
        "Kể cả cảnh báo",
    ):
        assert said in first, said
    for mark in (audit.frame.frame_hash, audit.certificate["digest"]):
        assert mark in hashes
    assert "Phụ lục" not in first and "Phụ lục" in sheets[1]
    assert rest.count("về chuyến thăm") == read and audit.certificate["digest"] in "".join(rest.split())
    page.set_viewport_size({"width": 390, "height": 844})
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0

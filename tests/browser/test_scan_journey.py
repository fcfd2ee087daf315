"""A scan of sixty pages is read by the real tools: its page shows how far, and it can be left and found again."""

import io
import shutil

import pytest
from PIL import Image, ImageDraw, ImageFont

from haichieu.dispatches.actions import add_dispatch
from tests.factories import NOW

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(
        not (shutil.which("tesseract") and shutil.which("pdftoppm")),
        reason="tesseract or pdftoppm is not installed (Debian packages tesseract-ocr-vie, poppler-utils).",
    ),
]
PAGES = 60


@pytest.fixture
def scan() -> bytes:
    """Sixty small pages without a text layer, one line on each."""
    font = ImageFont.load_default(size=26)
    pages = []
    for number in range(1, PAGES + 1):
        page = Image.new("L", (420, 120), 255)
        ImageDraw.Draw(page).text((20, 40), f"So trang {number} cua bao cao", fill=0, font=font)
        pages.append(page)
    file = io.BytesIO()
    pages[0].save(file, "PDF", save_all=True, append_images=pages[1:], resolution=150)
    return file.getvalue()


def test_a_scan_of_sixty_pages_can_be_left_and_found_again(page, sign_in, cast, scan):
    seen = []
    sign_in("minh")

    def look(done: int, total: int) -> None:
        if done == 5:
            page.goto("/van-ban/")
            assert page.get_by_text(f"5/{PAGES} trang").is_visible()
            page.get_by_role("link", name="bao-cao.pdf").first.click()
            page.get_by_text(f"Máy đang đọc tệp này: 5/{PAGES} trang").wait_for()
            assert page.get_by_text("Bạn có thể rời trang").is_visible()
            page.goto("/")
        if done == 30:
            page.goto("/van-ban/")
            page.get_by_role("link", name="bao-cao.pdf").first.click()
            page.get_by_text(f"30/{PAGES} trang").wait_for()
        if done == 50:
            page.get_by_text(f"50/{PAGES} trang").wait_for()  # the line asked again by itself
        seen.append((done, total))

    letter, _ = add_dispatch(
        by=cast.minh,
        unit=cast.federation,
        file_name="bao-cao.pdf",
        data=scan,
        at=NOW,
        patience=None,
        on_page=look,
    )
    assert seen[-1] == (PAGES, PAGES)
    page.get_by_role("button", name="Xác nhận văn bản").wait_for()
    letter.refresh_from_db()
    assert letter.waits_since is None and letter.text.count("cao") > PAGES // 2
    marks = page.locator(".page-mark")
    assert marks.count() == PAGES
    assert marks.nth(1).get_by_role("link").get_attribute("href").endswith("/ban-goc/#page=2")

"""From a letter up its chain and back down, and a copy merged and split again, on a desk and on a phone."""

import pytest
from playwright.sync_api import Page

from haichieu.dispatches.actions.duplicates import offer_copies
from haichieu.dispatches.actions.lineage import letter_key, tie_letter
from haichieu.dispatches.models import Dispatch
from haichieu.units.models import Unit
from tests.browser.test_accessibility import SIZES, faults
from tests.conftest import Cast
from tests.factories import make_dispatch

pytestmark = pytest.mark.browser

FEDERATION = "Liên đoàn Lao động tỉnh Đông Triều"
PARTY = {
    "number": "45",
    "symbol": "KH/TU",
    "date": "2026-03-02",
    "issuer": "TỈNH ỦY ĐÔNG TRIỀU",
    "kind": "kế hoạch",
}
ORDER = {"number": "412", "symbol": "LĐLĐ", "date": "2026-09-14", "issuer": FEDERATION.upper()}
LOWER = {"number": "37", "symbol": "CĐKV-SƠNHÀ-THANHLỘC-ĐÔNGTRIỀU", "date": "2026-09-21"}


def cite(facts: dict[str, str], role: str = "carries_out") -> dict[str, str]:
    return {"kind": "công văn", **facts, "text": f"văn bản số {facts['number']}", "role": role}


def letter(unit: Unit, facts: dict[str, str], *cited: dict[str, str]) -> Dispatch:
    made = make_dispatch(unit=unit, subject="tăng cường truyền thông hai chiều ở cơ sở", **facts)
    made.key = letter_key(made.number, made.symbol)
    made.save()
    tie_letter(made, {"citations": list(cited)})
    offer_copies(made, {})
    return made


def check(page: Page) -> None:
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert not faults(page) and wide <= 0


@pytest.mark.parametrize("size", SIZES)
def test_the_chain_is_walked_and_a_copy_is_merged(page: Page, sign_in, cast: Cast, size: str) -> None:
    page.set_viewport_size(SIZES[size])
    letter(cast.federation, PARTY, cite({**PARTY, "number": "12", "symbol": "NQ/TU", "date": "2026-01-05"}))
    order = letter(
        cast.federation, ORDER, cite(PARTY), cite({"number": "50", "symbol": "2024/QH15"}, "basis")
    )
    letter(cast.hoa_union, LOWER, cite(ORDER))
    letter(cast.federation, ORDER, cite(PARTY))
    sign_in("minh")
    page.goto(f"/van-ban/{order.pk}/")
    check(page)
    page.get_by_role("link", name="Nguồn gốc", exact=True).click()
    check(page)
    assert page.get_by_text("Được triển khai lại bởi").is_visible()
    page.get_by_role("link", name="Kế hoạch số 45-KH/TU", exact=True).click()
    page.get_by_role("link", name="Nguồn gốc", exact=True).click()
    page.get_by_role("link", name="Văn bản chưa có").click()
    check(page)
    assert page.get_by_role("row").filter(has_text="12-NQ/TU").is_visible()
    page.goto("/van-ban/")
    check(page)
    page.get_by_role("link", name="Có thể là cùng một văn bản với").first.click()
    page.get_by_role("button", name="Gộp làm một").press("Enter")
    page.get_by_text("Đã gộp làm một, bản dễ đọc hơn").wait_for()
    check(page)
    page.goto(f"/van-ban/{order.pk}/")
    page.get_by_text("Các bản khác của văn bản này (1)").click()
    page.get_by_role("button", name="Tách ra").press("Enter")
    page.get_by_role("button", name="Gộp làm một").wait_for()

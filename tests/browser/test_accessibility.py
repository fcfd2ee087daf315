"""Every page, on a desk and on a phone: no fault that axe-core finds at WCAG A and AA, and no sideways scrolling."""

from datetime import date, timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from haichieu.channels.models import Channel, PublishedItem
from haichieu.dispatches.actions import rebuild_tallies
from haichieu.posts.actions import close_audit, count_days, freeze_frame, start_audit
from haichieu.posts.models import Audit
from haichieu.reports.actions import compile_report
from haichieu.stats.limits import Limit
from haichieu.units.models import Role
from haichieu.web.units.forms import VERBS
from tests.conftest import Cast
from tests.factories import (
    NOW,
    TODAY,
    make_assignment,
    make_channel,
    make_dispatch,
    make_item,
    make_obligation,
    make_unit,
)
from tests.web.records import own_letter_of, sent_letter_of

pytestmark = pytest.mark.browser

LEVELS = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}
SIZES = {"desk": {"width": 1280, "height": 860}, "phone": {"width": 390, "height": 844}}
FOUNDED = date(2020, 1, 1)
LONG_NAME = (
    "Công đoàn cơ sở Công ty trách nhiệm hữu hạn một thành viên Sản xuất và Thương mại tổng hợp Phù Sa"
)


@pytest.fixture
def paths(cast: Cast) -> list[str]:
    """Addresses of pages with something on them."""
    long = make_unit(name=LONG_NAME, parent=cast.federation)
    letter = make_dispatch(unit=cast.federation, confirmed=True)
    make_dispatch(unit=cast.federation)
    sent = sent_letter_of(cast.federation, cast.minh)
    owed = [
        make_obligation(dispatch=letter, owner=long, due_on=TODAY + timedelta(days=n)) for n in (-3, 2, 40)
    ]
    channel = make_channel(unit=long, name="Trang thông tin điện tử tổng hợp của đơn vị có tên rất dài")
    audit = labelled(cast, channel)
    report = compile_report(by=cast.minh, unit=cast.federation, period="2026-H2", at=NOW)
    figure, post = report.figures.first(), PublishedItem.objects.values_list("pk", flat=True)[0]
    return [
        "/", "/gioi-han/", "/van-ban/", "/van-ban/them/", "/van-ban/da-hoc/", f"/van-ban/{letter.pk}/", "/nhiem-vu/",
        f"/van-ban/{sent.pk}/", f"/van-ban/{sent.pk}/trao-doi/",
        f"/nhiem-vu/{owed[0].pk}/", "/kenh/", f"/kenh/{channel.pk}/", "/tin-bai/", "/tin-bai/nap/",
        "/tin-bai/hieu-chinh/", f"/tin-bai/{post}/", f"/chung-nhan/danh-sach/{audit.frame_id}/", "/chung-nhan/",
        f"/chung-nhan/{audit.pk}/phan-xu/", f"/chung-nhan/{audit.pk - 1}/", f"/chung-nhan/{audit.pk - 1}/ban-in/",
        "/chung-nhan/moi/", f"/chung-nhan/{audit.pk}/", f"/chung-nhan/{audit.pk}/doc/", "/bao-cao/",
        f"/bao-cao/{report.pk}/", f"/bao-cao/{report.pk}/so-lieu/{figure.key}/",
    ]  # fmt: skip


@pytest.fixture
def cascade_paths(cast: Cast) -> list[str]:
    """Addresses of the tree, the staff, the cascade, letters of our own, registers and alerts."""
    Role.objects.create(person=cast.minh, unit=cast.federation, role="administrator", valid_from=FOUNDED)
    long = make_unit(name=LONG_NAME, parent=cast.federation)
    letter = make_dispatch(unit=cast.federation, confirmed=True)
    duties = [make_obligation(dispatch=letter, due_on=TODAY + timedelta(days=n)) for n in (-3, 2)]
    given = [
        make_assignment(obligation=duty, unit=unit) for duty in duties for unit in (long, cast.hoa_union)
    ]
    rebuild_tallies(at=NOW)
    own = own_letter_of(cast.federation, cast.minh)
    return [
        "/don-vi/", f"/don-vi/{long.pk}/", "/don-vi/nap/", "/don-vi/dia-danh/?q=phu",
        *(f"/don-vi/{long.pk}/thay-doi/{slug}/" for slug in VERBS),
        "/can-bo/", "/can-bo/them/", f"/can-bo/{cast.hoa.pk}/", f"/can-bo/{cast.hoa.pk}/lam-thay/", "/tai-khoan/",
        "/van-ban/chi-dao/", f"/van-ban/{letter.pk}/giao-xuong/", f"/van-ban/{letter.pk}/da-giao/",
        "/viec-duoc-giao/", f"/viec-duoc-giao/{given[0].pk}/", "/da-giao/", f"/duong-dan/{long.pk}/",
        "/van-ban-di/", "/van-ban-di/soan/", f"/van-ban-di/{own.pk}/", "/so-van-ban-den/", "/so-van-ban-di/",
        "/tong-hop/", "/tong-hop/viec/", "/tong-hop/ban-do/", "/lich-lam-viec/",
        "/nhac-viec/", "/nhac-viec/co-quan/", "/nhac-viec/da-gui/",
    ]  # fmt: skip


def labelled(cast: Cast, channel: Channel) -> Audit:
    """One closed run, whose open sister is returned for the label queue."""
    items = [make_item(channel=channel, tone="negative" if n == 0 else "positive") for n in range(30)]
    count_days({(item.channel_id, item.day) for item in items})
    frame = freeze_frame(
        by=cast.minh,
        unit=cast.federation,
        channels=[channel],
        first=TODAY,
        last=TODAY,
        limit=Limit.parse("15%"),
        at=NOW,
    )
    close_audit(by=cast.minh, audit=start_audit(by=cast.minh, frame=frame, seed="1", at=NOW), at=NOW)
    return start_audit(by=cast.minh, frame=frame, seed="2", at=NOW)


def faults(page: Page) -> list[str]:
    """What axe-core holds against the open page, each with the first place where it stands."""
    found = Axe().run(page, options=LEVELS).response["violations"]
    return [f"{fault['id']}: {fault['nodes'][0]['html'][:160]}" for fault in found]


@pytest.mark.parametrize("size", SIZES)
def test_every_page_can_be_read_by_everybody(page: Page, sign_in, paths: list[str], size: str) -> None:
    page.set_viewport_size(SIZES[size])
    page.goto("/dang-nhap/")
    troubles = {"/dang-nhap/": faults(page)}
    sign_in("minh")
    assert troubles | walked(page, paths) == {"/dang-nhap/": []}


@pytest.mark.parametrize("size", SIZES)
def test_the_pages_of_the_cascade_can_be_read_by_everybody(
    page: Page, sign_in, cascade_paths: list[str], size: str
) -> None:
    page.set_viewport_size(SIZES[size])
    sign_in("minh")
    assert walked(page, cascade_paths) == {}


def walked(page: Page, paths: list[str]) -> dict[str, list[str]]:
    """The faults of each page that has some."""
    troubles = {}
    for path in paths:
        answer = page.goto(path)
        assert answer is not None and answer.ok, f"{path}: {answer and answer.status}"
        troubles[path] = faults(page)
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if wide > 0:
            troubles[path].append(f"scrolls sideways by {wide} px")
    return {path: found for path, found in troubles.items() if found}

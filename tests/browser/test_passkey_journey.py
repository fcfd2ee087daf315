"""Minh adds a passkey on his phone, signs out, and comes in with it alone; the device is Chromium's own virtual one."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import CDPSession, Page, expect

from haichieu.base.models import LogEntry
from tests.conftest import Cast
from tests.factories import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE = {"width": 390, "height": 844}
#: where pictures of every page go when somebody wants to look at them
SHOTS = os.environ.get("HAICHIEU_SHOTS", "")
ANEW = "Thiết bị chưa đưa được khóa truy cập."
#: a telephone that keeps keys and knows its owner's finger
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


class Device:
    """The authenticator behind the browser (DevTools protocol, domain WebAuthn)."""

    def __init__(self, page: Page) -> None:
        self._tools: CDPSession = page.context.new_cdp_session(page)
        self._tools.send("WebAuthn.enable")
        self._id = self._tools.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})

    def keys(self) -> list[dict[str, object]]:
        """What it keeps."""
        return self._tools.send("WebAuthn.getCredentials", self._id)["credentials"]

    def knows_finger(self, known: bool) -> None:
        """Whether the finger on it is its owner's from now on."""
        self._tools.send("WebAuthn.setUserVerified", {**self._id, "isUserVerified": known})


@pytest.fixture
def device(page: Page) -> Device:
    page.set_viewport_size(PHONE)
    return Device(page)


def look(page: Page, name: str) -> None:
    """No fault that axe knows, nothing wider than the phone, and a picture for a person to look at."""
    found = Axe().run(page).response["violations"]
    assert not found, [(each["id"], [node["html"] for node in each["nodes"]][:3]) for each in found]
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    if SHOTS:
        page.screenshot(path=Path(SHOTS) / f"{name}.png", full_page=True)


def press(page: Page, role: str, name: str) -> None:
    """Go to a button or link and press it, with the keyboard alone."""
    target = page.get_by_role(role, name=name).first
    target.focus()
    page.keyboard.press("Enter")


def sign_out(page: Page) -> None:
    menu = page.locator("summary", has_text="Menu")
    menu.focus()
    page.keyboard.press("Enter")
    press(page, "button", "Đăng xuất")
    page.wait_for_url(f"**{reverse('sign-in')}")


def add_key(page: Page) -> None:
    page.goto(reverse("account"))
    press(page, "link", "Thêm khóa")
    expect(page.get_by_role("heading", level=1)).to_have_text("Xác nhận lại")
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{reverse('mfa_add_webauthn')}")
    look(page, "khoa-them")
    page.get_by_label("Tên của khóa").fill("Điện thoại của tôi")
    press(page, "button", "Thêm khóa truy cập")
    page.wait_for_url(f"**{reverse('mfa_view_recovery_codes')}")
    expect(page.get_by_text("Đã thêm khóa truy cập.")).to_be_visible()
    look(page, "khoa-ma-du-phong")


def test_a_key_is_added_and_signs_in_by_itself(
    page: Page, device: Device, sign_in: Callable[[str], None], cast: Cast
) -> None:
    sign_in("minh")
    add_key(page)
    [kept] = device.keys()
    assert kept["isResidentCredential"] is True and kept["rpId"] == "localhost"
    sign_out(page)
    look(page, "khoa-cua-vao")
    press(page, "button", "Dùng khóa truy cập")
    page.wait_for_url(lambda url: "dang-nhap" not in url)
    page.goto(reverse("account"))
    expect(page.get_by_text("Điện thoại của tôi")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_have_text(cast.minh.full_name)
    look(page, "khoa-tai-khoan")
    verbs = set(LogEntry.objects.filter(by=str(cast.minh.pk)).values_list("verb", flat=True))
    assert {"add_passkey", "sign_in"} <= verbs

    sign_out(page)
    page.get_by_label("Tên đăng nhập").fill("minh")
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Bước thứ hai")
    look(page, "khoa-buoc-hai")
    press(page, "button", "Dùng khóa truy cập")
    page.wait_for_url(lambda url: "dang-nhap" not in url)


def test_another_finger_and_a_removed_key_open_nothing_and_say_what_to_do(
    page: Page, device: Device, sign_in: Callable[[str], None], cast: Cast
) -> None:
    sign_in("minh")
    add_key(page)
    sign_out(page)
    device.knows_finger(False)
    press(page, "button", "Dùng khóa truy cập")
    expect(page.get_by_text(ANEW)).to_be_visible()
    expect(page.get_by_role("button", name="Dùng khóa truy cập")).to_be_focused()
    look(page, "khoa-tay-la")
    device.knows_finger(True)
    Authenticator.objects.filter(user=cast.minh).delete()  # lost: an administrator took it off the account
    press(page, "button", "Dùng khóa truy cập")
    expect(
        page.get_by_text("Khóa truy cập này không dùng được ở đây. Hãy đăng nhập bằng mật khẩu.")
    ).to_be_visible()
    look(page, "khoa-da-go")

"""A real Chromium before our own pages: no other host, no script error, a picture when something fails."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.factories import PASSWORD

# The shell is the same Chromium without windows: it opens pages in half the time.
CHROMIUM = shutil.which("chromium-headless-shell") or shutil.which("chromium") or "/usr/bin/chromium"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
RESULTS = Path(__file__).parents[2] / "test-results"
PATIENCE_MS = 20_000


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """Remember how the test itself ended, for the picture."""
    report = yield
    if report.when == "call":
        item.stash_failed = report.failed
    return report


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One Chromium for a journey's file; its event loop ends with it."""
    if not Path(CHROMIUM).exists():
        pytest.skip("Chromium is not installed (Debian package chromium).")
    # Playwright runs an event loop in this thread; the tests' own queries are still plain and synchronous.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield started
        started.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def page(browser: Browser, live_server, request) -> Iterator[Page]:
    """A fresh window on the live server."""
    context = browser.new_context(
        base_url=live_server.url, locale="vi-VN", viewport={"width": 1280, "height": 900}
    )
    context.set_default_timeout(PATIENCE_MS)
    opened = context.new_page()
    troubles: list[str] = []
    opened.on("pageerror", lambda error: troubles.append(f"script: {error}"))
    opened.on(
        "request",
        lambda sent: (
            troubles.append(f"other host: {sent.url}") if _is_outside(sent.url, live_server.url) else None
        ),
    )
    yield opened
    if getattr(request.node, "stash_failed", False):
        RESULTS.mkdir(exist_ok=True)
        opened.screenshot(path=RESULTS / f"{request.node.name}.png", full_page=True)
    context.close()
    assert troubles == []


def _is_outside(url: str, home: str) -> bool:
    return not url.startswith((home, "data:", "blob:", "about:"))


@pytest.fixture
def sign_in(page: Page) -> Callable[[str], None]:
    """Sign in through the page, as people do."""

    def by_name(username: str) -> None:
        page.goto("/dang-nhap/")
        page.locator("[name=username]").fill(username)
        page.locator("[name=password]").fill(PASSWORD)
        page.locator("[name=password]").press("Enter")
        page.wait_for_url(lambda url: "dang-nhap" not in url)

    return by_name

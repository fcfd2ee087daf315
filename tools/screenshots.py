"""Pictures of the demo's pages: starts the program on the demo's data, signs an officer in, opens a real Chromium.

HAICHIEU_VAR=var/demo python tools/screenshots.py [OUT_FOLDER]
"""

import os
import socket
import subprocess
import sys
import time
from contextlib import closing
from importlib import import_module
from pathlib import Path

import django
from playwright.sync_api import Browser, sync_playwright

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "haichieu.config.settings")
os.environ.setdefault("HAICHIEU_CLOCK", "2026-12-10T09:00:00+07:00")

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]  # fmt: skip
SIZES = {"desktop": (1280, 860), "phone": (390, 844)}


def free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def session_of(username: str) -> str:
    """A signed-in session of a member of the demo's staff."""
    auth = import_module("django.contrib.auth")
    sessions = import_module("django.contrib.sessions.backends.db")
    person = auth.get_user_model().objects.get(username=username)
    session = sessions.SessionStore()
    session[auth.SESSION_KEY] = str(person.pk)
    session[auth.BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[auth.HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.create()
    return str(session.session_key)


def pages() -> dict[str, str]:
    """The addresses of the pages to look at."""
    dispatches = import_module("haichieu.dispatches.models")
    posts = import_module("haichieu.posts.models")
    reports = import_module("haichieu.reports.models")
    waiting = dispatches.Dispatch.objects.filter(confirmed_at=None).first()
    audit, report = posts.Audit.objects.first(), reports.Report.objects.first()
    found = {"hom-nay": "/", "van-ban": "/van-ban/", "nhiem-vu": "/nhiem-vu/", "kenh": "/kenh/", "tin-bai": "/tin-bai/",
             "chung-nhan": "/chung-nhan/", "bao-cao": "/bao-cao/", "gioi-han": "/gioi-han/",
             "van-ban-chua-co": "/van-ban/chua-co/", "ke-hoach": "/ke-hoach/",
             "viec-chua-ke": "/ke-hoach/viec-chua-ke/", "bai-du-kien-moi": "/ke-hoach/bai/them/",
             "day-may": "/ke-hoach/day-may/", "xem-lai-canh-bao": "/ke-hoach/canh-bao/"}  # fmt: skip
    draft = posts.PlannedPost.objects.order_by("planned_for").first()
    if draft:
        found["bai-du-kien"] = f"/ke-hoach/bai/{draft.pk}/"
    if waiting:
        found["doc-van-ban"] = f"/van-ban/{waiting.pk}/"
    tied = dispatches.LineageEdge.objects.order_by("-cited__dispatch").first()
    if tied:
        found["nguon-goc"] = f"/van-ban/{tied.target_id}/nguon-goc/"
    if audit:
        found["chung-nhan-ban-in"] = f"/chung-nhan/{audit.pk}/ban-in/"
    if report:
        found["xem-bao-cao"] = f"/bao-cao/{report.pk}/"
    return found


def wait_for(address: str, seconds: float = 20) -> None:
    host, port = address.removeprefix("http://").split(":")
    for _ in range(int(seconds * 10)):
        with closing(socket.socket()) as probe:
            if probe.connect_ex((host, int(port))) == 0:
                return
        time.sleep(0.1)
    raise SystemExit(f"{address} không trả lời.")


def take(browser: Browser, address: str, session: str, out: Path) -> None:
    for size, (width, height) in SIZES.items():
        context = browser.new_context(viewport={"width": width, "height": height}, locale="vi-VN")
        context.add_cookies([{"name": "sessionid", "value": session, "url": address}])
        page = context.new_page()
        for name, path in pages().items():
            page.goto(address + path)
            page.screenshot(path=out / f"{name}-{size}.png", full_page=size == "phone")
        context.close()


def main() -> None:
    out = Path(sys.argv[1] if len(sys.argv) > 1 else "var/demo")
    out.mkdir(parents=True, exist_ok=True)
    django.setup()
    session, addresses = session_of("minh"), f"http://127.0.0.1:{free_port()}"
    port = addresses.rsplit(":", 1)[1]
    server = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "gunicorn",
            "haichieu.config.wsgi:application",
            "--bind",
            f"127.0.0.1:{port}",
            "--workers",
            "1",
            "--log-level",
            "warning",
        ]
    )
    try:
        wait_for(addresses)
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # playwright's own loop runs in this thread
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
            take(browser, addresses, session, out)
            browser.close()
    finally:
        server.terminate()
        server.wait()


if __name__ == "__main__":
    main()

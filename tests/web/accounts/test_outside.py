"""Signing in through an outside service, against a real provider on this machine, through every redirect."""

import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from html import unescape
from urllib.parse import quote

import httpx
import pytest
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.test import Client
from django.urls import reverse

from haichieu.base.models import LogEntry
from haichieu.config.env import BadSetting, OutsideSignIn, outside_sign_in
from haichieu.units.models import Person
from tests.base.office import wait_until
from tests.conftest import Cast
from tests.factories import PASSWORD, make_person

pytest.importorskip("oidc_provider_mock")

START = "/dang-nhap/co-quan/"


@pytest.fixture(scope="module")
def service() -> Iterator[str]:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    argv = [sys.executable, "-m", "oidc_provider_mock", "--port", str(port), "--host", "127.0.0.1"]
    provider = subprocess.Popen(argv, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_until(lambda: answers(port) or provider.poll() is not None, 60)
        yield f"http://127.0.0.1:{port}"
    finally:
        provider.terminate()
        provider.wait(10)


def answers(port: int) -> bool:
    with closing(socket.socket()) as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@pytest.fixture
def office(service: str, cast: Cast, settings) -> Cast:
    settings.OUTSIDE_SIGN_IN = OutsideSignIn(service, "hai-chieu", "bi-mat-thu", "Tài khoản cơ quan")
    cast.minh.email = "minh@vidu.example"
    cast.minh.save()
    return cast


def vouch(service: str, sub: str, *, email: str, verified: bool) -> None:
    """Let the service know somebody."""
    claims = {
        "email": email,
        "email_verified": verified,
        "name": "Tên ở nơi khác",
        "picture": "http://x/anh.png",
    }
    assert httpx.put(f"{service}/users/{quote(sub)}", json=claims).status_code == 204


def leave(client: Client, **posted: str) -> str:
    """Post the button; the page names where to go on to."""
    page = client.post(START, posted)
    assert page.status_code == 200, page
    return unescape(re.search(r'content="0;url=([^"]+)"', page.content.decode()).group(1))


def dance(client: Client, sub: str, **posted: str):
    """From the button over the service's own form back to the office."""
    back = httpx.post(leave(client, **posted), data={"sub": sub})
    assert back.status_code == 302, back.text
    return client.get(back.headers["location"].removeprefix("http://testserver"))


def test_who_is_written_down_with_a_verified_address_comes_in(
    service: str, office: Cast, client: Client
) -> None:
    assert "Đăng nhập bằng Tài khoản cơ quan" in client.get("/dang-nhap/").content.decode()
    vouch(service, "nguoi-1", email="MINH@vidu.example", verified=True)
    assert dance(client, "nguoi-1", next="/kenh/")["location"] == "/kenh/"
    assert client.get("/kenh/").status_code == 200
    verbs = list(
        LogEntry.objects.filter(ref=str(office.minh.pk)).order_by("pk").values_list("verb", flat=True)
    )
    assert verbs == ["link_identity", "sign_in"]
    assert SocialAccount.objects.get().extra_data == {}, "what else the service told is not kept"
    assert not SocialToken.objects.exists()
    vouch(service, "nguoi-1", email="doi@vidu.example", verified=False)
    assert dance(Client(), "nguoi-1").status_code == 302, "known again by the tie, whatever the address"


@pytest.mark.parametrize(
    ("email", "verified"), [("la@vidu.example", True), ("minh@vidu.example", False), ("", True)]
)
def test_nobody_else_comes_in_and_nobody_is_added(
    service: str, office: Cast, client: Client, email: str, verified: bool
) -> None:
    before = Person.objects.count()
    vouch(service, "nguoi-2", email=email, verified=verified)
    refused = dance(client, "nguoi-2")
    assert refused.status_code == 403
    assert "chưa thuộc về cán bộ nào" in refused.content.decode()
    assert client.get("/kenh/").status_code == 302
    assert Person.objects.count() == before and not SocialAccount.objects.exists()


def test_an_address_of_two_people_names_neither(service: str, office: Cast, client: Client) -> None:
    other = make_person()
    Person.objects.filter(pk=other.pk).update(email="minh@vidu.example")
    vouch(service, "nguoi-3", email="minh@vidu.example", verified=True)
    assert dance(client, "nguoi-3").status_code == 403


def test_a_mailbox_handed_on_opens_no_account_that_is_tied(
    service: str, office: Cast, client: Client
) -> None:
    vouch(service, "nguoi-7", email="minh@vidu.example", verified=True)
    vouch(service, "nguoi-8", email="minh@vidu.example", verified=True)
    dance(client, "nguoi-7")
    refused = dance(Client(), "nguoi-8")
    assert refused.status_code == 403 and "đã nối với một tài khoản khác" in refused.content.decode()
    assert SocialAccount.objects.get().uid == "nguoi-7"


def test_a_corrected_address_puts_out_who_came_in_by_the_wrong_one(
    service: str, office: Cast, client: Client
) -> None:
    vouch(service, "nguoi-9", email="minh@vidu.example", verified=True)
    dance(client, "nguoi-9")
    fixed = {"full_name": office.minh.full_name, "email": "quang.minh@vidu.example"}
    assert (
        administrator(office).post(reverse("person-change", args=(office.minh.pk,)), fixed).status_code == 302
    )
    assert client.get("/kenh/").status_code == 302
    assert dance(Client(), "nguoi-9").status_code == 403


def test_an_administrator_unties_an_account(service: str, office: Cast, client: Client) -> None:
    vouch(service, "nguoi-10", email="minh@vidu.example", verified=True)
    dance(client, "nguoi-10")
    admin, person = administrator(office), reverse("person", args=(office.minh.pk,))
    assert "Gỡ nối" in admin.get(person).content.decode()
    assert admin.post(reverse("person-unlink", args=(office.minh.pk,)))["location"] == person
    assert not SocialAccount.objects.exists() and client.get("/kenh/").status_code == 302
    assert "Gỡ nối" not in admin.get(person).content.decode()


def administrator(office: Cast) -> Client:
    browser = Client()
    browser.force_login(make_person(unit=office.federation, role="administrator"))
    return browser


def test_who_left_stays_out(service: str, office: Cast, client: Client) -> None:
    vouch(service, "nguoi-4", email="minh@vidu.example", verified=True)
    dance(client, "nguoi-4")
    Person.objects.filter(pk=office.minh.pk).update(is_active=False)
    assert dance(Client(), "nguoi-4").status_code == 403


def test_a_signed_in_person_ties_another_address_after_proving_again(
    service: str, office: Cast, client: Client
) -> None:
    vouch(service, "nguoi-5", email="rieng@vidu.example", verified=False)
    client.force_login(office.hoa)
    asked = client.post(START)
    assert reverse("account_reauthenticate") in asked["location"]
    page = client.post(asked["location"], {"password": PASSWORD, "next": START})
    goal = unescape(re.search(r'content="0;url=([^"]+)"', page.content.decode()).group(1))
    back = httpx.post(goal, data={"sub": "nguoi-5"})
    answer = client.get(back.headers["location"].removeprefix("http://testserver"))
    assert answer["location"] == reverse("account")
    assert SocialAccount.objects.get().user == office.hoa
    browser = Client()
    assert dance(browser, "nguoi-5", next="/kenh/")["location"] == "/kenh/"
    assert client.post(reverse("outside-unlink"))["location"] == reverse("account")
    assert dance(Client(), "nguoi-5").status_code == 403


def test_an_answer_that_nobody_asked_for_is_refused(service: str, office: Cast, client: Client) -> None:
    vouch(service, "nguoi-6", email="minh@vidu.example", verified=True)
    back = httpx.post(leave(Client()), data={"sub": "nguoi-6"})
    stolen = client.get(back.headers["location"].removeprefix("http://testserver"))
    assert stolen.status_code == 403 and "chưa xác nhận được bạn" in stolen.content.decode()
    assert client.get("/kenh/").status_code == 302
    cancelled = client.get(START + "tra-loi/?error=access_denied")
    assert cancelled.status_code == 403


def test_refused_tries_of_one_address_wait(service: str, office: Cast, client: Client) -> None:
    outside = {"REMOTE_ADDR": "203.0.113.9"}
    said = [client.get(START + "tra-loi/?code=x&state=y", **outside).status_code for _ in range(21)]
    assert said == [403] * 20 + [429]


def test_without_a_service_there_is_no_such_way_in(cast: Cast, client: Client) -> None:
    assert client.post(START).status_code == 404
    assert client.get(START + "tra-loi/?code=x").status_code == 404
    assert "Tài khoản cơ quan" not in client.get("/dang-nhap/").content.decode()


def test_a_service_that_does_not_answer_is_said_calmly(cast: Cast, client: Client, settings) -> None:
    settings.OUTSIDE_SIGN_IN = OutsideSignIn("http://localhost:9", "a", "b", "Tài khoản cơ quan")
    page = client.post(START)
    assert page.status_code == 502 and "Chưa liên lạc được" in page.content.decode()


def test_half_a_setting_and_an_open_address_are_refused() -> None:
    full = {
        "HAICHIEU_OIDC_ISSUER": "https://sso.vidu.example/",
        "HAICHIEU_OIDC_CLIENT_ID": "a",
        "HAICHIEU_OIDC_CLIENT_SECRET": "b",
    }
    assert outside_sign_in(full) == OutsideSignIn("https://sso.vidu.example", "a", "b", "Tài khoản cơ quan")
    with pytest.raises(BadSetting, match="đủ ba biến"):
        outside_sign_in({"HAICHIEU_OIDC_ISSUER": "https://sso.vidu.example"})
    with pytest.raises(BadSetting, match="https"):
        outside_sign_in({**full, "HAICHIEU_OIDC_ISSUER": "http://sso.vidu.example"})

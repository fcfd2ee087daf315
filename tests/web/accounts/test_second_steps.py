"""Codes, recovery codes and passkeys: made by each person alone, counted like passwords, and never guessed."""

import html
import json
import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from haichieu.base.models import LogEntry
from haichieu.units.actions import clear_second_steps
from tests.conftest import Cast
from tests.factories import NOW, PASSWORD, make_person
from tests.web.accounts.keys import Key

pytestmark = pytest.mark.django_db

DOOR, STEP = "/dang-nhap/", "/dang-nhap/buoc-hai/"


@pytest.fixture(autouse=True)
def no_code_was_used() -> None:
    cache.clear()


def code(secret: str, ahead: int = 0) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + ahead))


def shown(page, ident: str = "khoa") -> dict:
    """The options that a page carries for its script."""
    found = re.search(rf'<script id="{ident}" type="application/json">(.*?)</script>', page.content.decode())
    return json.loads(found.group(1))


def come_in(client: Client, username: str = "minh"):
    return client.post(DOOR, {"username": username, "password": PASSWORD, "next": "/kenh/"})


def prove(client: Client, path: str) -> None:
    """Go to a page that asks again who one is, and say it."""
    asked = client.get(path)
    assert asked.status_code == 302 and reverse("account_reauthenticate") in asked["location"]
    answer = client.post(asked["location"], {"password": PASSWORD, "next": path})
    assert answer["location"] == path


def with_codes(client: Client) -> str:
    """Turn codes on for who is signed in; returns the secret."""
    path = reverse("mfa_activate_totp")
    prove(client, path)
    secret = re.search(r'class="secret">(\w+)<', client.get(path).content.decode()).group(1)
    assert client.post(path, {"code": "000000"}).status_code == 422
    answer = client.post(path, {"code": code(secret)})
    assert answer["location"] == reverse("mfa_view_recovery_codes")
    return secret


def with_key(client: Client) -> Key:
    """Add a passkey for who is signed in and has just proved it."""
    path, key = reverse("mfa_add_webauthn"), Key()
    answer = client.post(path, {"name": "Máy của tôi", "credential": key.made(shown(client.get(path)))})
    assert answer.status_code == 302, answer.content.decode()
    return key


def recovery_codes(client: Client) -> list[str]:
    page = client.get(reverse("mfa_view_recovery_codes")).content.decode()
    return re.findall(r"<li><code>(\w+)</code>", page)


def test_after_the_password_a_code_is_asked_for(client: Client, cast: Cast) -> None:
    client.force_login(cast.minh)
    secret = with_codes(client)
    client.post(reverse("sign-out"))
    assert come_in(client)["location"] == STEP
    assert client.get("/kenh/").status_code == 302, "the password alone opens nothing"
    wrong = client.post(STEP, {"code": "000000"})
    assert wrong.status_code == 422 and "Mã không đúng" in wrong.content.decode()
    assert client.post(STEP, {"code": code(secret, ahead=1)})["location"] == "/kenh/"
    assert client.get("/kenh/").status_code == 200


def test_a_code_works_once(client: Client, cast: Cast) -> None:
    client.force_login(cast.minh)
    secret = with_codes(client)
    for browser, expected in ((Client(), 302), (Client(), 422)):
        come_in(browser)
        assert browser.post(STEP, {"code": code(secret, ahead=1)}).status_code == expected


def test_a_recovery_code_works_once_and_codes_are_shown_once(client: Client, cast: Cast) -> None:
    client.force_login(cast.minh)
    with_codes(client)
    codes = recovery_codes(client)
    assert len(codes) == 10 and not recovery_codes(client)
    for browser, expected in ((Client(), 302), (Client(), 422)):
        come_in(browser)
        assert browser.post(STEP, {"code": codes[0]}).status_code == expected


def test_wrong_codes_wait_and_the_right_password_between_them_forgets_nothing(
    client: Client, cast: Cast
) -> None:
    client.force_login(cast.minh)
    secret = with_codes(client)
    client.post(reverse("sign-out"))
    statuses = []
    for _ in range(5):
        assert come_in(client)["location"] == STEP
        statuses.append(client.post(STEP, {"code": "000000"}).status_code)
    assert statuses == [422] * 5
    held = client.post(STEP, {"code": code(secret, ahead=1)})
    assert held.status_code == 429 and "Retry-After" in held.headers
    assert come_in(client).status_code == 429, "the password waits too"


def test_what_codes_rest_on_is_not_readable_in_the_database(client: Client, cast: Cast) -> None:
    client.force_login(cast.minh)
    secret = with_codes(client)
    assert secret not in str(list(Authenticator.objects.values()))


def test_keys_change_only_after_proving_again_and_wrong_passwords_there_wait(
    client: Client, cast: Cast
) -> None:
    client.force_login(cast.minh)
    for name in ("mfa_activate_totp", "mfa_add_webauthn", "account-password"):
        assert reverse("account_reauthenticate") in client.get(reverse(name))["location"]
    path = reverse("account_reauthenticate")
    answers = [client.post(path, {"password": "sai"}) for _ in range(6)]
    assert [answer.status_code for answer in answers] == [422] * 5 + [429]
    assert "Mật khẩu không đúng." in answers[0].content.decode()


def test_a_passkey_signs_in_by_itself(client: Client, cast: Cast) -> None:
    client.force_login(cast.minh)
    prove(client, reverse("mfa_add_webauthn"))
    key = with_key(client)
    assert "Máy của tôi" in client.get(reverse("account")).content.decode()
    browser, path = Client(), reverse("mfa_login_webauthn")
    options = browser.get(path, headers={"accept": "application/json"}).json()["request_options"]
    answer = browser.post(path, {"credential": key.used(options), "next": "/kenh/"})
    assert answer["location"] == "/kenh/"
    assert browser.get("/kenh/").status_code == 200
    assert LogEntry.objects.filter(verb="sign_in", by=str(cast.minh.pk)).exists()


def test_a_passkey_is_the_second_step_after_a_password(client: Client, cast: Cast) -> None:
    client.force_login(cast.minh)
    prove(client, reverse("mfa_add_webauthn"))
    key, browser = with_key(client), Client()
    assert come_in(browser)["location"] == STEP
    assert browser.post(STEP, {"credential": key.used(shown(browser.get(STEP)))})["location"] == "/kenh/"


@pytest.mark.parametrize("wrong", ["origin", "challenge", "stranger", "rubbish"])
def test_a_signature_for_something_else_lets_nobody_in(client: Client, cast: Cast, wrong: str) -> None:
    client.force_login(cast.minh)
    prove(client, reverse("mfa_add_webauthn"))
    key, browser, path = with_key(client), Client(), reverse("mfa_login_webauthn")
    options = browser.get(path, headers={"accept": "application/json"}).json()["request_options"]
    if wrong == "origin":
        key.origin = "https://xau.example"
    if wrong == "challenge":
        options["publicKey"]["challenge"] = "AAAA" * 8
    if wrong == "stranger":
        owner, key = key.owner, Key()
        key.owner = owner
    posted = "{}" if wrong == "rubbish" else key.used(options)
    answer = browser.post(path, {"credential": posted})
    assert answer.status_code == 422
    assert "Khóa truy cập này không dùng được" in answer.content.decode()
    assert browser.get("/kenh/").status_code == 302


def test_who_left_cannot_come_in_with_a_passkey(client: Client, cast: Cast) -> None:
    client.force_login(cast.minh)
    prove(client, reverse("mfa_add_webauthn"))
    key, browser, path = with_key(client), Client(), reverse("mfa_login_webauthn")
    cast.minh.is_active = False
    cast.minh.save()
    options = browser.get(path, headers={"accept": "application/json"}).json()["request_options"]
    answer = browser.post(path, {"credential": key.used(options)})
    assert answer.status_code == 403 and "đã khóa" in answer.content.decode()


def test_a_key_is_renamed_and_removed_by_its_owner_only(client: Client, cast: Cast) -> None:
    client.force_login(cast.minh)
    prove(client, reverse("mfa_add_webauthn"))
    with_key(client)
    pk = Authenticator.objects.get(type="webauthn").pk
    assert client.post(reverse("mfa_edit_webauthn", args=(pk,)), {"name": "Cơ quan"}).status_code == 302
    assert "Cơ quan" in client.get(reverse("account")).content.decode()
    other = Client()
    other.force_login(cast.lan)
    prove(other, reverse("mfa_add_webauthn"))
    for name in ("mfa_edit_webauthn", "mfa_remove_webauthn"):
        assert other.get(reverse(name, args=(pk,))).status_code == 404
        assert other.post(reverse(name, args=(pk,)), {"name": "x"}).status_code == 404
    assert client.post(reverse("mfa_remove_webauthn", args=(pk,)))["location"] == reverse("account")
    assert not Authenticator.objects.exists(), "recovery codes go with the last key"


def test_an_administrator_clears_the_steps_of_who_lost_the_telephone(client: Client, cast: Cast) -> None:
    client.force_login(cast.minh)
    with_codes(client)
    admin = make_person(unit=cast.federation, role="administrator")
    clear_second_steps(by=admin, person=cast.minh, at=NOW)
    client.post(reverse("sign-out"))
    assert come_in(client)["location"] == "/kenh/"


def test_changes_of_keys_are_logged_without_the_keys(client: Client, cast: Cast) -> None:
    client.force_login(cast.minh)
    with_codes(client)
    client.post(reverse("mfa_deactivate_totp"))
    verbs = list(LogEntry.objects.filter(kind="person").order_by("pk").values_list("verb", flat=True))
    assert verbs == ["turn_on_codes", "turn_off_codes"]


def test_the_picture_to_scan_names_the_office_and_the_account(client: Client, cast: Cast) -> None:
    client.force_login(cast.minh)
    path = reverse("mfa_activate_totp")
    prove(client, path)
    page = html.unescape(client.get(path).content.decode())
    assert "data:image/svg+xml;base64," in page

"""Every page of sign-in speaks Vietnamese; what the library offers and an office does not want is not there."""

import re
from html import unescape

import pytest
from allauth.account import urls as account_urls
from allauth.mfa import urls as mfa_urls
from allauth.socialaccount import urls as social_urls
from allauth.usersessions import urls as session_urls
from django.core.cache import cache
from django.test import Client
from django.urls import NoReverseMatch, URLResolver, reverse

from haichieu.units.models import Person, SignInFailure
from tests.conftest import Cast
from tests.factories import PASSWORD
from tests.shared_data import ROOT
from tests.web.accounts.test_second_steps import STEP, come_in, prove, with_codes, with_key

#: What the library may look for by name; everything else that it offers has no address.
OPEN = {
    "account_login",
    "account_reauthenticate",
    "mfa_authenticate",
    "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn",
    "mfa_login_webauthn",
    "mfa_activate_totp",
    "mfa_deactivate_totp",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_add_webauthn",
    "mfa_edit_webauthn",
    "mfa_remove_webauthn",
}
#: Words that no Vietnamese page has; names of programs are none of them.
ENGLISH = re.compile(
    r"\b(the|you|your|please|sign|password|code|codes|account|key|keys|add|remove|edit|enter|invalid|incorrect|"
    r"two-factor|authentication|security|recovery|confirm|cancel|required|field|this|is|of|and|or|with|email|login)\b",
    re.IGNORECASE,
)
NAMES = re.compile(r"Google Authenticator|Microsoft Authenticator")


def offered(patterns) -> set[str]:
    names = set()
    for pattern in patterns:
        names |= offered(pattern.url_patterns) if isinstance(pattern, URLResolver) else {pattern.name}
    return names


def test_what_the_library_offers_beyond_sign_in_has_no_address() -> None:
    every = set().union(
        *(offered(u.urlpatterns) for u in (account_urls, mfa_urls, social_urls, session_urls))
    )
    assert every >= OPEN and {"account_signup", "account_email", "account_reset_password"} <= every
    for name in every - OPEN:
        for arguments in ((), (1,), ("khoa",), ("a", "b")):
            with pytest.raises(NoReverseMatch):
                reverse(name, args=arguments)


@pytest.mark.django_db
def test_the_usual_addresses_of_the_library_are_not_found(client: Client, cast: Cast) -> None:
    client.force_login(cast.minh)
    for path in (
        "signup",
        "email",
        "password/reset",
        "password/change",
        "2fa",
        "3rdparty",
        "sessions",
        "login",
    ):
        for prefix in ("", "accounts/"):
            for browser in (client, Client()):
                assert browser.get(f"/{prefix}{path}/").status_code == 404
                assert browser.post(f"/{prefix}{path}/", {"email": "a@b.vn"}).status_code == 404
    before = Person.objects.values().get(pk=cast.minh.pk)
    client.post(reverse("account"), {"email": "khac@vidu.example", "username": "khac"})
    assert Person.objects.values().get(pk=cast.minh.pk) == before


def english(page) -> list[str]:
    text = re.sub(r"<(script|style)\b.*?</\1>", " ", page.content.decode(), flags=re.DOTALL)
    said = re.sub(r"<[^>]+>", " ", text) + " ".join(
        re.findall(r'(?:placeholder|aria-label|title|alt)="([^"]*)"', text)
    )
    said = re.sub(r"\S*://\S*", " ", unescape(said))
    return ENGLISH.findall(NAMES.sub(" ", said))


@pytest.mark.django_db
def test_no_page_of_sign_in_speaks_english(client: Client, cast: Cast) -> None:
    cache.clear()
    pages = [Client().get("/dang-nhap/"), Client().post("/dang-nhap/", {"username": "x", "password": "y"})]
    client.force_login(cast.minh)
    secret_page = reverse("mfa_activate_totp")
    pages.append(client.get(reverse("account_reauthenticate")))
    pages.append(client.post(reverse("account_reauthenticate"), {"password": ""}))
    prove(client, secret_page)
    pages += [client.get(secret_page), client.post(secret_page, {"code": ""})]
    with_codes_here(client)
    with_key(client)
    pages += [client.get(reverse("account"))]
    key = client.get(reverse("account")).content.decode().split("/ten/")[0].rpartition("/")[2]
    for name in (
        "mfa_view_recovery_codes",
        "mfa_view_recovery_codes",
        "mfa_generate_recovery_codes",
        "mfa_add_webauthn",
        "mfa_deactivate_totp",
        "account-password",
        "mfa_reauthenticate",
        "mfa_reauthenticate_webauthn",
    ):
        pages.append(client.get(reverse(name)))
    for name in ("mfa_edit_webauthn", "mfa_remove_webauthn"):
        pages.append(client.get(reverse(name, args=(int(key),))))
    for name in (
        "mfa_edit_webauthn",
        "mfa_add_webauthn",
        "mfa_reauthenticate",
        "mfa_reauthenticate_webauthn",
    ):
        arguments = (int(key),) if name == "mfa_edit_webauthn" else ()
        pages.append(client.post(reverse(name, args=arguments), {}))
        pages.append(client.post(reverse(name, args=arguments), {"credential": "[]", "code": "1"}))
    SignInFailure.objects.all().delete()
    browser = Client()
    come_in(browser)
    pages += [browser.get(STEP), browser.post(STEP, {"code": ""}), browser.post(STEP, {"credential": "{}"})]
    pages += [browser.get(reverse("invitation", args=("x",))), browser.get(reverse("first-run", args=("x",)))]
    for page in pages:
        assert page.status_code in (200, 404, 422, 429), page
        assert not english(page), (page.request["PATH_INFO"], english(page))
    done = [client.post(reverse("mfa_deactivate_totp")), client.get(reverse("account"))]
    assert not english(done[1])


def with_codes_here(client: Client) -> None:
    """Turn codes on in a fresh session, as after signing in again."""
    client.logout()
    client.force_login(Person.objects.get(username="minh"))
    with_codes(client)


def test_no_password_is_written_down_anywhere() -> None:
    given = re.compile(
        r"""set_password\(\s*["']|password\s*=\s*["'][^"']+["']|mat-khau-mac-dinh|changeme|admin123"""
    )
    allowed = {"autocomplete", "type"}
    found = []
    for folder in ("src", "demo", "tools"):
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix in (".py", ".csv", ".json", ".sh", ".toml") and path.is_file():
                hits = [hit.group(0) for hit in given.finditer(path.read_text("utf-8", errors="ignore"))]
                found += [(path.name, hit) for hit in hits if not any(word in hit for word in allowed)]
    assert not found
    assert "password" not in (ROOT / "demo" / "people.csv").read_text("utf-8").splitlines()[0]
    assert PASSWORD not in "".join(p.read_text("utf-8") for p in (ROOT / "src").rglob("*.py"))

"""The door: name and password, waits after wrong ones, and the way out."""

from datetime import timedelta

import pytest
from django.urls import reverse

from haichieu.base.clock import now
from haichieu.base.models import LogEntry, LogValue
from haichieu.units.actions import invite
from haichieu.units.models import SignInFailure
from haichieu.web.accounts import counted
from haichieu.web.shell.address import client_address
from tests.factories import NOW, PASSWORD

PATH = "/dang-nhap/"


class At:
    """The pages' clock, moved by hand."""

    def __init__(self, monkeypatch):
        self.moment = NOW
        monkeypatch.setattr(counted, "now", lambda: self.moment)

    def passes(self, *, minutes):
        self.moment += timedelta(minutes=minutes)


def post(client, username, password, onward=""):
    return client.post(PATH, {"username": username, "password": password, "next": onward})


def link(person):
    _, secret = invite(by=None, person=person, at=now())
    return reverse("invitation", args=(secret,))


@pytest.mark.parametrize("username", ["minh", "MINH", " minh "])
def test_the_right_password_leads_where_the_person_was_heading(client, cast, username):
    asked = client.get("/kenh/")
    assert asked.status_code == 302
    assert "next=/kenh/" in asked["location"]
    assert 'value="/kenh/"' in client.get(asked["location"]).content.decode()
    assert post(client, username, PASSWORD, "/kenh/")["location"] == "/kenh/"


def test_another_host_is_never_where_one_is_sent(client, cast):
    assert post(client, "minh", PASSWORD, "https://xau.example/")["location"] == reverse("today")
    assert post(client, "minh", PASSWORD, "//xau.example/")["location"] == reverse("today")


@pytest.mark.parametrize(("username", "password"), [("minh", "sai"), ("khong-co", PASSWORD), ("", "")])
def test_every_refusal_says_the_same_sentence_and_keeps_the_name(client, cast, username, password):
    page = post(client, username, password, "/kenh/")
    text = page.content.decode()
    assert page.status_code == 422
    assert "Tên đăng nhập hoặc mật khẩu không đúng." in text
    assert f'value="{username}"' in text
    assert 'value="/kenh/"' in text
    if password:
        assert password not in text


def test_who_left_the_office_cannot_sign_in(client, cast):
    cast.hoa.is_active = False
    cast.hoa.save()
    assert post(client, "hoa", PASSWORD).status_code == 422


def test_after_five_failures_one_waits_longer_and_longer(client, cast, monkeypatch):
    clock = At(monkeypatch)
    for username in ("minh", "MINH", "minh", " minh", "minh"):
        assert post(client, username, "sai").status_code == 422
    for minutes in (1, 2, 4, 8, 15, 15):
        held = post(client, "minh", PASSWORD, "/kenh/")
        assert held.status_code == 429
        assert f"hãy thử lại sau {minutes} phút" in held.content.decode()
        assert int(held["Retry-After"]) == minutes * 60 + 1
        clock.passes(minutes=minutes)
        assert post(client, "minh", "sai").status_code == 422
    assert post(client, "hoa", PASSWORD).status_code == 302, "others do not wait"
    client.post(reverse("sign-out"))
    clock.passes(minutes=15)
    assert post(client, "minh", PASSWORD).status_code == 302
    client.post(reverse("sign-out"))
    assert post(client, "minh", "sai").status_code == 422, "a success starts the count anew"


def test_a_name_that_nobody_has_waits_alike_and_is_written_nowhere(client, cast):
    answers = [post(client, "nguoi.la", "mat khau go nham") for _ in range(6)]
    assert [answer.status_code for answer in answers] == [422] * 5 + [429]
    entries = LogEntry.objects.filter(verb="sign_in_failed")
    assert {(entry.by, entry.ref) for entry in entries} == {(None, "unknown")}
    assert not LogValue.objects.filter(text__contains="nguoi.la").exists()
    stored = str(list(SignInFailure.objects.values()))
    assert "nguoi.la" not in stored
    assert "nham" not in stored


def test_an_address_that_tries_many_names_waits(client, cast):
    outside = {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "10.9.9.9, 203.0.113.7"}
    values = [{"username": f"ten{number}", "password": "sai"} for number in range(21)]
    answers = [client.post(PATH, posted, **outside).status_code for posted in values]
    assert answers == [422] * 20 + [429]
    elsewhere = {"username": "minh", "password": PASSWORD}
    claimed = {"REMOTE_ADDR": "198.51.100.4", "HTTP_X_FORWARDED_FOR": "203.0.113.7"}
    assert client.post(PATH, elsewhere, **claimed).status_code == 302, "a claimed address is not believed"


@pytest.mark.parametrize(
    ("direct", "forwarded", "address"),
    [
        ("203.0.113.7", "", "203.0.113.7"),
        ("127.0.0.1", "", ""),
        ("", "203.0.113.7", "203.0.113.7"),
        ("::1", "rác", ""),
        ("2001:db8::1", "", "2001:db8::/64"),
        ("::ffff:203.0.113.7", "", "203.0.113.7"),
    ],
)
def test_the_caller_is_who_the_proxy_on_this_machine_names(rf, direct, forwarded, address):
    request = rf.get(PATH, REMOTE_ADDR=direct, HTTP_X_FORWARDED_FOR=forwarded)
    assert client_address(request) == address


def test_signing_in_is_logged_by_ids(client, cast):
    post(client, "minh", "sai")
    post(client, "minh", PASSWORD)
    ref = str(cast.minh.pk)
    entries = LogEntry.objects.order_by("pk").values_list("by", "verb", "kind", "ref")
    assert list(entries) == [(None, "sign_in_failed", "person", ref), (ref, "sign_in", "person", ref)]
    assert not LogValue.objects.exists()


def test_a_new_password_ends_the_wait(client, cast):
    for _ in range(6):
        post(client, "hoa", "sai")
    new = "mot cau ngan de nho"
    client.post(link(cast.hoa), {"password": new, "again": new, "way": "password"})
    client.post(reverse("sign-out"))
    assert post(client, "hoa", new).status_code == 302


def test_a_name_with_a_control_character_is_refused_calmly(client, cast):
    assert post(client, "mi\0nh x", PASSWORD).status_code == 422


def test_who_is_signed_in_goes_straight_on_and_can_sign_out(client, cast):
    client.force_login(cast.minh)
    assert client.get(PATH)["location"] == reverse("today")
    assert client.get(reverse("sign-out")).status_code == 405
    assert client.post(reverse("sign-out"))["location"] == PATH
    assert client.get(reverse("today")).status_code == 302

"""Sign-in, sign-out and the one-time link for a password."""

import pytest
from django.contrib.auth.tokens import default_token_generator
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from tests.factories import PASSWORD

PATH = "/dang-nhap/"


def post(client, username, password, onward=""):
    return client.post(PATH, {"username": username, "password": password, "next": onward})


def link(person):
    uid = urlsafe_base64_encode(force_bytes(person.pk))
    return reverse("set-password", args=(uid, default_token_generator.make_token(person)))


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


def test_who_is_signed_in_goes_straight_on_and_can_sign_out(client, cast):
    client.force_login(cast.minh)
    assert client.get(PATH)["location"] == reverse("today")
    assert client.get(reverse("sign-out")).status_code == 405
    assert client.post(reverse("sign-out"))["location"] == PATH
    assert client.get(reverse("today")).status_code == 302


def test_a_link_sets_a_password_once(client, cast):
    path = link(cast.hoa)
    assert "Vũ Thị Thanh Hoa" in client.get(path).content.decode()
    new = "mot cau ngan de nho"
    assert client.post(path, {"password": new, "again": new})["location"] == PATH
    assert post(client, "hoa", new).status_code == 302
    client.post(reverse("sign-out"))
    assert client.get(path).status_code == 404


def test_a_weak_or_mistyped_password_is_refused_with_a_sentence(client, cast):
    path = link(cast.hoa)
    weak = client.post(path, {"password": "ngan", "again": "ngan"})
    assert weak.status_code == 422
    assert 'role="alert"' in weak.content.decode()
    differing = client.post(path, {"password": "mot cau ngan de nho", "again": "mot cau khac de nho"})
    assert differing.status_code == 422
    assert "Hai lần gõ không giống nhau" in differing.content.decode()
    assert post(client, "hoa", PASSWORD).status_code == 302


@pytest.mark.parametrize("uid", ["", "abc", "_w", "OTk5OTk5", "bm90LWEtbnVtYmVy"])
def test_a_broken_link_says_what_to_do(client, cast, uid):
    page = client.get(f"/dang-nhap/mat-khau/{uid or 'x'}/abc-123/")
    assert page.status_code == 404
    assert "xin người quản trị một liên kết mới" in page.content.decode()

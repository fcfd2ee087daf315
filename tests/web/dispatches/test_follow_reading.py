"""A scan is being read: its page and the list say how far, it can be left and found again."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from haichieu.dispatches.models import Dispatch
from tests.factories import NOW, make_dispatch

OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000)


@pytest.fixture
def scan(cast):
    """A letter of sixty pages, twelve of which the machine has read."""
    return Dispatch.objects.create(
        unit=cast.federation,
        file_name="ban-chup.pdf",
        file="dispatches/thu/ban-chup.pdf",
        sha256="a" * 64,
        received_at=NOW,
        waits_since=NOW,
        pages_done=12,
        pages_total=60,
        added_by="system:terminal",
        search="ban chup pdf",
    )


def get(client, name, letter, **query):
    return client.get(reverse(name, args=[letter.pk], query=query))


def test_the_page_shows_how_far_and_asks_again_by_itself(minh, scan):
    text = get(minh, "dispatch", scan).content.decode()
    assert "12/60 trang" in text and 'hx-trigger="every 2s"' in text
    assert "Bạn có thể rời trang" in text
    assert "Xác nhận văn bản" not in text, "there is nothing to confirm yet"


def test_the_line_goes_on_until_the_letter_is_read_and_then_shows_it(minh, scan):
    answer = get(minh, "dispatch-progress", scan, first="1")
    assert "12/60 trang" in answer.content.decode() and "HX-Refresh" not in answer
    Dispatch.objects.update(waits_since=None, kind="công văn")
    answer = get(minh, "dispatch-progress", scan, first="1")
    assert answer["HX-Refresh"] == "true" and "hx-trigger" not in answer.content.decode()


def test_a_page_on_which_somebody_types_is_never_reloaded(minh, cast):
    letter = make_dispatch(unit=cast.federation)
    Dispatch.objects.update(waits_since=NOW)
    assert "Xác nhận văn bản" in get(minh, "dispatch", letter).content.decode()
    Dispatch.objects.update(waits_since=None)
    answer = get(minh, "dispatch-progress", letter)
    assert "HX-Refresh" not in answer and "đã đọc xong" in answer.content.decode()


def test_the_list_says_how_far(minh, scan):
    text = minh.get(reverse("dispatch-list")).content.decode()
    assert "Đang đọc" in text and "12/60 trang" in text


def test_a_long_file_is_taken_at_once_and_read_later(minh, cast):
    old = SimpleUploadedFile("cu.doc", OLD_WORD)
    answer = minh.post(
        reverse("dispatch-add"), {"unit": str(cast.federation.pk), "files": [old]}, follow=True
    )
    assert "đã nhận, máy đang đọc" in answer.content.decode()
    assert Dispatch.objects.get().waits_since is not None


def test_a_letter_set_aside_can_be_read_again(minh, cast):
    letter = make_dispatch(unit=cast.federation)
    assert "Đọc lại" in get(minh, "dispatch", letter).content.decode()
    minh.post(reverse("dispatch-read-again", args=[letter.pk]))
    letter.refresh_from_db()
    assert letter.waits_since is not None
    assert "Đọc lại" not in get(minh, "dispatch", letter).content.decode()


def test_letters_of_one_file_lead_to_each_other(minh, scan):
    Dispatch.objects.update(waits_since=None, kind="công văn", number="7", symbol="LĐLĐ")
    scan.refresh_from_db()
    scan.pk, scan.place, scan.number = None, 1, "8"
    scan.save()
    text = get(minh, "dispatch", Dispatch.objects.get(place=0)).content.decode()
    assert "Tệp này có 2 văn bản" in text and reverse("dispatch", args=[scan.pk]) in text

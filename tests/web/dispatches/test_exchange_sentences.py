"""Trao đổi điện tử: what cannot be done is said in a sentence, and nobody is offered what is not theirs to do."""

import pytest
from django.test import Client
from django.urls import reverse

from haichieu.dispatches.exchange import Attachment
from haichieu.dispatches.models import Dispatch, LetterMessage
from tests.conftest import Cast
from tests.dispatches.letters import LETTER
from tests.dispatches.messages import written
from tests.factories import make_dispatch, make_obligation
from tests.web.dispatches.test_exchange_pages import CODES, page, send

pytestmark = pytest.mark.django_db


@pytest.fixture
def letter(minh: Client, cast: Cast) -> Dispatch:
    """A letter that came as a message, in a file named after a private person."""
    files = (Attachment("Đơn của bà Trần Thị Mơ.txt", LETTER.encode(), "text/plain"),)
    send(minh, cast.federation, written(files=files))
    return Dispatch.objects.get()


def test_a_file_is_downloaded_under_the_name_on_the_page(minh: Client, letter: Dispatch) -> None:
    answer = minh.get(reverse("dispatch-message-file", args=(letter.pk, 0)))
    assert answer.filename == "Đơn của bà T.T.M.txt" and answer.filename in page(minh, letter)
    assert b"".join(answer.streaming_content) == LETTER.encode()


@pytest.mark.parametrize("stored", [b"<edXML><", b""], ids=["broken", "empty"])
def test_a_stored_message_that_broke_is_told_on_the_page(
    minh: Client, letter: Dispatch, stored: bytes
) -> None:
    with letter.file.storage.open(letter.file.name, "wb") as file:
        file.write(stored)
    answer = minh.get(reverse("dispatch-message-file", args=(letter.pk, 0)))
    assert answer.status_code == 422 and "Tệp không phải XML đúng dạng" in answer.content.decode()


def test_a_letter_that_came_otherwise_has_no_message_to_take_again(minh: Client, cast: Cast) -> None:
    paper = make_dispatch(unit=cast.federation)
    answer = minh.get(reverse("dispatch-edxml", args=(paper.pk,)))
    assert answer.status_code == 422
    assert "Văn bản này không đến bằng gói tin edXML." in answer.content.decode()


def test_an_office_without_a_name_is_shown_by_its_code(minh: Client, letter: Dispatch) -> None:
    LetterMessage.objects.update(organisation_name="")
    assert "<dd>H41.1</dd>" in page(minh, letter) and "(H41.1)" not in page(minh, letter)
    values = {**CODES, "code": "03"}
    told = minh.post(reverse("dispatch-status", args=(letter.pk,)), values, follow=True)
    assert "Đơn vị mình báo cho H41.1" in told.content.decode()


def test_who_only_owes_work_is_not_offered_to_send_the_letter_on(cast: Cast, letter: Dispatch) -> None:
    make_obligation(dispatch=letter, owner=cast.hoa_union)
    hoa = Client()
    hoa.force_login(cast.hoa)
    assert "Gửi văn bản đi" not in page(hoa, letter)
    asked = {"sender": "H41.12", "receivers": "H41.1"}
    assert hoa.get(reverse("dispatch-edxml", args=(letter.pk,)), asked).status_code == 403


def test_an_xml_file_of_another_kind_is_refused_by_name(minh: Client, cast: Cast) -> None:
    shown = send(minh, cast.federation, b"<?xml version='1.0'?><hoadon/>", "hoa-don.xml").content.decode()
    assert "Tệp .xml này không phải gói tin edXML hay Akoma Ntoso." in shown

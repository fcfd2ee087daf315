"""Sections of a draft that were typed side by side are saved in one post, or all kept when one is wrong."""

import pytest
from django.test import Client
from django.urls import reverse

from haichieu.dispatches.models import OwnLetter
from haichieu.dispatches.relay import Content
from tests.conftest import Cast
from tests.dispatches.own_letters import composed, make_letterhead, make_upper_letter
from tests.factories import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]


@pytest.fixture
def letter(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> OwnLetter:
    monkeypatch.setattr("haichieu.web.letters.views.letters.now", lambda: NOW)
    make_letterhead(cast.federation)
    return composed(cast, make_upper_letter(cast.federation))


def test_what_was_typed_in_two_sections_is_saved_with_either(minh: Client, letter: OwnLetter) -> None:
    typed = {"closing": "Đề nghị thực hiện.", "recipients": "Như trên\nLưu: VT"}
    to = reverse("own-letter-edit", args=(letter.pk,))
    saved = minh.post(to, {"section": ["closing", "recipients"], "version": letter.version, **typed})
    assert saved.status_code == 302
    letter.refresh_from_db()
    content = Content.of(letter.content)
    assert (content.closing, content.recipients) == ("Đề nghị thực hiện.", ("Như trên", "Lưu: VT"))


def test_one_wrong_section_is_said_and_the_other_is_kept_as_typed(minh: Client, letter: OwnLetter) -> None:
    typed = {"closing": "Lời mới.", "signer_title": "", "signer_name": "Lê An"}
    to = reverse("own-letter-edit", args=(letter.pk,))
    refused = minh.post(to, {"section": ["closing", "signer"], "version": letter.version, **typed})
    shown = refused.content.decode()
    assert refused.status_code == 422 and "Hãy ghi chức vụ người ký." in shown
    assert "Lời mới." in shown and shown.count(" data-typed") == 2
    letter.refresh_from_db()
    assert Content.of(letter.content).closing != "Lời mới."
